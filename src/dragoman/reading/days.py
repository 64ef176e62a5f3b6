"""A publication date as written, to the calendar day in the zone that it names.

It never converts between zones and never guesses which number is the month.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

# Newspapers exist since 1605, wire copy since 1835; the upper bound keeps date arithmetic inside `date`.
FIRST_YEAR, LAST_YEAR = 1800, 2199

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONE = r"(?:Z|UTC|GMT|[A-Z]{2,5}|[+-](?:0\d|1[0-4]):?[0-5]\d|[+-](?:0\d|1[0-4]))"
_CLOCK = rf"(?:[T\s,]+(?:at\s+)?\d{{1,2}}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*{_ZONE}?(?:\[[\w/+-]+\])?)?"
_NUMERIC = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}", re.IGNORECASE)
_COMPACT = re.compile(rf"(\d{{4}})(\d\d)(\d\d)(?:T?\d{{4,6}}{_ZONE}?)?", re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}}){_CLOCK}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_CLOCK}", re.IGNORECASE
)
_LONGEST = 64  # characters of the longest date in use, with weekday, zone and zone name


def day_of(value: Any) -> date | None:
    """The calendar day of a date, datetime or text; None for None and blank text.

    Read: ISO 8601, RFC 822 ("Mon, 01 May 2023 10:00:00 +0300"), year-first numbers ("2023/5/1", "20230501"),
    and month names ("May 1, 2023"). Raises ValueError for all else: "01/05/2023" names two days, and a bare
    number has no zone.
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no date")  # noqa: TRY004 - one error for whatever is no date
    text = value.strip()
    if not text:
        return None
    return _in_range(_of_text(text))


def _of_text(text: str) -> date:
    if len(text) <= _LONGEST:
        if found := _NUMERIC.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _COMPACT.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _DAY_FIRST.fullmatch(text)) and (month := _month(found[2])):
            return date(int(found[3]), month, int(found[1]))
        if (found := _MONTH_FIRST.fullmatch(text)) and (month := _month(found[1])):
            return date(int(found[3]), month, int(found[2]))
    raise ValueError(f"{text[:_LONGEST]!r} is no date that names one day; expected YYYY-MM-DD")


def _month(name: str) -> int | None:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{day.isoformat()} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day
