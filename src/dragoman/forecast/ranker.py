"""The ranker: boosted trees over the features of candidates, fitted on train, stopped on valid, never shown test.

It needs LightGBM (`pip install dragoman[forecast]`); a fitted ranker is deterministic and does not learn while it scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from dragoman.errors import UsageError
from dragoman.forecast.engine import CHUNK, Engine
from dragoman.forecast.evaluate import Queries, Scores, measures, queries, ranks
from dragoman.forecast.groups import groups
from dragoman.forecast.past import Past
from dragoman.forecast.quads import with_inverse
from dragoman.forecast.rules import Rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.quads import Graph

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

Setting = Literal["single", "multi"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a ranker is fitted. Trees and their objective were chosen on valid of ICEWS14 (bench/forecast.md), the rest by hand.

    `keep` candidates are scored, `train_keep` of them shown in training; `rows` bounds memory (about 400 bytes a row);
    `steps` is how many of the last training steps teach the ranker (earlier ones teach rules only); `without` leaves out
    families of features (for ablations).
    """

    setting: Setting = "single"
    seed: int = 1
    keep: int = 150
    train_keep: int = 80
    rows: int = 2_500_000
    steps: int = 150
    rules_questions: int = 1000
    rounds: int = 1000
    learning_rate: float = 0.05
    leaves: int = 31
    min_rows: int = 500
    without: tuple[str, ...] = ()
    threads: int = 1


@dataclass(slots=True)
class Ranker:
    """A fitted ranker over a past; `score(asked)` scores candidates of questions, `names` are its features."""

    graph: Graph
    settings: Settings
    engine: Engine
    booster: Any
    names: list[str]
    columns: list[int]
    rounds: int

    def score(self, asked: Queries, first: int | None = None) -> Scores:
        """Scores of the questions' candidates.

        Single-step questions use facts before their own step; multi-step ones only facts before `first` (the first step
        asked when None).
        """
        first = int(asked.step[0]) if first is None else first
        sizes, index, value = [], [], []
        for now, chunk in _chunks(asked, CHUNK):
            before = int(now) if self.settings.setting == "single" else first
            found, table = self.engine.table(asked.source[chunk], asked.relation[chunk], before, int(now))
            matrix = table.matrix()[:, self.columns]
            sizes.append(np.bincount(found.q, minlength=len(chunk)))
            index.append(found.target)
            value.append(self.booster.predict(matrix, raw_score=True, num_threads=self.settings.threads))
        start = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
        # Saved scores are single precision: round here, so that what is measured is what is saved.
        rounded = np.concatenate(value).astype(np.float32).astype(np.float64)
        return Scores(start, np.concatenate(index), rounded)


def fit(graph: Graph, settings: Settings | None = None, *, facts: Ints | None = None) -> Ranker:
    """Fit on train, choose the number of trees on valid. `facts` (default: all splits) are those the past may look up.

    Raises UsageError when LightGBM is not installed.
    """
    settings = settings or Settings()
    lightgbm = _lightgbm()
    every = with_inverse(graph.facts if facts is None else facts, graph.n_relations)
    past = Past(every, graph.n_entities, graph.n_relations, groups(graph.entities))
    engine = Engine(past, Rules(2 * graph.n_relations), settings.keep)
    horizon = len(np.unique(graph.valid[:, 3]))
    rows, labels, sizes, names = _training(engine, graph, settings, horizon)
    columns = (
        [i for i, name in enumerate(names) if not name.startswith(settings.without)]
        if settings.without
        else list(range(len(names)))
    )
    names = [names[i] for i in columns]
    if len(columns) < rows.shape[1]:
        rows = rows[:, columns]
    parameters = _parameters(settings)
    data = lightgbm.Dataset(
        rows, labels, group=sizes, feature_name=names, params=parameters, free_raw_data=True
    )
    booster = lightgbm.Booster(parameters, data)
    ranker = Ranker(graph, settings, engine, booster, names, columns, 0)
    del rows
    _boost(ranker)
    return ranker


def _lightgbm() -> Any:
    try:
        import lightgbm
    except ImportError:
        raise UsageError(
            "forecasts need LightGBM and SciPy; install them with: pip install 'dragoman[forecast]'"
        ) from None
    return lightgbm


def _parameters(settings: Settings) -> dict[str, Any]:
    return {
        "objective": "lambdarank", "lambdarank_truncation_level": 20, "learning_rate": settings.learning_rate,
        "num_leaves": settings.leaves, "min_data_in_leaf": settings.min_rows, "feature_fraction": 0.3, "lambda_l2": 10.0,
        "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 127, "seed": settings.seed, "deterministic": True,
        "force_col_wise": True, "num_threads": settings.threads, "verbose": -1, "feature_pre_filter": False,
    }  # fmt: skip


