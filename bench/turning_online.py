"""Alarms as the months come in: how often a steady series gives any, and how soon after a change of a made series one comes.

A changed series is a steady one of `turning_made` of the same kind whose means are multiplied at a step in its middle third.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
from turning_made import KINDS, changed, steady

LEVELS = (0.5, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999)
TIMES = (3.0, 6.0)


def chances(made):
    from dragoman.relations.detector.online import running

    counts, exposure = made
    seen = exposure > 0
    return list(running(counts[:, seen], exposure[seen])), np.flatnonzero(seen)


def told(known, level):
    """[(step at which the alarm comes, step at which it says the regime began)]."""
    from dragoman.relations.detector.online import raised
    from dragoman.relations.detector.setting import FIXED

    found, seen = known
    return [
        (int(seen[a.at]), int(seen[a.step])) for a in raised(found, replace(FIXED, alarm_threshold=level))
    ]


def steady_of(kind: str, seed: int) -> list[int]:
    """Numbers of alarms of a steady series, by level."""
    known = chances(steady(kind, seed))
    return [len(told(known, level)) for level in LEVELS]


def changed_of(kind: str, times: float, seed: int) -> list[tuple[int, int | None]]:
    """(alarms before the change, steps from the change to the first alarm after it) of a changed series, by level."""
    counts, exposure, cut = changed(kind, times, seed)
    known = chances((counts, exposure))
    out = []
    for level in LEVELS:
        at = [t for t, _ in told(known, level)]
        out.append((sum(t < cut for t in at), min((t - cut for t in at if t >= cut), default=None)))
    return out


def run(series: int, seed: int, workers: int) -> None:
    """Print both tables."""
    print("steady: share with any alarm, kind series " + " ".join(f">={x}" for x in LEVELS))
    with ProcessPoolExecutor(workers) as pool:
        for kind in KINDS:
            rows = np.array(list(pool.map(partial(steady_of, kind), range(seed, seed + series), chunksize=5)))
            print(kind, series, " ".join(f"{x:.4f}" for x in (rows > 0).mean(axis=0)), flush=True)
        print(
            "changed: kind times series level: found within 12 steps, at all; median delay of those found at all"
        )
        for kind in KINDS:
            for times in TIMES:
                rows = list(
                    pool.map(partial(changed_of, kind, times), range(seed, seed + series // 4), chunksize=5)
                )
                for k, level in enumerate(LEVELS):
                    late = [r[k][1] for r in rows if r[k][1] is not None]
                    print(f"{kind} x{times:.0f} {len(rows)} {level}: {sum(d <= 12 for d in late) / len(rows):.3f} "
                          f"{len(late) / len(rows):.3f} median {np.median(late) if late else float('nan'):.1f}", flush=True)  # fmt: skip
