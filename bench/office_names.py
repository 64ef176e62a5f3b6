"""Whether two writings of a name are likely the same person's: a comparison for lists, not for texts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from dragoman.registry.surfaces import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from office_lists import Term


def words(name: str) -> list[str]:
    """The parts of a name without articles, in a spelling that levels romanisations."""
    plain = re.sub(r"[^a-z ]", " ", key(name).replace("'", "").replace("-", " "))
    plain = re.sub(r"ou|oo|o", "u", re.sub(r"ee|ei|ai|y|e", "i", plain))
    plain = re.sub(
        r"(.)\1", r"\1", plain.replace("q", "k").replace("dj", "j").replace("kh", "h").replace("gh", "g")
    )
    return [
        w for w in plain.split() if w not in {"al", "il", "bin", "bn", "ibn", "ul", "jr", "di", "da", "du"}
    ]


def same(names: Iterable[str], other: str) -> bool:
    """True when one of the names is likely another spelling of `other`: its last part or most parts agree."""
    theirs = words(other)
    for name in names:
        ours = words(name)
        if not ours or not theirs:
            continue
        pairs = [max(SequenceMatcher(None, a, b).ratio() for b in theirs) for a in ours]
        shorter = min(len(ours), len(theirs))
        if sum(p >= 0.75 for p in pairs) >= max(1, round(0.67 * shorter)):
            return True
    return False


def is_same(ours: Term, theirs: Term) -> bool:
    """True when both have one Wikidata item or names alike."""
    return bool(ours.qid and ours.qid == theirs.qid) or same(ours.names, theirs.names[0])


def alike(one: str, other: str) -> bool:
    """True when every part of the shorter name has its like in the longer one: stricter than `same`."""
    shorter, longer = sorted((words(one), words(other)), key=len)
    if not shorter or (len(shorter) == 1 and len(longer) > 1):
        return False
    near = [max(SequenceMatcher(None, a, b).ratio() for b in longer) >= _LIKE for a in shorter]
    return all(near)


# Parts of names that differ by a letter of a romanisation lie above it, different surnames below. Ours.
_LIKE = 0.75
