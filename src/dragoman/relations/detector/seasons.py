"""A course that repeats itself every so many steps, taken out of a series of values before its regimes are weighed.

It finds no change and knows no calendar: a period is a number of steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# A step further from the median of all steps than so many deviations counts as that far: a level that shifts is no season.
_FAR = 4.0
# The course of a period is judged by at least so many steps of each phase.
_EACH_MIN = 2


def without_season(
    y: Floats, at: NDArray[np.intp], *, periods: tuple[int, ...], gain: float, cycles: int
) -> Floats:
    """The values `y` of the steps `at` less the course of the period that best explains their differences, if any does.

    A period counts when the series has `cycles` of it and its course raises the log likelihood of the differences, less
    the price of its phases (BIC), by at least `gain`. Differences, since a trend or a shift of level moves few of them.
    """
    near = np.diff(at) == 1
    steps, phase_at = np.diff(y)[near], at[1:][near]
    middle = np.median(steps) if len(steps) else 0.0
    far = _FAR * float(np.median(np.abs(steps - middle))) / 0.6745 if len(steps) else 0.0
    if far <= 0:
        return y
    steps = np.clip(steps, middle - far, middle + far)
    plain = float(((steps - steps.mean()) ** 2).sum())
    best: tuple[float, Floats] | None = None
    for period in periods:
        phase = phase_at % period
        each = np.bincount(phase, minlength=period)
        if at[-1] - at[0] + 1 < cycles * period or each.min() < _EACH_MIN:
            continue
        mean = np.bincount(phase, weights=steps, minlength=period) / each
        rest = max(float(((steps - mean[phase]) ** 2).sum()), 1e-12 * plain)
        won = len(steps) / 2 * np.log(plain / rest) - (period - 1) / 2 * np.log(len(steps))
        if won >= gain and (best is None or won > best[0]):
            best = won, mean
    if best is None:
        return y
    course = np.cumsum(best[1] - best[1].mean())
    return np.asarray(y - (course - course.mean())[at % len(course)])
