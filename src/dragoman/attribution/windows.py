"""The span of days for which a claim of precedence holds, from its date words and the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.attribution.beginnings import beginning
from dragoman.tables import first_or_last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
# Mean lengths in days of the Gregorian calendar; a generation is taken as 25 years.
_UNITS = {
    "year": 365.25, "decade": 3652.5, "month": 30.44, "week": 7.0, "day": 1.0, "century": 36525.0, "centurie": 36525.0,
    "generation": 9131.0,
}  # fmt: skip
# "in decades" claims at least two of them; "in years" and "in months" likewise.
_BARE_PLURAL = 2
_COUNT = r"(?:(?:more than|over|nearly|almost|about|around|at least|some|roughly|close to|the past|the last|just over|just under)\s+)*"
_NUMBER = r"(?:\d+|half a|[a-z]+(?:-[a-z]+)?)"
_IN_YEARS = re.compile(
    rf"\b(?:in|for)\s+{_COUNT}(?:({_NUMBER})\s+)?(year|decade|month|week|day|century|centurie|generation)s?\b(?!\s+(?:old|of age))",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?:since|after)\s+(?:[^.,;:?!\d]{{0,90}}?\s)??(?:(?:(\d{{1,2}})\s+)?({'|'.join(_MONTHS)})\s+(?:(\d{{1,2}}),?\s+)?)?((?:1[89]|20)\d\d)\b",
    re.IGNORECASE,
)
# A month or a day of one without its year: the last one before publication ("since March", "since they restored relations in March").
_MONTH = re.compile(
    rf"\b(?:since|after)\s+(?:[^.,;:?!\d]{{0,90}}?\b(?:in|on|last|of)\s)?(?:(?:early|mid|late)[\s-])?(?:(\d{{1,2}})\s+)?"
    rf"({'|'.join(m.capitalize() for m in _MONTHS)})\b(?:\s+(\d{{1,2}})\b)?(?!,?\s+\d{{4}})"
)
_THIS = re.compile(
    r"\bthis (year|month|week|decade|century)\b|\b(?:so far|already) this (year|month|week)\b", re.IGNORECASE
)
_EVER = re.compile(
    r"\b(?:ever|never before|in (?:its|the country['’]s|the nation['’]s|modern|recorded|living|recent)?\s*(?:history|memory)|on record|of its kind|of the war|of the conflict)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\bin ((?:19|20)\d\d)\b")


def window(
    text: str, measure: str, start: int, published: date | None, countries: Iterable[str] = (), people: Iterable[str] = ()
) -> tuple[date | None, date | None]:  # fmt: skip
    """The days for which the claim at `start` of `text` says that nothing ranks before it.

    None at the start: as far back as can be, or not told in a way that is understood. `countries` and `people` take part in
    what is claimed: they say which war and whose office "since the war began" and "since he took office" mean.
    """
    scope = text[start:]
    if measure == "last":
        match = _YEAR.search(scope)
        return (date(int(match.group(1)), 1, 1) if match else None), published
    match = _SINCE.search(scope)
    if match is not None:
        return _day_after(match), published
    if published is None:
        return None, None
    match = _MONTH.search(scope)
    if match is not None:
        return _after_last(match, published), published
    named = beginning(scope, countries, people, published)
    if named is not None:
        return named + timedelta(days=1), published
    match = _THIS.search(scope)
    if match is not None:
        return _start_of(match.group(1) or match.group(2), published), published
    match = _YEAR.search(scope)
    if match is not None and int(match.group(1)) == published.year:
        return date(published.year, 1, 1), published
    spans = [
        (days, m.group(2).lower())
        for m in _IN_YEARS.finditer(scope)
        if not _EVER.search(scope[: m.start()])
        and (days := _length(m.group(1), m.group(2).lower(), plural=m.group(0).lower().endswith("s")))
    ]
    if spans:
        # "the largest number in one day in decades": the longest span is the one it is ranked over
        return _back(published, *max(spans)), published
    return None, published


def _day_after(match: re.Match[str]) -> date:
    """The first day after the period that "since" names: what happened in it does not contradict the claim."""
    first, month, second, year = match.groups()
    if month is None:
        return date(int(year) + 1, 1, 1)
    number = _MONTHS.index(month.lower()) + 1
    day = first or second
    if day is not None and 1 <= int(day) <= 28:
        return date(int(year), number, int(day)) + timedelta(days=1)
    return first_or_last_day(f"{year}-{number:02d}", last=True) + timedelta(days=1)


def _after_last(match: re.Match[str], published: date) -> date:
    """The day after the last such month or day before publication."""
    first, month, second = match.groups()
    number, day = _MONTHS.index(month.lower()) + 1, first or second
    if day is not None and 1 <= int(day) <= 28:
        this = date(published.year, number, int(day))
        return (this if this < published else this.replace(year=published.year - 1)) + timedelta(days=1)
    year = published.year if number < published.month else published.year - 1
    return first_or_last_day(f"{year}-{number:02d}", last=True) + timedelta(days=1)


def _start_of(unit: str, published: date) -> date:
    unit = unit.lower()
    if unit == "week":
        return published - timedelta(days=published.weekday())
    if unit == "month":
        return published.replace(day=1)
    year = {"decade": published.year // 10 * 10, "century": published.year // 100 * 100 + 1}.get(
        unit, published.year
    )
    return date(year, 1, 1)


def _length(number: str | None, unit: str, *, plural: bool) -> float | None:
    days = _UNITS.get(unit)
    if days is None:
        return None
    bare = days * _BARE_PLURAL if plural else None
    if number is None:
        return bare
    if number.isdigit():
        return days * int(number)
    if number.lower() == "half a":
        return days / 2
    parts = [_NUMBERS.get(part) for part in number.lower().split("-", 1)]
    counts = [n for n in parts if n is not None]
    return days * sum(counts) if len(counts) == len(parts) else bare


def _back(published: date, days: float, unit: str) -> date:
    """So many days before publication; whole years keep day and month."""
    years = round(days / _UNITS["year"])
    if unit not in {"week", "day", "month"} and published.year > years:
        day = 28 if (published.month, published.day) == (2, 29) else published.day
        return date(published.year - years, published.month, day)
    return published - timedelta(days=round(days)) if published.toordinal() > days else date.min
