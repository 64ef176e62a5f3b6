"""Acts that the encoder sees where the lexicon is silent, with their sides taken from the noun phrases of the parse.

It only proposes: whether a proposal is told is for the scorer to judge, like any other act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.entries import TYPES
from dragoman.coding.matching import MUTUAL, Match
from dragoman.coding.slots import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.coding.scorer.encoder import Reading
    from dragoman.coding.slots import Reader

FRAME = "encoder"
SEEN = -1.0
"""The least sum at which a word is proposed: below it no proposal on dev would be told."""
NEAR = 2
"""A word so close to the trigger of an act of the same type belongs to that act (`carried out an attack`)."""
_CLASSES = frozenset("vna")


def proposals(
    reader: Reader, reading: Reading, found: Sequence[Match], silenced: Iterable[int]
) -> list[Match]:
    """The acts that the encoder sees beside those of the lexicon, in text order.

    `found`: the lexicon's acts; `silenced`: words at which the rules have seen a figure of speech or no event.
    """
    tree = reader.tree
    quiet = set(silenced)
    told: list[Match] = []
    for _, i, name in sorted(_seen(reading), key=lambda s: (-s[0], s[1], s[2])):
        if i in quiet or tree.pos[i] not in _CLASSES or _covered(i, name, (*found, *told)):
            continue
        source, target = sides(reader, reading, i, name)
        if source or target:
            why = f"encoder {name} {reading.at(i, name):+.2f}"
            told.append(
                Match(
                    trigger=Trigger(i, tree.pos[i]),
                    type=name,
                    modes=reading.modes(i, name),
                    source=source,
                    target=target,
                    top=i,
                    frame=FRAME,
                    rank=0,
                    scope=(i,),
                    why=(why,),
                )
            )
    return sorted(told, key=lambda m: (m.i, m.type))


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
