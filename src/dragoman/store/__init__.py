"""The record on disk: one DuckDB file that Python, SQL and R users can all open."""

from __future__ import annotations

from dragoman.store.database import Added, Database
from dragoman.store.queries import ClaimQuery, EventQuery

__all__ = ["Added", "ClaimQuery", "Database", "EventQuery"]
