"""Mentions that name no one: "the ceasefire", "the sea", "two lorries" are what an act is about and no party to it.

A mention that holds a name, a nationality or a possessor stays: it tells whose the thing is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.language.parsed import Parsed
    from dragoman.model import Mention


@cache
def _words() -> frozenset[str]:
    return frozenset(read_toml("dragoman.grounding", "data/things.toml")["words"])


def parties(found: Sequence[Mention], parsed: Parsed) -> tuple[Mention, ...]:
    """The mentions that may stand for someone."""
    return tuple(m for m in found if not _thing(m, parsed))


def _thing(mention: Mention, parsed: Parsed) -> bool:
    head = parsed.token_at(mention.head_start)
    if head is None or head.pos_ != "NOUN" or not {head.lemma_.lower(), head.lower_} & _words():
        return False
    if head.lower_ in {"forces", "arms"}:
        return False
    inside = [t for t in parsed.doc if mention.start <= parsed.span_of(t).start < mention.end]
    return not any(t.dep_ == "poss" or (t.text[:1].isupper() and t.i != 0) for t in inside) and not (
        inside and inside[0].i == 0 and inside[0].pos_ in {"PROPN", "ADJ"}
    )
