"""What is summed up once of an imported data set and kept until it grows: its events of each day and of each pair by month, the names that stand in it.

It holds nothing that the events do not say, and may be made anew at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Scores are added up in whole millionths, so that their order does not matter.
MILLION = 1e6
# How many imports and rows there are of a data set, and of how many each a table of sums was made.
_STATE = """SELECT count(*), coalesce(sum(rows_added), 0)::BIGINT,
  (SELECT (imports, rows) FROM {table}_of WHERE dataset = $1) FROM imports WHERE dataset = $1"""
_SUMS = {
    "imported_days": """INSERT INTO imported_days SELECT dataset, date_start, count(*) FROM imported
        WHERE dataset = ? AND date_start IS NOT NULL GROUP BY ALL""",
    "imported_names": """INSERT INTO imported_names SELECT dataset, source_name FROM imported
        WHERE dataset = $1 AND source_name IS NOT NULL
        UNION SELECT dataset, target_name FROM imported WHERE dataset = $1 AND target_name IS NOT NULL""",
    "imported_pairs": f"""INSERT INTO imported_pairs SELECT dataset, pair, date_trunc('month', date_start)::DATE AS month,
          source_country = least(source_country, target_country) AS forth, coalesce(quad, 0)::TINYINT AS quad, count(*),
          sum(round({MILLION:e} * coalesce(intensity, 0))::BIGINT)::BIGINT
        FROM imported WHERE dataset = ? AND pair IS NOT NULL GROUP BY ALL ORDER BY ALL""",  # noqa: S608 - our own number
}


def days_kept(connection: DuckDBPyConnection, dataset: str) -> bool:
    """True when the table `imported_days` now holds the data set as it is; see `_kept`."""
    return _kept(connection, dataset, "imported_days")


def names_kept(connection: DuckDBPyConnection, dataset: str) -> bool:
    """True when the table `imported_names` now holds the data set as it is; see `_kept`."""
    return _kept(connection, dataset, "imported_names")


def pairs_kept(connection: DuckDBPyConnection, dataset: str) -> bool:
    """True when the table `imported_pairs` now holds the data set as it is; see `_kept`."""
    return _kept(connection, dataset, "imported_pairs")


def keep(connection: DuckDBPyConnection, dataset: str) -> None:
    """Sum up what is kept of a data set, so that nobody who asks has to wait for it."""
    for table in _SUMS:
        _kept(connection, dataset, table)


def _kept(connection: DuckDBPyConnection, dataset: str, table: str) -> bool:
    """True when a table of sums holds the data set as it is, now if not before.

    False where it cannot be kept: in a store opened for reading only that has no sums, or old ones, and for events that no
    import brought; these are read anew each time.
    """
    found = connection.execute(_STATE.format(table=table), [dataset]).fetchone()
    if found is None or found[0] == 0:
        return False
    *state, known = found
    if known == tuple(state):
        return True
    read_only = connection.execute(
        "SELECT readonly FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    if read_only is None or read_only[0]:
        return False
    connection.execute("BEGIN")
    try:
        connection.execute(f"DELETE FROM {table} WHERE dataset = ?", [dataset])  # noqa: S608
        connection.execute(_SUMS[table], [dataset])
        connection.execute(f"INSERT OR REPLACE INTO {table}_of VALUES (?, ?, ?)", [dataset, *state])  # noqa: S608
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return True
