"""Logistic regression with a ridge, fitted by Newton's method, with standard errors that allow for clusters.

It knows nothing of events. (Hastie, Tibshirani and Friedman 2009, 4.4; cluster-robust covariance: Liang and Zeger 1986.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Newton's method doubles the right digits each time; it ends far earlier than this where the data allow an end.
_ROUNDS = 30
_CLOSE = 1e-6
_SMALL = 1e-8


@dataclass(frozen=True, slots=True)
class Logit:
    """A fitted model on standardised columns: `mean`, `scale`, `weights` (the first is the intercept), `covariance`."""

    mean: Floats
    scale: Floats
    weights: Floats
    covariance: Floats
    bound: float = np.inf
    """No column counts for more than so many standard deviations either way."""

    def design(self, x: Floats) -> Floats:
        """The standardised columns behind a column of ones."""
        z = np.clip((x - self.mean) / self.scale, -self.bound, self.bound)
        return np.asarray(np.concatenate([np.ones((len(z), 1)), z], axis=1))

    def score(self, x: Floats) -> Floats:
        """The log-odds of each row."""
        return np.asarray(self.design(x) @ self.weights)

    def error(self, x: Floats) -> Floats:
        """The standard error of each row's log-odds."""
        z = self.design(x)
        return np.asarray(np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", z, self.covariance, z), 0.0)))

    def parts(self, x: Floats) -> Floats:
        """What each column adds to the log-odds of each row, against a row of averages."""
        return np.asarray(self.design(x)[:, 1:] * self.weights[1:])


def fit(
    x: Floats,
    y: Floats,
    cluster: NDArray[np.int64],
    ridge: float = 1.0,
    weight: Floats | None = None,
    offset: Floats | None = None,
    bound: float = np.inf,
) -> Logit:
    """The model of `y` (0 or 1) on the columns of `x`; rows of one `cluster` hang together.

    `weight` says how many rows each row stands for (1 where None).
    `ridge` is the precision of a normal prior on each standardised weight. Columns that never vary get weight 0. With
    outcomes all alike the ridge keeps the intercept finite. `offset` are log-odds that each row has to begin with (0 where
    None): they are no part of the model, whoever asks it adds them. `bound` is that of `Logit`.
    """
    w = np.ones(len(x)) if weight is None else weight
    mean = w @ x / w.sum()
    scale = np.sqrt(w @ (x - mean) ** 2 / w.sum())
    scale = np.where(scale < _SMALL, 1.0, scale)
    z = np.concatenate([np.ones((len(x), 1)), np.clip((x - mean) / scale, -bound, bound)], axis=1)
    prior = np.full(z.shape[1], ridge)
    prior[0] = 1e-2
    weights = np.zeros(z.shape[1])
    given = np.zeros(len(x)) if offset is None else offset
    height = _height(z, y, w, prior, weights, given)
    for _ in range(_ROUNDS):
        p = probability(given + z @ weights)
        gradient = z.T @ (w * (y - p)) - prior * weights
        hessian = (z * (w * p * (1 - p))[:, None]).T @ z + np.diag(prior)
        move = np.linalg.solve(hessian, gradient)
        # Newton's step may overshoot where acts are rare: it is halved until it climbs.
        while (new := _height(z, y, w, prior, weights + move, given)) < height and np.abs(
            move
        ).max() > _CLOSE:
            move = move / 2
        weights, height = weights + move, new
        if np.abs(move).max() < _CLOSE:
            break
    p = probability(given + z @ weights)
    inverse = np.linalg.inv((z * (w * p * (1 - p))[:, None]).T @ z + np.diag(prior))
    _, member = np.unique(cluster, return_inverse=True)
    sums = np.zeros((int(member.max(initial=-1)) + 1, z.shape[1]))
    np.add.at(sums, member, z * (w * (y - p))[:, None])
    robust = inverse @ (sums.T @ sums) @ inverse
    return Logit(mean, scale, weights, (robust + robust.T) / 2, bound)


def _height(z: Floats, y: Floats, w: Floats, prior: Floats, weights: Floats, given: Floats) -> float:
    """The penalised log-likelihood."""
    odds = given + z @ weights
    return float(w @ (y * odds - np.logaddexp(0.0, odds)) - 0.5 * (prior @ weights**2))


def probability(odds: Floats) -> Floats:
    """Log-odds as probabilities, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))
