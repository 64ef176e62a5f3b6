"""The table of words that settle how real an act is (data/status.toml), checked and indexed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, cast

from dragoman.errors import TableError
from dragoman.tables import lines_of_blocks, read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

Effect = Literal[
    "planned", "demanded", "hypothetical", "alleged", "denied", "failed", "occurred", "ongoing",
    "carries", "reports", "factive", "excludes", "true",
]  # fmt: skip

_FILE = "data/status.toml"
EFFECTS: tuple[Effect, ...] = (
    "planned", "demanded", "hypothetical", "alleged", "denied", "failed", "occurred", "ongoing",
    "carries", "reports", "factive", "excludes", "true",
)  # fmt: skip
FORMS = frozenset({"inf", "ger", "that", "obj", "subj", "attr", "obj-inf", "any"})
_PREPOSITIONS = frozenset(
    [
        "about",
        "after",
        "against",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "like",
        "of",
        "on",
        "over",
        "to",
        "toward",
        "towards",
        "with",
        "without",
    ]
)


_VERDICTS = (
    "telling",
    "untrue",
    "untrue_nouns",
    "true",
    "open",
    "proof",
    "proving",
    "wanting",
    "seeming",
    "debunking",
    "doctoring",
    "calling",
    "falsely",
)
_WORLDS = ("fiction", "fiction_with", "fiction_words", "exercise")


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The table, indexed. `governors` maps (word, form) to its effect, `prepositions` phrases of one to four words."""

    governors: dict[tuple[str, str], Effect]
    nouns: dict[str, Effect]
    modifiers: dict[str, Effect]
    prepositions: dict[str, Effect]
    adverbs: dict[str, Effect]
    modals: dict[str, str]
    marks: dict[str, frozenset[str]]
    stative: frozenset[str]
    habit: frozenset[str]
    scheduled: frozenset[str]
    expressive: frozenset[str]
    worried: frozenset[str]
    schedulable: frozenset[str]
    ranked: frozenset[str]
    partitive: frozenset[str]
    projected: frozenset[str]
    legal: frozenset[str]
    uttered: frozenset[str]
    answering: frozenset[str]
    predicates: dict[str, Effect]
    verdicts: dict[str, frozenset[str]]
    worlds: dict[str, frozenset[str]]

    def governor(self, words: Sequence[str], form: str) -> Effect | None:
        """The effect of the first of `words` (particle verbs before bare ones) that governs in this form."""
        for word in words:
            for wanted in (form, "any"):
                if (word, wanted) in self.governors:
                    return self.governors[word, wanted]
        return None


@lru_cache(maxsize=1)
def status_words() -> StatusWords:
    """The words that ship with dragoman. Raises TableError with file and line where the table breaks its schema."""
    names = ("governor", "noun", "modifier", "preposition", "adverb", "predicate")
    lines = {name: lines_of_blocks("dragoman.attribution", _FILE, name) for name in names}
    return parse_status_words(read_toml("dragoman.attribution", _FILE), lines)


def parse_status_words(table: dict[str, Any], lines: dict[str, list[int]]) -> StatusWords:
    """The table as `StatusWords`; `lines` gives the line of each block for messages."""
    governors: dict[tuple[str, str], Effect] = {}
    for number, block in enumerate(table["governor"]):
        where = f"{_FILE}:{lines['governor'][number]}"
        effect = _effect(block, where)
        forms = block.get("takes", [])
        if not forms or set(forms) - FORMS - _PREPOSITIONS:
            raise TableError(
                f"{where}: takes is {forms}; expected of {', '.join(sorted(FORMS | _PREPOSITIONS))}"
            )
        for word in _words(block, where):
            for form in forms:
                governors.setdefault((word, form), effect)
    modals = {word: kind for kind, words in table["modals"].items() for word in words}
    return StatusWords(
        governors=governors,
        nouns=_plain(table, "noun", lines),
        modifiers=_plain(table, "modifier", lines),
        prepositions=_plain(table, "preposition", lines),
        adverbs=_plain(table, "adverb", lines),
        modals=modals,
        marks={name: frozenset(words) for name, words in table["marks"].items()},
        stative=frozenset(table["verbs"]["stative"]),
        habit=frozenset(table["verbs"]["habit"]),
        scheduled=frozenset(table["verbs"]["scheduled"]),
        expressive=frozenset(table["verbs"]["expressive"]),
        worried=frozenset(table["verbs"]["worried"]),
        schedulable=frozenset(table["nouns"]["schedulable"]),
        ranked=frozenset(table["nouns"]["ranked"]),
        partitive=frozenset(table["nouns"]["partitive"]),
        projected=frozenset(table["nouns"]["projected"]),
        legal=frozenset(table["nouns"]["legal"]),
        uttered=frozenset(table["nouns"]["uttered"]),
        answering=frozenset(table["verbs"]["answering"]),
        predicates=_plain(table, "predicate", lines),
        verdicts=_sets(table, "verdicts", _VERDICTS),
        worlds=_sets(table, "worlds", _WORLDS),
    )


def _sets(table: dict[str, Any], name: str, keys: tuple[str, ...]) -> dict[str, frozenset[str]]:
    found = table.get(name, {})
    if set(found) != set(keys):
        raise TableError(
            f"{_FILE}: [{name}] has {', '.join(sorted(found)) or 'no keys'}; expected {', '.join(keys)}"
        )
    return {key: frozenset(found[key]) for key in keys}


def _plain(table: dict[str, Any], name: str, lines: dict[str, list[int]]) -> dict[str, Effect]:
    found: dict[str, Effect] = {}
    for number, block in enumerate(table[name]):
        where = f"{_FILE}:{lines[name][number]}"
        effect = _effect(block, where)
        for word in _words(block, where):
            found.setdefault(word, effect)
    return found


def _effect(block: dict[str, Any], where: str) -> Effect:
    if block.get("effect") not in EFFECTS:
        raise TableError(f"{where}: effect is {block.get('effect')!r}; expected one of {', '.join(EFFECTS)}")
    return cast("Effect", block["effect"])


def _words(block: dict[str, Any], where: str) -> list[str]:
    words: list[str] = block.get("words", [])
    twice = sorted({w for w in words if words.count(w) > 1})
    if not words or twice:
        raise TableError(f"{where}: words are missing or stand twice: {', '.join(twice)}")
    return words
