"""How likely stretches of real values are under one unchanging regime, and whole series under none that changes.

It weighs stretches of data and never decides where a change lies; see `partition`. Parameters are integrated out under
conjugate priors (normal, inverse gamma). Values are standardised by the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.relations.detector.stretches import ends, log_gamma, sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def values(
    y: Floats, *, gap: Floats, weights: Floats, persistence: float, slope: bool, noise: float, doubt: float, steepness: float,
    place: Floats,
) -> Floats:  # fmt: skip
    """Evidence of real values under regimes of constant level (or straight line) with AR(1) noise.

    y_t = level + slope * (x_t - middle) + u_t, u_t = persistence * u_{t-1} + e_t, e_t ~ N(0, v / weights_t), with
    v ~ inverse gamma(doubt / 2, doubt * noise / 2), level ~ N(0, v / noise), slope ~ N(0, steepness^2 v / noise).
    `y` is standardised; `gap` counts the steps since the value before; `place` is time in units of the whole series.
    """
    root = np.sqrt(weights)
    phi = persistence ** gap[1:]
    # One step of noise has variance 1 / (1 - phi^2) times its innovation; after a gap the share that is new grows.
    scale = np.sqrt((1 - persistence**2) / (1 - phi**2)) if persistence else np.ones(len(phi))
    first = np.sqrt(1 - persistence**2)
    columns = (root * y, root, root * place) if slope else (root * y, root)
    later = [np.concatenate([[0.0], scale * (c[1:] - phi * c[:-1])]) for c in columns]
    start = [first * c for c in columns]

    def cross(i: int, j: int) -> Floats:
        return np.asarray(_after_first(sums(later[i] * later[j])) + (start[i] * start[j])[:, None])

    logs = _after_first(sums(np.concatenate([[0.0], np.log(scale)]))) + np.log(first)
    level_precision = noise
    if slope:
        middle = (place[:, None] + place[None, :]) / 2
        a, ab, b = cross(1, 1), cross(1, 2), cross(2, 2)
        za, zb = cross(0, 1), cross(0, 2)
        b = b - 2 * middle * ab + middle**2 * a
        ab, zb = ab - middle * a, zb - middle * za
        slope_precision = noise / steepness**2
        a, b = a + level_precision, b + slope_precision
        det = np.maximum(a * b - ab * ab, 1e-300)
        fitted = (b * za * za - 2 * ab * za * zb + a * zb * zb) / det
        occam = np.log(det) - np.log(level_precision * slope_precision)
    else:
        za, a = cross(0, 1), cross(1, 1) + level_precision
        a = np.maximum(a, level_precision)  # below the diagonal, where there is no stretch
        fitted, occam = za * za / a, np.log(a / level_precision)
    told = _student(np.maximum(cross(0, 0) - fitted, 0), occam, logs, noise, doubt)
    return np.asarray(told[ends(len(y))])


def _student(rest: Floats, occam: Floats, logs: Floats, noise: float, doubt: float) -> Floats:
    n = rest.shape[0]
    steps = np.arange(n)[None, :] - np.arange(n)[:, None] + 1
    steps = np.maximum(steps, 1)
    a, b = doubt / 2, doubt * noise / 2
    table = log_gamma(a + np.arange(n + 1) / 2)
    out: Floats = (
        -steps / 2 * np.log(2 * np.pi) + logs - occam / 2 + a * np.log(b) - table[0] + table[steps]
        - (a + steps / 2) * np.log(b + rest / 2)
    )  # fmt: skip
    return out


def _after_first(totals: Floats) -> Floats:
    """M[s, t - 1] = the sum over the steps s + 1 .. t - 1."""
    out: Floats = totals[None, 1:] - totals[1:, None]
    return out


def curve(
    y: Floats, *, gap: Floats, persistence: float, degree: int, noise: float, doubt: float, steepness: float, place: Floats
) -> float:  # fmt: skip
    """Evidence of one smooth course without a change: a polynomial (Chebyshev) of some degree with AR(1) noise.

    The prior is that of `values`; the coefficient of order j has a standard deviation of steepness / (2 j).
    """
    phi = persistence ** gap[1:]
    scale = np.sqrt((1 - persistence**2) / (1 - phi**2)) if persistence else np.ones(len(phi))

    def whitened(column: Floats) -> Floats:
        first = np.sqrt(1 - persistence**2) * column[:1]
        return np.concatenate([first, scale * (column[1:] - phi * column[:-1])])

    shape = np.polynomial.chebyshev.chebvander(2 * place, degree)
    design = np.column_stack([whitened(np.asarray(shape[:, j], dtype=np.float64)) for j in range(degree + 1)])
    z = whitened(y)
    deviation = np.concatenate([[1.0], steepness / 2 / np.arange(1, degree + 1)])
    precision = noise / deviation**2
    normal = design.T @ design + np.diag(precision)
    told = design.T @ z
    rest = max(float(z @ z - told @ np.linalg.solve(normal, told)), 0.0)
    occam = float(np.linalg.slogdet(normal)[1] - np.log(precision).sum())
    a, b, n = doubt / 2, doubt * noise / 2, len(y)
    logs = float(np.log(scale).sum()) + 0.5 * np.log(1 - persistence**2)
    gammas = log_gamma(np.array([a, a + n / 2]))
    return float(
        -n / 2 * np.log(2 * np.pi) + logs - occam / 2 + a * np.log(b) - gammas[0] + gammas[1] - (a + n / 2) * np.log(b + rest / 2)
    )  # fmt: skip


# Degrees of freedom and scales (in standard deviations of the series) of the steps of a walk.
_WALK_TAILS = (1, 2, 4)
_WALK_SCALES = np.exp(np.linspace(np.log(1e-4), np.log(2.0), 24))


def walk(y: Floats) -> float:
    """Evidence of a walk whose every step may be a jump: Student t steps, averaged over tails and scales."""
    steps = np.diff(y)
    logs = []
    for nu in _WALK_TAILS:
        g = log_gamma(np.array([(nu + 1) / 2, nu / 2]))
        each = g[0] - g[1] - 0.5 * np.log(nu * np.pi) - np.log(_WALK_SCALES)
        tails = np.log1p((steps[None, :] / _WALK_SCALES[:, None]) ** 2 / nu).sum(axis=1)
        logs.append(each * len(steps) - (nu + 1) / 2 * tails)
    flat = np.concatenate(logs)
    top = flat.max()
    first = -0.5 * np.log(2 * np.pi) - 0.5 * y[0] ** 2
    return float(first + top + np.log(np.exp(flat - top).mean()))
