"""Positions of actors and relations learned from all facts before a step, so that their products say who does what to whom.

A fact (s, r, o) scores sum_i source[s, i] * relation[r, i] * target[o, i] + common[o]; the positions are learned in time order, the
latest facts most often, by a softmax over the true target and targets drawn at random. They are brought up to date every few steps from facts before that step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.past import Past

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

# Dimensions, steps between two updates, times that a fact is seen on average, and steps that halve how often it is drawn: chosen on
# valid of ICEWS14 (bench/forecast.md).
DIMENSIONS, REFRESH, PASSES, HALF_LIFE = 64, 3, 6, 40.0
# Facts of a batch, targets drawn to compare with, step of AdaGrad, pull towards zero.
_BATCH, _DRAWN, _RATE, _PULL = 1024, 1024, 0.1, 0.02
# Past versions held at once; multi-step training asks for cut-offs up to some forty steps apart.
_HELD = 15
_BELOW = np.float32(-30)
# Questions multiplied at once.
_BLOCK = 400


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions as learned from facts before a step, in half precision."""

    source: NDArray[np.float16]
    relation: NDArray[np.float16]
    target: NDArray[np.float16]
    common: Floats

    def queries(self, source: Ints, relation: Ints) -> Floats:
        """What a target's position is multiplied with."""
        return self.source[source].astype(np.float32) * self.relation[relation].astype(np.float32)

    def all_targets(self, source: Ints, relation: Ints) -> Floats:
        """Log chance of every entity as the target of each question, the same bits whatever else is asked."""
        asked, target = self.queries(source, relation), self.target.T.astype(np.float64)
        score = np.empty((len(asked), target.shape[1]), np.float32)
        # Libraries add in another order for few rows, and on some processors for each place in a block: products of one shape, in
        # double precision and rounded, differ by that once in some hundred million.
        block = np.zeros((_BLOCK, len(target)), np.float64)
        for low in range(0, len(asked), _BLOCK):
            part = asked[low : low + _BLOCK]
            block[: len(part)] = part
            score[low : low + _BLOCK] = (block @ target)[: len(part)]
        score += self.common
        score -= score.max(1, keepdims=True)
        score -= np.log(np.exp(score).sum(1, keepdims=True))
        return score


class Latent:
    """Learns from a past, in time order; `before(step)` gives the positions as last brought up to date at or before a step."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self._begin()

    def before(self, step: int) -> Positions:
        """Positions as last brought up to date at or before a step, from facts before that time only."""
        at = step - step % REFRESH
        if self.held and at < min(self.held):
            self._begin()
        while self.at < at:
            self.at += REFRESH
            self._learn(self.at)
            self.held[self.at] = self._version()
            if len(self.held) > _HELD:
                del self.held[min(self.held)]
        return self.held[at]

    def _begin(self) -> None:
        random = np.random.default_rng(1)
        n, r2 = self.past.n, self.past.r2

        def drawn(rows: int, mean: float) -> Floats:
            return (mean + 0.1 * random.standard_normal((rows, DIMENSIONS))).astype(np.float32)

        self.source = _Rows(drawn(n, 0))
        self.relation = _Rows(drawn(r2, 1))
        self.target = _Rows(drawn(n, 0))
        self.common = _Rows(np.zeros((n, 1), np.float32))
        self.at = 0
        self.held: dict[int, Positions] = {0: self._version()}

    def _version(self) -> Positions:
        return Positions(
            self.source.half(), self.relation.half(), self.target.half(), self.common.value[:, 0].copy()
        )

    def _learn(self, at: int) -> None:
        low, high = np.searchsorted(self.past.facts[:, 3], [at - REFRESH, at])
        facts = self.past.facts[:high]
        if not len(facts):
            return
        random = np.random.default_rng(at)
        often = np.bincount(facts[:, 2], minlength=self.past.n) ** 0.75 + 0.01
        chance = np.cumsum(often / often.sum())
        expected = np.log(_DRAWN * often / often.sum()).astype(np.float32)
        weight = np.cumsum(np.exp2(-(at - facts[:, 3]) / HALF_LIFE))
        for _ in range(max(1, PASSES * int(high - low) // _BATCH)):
            seen = _drawn(random, weight, _BATCH)
            self._batch(facts[seen], _drawn(random, chance, _DRAWN), expected)

    def _batch(self, facts: Ints, others: Ints, expected: Floats) -> None:
        """One step of AdaGrad on a softmax over each fact's target and the same drawn others."""
        s, r, o = facts[:, 0], facts[:, 1], facts[:, 2]
        source, relation, target = self.source.value[s], self.relation.value[r], self.target.value[o]
        compared = self.target.value[others]
        asked = source * relation
        true = np.einsum("ij,ij->i", asked, target) + self.common.value[o, 0]
        false = asked @ compared.T + (self.common.value[others, 0] - expected[others])
        false[o[:, None] == others] = _BELOW
        top = np.maximum(false.max(1), true)
        np.exp(false - top[:, None], out=false)
        hit = np.exp(true - top)
        total = false.sum(1) + hit
        false /= total[:, None]
        miss = (hit / total - 1)[:, None]
        back = miss * target + false @ compared
        targets = np.concatenate([o, others])
        self.source.descend(s, back * relation + _PULL * source)
        self.relation.descend(r, back * source + _PULL * relation)
        self.target.descend(targets, np.concatenate([miss * asked + _PULL * target, false.T @ asked]))
        self.common.descend(targets, np.concatenate([miss, false.sum(0)[:, None]]))


@dataclass(slots=True)
class _Rows:
    """A table of positions with one step size a row (AdaGrad)."""

    value: Floats
    slope: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.slope = np.full(len(self.value), 1e-4, np.float32)

    def half(self) -> NDArray[np.float16]:
        """The table in half precision."""
        return self.value.astype(np.float16)

    def descend(self, rows: Ints, gradient: Floats) -> None:
        from scipy import sparse

        distinct, place = np.unique(rows, return_inverse=True)
        one = np.ones(len(rows), np.float32)
        together = sparse.csr_matrix((one, (place, np.arange(len(rows)))), (len(distinct), len(rows)))
        total = together @ gradient
        self.slope[distinct] += np.einsum("ij,ij->i", total, total) / total.shape[1]
        self.value[distinct] -= _RATE * total / np.sqrt(self.slope[distinct])[:, None]


def _drawn(random: np.random.Generator, cumulated: NDArray[np.float64], number: int) -> Ints:
    found: Ints = np.searchsorted(cumulated, random.random(number) * cumulated[-1], side="right")
    return np.minimum(found, len(cumulated) - 1)
