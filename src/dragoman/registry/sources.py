"""Where a line of the registry's tables comes from, and which public lists it was compared with.

It never compares anything: the marks in the column `checked` are made by `bench/check_marks.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.registry.records import Origin
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dragoman.tables import Row

COLUMNS = ("key", "kind", "trust", "date", "words")
SOURCE_KINDS = frozenset({"restated", "list"})
TRUSTS = frozenset({"high", "fair", "low"})
# What of a line a list agrees with: the name alone, the first day as well, both days, the owner, the members, the code.
AGREEMENTS = frozenset({"name", "start", "days", "owner", "members", "code"})


@dataclass(frozen=True, slots=True)
class Source:
    """One key of `sources.tsv`. `restated`: how lines were written; `list`: what lines were compared with."""

    key: str
    kind: str
    trust: str
    """How far it is to be trusted: high, fair or low."""
    date: date
    """The day of the restating, or that of the list."""
    words: str


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """All sources by key. Raises TableError on a broken line."""
    return parse(read_tsv("dragoman.registry", "data/sources.tsv", COLUMNS))


def parse(lines: Iterable[Row]) -> dict[str, Source]:
    """The sources of these lines by key."""
    found: dict[str, Source] = {}
    for line in lines:
        day = line.day("date", last=True)
        for column in ("key", "words", "date"):
            if not line[column]:
                raise line.error(f"column {column} is empty")
        if line["key"] in found:
            raise line.error(f"key {line['key']} stands on an earlier line")
        assert day is not None
        kind, trust = line.one_of("kind", SOURCE_KINDS), line.one_of("trust", TRUSTS)
        found[line["key"]] = Source(line["key"], kind, trust, day, line["words"])
    return found


def origin_of(line: Row) -> Origin | None:
    """Source and checks of a line of a table of facts; None for a pack's, whose source is told once for the whole.

    Raises TableError where a key is not in `sources.tsv` or does not stand for what it is used for.
    """
    cells = line.cells
    if "source" not in cells:
        return None
    source, checked = cells["source"], cells["checked"]
    found = _origin(source, checked)
    if isinstance(found, str):
        raise line.error(found)
    return found


# Thousands of lines share a few hundred pairs of source and checks.
@lru_cache(maxsize=4096)
def _origin(source: str, checked: str) -> Origin | str:
    known = sources()
    if source not in known or known[source].kind != "restated":
        keys = sorted(k for k, s in known.items() if s.kind == "restated")
        return f"column source is {source!r}; expected one of {', '.join(keys)}"
    marks = tuple(m for m in checked.split("|") if m)
    for mark in marks:
        key, _, what = mark.partition(":")
        if key not in known or known[key].kind != "list" or what not in AGREEMENTS:
            lists = sorted(k for k, s in known.items() if s.kind == "list")
            return (
                f"column checked has {mark!r}; expected LIST:WHAT with LIST one of {', '.join(lists)} "
                f"and WHAT one of {', '.join(sorted(AGREEMENTS))}"
            )
    return Origin(source, marks)
