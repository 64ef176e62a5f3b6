"""How likely a tie between two powers is to change within some days: a hazard fitted on all pairs and kinds that break, or mend.

Changes are rare and kinds are few, so kinds of one direction share their weights and differ by how often they are told. Fitted
on windows that ended before the day of the forecast. Beside each chance stand persistence and the pair's base rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.errors import UsageError
from dragoman.forecast.logit import Logit, fit, probability
from dragoman.forecast.tie_changes import KINDS
from dragoman.forecast.tie_signals import FAMILIES, NAMES, Memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.forecast.panel import Panel
    from dragoman.forecast.tie_changes import Change

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# Fewer past changes of a kind than this and it is not forecast; fewer of all kinds of a direction and nothing is fitted.
MIN_OF_KIND, MIN_CASES, MIN_STARTS = 5, 30, 8
# Windows without a change that a fit sees: they are many and alike. Each stands for all that were not drawn.
MAX_QUIET = 30_000
# Precision of the prior on each standardised weight: with tens of cases and thirty signals, more than for acts.
RIDGE = 300.0
# Most pairs deal with each other hardly ever, so the busiest lie ten or twenty standard deviations out, where no line fitted on
# the rest can be trusted: signals count for at most so many. See bench/forecast.md.
BOUND = 3.0
# Weight of the kind's rate in a pair's base rate, in windows. See bench/forecast.md.
POOLED = 100.0
# A pair with the same change within so many days stands for "one lately" in the persistence forecast.
LATELY = 365
_SEED = 1
_Z = 1.645  # two-sided 90 %


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came: `hit[n, k, d]` says whether a change of kind k between dyad d was told in the window of start n."""

    starts: tuple[int, ...]
    length: int
    hit: Bools
    lately: Bools
    covered: Bools


@dataclass(frozen=True, slots=True)
class TieModel:
    """A fitted hazard for all kinds that break (or mend), with what its baselines need."""

    kinds: tuple[int, ...]
    length: int
    start: int
    logit: Logit
    after: dict[int, tuple[float, float]]
    own: dict[int, Floats]
    cases: dict[int, int]
    windows: int


@dataclass(frozen=True, slots=True)
class TieChance:
    """Chances of one kind for every pair asked: parallel arrays over `dyads`."""

    kind: int
    dyads: Ints
    probability: Floats
    low: Floats
    high: Floats
    persistence: Floats
    base_rate: Floats
    signals: Floats


# Number of the start, kind, pairs asked, and their base rates as known then.
_Window = tuple[int, int, "Ints", "Floats"]


def outcomes(memory: Memory, starts: Sequence[int], length: int) -> Outcomes:
    """What came in the window of each start, and whether the same was told in the LATELY days before it."""
    panel = memory.panel
    shape = (len(starts), len(KINDS), len(panel.dyads))
    hit, lately = np.zeros(shape, bool), np.zeros(shape, bool)
    seen = np.concatenate([[0], np.cumsum(panel.covered > 0)])
    covered = np.zeros(len(starts), bool)
    for n, start in enumerate(starts):
        for table, low, high in ((hit, start, start + length), (lately, start - LATELY, start)):
            a, b = np.searchsorted(memory.step, [low, high])
            table[n, memory.kind[a:b], memory.dyad[a:b]] = True
        end = min(start + length, panel.steps)
        covered[n] = start < panel.steps and 2 * (seen[end] - seen[max(start, 0)]) >= length
    return Outcomes(tuple(starts), length, hit, lately, covered)


def asked_of(memory: Memory, kind: int, use: Bools) -> Ints:
    """The pairs that a kind is asked of: those of `use`, once each where the tie is not directed."""
    return np.flatnonzero(use if KINDS[kind].directed else use & memory.ordered)


