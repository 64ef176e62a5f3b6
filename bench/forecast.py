"""Forecast benchmark: seeds, ablation of feature families and cost against size. Prints one JSON object a run.

Usage: python bench/forecast.py DIR [--floor] [--split valid] [--setting single] [--seeds 3] [--ablate] [--curve] [--scores OUT.npz]
Ablations are meant for valid; test is reported once a milestone. The curve fits on the last part of the days of train
only, so that the days asked stay the same. --floor is a small run in seconds: what `bench/run.py` compares with its floor.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

from dragoman.forecast.benchmark import runs
from dragoman.forecast.quads import Graph, load
from dragoman.forecast.ranker import Settings

FAMILIES = ("rules", "recurrence", "pair", "groups", "similar", "path", "latent", "background", "question")
PARTS = (0.125, 0.25, 0.5, 1.0)
# Of the floor: the last fifth of train, three days of valid to choose the number of trees on and four to ask; test stays unseen.
FLOOR_PART, FLOOR_CHOSEN, FLOOR_ASKED = 0.2, 3, 4
FLOOR = Settings(rows=150_000, watched=1000, rounds=120, keep=100)


def latest(graph: Graph, part: float) -> Graph:
    """The graph with the last part of the days of train only."""
    first, last = int(graph.train[0, 3]), int(graph.train[-1, 3])
    keep = graph.train[graph.train[:, 3] > last - round(part * (last - first + 1))]
    return replace(graph, train=keep)


def point(task: tuple[Path, str, Settings, float]) -> list[dict[str, object]]:
    """One run in a process of its own, whose peak of memory is its own too."""
    folder, split, settings, part = task
    graph = latest(load(folder), part)
    facts = {"part": part, "train_facts": len(graph.train)}
    return [facts | found for found in runs(graph, split, settings)]


def floor(folder: Path) -> None:
    """One small run within train and valid."""
    graph = latest(load(folder), FLOOR_PART)
    day = graph.valid[:, 3] - graph.valid[0, 3]
    small = replace(
        graph,
        valid=graph.valid[day < FLOOR_CHOSEN],
        test=graph.valid[(day >= FLOOR_CHOSEN) & (day < FLOOR_CHOSEN + FLOOR_ASKED)],
    )
    found = next(runs(small, "test", FLOOR))
    print(f"floor: {found['questions']:.0f} questions, MRR {found['mrr'] / 100:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="valid", choices=("valid", "test"))
    parser.add_argument("--setting", default="single", choices=("single", "multi"))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--ablate", action="store_true", help="one run without each family")
    parser.add_argument("--curve", action="store_true", help="cost and MRR for parts of the days of train")
    parser.add_argument(
        "--rows",
        type=int,
        help="rows (question, candidate) to learn from, at most about; by the size of train when left out",
    )
    parser.add_argument(
        "--threads",
        type=int,
        default=Settings().threads,
        help="threads of the trees; no figure depends on it",
    )
    parser.add_argument(
        "--shown", type=int, default=Settings().train_keep, help="candidates of a question to learn from"
    )
    parser.add_argument("--floor", action="store_true", help="a small run on a week of valid")
    parser.add_argument("--scores", type=Path, help="save the scores for eval_tkg.py")
    chosen = parser.parse_args()
    settings = Settings(
        setting=chosen.setting, rows=chosen.rows, train_keep=chosen.shown, threads=chosen.threads
    )
    if chosen.floor:
        floor(chosen.folder)
        return
    if chosen.curve:
        tasks = [(chosen.folder, chosen.split, settings, part) for part in PARTS]
        with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            for found in pool.imap(point, tasks):
                print(json.dumps(found[0]), flush=True)
        return
    without = ((), *((f"{family}.",) for family in FAMILIES)) if chosen.ablate else ((),)
    seeds = range(1, chosen.seeds + 1)
    for found in runs(
        load(chosen.folder), chosen.split, settings, seeds=seeds, without=without, scores=chosen.scores
    ):
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
