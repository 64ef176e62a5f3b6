"""Where two given mentions stand in a sentence, and how near an act's participant is to one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_set
from dragoman.coding.phrases import phrase

if TYPE_CHECKING:
    from dragoman.coding.slots import Reader
    from dragoman.coding.tree import Tree

_WORD = re.compile(r"\w+")
_PRONOUNS = word_set("pronouns")


@dataclass(frozen=True, slots=True)
class Located:
    """The tokens of a mention, all its occurrences, and the head of the first; empty where it is not in the text."""

    tokens: frozenset[int]
    heads: frozenset[int]
    head: int | None


def locate(tree: Tree, text: str) -> Located:
    """The mention's tokens: exact text if it occurs, else the window of tokens that shares most words with it."""
    spans = _exact(tree, text) or _nearest(tree, text)
    if not spans:
        return Located(frozenset(), frozenset(), None)
    tokens = frozenset(i for first, last in spans for i in range(first, last + 1))
    heads = [_head(tree, first, last) for first, last in spans]
    return Located(tokens, frozenset(heads), heads[0])


def _exact(tree: Tree, text: str) -> list[tuple[int, int]]:
    whole, wanted = tree.parsed.doc.text.lower(), text.strip().strip('"').lower()
    spans: list[tuple[int, int]] = []
    begin = whole.find(wanted) if wanted else -1
    while begin >= 0:
        end = begin + len(wanted)
        inside = [t.i for t in tree.parsed.doc if t.idx < end and t.idx + len(t.text) > begin]
        edge_ok = (begin == 0 or not whole[begin - 1].isalnum()) and (
            end >= len(whole) or not whole[end].isalnum()
        )
        if inside and edge_ok:
            spans.append((inside[0], inside[-1]))
        begin = whole.find(wanted, begin + 1)
    return spans


def _nearest(tree: Tree, text: str) -> list[tuple[int, int]]:
    wanted = set(_WORD.findall(text.lower()))
    if not wanted:
        return []
    size = max(1, len(text.split()))
    best, where = 0.0, None
    for first in range(tree.n):
        shared = {w for w in tree.lower[first : first + size] if w in wanted}
        if len(shared) > best:
            best, where = len(shared), (first, min(tree.n, first + size) - 1)
    return [where] if where else []


def _head(tree: Tree, first: int, last: int) -> int:
    """The token of the span whose head lies outside it; nouns first."""
    tops = [i for i in range(first, last + 1) if not first <= tree.head[i] <= last or tree.head[i] == i]
    nominal = [i for i in tops if tree.pos[i] in {"n", "p"}]
    return (nominal or tops or [last])[0]


def nearness(reader: Reader, k: int, mention: Located) -> float:
    """1 where participant `k` is the mention, less where one lies inside the other or a pronoun may stand for it."""
    tree = reader.tree
    if k in mention.heads:
        return 1.0
    if k in mention.tokens:
        return 0.9
    first, last = phrase(tree, k)
    if any(first <= h <= last for h in mention.heads):
        return 0.85
    if reader.args.through(k) in mention.tokens:
        return 0.9
    if tree.lower[k] in _PRONOUNS:
        return 0.85 * stands_for(reader, k, mention)
    if mention.tokens & set(range(first, last + 1)):
        return 0.6
    for h in mention.heads:
        if tree.dep[k] == "appos" and tree.head[k] in mention.tokens:
            return 0.9
        if tree.dep[h] == "appos" and tree.head[h] == k:
            return 0.9
        if k in tree.path_up(h) and not _clause_between(tree, h, k):
            return 0.6
    return 0.0


def _clause_between(tree: Tree, below: int, above: int) -> bool:
    """A verb stands on the way up from one token to the other."""
    for i in tree.path_up(below):
        if i == above:
            return False
        if tree.pos[i] == "v":
            return True
    return True


def stands_for(reader: Reader, pronoun: int, mention: Located) -> float:
    """1 where the pronoun most likely is the mention: it is the subject of the clause above; .5 where it only precedes."""
    tree = reader.tree
    if mention.head is None:
        return 0.0
    for v in tree.path_up(pronoun)[1:]:
        if tree.pos[v] != "v":
            continue
        subjects = reader.args.subject(v)
        if pronoun in subjects:
            continue
        if any(s in mention.tokens or s in mention.heads for s in subjects):
            return 1.0
    return 0.5 if min(mention.tokens) < pronoun else 0.2
