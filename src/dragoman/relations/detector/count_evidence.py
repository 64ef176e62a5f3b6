"""How likely stretches of counts are under one unchanging regime, for three kinds of noise.

It weighs stretches of data and never decides where a change lies; see `partition`. Each function gives a matrix E of
shape (n + 1, n + 1): E[s, t] is the log marginal likelihood of the steps s .. t - 1 under one regime whose parameters
are integrated out under a conjugate prior, and -inf where t <= s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.relations.detector.stretches import between, ends, log_gamma, padded, sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Shape of the prior of a regime's rate: half an event's worth, so that regimes of silence are not far-fetched.
RATE_SHAPE = 0.5


def counts(number: Floats, exposure: Floats, sizes: Sequence[float], rate: float) -> list[Floats]:
    """Evidence of counts under negative binomial regimes, for each of some sizes: y_t ~ NB(size * exposure_t, p), p ~ Beta(a, b).

    The mean is rate * exposure, the variance mean * (1 + rate / size); a size is one for all regimes and infinite
    for Poisson counts (a gamma prior on the rate then). `rate` is the prior mean of a regime's rate per unit of
    exposure.
    """
    y, x = between(sums(number)), between(sums(exposure))
    b = RATE_SHAPE
    shape, faculties = log_gamma(b + y), log_gamma(number + 1)  # the same for every size

    def of_poisson() -> Floats:
        beta = b / rate
        within = number * np.log(exposure) - faculties
        out = b * np.log(beta) - log_gamma(np.array(b)) + shape - (b + y) * np.log(beta + x)
        return padded(out + between(sums(within)))

    def of(size: float) -> Floats:
        a = 1 + size * b / rate
        shapes = size * exposure
        within = log_gamma(number + shapes) - log_gamma(shapes) - faculties
        prior = log_gamma(np.array([a, b, a + b]))
        tried = a + size * x
        out = log_gamma(tried) + shape - log_gamma(tried + b + y) - prior[0] - prior[1] + prior[2]
        return padded(out + between(sums(within)))

    return [of_poisson() if np.isinf(size) else of(size) for size in sizes]


def rate_beyond(number: Floats, exposure: Floats) -> float:
    """How many beyond the first a step that has any has per unit of exposure: the prior mean of `hurdle_counts`."""
    more, any_ = np.maximum(number - 1, 0), number > 0
    return max(float(more.sum()), RATE_SHAPE) / max(float((exposure * any_).sum()), 1e-9)


def hurdle_counts(number: Floats, exposure: Floats, sizes: Sequence[float], rate: float) -> list[Floats]:
    """Evidence of counts that are often none and then many: whether there is any, apart from how many there are.

    A step has any with a probability that is beta(1/2, 1/2) before the regime is seen; beyond the first, those of a
    step that has any are counted as in `counts`, with `rate_beyond` as the prior mean of their rate.
    """
    any_ = (number > 0).astype(np.float64)
    ones, steps = between(sums(any_)), between(sums(np.ones(len(number))))
    halves = log_gamma(np.array([0.5, 1.0]))
    presence = log_gamma(ones + 0.5) + log_gamma(steps - ones + 0.5) - log_gamma(steps + 1) - 2 * halves[0]
    more, here = np.maximum(number - 1, 0), np.maximum(exposure * any_, 1e-9)
    return [padded(presence) + part for part in counts(more, here, sizes, rate)]


def echoing_counts(
    number: Floats, exposure: Floats, kinds: Sequence[tuple[float, float]], rate: float
) -> Floats:
    """Evidence of counts under regimes in which a step echoes in the next: bursts, without a lasting change.

    `kinds` are pairs of size and echo; the result has one matrix for each. y_t is negative binomial with mean
    exposure_t * ((1 - echo) * m + echo * y_{t-1} / exposure_{t-1}), where m is what
    the regime's own past (and the prior) says of its rate, and inverse size 1 / size + 1 / (events behind m): the
    predictive form of an autoregression of counts. The first step of a regime hears no echo.
    """
    s, t = ends(len(number))
    before = np.maximum(t - 1, 0)
    y, x, first = number[t], exposure[t], s == t
    seen, watched = sums(number)[t] - sums(number)[s], sums(exposure)[t] - sums(exposure)[s]
    heard, faculties = number[before] / exposure[before] * x, log_gamma(number + 1)[t]
    steps = np.zeros((len(number), len(number)))
    out = np.full((len(kinds), len(number) + 1, len(number) + 1), -np.inf)
    for kind, (size, echo) in zip(out, kinds, strict=True):
        # Echoing steps tell less of the regime's rate than as many independent ones.
        worth = (1 - echo) / (1 + echo)
        past = RATE_SHAPE + worth * seen
        mean = past / (RATE_SHAPE / rate + worth * watched)
        mean *= x
        mean = np.where(first, mean, (1 - echo) * mean + echo * heard)
        spread = 1 / (1 / size + 1 / past)
        mean /= spread
        told = log_gamma(spread + y)
        told -= log_gamma(spread)
        told -= faculties
        told -= spread * np.log1p(mean)
        told -= y * np.log1p(1 / mean)
        # What a stretch says is what its steps say, one after the other.
        steps[s, t] = told
        kind[s, t + 1] = np.cumsum(steps, axis=1)[s, t]
    return out
