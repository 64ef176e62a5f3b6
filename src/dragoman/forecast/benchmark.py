"""One benchmark run: fit, score a split, measure, and save the scores in the form a third party's program reads."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.forecast.evaluate import day_bootstrap, measures, queries, ranks
from dragoman.forecast.quads import load
from dragoman.forecast.ranker import Settings, fit

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.forecast.evaluate import Queries, Scores


def run(
    folder: Path, split: str = "test", settings: Settings | None = None, scores: Path | None = None
) -> dict[str, Any]:
    """Figures of one run: MRR and Hits x 100, 95 % day-bootstrap interval, seconds and peak memory (GB)."""
    settings = settings or Settings()
    graph = load(folder)
    started = time.perf_counter()
    ranker = fit(graph, settings)
    fitted = time.perf_counter()
    asked = queries(graph.split(split), graph.n_relations)
    given = ranker.score(asked)
    scored = time.perf_counter()
    higher, equal = ranks(asked, given, graph.n_entities)
    if scores is not None:
        save(scores, asked, given)
    return {
        "dataset": graph.name, "split": split, "setting": settings.setting, "seed": settings.seed,
        **measures(asked, higher, equal, graph.n_relations),
        "mrr_interval": day_bootstrap(asked, higher, equal),
        "trees": ranker.rounds, "features": len(ranker.names), "without": list(settings.without),
        "fit_s": round(fitted - started, 1), "score_s": round(scored - fitted, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
    }  # fmt: skip


def save(path: Path, asked: Queries, given: Scores) -> None:
    """Write t, s, r (one row a question), ptr, idx, val: what eval_tkg.py reads. Entities left out tie at minus infinity."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not compressed and in narrow types: eval_tkg.py reads a whole array again for each question.
    np.savez(
        path, t=asked.step, s=asked.source, r=asked.relation, ptr=given.start,
        idx=given.index.astype(np.int32), val=given.value.astype(np.float32),
    )  # fmt: skip
