"""Who could answer: past partners, usual targets of the relation, partners of similar actors and of compatriots, short paths, positions.

Each source gives a score of its own (they become features); a weighted sum keeps the best few of each question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.history import ranges
from dragoman.forecast.past import known
from dragoman.forecast.similar import largest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.history import History
    from dragoman.forecast.past import Past
    from dragoman.forecast.rules import Bodies
    from dragoman.forecast.similar import Space

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

SOURCES = (
    "rules",
    "relation",
    "similar",
    "country",
    "role",
    "path",
    "circle",
    "alike",
    "alike_any",
    "latent",
)
# How much each source says before the ranker sees the candidates: weights of the logarithms of scores, those below a floor raised
# to it; positions speak for all candidates, not for the likeliest only. Learned by a softmax over all candidates of 4,800 questions of
# train of ICEWS18, several steps ahead; rounded.
SOURCE_WEIGHTS = (0.20, 0.05, 0.03, 0.18, 0.12, 0.01, 0.14, 0.01, 0.0, 0.0)
FLOOR, POSITIONS_WEIGHT, POSITIONS_FLOOR = 1e-4, 0.30, -16.0
_PATH_STEPS, _ROLE_LIMIT, _ALIKE_TARGETS, _LATENT_TARGETS = 14, 200, 40, 60


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows (question, target), sorted by question then target, with the score of each source and the log chance by positions."""

    q: Ints
    target: Ints
    source_scores: Floats
    prescore: Floats
    log_chance: Floats


