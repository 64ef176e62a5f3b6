"""Ranks under the published protocol: both directions, all entities, time-aware filter, ties at the mean rank.

It never sees how scores are made; what it counts is checked by a third party's program on the saved scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.history import ranges
from dragoman.forecast.quads import with_inverse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Queries:
    """The distinct questions (source, relation, ?, step) of a split, by step, and the facts that answer them.

    `row[i]` is the question of fact i; `answer[i]` its target. Duplicated facts stay duplicated.
    """

    step: Ints
    source: Ints
    relation: Ints
    row: Ints
    answer: Ints


@dataclass(frozen=True, slots=True)
class Scores:
    """Scored candidates of questions: those of question i are index[start[i]:start[i+1]], others score minus infinity."""

    start: Ints
    index: Ints
    value: NDArray[np.float64]


def queries(quads: Ints, relations: int) -> Queries:
    """The questions of both directions of some facts."""
    both = with_inverse(quads, relations)
    step, first, row = np.unique(both[:, [3, 0, 1]], axis=0, return_index=True, return_inverse=True)
    del first
    return Queries(step[:, 0], step[:, 1], step[:, 2], row.reshape(-1), both[:, 2])


def ranks(asked: Queries, scores: Scores, entities: int) -> tuple[Ints, Ints]:
    """For each fact: how many other candidates score higher, and how many the same, true answers of that step left out."""
    keys = _candidate_rows(scores) * entities + scores.index
    order = np.argsort(keys)
    known_keys, known_values = keys[order], scores.value[order]
    pairs = np.unique(asked.row * entities + asked.answer)
    pair_value = _value_of(pairs, known_keys, known_values)
    gold = _value_of(asked.row * entities + asked.answer, known_keys, known_values)
    higher, equal = np.zeros(len(gold), np.int64), np.zeros(len(gold), np.int64)
    count = np.diff(scores.start)
    pair_start = np.searchsorted(pairs, np.arange(len(count)) * entities)
    pair_end = np.searchsorted(pairs, (np.arange(len(count)) + 1) * entities)
    for low in range(0, len(gold), 4096):
        part = np.arange(low, min(low + 4096, len(gold)))
        rows = asked.row[part]
        at, owner = ranges(scores.start[rows], scores.start[rows + 1])
        above, same = _compare(scores.value[at], gold[part][owner], owner, len(part))
        at, owner = ranges(pair_start[rows], pair_end[rows])
        true_above, true_same = _compare(pair_value[at], gold[part][owner], owner, len(part))
        missing = np.isneginf(gold[part])
        same = np.where(missing, entities - count[rows], same)
        higher[part] = above - true_above
        equal[part] = same - true_same
    return higher, equal


def measures(asked: Queries, higher: Ints, equal: Ints, relations: int) -> dict[str, float]:
    """MRR and Hits (x 100) at the mean rank of ties, by direction, and MRR if ties were ranked best or worst."""
    rank = 1 + higher + 0.5 * equal
    inverse = asked.relation[asked.row] >= relations
    return {
        "mrr": 100 * float((1 / rank).mean()),
        "hits1": 100 * float((rank <= 1).mean()),
        "hits3": 100 * float((rank <= 3).mean()),
        "hits10": 100 * float((rank <= 10).mean()),
        "mrr_target": 100 * float((1 / rank[~inverse]).mean()),
        "mrr_source": 100 * float((1 / rank[inverse]).mean()),
        "mrr_ties_best": 100 * float((1 / (1 + higher)).mean()),
        "mrr_ties_worst": 100 * float((1 / (1 + higher + equal)).mean()),
        "questions": float(len(rank)),
    }


def day_bootstrap(
    asked: Queries, higher: Ints, equal: Ints, *, draws: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """95 % interval of MRR x 100 when whole steps are drawn again (facts of one day hang together)."""
    reciprocal = 1 / (1 + higher + 0.5 * equal)
    _, day = np.unique(asked.step[asked.row], return_inverse=True)
    total, number = np.bincount(day, reciprocal), np.bincount(day)
    drawn = np.random.default_rng(seed).integers(0, len(total), (draws, len(total)))
    means = 100 * total[drawn].sum(1) / number[drawn].sum(1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def _candidate_rows(scores: Scores) -> Ints:
    return np.repeat(np.arange(len(scores.start) - 1), np.diff(scores.start))


def _value_of(wanted: Ints, keys: Ints, values: NDArray[np.float64]) -> NDArray[np.float64]:
    at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    found = keys[at] == wanted if len(keys) else np.zeros(len(wanted), bool)
    return np.where(found, values[at] if len(keys) else 0.0, -np.inf)


def _compare(value: NDArray[np.float64], gold: NDArray[np.float64], owner: Ints, n: int) -> tuple[Ints, Ints]:
    above = np.bincount(owner, value > gold, n).astype(np.int64)
    same = np.bincount(owner, value == gold, n).astype(np.int64)
    return above, same
