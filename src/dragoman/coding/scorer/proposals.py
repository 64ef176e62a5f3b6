"""Acts that the encoder sees where the lexicon is silent, with their sides taken from the noun phrases of the parse.

It only proposes: whether a proposal is told is for the scorer to judge, like any other act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.entries import TYPES
from dragoman.coding.governing import composed
from dragoman.coding.governors import governors_of
from dragoman.coding.matching import MUTUAL, Match
from dragoman.coding.slots import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.coding.scorer.encoder import Reading
    from dragoman.coding.slots import Reader
    from dragoman.coding.tree import Tree

FRAME = "encoder"
SEEN = -1.0
"""The least sum at which a word is proposed: below it no proposal on dev would be told."""
NEAR = 2
"""A word so close to the trigger of an act of the same type belongs to that act (`carried out an attack`)."""
_CLASSES = frozenset("vna")
_INSIDE = frozenset({"xcomp", "pcomp", "prep", "pobj", "acl", "dobj", "acomp", "advmod"})
"""How an act hangs on a word that says what becomes of it: "abandoned its plan to expel", "stopped short of signing"."""


def proposals(
    reader: Reader,
    reading: Reading,
    found: Sequence[Match],
    dropped: Sequence[Match],
    silenced: Iterable[int],
) -> list[Match]:
    """The acts that the encoder sees beside those of the lexicon, in text order.

    `found`: the lexicon's acts, and `dropped` those that its rules refuse; `silenced`: words at which the rules have seen a figure of speech or no event.
    """
    tree = reader.tree
    quiet = {*silenced, *_governing(reader, (*found, *dropped))}
    told: list[Match] = []
    for _, i, name in sorted(_seen(reading), key=lambda s: (-s[0], s[1], s[2])):
        if i in quiet or not _in_main_clause(tree, i) or _covered(i, name, (*found, *told)):
            continue
        act = _act(reader, reading, i, name)
        if (act.source or act.target) and act.type == name:
            told.append(act)
    return sorted(told, key=lambda m: (m.i, m.type))


def _in_main_clause(tree: Tree, i: int) -> bool:
    """Word `i` heads the sentence or goes on from what does.

    In other places acts are often wished, denied or feared, which the encoder does not see: on dev 59 of the 64 that were
    told in main clauses were right, and 15 of 22 elsewhere.
    """
    while tree.dep[i] == "conj":
        i = tree.head[i]
    return tree.dep[i] == "ROOT" and tree.pos[i] in _CLASSES


def _governing(reader: Reader, found: Iterable[Match]) -> Iterator[int]:
    """Words that decide what becomes of an act of the lexicon (`discussed`, `put off`): they tell no act beside it."""
    for m in found:
        yield from (k for k in (*m.scope, m.top) if k != m.i)
        yield from (g for g, _, _, _ in governors_of(reader, m.i))
        if m.inner is not None:
            yield m.i
        k = m.top
        while reader.tree.dep[k] in _INSIDE:
            k = reader.tree.head[k]
            yield k


def _act(reader: Reader, reading: Reading, i: int, name: str) -> Match:
    """The act at word `i` as its governing words leave it: what is only promised or alleged is of another type then."""
    source, target = sides(reader, reading, i, name)
    act = Match(
        trigger=Trigger(i, reader.tree.pos[i]),
        type=name,
        modes=reading.modes(i, name),
        source=source,
        target=target,
        top=i,
        frame=FRAME,
        rank=0,
        scope=(i,),
        why=(f"encoder {name} {reading.at(i, name):+.2f}",),
    )
    return composed(reader, act)


def _seen(reading: Reading) -> Iterator[tuple[float, int, str]]:
    for i, row in enumerate(reading.acts):
        for name, sum_ in zip(TYPES, row, strict=True):
            if sum_ >= SEEN:
                yield float(sum_), i, name


def _covered(i: int, name: str, acts: Iterable[Match]) -> bool:
    return any(
        m.type == name and (abs(m.i - i) <= NEAR or i == m.top or i in m.scope or i in m.consumed)
        for m in acts
    )


def sides(reader: Reader, reading: Reading, i: int, name: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The heads of the source and of the target of the act of type `name` at word `i`, as the encoder sees them.

    Parties that act together stand as sources in the corpus; the second of two is the target here.
    """
    tree = reader.tree
    told = reading.sides(i)
    source, target = (
        [k for k in range(tree.n) if told[k, side] > 0 and k != i and tree.pos[k] in {"n", "p", "a"}]
        for side in (0, 1)
    )
    source = [k for k in source if k not in target or told[k, 0] >= told[k, 1]]
    target = [k for k in target if k not in source]
    if name in MUTUAL and len(source) > 1 and not target:
        source, target = source[:1], source[1:]
    return tuple(source), tuple(target)