def candidates(
    past: Past,
    space: Space,
    bodies: Bodies,
    rule_score: Floats,
    log_chance: Floats,
    asked: tuple[Ints, Ints],
    before: int,
    keep: int,
) -> Candidates:
    """The `keep` best candidates of each question (source, relation) from facts before a step.

    `log_chance` has a row of all entities for each question.

    What was true at the last step known comes along however many there are: where facts last, a question may have hundreds
    of answers. Together these are no more than the facts of that step.
    """
    source, relation = asked
    parts = [
        (bodies.pair_q, bodies.pair_o, rule_score),
        _targets(past, past.target, relation, past.relation, before, 1),
        _similar(past, space, source, relation, before),
        _targets(
            past,
            past.country_target,
            past.groups.country[source] * past.r2 + relation,
            past.country_relation,
            before,
            0,
        ),
        _targets(
            past,
            past.role_target,
            past.groups.role[source] * past.r2 + relation,
            past.role_relation,
            before,
            0,
        ),
        _paths(past, source, before, _PATH_STEPS, 0.2),
        _paths(past, source, before, 10 * _PATH_STEPS, 0.02),
        _alike(past, space, past.by_relation, source * past.r2 + relation, before, 1),
        _alike(past, space, past.pair, source, before, 0),
        _likeliest(log_chance),
    ]
    keys = np.concatenate([q * past.n + o for q, o, _ in parts])
    which = np.repeat(np.arange(len(parts)), [len(q) for q, _, _ in parts])
    rows, back = np.unique(keys, return_inverse=True)
    scores = np.zeros((len(rows), len(parts)), np.float32)
    scores[back, which] = np.concatenate([value for _, _, value in parts])
    chance = log_chance[rows // past.n, rows % past.n]
    prescore = np.float32(POSITIONS_WEIGHT) * np.maximum(chance, np.float32(POSITIONS_FLOOR))
    for column, weight in enumerate(SOURCE_WEIGHTS):
        if weight:
            prescore += np.float32(weight) * np.log(np.maximum(scores[:, column], np.float32(FLOOR)))
    best = np.union1d(_best(rows // past.n, prescore, keep), _still_true(past, bodies, relation, rows))
    q, target = rows[best] // past.n, rows[best] % past.n
    return Candidates(q, target, scores[best], prescore[best], chance[best])


def _still_true(past: Past, bodies: Bodies, relation: Ints, rows: Ints) -> Ints:
    """Places in `rows` of the targets that the same source and relation had at the last step known."""
    held = (bodies.relation == relation[bodies.q]) & (bodies.gap == 1)
    pair = bodies.pair[held]
    place: Ints = np.searchsorted(rows, bodies.pair_q[pair] * past.n + bodies.pair_o[pair])
    return place


def _best(q: Ints, score: Floats, keep: int) -> Ints:
    """Places of the `keep` largest scores of each question (q ascending), of equal ones the first; ascending."""
    start = np.searchsorted(q, np.arange(int(q[-1]) + 1 if len(q) else 0))
    place = np.arange(len(q)) - start[q]
    if len(q) and (q[-1] >= 1 << 15 or place.max() >= 1 << 16):
        order = np.lexsort((-score, q))
        return np.sort(order[place < keep])
    # One whole number tells question, score and place: these sort many times faster than two keys. Single precision's bits,
    # turned where negative, are in the order of the numbers.
    bits = (0.0 - np.asarray(score, np.float32)).view(np.int32).astype(np.int64)
    turned = bits ^ ((bits >> 63) & 0x7FFFFFFF)
    key = (q << 48) + ((turned + 2**31) << 16) + place
    key.sort()
    best = key[place < keep]
    return np.sort(start[best >> 48] + (best & 0xFFFF))


def _likeliest(log_chance: Floats) -> tuple[Ints, Ints, Floats]:
    """The likeliest targets by positions."""
    keep = min(_LATENT_TARGETS, log_chance.shape[1])
    target, value = largest(log_chance, keep)
    return np.repeat(np.arange(len(target)), keep), target.ravel(), np.exp(value).ravel()


def _targets(
    past: Past, history: History, group: Ints, totals: History, before: int, rate: int
) -> tuple[Ints, Ints, Floats]:
    """Targets of a group of facts (a relation, a country's relation, a role's) by their share of the group's weight."""
    distinct, back = np.unique(group, return_inverse=True)
    key, owner = known(history, distinct * past.n, (distinct + 1) * past.n, before)
    weight = history.before(key, before).weight[:, rate]
    total = totals.before(distinct, before).weight[:, rate]
    share = weight / (total[owner] + 1)
    best = _best(owner, share, _ROLE_LIMIT)
    owner, target, share = owner[best], key[best] % past.n, share[best]
    first = np.searchsorted(owner, np.arange(len(distinct) + 1))
    at, q = ranges(first[back], first[back + 1])
    return q, target[at], share[at]


def _similar(
    past: Past, space: Space, source: Ints, relation: Ints, before: int
) -> tuple[Ints, Ints, Floats]:
    """Targets of the same relation from actors alike, weighted by likeness (cubed) and recency."""
    near, weight = space.near[source].ravel(), space.near_weight[source].ravel() ** 3
    low = (near * past.r2 + np.repeat(relation, space.near.shape[1])) * past.n
    key, owner = known(past.by_relation, low, low + past.n, before)
    value = weight[owner] * np.log1p(past.by_relation.before(key, before).weight[:, 1].copy())
    q = owner // space.near.shape[1]
    rows, back = np.unique(q * past.n + key % past.n, return_inverse=True)
    return rows // past.n, rows % past.n, np.bincount(back, value, len(rows)).astype(np.float32)


def _paths(past: Past, source: Ints, before: int, steps: int, rate: float) -> tuple[Ints, Ints, Floats]:
    """Actors two recent facts away, whoever stands between."""
    from scipy import sparse

    low, high = np.searchsorted(past.facts[:, 3], [before - steps, before])
    recent = past.facts[low:high]
    weight = np.exp2(-rate * (before - recent[:, 3]))
    step = sparse.csr_matrix((weight, (recent[:, 0], recent[:, 2])), (past.n, past.n))
    step.sum_duplicates()
    spread = np.asarray(step.sum(1)).ravel()
    onward = sparse.diags(1 / (spread + 1)) @ step
    distinct, back = np.unique(source, return_inverse=True)
    reach = (step[distinct] @ onward).tocsr()
    reach.sort_indices()
    row = np.repeat(np.arange(len(distinct)), np.diff(reach.indptr))
    keep = _best(row, reach.data, _ROLE_LIMIT)
    first = np.searchsorted(row[keep], np.arange(len(distinct) + 1))
    at, q = ranges(first[back], first[back + 1])
    return q, reach.indices[keep][at].astype(np.int64), np.log1p(reach.data[keep][at]).astype(np.float32)


def _alike(
    past: Past, space: Space, history: History, group: Ints, before: int, rate: int
) -> tuple[Ints, Ints, Floats]:
    """Actors like those that a group of facts (a source's relation, a source) already had as targets."""
    distinct, back = np.unique(group, return_inverse=True)
    key, owner = known(history, distinct * past.n, (distinct + 1) * past.n, before)
    weight = np.log1p(history.before(key, before).weight[:, rate].copy())
    best = _best(owner, weight, _ALIKE_TARGETS)
    key, owner, weight = key[best], owner[best], weight[best]
    near, likeness = space.near[key % past.n], space.near_weight[key % past.n] ** 3
    pair = (owner[:, None] * past.n + near).ravel()
    rows, row = np.unique(pair, return_inverse=True)
    value = np.bincount(row, (weight[:, None] * likeness).ravel(), len(rows)).astype(np.float32)
    keep = _best(rows // past.n, value, _ROLE_LIMIT)
    rows, value = rows[keep], value[keep]
    first = np.searchsorted(rows // past.n, np.arange(len(distinct) + 1))
    at, q = ranges(first[back], first[back + 1])
    return q, rows[at] % past.n, value[at]
