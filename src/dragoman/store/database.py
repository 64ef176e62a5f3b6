"""The store as Python sees it: add reports, ask for events, claims and episodes. It never changes what it has written.

How reports are written stands in `writing`, what can be asked in `queries` and `imported`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

from dragoman.store.connection import connect
from dragoman.store.imported import (
    NAMES_MAX,
    among,
    earliest_sql,
    imported_record,
    imported_sql,
    names_sql,
    placed_sql,
)
from dragoman.store.kept import names_kept
from dragoman.store.pairs import PairEvents
from dragoman.store.queries import ClaimQuery, EventQuery, claims_sql, events_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    from dragoman.episodes import Episode
    from dragoman.model import Coding, Rejected, Report
    from dragoman.store.writing import Added, Codes, Writer


class Database:
    """One store. Use as a context manager, or call `close`."""

    def __init__(self, path: Path | str = ":memory:", *, read_only: bool = False) -> None:
        self.path = str(path)
        self._connection: DuckDBPyConnection = connect(path, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    @property
    def connection(self) -> DuckDBPyConnection:
        """The open DuckDB connection, for SQL of the packages that build on the store."""
        return self._connection

    @property
    def _writer(self) -> Writer:
        from dragoman.store.writing import Writer

        return Writer(self._connection)

    # -- writing -------------------------------------------------------------------------------------------

    def add(
        self,
        items: Iterable[Report | Rejected],
        coder: Codes | None = None,
        *,
        workers: int = 1,
        told: Callable[[Coding], None] | None = None,
    ) -> Added:
        """Code and store `items`; what reading refused is stored with its reason.

        `told` is called with each coding once it is written. Known texts are not coded again.
        """
        return self._writer.add(items, coder, workers=workers, told=told)

    def set_aside(self, items: Iterable[Rejected]) -> None:
        """Store what was refused outside of any report, each with its reason; known ones change nothing."""
        self._writer.set_aside(items)

    def knows(self, report: Report) -> bool:
        """True when this very text is stored under the report's URL or id."""
        return bool(self._writer.known([report]))

    # -- asking --------------------------------------------------------------------------------------------

    def events(self, query: EventQuery | None = None, **conditions: Any) -> list[dict[str, Any]]:
        """The events that meet all conditions, by date; see `EventQuery` for what can be asked.

        Each is the JSON object of the event with `published`, `outlet` and `current` (false when a later text
        of the same report replaced the one it stands in).
        """
        query = query or EventQuery(**conditions)
        sql, values = events_sql(query)
        return self._ordered(
            query, [self._record(row) for row in self._connection.execute(sql, values).fetchall()]
        )

    def imported(
        self, datasets: Sequence[str], query: EventQuery | None = None, **conditions: Any
    ) -> list[dict[str, Any]]:
        """The events of other data sets that meet all conditions, by date, in the shape of our own.

        Raises UsageError for conditions that such events cannot meet.
        """
        query = query or EventQuery(**conditions)
        within: tuple[str, list[Any]] = ("true", [])
        if query.limit is not None:
            names = self._names(query, datasets)
            first = (
                self._connection.execute(*earliest_sql(query, datasets, names)).fetchall()
                if names != []
                else []
            )
            if not first:
                return []
            within = among(query, first)
        sql, values = imported_sql(query, datasets, within)
        return self._ordered(
            query,
            [
                imported_record(row, brief=query.brief)
                for row in self._connection.execute(sql, values).fetchall()
            ],
        )

    def _names(self, query: EventQuery, datasets: Sequence[str]) -> list[str] | None:
        """All names of imported events that have the words of a query in them; None where it names none, or they are many."""
        if not query.name or not all(names_kept(self._connection, d) for d in datasets):
            return None
        found = [row[0] for row in self._connection.execute(*names_sql(query, datasets)).fetchall()]
        return found if len(found) <= NAMES_MAX else None

    def imported_at(self, places: Sequence[int], query: EventQuery) -> list[dict[str, Any]]:
        """The events of other data sets at some places of the table (see `PairRows`), in the order and number of a query."""
        rows = self._connection.execute(*placed_sql(places, query)).fetchall()
        return self._ordered(query, [imported_record(row, brief=query.brief) for row in rows])

    def pair(self, a: str, b: str, datasets: Sequence[str]) -> PairEvents:
        """All events of other data sets between the countries `a` and `b`."""
        return PairEvents(self._connection, a, b, datasets)

    def datasets(self) -> dict[str, int]:
        """The names of the imported data sets, with their numbers of events."""
        out: dict[str, int] = {}
        for name, count in self._connection.execute(
            "SELECT dataset, rows_added FROM imports ORDER BY dataset"
        ).fetchall():
            out[name] = out.get(name, 0) + int(count)
        return out

    def episodes(self, *, known_on: date | None = None, **conditions: Any) -> tuple[Episode, ...]:
        """What happened, once each, out of the events that meet the conditions (see `EventQuery`), by day.

        `known_on` takes only what reports published by that day tell.
        """
        from dragoman.episodes import episodes

        told = [
            e
            for e in self.events(**conditions)
            if known_on is None or (e["published"] or "9") <= known_on.isoformat()
        ]
        wanted = sorted({(e["report_id"], e["text_hash"]) for e in told})
        rows = self.sql(
            "SELECT report_id, text_hash, text FROM reports WHERE list_contains(?, report_id)",
            [[r for r, _ in wanted] or [""]],
        )
        return episodes(told, {(r, h): text for r, h, text in rows})

    def claims(self, query: ClaimQuery | None = None, **conditions: Any) -> list[dict[str, Any]]:
        """The claims that meet all conditions, by the day they were said; see `ClaimQuery`."""
        sql, values = claims_sql(query or ClaimQuery(**conditions))
        return [self._record(row) for row in self._connection.execute(sql, values).fetchall()]

    def event(self, event_id: str) -> dict[str, Any] | None:
        """One event by its id or the unique beginning of it; None when there is none."""
        found = self.events(EventQuery(event=event_id, versions=True, limit=2))
        return found[0] if len(found) == 1 else None

    def sql(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one SQL statement. For the packages to the right; what users give stands in `values`, never in the SQL."""
        return self._connection.execute(statement, list(values)).fetchall()

    def named(self, statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """`sql` with named parameters ($a); only those that the statement names are passed on."""
        return self._connection.execute(
            statement, {k: v for k, v in values.items() if f"${k}" in statement}
        ).fetchall()

    def columns(self, statement: str, values: dict[str, Any]) -> list[NDArray[Any]]:
        """`named` as one array a column: many rows of numbers, without a tuple for each."""
        found = self._connection.execute(
            statement, {k: v for k, v in values.items() if f"${k}" in statement}
        ).fetchnumpy()
        return list(found.values())

    def text(self, report_id: str, text_hash: str) -> str | None:
        """The stored text of a report version."""
        row = self._connection.execute(
            "SELECT text FROM reports WHERE report_id = ? AND text_hash = ?", [report_id, text_hash]
        ).fetchone()
        return row[0] if row else None

    def count(self, table: str) -> int:
        """The number of rows of one of the store's tables."""
        if table not in {"reports", "events", "claims", "participants", "rejected", "imported", "imports"}:
            raise ValueError(f"no table {table!r}")
        row = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        return int(row[0]) if row else 0

    def coverage(self) -> tuple[date | None, date | None, int, int]:
        """First and last day of publication, number of reports, number of outlets."""
        row = self._connection.execute(
            "SELECT min(published), max(published), count(*), count(DISTINCT outlet) FROM reports"
        ).fetchone()
        assert row is not None
        return row[0], row[1], row[2], row[3]

    def rejections(self) -> list[tuple[str, str, int]]:
        """(stage, code, count) of all that was refused, most frequent first."""
        return self._connection.execute(
            "SELECT stage, code, count(*) AS n FROM rejected GROUP BY ALL ORDER BY n DESC, stage, code"
        ).fetchall()

    def broken_evidence(self) -> list[str]:
        """Events whose stored sentence does not stand at its offsets in the stored text; empty in a sound store."""
        rows = self._connection.execute(
            "SELECT event_id FROM events JOIN reports USING (story, text_hash)"
            " WHERE NOT contains(text, evidence) ORDER BY event_id LIMIT 20"
        ).fetchall()
        return [f"event {r[0]}: its sentence is not in the stored text" for r in rows]

    @staticmethod
    def _ordered(query: EventQuery, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """By date, also where the newest were asked for, which come last first."""
        return found[::-1] if query.newest else found

    def _record(self, row: tuple[Any, ...]) -> dict[str, Any]:
        record, published, outlet, current, text_hash = row
        out: dict[str, Any] = json.loads(record)
        out["published"] = published.isoformat() if published else None
        out["outlet"] = outlet
        out["current"] = bool(current)
        out["text_hash"] = text_hash
        return out
