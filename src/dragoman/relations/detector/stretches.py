"""Arithmetic over all stretches s .. t - 1 of a series at once. It holds no model; see the two evidence modules.

What is known of each stretch stands in one row, in the order of their ends, and of one end in that of their beginnings: stretch s .. t - 1
has place t (t - 1) / 2 + s. The stretches of the first steps of a series are then the first of the row, and those that end together lie
together, which is how `partition` reads them. Several rows, one a kind of noise, may be stacked in front.

`log_beta` and what it is made of keep the precision of what they are given: in single precision they take a third of the time.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    AnyFloats = NDArray[np.floating[Any]]

_HALF_LOG_TAU = 0.5 * math.log(2 * math.pi)
# Arguments are raised by so much before Stirling's series is summed.
RAISED = 6
_TERMS = (1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12)


def log_gamma(x: AnyFloats) -> Floats:
    """ln Gamma(x) for 0 < x < 1e30: Stirling's series at x + 6; error below 1e-11, relative above 1."""
    x = np.asarray(x, dtype=np.float64)
    y = x + RAISED
    return np.asarray((y - 0.5) * np.log(y) - y + _HALF_LOG_TAU + stirling(y) - np.log(six(x)))


def log_beta(y: AnyFloats) -> Callable[[AnyFloats], AnyFloats]:
    """ln B(x, y) as a function of x, for positive x and y, in their precision; both below 1e6 in single precision.

    Its terms are logarithms of ratios, so that none is much larger than the whole.
    """
    fixed = y + RAISED
    rest = stirling(fixed) - np.log(six(y)) + (RAISED - 0.5) * np.log(fixed) + (_HALF_LOG_TAU - RAISED)

    def of(x: AnyFloats) -> AnyFloats:
        top = np.asarray(x + y)
        out = six(top)
        out /= six(x)
        np.log(out, out=out)
        out += rest
        top += RAISED
        out -= stirling(top)
        raised = np.asarray(x + RAISED)
        out += stirling(raised)
        ratio = np.asarray(fixed / top)
        np.log(ratio, out=ratio)
        ratio *= y
        out += ratio
        np.divide(raised, top, out=top)
        np.log(top, out=top)
        raised -= 0.5
        top *= raised
        out += top
        return out

    return of


def six(x: AnyFloats) -> AnyFloats:
    """The product x (x + 1) .. (x + 5) = q (q + 4) (q + 6), where q = x (x + 5).

    Written in place, as is `stirling`: of some thousand numbers the arithmetic waits for memory more than for the processor.
    """
    q = np.asarray(x + 5)
    q *= x
    out = np.asarray(q + 4)
    out *= q
    q += 6
    out *= q
    return out


def stirling(y: AnyFloats) -> AnyFloats:
    """The terms of Stirling's series in 1 / y; from y = 6 on what is left out is below the precision of y, and below 1e-11."""
    inverse = np.asarray(1 / y)
    square = np.asarray(inverse * inverse)
    first, *terms = _TERMS if y.dtype == np.float64 else _TERMS[-2:]
    out = np.asarray(square * first)
    for term in terms[:-1]:
        out += term
        out *= square
    out += terms[-1]
    out *= inverse
    return out


def sums(x: Floats) -> Floats:
    """The sums of the first 0 .. n items of each row."""
    out = np.zeros((*x.shape[:-1], x.shape[-1] + 1))
    np.cumsum(x, axis=-1, out=out[..., 1:])
    return out


@lru_cache(maxsize=16)
def ends(n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(s, t - 1) of every stretch of n steps, in their order."""
    last, first = np.tril_indices(n)
    return first, last


def steps_of(stretches: int) -> int:
    """How many steps a series of so many stretches has."""
    return math.isqrt(2 * stretches)


def between(totals: Floats) -> Floats:
    """The sum over the steps s .. t - 1 for each stretch of them, from the `sums` of a row."""
    first, last = ends(totals.shape[-1] - 1)
    out: Floats = totals[..., last + 1]
    out -= totals[..., first]
    return out


def added_up(steps: AnyFloats) -> AnyFloats:
    """What is told of a stretch step by step, added up: at s .. t - 1 the sum of what stands at s .. s, s .. s + 1, .. s .. t - 1. In place."""
    for t in range(1, steps_of(steps.shape[-1])):
        before, place = t * (t - 1) // 2, t * (t + 1) // 2
        steps[..., place : place + t] += steps[..., before : before + t]
    return steps


def matrix(row: Floats) -> Floats:
    """What is known of each stretch at [s, t] of a matrix of n + 1 rows; -inf where there is no stretch."""
    n = steps_of(len(row))
    first, last = ends(n)
    out = np.full((n + 1, n + 1), -np.inf)
    out[first, last + 1] = row
    return out
