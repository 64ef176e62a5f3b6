"""The store as Python sees it: add reports, ask for events, claims and what happened between two countries.

Adding is idempotent: the same text under the same URL (or id) changes nothing; another text under it is a new
version, and the evidence of the old one stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, Self

from dragoman.model import Rejected, Report
from dragoman.store.connection import connect
from dragoman.store.imported import imported_record, imported_sql
from dragoman.store.queries import ClaimQuery, EventQuery, claims_sql, events_sql
from dragoman.store.rows import rejected_row, story, tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    from dragoman.episodes import Episode
    from dragoman.model import Coding
    from dragoman.store.rows import Row

# Reports written per transaction: a crash loses at most this many. A statement costs DuckDB about a millisecond before
# its first row: with 64 a batch, storing short reports took a third of the time of coding them; with 512, a tenth.
BATCH = 512
# Reports asked for at once whether they are known; read ahead of the coder, so fewer than are written at once.
LOOK_UP = 64


class Codes(Protocol):
    """What `add` needs of a coder; `dragoman.Coder` is one."""

    def code_many(self, reports: Iterable[Report], workers: int = 1) -> Iterable[Coding]:
        """The codings of the reports, in their order."""
        ...


@dataclass(slots=True)
class Added:
    """What an `add` did: reports written, versions among them, reports already known, events, claims, set aside."""

    reports: int = 0
    versions: int = 0
    unchanged: int = 0
    events: int = 0
    claims: int = 0
    set_aside: dict[str, int] | None = None
    refused: dict[str, int] | None = None


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
        added = Added(set_aside={}, refused={})
        assert added.set_aside is not None
        aside: list[Row] = []

        def readable() -> Iterator[Report]:
            for item in items:
                if isinstance(item, Report):
                    yield item
                    continue
                assert added.set_aside is not None
                added.set_aside[item.code] = added.set_aside.get(item.code, 0) + 1
                aside.append(rejected_row(item, None))

        def fresh() -> Iterator[Report]:
            seen: set[tuple[str, str]] = set()
            source = readable()
            while some := list(islice(source, LOOK_UP)):
                known = self._known(some)
                for report in some:
                    key = (story(report), report.text_hash)
                    if key in seen or key in known:
                        added.unchanged += 1
                        continue
                    seen.add(key)
                    yield report

        if coder is None:
            from dragoman.coder import Coder

            coder = Coder()
        batch: list[Coding] = []
        for coding in coder.code_many(fresh(), workers=workers):
            batch.append(coding)
            if len(batch) >= BATCH:
                self._write(batch, aside, added, told)
        self._write(batch, aside, added, told)
        return added

    def set_aside(self, items: Iterable[Rejected]) -> None:
        """Store what was refused outside of any report, each with its reason; known ones change nothing."""
        self._insert("rejected", [rejected_row(item, None) for item in items])

    def knows(self, report: Report) -> bool:
        """True when this very text is stored under the report's URL or id."""
        return bool(self._known([report]))

    def _known(self, reports: list[Report]) -> set[tuple[str, str]]:
        """(story, text hash) of those reports whose very text is stored."""
        asked = [story(r) for r in reports]
        return set(
            self.sql("SELECT story, text_hash FROM reports WHERE story IN (SELECT unnest(?))", [asked])
        )

    def _write(
        self, batch: list[Coding], aside: list[Row], added: Added, told: Callable[[Coding], None] | None
    ) -> None:
        stories = [story(c.report) for c in batch]
        before = self._stories(stories)
        tables = tables_of(batch)
        tables["rejected"].extend(aside)
        self._connection.execute("BEGIN")
        try:
            for table, rows in tables.items():
                self._insert(table, rows)
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        known = set(before)
        for coding in batch:
            added.reports += 1
            added.versions += story(coding.report) in known
            known.add(story(coding.report))
            added.events += len(coding.events)
            added.claims += len(coding.claims)
            for r in coding.rejected:
                counts = (
                    added.set_aside
                    if r.code in {"stage_failed", "worker_died", "empty_text"}
                    else added.refused
                )
                assert counts is not None
                counts[r.code] = counts.get(r.code, 0) + 1
            if told is not None:
                told(coding)
        batch.clear()
        aside.clear()

    def _stories(self, stories: list[str]) -> list[str]:
        rows = self.sql("SELECT DISTINCT story FROM reports WHERE story IN (SELECT unnest(?))", [stories])
        return [r[0] for r in rows]

    def _insert(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        import pyarrow as pa

        names = list(rows[0])
        batch = pa.table({n: _column([r[n] for r in rows], pa) for n in names})
        self._connection.register("batch", batch)
        try:
            # Table and column names come from this package's own code, never from input.
            columns = ", ".join(names)
            self._connection.execute(f"INSERT OR IGNORE INTO {table} ({columns}) SELECT {columns} FROM batch")  # noqa: S608
        finally:
            self._connection.unregister("batch")

    # -- asking --------------------------------------------------------------------------------------------

    def events(self, query: EventQuery | None = None, **conditions: Any) -> list[dict[str, Any]]:
        """The events that meet all conditions, by date; see `EventQuery` for what can be asked.

        Each is the JSON object of the event with `published`, `outlet` and `current` (false when a later text
        of the same report replaced the one it stands in).
        """
        sql, values = events_sql(query or EventQuery(**conditions))
        return [self._record(row) for row in self._connection.execute(sql, values).fetchall()]

    def imported(
        self, datasets: Sequence[str], query: EventQuery | None = None, **conditions: Any
    ) -> list[dict[str, Any]]:
        """The events of other data sets that meet all conditions, by date, in the shape of our own.

        Raises UsageError for conditions that such events cannot meet.
        """
        sql, values = imported_sql(query or EventQuery(**conditions), datasets)
        return [imported_record(row) for row in self._connection.execute(sql, values).fetchall()]

    def datasets(self) -> dict[str, int]:
        """The names of the imported data sets, with their numbers of events."""
        rows = self._connection.execute(
            "SELECT dataset, sum(rows_added) FROM imports GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        return {str(name): int(count) for name, count in rows}

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

    def _record(self, row: tuple[Any, ...]) -> dict[str, Any]:
        record, published, outlet, current, text_hash = row
        out: dict[str, Any] = json.loads(record)
        out["published"] = published.isoformat() if published else None
        out["outlet"] = outlet
        out["current"] = bool(current)
        out["text_hash"] = text_hash
        return out


def _column(values: list[Any], pa: Any) -> Any:
    """An Arrow array; lists of nothing but empty lists need their type said."""
    if values and all(isinstance(v, list) for v in values):
        return pa.array(values, pa.list_(pa.string()))
    return pa.array(values)
