"""Dated onsets of disputes and wars beside the monthly counts of ICEWS dyads: what the detector finds of them, and what chance finds.

Counts are all acts between two states, 1995 to 2010, by quad; what is covered is all that the table tells in the month (its columns
of CAMEO roots 12 to 20 are empty, so that the conflict it holds is words). An onset is the month in which two states on opposite
sides of a dispute (GML) or war (COW, UCDP) are both in it. Rivalries are dated by year and cannot be matched by month.
"""

from __future__ import annotations

import csv
import gzip
import random
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

FIRST, LAST = 1995, 2010
MONTHS = 12 * (LAST - FIRST + 1)
QUAD_OF_ROOT = {**dict.fromkeys(range(1, 6), 0), **dict.fromkeys(range(6, 9), 1), **dict.fromkeys(range(9, 14), 2),
                **dict.fromkeys(range(14, 21), 3)}  # fmt: skip
# A dyad with fewer acts holds nothing to be found.
ACTS_MIN = 200
NEAR = 1

Dyad = tuple[str, str]


def month(year: str, number: str) -> int | None:
    y, m = int(year), int(number)
    return (y - FIRST) * 12 + m - 1 if FIRST <= y <= LAST and 1 <= m <= 12 else None


def counts(path: Path) -> tuple[dict[Dyad, np.ndarray], np.ndarray]:
    """Counts by quad and month of each pair of states, and all acts of each month. A repeated row is counted once."""
    out: dict[Dyad, np.ndarray] = defaultdict(lambda: np.zeros((4, MONTHS)))
    seen, known = np.zeros(MONTHS), set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            at = month(row["year"], row["month"])
            key = (row["source"], row["target"], at)
            if at is None or key in known:
                continue
            known.add(key)
            for root, quad in QUAD_OF_ROOT.items():
                n = int(row[f"cameo{root:02d}"] or 0)
                if n:
                    out[tuple(sorted((row["source"], row["target"])))][quad, at] += n
                    seen[at] += n
    return dict(out), seen


def onsets(folder: Path) -> dict[Dyad, set[int]]:
    """Months in which a dispute or war between two states began, by their codes."""
    from dragoman.exchange.countries import codes

    names = codes("cow")
    sides: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    with (folder / "gml_mid_participants.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            at = month(row["styear"], row["stmon"])
            if at is not None and row["ccode"] in names:
                sides["mid" + row["dispnum"]].append((row["sidea"], names[row["ccode"]], at))
    with (folder / "cow_wars_interstate.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            at = month(row["startyear1"], row["startmonth1"])
            if at is not None and row["ccode"] in names:
                sides["war" + row["warnum"]].append((row["side"], names[row["ccode"]], at))
    out: dict[Dyad, set[int]] = defaultdict(set)
    for parties in sides.values():
        for (side, a, x), (other, b, y) in product(parties, parties):
            if side < other and a != b:
                out[min(a, b), max(a, b)].add(max(x, y))
    with (folder / "ucdp_conflicts_1946_2024.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            year, number = (row["start_date2"] or "0-0").split("-")[:2]
            at = month(year, number)
            a, b = names.get(row["gwno_a"]), names.get(row["gwno_b"])
            if row["type_of_conflict"] == "interstate" and at is not None and a and b:
                out[min(a, b), max(a, b)].add(at)
    return dict(out)


def matched(found: list[int], true: set[int], near: int) -> int:
    """How many of `found` lie within `near` of a true one, each true one used once."""
    left, hits = set(true), 0
    for x in sorted(found):
        close = sorted((abs(x - t), t) for t in left if abs(x - t) <= near)
        if close:
            left.discard(close[0][1])
            hits += 1
    return hits


def f1(hits: int, found: int, true: int) -> float:
    return 2 * hits / (found + true) if found + true else 0.0


def changes(job: tuple[np.ndarray, np.ndarray]) -> list[int]:
    from dragoman.relations.detector.changes import in_counts

    table, seen = job
    return [c.step for c in in_counts(table, seen).found]


def run(data: Path, workers: int, most: int, seed: int = 7) -> None:
    """Print the table: F1, precision and recall within one month, over at most `most` dyads with an onset and as many without."""
    folder = data / "relations"
    tables, seen = counts(folder / "icews_dyad_month_1990_2013.csv.gz")
    true = onsets(folder)
    rich = sorted(p for p, t in tables.items() if t.sum() >= ACTS_MIN and p[0] != p[1])
    hot = [p for p in rich if true.get(p)]
    hot = sorted(random.Random(seed).sample(hot, min(most, len(hot))))
    cold = random.Random(seed).sample(
        [p for p in rich if not true.get(p)], min(len(hot), len(rich) - len(hot))
    )
    pairs = hot + cold
    with ProcessPoolExecutor(workers) as pool:
        found = dict(
            zip(pairs, pool.map(changes, [(tables[p], seen) for p in pairs], chunksize=4), strict=True)
        )
    gold = {p: true.get(p, set()) for p in pairs}
    total = sum(map(len, gold.values()))
    print(
        f"{len(hot)} dyads with {total} onsets, {len(cold)} without; {sum(map(len, found.values()))} turning points told"
    )
    alarms = sum(map(len, found.values()))
    every = {k: {p: list(range(k // 2, MONTHS, k)) for p in pairs} for k in (3, 6, 12, 24, 48, 96)}
    same = max(round(MONTHS * len(pairs) / max(alarms, 1)), 1)
    every[same] = {p: list(range(same // 2, MONTHS, same)) for p in pairs}
    rows = {"detector": found, "never": {p: [] for p in pairs}} | {
        f"every {k} months": v for k, v in sorted(every.items())
    }
    for name, told in rows.items():
        for near in (NEAR, 3, 6):
            hits = sum(matched(told[p], gold[p], near) for p in pairs)
            n = sum(map(len, told.values()))
            print(f"{name:18} within {near}: told {n:5} hits {hits:4} precision {hits / max(n, 1):.3f} recall {hits / total:.3f} "
                  f"F1 {f1(hits, n, total):.3f}", flush=True)  # fmt: skip
    late = sorted(
        min((x - t for x in found[p]), key=abs)
        for p in hot
        for t in gold[p]
        if any(abs(x - t) <= 6 for x in found[p])
    )
    if late:
        print(
            f"delay of the nearest turn within six months: median {late[len(late) // 2]} months, n {len(late)}: {late}"
        )
