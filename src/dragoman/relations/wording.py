"""Words of statements: the stems that tell something, what each weighs, and the countries that are named."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "that",
        "with",
        "from",
        "was",
        "were",
        "has",
        "had",
        "have",
        "been",
        "will",
        "would",
        "said",
        "says",
        "say",
        "who",
        "which",
        "after",
        "before",
        "over",
        "under",
        "into",
        "about",
        "between",
        "their",
        "his",
        "her",
        "its",
        "they",
        "them",
        "this",
        "these",
        "those",
        "not",
        "but",
        "also",
        "more",
        "than",
        "any",
        "all",
        "one",
        "are",
        "did",
        "does",
        "never",
        "ever",
        "being",
        "there",
        "where",
        "when",
        "what",
        "no",
        "nor",
        "report",
        "reports",
        "reported",
        "claim",
        "claims",
        "accusation",
        "allegation",
        "allegations",
        "official",
        "officials",
        "statement",
        "president",
        "minister",
        "prime",
        "government",
    ]
)


def stems(text: str) -> frozenset[str]:
    """The words of a text that tell something, without their endings."""
    return frozenset(stem(w) for w in _WORD.findall(text.lower()) if w not in _COMMON)


def stem(word: str) -> str:
    """The word without its ending."""
    for ending in ("ings", "ing", "ies", "ied", "ian", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def weights(sets: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much a word tells: the logarithm of the number of texts over those that have it, at least a little."""
    counts: Counter[str] = Counter()
    number = 0
    for words in sets:
        counts.update(words)
        number += 1
    return {w: math.log1p(number / n) for w, n in counts.items()}


def rarest(text: str, weight: Mapping[str, float], most: int = 6) -> list[str]:
    """The stems of a text that tell most, the rarest first."""
    return sorted(stems(text), key=lambda w: (-weight.get(w, 0.0), w))[:most]


def names(text: str) -> frozenset[str]:
    """The stems of the countries, capitals, groups of states and persons that are named in a text, and of days and months."""
    return stems(" ".join(n.text for n in registry().find(text) if n.entries[0].kind in _NAMES)) | _DATES


_NAMES = frozenset({"country", "adjective", "demonym", "capital", "seat", "bloc", "person"})
_DATES = frozenset(
    ["january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday"]
)  # fmt: skip


def named_countries(text: str) -> set[str]:
    """The countries that words name, by name, adjective, people or capital."""
    return {
        e.ref
        for n in registry().find(text)
        for e in n.entries
        if e.kind in {"country", "adjective", "demonym", "capital"}
    }