def train(panel: Panel, changes: Sequence[Change], kind: int, length: int, start: int) -> TieModel:
    """The hazard of kinds in the direction of `kind`, as it can be known before step `start`, for windows of `length` days.

    Raises UsageError where too little is on record.
    """
    known = panel.until(start)
    past = [c for c in changes if panel.step_of(c.known_on) < start]
    memory = Memory(known, past)
    warm = min(start // 5, 365)
    starts = sorted(range(start - length, max(warm, length), -length))
    if len(starts) < MIN_STARTS:
        raise UsageError(
            f"only {len(starts)} windows of {length} days lie before {panel.day_of(start)}; {MIN_STARTS} are needed"
        )
    came = outcomes(memory, starts, length)
    totals = np.bincount(memory.kind, minlength=len(KINDS))
    kinds = tuple(
        n for n, k in enumerate(KINDS) if k.breaks == KINDS[kind].breaks and totals[n] >= MIN_OF_KIND
    )
    if kind not in kinds:
        raise UsageError(
            f"{KINDS[kind].words}: told of only {totals[kind]} times before {panel.day_of(start)}; {MIN_OF_KIND} are needed"
        )
    return _fitted(memory, came, kinds, start)


def _fitted(memory: Memory, came: Outcomes, kinds: tuple[int, ...], start: int) -> TieModel:
    d = len(memory.panel.dyads)
    hits = {k: np.zeros(d) for k in kinds}
    asked = {k: np.zeros(d) for k in kinds}
    after = {k: np.zeros((2, 2)) for k in kinds}
    rows: list[_Window] = []
    for n, begin in enumerate(came.starts):
        memory.learn_until(begin)
        if not came.covered[n]:
            continue
        use = memory.active()
        for k in kinds:
            dyads = asked_of(memory, k, use)
            y, had = came.hit[n, k, dyads], came.lately[n, k, dyads]
            rows.append((n, k, dyads, _base_rate(hits[k], asked[k])[dyads]))
            hits[k][dyads] += y
            asked[k][dyads] += 1
            np.add.at(after[k], (had.astype(int), y.astype(int)), 1)
    x, y, dyad, weight, offset = _rows(memory, came, rows)
    if y.sum() < MIN_CASES:
        raise UsageError(
            f"changes of ties like this are told in only {int(y.sum())} windows before {memory.panel.day_of(start)}; {MIN_CASES} are needed"
        )
    pooled = {k: hits[k].sum() / max(asked[k].sum(), 1) for k in kinds}
    return TieModel(
        kinds, came.length, start, fit(x, y, dyad, ridge=RIDGE, weight=weight, offset=offset, bound=BOUND),
        {k: (_share(after[k][0]), _share(after[k][1], pooled[k])) for k in kinds},
        {k: _base_rate(hits[k], asked[k]) for k in kinds},
        {k: int(hits[k].sum()) for k in kinds}, int(came.covered.sum()),
    )  # fmt: skip


def _rows(memory: Memory, came: Outcomes, rows: list[_Window]) -> tuple[Floats, Floats, Ints, Floats, Floats]:
    """Signals, outcomes, pairs, weights and base rates of all windows with a change and of some drawn from those without."""
    total = sum(len(dyads) for _, _, dyads, _ in rows)
    share = min(1.0, MAX_QUIET / max(total, 1))
    random = np.random.default_rng(_SEED)
    again = Memory(memory.panel, ())
    again.step, again.kind, again.dyad = memory.step, memory.kind, memory.dyad
    parts: list[tuple[Floats, Floats, Ints, Floats, Floats]] = []
    for n, k, dyads, rate in rows:
        again.learn_until(came.starts[n])
        y = came.hit[n, k, dyads].astype(float)
        keep = (random.random(len(dyads)) < share) | (y == 1)
        chosen = dyads[keep]
        weight = np.where(y[keep] == 1, 1.0, 1 / share)
        parts.append(
            (again.read(k, chosen), y[keep], chosen, weight, _log_odds(rate[keep]) + again.loudness())
        )
    x, y, dyad, weight, offset = (np.concatenate([p[i] for p in parts]) for i in range(5))
    return x, y, dyad.astype(np.int64), weight, offset


def _base_rate(hits: Floats, asked: Floats) -> Floats:
    """Each pair's share of windows with a change, drawn to the share of all pairs; half a change in 1,000 when none is known."""
    pooled = (hits.sum() + 0.5) / (asked.sum() + 1000)
    return np.asarray((hits + POOLED * pooled) / (asked + POOLED))


def by_direction(
    panel: Panel, changes: Sequence[Change], kinds: Sequence[int], length: int, start: int
) -> dict[int, TieModel]:
    """A model for each kind that can be forecast; kinds of one direction share theirs.

    Raises UsageError, with the reason for the first kind, where none can.
    """
    out: dict[int, TieModel] = {}
    refused: UsageError | None = None
    for kind in kinds:
        same = next(
            (m for k, m in out.items() if KINDS[k].breaks == KINDS[kind].breaks and kind in m.kinds), None
        )
        try:
            out[kind] = same or train(panel, changes, kind, length, start)
        except UsageError as err:
            refused = refused or err
    if not out and refused is not None:
        raise refused
    return out


def _share(counts: Floats, prior: float = 0.0) -> float:
    """The share of windows with a change; ten windows of the prior are added, for there may be none."""
    return (
        float((counts[1] + 10 * prior) / (counts.sum() + 10))
        if prior
        else float((counts[1] + 0.5) / (counts.sum() + 1))
    )


def _log_odds(p: Floats) -> Floats:
    return np.asarray(np.log(p / (1 - p)))


def chances(panel: Panel, changes: Sequence[Change], model: TieModel, kind: int) -> TieChance:
    """Chances of a kind at the model's start, for every pair it is asked of."""
    past = [c for c in changes if panel.step_of(c.known_on) < model.start]
    memory = Memory(panel.until(model.start), past)
    memory.learn_until(model.start)
    dyads = asked_of(memory, kind, memory.active())
    x = memory.read(kind, dyads)
    given = _log_odds(model.own[kind][dyads]) + memory.loudness()
    odds, error = given + model.logit.score(x), model.logit.error(x)
    had = outcomes(memory, [model.start], model.length).lately[0, kind, dyads]
    never, lately = model.after[kind]
    return TieChance(
        kind, dyads, probability(odds), probability(odds - _Z * error), probability(odds + _Z * error),
        np.where(had, lately, never), model.own[kind][dyads], x,
    )  # fmt: skip


def reasons(model: TieModel, signals: Floats) -> tuple[tuple[str, float], ...]:
    """(family in words, log-odds it adds against an average pair), the weightiest first."""
    added = dict.fromkeys(FAMILIES, 0.0)
    for name, part in zip(NAMES, model.logit.parts(signals[None, :])[0], strict=True):
        added[name.split(".")[0]] += float(part)
    return tuple(sorted(((FAMILIES[f], a) for f, a in added.items()), key=lambda r: (-abs(r[1]), r[0])))
