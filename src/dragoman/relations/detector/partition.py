"""Where a series breaks into regimes: the exact posterior over all partitions, by dynamic programming.

It takes the evidence of every stretch and gives probabilities; it never sees the data. Method: product partition
models (Barry and Hartigan 1992), exact recursions as in Fearnhead (2006); the forward half is Bayesian online
change-point detection (Adams and MacKay 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.relations.detector.stretches import ends, matrix, steps_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Partition:
    """The posterior over partitions of n steps.

    `segments[s, t]` is the probability that the steps s .. t - 1 are one whole regime; `evidence` the log marginal
    likelihood of the series.
    """

    segments: Floats
    evidence: float

    @property
    def steps(self) -> int:
        """The number of steps n."""
        return int(self.segments.shape[0] - 1)

    @property
    def changes(self) -> Floats:
        """P[t] for t = 0 .. n: the probability that a regime begins at step t; 0 at both ends."""
        out: Floats = self.segments.sum(axis=1)
        out[0] = 0.0
        return np.clip(out, 0, 1)

    def windows(self, width: int) -> Floats:
        """W[t]: the probability that at least one regime begins among the steps t .. t + width - 1, t = 1 .. n - width.

        Index 0 of the result is t = 1. Empty when no window of that width fits.
        """
        n = self.steps
        if width < 1 or n - width < 1:
            return np.zeros(0)
        first = np.arange(1, n - width + 1)
        return self.within_each(first, first + width - 1)

    def within_each(self, first: NDArray[np.intp], last: NDArray[np.intp]) -> Floats:
        """The probability that at least one regime begins among the steps first[i] .. last[i], for each i; both included.

        A regime begins at 1 .. n - 1; what lies outside is left out, and intervals without any such step give 0.
        """
        first, last = np.maximum(first, 1), np.minimum(last, self.steps - 1)
        below = np.cumsum(
            self.segments, axis=0
        )  # below[s, t]: segments that begin at or before s and end at t
        tail = np.cumsum(below[:, ::-1], axis=1)[:, ::-1]  # ... and end at or after t
        empty = last < first
        spanning = tail[np.where(empty, 0, first - 1), np.where(empty, self.steps, last + 1)]
        return np.asarray(np.where(empty, 0.0, np.clip(1 - spanning, 0, 1)))


def priced(steps: int, expected: float, shortest: int) -> Floats:
    """The log prior of each stretch as a regime, in the order of `stretches`.

    A regime begins at each step with probability expected / n; `shortest` is the least number of steps of a regime.
    """
    hazard = min(expected / steps, 0.25)
    begin, end = ends(steps)
    out = (end - begin) * np.log1p(-hazard)
    out[begin > 0] += np.log(hazard)
    out[end - begin + 1 < min(shortest, steps)] = -np.inf
    return np.asarray(out)


def forward(evidence: Floats, expected: float, shortest: int) -> Floats:
    """log F: F[t] is the joint probability of the first t steps and a regime that ends there; see `priced` for the prior.

    `evidence` is a row in the order of `stretches`. Several rows may be stacked in front; so are the results then. The precision
    is that of the evidence.
    """
    n = steps_of(evidence.shape[-1])
    prior, shortest = priced(n, expected, shortest).astype(evidence.dtype), min(shortest, n)
    out = np.full((*evidence.shape[:-1], n + 1), -np.inf, evidence.dtype)
    out[..., 0] = 0.0
    for t in range(shortest, n + 1):
        place, some = t * (t - 1) // 2, t - shortest + 1
        parts = out[..., :some] + prior[place : place + some]
        parts += evidence[..., place : place + some]
        top = np.maximum.reduce(parts, axis=-1, keepdims=True)
        parts -= top
        np.exp(parts, out=parts)
        out[..., t] = top[..., 0] + np.log(np.add.reduce(parts, axis=-1))
    return out


def partition(evidence: Floats, expected: float = 1.0, shortest: int = 1) -> Partition:
    """The posterior for a series whose stretches have this log evidence; see `priced` for the prior."""
    before = forward(evidence, expected, shortest)
    n = len(before) - 1
    joint = matrix(evidence + priced(n, expected, shortest))
    after = np.full(n + 1, -np.inf)
    after[n] = 0.0
    for s in range(n - 1, -1, -1):
        after[s] = _log_sum(joint[s, s + 1 :] + after[s + 1 :])
    total = before[n]
    logs = before[:, None] + joint + after[None, :] - total
    return Partition(np.exp(logs), float(total))


def unbroken(steps: int, evidence: float) -> Partition:
    """The posterior of a model in which nothing ever changes."""
    segments = np.zeros((steps + 1, steps + 1))
    segments[0, steps] = 1.0
    return Partition(segments, evidence)


def mixture(parts: Sequence[Partition], prior: Sequence[float] | None = None) -> Partition:
    """The posterior averaged over models by their evidence (and prior weights, equal unless given)."""
    logs = np.array([p.evidence for p in parts])
    if prior is not None:
        logs = logs + np.log(np.asarray(prior))
    total = _log_sum(logs)
    shares = np.exp(logs - total)
    mixed = sum(share * p.segments for share, p in zip(shares, parts, strict=True) if share > 1e-9)
    return Partition(np.asarray(mixed), float(total - np.log(len(parts))))


def _log_sum(x: Floats) -> float:
    top = x.max() if len(x) else -np.inf
    if not np.isfinite(top):
        return -np.inf
    return float(top + np.log(np.exp(x - top).sum()))
