"""What a date expression is before it is placed in time, and what it is read against.

It never looks at words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dragoman.grounding.dates_calendar import Days, period

if TYPE_CHECKING:
    from datetime import date

    from dragoman.model import Precision

Tense = Literal["past", "present", "future"]
Role = Literal["time", "window", "duration", "recurring", "length"]

ABSOLUTE = "absolute"
PUBLICATION = "relative to publication"
TEXT = "relative to text"
DEFAULT = "publication date"

PRECISION_OF_UNIT: dict[str, Precision] = {
    "hour": "day", "day": "day", "week": "week", "fortnight": "range", "weekend": "range", "month": "month",
    "quarter": "range", "season": "season", "year": "year", "decade": "decade", "century": "range",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative expression is read against; `context` is the last interval named in the text before it."""

    published: date | None
    tense: Tense | None = None
    context: Days | None = None
    backshifted: bool = False
    """A future seen from a day before publication: "had been due to withdraw", "said that troops would leave"."""

    def around(self, published: date, tense: Tense) -> Anchor:
        """The same anchor seen from another day."""
        return replace(self, published=published, tense=tense)


@dataclass(frozen=True, slots=True)
class Reading:
    """An interval with both ends included, None where open."""

    start: date | None
    end: date | None
    precision: Precision
    basis: str

    @property
    def days(self) -> Days | None:
        """Both ends, or None when one is open."""
        return None if self.start is None or self.end is None else (self.start, self.end)


Maker = Callable[[Anchor], Reading | None]


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression at `start:end` of a text (offsets local to it).

    `role` says what it can do: `time` dates something; `window` is a span looked back over ("in more than ten
    years"); `duration` says how long; `length` is a bare number of units that dates nothing by itself ("a
    two-day visit"); `recurring` how often. `make` places it and gives None where the anchor
    lacks what it needs.
    """

    start: int
    end: int
    make: Maker
    role: Role = "time"


def fixed(days: Days, precision: Precision) -> Maker:
    """An expression that names its days by itself."""
    reading = Reading(days[0], days[1], precision, ABSOLUTE)
    return lambda _anchor: reading


def from_publication(place: Callable[[date], tuple[date | None, date | None]], precision: Precision) -> Maker:
    """An expression read from the day of publication alone; None without that day."""
    return from_tense(lambda day, _tense: place(day), precision)


def from_tense(
    place: Callable[[date, Tense | None], tuple[date | None, date | None]], precision: Precision
) -> Maker:
    """An expression read from the day of publication and the tense; None without that day."""

    def make(anchor: Anchor) -> Reading | None:
        if anchor.published is None:
            return None
        start, end = place(anchor.published, anchor.tense)
        return Reading(start, end, precision, PUBLICATION)

    return make


def from_context(place: Callable[[Days], tuple[date | None, date | None]], precision: Precision) -> Maker:
    """An expression read from the interval named before it in the text, else from the day of publication."""

    def make(anchor: Anchor) -> Reading | None:
        if anchor.context is not None:
            start, end = place(anchor.context)
            return Reading(start, end, precision, TEXT)
        if anchor.published is None:
            return None
        start, end = place((anchor.published, anchor.published))
        return Reading(start, end, precision, PUBLICATION)

    return make


def whole(day: date, unit: str) -> Callable[[Anchor], Reading | None]:
    """The calendar unit that holds an absolute day."""
    return fixed(period(day, unit), PRECISION_OF_UNIT[unit])
