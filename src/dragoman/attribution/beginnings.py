"""The day behind "since the war began" or "since he took office": beginnings that a claim names without a date.

A day comes from a short table, from the registry (independence, terms of office) or not at all: nothing is guessed from a report's other
sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.errors import TableError
from dragoman.registry import registry
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable

# How far behind "since" its clause reaches.
_SINCE = re.compile(r"\b(?:since|after)\s+([^.;:?!]{3,90})", re.IGNORECASE)
_OFFICE = re.compile(
    r"^(?P<who>.{2,40}?)\s+(?:took (?:up )?(?:office|power|over)|(?:was|were) (?:elected|inaugurated|appointed|sworn in|crowned)|became (?:president|prime|king|"
    r"foreign|chancellor|leader|secretary|supreme)|came to (?:power|office)|assumed (?:office|power|the presidency)|entered office|ascended)\b",
    re.IGNORECASE,
)
_TAKING = re.compile(
    r"^(?P<who>his|her|taking|assuming|coming|becoming|being)\b(?:[\w\s]{0,24}?(?:office|inauguration|election|power|elected|president|minister|over)\b)",
    re.IGNORECASE,
)
_INDEPENDENCE = re.compile(r"^(?:its |the country['’]s |gaining |winning )?(?:independence|becoming independent)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Beginning:
    words: re.Pattern[str]
    country: str | None
    day: date


@lru_cache(maxsize=1)
def _beginnings() -> tuple[_Beginning, ...]:
    made = []
    for row in read_tsv("dragoman.attribution", "data/beginnings.tsv", ("words", "country", "day")):
        country = row["country"] or None
        if country is not None and registry().country(country) is None:
            raise TableError(f"{row.file} line {row.line}: {country} is no country of the registry")
        words = "|".join(re.escape(w) for w in row["words"].split("|"))
        made.append(
            _Beginning(
                re.compile(rf"\b(?:{words})\b", re.IGNORECASE), country, date.fromisoformat(row["day"])
            )
        )
    return tuple(made)


def beginning(scope: str, countries: Iterable[str], people: Iterable[str], published: date) -> date | None:
    """The day that the words after "since" in `scope` speak of, None where they name none that is known.

    `countries` take part in what is claimed; `people` are the registry's names of those who act in it, for "since he took office".
    """
    match = _SINCE.search(scope)
    if match is None:
        return None
    words, parts = match.group(1).strip(), set(countries)
    found = _entry(words, people, published) or _independence(words, parts)
    if found is not None:
        return found
    of_its_own = [b for b in _beginnings() if b.day < published and b.words.search(words)]
    known = [b.day for b in of_its_own if b.country is None] or [
        b.day for b in of_its_own if b.country in parts
    ]
    return known[0] if known else None


def _entry(words: str, people: Iterable[str], published: date) -> date | None:
    """The first day of the office that somebody took: of the person named, or of the only one who acts."""
    match = _OFFICE.match(words) or _TAKING.match(words)
    if match is None:
        return None
    named = [e.ref for n in registry().find(match.group("who")) for e in n.entries if e.kind == "person"]
    named = named or list(registry().surname(match.group("who")))
    who = named or (list(dict.fromkeys(people)) if match.group("who").lower() in _PRONOUNS else [])
    terms = registry().tenures(who[0], published) if len(who) == 1 else ()
    starts = [t.start for t in terms if t.start is not None]
    return min(starts) if starts else None


_PRONOUNS = frozenset({"he", "she", "his", "her", "taking", "assuming", "coming", "becoming", "being"})


def _independence(words: str, countries: set[str]) -> date | None:
    if not _INDEPENDENCE.match(words):
        return None
    starts = [
        s.start for c in sorted(countries) if (s := registry().country(c)) is not None and s.start is not None
    ]
    return starts[0] if len(starts) == 1 else None
