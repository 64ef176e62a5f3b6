"""What single words suggest about the relation where no act fits: the last resort of `relation`."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.coding.alignment import Located
    from dragoman.coding.entries import Lexicon
    from dragoman.coding.slots import Reader


def word_votes(reader: Reader, source: Located, target: Located) -> dict[str, float]:
    """Type -> strength in 0..1: every trigger word votes, those on the path between the mentions the loudest."""
    tree, lexicon = reader.tree, reader.lexicon
    near = _between(reader, source, target)
    totals: dict[str, float] = defaultdict(float)
    for i in range(tree.n):
        if i in source.tokens and tree.pos[i] != "v":
            weight = 0.15
        elif i in target.tokens and tree.pos[i] != "v":
            weight = 0.3
        else:
            weight = 0.5
        if i in near:
            weight += 0.5
        for name, share in _types_of(lexicon, tree.lemma[i], tree.pos[i]):
            totals[name] += weight * share
    top = max(totals.values(), default=0.0)
    return {name: value / max(1.0, top) for name, value in totals.items()} if top else {}


def _between(reader: Reader, source: Located, target: Located) -> set[int]:
    tree = reader.tree
    if source.head is None or target.head is None:
        return set()
    up, down = tree.path_up(source.head), tree.path_up(target.head)
    shared = set(up) & set(down)
    path = (set(up) | set(down)) - shared
    meet = next((i for i in up if i in shared), None)
    return path | ({meet} if meet is not None else set())


@lru_cache(maxsize=20000)
def _shares(lexicon_id: int, lemma: str, pos: str) -> tuple[tuple[str, float], ...]:
    lexicon = _KNOWN[lexicon_id]
    counts: dict[str, float] = defaultdict(float)
    for pattern in lexicon.patterns.get((pos, lemma), ()):
        counts[pattern.frame.type] += 1.0 if not pattern.frame.when else 0.4
    for _, governor in lexicon.governors.get((pos, lemma), ()):
        if governor.gives and governor.takes != {"must"}:
            counts[governor.gives] += 1.0
    whole = sum(counts.values())
    return tuple(sorted((name, count / whole) for name, count in counts.items())) if whole else ()


_KNOWN: dict[int, Lexicon] = {}


def _types_of(lexicon: Lexicon, lemma: str, pos: str) -> tuple[tuple[str, float], ...]:
    _KNOWN[id(lexicon)] = lexicon
    return _shares(id(lexicon), lemma, pos)
