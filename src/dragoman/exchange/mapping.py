"""The SQL that turns a batch of text cells into rows of `imported`, built from a format's tables.

Names in the SQL come from this package's own tables and, quoted, from a file's header; cells never do.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dragoman.exchange.formats import sql
from dragoman.exchange.washing import LINE

if TYPE_CHECKING:
    from dragoman.exchange.headers import Layout
    from dragoman.exchange.records import Format

# The columns of `imported` that a mapping gives, in the table's order.
EVENT_COLUMNS = (
    "native_id", "date_start", "date_end", "date_precision", "type", "modes", "contexts", "quad", "intensity", "cameo",
    "goldstein", "source_name", "source_country", "source_sectors", "target_name", "target_country", "target_sectors",
    "place", "place_country", "admin1", "lat", "lon", "place_resolution", "dead_min", "dead_max", "mentions", "publisher",
    "published", "url", "text",
)  # fmt: skip
_LISTS = frozenset({"modes", "contexts", "source_sectors", "target_sectors"})

PAIR = """CASE WHEN source_country <= target_country THEN source_country || '-' || target_country
    ELSE target_country || '-' || source_country END"""


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A string as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def cleaned(fmt: Format, layout: Layout) -> str:
    """The batch with the format's columns under their names, empty words as null; missing columns are null."""
    there = set(layout.names)
    known = [c.name for c in fmt.columns]
    names = [*known, *(n for n in dict.fromkeys(layout.names) if n not in known)]
    cells = [f"{_cell(n, fmt) if n in there else 'NULL::VARCHAR'} AS {quoted(n)}" for n in names]
    return f"SELECT {', '.join(cells)}, {LINE} FROM batch"


def _cell(name: str, fmt: Format) -> str:
    cell = f"trim({quoted(name)})"
    for word in fmt.nulls:
        cell = f"nullif({cell}, {text(word)})"
    return f"nullif({cell}, '')"


def extra(fmt: Format, layout: Layout) -> str:
    """The JSON of the cells that the columns of `imported` do not give back; null when they give all."""
    there = set(layout.names)
    parts = []
    for column in fmt.columns:
        if column.name in there:
            cell = f"c.{quoted(column.name)}"
            differs = f"{cell} IS DISTINCT FROM ({column.derive})" if column.derive else f"{cell} IS NOT NULL"
            parts.append(_member(column.name, cell, differs))
    own = {c.name for c in fmt.columns}
    others = (n for n in dict.fromkeys(layout.names) if n not in own)
    parts.extend(_member(n, f"c.{quoted(n)}", f"c.{quoted(n)} IS NOT NULL") for n in others)
    return f"nullif('{{' || concat_ws(',', {', '.join(parts)}) || '}}', '{{}}')"


def _member(name: str, cell: str, when: str) -> str:
    key = text(json.dumps(name, ensure_ascii=False) + ":")
    return f"CASE WHEN {when} THEN {key} || cast(to_json(coalesce({cell}, '')) AS VARCHAR) END"


def helpers(fmt: Format, row: str = "m") -> str:
    """The joins that say what the format's code systems call our countries, for `derive`; `row` is the alias of the events."""
    return "\n".join(
        f"LEFT JOIN codes_out AS {name} ON {name}.system = '{system}' AND {name}.code = {row}.{column}"
        f" AND {row}.date_start BETWEEN {name}.start_day AND {name}.end_day"
        for name, (system, column) in fmt.helpers.items()
    )


def helper_columns(fmt: Format) -> str:
    """The columns that `helpers` adds."""
    return "".join(f", {name}.foreign_code AS {name}" for name in fmt.helpers)


def rows_sql(fmt: Format, layout: Layout, *, lean: bool) -> str:
    """The SELECT over the view `batch` that gives the rows of `imported` with their line and `problem`."""
    columns = ", ".join(f"coalesce({c}, []) AS {c}" if c in _LISTS else c for c in EVENT_COLUMNS)
    kept = "NULL::VARCHAR" if lean else extra(fmt, layout)
    return f"""
        WITH clean AS ({cleaned(fmt, layout)}),
        mapped AS ({sql(fmt.mapping)}),
        m AS (SELECT c, c.{LINE} AS {LINE}, {columns}, true AS native FROM mapped),
        h AS (SELECT m.*{helper_columns(fmt)} FROM m {helpers(fmt)})
        SELECT {LINE}, {", ".join(EVENT_COLUMNS)}, {PAIR} AS pair, {kept} AS extra,
            CASE WHEN native_id IS NULL THEN 'no_id' WHEN date_start IS NULL THEN 'bad_date' END AS problem,
            CASE WHEN native_id IS NOT NULL THEN cast({_day_cell(fmt)} AS VARCHAR) END AS problem_cell
        FROM h
    """


def _day_cell(fmt: Format) -> str:
    """The cell that should hold the day."""
    column = next(c for c in fmt.columns if c.derive and "date_start" in c.derive)
    return f"c.{quoted(column.name)}"
