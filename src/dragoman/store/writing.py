"""Writing reports into the store: coded, in batches, each in one transaction.

Adding is idempotent: the same text under the same URL (or id) changes nothing; another text under it is a new
version, and the evidence of the old one stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.model import Rejected, Report
from dragoman.store.rows import rejected_row, story, tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from duckdb import DuckDBPyConnection

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


class Writer:
    """Writes into one open store. It reads nothing but which texts are known."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection

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
                known = self.known(some)
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
        self.insert("rejected", [rejected_row(item, None) for item in items])

    def known(self, reports: list[Report]) -> set[tuple[str, str]]:
        """(story, text hash) of those reports whose very text is stored."""
        asked = [story(r) for r in reports]
        return set(
            self._rows("SELECT story, text_hash FROM reports WHERE story IN (SELECT unnest(?))", [asked])
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
                self.insert(table, rows)
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
        rows = self._rows("SELECT DISTINCT story FROM reports WHERE story IN (SELECT unnest(?))", [stories])
        return [r[0] for r in rows]

    def _rows(self, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()

    def insert(self, table: str, rows: list[Row]) -> None:
        """Write rows of one table; those whose key is there already change nothing."""
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


def _column(values: list[Any], pa: Any) -> Any:
    """An Arrow array; lists of nothing but empty lists need their type said."""
    if values and all(isinstance(v, list) for v in values):
        return pa.array(values, pa.list_(pa.string()))
    return pa.array(values)
