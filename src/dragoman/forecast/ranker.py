"""The ranker: boosted trees and small networks over the features of candidates, fitted on train, stopped on valid, never shown test.

It needs LightGBM (`pip install dragoman[forecast]`); a fitted ranker is deterministic and does not learn while it scores.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from dragoman.errors import UsageError
from dragoman.forecast.engine import Engine
from dragoman.forecast.evaluate import Queries, Scores, measures, ranks
from dragoman.forecast.groups import groups
from dragoman.forecast.history import ranges
from dragoman.forecast.net import NETWORKS, Network, learn, values
from dragoman.forecast.past import Past
from dragoman.forecast.quads import with_inverse
from dragoman.forecast.rules import Rules
from dragoman.forecast.sample import sample, tables, watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.forecast.quads import Graph
    from dragoman.forecast.sample import Halves, Sample, Watched

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

Setting = Literal["single", "multi"]

# All candidates pass the first trees, and the best few of each question all the others and the networks: the rest hardly ever change places with
# them. A small ranker (100 trees at twice the rate, a fifth of the rows, first 40 trees) has an MRR of 47.672 so, and 47.677 without, on
# every third day of valid of ICEWS14.
FIRST_TREES, FINALISTS = 80, 40
# Finalists stand above all others, whose scores come from the first trees alone.
_BELOW = 100.0
# How much the mean of the networks counts beside the trees; chosen on valid (bench/forecast.md).
NETWORKS_WEIGHT = 2.0


# Trees learn from so many rows at most, spread over all questions: more bring them nothing, where networks learn from all (bench/forecast.md).
TREE_ROWS = 1_250_000
# Rows to learn from: of 90,000 facts these are all questions of the last 150 days. Of large graphs they are a few in a hundred, and
# their number matters (bench/forecast.md): at most as many as pay within half an hour.
ROWS, LARGE_ROWS, LARGE = 1_250_000, 4_000_000, 250_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How a ranker is fitted. Trees and their objective were chosen on valid of ICEWS14 (bench/forecast.md), the rest by hand.

    `keep` candidates are scored, `train_keep` of them shown in training; `rows` bounds memory (about 350 bytes a row) and
    follows from the size of train where it is None (`sized`).
    `steps` is how many of the last training steps teach the ranker (earlier ones teach rules only); `watched` questions of
    valid say when to stop; `without` leaves out families of features (for ablations). `seed` is that of the trees.
    """

    setting: Setting = "single"
    seed: int = 1
    keep: int = 150
    train_keep: int = 20
    rows: int | None = None
    steps: int = 150
    rules_questions: int = 1000
    watched: int = 6000
    rounds: int = 1000
    learning_rate: float = 0.05
    leaves: int = 31
    min_rows: int = 500
    without: tuple[str, ...] = ()
    threads: int = 1


