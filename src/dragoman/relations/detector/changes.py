"""Turning points of any series: when it changed, how surely, and within which steps.

One fixed setting serves every series: nothing is chosen by looking at which series it is. It says nothing about why
something changed; see `relations.turning` for dyads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.errors import UsageError
from dragoman.relations.detector import value_evidence
from dragoman.relations.detector.count_evidence import Counted, Noise, weigh
from dragoman.relations.detector.intervals import read
from dragoman.relations.detector.noise import best
from dragoman.relations.detector.partition import mixture, partition, unbroken
from dragoman.relations.detector.seasons import without_season
from dragoman.relations.detector.setting import FIXED, NONE, Changes, Setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Half width of the window whose median tells a spike from a level: regimes of `Setting.shortest` steps keep their level.
_NEIGHBOURS = 2


def in_values(
    series: Sequence[float] | Floats,
    weights: Sequence[float] | Floats | None = None,
    setting: Setting = FIXED,
) -> Changes:
    """The changes of level or slope in a series of real values, one a step; values that are not finite are missing.

    `weights` are the precisions of the values (how many events a mean is of). A series without two different finite
    values, or too short for two regimes, has no change. Shift and scale of the values make no difference. A course that repeats
    itself with one of `Setting.periods` is taken out first.
    """
    y = np.asarray(series, dtype=np.float64)
    if y.ndim != 1:
        raise UsageError(f"a series has one value a step; this one has {y.ndim} dimensions")
    w = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=np.float64)
    seen = np.flatnonzero(np.isfinite(y) & np.isfinite(w) & (w > 0))
    y, w = y[seen], w[seen]
    y = without_season(y, seen, periods=setting.periods, gain=setting.season_gain, cycles=setting.cycles)
    y = without_spikes(y, setting.spike)
    spread = _spread(y)
    if len(seen) < 2 * setting.shortest or spread == 0:
        return NONE
    y = (y - y.mean()) / spread
    noise = _noise(y)
    gap = np.diff(seen, prepend=seen[0] - 1).astype(np.float64)
    place = (seen - seen.mean()) / (seen[-1] - seen[0])
    parts, prior = [], []
    for phi in setting.persistence:
        for slope in (False, True):
            stretches = value_evidence.values(
                y, gap=gap, weights=w / w.mean(), persistence=phi, slope=slope, noise=noise, doubt=setting.doubt,
                steepness=setting.steepness, place=place,
            )  # fmt: skip
            parts.append(partition(stretches, setting.expected, setting.shortest))
            prior.append(1.0)
        for degree in setting.degrees:
            whole = value_evidence.curve(y, gap=gap, persistence=phi, degree=degree, noise=noise, doubt=setting.doubt,
                                         steepness=setting.steepness, place=place)  # fmt: skip
            parts.append(unbroken(len(y), whole))
            prior.append(setting.curve_weight)
    parts.append(unbroken(len(y), value_evidence.walk(y)))
    prior.append(setting.walk_weight)
    posterior = mixture(parts, prior)
    return Changes(read(posterior, seen, setting), posterior, seen)


def in_counts(
    numbers: Sequence[Sequence[float]] | Floats,
    exposure: Sequence[float] | Floats | None = None,
    setting: Setting = FIXED,
) -> Changes:
    """The changes that one or several series of counts have in common, one row a series, one column a step.

    `exposure` is how much was watched in each step (reports read); steps without any are missing, never zero. Rates
    are counts per exposure. Raises UsageError for negative counts.
    """
    table, watched, seen = watched_steps(numbers, exposure)
    table = table[table.sum(axis=1) > 0]
    if len(seen) < 2 * setting.shortest or not len(table):
        return NONE
    watched = watched / watched.mean()
    stretches = likeliest(table, watched, setting)
    posterior = partition(stretches, setting.expected_counts, setting.shortest)
    return Changes(read(posterior, seen, setting), posterior, seen)


def watched_steps(
    numbers: Sequence[Sequence[float]] | Floats, exposure: Sequence[float] | Floats | None
) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """(counts, exposure, steps): what is finite and was watched, and which steps of the series these are. Raises UsageError."""
    table = np.atleast_2d(np.asarray(numbers, dtype=np.float64))
    watched = np.ones(table.shape[1]) if exposure is None else np.asarray(exposure, dtype=np.float64)
    if watched.shape != (table.shape[1],):
        raise UsageError(f"there are {table.shape[1]} steps of counts and {len(watched)} of exposure")
    if (table < 0).any():
        raise UsageError("a count is negative; counts are numbers of events")
    seen = np.flatnonzero(np.isfinite(table).all(axis=0) & np.isfinite(watched) & (watched > 0))
    return table[:, seen], watched[seen], seen


def likeliest(table: Floats, watched: Floats, setting: Setting = FIXED, known: int | None = None) -> Floats:
    """The evidence of series of counts, one a row, together: each under the kind of noise that explains it best, changes allowed for.

    The kind and the prior of its rates are taken from the first `known` steps (all unless given).
    """
    series = [Counted(number, watched, known) for number in table]
    past = series if known is None else [Counted(row[:known], watched[:known]) for row in table]
    plain = best([(counted, [Noise(size) for size in setting.sizes]) for counted in past], setting)
    hurdles = [Noise(size, hurdle=True) for size in setting.sizes if size >= 1]
    every = []
    for counted, first in zip(past, plain, strict=True):
        # Part of what looks like bursts is echo: with it, what is left is less dispersed.
        sizes = [min(first.size, setting.sizes[-2]) * factor for factor in (1.0, 2.0, 4.0)]
        every.append(
            (counted, [first, *hurdles, *(Noise(s, echo) for echo in setting.echoes for s in sizes)])
        )
    chosen = best(every, setting)
    return np.asarray(sum(weigh(counted, [kind])[0] for counted, kind in zip(series, chosen, strict=True)))


def without_spikes(y: Floats, deviations: float) -> Floats:
    """The values with single outliers drawn in towards the median of five neighbours (Hampel's filter)."""
    if len(y) <= 2 * _NEIGHBOURS + 2:
        return y
    padded = np.pad(y, _NEIGHBOURS, mode="reflect")
    middle = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * _NEIGHBOURS + 1), axis=1)
    limit = deviations * max(np.sqrt(_step_variance(y) / 2), 0.01 * _spread(y))
    return middle + np.clip(y - middle, -limit, limit)


def _spread(y: Floats) -> float:
    """The standard deviation; 0 where rounding alone makes the values differ."""
    top = float(np.abs(y).max()) if len(y) else 0.0
    if top == 0:
        return 0.0
    spread = float((y / top).std())
    return spread * top if spread > 1e-12 else 0.0


def _step_variance(y: Floats) -> float:
    """Variance of the steps, from their median, which few changes cannot move."""
    steps = np.diff(y)
    return float(np.median(np.abs(steps - np.median(steps))) / 0.6745) ** 2


def _noise(y: Floats) -> float:
    return max(_step_variance(y) / 2, 1e-4)
