"""Which events an export takes: our own, or those of imported data sets, under the conditions of a query.

It only builds SQL; values stay parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.exchange.formats import sql
from dragoman.store.imported import imported_conditions
from dragoman.store.queries import event_conditions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.store import Database, EventQuery

OWN = "dragoman"
"""The name under which our own events are asked for and exported."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A SELECT with its parameters; one row per event, or per pair of participants."""

    sql: str
    values: tuple[Any, ...]


def chosen(
    database: Database, query: EventQuery, datasets: Sequence[str], *, shape: str = "events"
) -> Selection:
    """The events of the data sets (`dragoman` for our own) that meet the query.

    `shape` is events (one row each) or pairs (one row per source and target). Raises UsageError for a data set
    that the store has not.
    """
    known = database.datasets()
    parts: list[str] = []
    values: list[Any] = []
    foreign = [d for d in datasets if d != OWN]
    missing = [d for d in foreign if d not in known]
    if missing:
        there = ", ".join(known) or "none"
        raise UsageError(
            f"no data set {', '.join(missing)} in this store; it has {there}. Bring it in with: dragoman import"
        )
    if OWN in datasets:
        tests, given = event_conditions(query)
        tests = tests if query.versions else [*tests, "is_current"]
        parts.append(sql(f"coded_{shape}").format(where=" AND ".join(tests) or "true"))
        values += given
    if foreign:
        tests, given = imported_conditions(query, foreign)
        parts.append(sql("imported_events").format(where=" AND ".join(tests)))
        values += given
    text = " UNION ALL BY NAME ".join(f"({p})" for p in parts)
    if query.limit is not None:
        text = f"SELECT * FROM ({text}) ORDER BY date_start, dataset, native_id LIMIT ?"
        values.append(query.limit)
    return Selection(text, tuple(values))
