"""How many events an imported data set tells of each day: summed up once, kept until the data set grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_STATE = "SELECT count(*), coalesce(sum(rows_added), 0)::BIGINT FROM imports WHERE dataset = ?"
_KEPT = "SELECT imports, rows FROM imported_days_of WHERE dataset = ?"
_SUM = """INSERT INTO imported_days SELECT dataset, date_start, count(*) FROM imported
WHERE dataset = ? AND date_start IS NOT NULL GROUP BY ALL"""


def days_kept(connection: DuckDBPyConnection, dataset: str) -> bool:
    """True when the table `imported_days` now holds the data set as it is.

    False where it cannot be kept: in a store opened for reading only that has no sums, or old ones, and for events that no
    import brought; these are summed up anew each time.
    """
    state = connection.execute(_STATE, [dataset]).fetchone()
    if state is None or state[0] == 0:
        return False
    if connection.execute(_KEPT, [dataset]).fetchone() == state:
        return True
    read_only = connection.execute(
        "SELECT readonly FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    if read_only is None or read_only[0]:
        return False
    connection.execute("BEGIN")
    try:
        connection.execute("DELETE FROM imported_days WHERE dataset = ?", [dataset])
        connection.execute(_SUM, [dataset])
        connection.execute("INSERT OR REPLACE INTO imported_days_of VALUES (?, ?, ?)", [dataset, *state])
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return True
