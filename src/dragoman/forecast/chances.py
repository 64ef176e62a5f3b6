"""How likely one state is to do a thing to another within some days: a model over all dyads, with reasons and two baselines.

Fitted on windows that ended before the day of the forecast. Beside each chance stand what persistence (was there one
lately?) and the dyad's own base rate would say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.errors import UsageError
from dragoman.forecast.logit import Logit, fit, probability
from dragoman.forecast.panel import happened
from dragoman.forecast.signals import FAMILIES, signals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.panel import Panel

    Floats = NDArray[np.float64]

# Windows in a fit: enough that every season is seen several times, few enough for seconds. More did not help on
# the ICEWS dyad-months of 1995 to 2000.
MAX_STARTS = 120
# Fewer windows than this, or fewer that hold the act, and no model is fitted.
MIN_STARTS, MIN_CASES = 8, 20
# Fewer acts than this in the latest fifth cannot set a model right: they would set it wrong. And no slope beyond this either
# way: on the dated stream, slopes outside it came from a handful of acts and cost more than they gained.
MIN_LATE, MAX_STRETCH = 100, 1.5
# Weight of the pooled rate in a dyad's base rate, in windows: a dyad with that many windows counts half for itself.
POOLED = 10.0
# Precision of the prior on each standardised signal. The model begins at the dyad's base rate, and has to be paid for leaving it.
# Chosen on the dated stream, starts of 2008 to 2011, quads 1 and 4 within 30 days, among 1, 30, 300, 1,000 and 3,000 (skill over
# the base rate -.015, -.005, +.003, +.009, +.014 and +.002, +.005, +.014, +.017, +.014); on the ICEWS dyad-months of 2001 and
# 2002 1 and 1,000 are alike (+.080, +.082).
RIDGE = 1000.0
_Z = 1.645  # two-sided 90 %
# Windows without the act that a fit sees: they are many and alike. With 40,000 the scores of the backtest on the ICEWS
# dyad-months moved in the fourth digit.
MAX_QUIET = 40_000
_SEED = 1


@dataclass(frozen=True, slots=True)
class Chance:
    """A forecast for one dyad. `low` and `high` bound the model's 90 % interval; `reasons` are (family, log-odds added)."""

    probability: float
    low: float
    high: float
    persistence: float
    base_rate: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model for one channel and window length, with all that its baselines need."""

    channel: int
    length: int
    start: int
    logit: Logit
    stretch: tuple[float, float]
    """Intercept and slope on the log-odds, learnt on the latest fifth of the windows (Platt 1999)."""
    after: tuple[float, float]
    """The share of windows with the act where the window before had none, and where it had one."""
    rate: Floats
    """Each dyad's own share of windows with the act, drawn to the pooled one."""
    windows: int
    cases: int


