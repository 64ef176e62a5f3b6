"""The words by which accounts are compared, as data/accounts.toml gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.errors import TableError
from dragoman.tables import read_toml

PACKAGE, FILE = "dragoman.relations", "data/accounts.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns: classes of things, of victims and of the blamed; of numbers of dead; of speakers."""

    things: dict[str, re.Pattern[str]]
    victims: dict[str, re.Pattern[str]]
    blamed: dict[str, re.Pattern[str]]
    after: re.Pattern[str]
    before: re.Pattern[str]
    running: re.Pattern[str]
    voices: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The table, compiled once. Raises TableError where a key is missing or a pattern is none."""
    table = read_toml(PACKAGE, FILE)
    return Words(
        _classes("things", table), _classes("victims", table), _classes("blamed", table),
        _compiled("number", "after", table), _compiled("number", "before", table), _compiled("number", "running", table),
        _compiled("speakers", "voices", table),
    )  # fmt: skip


def _classes(section: str, table: dict[str, dict[str, str]]) -> dict[str, re.Pattern[str]]:
    found = {k: _compiled(section, k, table) for k in table.get(section, {})}
    if not found:
        raise TableError(f"{FILE}: [{section}] is missing or empty")
    return found


def _compiled(section: str, key: str, table: dict[str, dict[str, str]]) -> re.Pattern[str]:
    pattern = table.get(section, {}).get(key)
    if not pattern:
        raise TableError(f"{FILE}: [{section}] {key} is missing or empty")
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as e:
        raise TableError(f"{FILE}: [{section}] {key} is no regular expression: {e}") from e
