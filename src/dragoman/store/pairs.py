"""The events of other data sets between two countries, by column: read once, for the counts of all, for series and for the newest ones.

It holds what can be counted and where each event lies in the table; its words are read of those few that are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.store.imported import imported_conditions
from dragoman.store.queries import EventQuery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

# A day that is not known: behind all others, where the newest come first, as SQL sorts it.
_UNKNOWN = 1_000_000_000
_SQL = f"""
SELECT rowid AS place, coalesce(date_start - DATE '1970-01-01', {_UNKNOWN})::INTEGER AS first,
  coalesce(date_end - DATE '1970-01-01', -{_UNKNOWN})::INTEGER AS last, coalesce(source_country = ?, false) AS forth,
  coalesce(quad, 0)::TINYINT AS quad, coalesce(intensity, 0) AS intensity
FROM imported WHERE """  # noqa: S608 - our own numbers; what users give stands in its parameters


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


def pair_rows(connection: DuckDBPyConnection, a: str, b: str, datasets: Sequence[str]) -> PairRows:
    """All events of some data sets between the countries `a` and `b`."""
    tests, values = imported_conditions(EventQuery(between=(a, b)), datasets)
    found: dict[str, Any] = connection.execute(_SQL + " AND ".join(tests), [a, *values]).fetchnumpy()
    return PairRows(*(np.asarray(column) for column in found.values()))