def starts_before(panel: Panel, start: int, length: int) -> list[int]:
    """Starts of past windows that end before `start`, spaced so that they do not overlap, the latest MAX_STARTS of them."""
    warm = min(start // 5, 365 if panel.period == "day" else 24)
    spaced = list(range(start - length, max(warm, length), -length))
    return sorted(spaced[:MAX_STARTS])


def train(panel: Panel, channel: int, length: int, start: int) -> Model:
    """The model as it can be known before step `start`, for windows of `length` steps.

    Raises UsageError where too little is on record.
    """
    known = panel.until(start)
    starts = starts_before(panel, start, length)
    if len(starts) < MIN_STARTS:
        raise UsageError(
            f"only {len(starts)} windows of {length} {panel.period}s lie before {panel.day_of(start)}; {MIN_STARTS} are needed"
        )
    y = happened(known, channel, starts, length)
    before = happened(known, channel, [s - length for s in starts], length)
    seen = signals(known, channel, starts)
    use = seen.active & (y >= 0)
    row, dyad = np.nonzero(use)
    outcome = y[row, dyad].astype(float)
    if outcome.sum() < MIN_CASES:
        raise UsageError(
            f"{panel.channels[channel]} is on record in only {int(outcome.sum())} windows before {panel.day_of(start)}; "
            f"{MIN_CASES} are needed"
        )
    keep, weight = _thinned(outcome)
    usual = _usual(y, use)
    x, begin = seen.values[row[keep], dyad[keep]], usual[row[keep], dyad[keep]]
    y_kept, dyads, rows = outcome[keep], dyad[keep], row[keep]
    stretch = _stretch(x, begin, y_kept, dyads, rows, len(starts), weight)
    had = before[row, dyad] == 1
    after = tuple(
        (outcome[had == state].sum() + 0.5) / (np.count_nonzero(had == state) + 1) for state in (False, True)
    )
    pooled = outcome.mean()
    hits = np.bincount(dyad, outcome, len(panel.dyads))
    asked = np.bincount(dyad, minlength=len(panel.dyads))
    return Model(
        channel, length, start, fit(x, y_kept, dyads, ridge=RIDGE, weight=weight, offset=begin), stretch, (float(after[0]), float(after[1])),
        (hits + POOLED * pooled) / (asked + POOLED), len(starts), int(outcome.sum()),
    )  # fmt: skip


def _usual(y: NDArray[np.int8], use: NDArray[np.bool_]) -> Floats:
    """Log-odds of each dyad's base rate as it stood before each window: what the base-rate forecast would have said."""
    hits = np.cumsum((y == 1) & use, axis=0) - ((y == 1) & use)
    asked: NDArray[np.int64] = np.cumsum(use, axis=0) - use
    # half a hit in a hundred windows stands for "nobody knows yet" at the first window
    pooled = (hits.sum(1) + 0.5) / (asked.sum(1) + 100)
    return _log_odds((hits + POOLED * pooled[:, None]) / (asked + POOLED))


def _log_odds(p: Floats | float) -> Floats:
    return np.asarray(np.log(p / (1 - p)))


def _thinned(y: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Which rows to fit on and how many each stands for: all with the act, and at most MAX_QUIET of those without."""
    quiet = np.nonzero(y == 0)[0]
    if len(quiet) <= MAX_QUIET:
        return np.arange(len(y)), np.ones(len(y))
    drawn = np.random.default_rng(_SEED).choice(quiet, MAX_QUIET, replace=False)
    keep = np.sort(np.concatenate([np.nonzero(y == 1)[0], drawn]))
    return keep, np.where(y[keep] == 0, len(quiet) / MAX_QUIET, 1.0)


def _stretch(
    x: Floats,
    begin: Floats,
    y: Floats,
    dyad: NDArray[np.int64],
    row: NDArray[np.int64],
    starts: int,
    weight: Floats,
) -> tuple[float, float]:
    """Intercept and slope that set right, on the latest fifth of the windows, a model of the four fifths before."""
    late = row >= starts - max(1, starts // 5)
    early = ~late
    if y[early].sum() < MIN_CASES or y[late].sum() < MIN_LATE:
        return 0.0, 1.0
    model = fit(x[early], y[early], dyad[early], ridge=RIDGE, weight=weight[early], offset=begin[early])
    odds = begin[late] + model.score(x[late])
    level = fit(odds[:, None], y[late], dyad[late], ridge=1e-6, weight=weight[late])
    slope = float(level.weights[1] / level.scale[0])
    slope = min(max(slope, 1 / MAX_STRETCH), MAX_STRETCH)
    return float(level.weights[0] - slope * level.mean[0]), slope


def chances(panel: Panel, model: Model) -> tuple[NDArray[np.bool_], Floats, Floats, Floats, Floats, Floats]:
    """For every dyad at the model's start: is it asked about, probability, low, high, persistence, base rate."""
    known = panel.until(model.start)
    seen = signals(known, model.channel, [model.start])
    x = seen.values[0]
    shift, slope = model.stretch
    odds = shift + slope * (_log_odds(model.rate) + model.logit.score(x))
    error = abs(slope) * model.logit.error(x)
    had = happened(known, model.channel, [model.start - model.length], model.length)[0] == 1
    persistence = np.where(had, model.after[1], model.after[0])
    low, high = probability(odds - _Z * error), probability(odds + _Z * error)
    return seen.active[0], probability(odds), low, high, persistence, model.rate


def chance(panel: Panel, model: Model, dyad: int) -> Chance:
    """The forecast for one dyad, with its reasons, the weightiest family first."""
    _, p, low, high, persistence, rate = chances(panel, model)
    seen = signals(panel.until(model.start), model.channel, [model.start])
    parts = model.stretch[1] * model.logit.parts(seen.values[0, dyad : dyad + 1])[0]
    added = dict.fromkeys(FAMILIES, 0.0)
    asked = seen.active[0]
    added["usual"] = float(model.stretch[1] * (_log_odds(rate[dyad]) - _log_odds(rate[asked].mean())))
    for name, part in zip(seen.names, parts, strict=True):
        added[name.split(".")[0]] += float(part)
    reasons = sorted(((FAMILIES[f], a) for f, a in added.items()), key=lambda r: (-abs(r[1]), r[0]))
    return Chance(
        float(p[dyad]),
        float(low[dyad]),
        float(high[dyad]),
        float(persistence[dyad]),
        float(rate[dyad]),
        tuple(reasons),
    )
