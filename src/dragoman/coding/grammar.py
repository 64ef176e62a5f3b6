"""The closed word lists of the coding rules, from `data/grammar.toml`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dragoman.errors import TableError
from dragoman.tables import read_toml

_FILE = "data/grammar.toml"


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return read_toml("dragoman.coding", _FILE)


def word_set(name: str) -> frozenset[str]:
    """The words of one list. Raises TableError where the table has no such list."""
    value = _tables().get(name)
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TableError(f"{_FILE}: {name} is {value!r}; expected a list of words")
    return frozenset(word for part in value for word in part.split("|") if word)


def word_map(name: str) -> dict[str, str]:
    """The words of one table with what each stands for. Raises TableError where there is no such table."""
    value = _tables().get(name)
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise TableError(f"{_FILE}: {name} is {value!r}; expected a table of words")
    return dict(value)
