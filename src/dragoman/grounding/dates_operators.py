"""What the words around a date do to it: since, until, by, early, from ... to, two days after.

It wraps makers and never reads text beyond the word it is given.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.grounding.dates_calendar import Days, fraction, part, period, shift, week_of_month
from dragoman.grounding.dates_reading import PRECISION_OF_UNIT, Anchor, Maker, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

_ONE_DAY = timedelta(days=1)

PARTS = {
    "early": "early", "beginning": "early", "start": "early", "turn": "early", "opening": "early",
    "mid": "mid", "middle": "mid", "late": "late", "end": "late", "close": "late",
}  # fmt: skip
FRACTIONS = {
    "first half": (0, 2), "second half": (1, 2), "latter half": (1, 2), "first quarter": (0, 4), "second quarter": (1, 4),
    "third quarter": (2, 4), "fourth quarter": (3, 4), "last quarter": (3, 4), "final quarter": (3, 4),
}  # fmt: skip

ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}


def part_of(maker: Maker, name: str) -> Maker:
    """A part of a period: early May, the end of 2022, the first half of last year. Days are not divided."""

    def make(anchor: Anchor) -> Reading | None:
        # The part may lie in the past where the whole reaches beyond publication, so the tense must not cut it.
        reading = maker(replace(anchor, tense=None) if anchor.tense == "past" else anchor)
        whole = maker(anchor)
        if reading is None or whole is None:
            return None
        days = _uncut(whole) or reading.days
        if days is None or (days[1] - days[0]).days < 6:
            return whole
        if name in FRACTIONS:
            start, end = fraction(days, *FRACTIONS[name])
        else:
            start, end = part(days, PARTS[name])
        return Reading(start, end, "range", whole.basis)

    return make


def _uncut(reading: Reading) -> Days | None:
    """The calendar unit that a reading cut at publication belongs to."""
    days = reading.days
    if days and reading.precision in ("week", "month", "year", "decade"):
        return period(days[0], reading.precision)
    return days


def unit_of(maker: Maker, unit: str) -> Maker:
    """The ISO week or weekend that holds a date ("the week of 3 May"); a longer period stays itself."""

    def make(anchor: Anchor) -> Reading | None:
        reading = maker(anchor)
        if reading is None or reading.precision != "day" or reading.start is None:
            return reading
        return Reading(*period(reading.start, unit), PRECISION_OF_UNIT[unit], reading.basis)

    return make


def week_in(maker: Maker, ordinal: str) -> Maker:
    """The first, second, ... or last seven days of a month; another period stays itself."""

    def make(anchor: Anchor) -> Reading | None:
        reading = maker(anchor)
        if reading is None or reading.precision != "month" or not (days := _uncut(reading)):
            return reading
        return Reading(*week_of_month(days, ORDINALS[ordinal]), "week", reading.basis)

    return make


_DAYS_IN = {"first": 0, "opening": 0, "second": 1, "third": 2, "last": -1, "final": -1, "closing": -1}


def day_in(maker: Maker, ordinal: str) -> Maker:
    """The first, second, third or last day of a week, month, season or year; all else stays itself."""

    def make(anchor: Anchor) -> Reading | None:
        reading = maker(replace(anchor, tense=None) if anchor.tense == "past" else anchor)
        days = _uncut(reading) if reading is not None else None
        # The first day of Ramadan is not known to the day, nor that of a vague span.
        if reading is None or days is None or reading.precision not in ("week", "month", "season", "year"):
            return maker(anchor)
        at = _DAYS_IN[ordinal]
        day = days[1] if at < 0 else days[0] + timedelta(days=at)
        return Reading(day, day, "day", reading.basis)

    return make


def _opened(
    edge: Callable[[Reading, Anchor], tuple[date | None, date | None]], tense_of: Callable[[Anchor], Anchor]
) -> Callable[[Maker], Maker]:
    def wrap(maker: Maker) -> Maker:
        def make(anchor: Anchor) -> Reading | None:
            reading = maker(tense_of(anchor))
            if reading is None:
                return None
            start, end = edge(reading, anchor)
            if (start is None and end is None) or (start and end and start > end):
                return None
            return Reading(start, end, "range", reading.basis)

        return make

    return wrap


def _looking_back(anchor: Anchor) -> Anchor:
    return replace(anchor, tense="past")


def _looking_ahead(anchor: Anchor) -> Anchor:
    # "suspended classes until Monday": the limit lies ahead even when the verb is past
    return replace(anchor, tense=None if anchor.tense == "past" else "future")


def _same(anchor: Anchor) -> Anchor:
    return anchor


def _from_now(end: date | None, anchor: Anchor) -> date | None:
    """The day of publication, when a planned act has to lie between it and `end`."""
    day = anchor.published
    return day if day and end and anchor.tense != "past" and day <= end else None


OPERATORS: dict[str, Callable[[Maker], Maker]] = {
    "since": _opened(lambda r, _a: (r.start, None), _looking_back),
    "from": _opened(lambda r, _a: (r.start, None), _same),
    "until": _opened(lambda r, _a: (None, r.end), _looking_ahead),
    "by": _opened(lambda r, a: (_from_now(r.end, a), r.end), _looking_ahead),
    "before": _opened(lambda r, a: (_from_now(_before(r), a), _before(r)), _same),
    "after": _opened(lambda r, _a: (r.end and r.end + _ONE_DAY, None), _same),
}  # fmt: skip
OPERATOR_OF = {
    "ever since": "since", "since": "since", "dating back to": "since", "dating to": "since", "until": "until",
    "till": "until", "up until": "until", "up to": "until", "through": "until", "by": "by", "no later than": "by",
    "not later than": "by", "before": "before", "prior to": "before", "after": "after",
}  # fmt: skip


def _before(reading: Reading) -> date | None:
    return reading.start and reading.start - _ONE_DAY


def span_of_two(first: Maker, last: Maker) -> Maker:
    """From one date to another; the side without a year takes it from the other.

    None when the second ends before the first begins, or either is not placed.
    """

    def make(anchor: Anchor) -> Reading | None:
        unanchored = Anchor(None)
        named_first, named_last = first(unanchored), last(unanchored)
        start: Reading | None
        end: Reading | None
        if named_first and named_first.start and not named_last:
            start, end = named_first, last(anchor.around(named_first.start, "future"))
        elif named_last and named_last.end and not named_first:
            start, end = first(anchor.around(named_last.end, "past")), named_last
        elif anchor.tense == "future":
            start = first(anchor)
            end = last(anchor.around(start.start, "future")) if start and start.start else None
        else:
            end = last(anchor)
            start = first(anchor.around(end.end, "past")) if end and end.end else None
        if not start or not end or not start.start or not end.end or start.start > end.end:
            return None
        return Reading(start.start, end.end, "range", end.basis if named_first else start.basis)

    return make


def lasting_from(count: float, unit: str, start: Maker) -> Maker:
    """For two days starting Monday: that many whole units from the first day of the date."""

    def make(anchor: Anchor) -> Reading | None:
        reading = start(anchor)
        if reading is None or reading.start is None:
            return reading
        last = shift(reading.start, unit, max(1, int(count))) - _ONE_DAY
        return Reading(reading.start, max(last, reading.start), "range", reading.basis)

    return make


def away_from(maker: Maker, place: Callable[[Days], tuple[date | None, date | None]], exact: bool) -> Maker:
    """Two days before 3 May: `place` moves the days of the date."""

    def make(anchor: Anchor) -> Reading | None:
        reading = maker(anchor)
        if reading is None or reading.days is None:
            return None
        start, end = place(reading.days)
        return Reading(start, end, "day" if exact and start == end else "vague", reading.basis)

    return make
