"""How likely stretches of counts are under one unchanging regime, for three kinds of noise.

It weighs stretches of data and never decides where a change lies; see `partition`. The evidence of a stretch is the log marginal likelihood of
its steps under one regime whose parameters are integrated out under a conjugate prior. It is given in two parts: `apart` is what a step says
under any regime, which moves no change and only tells kinds of noise from each other; `weigh` gives all the rest, a row for each kind of
noise, and in it for each stretch in the order of `stretches`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.relations.detector.stretches import (
    RAISED,
    added_up,
    between,
    ends,
    log_beta,
    log_gamma,
    six,
    stirling,
    sums,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import DTypeLike, NDArray

    Floats = NDArray[np.float64]
    AnyFloats = NDArray[np.floating[Any]]

# Shape of the prior of a regime's rate: half an event's worth, so that regimes of silence are not far-fetched.
RATE_SHAPE = 0.5
_HALF = 0.5 * math.log(math.pi)  # ln Gamma(RATE_SHAPE)


@dataclass(frozen=True, slots=True)
class Noise:
    """A kind of noise: the size of negative binomial counts (infinite for Poisson), and what else is peculiar to it.

    `echo` is the share of a count that is the echo of the step before; `hurdle` counts often none and then many.
    """

    size: float
    echo: float | None = None
    hurdle: bool = False


class Counted:
    """A series of counts with what was watched in each step; what all kinds of noise need of its stretches is made once."""

    def __init__(self, number: Floats, exposure: Floats, known: int | None = None) -> None:
        """The priors of its rates are taken from the first `known` steps (all unless given)."""
        self.number, self.exposure = number, exposure
        number, exposure = number[:known], exposure[:known]
        more, any_ = np.maximum(number - 1, 0), number > 0
        self.rate = max(float(number.sum()), RATE_SHAPE) / float(exposure.sum())
        # How many beyond the first a step that has any has per unit of exposure.
        self.rate_beyond = max(float(more.sum()), RATE_SHAPE) / max(float((exposure * any_).sum()), 1e-9)

    @cached_property
    def beyond(self) -> Counted:
        """The counts beyond the first of the steps that have any."""
        any_ = self.number > 0
        out = Counted(np.maximum(self.number - 1, 0), np.maximum(self.exposure * any_, 1e-9))
        out.rate = self.rate_beyond
        return out

    @cached_property
    def numbers(self) -> Floats:
        """The counts of each stretch."""
        return between(sums(self.number))

    @cached_property
    def exposures(self) -> Floats:
        """What was watched in each stretch."""
        return between(sums(self.exposure))

    @cached_property
    def faculties(self) -> Floats:
        """ln y! of each step."""
        return log_gamma(self.number + 1)

    @cached_property
    def last(self) -> NDArray[np.intp]:
        """The last step of each stretch."""
        return ends(len(self.number))[1]

    @cached_property
    def before(self) -> tuple[Floats, Floats]:
        """The counts of each stretch but for its last step, and what was watched in it."""
        return self.numbers - self.number[self.last], self.exposures - self.exposure[self.last]

    @cached_property
    def heard(self) -> Floats:
        """The count per exposure of the step before the last one of each stretch."""
        return np.concatenate([[0.0], self.number[:-1] / self.exposure[:-1]])[self.last]

    @cached_property
    def any(self) -> tuple[NDArray[np.intp] | slice, Floats]:
        """The stretches in whose last step there is any: (which, y of that step)."""
        any_ = self.number > 0
        which = slice(None) if any_.all() else np.flatnonzero(any_[self.last])
        return which, self.number[self.last[which]]


def apart(counted: Counted, kinds: Sequence[Noise]) -> Floats:
    """What the steps say under any regime, one number a kind of noise: what of their log likelihood does not hang on where regimes begin."""
    number, out = counted.number, np.empty(len(kinds))
    for at, same in _alike(kinds):
        if same[0].echo is not None:
            y = np.maximum(number, 1)
            out[at] = np.where(number > 0, y * np.log(y) - y - counted.faculties, 0.0).sum()
        else:
            of = counted.beyond if same[0].hurdle else counted
            out[at] = _apart(of, np.array([k.size for k in same]))
    return out


def _alike(kinds: Sequence[Noise]) -> Iterator[tuple[slice, list[Noise]]]:
    """Where the kinds that are weighed in one way stand, and these kinds."""
    done = 0
    for _, group in groupby(kinds, key=lambda k: (k.hurdle, k.echo is not None)):
        same = list(group)
        yield slice(done, done + len(same)), same
        done += len(same)


def _apart(counted: Counted, sizes: Floats) -> Floats:
    number, finite = counted.number, np.isfinite(sizes)
    # ln Gamma(y + drawn) - ln Gamma(drawn) - ln y!, by its own: 1 / ((y + drawn) B(drawn, y + 1)).
    drawn = sizes[finite, None] * counted.exposure
    out = np.full(len(sizes), (number * np.log(counted.exposure) - counted.faculties).sum())
    out[finite] = -(np.log(number + drawn) + log_beta(number + 1)(drawn)).sum(axis=1)
    return np.asarray(out + number.sum() * np.array([_each_event(counted, size) for size in sizes]))


def _each_event(counted: Counted, size: float) -> float:
    """What the whole series as one regime says, for each of its events: it stands `apart`, so that single precision holds what is left."""
    y, watched = RATE_SHAPE + float(counted.number.sum()), float(counted.exposure.sum())
    beta = RATE_SHAPE / counted.rate
    if math.isinf(size):
        whole = math.lgamma(y) - y * math.log(beta + watched)
    else:
        x = 1 + size * (beta + watched)
        whole = math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)
    return whole / y


def weigh(
    counted: Counted, kinds: Sequence[Noise], precision: DTypeLike = np.float64, out: AnyFloats | None = None
) -> AnyFloats:
    """The evidence of counts but for what stands `apart`, a row for each kind of noise, in their order; into `out` where it is given.

    Single precision serves for counts below 1e6 in all.
    """
    if out is None:
        out = np.empty((len(kinds), len(counted.numbers)), precision)
    for at, same in _alike(kinds):
        rows, sizes = out[at], [k.size for k in same]
        if same[0].echo is not None:
            _echoing(counted, same, rows)
        elif same[0].hurdle:
            _counts(counted.beyond, sizes, rows)
            rows += _presence(counted).astype(rows.dtype)
        else:
            _counts(counted, sizes, rows)
    return out


def _counts(counted: Counted, sizes: Sequence[float], rows: AnyFloats) -> None:
    """Negative binomial regimes: y_t ~ NB(size * exposure_t, p), p ~ Beta(a, b).

    The mean is rate * exposure, the variance mean * (1 + rate / size); a size is one for all regimes and infinite
    for Poisson counts (a gamma prior on the rate then). `rate` is the prior mean of a regime's rate per unit of exposure.
    """
    beta, b = RATE_SHAPE / counted.rate, RATE_SHAPE
    number, share = counted.numbers.astype(rows.dtype), counted.exposures.astype(rows.dtype)
    of = log_beta(b + number)
    for row, size in zip(rows, sizes, strict=True):
        each = _each_event(counted, size)
        if math.isinf(size):
            y = b + counted.numbers
            row[:] = (
                log_gamma(y)
                - y * np.log(beta + counted.exposures)
                - each * counted.numbers
                + b * math.log(beta)
                - _HALF
            )
            continue
        first = 1 + size * beta
        tried = size * share
        tried += first
        told = of(tried)
        told -= math.lgamma(first) - math.lgamma(first + b) + _HALF
        np.multiply(number, each, out=row)
        np.subtract(told, row, out=row)


def _presence(counted: Counted) -> Floats:
    """Counts that are often none and then many: whether there is any, apart from how many there are.

    A step has any with a probability that is beta(1/2, 1/2) before the regime is seen; beyond the first, those of a
    step that has any are counted like others.
    """
    first, last = ends(len(counted.number))
    ones = between(sums((counted.number > 0).astype(np.float64))).astype(np.intp)
    steps = last - first + 1
    whole = np.arange(len(counted.number) + 1)
    halves, faculties = log_gamma(whole + 0.5), log_gamma(whole + 1.0)
    return np.asarray(halves[ones] + halves[steps - ones] - faculties[steps] - 2 * halves[0])


def _echoing(counted: Counted, kinds: Sequence[Noise], rows: AnyFloats) -> None:
    """Regimes in which a step echoes in the next: bursts, without a lasting change.

    y_t is negative binomial with mean exposure_t * ((1 - echo) * m + echo * y_{t-1} / exposure_{t-1}), where m is what
    the regime's own past (and the prior) says of its rate, and inverse size 1 / size + 1 / (events behind m): the
    predictive form of an autoregression of counts. The first step of a regime hears no echo.
    """
    which, y = counted.any
    y = y.astype(rows.dtype)
    at = 0
    for echo, same in groupby(k.echo for k in kinds):
        assert echo is not None
        mean, inverse = _predicted(counted, echo, rows.dtype)
        some = mean[which]
        for _ in same:
            spread = np.asarray(1 / (inverse + 1 / kinds[at].size))
            whole = spread + mean
            told = np.log(spread / whole, out=rows[at])
            told *= spread
            told[which] += _any(spread[which], some / whole[which], y)
            at += 1
    # What a stretch says is what its steps say, one after the other.
    added_up(rows)


def _predicted(counted: Counted, echo: float, precision: DTypeLike) -> tuple[AnyFloats, AnyFloats]:
    """(mean, 1 / events behind it) of the last step of each stretch, from the steps before it and the prior."""
    # Echoing steps tell less of the regime's rate than as many independent ones.
    worth = (1 - echo) / (1 + echo)
    number, exposure = counted.before
    past = RATE_SHAPE + worth * number
    mean = past / (RATE_SHAPE / counted.rate + worth * exposure)
    hearing = (1 - echo) * mean + echo * counted.heard
    alone = np.cumsum(np.arange(1, len(counted.number) + 1)) - 1  # the stretches of one step
    hearing[alone] = mean[alone]
    return (hearing * counted.exposure[counted.last]).astype(precision), (1 / past).astype(precision)


def _any(spread: AnyFloats, share: AnyFloats, y: AnyFloats) -> AnyFloats:
    """ln Gamma(spread + y) - ln Gamma(spread) + y ln(share) - (y ln y - y), as logarithms of ratios."""
    top = spread + y
    out = six(spread)
    out /= six(top)
    np.log(out, out=out)
    top += RAISED
    high = spread + RAISED
    out += stirling(top)
    out -= stirling(high)
    share *= top
    share /= y
    np.log(share, out=share)
    share *= y
    out += share
    ratio = np.divide(top, high, out=top)
    np.log(ratio, out=ratio)
    ratio *= np.subtract(high, 0.5, out=high)
    out += ratio
    return out
