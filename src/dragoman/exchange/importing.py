"""Files of a foreign format into the store: read, mapped, compared with what is there, written, a source at a time.

Each source is one transaction. The same bytes, and the same events under their own ids, are never stored twice.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.exchange import lookups
from dragoman.exchange.formats import format_of
from dragoman.exchange.mapping import EVENT_COLUMNS, rows_sql
from dragoman.exchange.reading import batches
from dragoman.exchange.records import FIRST, Imported
from dragoman.exchange.settling import ORDER, SETTLED_ROWS, settle
from dragoman.exchange.sources import Source, sources
from dragoman.exchange.washing import LINE, SHOWN
from dragoman.model import Rejected, digest
from dragoman.reading.refused import Refused
from dragoman.store.kept import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from duckdb import DuckDBPyConnection

    from dragoman.exchange.records import Format
    from dragoman.exchange.washing import Batch
    from dragoman.store import Database

_STORED = (*EVENT_COLUMNS, "pair", "extra")
_OWN = "dragoman"


def import_files(
    database: Database,
    format_name: str,
    paths: Iterable[Path | str],
    *,
    dataset: str | None = None,
    revise: bool = False,
    lean: bool = False,
    told: Callable[[int], None] | None = None,
) -> Imported:
    """Import files of one format under the name `dataset` (the format's, when None).

    `revise`: an event whose id is known with other content takes the new content; else the stored one stays and
    is counted as differing. `lean`: columns without a place in the table are not kept. `told` gets the number of
    rows of each batch. Raises UsageError for an unknown format, a missing file or a name that is not allowed.
    """
    fmt = format_of(format_name)
    name = dataset or fmt.name
    if name == _OWN or not name.replace("-", "").replace("_", "").replace(".", "").isalnum():
        raise UsageError(
            f"--dataset is {name!r}; expected letters, digits, - _ or ., and not {_OWN!r}, our own events"
        )
    done = Imported(name, fmt.name)
    files = [Path(p) for p in paths]
    for path in files:
        if not path.is_file():
            raise UsageError(f"no file named {str(path)!r}; give files of {fmt.title}")
    run = _Run(database, fmt, done, revise=revise, lean=lean, told=told)
    with _little_memory(database), lookups.registered(database.connection) as words:
        run.words = words
        for path in files:
            done.files += 1
            for source in sources(path):
                if isinstance(source, Refused):
                    run.refuse(path, source)
                else:
                    run.take(source)
        settle(database.connection)
        keep(database.connection, name)
    return done


# What DuckDB may take for staging and sorting, before it goes to disk; the whole process needs about twice as much.
_MEMORY = "1GB"


@contextmanager
def _little_memory(database: Database) -> Iterator[None]:
    """The database's buffers bounded for the time of an import; not of one in memory, which cannot go to disk."""
    if database.path == ":memory:":
        yield
        return
    row = database.connection.execute("SELECT current_setting('memory_limit')").fetchone()
    assert row is not None
    database.connection.execute(f"SET memory_limit = '{_MEMORY}'")
    try:
        yield
    finally:
        database.connection.execute(f"SET memory_limit = '{row[0]}'")


class _Run:
    """One import: what its steps share."""

    def __init__(
        self, database: Database, fmt: Format, done: Imported, *, revise: bool, lean: bool, told: Any
    ) -> None:
        self.database = database
        self.sql: DuckDBPyConnection = database.connection
        self.fmt, self.done = fmt, done
        self.revise, self.lean, self.told = revise, lean, told
        self.words: lookups.Words

    def refuse(self, path: Path, refused: Refused) -> None:
        """A whole file is set aside."""
        self._aside([(0, refused.code, refused.detail)], str(path))

    def take(self, source: Source) -> None:
        """One source, in one transaction."""
        import_id = digest(self.done.dataset, source.key)
        if self.sql.execute("SELECT 1 FROM imports WHERE import_id = ?", [import_id]).fetchone():
            self.done.files_known += 1
            return
        self.sql.execute("BEGIN")
        try:
            self._take(source, import_id)
            self.sql.execute("COMMIT")
        except BaseException:
            self.sql.execute("ROLLBACK")
            raise

    def _take(self, source: Source, import_id: str) -> None:
        self.sql.execute("CREATE OR REPLACE TEMP TABLE staged AS SELECT 0::BIGINT AS line, * EXCLUDE (dataset, import_id),"
                         " ''::VARCHAR AS problem, ''::VARCHAR AS problem_cell FROM imported LIMIT 0")  # fmt: skip
        read = aside = 0
        repaired: Counter[str] = Counter()
        try:
            for layout, batch in batches(source, self.fmt):
                aside += self._aside(batch.refused, source.name)
                repaired.update(batch.repairs)
                if batch.table is not None:
                    read += batch.table.num_rows
                    aside += self._stage(layout, batch, source.name)
                if self.told:
                    self.told(self.done.rows + read)
        except Refused as err:
            aside += self._aside([(0, err.code, err.detail)], source.name)
            if not read:
                return
        aside += self._doubles(source.name)
        added, known = self._write(import_id)
        self.sql.execute(
            "INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                import_id,
                self.done.dataset,
                self.fmt.name,
                source.name,
                source.key,
                read,
                added,
                known,
                aside,
                added >= SETTLED_ROWS,
                json.dumps(dict(sorted(repaired.items()))),
            ],
        )
        for kind, count in repaired.items():
            self.done.repaired[kind] = self.done.repaired.get(kind, 0) + count
        self.done.rows += read
        self.done.added += added
        self.done.known += known

    def _stage(self, layout: Any, batch: Batch, name: str) -> int:
        """The batch mapped into the staging table; how many of its rows were set aside."""
        self.sql.register("batch", batch.table)
        try:
            self.words.learn(self.fmt, layout)
            columns = f"{LINE}, {', '.join(_STORED)}, problem, problem_cell"
            self.sql.execute(
                f"INSERT INTO staged BY NAME SELECT {columns} FROM ({rows_sql(self.fmt, layout, lean=self.lean)})"
            )
        finally:
            self.sql.unregister("batch")
        bad = self.sql.execute(
            "SELECT line, problem, problem_cell FROM staged WHERE problem IS NOT NULL ORDER BY line"
        ).fetchall()
        if bad:
            self.sql.execute("DELETE FROM staged WHERE problem IS NOT NULL")
        return self._aside([(line, code, _detail(code, cell)) for line, code, cell in bad], name)

    def _doubles(self, name: str) -> int:
        """Rows of one source that share their id and day: the first stays, others are known or, if they differ, set aside."""
        keys = "native_id, date_start"
        many = self.sql.execute(
            f"SELECT 1 FROM staged GROUP BY {keys} HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
        if not many:
            return 0
        content = _content("s")
        rows = self.sql.execute(f"""
            WITH first AS (SELECT {keys}, min(line) AS line FROM staged GROUP BY ALL HAVING count(*) > 1)
            SELECT s.line, f.line, s.native_id, {content} IS NOT DISTINCT FROM {_content("o")}
            FROM staged AS s JOIN first AS f USING ({keys}) JOIN staged AS o ON o.line = f.line
            WHERE s.line <> f.line ORDER BY s.line
        """).fetchall()
        self.sql.execute(
            f"DELETE FROM staged WHERE line NOT IN (SELECT min(line) FROM staged GROUP BY {keys})"
        )
        self.done.known += sum(same for *_, same in rows)
        return self._aside(
            [(line, "duplicate_id", f"event {key!r} of that day stands on line {first} with other content")
             for line, first, key, same in rows if not same],
            name,
        )  # fmt: skip

    def _write(self, import_id: str) -> tuple[int, int]:
        """The staged rows that are new into the store; (added, known)."""
        dataset = self.done.dataset
        there = self.sql.execute(
            f"""
            SELECT count(*), count(*) FILTER (WHERE NOT same) FROM (
                SELECT {_content("s")} IS NOT DISTINCT FROM {_content("i")} AS same
                FROM imported AS i JOIN staged AS s ON s.native_id = i.native_id AND s.date_start = i.date_start
                WHERE i.dataset = ?)
        """,
            [dataset],
        ).fetchone()
        assert there is not None
        known, differing = int(there[0]), int(there[1])
        if differing and self.revise:
            self.sql.execute(
                f"""
                DELETE FROM imported AS i USING staged AS s
                WHERE i.dataset = ? AND s.native_id = i.native_id AND s.date_start = i.date_start
                    AND {_content("s")} IS DISTINCT FROM {_content("i")}
            """,
                [dataset],
            )
            self.done.revised += differing
            known -= differing
        else:
            self.done.differing += differing
        columns = ", ".join(_STORED)
        wanted = (
            """WHERE NOT EXISTS (SELECT 1 FROM imported AS i
            WHERE i.dataset = ? AND i.native_id = s.native_id AND i.date_start = s.date_start)"""
            if known
            else ""
        )
        values = [dataset, import_id, *([dataset] if known else [])]
        written = self.sql.execute(
            f"""
            INSERT INTO imported BY NAME SELECT ? AS dataset, ? AS import_id, {columns} FROM staged AS s {wanted}
            ORDER BY {ORDER}
        """,
            values,
        ).fetchone()
        assert written is not None
        self.sql.execute("DROP TABLE staged")
        revised = differing if self.revise else 0
        return int(written[0]) - revised, known

    def _aside(self, found: list[tuple[int, str, str]], name: str) -> int:
        """Write what was set aside, with its line, and count it."""
        items = [
            Rejected("import", code, detail, origin=f"{name}:{line}" if line else name)
            for line, code, detail in found
        ]
        for item in items:
            self.done.set_aside[item.code] = self.done.set_aside.get(item.code, 0) + 1
            if len(self.done.first_aside) < FIRST:
                self.done.first_aside.append(f"{item.origin}: {item.code}: {item.detail}")
        self.database.set_aside(items)
        return len(found)


def _content(alias: str) -> str:
    """All that a row says, as one value to compare."""
    return f"row({', '.join(f'{alias}.{c}' for c in _STORED)})"


def _detail(code: str, cell: str | None) -> str:
    if code == "no_id":
        return "the row has no event id"
    return f"{(cell or '')[:SHOWN]!r} is no day" if cell else "the row has no day"
