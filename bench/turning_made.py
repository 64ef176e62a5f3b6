"""Steady series, made: nothing about them changes, so every turning point that is told of one is a false alarm.

Four kinds, each with its own trap: `white` (independent), `autocorrelated` (a good month follows a good month),
`overdispersed` (bursts), `covered` (what is watched doubles or halves for years, and the counts with it). A series has one
to four rows (quads) of 60 to 180 steps, means from 0.3 to 20 a step. `seed` makes the series; nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = tuple[np.ndarray, np.ndarray]

ROWS = (1, 4)


def steady(kind: str, seed: int, times: float = 1.0) -> Made:
    """(counts, exposure) of one series of a kind; its means are `times` what they are by themselves."""
    draw = np.random.default_rng([KINDS.index(kind), seed])
    steps = int(draw.integers(60, 181))
    rows = int(draw.choice(ROWS))
    means = np.exp(draw.uniform(np.log(0.3), np.log(20), rows)) * times
    exposure = np.full(steps, 100.0)
    return _MAKERS[kind](draw, means, exposure)


def changed(kind: str, times: float, seed: int) -> tuple[np.ndarray, np.ndarray, int]:
    """(counts, exposure, cut) of a series of a kind whose every mean is multiplied by `times` from the step `cut` on."""
    counts, exposure = steady(kind, seed)
    more, _ = steady(kind, seed, times)
    cut = int(
        np.random.default_rng([len(KINDS), seed]).integers(counts.shape[1] // 3, 2 * counts.shape[1] // 3)
    )
    return np.hstack([counts[:, :cut], more[:, cut:]]), exposure, cut


def _white(draw: np.random.Generator, means: np.ndarray, exposure: np.ndarray) -> Made:
    return draw.poisson(means[:, None] * np.ones_like(exposure)).astype(float), exposure


def _autocorrelated(draw: np.random.Generator, means: np.ndarray, exposure: np.ndarray) -> Made:
    """Poisson around a level that wanders and comes back: log-normal AR(1), as likely for each quad."""
    memory, spread = draw.uniform(0.2, 0.7), draw.uniform(0.2, 0.7)
    level = np.zeros((len(means), len(exposure)))
    level[:, 0] = draw.normal(0, spread, len(means))
    for t in range(1, len(exposure)):
        level[:, t] = memory * level[:, t - 1] + draw.normal(0, spread * np.sqrt(1 - memory**2), len(means))
    return draw.poisson(means[:, None] * np.exp(level - spread**2 / 2)).astype(float), exposure


def _overdispersed(draw: np.random.Generator, means: np.ndarray, exposure: np.ndarray) -> Made:
    size = np.exp(draw.uniform(np.log(0.3), np.log(4), len(means)))[:, None]
    return draw.negative_binomial(size, size / (size + means[:, None]), (len(means), len(exposure))).astype(
        float
    ), exposure


def _covered(draw: np.random.Generator, means: np.ndarray, exposure: np.ndarray) -> Made:
    """Coverage that shifts twice, by a factor of up to five; counts go with it. One year in ten nobody watched."""
    cuts = np.sort(draw.integers(6, len(exposure) - 6, 2))
    for cut in cuts:
        exposure[cut:] *= np.exp(draw.uniform(-np.log(5), np.log(5)))
    size = np.exp(draw.uniform(np.log(1), np.log(10), len(means)))[:, None]
    rate = means[:, None] * exposure / exposure.mean()
    counts = draw.negative_binomial(size, size / (size + rate)).astype(float)
    unwatched = draw.random(len(exposure) // 12 + 1) < 0.1
    gone = np.repeat(unwatched, 12)[: len(exposure)]
    exposure[gone], counts[:, gone] = 0.0, 0.0
    return counts, exposure


_MAKERS: dict[str, Callable[[np.random.Generator, np.ndarray, np.ndarray], Made]] = {
    "white": _white,
    "autocorrelated": _autocorrelated,
    "overdispersed": _overdispersed,
    "covered": _covered,
}
KINDS = tuple(_MAKERS)


def steady_values(kind: str, seed: int) -> np.ndarray:
    """A series of real values of 60 to 180 steps in which nothing changes."""
    draw = np.random.default_rng([10 + VALUE_KINDS.index(kind), seed])
    n = int(draw.integers(60, 181))
    if kind == "heavy tails":
        return draw.standard_t(3, n)
    y = draw.normal(0, 1, n)
    if kind == "white":
        return y
    memory = draw.uniform(0.2, 0.7)
    for t in range(1, n):
        y[t] = memory * y[t - 1] + np.sqrt(1 - memory**2) * y[t]
    if kind == "seasonal":
        y += draw.uniform(0.5, 3) * draw.normal(0, 1, 12)[np.arange(n) % 12]
    return y


VALUE_KINDS = ("white", "autocorrelated", "heavy tails", "seasonal")
