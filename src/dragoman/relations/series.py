"""The series of a dyad: what each did to the other, step by step, beside what was watched in the step.

It counts what the store holds and knows no SQL (see `series_query`). A step in which nothing was watched has no counts:
unknown is never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from dragoman.codebook.quads import QUAD_NAMES
from dragoman.errors import UsageError
from dragoman.relations.dyads import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Step = Literal["day", "week", "month"]
STEPS: tuple[Step, ...] = get_args(Step)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
QUADS = tuple(sorted(QUAD_NAMES))
# Rates are acts per so many reports watched.
PER = 1000


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was watched, one number a step: reports, different outlets, and days with any report of the days there are.

    `sources` is NaN where the reports name no outlets. For an imported data set `reports` are its events of all the world,
    since it does not say how much it read, and `sources` is NaN.
    """

    reports: Floats
    sources: Floats
    days_covered: Floats
    days: Floats


@dataclass(frozen=True, slots=True)
class DyadSeries:
    """The acts between two countries that happened or go on, by step.

    `starts` are the first days of the steps: the day, the Monday, the first of the month. `counts[d, q, n]` is the number
    of acts in direction `DIRECTIONS[d]` of quad q + 1 in step n, `intensity[d, n]` the sum of their PLOVER scores. An act
    stands on the day it was published (imported: on its own day), which is the day whose coverage is known. `episodes` and
    `origins`, by direction and step, are how many happenings were first told in the step and how many independent origins
    told any; None for imported events, which come without reports.
    """

    a: str
    b: str
    by: Step
    dataset: str
    starts: tuple[date, ...]
    counts: NDArray[np.float64]
    intensity: NDArray[np.float64]
    coverage: Coverage
    episodes: NDArray[np.float64] | None = None
    origins: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def known(self) -> NDArray[np.bool_]:
        """True for the steps in which anything was watched."""
        return np.asarray(self.coverage.reports > 0)

    @property
    def by_quad(self) -> Floats:
        """Acts by quad and step, all directions together."""
        return np.asarray(self.counts.sum(axis=0))

    def rates(self) -> Floats:
        """`counts` per 1,000 reports watched; NaN where nothing was."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.where(self.known, PER * self.counts / self.coverage.reports, np.nan))

    def mean_intensity(self, directions: tuple[Direction, ...] = DIRECTIONS) -> Floats:
        """Mean PLOVER score of the acts of each step; NaN where there are none."""
        rows = [DIRECTIONS.index(d) for d in directions]
        acts = self.counts[rows].sum(axis=(0, 1))
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.where(acts > 0, self.intensity[rows].sum(axis=0) / acts, np.nan))

    def last_day(self, n: int) -> date:
        """The last day of a step."""
        return following(self.starts[n], self.by) - timedelta(days=1)

    def position(self, day: date) -> int | None:
        """The step that holds a day; None outside of the series."""
        at = first_day(day, self.by)
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.starts[middle] < at else (low, middle)
        return low if low < len(self.starts) and self.starts[low] == at else None

    def to_dicts(self) -> Iterator[dict[str, Any]]:
        """The JSON objects that `dragoman dyad --by STEP --json` prints: one that says what it is, then one a step."""
        from dragoman.relations.series_objects import objects

        return objects(self)


def first_day(day: date, by: Step) -> date:
    """The first day of the step that holds a day."""
    if by == "day":
        return day
    return day - timedelta(days=day.weekday()) if by == "week" else day.replace(day=1)


def first_days(days: NDArray[np.datetime64], by: Step) -> NDArray[np.datetime64]:
    """`first_day` of many days at once."""
    if by == "month":
        return np.asarray(days.astype("datetime64[M]").astype("datetime64[D]"))
    # 1970-01-01 was a Thursday.
    return days if by == "day" else np.asarray(days - (days.astype(np.int64) + 3) % 7)


def following(start: date, by: Step) -> date:
    """The first day of the next step."""
    if by == "day":
        return start + timedelta(days=1)
    return (
        start + timedelta(days=7)
        if by == "week"
        else first_day(start.replace(day=1) + timedelta(days=32), "month")
    )


def calendar(first: date, last: date, by: Step) -> tuple[date, ...]:
    """The first days of all steps from the one that holds `first` to the one that holds `last`."""
    return tuple(_calendar(first, last, by).tolist())


def _calendar(first: date, last: date, by: Step) -> NDArray[np.datetime64]:
    begin, end = np.datetime64(first_day(first, by), "D"), np.datetime64(last, "D")
    if by == "month":
        months = np.arange(begin.astype("datetime64[M]"), end.astype("datetime64[M]") + 1)
        return np.asarray(months.astype("datetime64[D]"))
    return np.arange(begin, end + 1, 7 if by == "week" else 1)


def checked_step(by: str) -> Step:
    """`by` as a step. Raises UsageError."""
    for step in STEPS:
        if step == by:
            return step
    raise UsageError(f"a series goes by {', '.join(STEPS)}; not by {by!r}")


def by_step(
    a: str, b: str, by: Step, dataset: str, *,
    acts: Sequence[NDArray[Any]], covered: Sequence[NDArray[Any]], first: date | None = None, last: date | None = None,
) -> DyadSeries:  # fmt: skip
    """The series of what was counted.

    `acts` are columns: first day of the step, place of the direction in `DIRECTIONS`, quad, how many, sum of scores. `covered` are columns, a
    row a step in any order: first day of the step, reports, days covered, sources (masked where the reports name none). The series reaches from `first` to
    `last`, by default over what was covered.
    """
    step, *seen = covered
    days = step.astype("datetime64[D]")
    if len(days):
        least: date = days.min().item()
        most = following(days.max().item(), by) - timedelta(days=1)
        first, last = max(first or least, least), min(last or most, most)
    first_days = _calendar(first, last, by) if len(days) and first and last and first <= last else days[:0]
    starts: tuple[date, ...] = tuple(first_days.tolist())
    counts = np.zeros((len(DIRECTIONS), len(QUADS), len(starts)))
    scores = np.zeros((len(DIRECTIONS), len(starts)))
    reports, covering, sources = (np.zeros(len(starts)) for _ in range(3))
    if starts:
        at, here = _places(first_days, acts[0])
        direction, quad, number, score = (np.asarray(c)[here] for c in acts[1:])
        d, q = direction.astype(int), quad.astype(int) - 1
        np.add.at(counts, (d, q, at), number.astype(np.float64))
        np.add.at(scores, (d, at), score.astype(np.float64))
        at, here = _places(first_days, days)
        for column, values in zip((reports, covering, sources), seen, strict=True):
            column[at] = np.ma.filled(values.astype(np.float64), np.nan)[here]
    after = np.array([following(starts[-1], by)] if starts else [], dtype="datetime64[D]")
    lengths = np.diff(np.concatenate([first_days, after])).astype(float)
    return DyadSeries(
        a, b, by, dataset, starts, counts, scores, Coverage(reports, sources, covering, lengths)
    )


def _places(
    first_days: NDArray[np.datetime64], step: NDArray[Any]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where some steps stand among those of a series, and which of them stand there at all."""
    days = np.asarray(step).astype("datetime64[D]")
    at = np.minimum(np.searchsorted(first_days, days), len(first_days) - 1)
    here = np.asarray(first_days[at] == days)
    return at[here], here
