"""Arithmetic over all stretches s .. t - 1 of a series at once. It holds no model; see the two evidence modules."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


_HALF_LOG_TAU = 0.5 * np.log(2 * np.pi)


def log_gamma(x: Floats) -> Floats:
    """ln Gamma(x) for 0 < x < 1e30: Stirling's series at x + 8; error below 1e-11, relative above 1.

    Written in place: of some thousand numbers the arithmetic waits for memory more than for the processor.
    """
    x = np.asarray(x, dtype=np.float64)
    # x (x + 7), from which x (x + 1) .. (x + 7) = q (q + 6) (q + 10) (q + 12).
    q = np.asarray((x + 7) * x)
    product = np.asarray(q + 6)
    product *= q
    spare = np.asarray(q + 10)
    product *= spare
    q += 12
    product *= q
    y = np.add(x, 8, out=q)
    inverse = np.multiply(y, y, out=spare)
    np.reciprocal(inverse, out=inverse)
    out = np.asarray(inverse * (-1 / 1680))
    for term in (1 / 1260, -1 / 360):
        out += term
        out *= inverse
    out += 1 / 12
    out /= y
    out -= np.log(product, out=product)
    out -= y
    logs = np.log(y, out=spare)
    y -= 0.5
    logs *= y
    out += logs
    out += _HALF_LOG_TAU
    return out


def sums(x: Floats) -> Floats:
    """The sums of the first 0 .. n items."""
    return np.concatenate([[0.0], np.cumsum(x)])


@lru_cache(maxsize=16)
def ends(n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(s, t - 1) of every stretch of n steps, in the order of `between`."""
    return np.triu_indices(n)


def between(totals: Floats) -> Floats:
    """The sum over the steps s .. t - 1 for each stretch of them, all that begin at step 0 first."""
    first, last = ends(len(totals) - 1)
    out: Floats = totals[last + 1] - totals[first]
    return out


def padded(inner: Floats) -> Floats:
    """The evidence matrix of what is known of each stretch: in the order of `between`, or at [s, t - 1] of a matrix."""
    if inner.ndim == 2:
        n = len(inner)
        inner = inner[ends(n)]
    else:
        n = int((np.sqrt(8 * len(inner) + 1) - 1) / 2)
    first, last = ends(n)
    out = np.full((n + 1, n + 1), -np.inf)
    out[first, last + 1] = inner
    return out
