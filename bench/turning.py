"""Turning points: false alarms on steady series, the Turing change point data set, dated onsets of ICEWS dyads.

python bench/turning.py alarms [--series 1000] [--seed 0] [--workers 1]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent))

import turning_online
import turning_onsets
import turning_tcpd
from turning_made import KINDS, VALUE_KINDS, steady, steady_values

DATA = Path(__file__).parents[2] / "shared/data"


def alarms_of(kind: str, seed: int) -> tuple[int, float, int]:
    """(changes told, the surest of them, rows) of one steady series."""
    from dragoman.relations.detector.changes import in_counts

    counts, exposure = steady(kind, seed)
    found = in_counts(counts, exposure).found
    return len(found), max((c.probability for c in found), default=0.0), len(counts)


def alarms(series: int, seed: int, workers: int) -> None:
    """Share of steady series with at least one false alarm, by kind and by the probability that is asked for."""
    levels = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
    print("kind rows series told/series " + " ".join(f">={x}" for x in levels))
    for kind in KINDS:
        with ProcessPoolExecutor(workers) as pool:
            out = list(pool.map(partial(alarms_of, kind), range(seed, seed + series), chunksize=20))
        for rows in (1, 4):
            part = [o for o in out if o[2] == rows]
            told = Counter(level for n, top, _ in part for level in levels if n and top >= level)
            print(kind, rows, len(part), f"{sum(o[0] for o in part) / len(part):.4f}",
                  " ".join(f"{told[x] / len(part):.4f}" for x in levels), flush=True)  # fmt: skip


def value_alarms(series: int, seed: int) -> None:
    """Share of steady series of values with at least one false alarm, by kind."""
    from dragoman.relations.detector.changes import in_values

    for kind in VALUE_KINDS:
        told = sum(bool(in_values(steady_values(kind, s)).found) for s in range(seed, seed + series))
        print(f"values {kind}: {told} of {series}", flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("what", choices=["alarms", "onsets", "online", "tcpd", "values"])
    ask.add_argument("--series", type=int, default=1000)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--dyads", type=int, default=1000)
    ask.add_argument("--workers", type=int, default=1)
    options = ask.parse_args()
    if options.what == "alarms":
        alarms(options.series, options.seed, options.workers)
        return
    if options.what == "online":
        turning_online.run(options.series, options.seed, options.workers)
        return
    if options.what == "values":
        value_alarms(options.series, options.seed)
        return
    needs = DATA / (
        "relations/icews_dyad_month_1990_2013.csv.gz" if options.what == "onsets" else "changepoint/tcpd"
    )
    if not needs.exists():
        print(f"skipped: {needs.name} is not here")
    elif options.what == "onsets":
        turning_onsets.run(DATA, options.workers, options.dyads)
    else:
        turning_tcpd.run(needs)


if __name__ == "__main__":
    main()
