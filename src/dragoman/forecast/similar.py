"""Actors that do alike: positions of actors in a low-dimensional space of what they do and to whom, as known at a step.

The space is made again every few steps from facts before that step; between, it stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.past import Past

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

# Steps between two refreshes, dimensions, neighbours kept and decay (half-life 200 days); see bench/forecast.md.
REFRESH, DIMENSIONS, NEIGHBOURS, RATE = 15, 64, 30, 0.005
# Actors compared with all others at once, and columns of a group: for speed only.
_ROWS, _GROUP = 1024, 64


@dataclass(frozen=True, slots=True)
class Space:
    """Unit vectors of actors, and of (relation, target) columns for completing the table actor x (relation, target).

    `near[s]` are the actors most like s, with cosine `near_weight[s]`.
    """

    actors: Floats
    raw: Floats
    columns: Ints
    column_vectors: Floats
    near: Ints
    near_weight: Floats


def space(past: Past, before: int) -> Space:
    """Positions learned from facts before a step (randomised SVD with a fixed start)."""
    from scipy import sparse

    facts = past.facts[past.facts[:, 3] < before]
    age = before - facts[:, 3]
    columns, column = np.unique(facts[:, 1] * past.n + facts[:, 2], return_inverse=True)
    weight = np.exp2(-RATE * age).astype(np.float32)
    table = sparse.csr_matrix((weight, (facts[:, 0], column.reshape(-1))), (past.n, max(len(columns), 1)))
    table.sum_duplicates()
    table.data = np.log1p(table.data)
    spread = np.bincount(table.indices, minlength=table.shape[1])
    table = (table @ sparse.diags(np.log(past.n / (spread + 1.0)).astype(np.float32))).tocsr()
    norm = np.sqrt(np.asarray(table.multiply(table).sum(1)).ravel())
    table = (sparse.diags(1 / np.maximum(norm, 1e-6)) @ table).tocsr().astype(np.float32)
    right = _right_vectors(table)
    if not len(columns):
        columns = np.array([-1])
    raw = table @ right
    length = np.linalg.norm(raw, axis=1, keepdims=True)
    actors = (raw / np.maximum(length, 1e-6)).astype(np.float32)
    near, near_weight = _neighbours(actors)
    return Space(actors, raw.astype(np.float32), columns, right.astype(np.float32), near, near_weight)


def _right_vectors(table: Any) -> Floats:
    start = np.random.default_rng(1).standard_normal((table.shape[0], DIMENSIONS + 10)).astype(np.float32)
    flip = table.T.tocsr()
    basis = start
    for _ in range(3):
        basis, _ = np.linalg.qr(table @ (flip @ basis))
    # The few rows' own products are enough: a decomposition of the whole is twenty times as slow.
    small = (flip @ basis).astype(np.float64)
    size, turned = np.linalg.eigh(small.T @ small)
    order = np.argsort(-size)[:DIMENSIONS]
    right = small @ turned[:, order] / np.sqrt(np.maximum(size[order], 1e-12))
    return np.ascontiguousarray(right, np.float32)


def _neighbours(actors: Floats) -> tuple[Ints, Floats]:
    """The most alike of each actor; an actor without facts stands beside itself, with weight 0."""
    n = len(actors)
    keep = min(NEIGHBOURS, n - 1)
    near = np.repeat(np.arange(n)[:, None], keep, axis=1)
    weight = np.zeros((n, keep), np.float32)
    active = np.flatnonzero(np.any(actors != 0, axis=1))
    for low in range(0, len(active), _ROWS):
        rows = active[low : low + _ROWS]
        cosine = actors[rows] @ actors.T
        cosine[np.arange(len(rows)), rows] = -1
        near[rows], value = largest(cosine, keep)
        weight[rows] = np.maximum(value, 0)
    return near, weight


def largest(table: Floats, keep: int) -> tuple[Ints, Floats]:
    """Columns and values of the `keep` largest of each row, largest first; of equal ones the first.

    The largest of each group of columns bounds from below what can be among them, so that few are sorted.
    """
    padded = np.full((len(table), -(-table.shape[1] // _GROUP) * _GROUP), -np.inf, np.float32)
    padded[:, : table.shape[1]] = table
    groups = padded.reshape(len(table), -1, _GROUP)
    top = groups.max(2)
    few = top.shape[1] <= keep
    bound = table.min(1) if few else np.partition(top, top.shape[1] - keep, axis=1)[:, -keep]
    row, group = np.nonzero(top >= bound[:, None])
    inside = groups[row, group]
    at, place = np.nonzero(inside >= bound[row][:, None])
    row, column, value = row[at], group[at] * _GROUP + place, inside[at, place]
    order = np.lexsort((column, -value, row))
    start = np.searchsorted(row, np.arange(len(table)))
    chosen = order[(start[:, None] + np.arange(keep)).ravel()]
    return column[chosen].reshape(-1, keep), value[chosen].reshape(-1, keep)
