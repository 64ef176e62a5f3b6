"""Keeps imported events in order of their pairs of countries, so that a question about one pair reads few of them.

DuckDB skips a block of 122,880 rows when its least and greatest value exclude what is asked for. A file of at
least SETTLED_ROWS is written in order by itself; many small files are put in order together when they have become many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# An import of at least so many rows is in order by itself: four blocks or more, of which a pair touches one or two.
SETTLED_ROWS = 500_000
# Reading a million rows that are in no order costs 12 ms of processor time; bench/exchange.md has the figures.
UNSETTLED_MAX = 1_000_000
# Of a larger table a third may lie in no order: it is then rewritten each time it has grown by half.
UNSETTLED_SHARE = 1 / 3


def settle(connection: DuckDBPyConnection) -> bool:
    """Put the table `imported` in order if too many rows came in small files; True when it did."""
    row = connection.execute(
        "SELECT coalesce(sum(rows_added), 0), coalesce(sum(rows_added) FILTER (NOT settled), 0) FROM imports"
    ).fetchone()
    assert row is not None
    total, loose = int(row[0]), int(row[1])
    if loose <= max(UNSETTLED_MAX, total * UNSETTLED_SHARE):
        return False
    connection.execute("BEGIN")
    try:
        connection.execute(
            "CREATE TEMP TABLE in_order AS SELECT * FROM imported ORDER BY pair, date_start, dataset, native_id"
        )
        connection.execute("TRUNCATE imported")
        connection.execute("INSERT INTO imported BY NAME SELECT * FROM in_order")
        connection.execute("DROP TABLE in_order")
        connection.execute("UPDATE imports SET settled = true WHERE NOT settled")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return True
