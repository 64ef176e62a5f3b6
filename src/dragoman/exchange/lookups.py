"""The small tables that mappings join with, as temporary tables of the connection for the time of one import or export.

What it makes is gone afterwards; nothing of it stays in the store.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.exchange.acts import acled_acts
from dragoman.exchange.formats import sql
from dragoman.exchange.mapping import cleaned, text
from dragoman.exchange.vocabulary import VOCABULARIES
from dragoman.registry.codes import country_codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from dragoman.exchange.headers import Layout
    from dragoman.exchange.records import Format

_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


@contextmanager
def registered(connection: DuckDBPyConnection) -> Iterator[Words]:
    """The concordance of country codes as `codes_in` and `codes_out`, the macros, and the vocabularies `v_NAME`."""
    connection.execute(sql("macros"))
    connection.execute(acled_macros())
    for name, used in (("codes_in", "reads"), ("codes_out", "writes")):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} (system VARCHAR, foreign_code VARCHAR, code VARCHAR, start_day DATE, end_day DATE)"
        )
        rows = [
            (r.system, r.foreign, r.code, r.start or _FIRST, r.end or _LAST)
            for r in country_codes()
            if getattr(r, used)
        ]
        insert(connection, name, rows + (_plain_names() if used == "writes" else []))
    words = Words(connection)
    try:
        yield words
    finally:
        for name in ("codes_in", "codes_out", *words.tables):
            connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _plain_names() -> list[tuple[Any, ...]]:
    """Countries by our own name, and for ICEWS where it writes them as we do."""
    from dragoman.registry.known import shipped

    other = {r.code for r in country_codes() if r.system == "icews" and r.writes}
    known = shipped().countries.values()
    plain = [("icews", c.name, c.code, _FIRST, _LAST) for c in known if c.code not in other]
    return plain + [("name", c.name, c.code, _FIRST, _LAST) for c in known]


def acled_macros() -> str:
    """The SQL functions that write an act as an event of ACLED, from its table."""
    events, subs, disorders = [], [], []
    for a in acled_acts():
        disorders.append(f"WHEN sub_event = {text(a.sub_event)} THEN {text(a.disorder)}")
        for mode in a.written_for:
            kind = "PROTEST" if a.type == "PROTEST" and mode != "crowd-control" else "ASSAULT"
            when = f"WHEN type = '{kind}' AND coalesce(mode, '-') = '{mode}'"
            if mode == "-" and kind == "ASSAULT":  # an attack on civilians of unknown means is no battle
                when += " AND NOT coalesce(list_contains(targets, 'CVL'), false)"
            events.append(f"{when} THEN {text(a.event)}")
            subs.append(f"{when} THEN {text(a.sub_event)}")
    attack = "WHEN type = 'ASSAULT' THEN "
    return f"""
        CREATE OR REPLACE TEMP MACRO acled_event(type, mode, targets) AS (CASE {" ".join(events)} {attack}'Violence against civilians' END);
        CREATE OR REPLACE TEMP MACRO acled_sub_event(type, mode, targets) AS (CASE {" ".join(subs)} {attack}'Attack' END);
        CREATE OR REPLACE TEMP MACRO acled_disorder(event, sub_event) AS (CASE {" ".join(disorders)} END);
        CREATE OR REPLACE TEMP MACRO acled_inter(sectors) AS (CASE
            WHEN list_has_any(sectors, ['MIL', 'COP', 'GOV', 'JUD', 'SPY', 'LEG']) THEN 'State forces'
            WHEN list_has_any(sectors, ['REB']) THEN 'Rebel group' WHEN list_has_any(sectors, ['PRM', 'UAF', 'CRM']) THEN 'Political militia'
            WHEN len(sectors) > 0 THEN 'Civilians' END);
    """


def insert(connection: DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Append rows of plain values to a temporary table, through Arrow."""
    import pyarrow as pa

    if not rows:
        return
    width = len(rows[0])
    batch = pa.table({f"c{n}": pa.array([r[n] for r in rows]) for n in range(width)})
    connection.register("rows_to_insert", batch)
    try:
        connection.execute(f"INSERT INTO {table} SELECT * FROM rows_to_insert")
    finally:
        connection.unregister("rows_to_insert")


class Words:
    """The vocabularies of one import: each distinct word is looked up once and kept in a temporary table."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection
        self.tables: list[str] = []

    def learn(self, fmt: Format, layout: Layout) -> None:
        """Look up the words of the view `batch` that are not known yet."""
        for name, keys in fmt.words.items():
            table, vocabulary = f"v_{name}", VOCABULARIES[name]
            if table not in self.tables:
                fields = ", ".join(f"{f} {kind}" for f, kind in vocabulary.fields.items())
                self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} (key VARCHAR, {fields})")
                self.tables.append(table)
            found = " UNION ALL ".join(f"SELECT {key} AS key FROM clean AS c" for key in keys)
            fresh = self._connection.execute(f"""
                WITH clean AS ({cleaned(fmt, layout)}), found AS ({found})
                SELECT DISTINCT key FROM found WHERE key IS NOT NULL AND key NOT IN (SELECT key FROM {table}) ORDER BY key
            """).fetchall()
            self._add(table, vocabulary.fields, [(k, vocabulary.resolve(k) or {}) for (k,) in fresh])

    def _add(self, table: str, fields: dict[str, str], meanings: list[tuple[str, dict[str, Any]]]) -> None:
        import pyarrow as pa

        if not meanings:
            return
        kinds = {
            "VARCHAR": pa.string(),
            "VARCHAR[]": pa.list_(pa.string()),
            "TINYINT": pa.int8(),
            "DOUBLE": pa.float64(),
        }
        columns = {"key": pa.array([k for k, _ in meanings], pa.string())}
        columns |= {f: pa.array([m.get(f) for _, m in meanings], kinds[kind]) for f, kind in fields.items()}
        self._connection.register("words_to_insert", pa.table(columns))
        try:
            self._connection.execute(f"INSERT INTO {table} SELECT * FROM words_to_insert")
        finally:
            self._connection.unregister("words_to_insert")
