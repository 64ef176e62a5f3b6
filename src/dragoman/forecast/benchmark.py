"""Benchmark runs: fit, score a split, measure, and save the scores in the form a third party's program reads."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.forecast.evaluate import day_bootstrap, measures, queries, ranks
from dragoman.forecast.quads import load
from dragoman.forecast.ranker import Settings, boost, prepare, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dragoman.forecast.evaluate import Queries, Scores
    from dragoman.forecast.quads import Graph
    from dragoman.forecast.ranker import Ranker


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock and of processor time."""

    clock: float
    processor: float

    @staticmethod
    def now() -> Spent:
        """The clocks as they stand."""
        return Spent(time.perf_counter(), time.process_time())

    def since(self, then: Spent) -> tuple[float, float]:
        """What has gone by since."""
        return round(self.clock - then.clock, 1), round(self.processor - then.processor, 1)


def run(
    folder: Path, split: str = "test", settings: Settings | None = None, scores: Path | None = None
) -> dict[str, Any]:
    """Figures of one run: MRR and Hits x 100, 95 % day-bootstrap interval, seconds and peak memory (GB)."""
    settings = settings or Settings()
    return next(runs(load(folder), split, settings, seeds=(settings.seed,), scores=scores))


def runs(
    graph: Graph,
    split: str,
    settings: Settings,
    *,
    seeds: Sequence[int] = (1,),
    without: Sequence[tuple[str, ...]] = ((),),
    scores: Path | None = None,
) -> Iterator[dict[str, Any]]:
    """Figures of each seed, and of each list of families left out; rules and features are made once for all.

    Scores of the first seed go to `scores`, those of seed N to the same name with "-N". Seconds of features and of scoring are those of the whole, not of one seed;
    the peak of memory is that of the process so far.
    """
    began = Spent.now()
    made = prepare(graph, settings)
    prepared = Spent.now()
    rankers, grown = [], []
    for seed in seeds:
        for families in without:
            before = Spent.now()
            rankers.append(boost(made, seed=seed, without=families))
            grown.append(Spent.now().since(before))
    asked = queries(graph.split(split), graph.n_relations)
    before = Spent.now()
    given = score(rankers, asked)
    scored = Spent.now().since(before)
    for n, (ranker, trees, found) in enumerate(zip(rankers, grown, given, strict=True)):
        if scores is not None:
            save(
                scores if n == 0 else scores.with_stem(f"{scores.stem}-{ranker.settings.seed}"), asked, found
            )
        yield {
            **_described(graph, split, ranker), **_measured(graph, asked, found),
            **_cost(prepared.since(began), trees, scored),
        }  # fmt: skip


def _described(graph: Graph, split: str, ranker: Ranker) -> dict[str, Any]:
    settings = ranker.settings
    return {
        "dataset": graph.name, "split": split, "setting": settings.setting, "seed": settings.seed,
        "rows": settings.rows, "shown": settings.train_keep,
        "threads": settings.threads, "trees": ranker.rounds, "watched_mrr": ranker.watched_mrr, "features": len(ranker.names), "without": list(settings.without),
    }  # fmt: skip


def _measured(graph: Graph, asked: Queries, given: Scores) -> dict[str, Any]:
    higher, equal = ranks(asked, given, graph.n_entities)
    return measures(asked, higher, equal, graph.n_relations) | {
        "mrr_interval": day_bootstrap(asked, higher, equal)
    }


def _cost(*parts: tuple[float, float]) -> dict[str, Any]:
    names = ("features", "trees", "score")
    return {
        **{f"{n}_s": clock for n, (clock, _) in zip(names, parts, strict=True)},
        **{f"{n}_cpu_s": processor for n, (_, processor) in zip(names, parts, strict=True)},
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
    }


def save(path: Path, asked: Queries, given: Scores) -> None:
    """Write t, s, r (one row a question), ptr, idx, val: what eval_tkg.py reads. Entities left out tie at minus infinity."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not compressed and in narrow types: eval_tkg.py reads a whole array again for each question.
    np.savez(
        path, t=asked.step, s=asked.source, r=asked.relation, ptr=given.start,
        idx=given.index.astype(np.int32), val=given.value.astype(np.float32),
    )  # fmt: skip