def _training(
    engine: Engine, graph: Graph, settings: Settings, horizon: int
) -> tuple[Floats, Ints, Ints, list[str]]:
    """Rows, labels and group sizes of sampled questions of the last steps of train; teaches the rules on the way."""
    random = np.random.default_rng(settings.seed)
    asked = queries(graph.train, graph.n_relations)
    true = np.unique(asked.row * graph.n_entities + asked.answer)
    steps = np.unique(asked.step)
    teach = steps[-min(settings.steps, max(1, 2 * len(steps) // 3)) :]
    share = settings.rows / (np.isin(asked.step, teach).sum() * settings.train_keep * 0.8)
    # Filled in place: joining parts at the end would hold the largest table of all twice.
    rows = np.empty((0, 0), np.float32)
    filled = 0
    labels: list[Ints] = []
    sizes: list[Ints] = []
    names: list[str] = []
    for now, chunk in _chunks(asked, CHUNK // 2 if settings.setting == "multi" else 10**9, random):
        before = int(now) - (int(random.integers(horizon)) if settings.setting == "multi" else 0)
        if before <= steps[0]:
            continue
        if now >= teach[0]:
            some = chunk[random.random(len(chunk)) < share]
            for low in range(0, len(some), CHUNK):
                part = some[low : low + CHUNK]
                matrix, label, size, names = _shown(
                    engine, asked, part, true, before, int(now), settings.train_keep
                )
                if not filled:
                    rows = np.empty((int(1.3 * settings.rows) + 10**5, matrix.shape[1]), np.float32)
                matrix = matrix[: len(rows) - filled]
                if len(matrix) < len(label):  # full: whole questions only
                    continue
                rows[filled : filled + len(matrix)] = matrix
                filled += len(matrix)
                labels.append(label)
                sizes.append(size)
        taught = chunk[: settings.rules_questions]
        keys = _local(true, taught, graph.n_entities)
        engine.learn(asked.source[taught], asked.relation[taught], keys, before, int(now))
    return rows[:filled], np.concatenate(labels), np.concatenate(sizes), names


def _shown(
    engine: Engine, asked: Queries, part: Ints, true: Ints, before: int, now: int, keep: int
) -> tuple[Floats, Ints, Ints, list[str]]:
    """Features of the best candidates of some questions; questions whose answers are not among them are left out."""
    found, table = engine.table(asked.source[part], asked.relation[part], before, now)
    label = np.isin(found.q * engine.past.n + found.target, _local(true, part, engine.past.n))
    order = np.lexsort((-found.prescore, found.q))
    position = np.empty(len(order), np.int64)
    position[order] = np.arange(len(order)) - np.searchsorted(found.q, found.q[order])
    use = position < keep
    answered = np.bincount(found.q, label & use, len(part)) > 0
    use &= answered[found.q]
    size = np.bincount(found.q[use], minlength=len(part))
    return table.matrix()[use], label[use].astype(np.int64), size[size > 0], table.names


def _local(true: Ints, rows: Ints, entities: int) -> Ints:
    """Keys (position in rows * entities + target) of the answers of some questions."""
    low, high = np.searchsorted(true, rows * entities), np.searchsorted(true, (rows + 1) * entities)
    from dragoman.forecast.history import ranges

    at, owner = ranges(low, high)
    return np.sort(owner * entities + true[at] % entities)


def _boost(ranker: Ranker, every: int = 40) -> None:
    """Add trees; keep the number with the best MRR on every third step of valid."""
    graph, settings = ranker.graph, ranker.settings
    valid = graph.valid
    steps = np.unique(valid[:, 3])
    sample = valid[np.isin(valid[:, 3], steps[:: 3 if len(steps) > 6 else 1])]
    asked = queries(sample, graph.n_relations)
    asked_rows = _Cached(ranker, asked, int(valid[0, 3]))
    best, total = -1.0, np.zeros(len(asked_rows.index))
    for done in range(0, settings.rounds, every):
        for _ in range(every):
            ranker.booster.update()
        total += ranker.booster.predict(
            asked_rows.matrix,
            start_iteration=done,
            num_iteration=every,
            raw_score=True,
            num_threads=settings.threads,
        )
        higher, equal = ranks(asked, Scores(asked_rows.start, asked_rows.index, total), graph.n_entities)
        mrr = measures(asked, higher, equal, graph.n_relations)["mrr"]
        if mrr > best:
            best, ranker.rounds = mrr, done + every
        elif done + every - ranker.rounds >= 2 * every:
            break
    while ranker.booster.current_iteration() > ranker.rounds:
        ranker.booster.rollback_one_iter()


class _Cached:
    """Features of the questions that the number of trees is chosen on."""

    def __init__(self, ranker: Ranker, asked: Queries, first: int) -> None:
        parts, index, sizes = [], [], []
        for now, chunk in _chunks(asked, CHUNK):
            before = int(now) if ranker.settings.setting == "single" else first
            found, table = ranker.engine.table(asked.source[chunk], asked.relation[chunk], before, int(now))
            parts.append(table.matrix()[:, ranker.columns])
            index.append(found.target)
            sizes.append(np.bincount(found.q, minlength=len(chunk)))
        self.matrix, self.index = np.concatenate(parts), np.concatenate(index)
        self.start = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])


def _chunks(asked: Queries, size: int, random: np.random.Generator | None = None) -> list[tuple[int, Ints]]:
    """Question numbers by step, in parts of at most `size`; shuffled within a step when a generator is given."""
    out = []
    bounds = np.flatnonzero(np.append(np.diff(asked.step) != 0, True)) + 1
    low = 0
    for high in bounds:
        inside = np.arange(low, high)
        if random is not None:
            random.shuffle(inside)
        out += [(int(asked.step[low]), inside[at : at + size]) for at in range(0, len(inside), size)]
        low = int(high)
    return out
