"""How likely stretches of counts are under one unchanging regime, for three kinds of noise.

It weighs stretches of data and never decides where a change lies; see `partition`. What it gives is a row for each kind of noise, and in it
for each stretch, in the order of `stretches`, the log marginal likelihood of its steps under one regime whose parameters are integrated
out under a conjugate prior.
"""

from __future__ import annotations

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
    from collections.abc import Sequence

    from numpy.typing import DTypeLike, NDArray

    Floats = NDArray[np.float64]
    AnyFloats = NDArray[np.floating[Any]]

# Shape of the prior of a regime's rate: half an event's worth, so that regimes of silence are not far-fetched.
RATE_SHAPE = 0.5
_HALF = 0.5 * np.log(np.pi)  # ln Gamma(RATE_SHAPE)


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
    def any(self) -> tuple[NDArray[np.intp] | slice, Floats, Floats]:
        """The stretches in whose last step there is any: (which, y, ln y! - (y ln y - y)) of that step."""
        any_ = self.number > 0
        which = slice(None) if any_.all() else np.flatnonzero(any_[self.last])
        y = np.maximum(self.number, 1)
        rest = log_gamma(y + 1) - y * np.log(y) + y
        return which, self.number[self.last[which]], rest[self.last[which]]


def weigh(
    counted: Counted, kinds: Sequence[Noise], precision: DTypeLike = np.float64, out: AnyFloats | None = None
) -> AnyFloats:
    """The evidence of counts, a row for each kind of noise, in the order of the kinds; into `out` where it is given.

    Single precision serves for counts below 1e6 in all.
    """
    if out is None:
        out = np.empty((len(kinds), len(counted.numbers)), precision)
    done = 0
    for (hurdle, echo), same in groupby(kinds, key=lambda k: (k.hurdle, k.echo)):
        sizes = [k.size for k in same]
        rows = out[done : done + len(sizes)]
        done += len(sizes)
        if echo is not None:
            _echoing(counted, echo, sizes, rows)
        elif hurdle:
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
    number, rate, b = counted.number, counted.rate, RATE_SHAPE
    of, share = log_beta((b + counted.numbers).astype(rows.dtype)), counted.exposures.astype(rows.dtype)
    finite = np.array([s for s in sizes if np.isfinite(s)])[:, None]
    first = 1 + finite * b / rate
    drawn = finite * counted.exposure
    # ln Gamma(y + drawn) - ln Gamma(drawn) - ln y!, by its own: 1 / ((y + drawn) B(drawn, y + 1)).
    within = sums(-np.log(number + drawn) - log_beta(number + 1)(drawn)).astype(rows.dtype)
    prior = log_beta(np.array([b]))(first)
    at = 0
    for row, size in zip(rows, sizes, strict=True):
        if np.isinf(size):
            beta, y = b / rate, b + counted.numbers
            alone = sums(number * np.log(counted.exposure) - counted.faculties)
            row[:] = log_gamma(y) - y * np.log(beta + counted.exposures) + between(alone) + b * np.log(beta) - _HALF  # fmt: skip
            continue
        tried = size * share
        tried += float(first[at, 0])
        told = of(tried)
        told += between(within[at])
        told -= float(prior[at, 0])
        row[:] = told
        at += 1


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


def _echoing(counted: Counted, echo: float, sizes: Sequence[float], rows: AnyFloats) -> None:
    """Regimes in which a step echoes in the next: bursts, without a lasting change.

    y_t is negative binomial with mean exposure_t * ((1 - echo) * m + echo * y_{t-1} / exposure_{t-1}), where m is what
    the regime's own past (and the prior) says of its rate, and inverse size 1 / size + 1 / (events behind m): the
    predictive form of an autoregression of counts. The first step of a regime hears no echo.
    """
    number, exposure, last = counted.number, counted.exposure, counted.last
    # Echoing steps tell less of the regime's rate than as many independent ones.
    worth = (1 - echo) / (1 + echo)
    past = RATE_SHAPE + worth * (counted.numbers - number[last])
    mean = past / (RATE_SHAPE / counted.rate + worth * (counted.exposures - exposure[last]))
    heard = np.concatenate([[0.0], number[:-1] / exposure[:-1]])
    alone = np.cumsum(np.arange(1, len(number) + 1)) - 1  # the stretches of one step
    hearing = (1 - echo) * mean + echo * heard[last]
    hearing[alone] = mean[alone]
    mean = (hearing * exposure[last]).astype(rows.dtype)
    inverse = (1 / past).astype(rows.dtype)
    which, *of_any = counted.any
    some, y, rest = mean[which], *(x.astype(rows.dtype) for x in of_any)
    for row, size in zip(rows, sizes, strict=True):
        spread = np.asarray(1 / (inverse + 1 / size))
        whole = spread + mean
        told = np.log(spread / whole)
        told *= spread
        told[which] += _any(spread[which], some / whole[which], y) - rest
        row[:] = told
    # What a stretch says is what its steps say, one after the other.
    added_up(rows)


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
