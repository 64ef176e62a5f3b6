"""PLOVER acts as the codes of others, as temporary tables for exports. What it makes is gone with the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.codebook import codebook
from dragoman.exchange.lookups import insert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection


def tables(connection: DuckDBPyConnection) -> None:
    """`plover_to_cameo` (type, mode or "", code, score), `plover_quads` (type, quad), `cameo_names` (code, name)."""
    book = codebook()
    rows = []
    for name, entry in book.types.items():
        for mode in ("", *entry.modes):
            code = book.cameo(name, [mode] if mode else [])
            rows.append((name, mode, code, book.goldstein(code)))
    _fill(connection, "plover_to_cameo", "type VARCHAR, mode VARCHAR, cameo VARCHAR, goldstein DOUBLE", rows)
    quads = [(name, entry.quad) for name, entry in book.types.items()]
    _fill(connection, "plover_quads", "type VARCHAR, quad TINYINT", quads)
    _fill(
        connection,
        "cameo_names",
        "code VARCHAR, name VARCHAR",
        [(c.code, c.name) for c in book.cameo_codes.values()],
    )


def _fill(connection: DuckDBPyConnection, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")
    insert(connection, table, rows)
