"""Would the forecasts have been any good? Made again at past days with what was known then, and scored.

At each start the model is fitted on windows that had ended, asked about every active dyad, and scored on what came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.errors import UsageError
from dragoman.forecast.chances import chances, train
from dragoman.forecast.panel import happened
from dragoman.forecast.tie_chances import by_direction, outcomes
from dragoman.forecast.tie_chances import chances as tie_chances
from dragoman.forecast.tie_signals import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from dragoman.forecast.panel import Panel
    from dragoman.forecast.tie_changes import Change

    Floats = NDArray[np.float64]

SYSTEMS = ("model", "persistence", "base rate")
_CLIP = 1e-6  # a forecast of 0 or 1 that fails would make the log score infinite
_DRAWS, _SEED = 1000, 1


@dataclass(frozen=True, slots=True)
class Backtest:
    """All forecasts of a backtest and what came: parallel arrays, one entry a forecast. `p[system]` are probabilities."""

    start: NDArray[np.int64]
    dyad: NDArray[np.int64]
    outcome: Floats
    p: dict[str, Floats]


def backtest(
    panel: Panel,
    channel: int,
    length: int,
    starts: Sequence[int],
    *,
    told: Callable[[int], None] | None = None,
) -> Backtest:
    """Forecasts at each of `starts` for windows of `length` steps. Starts with too little before them are left out.

    Raises UsageError where none has enough.
    """
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64], Floats, list[Floats]]] = []
    for start in starts:
        try:
            model = train(panel, channel, length, start)
        except UsageError:
            continue
        active, p, _, _, persistence, rate = chances(panel, model)
        came = happened(panel, channel, [start], length)[0]
        asked = np.nonzero(active & (came >= 0))[0]
        parts.append(
            (
                np.full(len(asked), start),
                asked,
                came[asked].astype(float),
                [p[asked], persistence[asked], rate[asked]],
            )
        )
        if told is not None:
            told(start)
    if not parts:
        raise UsageError("no start has enough windows before it; see dragoman forecast backtest --help")
    p_all = {s: np.concatenate([x[3][n] for x in parts]) for n, s in enumerate(SYSTEMS)}
    start_all, dyad_all, y = (np.concatenate([x[n] for x in parts]) for n in range(3))
    return Backtest(start_all.astype(np.int64), dyad_all.astype(np.int64), y, p_all)


def backtest_ties(
    panel: Panel, changes: Sequence[Change], kinds: Sequence[int], length: int, starts: Sequence[int],
    *, told: Callable[[int], None] | None = None,
) -> tuple[Backtest, NDArray[np.int64]]:  # fmt: skip
    """Forecasts of changes of ties at each of `starts`, and the kind of each forecast.

    Starts and kinds with too little before them are left out. Raises UsageError where none has enough.
    """
    memory = Memory(panel, changes)
    parts: list[list[NDArray[Any]]] = []
    for start in starts:
        try:
            models = by_direction(panel, changes, kinds, length, start)
        except UsageError:
            continue
        came = outcomes(memory, [start], length)
        for kind, model in models.items():
            if not came.covered[0]:
                continue
            given = tie_chances(panel, changes, model, kind)
            n = len(given.dyads)
            y = came.hit[0, kind, given.dyads].astype(float)
            parts.append(
                [
                    np.full(n, start),
                    given.dyads,
                    y,
                    given.probability,
                    given.persistence,
                    given.base_rate,
                    np.full(n, kind),
                ]
            )
        if told is not None:
            told(start)
    if not parts:
        raise UsageError(
            "no start has enough changes of ties before it; see dragoman forecast backtest --help"
        )
    start_all, dyad_all, y_all, *p_all, kind_all = (np.concatenate([x[n] for x in parts]) for n in range(7))
    p = dict(zip(SYSTEMS, p_all, strict=True))
    return Backtest(start_all.astype(np.int64), dyad_all.astype(np.int64), y_all, p), kind_all.astype(
        np.int64
    )


def brier(p: Floats, y: Floats) -> Floats:
    """The squared error of each forecast (Brier 1950, one category)."""
    return np.asarray((p - y) ** 2)


def log_loss(p: Floats, y: Floats) -> Floats:
    """Minus the logarithm of the probability given to what came, in nats."""
    q = np.clip(p, _CLIP, 1 - _CLIP)
    return np.asarray(-(y * np.log(q) + (1 - y) * np.log(1 - q)))


def measures(test: Backtest, only: NDArray[np.bool_] | None = None) -> dict[str, float]:
    """Scores of all three systems, and the model's skill over the other two with 95 % intervals.

    Skill is 1 - Brier / Brier of the other: 0 says no better, 1 perfect. Log skill is the same of the log score, which tells
    rare events better apart. Intervals draw whole starts again, since dyads of
    one day hang together.
    """
    keep = np.ones(len(test.outcome), bool) if only is None else only
    y = test.outcome[keep]
    out: dict[str, float] = {
        "forecasts": float(len(y)),
        "share that happened": float(y.mean()) if len(y) else 0.0,
    }
    for name in SYSTEMS:
        out[f"brier {name}"] = float(brier(test.p[name][keep], y).mean())
        out[f"log {name}"] = float(log_loss(test.p[name][keep], y).mean())
    _, day = np.unique(test.start[keep], return_inverse=True)
    drawn = np.random.default_rng(_SEED).integers(0, int(day.max()) + 1, (_DRAWS, int(day.max()) + 1))
    own = np.bincount(day, brier(test.p["model"][keep], y))
    for name in SYSTEMS[1:]:
        other = np.bincount(day, brier(test.p[name][keep], y))
        out[f"skill over {name}"] = 1 - float(own.sum() / other.sum())
        low, high = np.quantile(1 - own[drawn].sum(1) / other[drawn].sum(1), [0.025, 0.975])
        out[f"skill over {name} low"], out[f"skill over {name} high"] = float(low), float(high)
        mine, theirs = (np.bincount(day, log_loss(test.p[x][keep], y)) for x in ("model", name))
        out[f"log skill over {name}"] = 1 - float(mine.sum() / theirs.sum())
        low, high = np.quantile(1 - mine[drawn].sum(1) / theirs[drawn].sum(1), [0.025, 0.975])
        out[f"log skill over {name} low"], out[f"log skill over {name} high"] = float(low), float(high)
    return out


def reliability(test: Backtest, system: str = "model", bins: int = 10) -> list[tuple[float, float, int]]:
    """(mean forecast, share that happened, number) of forecasts in bins of equal width; empty bins are left out."""
    p = test.p[system]
    which = np.minimum((p * bins).astype(int), bins - 1)
    out = []
    for b in range(bins):
        inside = which == b
        if inside.any():
            out.append((float(p[inside].mean()), float(test.outcome[inside].mean()), int(inside.sum())))
    return out


# Below this many forecasts a region's figures say little and are left out. Ours.
_ENOUGH = 100


def by_region(panel: Panel, test: Backtest) -> dict[str, dict[str, float]]:
    """`measures` by the region of the source, the largest first."""
    from dragoman.registry.regions import region

    where = np.array([region(a) for a, _ in panel.dyads])[test.dyad]
    names, counts = np.unique(where, return_counts=True)
    ranked = sorted(zip(-counts, names, strict=True))
    return {
        str(name): measures(test, where == name)
        for n, name in ranked
        if -n >= _ENOUGH and len(np.unique(test.start[where == name])) > 1
    }
