"""Keeps imported events in order of years and, within a year, of their pairs of countries, so that a question reads few of them.

DuckDB skips a block of 122,880 rows when its least and greatest value exclude what is asked for. A file of at
least SETTLED_ROWS is written in order by itself; many small files are put in order together when they have become many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# By pair alone a question about one dyad reads least, and any other reads the whole table: 150 ms of processor time in ten
# million rows, against 30 to 50 ms with the years before; a dyad costs 13 ms instead of 11. bench/exchange.md has the figures.
ORDER = "year(date_start), pair, date_start, dataset, native_id"
# An import of at least so many rows is in order by itself: four blocks or more, of which a pair touches one or two.
SETTLED_ROWS = 500_000
# Reading a million rows that are in no order costs 5 to 10 ms of processor time.
UNSETTLED_MAX = 1_000_000
# Of the years that are touched a third of the rows may lie in no order: they are rewritten each time they have grown by half.
UNSETTLED_SHARE = 1 / 3


def settle(connection: DuckDBPyConnection) -> bool:
    """Put the years that small files have added to in order, if those files hold too many rows; True when it did."""
    row = connection.execute("SELECT coalesce(sum(rows_added), 0) FROM imports WHERE NOT settled").fetchone()
    assert row is not None
    if row[0] <= UNSETTLED_MAX:
        return False
    connection.execute("BEGIN")
    try:
        done = _settle(connection, int(row[0]))
        connection.execute("COMMIT" if done else "ROLLBACK")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return done


def _settle(connection: DuckDBPyConnection, loose: int) -> bool:
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT year(date_start) AS year FROM imported
        WHERE import_id IN (SELECT import_id FROM imports WHERE NOT settled)
    """)
    within = "WHERE year(date_start) IN (SELECT year FROM touched)"
    row = connection.execute(f"SELECT count(*) FROM imported {within}").fetchone()
    assert row is not None
    if loose <= row[0] * UNSETTLED_SHARE:
        return False
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE in_order AS SELECT * FROM imported {within} ORDER BY {ORDER}"
    )
    connection.execute(f"DELETE FROM imported {within}")
    connection.execute("INSERT INTO imported BY NAME SELECT * FROM in_order")
    connection.execute("DROP TABLE in_order")
    connection.execute("DROP TABLE touched")
    connection.execute("UPDATE imports SET settled = true WHERE NOT settled")
    return True
