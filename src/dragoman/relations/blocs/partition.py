"""Communities of a signed network: friends together, foes apart. Deterministic, and the same whatever the order of the input.

It maximises signed modularity (Gomez, Jensen and Arenas 2009): the weight of friendship inside communities beyond what the friendships
of their members would give by chance, less the same of hostility. That a power deals with everybody is thereby no reason to
stand in a bloc with anybody. A common foe alone makes no bloc: who moves or joins needs a friend there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dragoman.relations.blocs.acts import Pair

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

# Gains below this are rounding.
_NOTHING = 1e-10


def communities(
    weights: Mapping[Pair, float], start: Sequence[frozenset[str]] = ()
) -> tuple[list[frozenset[str]], float]:
    """The communities, those of most members first, and their modularity (0 for a network without weights).

    `start` is a partition to begin from, beside others; it wins where it leads as high, so that windows that follow each other
    differ only where the network does.
    """
    nodes = sorted({n for pair, w in weights.items() if w for n in pair})
    if not nodes:
        return [], 0.0
    at = {n: i for i, n in enumerate(nodes)}
    friends = np.zeros((len(nodes), len(nodes)))
    for (a, b), w in weights.items():
        friends[at[a], at[b]] = friends[at[b], at[a]] = float(w > 0)
    gains = _gains(nodes, weights)
    best: tuple[float, Any] | None = None
    for labels in _starts(nodes, weights, start):
        found = _climb(gains, friends, labels)
        height = _height(gains, found)
        if best is None or height > best[0] + _NOTHING:
            best = (height, found)
    assert best is not None
    groups: dict[int, set[str]] = {}
    for node, label in zip(nodes, best[1].tolist(), strict=True):
        groups.setdefault(label, set()).add(node)
    return sorted((frozenset(g) for g in groups.values()), key=lambda g: (-len(g), sorted(g))), round(
        best[0], 4
    )


def _gains(nodes: list[str], weights: Mapping[Pair, float]) -> Floats:
    """What it adds to modularity that two nodes stand together, by their places; nothing with oneself counts when moving."""
    at = {n: i for i, n in enumerate(nodes)}
    matrix = np.zeros((len(nodes), len(nodes)))
    for (a, b), w in sorted(weights.items()):
        matrix[at[a], at[b]] = matrix[at[b], at[a]] = w
    out = np.zeros_like(matrix)
    total = float(np.abs(matrix).sum())
    for part, sign in ((np.maximum(matrix, 0), 1.0), (np.maximum(-matrix, 0), -1.0)):
        degree = part.sum(axis=1)
        if degree.sum() > 0:
            out += sign * (part - np.outer(degree, degree) / degree.sum())
    return np.asarray(out / total)


def _starts(nodes: list[str], weights: Mapping[Pair, float], start: Sequence[frozenset[str]]) -> list[Labels]:
    """Partitions to climb from: the one that is given, each alone, all friends of a strong node with it."""
    alone = np.arange(len(nodes))
    out = [alone]
    if start:
        of = {n: i for i, group in enumerate(start) for n in group}
        out.insert(0, np.array([of.get(n, len(start) + i) for i, n in enumerate(nodes)]))
    strength = dict.fromkeys(nodes, 0.0)
    for (a, b), w in sorted(weights.items()):
        strength[a] += abs(w)
        strength[b] += abs(w)
    around = np.full(len(nodes), -1)
    at = {n: i for i, n in enumerate(nodes)}
    for hub in sorted(nodes, key=lambda n: (-strength[n], n)):
        if around[at[hub]] < 0:
            around[at[hub]] = at[hub]
            for (a, b), w in sorted(weights.items()):
                other = b if a == hub else a if b == hub else None
                if other is not None and w > 0 and around[at[other]] < 0:
                    around[at[other]] = at[hub]
    return [*out, around]


def _climb(gains: Floats, friends: Floats, labels: Labels) -> Labels:
    """Nodes move, then whole communities join, until nothing gains."""
    labels = _connected(friends, labels)
    while True:
        before = _height(gains, labels)
        found = _connected(friends, _joined(gains, friends, _moved(gains, friends, labels)))
        if _height(gains, found) <= before + _NOTHING:
            return labels
        labels = found


def _moved(gains: Floats, friends: Floats, labels: Labels) -> Labels:
    labels = labels.copy()
    moving = True
    while moving:
        moving = False
        for i in range(len(labels)):
            pull = np.bincount(labels, weights=gains[i], minlength=len(labels))
            pull[labels[i]] -= gains[i, i]
            strange = np.bincount(labels, weights=friends[i], minlength=len(labels)) == 0
            strange &= np.bincount(labels, minlength=len(labels)) > 0
            strange[labels[i]] = False
            pull[strange] = -np.inf
            target = int(np.argmax(pull > pull.max() - _NOTHING))  # the first of those that pull most
            if pull[target] > pull[labels[i]] + _NOTHING:
                labels[i] = target
                moving = True
    return _tidy(labels)


def _joined(gains: Floats, friends: Floats, labels: Labels) -> Labels:
    while (count := int(labels.max()) + 1) > 1:
        member = np.zeros((len(labels), count))
        member[np.arange(len(labels)), labels] = 1.0
        between = np.triu(np.where(member.T @ friends @ member > 0, member.T @ gains @ member, 0.0), 1)
        best = float(between.max())
        if best <= _NOTHING:
            break
        a, b = divmod(int(np.argmax(between > best - _NOTHING)), count)
        labels = _tidy(np.where(labels == b, a, labels))
    return labels


def _connected(friends: Floats, labels: Labels) -> Labels:
    """Communities parted where no chain of friends runs through them."""
    out = np.full(len(labels), -1)
    for i in range(len(labels)):
        if out[i] >= 0:
            continue
        reached = [i]
        out[i] = i
        for j in reached:
            for k in np.nonzero((friends[j] > 0) & (labels == labels[i]) & (out < 0))[0]:
                out[k] = i
                reached.append(int(k))
    return _tidy(out)


def _height(gains: Floats, labels: Labels) -> float:
    return float(gains[labels[:, None] == labels[None, :]].sum())


def _tidy(labels: Labels) -> Labels:
    """Numbers from 0 on in the order in which communities come up."""
    order: dict[int, int] = {}
    return np.array([order.setdefault(int(x), len(order)) for x in labels])
