"""Structural balance (Heider 1946, Cartwright and Harary 1956): a friend's friend is a friend, an enemy's enemy is a friend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.relations.blocs.acts import Pair


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three that all stand in some relation; `weights` of (a, b), (a, c), (b, c); `strength` is that of the weakest side."""

    nodes: tuple[str, str, str]
    weights: tuple[float, float, float]

    @property
    def strength(self) -> float:
        """The weakest side: a triangle is as sure as its least sure side."""
        return min(abs(w) for w in self.weights)

    @property
    def pairs(self) -> tuple[Pair, Pair, Pair]:
        """Its three sides."""
        a, b, c = self.nodes
        return (a, b), (a, c), (b, c)


@dataclass(frozen=True, slots=True)
class Balance:
    """How many triangles, how many balanced; `by_chance` is the share that as many friendly sides, strewn by chance, would give.

    `unbalanced` are all others, the strongest first. Shares are None where there are no triangles.
    """

    triangles: int
    balanced: int
    by_chance: float | None
    unbalanced: tuple[Triangle, ...]

    @property
    def share(self) -> float | None:
        """The share of balanced triangles."""
        return round(self.balanced / self.triangles, 4) if self.triangles else None


def balance(weights: Mapping[Pair, float]) -> Balance:
    """The balance of the pairs that are given, each with a weight that is not 0."""
    nodes = sorted({n for pair in weights for n in pair})
    at = {n: i for i, n in enumerate(nodes)}
    signs = np.zeros((len(nodes), len(nodes)), dtype=np.int64)
    for (a, b), w in weights.items():
        signs[at[a], at[b]] = signs[at[b], at[a]] = 1 if w > 0 else -1
    count = balanced = 0
    wrong: list[Triangle] = []
    for i in range(len(nodes)):
        for j in np.nonzero(signs[i, i + 1 :])[0] + i + 1:
            for k in np.nonzero(signs[i, j + 1 :] * signs[j, j + 1 :])[0] + j + 1:
                count += 1
                if signs[i, j] * signs[i, k] * signs[j, k] > 0:
                    balanced += 1
                else:
                    a, b, c = nodes[i], nodes[j], nodes[k]
                    wrong.append(Triangle((a, b, c), (weights[a, b], weights[a, c], weights[b, c])))
    friendly = sum(w > 0 for w in weights.values()) / len(weights) if weights else 0.0
    chance = round(friendly**3 + 3 * friendly * (1 - friendly) ** 2, 4) if count else None
    return Balance(count, balanced, chance, tuple(sorted(wrong, key=lambda t: (-t.strength, t.nodes))))
