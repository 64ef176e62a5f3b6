"""The table of words that attribute (data/cues.toml), checked and indexed. It never looks at a parse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast, get_args

from dragoman.errors import TableError
from dragoman.model import Stance
from dragoman.tables import lines_of_blocks, read_toml

if TYPE_CHECKING:
    from dragoman.attribution.records import StatementKind

_FILE = "data/cues.toml"
_STANCES = frozenset(get_args(Stance))
_KINDS = frozenset({"speech", "belief", "attitude", "document"})
_VERB_FORMS = frozenset(
    {
        "clause",
        "clause-wh",
        "quote",
        "inf",
        "obj-inf",
        "obj-clause",
        "ger",
        "object",
        "object-quote",
        "passive-inf",
        "small",
        "as",
    }
)
_NOUN_FORMS = frozenset({"that", "inf"})
PREPOSITIONS = frozenset(
    {"about", "against", "as", "at", "for", "in", "of", "on", "over", "to", "upon", "with"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table for one word: the forms its contents take, and what it says about them."""

    word: str
    forms: frozenset[str]
    stance: Stance
    weight: float
    kind: StatementKind
    person: bool
    """The direct object is the addressee."""


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues by word; a word may have several rows, in table order."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, tuple[Cue, ...]]
    adjectives: dict[str, tuple[Cue, ...]]
    phrases: tuple[Cue, ...]
    adverbs: dict[str, Cue]
    media: frozenset[str]
    platforms: frozenset[str]
    documents: frozenset[str]
    unnamed: frozenset[str]
    shield: frozenset[str]
    hostile: frozenset[str]
    things: frozenset[str]
    decided: dict[str, frozenset[str]]
    agency_heads: tuple[str, ...]
    agency_generic: tuple[str, ...]
    agency_names: tuple[str, ...]
    headings: frozenset[str]

    def count(self) -> int:
        """How many different cues the table holds."""
        return sum(map(len, (self.verbs, self.nouns, self.adjectives, self.phrases, self.adverbs)))


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The cues that ship with dragoman. Raises TableError with file and line where the table breaks its schema."""
    return parse_cues(read_toml("dragoman.attribution", _FILE), _lines())


def _lines() -> dict[str, list[int]]:
    tables = ("verb", "noun", "adjective", "phrase", "adverb")
    return {name: lines_of_blocks("dragoman.attribution", _FILE, name) for name in tables}


def parse_cues(table: dict[str, Any], lines: dict[str, list[int]]) -> Cues:
    """The table as `Cues`; `lines` gives the line of each block for messages."""
    verbs = _index(table, "verb", _VERB_FORMS | PREPOSITIONS, lines)
    nouns = _index(table, "noun", _NOUN_FORMS | PREPOSITIONS, lines)
    adjectives = _index(table, "adjective", frozenset({"clause"}) | PREPOSITIONS, lines)
    phrases = _index(table, "phrase", frozenset(), lines)
    adverbs = _index(table, "adverb", frozenset(), lines)
    agencies, sources, media = table["agencies"], table["sources"], table["media"]
    return Cues(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        phrases=tuple(rows[0] for rows in phrases.values()),
        adverbs={word: rows[0] for word, rows in adverbs.items()},
        media=frozenset(media["nouns"]),
        platforms=frozenset(media["platforms"]),
        documents=frozenset(media["documents"]),
        unnamed=frozenset(sources["unnamed"]),
        shield=frozenset(sources["shield"]),
        hostile=frozenset(table["hostile"]["words"]),
        things=frozenset(table["things"]["words"]),
        decided={key: frozenset(words) for key, words in table["decided"].items()},
        agency_heads=tuple(agencies["heads"]),
        agency_generic=tuple(agencies["generic"]),
        agency_names=tuple(sorted(agencies["names"], key=lambda n: (-len(n), n))),
        headings=frozenset(table["headings"]["words"]),
    )


def _index(
    table: dict[str, Any], name: str, allowed: frozenset[str], lines: dict[str, list[int]]
) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for number, block in enumerate(table.get(name, [])):
        where = f"{_FILE}:{lines[name][number] if number < len(lines.get(name, [])) else '?'}"
        for word in _checked(block, allowed, where):
            row = Cue(
                word=word,
                forms=frozenset(block.get("takes", [])),
                stance=cast("Stance", block["stance"]),
                weight=float(block["weight"]),
                kind=cast("StatementKind", block.get("kind", "speech")),
                person=bool(block.get("person", False)),
            )
            found.setdefault(word, []).append(row)
    return {word: tuple(rows) for word, rows in found.items()}


def _checked(block: dict[str, Any], allowed: frozenset[str], where: str) -> list[str]:
    known = {"words", "takes", "stance", "weight", "kind", "person"}
    if unknown := sorted(set(block) - known):
        raise TableError(f"{where}: unknown keys {', '.join(unknown)}; expected {', '.join(sorted(known))}")
    words: list[str] = block.get("words", [])
    if not words or len(set(words)) != len(words):
        twice = sorted({w for w in words if words.count(w) > 1})
        raise TableError(f"{where}: words are missing or stand twice: {', '.join(twice)}")
    if block.get("stance") not in _STANCES:
        raise TableError(
            f"{where}: stance is {block.get('stance')!r}; expected one of {', '.join(sorted(_STANCES))}"
        )
    if not 0 <= float(block.get("weight", -1)) <= 1:
        raise TableError(f"{where}: weight is {block.get('weight')!r}; expected a number from 0 to 1")
    if block.get("kind", "speech") not in _KINDS:
        raise TableError(
            f"{where}: kind is {block.get('kind')!r}; expected one of {', '.join(sorted(_KINDS))}"
        )
    if wrong := sorted(set(block.get("takes", [])) - allowed):
        raise TableError(f"{where}: takes holds {', '.join(wrong)}; expected of {', '.join(sorted(allowed))}")
    return words