def sized(settings: Settings, train_facts: int) -> Settings:
    """The settings with the number of rows for so many facts of train, where it was left open."""
    if settings.rows is not None:
        return settings
    return replace(settings, rows=LARGE_ROWS if train_facts >= LARGE else ROWS)


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that trees of any seed are fitted on."""

    graph: Graph
    settings: Settings
    engine: Engine
    sample: Sample
    watched: Watched


@dataclass(slots=True)
class Ranker:
    """A fitted ranker over a past; `score(asked)` scores candidates of questions, `names` are its features.

    `watched_mrr` (x 100) is what its number of trees, `rounds`, gave on the watched questions of valid, without the networks.
    """

    graph: Graph
    settings: Settings
    engine: Engine
    booster: Any
    names: list[str]
    columns: list[int]
    rounds: int
    networks: tuple[Network, ...] = ()
    watched_mrr: float = 0.0

    def score(self, asked: Queries, first: int | None = None) -> Scores:
        """Scores of the questions' candidates.

        Single-step questions use facts before their own step; multi-step ones only facts before `first` (the first step
        asked when None).
        """
        return score([self], asked, first)[0]

    def values(self, rows: Halves, size: Ints) -> Floats:
        """Scores of rows, question after question."""
        early = self.grown(rows, 0, min(FIRST_TREES, self.rounds))
        q = np.repeat(np.arange(len(size)), size)
        order = np.lexsort((-early, q))
        final = np.sort(order[np.arange(len(q)) - np.repeat(np.cumsum(size) - size, size) < FINALISTS])
        value = early - np.float32(_BELOW)
        best = rows[final]
        value[final] = early[final]
        if self.rounds > FIRST_TREES:
            value[final] += self.grown(best, FIRST_TREES, self.rounds - FIRST_TREES)
        value[final] += np.float32(NETWORKS_WEIGHT) * values(self.networks, best[:, self.columns])
        return value

    def grown(self, rows: Halves, start: int, number: int) -> Floats:
        """What `number` trees from `start` on add to the scores of rows."""
        out = self.booster.predict(
            rows[:, self.columns].astype(np.float32), start_iteration=start, num_iteration=number, raw_score=True,
            num_threads=self.settings.threads,
        )  # fmt: skip
        # Saved scores are single precision: round here, so that what is measured is what is saved.
        return np.asarray(out, np.float32)


def score(rankers: Sequence[Ranker], asked: Queries, first: int | None = None) -> list[Scores]:
    """What several rankers over one engine (other seeds) give the same questions; features are made once."""
    one = rankers[0]
    first = int(asked.step[0]) if first is None else first
    sizes, index = [], []
    values: list[list[Floats]] = [[] for _ in rankers]
    before = None if one.settings.setting == "single" else first
    for rows, size, target in tables(one.engine, asked, before, one.settings.threads):
        sizes.append(size)
        index.append(target)
        for ranker, value in zip(rankers, values, strict=True):
            value.append(ranker.values(rows, size))
    start = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    where = np.concatenate(index)
    return [Scores(start, where, np.concatenate(value).astype(np.float64)) for value in values]


def prepare(graph: Graph, settings: Settings | None = None, *, facts: Ints | None = None) -> Prepared:
    """Rules learned and features made. `facts` (default: all splits) are those the past may look up.

    Raises UsageError when LightGBM is not installed.
    """
    settings = sized(settings or Settings(), len(graph.train))
    _lightgbm()
    every = with_inverse(graph.facts if facts is None else facts, graph.n_relations)
    past = Past(every, graph.n_entities, graph.n_relations, groups(graph.entities))
    engine = Engine(past, Rules(2 * graph.n_relations), settings.keep)
    made = sample(engine, graph, settings, len(np.unique(graph.valid[:, 3])))
    return Prepared(graph, settings, engine, made, watched(engine, graph, settings))


def boost(made: Prepared, *, seed: int | None = None, without: tuple[str, ...] | None = None) -> Ranker:
    """Trees of one seed, without some families of features, as many as are best on valid."""
    settings = replace(
        made.settings,
        seed=made.settings.seed if seed is None else seed,
        without=made.settings.without if without is None else without,
    )
    names = made.sample.names
    columns = [i for i, n in enumerate(names) if not settings.without or not n.startswith(settings.without)]
    lightgbm, parameters = _lightgbm(), _parameters(settings)
    used = [names[i] for i in columns]
    where, sizes = _spread(made.sample.sizes, TREE_ROWS)
    data = lightgbm.Dataset(
        _batches(lightgbm, made.sample.rows, where, columns), made.sample.labels[where], group=sizes, feature_name=used,
        params=parameters, free_raw_data=True,
    )  # fmt: skip
    booster = lightgbm.Booster(parameters, data)
    ranker = Ranker(made.graph, settings, made.engine, booster, used, columns, 0)
    _grow(ranker, made.watched)
    ranker.networks = tuple(
        learn(made.sample, columns, NETWORKS * settings.seed + n) for n in range(NETWORKS)
    )
    return ranker


def fit(graph: Graph, settings: Settings | None = None, *, facts: Ints | None = None) -> Ranker:
    """Fit on train, choose the number of trees on valid. `facts` (default: all splits) are those the past may look up.

    Raises UsageError when LightGBM is not installed.
    """
    return boost(prepare(graph, settings, facts=facts))


def _lightgbm() -> Any:
    try:
        import lightgbm
        import scipy  # noqa: F401 - features need it; said here in words
    except ImportError:
        raise UsageError(
            "forecasts need LightGBM and SciPy; install them with: pip install 'dragoman[forecast]'"
        ) from None
    return lightgbm


def _spread(sizes: Ints, most: int) -> tuple[Ints, Ints]:
    """The rows of questions spread evenly over a sample, about so many at most, and the number of each question."""
    share = min(1.0, most / max(int(sizes.sum()), 1))
    number = np.arange(len(sizes))
    questions = np.flatnonzero((number + 1) * share // 1 > number * share // 1)
    ends = np.cumsum(sizes)
    rows, _ = ranges(ends[questions] - sizes[questions], ends[questions])
    return rows, sizes[questions]


def _batches(lightgbm: Any, rows: Halves, where: Ints, columns: list[int]) -> Any:
    """Some rows that LightGBM reads in batches: it would copy a whole table to single precision."""

    class Batches(lightgbm.Sequence):  # type: ignore[misc]
        batch_size = 50_000

        def __getitem__(self, index: Any) -> NDArray[np.float64]:
            return np.asarray(rows[where[index]][..., columns], np.float64)

        def __len__(self) -> int:
            return len(where)

    return Batches()


def _parameters(settings: Settings) -> dict[str, Any]:
    return {
        "objective": "lambdarank", "lambdarank_truncation_level": 20, "learning_rate": settings.learning_rate,
        "num_leaves": settings.leaves, "min_data_in_leaf": settings.min_rows, "feature_fraction": 0.3, "lambda_l2": 10.0,
        "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 127, "seed": settings.seed, "deterministic": True,
        "force_col_wise": True, "num_threads": settings.threads, "verbose": -1, "feature_pre_filter": False,
    }  # fmt: skip


def _grow(ranker: Ranker, watch: Watched, every: int = 40) -> None:
    """Add trees; keep the number with the best MRR on the watched questions of valid."""
    graph, settings = ranker.graph, ranker.settings
    best, kept, total = -1.0, 0, np.zeros(len(watch.index))
    for done in range(0, settings.rounds, every):
        for _ in range(every):
            ranker.booster.update()
        for low in range(0, len(total), 100_000):
            total[low : low + 100_000] += ranker.grown(watch.rows[low : low + 100_000], done, every)
        higher, equal = ranks(watch.asked, Scores(watch.start, watch.index, total), graph.n_entities)
        mrr = measures(watch.asked, higher, equal, graph.n_relations)["mrr"]
        if mrr > best:
            best, kept = mrr, done + every
        elif done + every - kept >= 2 * every:
            break
    while ranker.booster.current_iteration() > kept:
        ranker.booster.rollback_one_iter()
    ranker.rounds, ranker.watched_mrr = kept, best
