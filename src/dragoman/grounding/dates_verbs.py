"""The verb lists of `data/date_verbs.toml`, by name.

It never decides what a list is for: `dates_clause`, `dates_tense` and `dates` do.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman.errors import TableError
from dragoman.tables import read_toml

_FILE = "data/date_verbs.toml"


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, lemmas in read_toml("dragoman.grounding", _FILE).items():
        if not isinstance(lemmas, list) or not all(isinstance(w, str) and w == w.lower() for w in lemmas):
            raise TableError(f"{_FILE}: {name} is no list of lower-case lemmas")
        found[name] = frozenset(lemmas)
    return found


def words(name: str) -> frozenset[str]:
    """The lemmas of one list. Raises TableError for a list that the file does not hold."""
    try:
        return _lists()[name]
    except KeyError:
        raise TableError(f"{_FILE}: there is no list {name!r}") from None
