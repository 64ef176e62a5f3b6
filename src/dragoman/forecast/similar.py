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


@dataclass(frozen=True, slots=True)
class Space:
    """Unit vectors of actors, and of (relation, target) columns for completing the table actor x (relation, target).

    `near[s]` are the actors most like s (-1 where none), with cosine `near_weight[s]`.
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
    small = (flip @ basis).T
    _, _, right = np.linalg.svd(small, full_matrices=False)
    return np.ascontiguousarray(right[:DIMENSIONS].T)


def _neighbours(actors: Floats) -> tuple[Ints, Floats]:
    n = len(actors)
    keep = min(NEIGHBOURS, n - 1)
    near, weight = np.full((n, keep), -1), np.zeros((n, keep), np.float32)
    for low in range(0, n, 1024):
        high = min(low + 1024, n)
        cosine = actors[low:high] @ actors.T
        cosine[np.arange(high - low), np.arange(low, high)] = -1
        top = np.argpartition(-cosine, keep - 1, axis=1)[:, :keep]
        value = np.take_along_axis(cosine, top, 1)
        order = np.lexsort((top, -value), axis=1)
        near[low:high] = np.take_along_axis(top, order, 1)
        weight[low:high] = np.maximum(np.take_along_axis(value, order, 1), 0)
    return near, weight
