"""A second ranker beside the trees: small networks over the same features, learned by a softmax over each question's candidates.

Trees cut one feature at a time, a network adds all of them up smoothly; they err in different places, so that both together rank
better than either. It never sees a name or a number of an actor, only what the trees see.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.history import ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dragoman.forecast.sample import Halves, Sample

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

# Neurons of the two hidden layers, passes over the questions, questions of a batch, largest step, pull towards zero and share of neurons of the
# first layer left out in training. Neurons, passes and that share were compared on valid of ICEWS18 (bench/forecast.md), the others are common choices.
HIDDEN, EPOCHS, _QUESTIONS, _RATE, _PULL, _LEFT_OUT = (256, 128), 6, 256, 2e-3, 1e-4, 0.1
# Networks averaged: they begin at random and differ more from each other than trees of two seeds do.
NETWORKS = 2
# Share of the steps in which the step size rises; after it it falls to nothing along half a wave.
_RISING = 0.3
# Adam's two memories and the smallest divisor (Kingma and Ba 2015).
_FIRST, _SECOND, _LEAST = 0.9, 0.999, 1e-8
# Standardised features beyond so many deviations are cut.
_MOST = 6.0
# Rows multiplied at once in scoring, and those read at once for means.
_BLOCK, _PART = 2048, 100_000
_NONE = np.float32(-1e30)
# Points on the way from one candidate to another at which slopes are taken.
_POINTS = 32


@dataclass(frozen=True, slots=True)
class Network:
    """Weights and offsets of each layer; `mean` and `scale` standardise the logarithms of features."""

    mean: Floats
    scale: Floats
    weights: tuple[Floats, ...]
    offsets: tuple[Floats, ...]

    def values(self, rows: Floats | Halves) -> Floats:
        """A score for each row, the same bits whatever other rows are scored: products of one shape in double precision, rounded."""
        out = np.empty(len(rows), np.float32)
        block = np.zeros((_BLOCK, len(self.mean)), np.float64)
        layers = [(w.astype(np.float64), b.astype(np.float64)) for w, b in zip(self.weights, self.offsets, strict=True)]  # fmt: skip
        for low in range(0, len(rows), _BLOCK):
            part = standard(rows[low : low + _BLOCK], self.mean, self.scale)
            block[: len(part)] = part
            found = block
            for at, (weight, offset) in enumerate(layers):
                found = found @ weight + offset
                if at < len(layers) - 1:
                    np.maximum(found, 0, out=found)
            out[low : low + len(part)] = found[: len(part), 0]
        return out

    def slopes(self, inputs: Doubles) -> Doubles:
        """How much the score changes with each standardised feature, at each row of them."""
        active = []
        found = inputs
        for weight, offset in zip(self.weights[:-1], self.offsets[:-1], strict=True):
            found = found @ weight + offset
            active.append(found > 0)
            found = np.maximum(found, 0)
        back = np.broadcast_to(self.weights[-1][:, 0].astype(np.float64), found.shape)
        for weight, on in zip(reversed(self.weights[:-1]), reversed(active), strict=True):
            back = (back * on) @ weight.T.astype(np.float64)
        return np.asarray(back)


def values(networks: Sequence[Network], rows: Floats | Halves) -> Floats:
    """The mean score of some networks for each row."""
    total = np.zeros(len(rows), np.float64)
    for network in networks:
        total += network.values(rows)
    return (total / max(len(networks), 1)).astype(np.float32)


def standard(rows: Floats | Halves, mean: Floats, scale: Floats) -> Floats:
    """Features as a network reads them: logarithms with their sign, in deviations from the mean."""
    out = _logs(rows)
    out -= mean
    out /= scale
    np.clip(out, -_MOST, _MOST, out=out)
    return out


def contributions(network: Network, rows: Floats, at: int) -> Doubles:
    """What each feature adds to the score of row `at` against the mean score of all rows; together the whole difference.

    Slopes are summed along the straight way from each other row (expected gradients, Erion and others 2021); what the sum over finitely many
    points leaves of the difference is shared out in proportion to the parts.
    """
    inputs = standard(rows, network.mean, network.scale).astype(np.float64)
    away = inputs[at] - inputs
    parts = np.zeros(inputs.shape[1])
    for n in range(_POINTS):
        parts += (away * network.slopes(inputs + (n + 0.5) / _POINTS * away)).mean(0) / _POINTS
    score = network.values(rows).astype(np.float64)
    left = score[at] - score.mean() - parts.sum()
    out: Doubles = parts + left * np.abs(parts) / max(float(np.abs(parts).sum()), 1e-30)
    return out


def learn(sample: Sample, columns: Sequence[int], seed: int) -> Network:
    """A network over some columns of a sample, always the same for a seed."""
    random = np.random.default_rng(seed)
    mean, scale = _spread(sample, columns)
    sizes = (len(columns), *HIDDEN, 1)
    learned: list[Floats] = []
    for a, b in pairwise(sizes):
        reach = 1 / np.sqrt(a)
        learned += [_drawn(random, reach, (a, b)), _drawn(random, reach, (b,))]
    moments = [(np.zeros_like(x), np.zeros_like(x)) for x in learned]
    starts = np.cumsum(sample.sizes) - sample.sizes
    steps = max(1, EPOCHS * -(-len(sample.sizes) // _QUESTIONS))
    for done, questions in enumerate(_batches(random, len(sample.sizes))):
        size = sample.sizes[questions]
        at, _ = ranges(starts[questions], starts[questions] + size)
        rows = standard(sample.rows[at][:, columns], mean, scale)
        slopes = _slopes(learned, rows, sample.labels[at] > 0, size, random)
        _descend(learned, moments, slopes, _step(done, steps), done + 1)
    return Network(mean, scale, tuple(learned[::2]), tuple(learned[1::2]))


def _logs(rows: Floats | Halves) -> Floats:
    value = rows.astype(np.float32)
    size = np.log1p(np.abs(value))
    return np.copysign(size, value)


def _spread(sample: Sample, columns: Sequence[int]) -> tuple[Floats, Floats]:
    """Mean and deviation of the logarithms of each column."""
    total, square = np.zeros(len(columns)), np.zeros(len(columns))
    for low in range(0, len(sample.rows), _PART):
        part = _logs(sample.rows[low : low + _PART][:, columns]).astype(np.float64)
        total += part.sum(0)
        square += (part**2).sum(0)
    number = max(len(sample.rows), 1)
    mean = total / number
    spread = np.sqrt(np.maximum(square / number - mean**2, 0)) + 1e-3
    return mean.astype(np.float32), spread.astype(np.float32)


def _drawn(random: np.random.Generator, reach: float, shape: tuple[int, ...]) -> Floats:
    return random.uniform(-reach, reach, shape).astype(np.float32)


def _batches(random: np.random.Generator, questions: int) -> Iterator[Ints]:
    for _ in range(EPOCHS):
        order = random.permutation(questions)
        for low in range(0, questions, _QUESTIONS):
            yield np.sort(order[low : low + _QUESTIONS])


def _step(done: int, steps: int) -> float:
    share = done / steps
    if share < _RISING:
        return _RATE * (0.04 + 0.96 * share / _RISING)
    return float(_RATE * 0.5 * (1 + np.cos(np.pi * (share - _RISING) / (1 - _RISING))))


def _slopes(
    learned: Sequence[Floats], rows: Floats, label: NDArray[np.bool_], size: Ints, random: np.random.Generator
) -> list[Floats]:
    """Slopes of the loss of a batch in all weights and offsets: forward, and back again."""
    weights, offsets = learned[::2], learned[1::2]
    inputs, active = [rows], []
    for at, (weight, offset) in enumerate(zip(weights[:-1], offsets[:-1], strict=True)):
        found = inputs[-1] @ weight
        found += offset
        on = (found > 0).astype(np.float32)
        if at == 0:
            on *= (random.random(found.shape, np.float32) >= _LEFT_OUT) / np.float32(1 - _LEFT_OUT)
        found *= on
        inputs.append(found)
        active.append(on)
    score = (inputs[-1] @ weights[-1] + offsets[-1])[:, 0]
    back = _against_the_rest(score, label, size)[:, None]
    out: list[Floats] = []
    for at in range(len(weights) - 1, -1, -1):
        out = [inputs[at].T @ back, back.sum(0), *out]
        if at:
            back = (back @ weights[at].T) * active[at - 1]
    return out


def _against_the_rest(score: Floats, label: NDArray[np.bool_], size: Ints) -> Floats:
    """Slopes of the log loss of each answer beside its question's candidates that are no answers; the mean over answers."""
    start = np.cumsum(size) - size
    q = np.repeat(np.arange(len(size)), size)
    others = np.where(label, _NONE, score)
    top = np.maximum.reduceat(others, start)
    weight = np.exp(np.maximum(others - top[q], np.float32(-80)))
    weight[label] = 0
    total = np.add.reduceat(weight, start)
    rest = top + np.log(np.maximum(total, np.float32(1e-30)))
    # An answer whose question has no other candidate teaches nothing.
    missed = np.where(label & (total > 0)[q], 1 / (1 + np.exp(np.clip(score - rest[q], -60, 60))), 0)
    share = np.add.reduceat(missed, start) / np.maximum(total, np.float32(1e-30))
    slope = np.where(label, -missed, share[q] * weight) / max(int(label.sum()), 1)
    return slope.astype(np.float32)


def _descend(
    learned: Sequence[Floats],
    moments: Sequence[tuple[Floats, Floats]],
    slopes: Sequence[Floats],
    rate: float,
    step: int,
) -> None:
    """One step of Adam with a pull of its own towards zero (Loshchilov and Hutter 2019), in place."""
    for value, (first, second), slope in zip(learned, moments, slopes, strict=True):
        np.add(_FIRST * first, (1 - _FIRST) * slope, out=first, casting="same_kind")
        np.add(_SECOND * second, (1 - _SECOND) * slope**2, out=second, casting="same_kind")
        change = first / (1 - _FIRST**step) / (np.sqrt(second / (1 - _SECOND**step)) + _LEAST)
        np.subtract(value, rate * (change + _PULL * value), out=value, casting="same_kind")
