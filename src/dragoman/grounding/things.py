"""Mentions that name no one: "the ceasefire", "the sea", "two lorries" are what an act is about and no party to it.

A mention that holds a name, a nationality or a possessor stays: it tells whose the thing is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.language.calendar import MONTHS, WEEKDAYS
from dragoman.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed
    from dragoman.model import Mention


# A way is nobody's by where it leads: "the highway to Bolivia".
_WAYS = frozenset({"highway", "road", "route", "motorway", "street", "line", "railway", "bridge", "track"})
_LEADING = frozenset({"to", "from", "between", "into", "towards", "toward"})
# "Sunday's elections" are nobody's.
_DAYS = WEEKDAYS | MONTHS | {"today", "yesterday", "tomorrow"}
_PAPERS = frozenset(
    {"treaty", "accord", "agreement", "protocol", "convention", "pact", "memorandum", "declaration"}
)


@cache
def _words() -> frozenset[str]:
    return frozenset(read_toml("dragoman.grounding", "data/things.toml")["words"])


def parties(found: Sequence[Mention], parsed: Parsed) -> tuple[Mention, ...]:
    """The mentions that may stand for someone."""
    return tuple(m for m in found if not _thing(m, parsed))


def _thing(mention: Mention, parsed: Parsed) -> bool:
    head = parsed.token_at(mention.head_start)
    if head is None or head.lower_ in {"forces", "arms"}:
        return False
    noun = head.lemma_.lower()
    if noun in _PAPERS and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in head.children):
        return True  # "the Ottawa treaty" is not of Ottawa
    if head.pos_ != "NOUN":
        return False
    if noun == "state":
        return mention.text.lower().startswith("a state of ")  # "a state of emergency"
    if not {noun, head.lower_} & _words():
        return False
    inside = [t for t in parsed.doc if mention.start <= parsed.span_of(t).start < mention.end]
    if noun in _WAYS:
        inside = [t for t in inside if not any(a.lower_ in _LEADING for a in t.ancestors if a.i > head.i)]
    return not any((t.dep_ == "poss" or _names(t)) and t.lower_ not in _DAYS for t in inside)


def _names(token: Token) -> bool:
    """A capital says something behind the first word of the sentence; there, only of a name or an adjective."""
    return token.text[:1].isupper() and (token.i != 0 or token.pos_ in {"PROPN", "ADJ"})
