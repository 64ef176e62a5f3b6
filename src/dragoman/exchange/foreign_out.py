"""Events in the formats of others: their columns, their codes, their order; what they cannot say is dropped and counted.

An event that came in a format goes out in it cell by cell as it came.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from dragoman.exchange import acts_out, lookups
from dragoman.exchange.formats import CELL, format_of
from dragoman.exchange.mapping import EVENT_COLUMNS, helper_columns, helpers, quoted, text
from dragoman.exchange.selection import chosen

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from dragoman.exchange.exporting import Order, Writer, Written
    from dragoman.exchange.records import Column, Format
    from dragoman.store import Database

# Formats that tell acts by CAMEO code, and those whose ids are numbers.
_CAMEO = frozenset({"icews", "gdelt1", "gdelt2", "phoenix"})
_NUMBERED = frozenset({"icews", "gdelt1", "gdelt2", "ucdp", "phoenix"})
# Days that the interval of an event may have where the format has one day.
_DAYS_MAX = 7

# Reason -> the test that drops a row. Only for events that did not come in this format. The first that holds counts.
_DROPS: dict[str, str] = {
    "status that the format cannot say (hypothetical, denied, failed)": "status IN ('hypothetical', 'denied', 'failed')",
    "no day": "date_start IS NULL",
    f"interval longer than {_DAYS_MAX} days": f"date_end IS NULL OR date_end - date_start >= {_DAYS_MAX}",
}
_NO_CODE = {"no CAMEO code": "cameo IS NULL"}
_NO_TYPE = {"no PLOVER type": "type IS NULL"}
_NOT_VIOLENT = {"neither violence nor a demonstration": "type IS NULL OR type NOT IN ('ASSAULT', 'PROTEST')"}
_NOT_DEADLY = {
    "no violence with counted dead": "type IS DISTINCT FROM 'ASSAULT' OR coalesce(dead_max, dead_min, 0) = 0",
    "no two sides": "source_name IS NULL OR target_name IS NULL",
}
_MORE_DROPS = {"polecat": _NO_TYPE, "acled": _NOT_VIOLENT, "ucdp": _NOT_DEADLY}

_WHY = {
    "date_end": "one day only: the first", "date_precision": "one day only", "modes": "no modes", "contexts": "no contexts",
    "status": "only acts that occurred, go on, are planned or demanded, coded as the PLOVER manual says",
    "extra": "columns of the data set it came from",
}  # fmt: skip


def writer(name: str) -> Writer:
    """The writer of a foreign format."""
    return partial(_write, name)


def _write(name: str, database: Database, order: Order, path: Path) -> Written:
    fmt = format_of(name)
    with lookups.registered(database.connection):
        return _Export(database, order, fmt).to(path)


class _Export:
    """One export: its selection, prepared in a temporary table, and the SQL of its cells."""

    def __init__(self, database: Database, order: Order, fmt: Format) -> None:
        self.sql: DuckDBPyConnection = database.connection
        self.fmt = fmt
        self.found = chosen(database, order.query, order.datasets, shape="pairs")
        self.native = [
            r[0]
            for r in self.sql.execute(
                "SELECT DISTINCT dataset FROM imports WHERE format = ?", [fmt.name]
            ).fetchall()
        ]
        self.excel = order.excel

    def to(self, path: Path) -> Written:
        """Write the file."""
        from dragoman.exchange.exporting import Written

        self._prepare()
        dropped = self._dropped()
        columns = self._columns()
        select = f"SELECT {', '.join(quoted(n) for n in columns)} FROM ({self._cells(columns)}) ORDER BY sort_day, sort_set, sort_id"
        row = self.sql.execute(f"COPY ({select}) TO {text(str(path))} ({self._options(path)})").fetchone()
        self.sql.execute("DROP TABLE going_out")
        used = " ".join(
            [
                *(c.derive or "" for c in self.fmt.columns),
                *(column for _, column in self.fmt.helpers.values()),
            ]
        )
        kept = (*EVENT_COLUMNS, "status", "stance", "agency", "speaker", "confidence", "extra")
        lost = {c: _WHY.get(c, "no column for it") for c in kept if not re.search(rf"\b{c}\b", used)}
        lost |= {f"{h} of {c}": f"countries without a code in {s} at the date are left empty"
                 for h, (s, c) in self.fmt.helpers.items() if s in {"cow", "gw"}}  # fmt: skip
        lost["several participants"] = "one row per source and target; third parties are left out"
        if self.native:
            lost.pop("extra", None)
        return Written(
            int(row[0]) if row else 0, dropped, lost, dict.fromkeys(columns, "text"), _reading(self.fmt)
        )

    def _prepare(self) -> None:
        """The rows, each with what keeps it out (`dropped`), whether it is native, and codes filled in."""
        tests = _DROPS | (_NO_CODE if self.fmt.name in _CAMEO else {}) | _MORE_DROPS.get(self.fmt.name, {})
        cases = " ".join(f"WHEN {test} THEN {text(why)}" for why, test in tests.items())
        label = "coalesce((SELECT any_value(name) FROM cameo_names WHERE code = f.cameo), text)"
        acts_out.tables(self.sql)
        self.sql.execute(f"""
            CREATE OR REPLACE TEMP TABLE going_out AS
            WITH found AS ({self.found.sql}),
            f AS (
                SELECT found.* REPLACE (
                    coalesce(found.cameo, w.cameo) AS cameo, coalesce(found.goldstein, w.goldstein) AS goldstein,
                    coalesce(p.quad, found.quad) AS quad
                ), list_contains(?, dataset) AS native
                FROM found
                LEFT JOIN plover_to_cameo AS w ON found.cameo IS NULL AND w.type = found.type AND w.mode = coalesce(found.modes[1], '')
                LEFT JOIN plover_quads AS p ON p.type = found.type
            )
            SELECT * REPLACE (
                CASE WHEN native THEN native_id ELSE {self._id()} END AS native_id,
                CASE WHEN native OR {text(self.fmt.name)} <> 'icews' THEN text ELSE {label} END AS text
            ), native_id AS sort_id, CASE WHEN native THEN NULL {cases} END AS dropped
            FROM f
        """, [*self.found.values, self.native])  # fmt: skip

    def _id(self) -> str:
        """The id of an event that did not come in this format: a number from its own, or its own with the data set's name."""
        if self.fmt.name in _NUMBERED:
            return "cast(cast('0x' || left(md5(dataset || ':' || native_id), 13) AS BIGINT) AS VARCHAR)"
        return "dataset || ':' || native_id"

    def _dropped(self) -> dict[str, int]:
        rows = self.sql.execute(
            "SELECT dropped, count(*) FROM going_out WHERE dropped IS NOT NULL GROUP BY ALL"
        ).fetchall()
        return {str(why): int(n) for why, n in rows}

    def _columns(self) -> list[str]:
        """The format's columns, those that only some files have where they are needed, and foreign ones of native rows."""
        keys = {
            r[0]
            for r in self.sql.execute(
                "SELECT DISTINCT unnest(json_keys(extra)) FROM going_out WHERE native"
            ).fetchall()
        }
        known = {c.name for c in self.fmt.columns}
        return [c.name for c in self.fmt.columns if not c.rare or self._needed(c, keys)] + sorted(
            keys - known
        )

    def _needed(self, column: Column, keys: set[str]) -> bool:
        if column.name in keys:
            return True
        if column.derive is None:
            return False
        found = self.sql.execute(
            f"SELECT count({column.derive}) FROM going_out WHERE dropped IS NULL"
        ).fetchone()
        return bool(found and found[0])

    def _cells(self, columns: list[str]) -> str:
        """The SELECT that gives the cells: first those made from columns, then those made from other cells."""
        derives = {c.name: c.derive or "NULL" for c in self.fmt.columns}
        paths = ", ".join(text("$." + _path(n)) for n in columns)
        steps = [f"""given AS (
            SELECT g.*{helper_columns(self.fmt)}, CASE WHEN native THEN json_extract_string(extra, [{paths}]) END AS came
            FROM going_out AS g {helpers(self.fmt, 'g')} WHERE dropped IS NULL
        )"""]  # fmt: skip
        done: list[str] = []
        last = "given"
        for level in _levels({n: derives.get(n, "NULL") for n in columns}):
            cells = [
                f"coalesce(came[{columns.index(n) + 1}], {derives.get(n, 'NULL')}) AS {quoted(n)}"
                for n in level
            ]
            name = f"level{len(steps)}"
            struct = ", ".join(f"{quoted(n)} := c.{quoted(n)}" for n in done)
            new = ", ".join(
                f"{quoted(n)} := {cell.rsplit(' AS ', 1)[0]}" for n, cell in zip(level, cells, strict=True)
            )
            packed = f"struct_pack({', '.join(p for p in (struct, new) if p)})"
            steps.append(f"{name} AS (SELECT * {'EXCLUDE (c)' if done else ''}, {packed} AS c FROM {last})")
            done += level
            last = name
        cells = [f"{self._plain(n)} AS {quoted(n)}" for n in columns]
        return f"WITH {', '.join(steps)} SELECT {', '.join(cells)}, date_start AS sort_day, dataset AS sort_set, sort_id FROM {last}"

    def _plain(self, name: str) -> str:
        """A cell without what the format cannot hold."""
        cell = f"c.{quoted(name)}"
        if not self.fmt.quoted:
            cell = f"regexp_replace({cell}, '[\\t\\r\\n]+', ' ', 'g')"
        if self.excel:
            cell = (
                f"CASE WHEN regexp_matches({cell}, '^[=+@\\t]|^-[^0-9.]') THEN '''' || {cell} ELSE {cell} END"
            )
        return cell

    def _options(self, path: Path) -> str:
        zipped = "gzip" if path.name.removesuffix(".part").endswith(".gz") else "none"
        marks = "QUOTE '\"', ESCAPE '\"'" if self.fmt.quoted else "QUOTE '', ESCAPE ''"
        delimiter = "E'\\t'" if self.fmt.delimiter == "\t" else text(self.fmt.delimiter)
        return f"FORMAT csv, DELIMITER {delimiter}, HEADER {str(self.fmt.header).lower()}, {marks}, COMPRESSION {zipped}"


def _path(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _levels(derives: dict[str, str]) -> list[list[str]]:
    """The columns in an order in which each is made only from those before it."""
    left = dict(derives)
    levels: list[list[str]] = []
    while left:
        ready = [n for n, d in left.items() if not set(CELL.findall(d)) & set(left)]
        if not ready:
            raise ValueError(f"columns {sorted(left)} are made from each other")
        levels.append(ready)
        for n in ready:
            del left[n]
    return levels


def _reading(fmt: Format) -> dict[str, Any]:
    names = (
        ""
        if fmt.header
        else f", header=None, names=[{len([c for c in fmt.columns if not c.rare])} names: see columns]"
    )
    quoting = "" if fmt.quoted else ", quoting=3"
    return {
        "pandas": f"pd.read_csv(FILE, sep={fmt.delimiter!r}, dtype=str, keep_default_na=False{quoting}{names})"
    }
