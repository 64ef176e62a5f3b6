"""CSV and Parquet: the events with all their columns, one row each.

It never changes a value but for the spreadsheet mode, which the sidecar states.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from dragoman.exchange.mapping import quoted, text
from dragoman.exchange.selection import chosen

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.exchange.exporting import Order, Written
    from dragoman.store import Database

_ORDER = "date_start, dataset, native_id"
# A cell that begins so is run as a formula by spreadsheets (OWASP ASVS 5.0, 1.2.10).
_FORMULA = r"^[=+\-@\t\r\x00]"
_LOST = {
    "participants": "of several sources or targets, country and sectors are the first one's; all names stand in the cell",
    "third parties, offices, claims, offsets": "only in the store and in what dragoman events --json prints",
}
# What a spreadsheet can hold.
_SHEET_ROWS = 1_048_576


def parquet(database: Database, order: Order, path: Path) -> Written:
    """Parquet with typed columns; lists are lists."""
    found = chosen(database, order.query, order.datasets)
    columns = _columns(database, found.sql, found.values)
    return _copied(database, f"SELECT * FROM ({found.sql}) ORDER BY {_ORDER}", found.values, path,
                   "FORMAT parquet, COMPRESSION zstd", columns, {"pandas": "pd.read_parquet(FILE)"})  # fmt: skip


def csv(database: Database, order: Order, path: Path) -> Written:
    """CSV in UTF-8 with a header; lists are joined by semicolons, nothing is written as an empty cell."""
    found = chosen(database, order.query, order.datasets)
    columns = _columns(database, found.sql, found.values)
    cells = ", ".join(f"{_cell(name, kind, order.excel)} AS {quoted(name)}" for name, kind in columns.items())
    zipped = path.name.removesuffix(".part").endswith(".gz") and not order.excel
    written = _copied(
        database, f"SELECT {cells} FROM ({found.sql}) ORDER BY {_ORDER}", found.values, path,
        f"FORMAT csv, HEADER, DELIMITER ',', COMPRESSION {'gzip' if zipped else 'none'}", columns,
        {"pandas": "pd.read_csv(FILE, keep_default_na=False, na_values=[''], dtype={'cameo': str, 'native_id': str})",
         "R": "read.csv(FILE, na.strings = '', colClasses = c(cameo = 'character', native_id = 'character'))"},
    )  # fmt: skip
    if order.excel:
        _marked(path)
        written.not_represented["formulas"] = (
            "text that begins with = + - @ or a tab has an apostrophe before it"
        )
        if written.rows >= _SHEET_ROWS:
            written.not_represented["rows"] = f"a spreadsheet shows only the first {_SHEET_ROWS - 1:,} rows"
    return written


def _copied(
    database: Database, select: str, values: tuple[Any, ...], path: Path, options: str, columns: dict[str, str],
    reading: dict[str, str],
) -> Written:  # fmt: skip
    from dragoman.exchange.exporting import Written

    row = database.connection.execute(
        f"COPY ({select}) TO {text(str(path))} ({options})", list(values)
    ).fetchone()
    return Written(
        rows=int(row[0]) if row else 0, columns=columns, reading=reading, not_represented=dict(_LOST)
    )


def _columns(database: Database, select: str, values: tuple[Any, ...]) -> dict[str, str]:
    """Column -> its DuckDB type."""
    rows = database.connection.execute(f"DESCRIBE {select}", list(values)).fetchall()
    return {str(r[0]): str(r[1]) for r in rows}


def _cell(name: str, kind: str, excel: bool) -> str:
    cell = f"nullif(array_to_string({quoted(name)}, ';'), '')" if kind.endswith("[]") else quoted(name)
    if excel and ("VARCHAR" in kind):
        return f"CASE WHEN regexp_matches({cell}, {text(_FORMULA)}) THEN '''' || {cell} ELSE {cell} END"
    return cell


def _marked(path: Path) -> None:
    """A byte order mark at the beginning, by which spreadsheets know UTF-8."""
    bare = path.with_name(path.name + ".bare")
    path.replace(bare)
    try:
        with bare.open("rb") as source, path.open("wb") as target:
            target.write(b"\xef\xbb\xbf")
            shutil.copyfileobj(source, target, 1 << 20)
    finally:
        bare.unlink()
