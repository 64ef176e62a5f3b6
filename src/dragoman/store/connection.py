"""Opening the store: one DuckDB file, one writer, migrated to the version this release knows.

It never downgrades and never guesses: a newer file is refused with what to do.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.errors import OldStoreError, StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection


def connect(path: Path | str, *, read_only: bool = False) -> DuckDBPyConnection:
    """An open connection to the store at `path` (`:memory:` for none), its schema at the latest version.

    Raises StoreError where another process holds the file (with its pid), where the file is no store, and
    where it was written by a later version; OldStoreError where it may only be read and was written by an earlier one.
    """
    import duckdb

    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as err:
        raise StoreError(_reason(str(path), str(err))) from None
    except duckdb.Error as err:
        raise StoreError(f"{path} cannot be opened as a store: {str(err).splitlines()[0]}") from None
    try:
        # Results must not depend on the number of threads; times are days, without a zone.
        connection.execute("SET preserve_insertion_order = true")
        connection.execute("SET enable_progress_bar = false")
        known = _applied(connection) if read_only else migrate(connection, str(path))
        _check_version(known, str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _reason(path: str, message: str) -> str:
    pid = re.search(r"PID (\d+)", message)
    if pid:
        return (
            f"{path} is open in another process (pid {pid.group(1)}). One process at a time can write to a store, and none "
            f"asks it meanwhile: wait for it to end, or stop it (kill {pid.group(1)})."
        )
    if "not a valid DuckDB" in message:
        return f"{path} is not a dragoman store. Name another file; it will be created."
    return f"{path} cannot be opened: {message.splitlines()[0]}"


@cache
def migrations() -> list[tuple[int, str, str]]:
    """(version, name, SQL) of every migration that ships, in order."""
    folder = resources.files("dragoman.store").joinpath("migrations")
    files = sorted((i for i in folder.iterdir() if i.name.endswith(".sql")), key=lambda i: i.name)
    return [(int(f.name[:4]), f.name, f.read_text("utf-8")) for f in files]


def version(connection: DuckDBPyConnection) -> int:
    """The schema version of the open store; 0 for a new file."""
    return max(_applied(connection), default=0)


def _applied(connection: DuckDBPyConnection) -> set[int]:
    """The migrations that the store has had: not always all up to its version, when two were written at once."""
    import duckdb

    try:
        return {int(r[0]) for r in connection.execute("SELECT version FROM schema_versions").fetchall()}
    except duckdb.CatalogException:  # a new file, or another's
        return set()


def migrate(connection: DuckDBPyConnection, path: str) -> set[int]:
    """Bring the schema to the latest version, each step in a transaction of its own; the migrations that it has then."""
    known = _applied(connection)
    if not known:
        others = connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
        if others and others[0]:
            raise StoreError(
                f"{path} is a DuckDB file but not a dragoman store. Name another file; it will be created."
            )
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY, name VARCHAR NOT NULL)"
        )
    for number, name, sql in migrations():
        if number in known:
            continue
        connection.execute("BEGIN")
        try:
            connection.execute(sql)
            connection.execute("INSERT INTO schema_versions VALUES (?, ?)", [number, name])
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return known | {number for number, *_ in migrations()}


def _check_version(known: set[int], path: str) -> None:
    latest = migrations()[-1][0]
    at = max(known, default=0)
    if at > latest:
        raise StoreError(
            f"{path} has schema version {at}, this dragoman knows {latest}. It was written by a later version: "
            "upgrade dragoman to open it."
        )
    if {number for number, *_ in migrations()} - known:
        raise OldStoreError(
            f"{path} has schema version {at}, this dragoman needs {latest}. Open it once for writing to migrate it."
        )
