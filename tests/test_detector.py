"""The arithmetic of the detector of changes: what it leaves to single precision, and what a stretch is worth."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dragoman.relations.detector.count_evidence import Counted, Noise, apart, weigh
from dragoman.relations.detector.noise import _doubt, _totals, best
from dragoman.relations.detector.setting import FIXED
from dragoman.relations.detector.stretches import added_up, between, ends, log_beta, log_gamma, matrix, sums

KINDS = [
    *(Noise(size) for size in FIXED.sizes),
    *(Noise(size, hurdle=True) for size in FIXED.sizes if size >= 1),
    *(Noise(size, echo) for echo in FIXED.echoes for size in (0.06, 1.0, 128.0)),
]


def counted(level, steps, seed, bursts=True):
    random = np.random.default_rng(seed)
    exposure = random.poisson(800, steps) / 800
    rate = level * exposure * (random.gamma(0.5, 2, steps) if bursts else 1)
    return Counted(random.poisson(rate).astype(float), exposure)


@pytest.mark.parametrize("level", [0.05, 0.5, 5, 100, 1000])
@pytest.mark.parametrize("steps", [12, 60, 150])
def test_rounding_moves_likelihoods_by_less_than_is_allowed_for(level, steps):
    """Twice the error of one stays below the doubt about two, so that single precision rules out no kind that is the best."""
    series = counted(level, steps, seed=steps, bursts=level != 5)
    pairs = [(series, kind) for kind in KINDS]
    error = np.abs(_totals(pairs, FIXED, np.float32) - _totals(pairs, FIXED, np.float64)).max()
    assert 2 * error < _doubt(series)


def test_kind_of_noise_is_the_one_of_double_precision():
    every = [(counted(level, 40, seed), KINDS) for level in (0.1, 2, 900) for seed in range(6)]
    exact = [kinds[int(_totals([(c, k) for k in kinds], FIXED, np.float64).argmax())] for c, kinds in every]
    assert best(every, FIXED) == exact


def test_more_events_than_single_precision_holds_are_weighed_in_double():
    series = Counted(np.full(12, 90_000.0), np.ones(12))
    assert best([(series, KINDS)], FIXED) == [Noise(np.inf)]


@pytest.mark.parametrize("regimes", [[(0, 4)], [(0, 2), (2, 4)], [(0, 1), (1, 4)]])
def test_evidence_of_regimes_is_the_integral_over_their_rates(regimes):
    """Poisson counts under a gamma prior with shape 1/2: the integral in closed form, by the standard library."""
    number, exposure = [3, 0, 7, 2], [1.0, 2.0, 1.5, 0.5]
    series = Counted(np.array(number, dtype=float), np.array(exposure))
    poisson = [Noise(np.inf)]
    told = matrix(weigh(series, poisson)[0])
    beta = 0.5 / series.rate
    want = sum(n * math.log(e) - math.lgamma(n + 1) for n, e in zip(number, exposure, strict=True))
    for first, end in regimes:
        y, x = sum(number[first:end]), sum(exposure[first:end])
        want += (
            0.5 * math.log(beta) - math.lgamma(0.5) + math.lgamma(0.5 + y) - (0.5 + y) * math.log(beta + x)
        )

    assert sum(told[r] for r in regimes) + apart(series, poisson)[0] == pytest.approx(want)
    assert told[2, 2] == -math.inf


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_apart_moves_no_regime(kind):
    """One step alone, under each kind of noise: the chances of all counts that it may have add up to one."""
    chances = 0.0
    for y in range(4000):
        series = Counted(np.array([float(y)]), np.ones(1))
        series.rate, series.rate_beyond = 2.0, 2.0
        chances += math.exp(weigh(series, [kind])[0, 0] + apart(series, [kind])[0])
    assert chances == pytest.approx(1, abs=0.05)


def test_stretches_stand_in_the_order_of_their_ends():
    assert list(zip(*ends(3), strict=True)) == [(0, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2)]
    assert between(sums(np.array([1.0, 10.0, 100.0]))).tolist() == [1, 11, 10, 111, 110, 100]
    steps = np.array([1.0, 10.0, 20.0, 100.0, 200.0, 300.0])
    assert added_up(steps).tolist() == [1, 11, 20, 111, 220, 300]


def test_gamma_and_beta_are_those_of_the_standard_library():
    x = np.geomspace(0.05, 1e5, 200)
    assert log_gamma(x) == pytest.approx([math.lgamma(n) for n in x], rel=1e-12, abs=1e-10)
    y = x[::-1]
    want = [math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b) for a, b in zip(x, y, strict=True)]
    assert log_beta(y)(x) == pytest.approx(want, rel=1e-9, abs=1e-9)
