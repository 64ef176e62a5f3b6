"""The record on disk: one DuckDB file that Python, SQL and R users can all open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman import later
from dragoman.store.database import Database
from dragoman.store.queries import ClaimQuery, EventQuery

if TYPE_CHECKING:
    from dragoman.store.writing import Added

__all__ = ["Added", "ClaimQuery", "Database", "EventQuery"]

__getattr__ = later.names(__name__, {"Added": "dragoman.store.writing"})
