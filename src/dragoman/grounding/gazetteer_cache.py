"""Where the compiled gazetteer lies: built on first need into the user's cache folder, else in memory.

It never fails for want of a place to write and never leaves half a file behind.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path

from dragoman.grounding.gazetteer_build import build, version


def folder() -> Path:
    """`DRAGOMAN_CACHE` if set, else `dragoman` in `XDG_CACHE_HOME` or `~/.cache`."""
    if own := os.environ.get("DRAGOMAN_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dragoman"


def path() -> Path:
    """The file of the index for this version of its sources."""
    return folder() / f"gazetteer-{version()}.sqlite"


def connect() -> sqlite3.Connection:
    """The index, read-only: from the cache, built into it when missing, or in memory when it cannot be written.

    Two processes that build at once do the work twice and end with the same file.
    """
    try:
        file = path()
        if not file.exists():
            _write(file)
        connection = _open(file)
        connection.execute("SELECT 1 FROM place LIMIT 1").fetchone()
    except (OSError, RuntimeError, sqlite3.DatabaseError):
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        build(connection)
    return connection


def _open(file: Path) -> sqlite3.Connection:
    # immutable: no locks are taken, so that it works on read-only disks and for many workers
    return sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _write(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=file.stem, suffix=".part", dir=file.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(name)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            build(connection)
        finally:
            connection.close()
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
