"""The events of other data sets between two countries, for counts, for series and for the newest ones.

It holds sums by month where the store keeps them, else what can be counted of each event and where it lies in the table; words are read of those few that are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from dragoman.codebook.quads import QUAD_NAMES
from dragoman.store.imported import imported_conditions, pair_key
from dragoman.store.kept import MILLION, pairs_kept
from dragoman.store.queries import EventQuery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

_QUADS = max(QUAD_NAMES) + 1
# A day that is not known: behind all others, where the newest come first, as SQL sorts it.
_UNKNOWN = 1_000_000_000
_SQL = f"""
SELECT rowid AS place, coalesce(date_start - DATE '1970-01-01', {_UNKNOWN})::INTEGER AS first,
  coalesce(date_end - DATE '1970-01-01', -{_UNKNOWN})::INTEGER AS last, coalesce(source_country = ?, false) AS forth,
  coalesce(quad, 0)::TINYINT AS quad, coalesce(intensity, 0) AS intensity
FROM imported WHERE """  # noqa: S608 - our own numbers; what users give stands in its parameters
_SINCE = " AND (date_start >= ? OR date_start IS NULL)"
_MONTHS = """SELECT month, forth, quad, sum(events)::BIGINT AS events, sum(score)::BIGINT AS score FROM imported_pairs
WHERE pair = ? AND list_contains(?, dataset) GROUP BY month, forth, quad ORDER BY ALL"""


@dataclass(frozen=True, slots=True)
class PairRows:
    """One entry an event: its place in the table, first and last day (since 1970), whether `a` did it, quad (0 for none), score."""

    place: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    forth: NDArray[np.bool_]
    quad: NDArray[np.int8]
    intensity: NDArray[np.float64]

    def touching(self, since: date | None, until: date | None) -> NDArray[np.bool_]:
        """True for the events whose days touch the interval; both ends included."""
        out = np.ones(len(self.place), dtype=bool)
        if since:
            out &= self.last >= days_since(since)
        if until:
            out &= self.first <= days_since(until)
        return out

    def newest(self, number: int, which: NDArray[np.bool_]) -> list[int]:
        """The places of the last so many of some events, and of all others of the same day as the earliest of these."""
        first = self.first[which]
        least = np.partition(first, -number)[-number] if len(first) > number else -_UNKNOWN
        return [int(n) for n in self.place[which][first >= least]]


def days_since(day: date) -> int:
    """The days from 1970-01-01 to a day."""
    return day.toordinal() - 719_163


@dataclass(frozen=True, slots=True)
class PairMonths:
    """One entry a month, direction and quad: its first day (NaT where no day is known), whether `a` did it, quad (0 for none), how many, sum of scores."""

    month: NDArray[np.datetime64]
    forth: NDArray[np.bool_]
    quad: NDArray[np.int8]
    events: NDArray[np.int64]
    score: NDArray[np.float64]


class PairEvents:
    """All events of some data sets between the countries `a` and `b`; what is asked of them is read when it is first asked."""

    def __init__(self, connection: DuckDBPyConnection, a: str, b: str, datasets: Sequence[str]) -> None:
        self._connection, self._a, self._b, self._datasets = connection, a, b, tuple(datasets)

    @cached_property
    def rows(self) -> PairRows:
        """Every event."""
        return self._rows("", [])

    def _rows(self, test: str, more: list[Any]) -> PairRows:
        tests, values = imported_conditions(EventQuery(between=(self._a, self._b)), self._datasets)
        found: dict[str, Any] = self._connection.execute(
            _SQL + " AND ".join(tests) + test, [self._a, *values, *more]
        ).fetchnumpy()
        return PairRows(*(np.asarray(column) for column in found.values()))

    @cached_property
    def months(self) -> PairMonths | None:
        """Their sums by month; None where the store does not keep them, as one that may only be read and was filled by an earlier release."""
        if not all(pairs_kept(self._connection, d) for d in self._datasets):
            return None
        found: dict[str, Any] = self._connection.execute(
            _MONTHS, [pair_key(self._a, self._b), list(self._datasets)]
        ).fetchnumpy()
        month = np.ma.filled(np.ma.asarray(found.pop("month")), np.datetime64("NaT"))
        forth, quad, events, score = (np.asarray(column) for column in found.values())
        return PairMonths(
            month.astype("datetime64[D]"),
            forth.astype(bool) == (self._a <= self._b),
            quad,
            events,
            score / MILLION,
        )

    def by_quad(self, since: date | None, until: date | None) -> NDArray[np.int64]:
        """How many events of each quad (0 for none) touch the interval; both ends included, None for no bound."""
        months = None if since or until else self.months
        if months is not None:
            return np.bincount(months.quad, months.events, _QUADS).astype(np.int64)
        return np.bincount(self.rows.quad[self.rows.touching(since, until)], minlength=_QUADS)

    def newest(self, number: int, since: date | None, until: date | None) -> list[int]:
        """The places of the last so many events of an interval, and of all others of the same day as the earliest of these."""
        first = None if since or until else self._month_of_the_last(number)
        rows = self.rows if first is None else self._rows(_SINCE, [first])
        return rows.newest(number, rows.touching(since, until))

    def _month_of_the_last(self, number: int) -> date | None:
        """The first day of the earliest month in which one of the last so many events may lie; None where the sums do not tell."""
        if self.months is None:
            return None
        known = ~np.isnat(self.months.month)
        distinct, place = np.unique(self.months.month[known], return_inverse=True)
        reached = (
            int(self.months.events[~known].sum())
            + np.bincount(place, self.months.events[known])[::-1].cumsum()
        )
        enough = np.flatnonzero(reached >= number)
        return cast("date", distinct[::-1][enough[0]].item()) if len(enough) else None
