"""Feasts that move: the days of Easter, Ramadan, Passover, Lunar New Year and their like in a year.

It knows calendars only, no words. Islamic months begin where the new moon is seen, so their days are given with one day
more on the early side than the computed calendar says; Jewish feasts begin on the evening before the day given.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from dragoman.grounding.dates_calendar import Days, easter
from dragoman.tables import read_tsv

RULES = frozenset({"date", "easter", "orthodox", "islamic", "tishri", "kislev", "nisan", "nth", "table"})
WITH_YEAR = "with year"
"""In the column `feast`: a name that is only read beside a year."""

# Day numbers (date.toordinal) of the first days of two calendars: 16 July 622 and 7 October 3761 BC, both Julian.
# Dershowitz and Reingold, Calendrical Calculations.
_ISLAMIC_EPOCH = 227_015
_HEBREW_EPOCH = -1_373_427
_HEBREW_AHEAD = 3761
_NEW_YEAR_AFTER_PASSOVER = 163
_LONG_AUTUMN = (355, 385)


def feast(rule: str, first: int, second: int, length: int, year: int, name: str) -> Days | None:
    """The days in `year` of a feast with the rule and numbers of `data/named_days.tsv`; None where it has none known."""
    if rule == "islamic":
        return _islamic(first, second, length, year)
    start: date | None
    if rule == "table":
        start = moving_days().get((name, year))
    elif rule == "date":
        start = _day(year, first, second)
    elif rule == "nth":
        start = _nth(year, first, second)
    else:
        origin = {"easter": easter, "orthodox": orthodox_easter, "nisan": passover, "kislev": _hanukkah,
                  "tishri": jewish_new_year}[rule](year)  # fmt: skip
        start = origin + timedelta(days=first)
    return None if start is None else (start, start + timedelta(days=length - 1))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nth(year: int, month: int, which: int) -> date:
    """The weekday of a month: `which` is 10 times the weekday (Monday 0) and which one of them; 9 is the last."""
    number, count = divmod(which, 10)
    if count == 9:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - number) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(number - first.weekday()) % 7 + 7 * (count - 1))


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar (Meeus), as a Gregorian day; right from 1900 to 2099."""
    moon = (19 * (year % 19) + 15) % 30
    rest = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + rest + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def islamic_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular Islamic calendar; what is proclaimed is within a day of it."""
    passed = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_ISLAMIC_EPOCH - 1 + passed + day)


def _islamic(month: int, day: int, length: int, year: int) -> Days | None:
    """The first such feast that begins in a Gregorian year: 33 Islamic years are 32 of ours."""
    guess = (year - 622) * 33 // 32
    for islamic in range(guess - 1, guess + 3):
        start = islamic_day(islamic, month, day)
        if start.year == year:
            return start - timedelta(days=1), start + timedelta(days=length - 1)
    return None


def jewish_new_year(year: int) -> date:
    """The first day of the Jewish year that begins in the autumn of a Gregorian year."""
    return date.fromordinal(_new_year(year + _HEBREW_AHEAD))


def passover(year: int) -> date:
    """The first day of Passover in a Gregorian year."""
    return jewish_new_year(year) - timedelta(days=_NEW_YEAR_AFTER_PASSOVER)


def _hanukkah(year: int) -> date:
    """The first day of Hanukkah, 25 Kislev: the month before it has 29 or 30 days."""
    hebrew = year + _HEBREW_AHEAD
    length = _new_year(hebrew + 1) - _new_year(hebrew)
    return date.fromordinal(_new_year(hebrew) + 30 + (30 if length in _LONG_AUTUMN else 29) + 24)


def _new_year(hebrew: int) -> int:
    before, own, after = (_elapsed(y) for y in (hebrew - 1, hebrew, hebrew + 1))
    delay = 2 if after - own == 356 else 1 if own - before == 382 else 0
    return _HEBREW_EPOCH + own + delay


def _elapsed(hebrew: int) -> int:
    """Days from the epoch to the mean new moon of a year, moved off the weekdays on which no year begins."""
    months = (235 * hebrew - 234) // 19
    day = months * 29 + (12_084 + 13_753 * months) // 25_920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


@lru_cache(maxsize=1)
def moving_days() -> dict[tuple[str, int], date]:
    """The days of `data/moving_days.tsv` by feast and year. Raises TableError on a bad line."""
    found: dict[tuple[str, int], date] = {}
    for line in read_tsv("dragoman.grounding", "data/moving_days.tsv", ("feast", "day")):
        day = line.day("day")
        if day is None:
            raise line.error("column day is empty; expected an ISO day")
        if (line["feast"], day.year) in found:
            raise line.error(f"{line['feast']!r} has a day in {day.year} on an earlier line")
        found[line["feast"], day.year] = day
    return found
