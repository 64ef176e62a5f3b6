"""Calendar arithmetic on intervals of whole days.

It knows nothing of words: units, parts of a period, seasons and moving feasts only.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, both included."""

UNITS = (
    "hour",
    "day",
    "week",
    "fortnight",
    "weekend",
    "month",
    "quarter",
    "season",
    "year",
    "decade",
    "century",
)

_SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}


def shift(day: date, unit: str, count: int) -> date:
    """`day` moved by `count` units; the day of the month is cut to the month's length.

    Hours do not move the day. Raises OverflowError or ValueError outside the years 1 to 9999.
    """
    if unit == "hour":
        return day
    if unit in _DAYS_IN:
        return day + timedelta(days=_DAYS_IN[unit] * count)
    months = day.year * 12 + day.month - 1 + _MONTHS_IN[unit] * count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month(year: int, number: int) -> Days:
    """The month `number` (1 to 12) of `year`."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> Days:
    """`count` whole months from month `first` of `year`."""
    start = date(year, first, 1)
    return start, shift(start, "month", count) - timedelta(days=1)


def period(day: date, unit: str) -> Days:
    """The calendar unit that holds `day`: ISO week (Monday first), its weekend, month, quarter, year, ..."""
    if unit in ("hour", "day"):
        return day, day
    if unit in ("week", "fortnight"):
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "weekend":
        saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
        return saturday, saturday + timedelta(days=1)
    if unit == "month":
        return month(day.year, day.month)
    if unit == "quarter":
        return months(day.year, 3 * ((day.month - 1) // 3) + 1, 3)
    if unit == "season":
        start = shift(day.replace(day=1), "month", -(day.month % 3))
        return start, shift(start, "month", 3) - timedelta(days=1)
    if unit == "year":
        return months(day.year, 1, 12)
    size = {"decade": 10, "century": 100}[unit]
    first = day.year - day.year % size + (1 if unit == "century" else 0)
    return date(first, 1, 1), date(first + size - 1, 12, 31)


def season(year: int, name: str) -> Days:
    """The meteorological season of the northern half of the earth; winter begins in December of `year`."""
    return months(year, _SEASON_MONTH[name], 3)


def part(days: Days, which: str) -> Days:
    """The early, mid or late third of a period.

    A month is cut into days 1 to 10, 11 to 20 and 21 on; periods of whole months into thirds of months (late
    2010 is September to December); a decade into its years 0-3, 4-6 and 7-9; weeks and the like into thirds of
    days. Anything under a week is not cut.
    """
    start, end = days
    length = (end - start).days + 1
    index = {"early": 0, "mid": 1, "late": 2}[which]
    if length < 7:
        return days
    if length > 3600 and length < 3700:
        first, last = ((0, 3), (4, 6), (7, 9))[index]
        return start.replace(year=start.year + first), end.replace(year=start.year + last)
    if length >= 89:
        return fraction(days, index, 3)
    third = 10 if length >= 28 else length // 3
    cuts = (start, start + timedelta(days=third), start + timedelta(days=2 * third))
    return cuts[index], end if index == 2 else cuts[index + 1] - timedelta(days=1)


def fraction(days: Days, index: int, count: int) -> Days:
    """The part number `index` (from 0) of a period cut into `count`: whole months, or days of a single month."""
    start, end = days
    total = (end.year - start.year) * 12 + end.month - start.month + 1
    if total < count:
        length = (end - start).days + 1
        first = start + timedelta(days=length * index // count)
        return first, start + timedelta(days=length * (index + 1) // count - 1)
    first = shift(start, "month", total * index // count)
    after = shift(start, "month", total * (index + 1) // count)
    return first, after - timedelta(days=1)


def week_of_month(days: Days, index: int) -> Days:
    """The seven days number `index` (from 0; -1 the last seven) of a month."""
    start, end = days
    first = end - timedelta(days=6) if index < 0 else start + timedelta(days=7 * index)
    return first, first + timedelta(days=6)


def weekday(anchor: date, number: int, direction: str) -> date:
    """The weekday `number` (Monday 0) at or before `anchor` ("past"), or at or after it ("future").

    "last" is strictly before the anchor; "next" lies in the following ISO week; "this" in the anchor's own.
    """
    back = (anchor.weekday() - number) % 7
    if direction == "past":
        return anchor - timedelta(days=back)
    if direction == "future":
        return anchor + timedelta(days=(-back) % 7)
    if direction == "last":
        return anchor - timedelta(days=back or 7)
    monday = anchor - timedelta(days=anchor.weekday())
    if direction == "next":
        return monday + timedelta(days=7 + number)
    if direction == "previous":
        return monday + timedelta(days=number - 7)
    return monday + timedelta(days=number)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
