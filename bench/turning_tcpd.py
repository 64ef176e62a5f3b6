"""The Turing change point data set: F1 (margin 5) and cover as van den Burg and Williams (2020) define them, at the fixed setting."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

MARGIN = 5

Annotations = dict[str, list[int]]


def _hits(true: set[int], found: set[int]) -> set[int]:
    """The true points that have a found one within the margin; each found one counts for one."""
    left, out = set(found), set()
    for t in sorted(true):
        close = sorted((abs(t - x), x) for x in left if abs(t - x) <= MARGIN)
        if close:
            out.add(t)
            left.remove(close[0][1])
    return out


def f1(annotations: Annotations, found: list[int]) -> float:
    """Precision against all annotators together, recall as the mean over them; the beginning counts as a point."""
    true = [set(points) | {0} for points in annotations.values()]
    told = set(found) | {0}
    precision = len(_hits(set().union(*true), told)) / len(told)
    recall = float(np.mean([len(_hits(t, told)) / len(t) for t in true]))
    return 2 * precision * recall / (precision + recall)


def cover(annotations: Annotations, found: list[int], n: int) -> float:
    """Mean over annotators of how well each of their segments is covered by its best match (Jaccard), by length."""
    told = _parts(found, n)
    each = [
        sum((b - a) * max(_alike((a, b), p) for p in told) for a, b in _parts(points, n)) / n
        for points in annotations.values()
    ]
    return float(np.mean(each))


def _parts(points: list[int], n: int) -> list[tuple[int, int]]:
    ends = [0, *sorted(set(points) - {0}), n]
    return list(pairwise(ends))


def _alike(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(both, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def run(folder: Path) -> None:
    """Print F1 and cover of each series, of all, and of telling nothing."""
    from dragoman.relations.detector.changes import in_values

    known = json.loads((folder / "annotations.json").read_text("utf-8"))
    rows = []
    for path in sorted((folder / "series").glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        table = [
            [float(v) if isinstance(v, int | float) else np.nan for v in s["raw"]] for s in data["series"]
        ]
        found = sorted({c.step for row in table for c in in_values(row).found})
        points, n = known[data["name"]], len(table[0])
        rows.append((f1(points, found), cover(points, found, n), f1(points, []), cover(points, [], n)))
        print(f"{data['name']:22} F1 {rows[-1][0]:.3f} cover {rows[-1][1]:.3f} told {len(found)}", flush=True)
    mean = np.mean(rows, axis=0)
    print(
        f"tcpd: {len(rows)} series, F1 {mean[0]:.4f}, cover {mean[1]:.4f}; never a change F1 {mean[2]:.3f}, cover {mean[3]:.3f}"
    )
