"""Arithmetic over all stretches s .. t - 1 of a series at once. It holds no model; see the two evidence modules."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def log_gamma(x: Floats) -> Floats:
    """ln Gamma(x) for 0 < x < 1e30: Stirling's series at x + 8; error below 1e-11, relative above 1."""
    x = np.asarray(x, dtype=np.float64)
    product = x * (x + 1) * (x + 2) * (x + 3) * (x + 4) * (x + 5) * (x + 6) * (x + 7)
    y = x + 8
    inverse = 1 / (y * y)
    series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y
    result: Floats = (y - 0.5) * np.log(y) - y + 0.5 * np.log(2 * np.pi) + series - np.log(product)
    return result


def sums(x: Floats) -> Floats:
    """The sums of the first 0 .. n items."""
    return np.concatenate([[0.0], np.cumsum(x)])


@lru_cache(maxsize=16)
def _ends(n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(s, t - 1) of every stretch of n steps, in the order of `between`."""
    return np.triu_indices(n)


def between(totals: Floats) -> Floats:
    """The sum over the steps s .. t - 1 for each stretch of them, all that begin at step 0 first."""
    first, last = _ends(len(totals) - 1)
    out: Floats = totals[last + 1] - totals[first]
    return out


def padded(inner: Floats) -> Floats:
    """The evidence matrix of what is known of each stretch: in the order of `between`, or at [s, t - 1] of a matrix."""
    if inner.ndim == 2:
        n = len(inner)
        inner = inner[_ends(n)]
    else:
        n = int((np.sqrt(8 * len(inner) + 1) - 1) / 2)
    first, last = _ends(n)
    out = np.full((n + 1, n + 1), -np.inf)
    out[first, last + 1] = inner
    return out
