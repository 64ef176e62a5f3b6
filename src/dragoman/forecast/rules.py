"""Rules of length one with a memory: "r' between two actors g steps ago speaks for r now", with learned confidences.

Confidences are learned step by step: what a rule says at step t was learned from steps before t only, so that the ranker
meets rules that are as unsure in training as they will be in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.history import ranges
from dragoman.forecast.past import known

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.past import Past

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

# Upper ends of the classes of gaps between a rule's body and the question, in steps: about one class per doubling.
GAP_ENDS = np.array([1, 2, 4, 7, 14, 28, 60, 120])
# Cases a rule must have seen until it counts as much as the pool it falls back on; chosen on valid of ICEWS14 among 5, 20, 60.
PRIOR_CASES = 20.0
# Step of AdaGrad for the log-odds weights; chosen on valid of ICEWS14 among 0.03, 0.05, 0.1, 0.3, 0.6.
_RATE = 0.1


@dataclass(frozen=True, slots=True)
class Bodies:
    """For questions (q): the facts known between the source and each past partner, one row per (q, target, relation).

    Rows are sorted by (q, target); pair[i] numbers the (q, target) of row i, pair_q and pair_o are that pair's parts.
    """

    q: Ints
    relation: Ints
    gap: Ints
    count: NDArray[np.float32]
    pair: Ints
    pair_start: Ints
    pair_q: Ints
    pair_o: Ints


class Rules:
    """Confidence and log-odds weight of every (head relation, body relation, class of gap)."""

    def __init__(self, relations2: int) -> None:
        self.r2, self.bins = relations2, len(GAP_ENDS) + 1
        self.hits = np.zeros(relations2 * relations2 * self.bins)
        self.cases = np.zeros_like(self.hits)
        self.pool_hits = np.zeros(3 * self.bins)
        self.pool_cases = np.full(3 * self.bins, 1e-9)
        self.weight = np.zeros(relations2 * relations2 * self.bins)
        self.slope = np.full_like(self.weight, 1.0)
        self.pool_weight = np.zeros(3 * self.bins)
        self.pool_slope = np.full_like(self.pool_weight, 1.0)
        self.other = np.zeros(relations2)
        self.other_slope = np.ones(relations2)

    def cells(self, head: Ints, bodies: Bodies) -> tuple[Ints, Ints]:
        """Cell of each row, and of the pool it falls back on (same relation, inverse relation, other)."""
        bin_ = np.searchsorted(GAP_ENDS, bodies.gap)
        h = head[bodies.q]
        kind = np.where(
            bodies.relation == h, 0, np.where(bodies.relation == (h + self.r2 // 2) % self.r2, 1, 2)
        )
        return (h * self.r2 + bodies.relation) * self.bins + bin_, kind * self.bins + bin_

    def confidence(self, cells: Ints, pools: Ints) -> Floats:
        """Share of past cases in which a body like this was followed by the head, drawn towards its pool."""
        prior = (self.pool_hits / self.pool_cases)[pools]
        confidence: Floats = (self.hits[cells] + PRIOR_CASES * prior) / (self.cases[cells] + PRIOR_CASES)
        return confidence

    def logit(self, cells: Ints, pools: Ints, bodies: Bodies) -> Floats:
        """Summed log-odds weights of all bodies of a pair."""
        return (
            np.add.reduceat(self.weight[cells] + self.pool_weight[pools], bodies.pair_start)
            if len(cells)
            else np.zeros(0)
        )

    def learn(self, head: Ints, bodies: Bodies, cells: Ints, pools: Ints, true: NDArray[np.bool_]) -> None:
        """Take in the answers of a step: true[i] says whether pair i came true."""
        if not len(cells):
            return
        hit = true[bodies.pair].astype(float)
        np.add.at(self.hits, cells, hit)
        np.add.at(self.cases, cells, 1.0)
        self.pool_hits += np.bincount(pools, hit, len(self.pool_hits))
        self.pool_cases += np.bincount(pools, minlength=len(self.pool_cases))
        self._descend(head, bodies, cells, pools, true)

    def _descend(self, head: Ints, bodies: Bodies, cells: Ints, pools: Ints, true: NDArray[np.bool_]) -> None:
        """One step of AdaGrad on the softmax over a question's past partners and "somebody else"."""
        score = self.logit(cells, pools, bodies)
        number = len(head)
        top = np.maximum(self.other[head], 0.0)
        np.maximum.at(top, bodies.pair_q, score)
        weight = np.exp(score - top[bodies.pair_q])
        outside = np.exp(self.other[head] - top)
        total = np.bincount(bodies.pair_q, weight, number) + outside
        answers = np.bincount(bodies.pair_q, true, number)
        wanted = np.maximum(answers, 1)
        error = weight / total[bodies.pair_q] - true / wanted[bodies.pair_q]
        rows = error[bodies.pair]
        for table, slope, index, value in (
            (self.weight, self.slope, cells, rows),
            (self.pool_weight, self.pool_slope, pools, rows / 10),
            (self.other, self.other_slope, head, outside / total - (answers == 0)),
        ):
            where, inverse = np.unique(index, return_inverse=True)
            gradient = np.bincount(inverse, value, len(where))
            slope[where] += gradient**2
            table[where] -= _RATE * gradient / np.sqrt(slope[where])


def ages(gap: int) -> tuple[int, int | None]:
    """First and last gap of the class of a gap; None where it has no end."""
    at = int(np.searchsorted(GAP_ENDS, gap))
    first = int(GAP_ENDS[at - 1]) + 1 if at else 1
    return first, int(GAP_ENDS[at]) if at < len(GAP_ENDS) else None


def bodies(past: Past, source: Ints, before: int) -> Bodies:
    """All facts known before a step between each question's source and its past partners, latest per relation."""
    width = past.n * past.r2
    distinct, back = np.unique(source, return_inverse=True)
    key, owner = known(past.by_pair, distinct * width, (distinct + 1) * width, before)
    seen = past.by_pair.before(key, before)
    first = np.searchsorted(owner, np.arange(len(distinct) + 1))
    at, q = ranges(first[back], first[back + 1])
    target, relation = key[at] % width // past.r2, key[at] % past.r2
    new = np.ones(len(at), bool)
    new[1:] = (target[1:] != target[:-1]) | (q[1:] != q[:-1])
    start = np.flatnonzero(new)
    return Bodies(
        q, relation, seen.gap[at], seen.count[at], np.cumsum(new) - 1, start, q[start], target[start]
    )
