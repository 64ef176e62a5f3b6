"""The store with the questions about relations on top: what `dragoman.open` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.relations.dyads import Dyad, dyad
from dragoman.store import Database

if TYPE_CHECKING:
    from pathlib import Path


class RelationsDatabase(Database):
    """A store that also answers for dyads."""

    def dyad(self, a: str, b: str, **conditions: Any) -> Dyad:
        """What happened between the countries `a` and `b`; conditions as in `EventQuery`."""
        return dyad(a, b, self.events(between=(a, b), **conditions))


def open(path: Path | str = ":memory:", *, read_only: bool = False) -> RelationsDatabase:  # noqa: A001 - dragoman.open reads well
    """Open (or create) the store at `path`. Raises StoreError; see `dragoman.store.connection.connect`."""
    return RelationsDatabase(path, read_only=read_only)
