"""Date expressions that name a calendar unit from publication or from the date named before them.

Each rule is a pattern and a builder, as in `dates_absolute`. Choices that English leaves open are stated at
the builder that makes them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding import dates_words as w
from dragoman.grounding.dates_calendar import Days, month, period, season, shift, weekday
from dragoman.grounding.dates_reading import (
    PRECISION_OF_UNIT,
    Maker,
    Tense,
    from_context,
    from_publication,
    from_tense,
)
from dragoman.grounding.dates_rules import Builder, Rule, compiled

if TYPE_CHECKING:
    from dragoman.model import Precision

_ONE_DAY = timedelta(days=1)


def _near_day(match: re.Match[str]) -> Maker | None:
    word = " ".join(match["word"].lower().split())
    step = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    if word == "overnight":  # the night that ends on the day of publication
        return from_publication(lambda day: (day - _ONE_DAY, day), "range")
    days = timedelta(days=step.get(word, 0))
    return from_publication(lambda day: (day + days, day + days), "day")


_A_NAME_BEFORE = re.compile(r"\b(?:Mail on|Bloody|Black|Super|Sheffield|Cyber|Fat|Ruby|The)\s$")
_A_NAME_AFTER = re.compile(
    r"\s(?:(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Tribune|Independent|Age|World|Mercury|Tasmanian|Business|Sport)\b|"
    r"(?:Night|Morning)\s(?:Live|Football|Herald))"
)


def _weekday(match: re.Match[str]) -> Maker | None:
    """A weekday: at or before publication unless the tense is future; its own day counts both ways.

    "last Sunday" is strictly before, "next Sunday" lies in the following ISO week, "this Sunday" is the
    nearest on the side of the tense, with future as the default.
    """
    if _A_NAME_BEFORE.search(match.string[: match.start()]) or _A_NAME_AFTER.match(
        match.string[match.end() :]
    ):
        return None
    number, which = w.weekday_number(match["day"]), " ".join((match["which"] or "").lower().split())
    anchored = {
        "the following": "future",
        "the next": "future",
        "the previous": "past",
        "the preceding": "past",
    }
    if which in anchored:
        return from_context(lambda days: _beside(days, number, anchored[which]), "day")

    def place(day: date, tense: Tense | None) -> Days:
        if which in ("last", "next"):
            direction = which
        elif which.startswith("this past"):
            direction = "last"
        elif which.startswith(("this coming", "the coming", "coming")):
            direction = "future"
        elif which == "this":
            direction = "past" if tense == "past" else "future"
        else:
            direction = "future" if tense == "future" else "past"
        found = weekday(day, number, direction)
        return found, found

    return from_tense(place, "day")


def _beside(days: Days, number: int, direction: str) -> Days:
    start = days[1] + _ONE_DAY if direction == "future" else days[0] - _ONE_DAY
    found = weekday(start, number, direction)
    return found, found


def _weekday_of_week(match: re.Match[str]) -> Maker | None:
    number = w.weekday_number(match["day"])
    direction = {"last": "previous", "next": "next", "this": "this"}[match["week"].lower()]

    def place(day: date) -> Days:
        found = weekday(day, number, direction)
        return found, found

    return from_publication(place, "day")


def clipped(days: Days, day: date, tense: Tense | None) -> Days:
    """A running period cut at the day of publication: what is past lies before it, what is planned after it."""
    start, end = days
    if start <= day <= end:
        if tense == "future":
            return day, end
        if tense == "past":
            return start, day
    return days


def _unit(match: re.Match[str]) -> Maker | None:
    """last, this, next + unit: the calendar unit; "earlier this" and "later this" its two sides of publication."""
    unit, which = w.unit(match["unit"]), match["which"].lower()
    side = (match["side"] or "").lower()
    step = {"last": -1, "next": 1}.get(which, 0)
    precision = PRECISION_OF_UNIT[unit]

    def place(day: date, tense: Tense | None) -> Days:
        days = period(shift(day.replace(day=1) if unit in ("month", "quarter") else day, unit, step), unit)
        if step:
            return days
        if side.startswith("earlier"):
            return days[0], day
        if side.startswith("later"):
            return day, days[1]
        return clipped(days, day, tense)

    return from_tense(place, precision)


_PART_OF = re.compile(
    r"\b(?:end|beginning|start|middle|half|quarter|rest|remainder|course|(?:days|weeks|months)\s+of|earlier|later|early|late)"
    r"\s+(?:of|in)\s+$",
    re.IGNORECASE,
)


def _the_unit(match: re.Match[str]) -> Maker | None:
    """the end of the year: the running unit, only as part of such a phrase."""
    return _unit(match) if _PART_OF.search(match.string[: match.start()]) else None


def _unit_in_context(match: re.Match[str]) -> Maker | None:
    """the previous day, the following week, the same month, that year: counted from the date named before."""
    unit, which = w.unit(match["unit"]), " ".join(match["which"].lower().split())
    if unit == "hour":
        return None
    if which in ("the previous", "the preceding"):
        return from_context(lambda days: period(shift(days[0], unit, -1), unit), PRECISION_OF_UNIT[unit])
    if which in ("the following", "the next", "the subsequent"):
        return from_context(lambda days: period(shift(days[1], unit, 1), unit), PRECISION_OF_UNIT[unit])
    return from_context(
        lambda days: days if unit == "day" else period(days[0], unit), PRECISION_OF_UNIT[unit]
    )


def _season(match: re.Match[str]) -> Maker | None:
    name, which = match["season"].lower(), match["which"].lower()

    def place(day: date, tense: Tense | None) -> Days:
        options = [season(year, name) for year in range(day.year - 2, day.year + 3)]
        if which == "last":
            return [d for d in options if d[1] < day][-1]
        if which == "next":
            return next(d for d in options if d[0] > day)
        return clipped(min(options, key=lambda d: max((d[0] - day).days, (day - d[1]).days)), day, tense)

    return from_tense(place, "season")


def _month(match: re.Match[str]) -> Maker | None:
    """last May, next May, this May: last and next exclude the running month; "this" is in the running year."""
    number, which = w.month_number(match["month"]), match["which"].lower()

    def place(day: date) -> Days:
        if which == "last":
            return month(day.year - (number >= day.month), number)
        if which == "next":
            return month(day.year + (number <= day.month), number)
        return month(day.year, number)

    return from_publication(place, "month")


_YEAR_STEP = {"last": -1, "the previous": -1, "the next": 1, "next": 1, "the following": 1}


def _in_year(match: re.Match[str]) -> Maker | None:
    """May of that year, the summer of last year: a month or season of a year named by another word."""
    which, name = " ".join(match["which"].lower().split()), match["name"]
    by_context = which not in ("last", "this", "next")
    month_ = name.lower() in w.MONTH_NUMBER
    precision: Precision = "month" if month_ else "season"

    def place(days: Days) -> Days:
        year = days[0].year + _YEAR_STEP.get(which, 0)
        return month(year, w.month_number(name)) if month_ else season(year, name.lower())

    return (
        from_context(place, precision)
        if by_context
        else from_publication(lambda day: place((day, day)), precision)
    )


@lru_cache(maxsize=1)
def rules() -> list[Rule]:
    """The rules of this module; all of them date something."""
    weekday_ = rf"(?P<day>{w.WEEKDAY}|{w.SHORT_WEEKDAY})"
    which_day = r"(?P<which>last|next|this\s+coming|this\s+past|this|the\s+coming|coming|the\s+following|the\s+next|the\s+previous|the\s+preceding)"
    patterns: list[tuple[str, Builder]] = [
        (rf"\b(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday|tomorrow|today|tonight|overnight|last\s+night|this\s+{w.DAYTIME})\b(?:\s+{w.DAYTIME})?(?!['\u2019]s\s+(?:world|generation|society))", _near_day),
        (rf"\b(?:(?:early|late)\s+(?:on\s+)?)?(?:{which_day}\s+)?{weekday_}(?!s)(?:\s+{w.DAYTIME})?(?!\w)", _weekday),
        (rf"\b{weekday_}(?:\s+of)?\s+(?P<week>last|this|next)\s+week\b", _weekday_of_week),
        (rf"\b(?P<week>last|this|next)\s+week\s+on\s+{weekday_}\b", _weekday_of_week),
        (rf"\b(?P<side>earlier\s+(?:in\s+)?|later\s+(?:in\s+)?)?(?P<which>last|this|next|current)\s+(?P<unit>{w.UNIT})\b", _unit),
        (r"\b(?P<side>earlier|later)\s+in\s+(?P<which>the)\s+(?P<unit>day|week|month|year)\b", _unit),
        (r"\b(?P<side>)(?P<which>the)\s+(?P<unit>week|month|year|decade|century)\b", _the_unit),
        (r"\b(?P<which>the\s+previous|the\s+preceding|the\s+following|the\s+next|the\s+subsequent|the\s+same|that\s+same|that)\s+(?P<unit>day|week|weekend|month|year|decade)\b", _unit_in_context),
        (rf"\b(?:the\s+)?(?P<name>(?-i:{w.LONG_MONTH})|{w.SEASON})\s+(?:of\s+)?(?P<which>that|the\s+same|the\s+following|the\s+previous|the\s+next)\s+year\b", _in_year),
        (rf"\b(?:the\s+)?(?P<name>{w.SEASON})\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b", _in_year),
        (rf"\b(?P<which>last|this|next)\s+(?P<season>{w.SEASON})\b", _season),
        (rf"\b(?P<which>last|this|next)\s+(?P<month>{w.LONG_MONTH})\b(?!\s+\d)", _month),
    ]  # fmt: skip
    return compiled((pattern, builder, "time") for pattern, builder in patterns)
