"""Arithmetic over all stretches s .. t - 1 of a series at once. It holds no model; see the two evidence modules."""

from __future__ import annotations

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


def between(totals: Floats) -> Floats:
    """M[s, t - 1] = the sum over the steps s .. t - 1; zero below the diagonal, where there are none."""
    out: Floats = np.triu(totals[None, 1:] - totals[:-1, None])
    return out


def padded(inner: Floats) -> Floats:
    """The evidence matrix of an (n, n) matrix whose [s, t - 1] speaks of the steps s .. t - 1."""
    n = inner.shape[0]
    out = np.full((n + 1, n + 1), -np.inf)
    upper = np.triu_indices(n)
    out[upper[0], upper[1] + 1] = inner[upper]
    return out
