"""The record on disk: one DuckDB file that Python, SQL and R users can all open."""

from __future__ import annotations

from dragoman.store.database import Database
from dragoman.store.queries import ClaimQuery, EventQuery
from dragoman.store.writing import Added

__all__ = ["Added", "ClaimQuery", "Database", "EventQuery"]
