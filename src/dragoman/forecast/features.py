"""What speaks for and against each candidate, as numbers with names a person can read.

Every number is made of facts before the cut-off. No feature sees another question of the same step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.candidates import SOURCES
from dragoman.forecast.history import Seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.candidates import Candidates
    from dragoman.forecast.history import History
    from dragoman.forecast.past import Past
    from dragoman.forecast.rules import Bodies, Rules
    from dragoman.forecast.similar import Space

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]


class Table:
    """Named columns of one row per candidate; a name is "family.feature"."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.columns: list[Floats] = []

    def add(self, name: str, value: NDArray[np.generic]) -> None:
        """Append a column."""
        self.names.append(name)
        self.columns.append(np.asarray(value, np.float32))

    def matrix(self) -> Floats:
        """Rows by columns, float32."""
        return np.stack(self.columns, axis=1)


class Batch:
    """Questions of one step and their candidates: what all families read."""

    def __init__(self, past: Past, asked: tuple[Ints, Ints], before: int, found: Candidates) -> None:
        self.past, (self.source, self.relation), self.before = past, asked, before
        self.q, self.o = found.q, found.target
        self.s, self.r = self.source[found.q], self.relation[found.q]
        self.found = found
        self.first = np.searchsorted(found.q, np.arange(len(self.source) + 1))

    def share(self, value: Floats) -> Floats:
        """A value as a share of the largest among the question's candidates."""
        top = np.zeros(len(self.source), np.float32)
        np.maximum.at(top, self.q, value)
        return value / (top[self.q] + np.float32(1e-6))

    def of_question(self, history: History, keys: Ints) -> Seen:
        """Past of a key of each question, for its candidates."""
        seen = history.before(keys, self.before)
        return Seen(seen.count[self.q], seen.gap[self.q], seen.weight[self.q])

    def place(self, value: Floats) -> Floats:
        """Rank of a value among the question's candidates (0 = largest; equal values share the best rank)."""
        order = np.lexsort((-value, self.q))
        new = np.ones(len(order), bool)
        new[1:] = (value[order][1:] != value[order][:-1]) | (self.q[order][1:] != self.q[order][:-1])
        rank = np.empty(len(order), np.float32)
        rank[order] = (
            np.maximum.accumulate(np.where(new, np.arange(len(order)), 0)) - self.first[self.q[order]]
        )
        return rank


def features(
    past: Past,
    space: Space,
    rules: Rules,
    bodies: Bodies,
    asked: tuple[Ints, Ints],
    before: int,
    ahead: int,
    found: Candidates,
) -> Table:
    """All families for the candidates of one step's questions, from facts before a step that lies `ahead` steps earlier."""
    batch, table = Batch(past, asked, before, found), Table()
    _recurrence(batch, table)
    _pair(batch, table)
    _rules(batch, table, rules, bodies)
    _background(batch, table)
    _groups(batch, table)
    _similar(batch, table, space)
    _latent(batch, table)
    _question(batch, table, rules, ahead)
    return table


def _recurrence(b: Batch, table: Table) -> None:
    p = b.past
    seen = p.by_relation.before(p.triple(b.s, b.r, b.o), b.before)
    total = b.of_question(p.source_relation, b.source * p.r2 + b.relation)
    back = p.source_relation.before(b.o * p.r2 + p.inverse(b.r), b.before)
    table.add("recurrence.count", seen.count)
    table.add("recurrence.gap", seen.gap)
    table.add("recurrence.gap_place", b.place(-seen.gap.astype(np.float32)))
    for i, name in enumerate(("slow", "mid", "fast")):
        table.add(f"recurrence.{name}", seen.weight[:, i])
        table.add(f"recurrence.{name}_share", seen.weight[:, i] / (total.weight[:, i] + np.float32(0.01)))
    table.add("recurrence.mid_of_best", b.share(seen.weight[:, 1]))
    table.add("recurrence.target_share", seen.weight[:, 0] / (back.weight[:, 0] + np.float32(0.1)))
    table.add("recurrence.target_facing", back.weight[:, 1])
    table.add("recurrence.target_facing_gap", back.gap)
    mirror = p.by_relation.before(p.triple(b.s, p.inverse(b.r), b.o), b.before)
    table.add("recurrence.mirror_mid", mirror.weight[:, 1])
    table.add("recurrence.mirror_gap", mirror.gap)


def _pair(b: Batch, table: Table) -> None:
    p = b.past
    seen = p.pair.before(b.s * p.n + b.o, b.before)
    mine, theirs = b.of_question(p.actor, b.source), p.actor.before(b.o, b.before)
    table.add("pair.count", seen.count)
    table.add("pair.gap", seen.gap)
    table.add("pair.gap_place", b.place(-seen.gap.astype(np.float32)))
    table.add("pair.slow", seen.weight[:, 0])
    table.add("pair.fast", seen.weight[:, 1])
    table.add("pair.slow_of_best", b.share(seen.weight[:, 0]))
    table.add("pair.fast_of_best", b.share(seen.weight[:, 1]))
    table.add("pair.slow_share", seen.weight[:, 0] / (mine.weight[:, 0] + np.float32(0.1)))
    table.add("pair.slow_share_back", seen.weight[:, 0] / (theirs.weight[:, 0] + np.float32(0.1)))
    table.add("pair.fast_share_back", seen.weight[:, 1] / (theirs.weight[:, 1] + np.float32(0.1)))


def _rules(b: Batch, table: Table, rules: Rules, bodies: Bodies) -> None:
    n, pairs = b.past.n, len(bodies.pair_start)
    cells, pools = rules.cells(b.relation, bodies)
    confidence = rules.confidence(cells, pools)
    made: dict[str, NDArray[np.float64]] = {}
    if pairs:
        best = np.maximum.reduceat(confidence, bodies.pair_start)
        made["best"] = best
        made["noisy_or"] = -np.add.reduceat(np.log1p(-np.minimum(confidence, 0.99)), bodies.pair_start)
        made["second"] = np.maximum.reduceat(
            np.where(confidence < best[bodies.pair], confidence, 0), bodies.pair_start
        )
        made["recent"] = np.add.reduceat(confidence * (bodies.gap <= 3), bodies.pair_start)
        made["logit"] = rules.logit(cells, pools, bodies)
        made["relations"] = np.bincount(bodies.pair, minlength=pairs).astype(float)
    at = np.searchsorted(bodies.pair_q * n + bodies.pair_o, b.q * n + b.o)
    safe = np.minimum(at, max(pairs - 1, 0))
    hit = (bodies.pair_q[safe] == b.q) & (bodies.pair_o[safe] == b.o) if pairs else np.zeros(len(b.q), bool)
    for name in ("best", "second", "noisy_or", "recent", "logit", "relations"):
        empty = -20.0 if name == "logit" else 0.0
        value = (
            np.where(hit, made[name][safe], empty).astype(np.float32)
            if pairs
            else np.full(len(b.q), empty, np.float32)
        )
        table.add(f"rules.{name}", value)
        if name in {"best", "noisy_or", "logit"}:
            table.add(f"rules.{name}_place", b.place(value))
    top = np.full(len(b.source), -20.0)
    np.maximum.at(top, bodies.pair_q, made["logit"] if pairs else np.zeros(0))
    table.add("rules.logit_below_best", table.columns[table.names.index("rules.logit")] - top[b.q])
    table.add("rules.somebody_else", rules.other[b.r] - top[b.q])


def _background(b: Batch, table: Table) -> None:
    p = b.past
    seen = p.target.before(b.r * p.n + b.o, b.before)
    total, actor = b.of_question(p.relation, b.relation), p.actor.before(b.o, b.before)
    for i, name in enumerate(("slow", "fast", "week")):
        table.add(f"background.{name}_share", seen.weight[:, i] / (total.weight[:, i] + np.float32(0.1)))
        table.add(f"background.actor_{name}", actor.weight[:, i])
    table.add("background.gap", seen.gap)
    table.add("background.count", seen.count)
    table.add("background.place", b.place(seen.weight[:, 0]))
    table.add("background.specialised", seen.weight[:, 0] / (actor.weight[:, 0] + np.float32(0.5)))
    table.add("background.actor_gap", actor.gap)
    table.add("background.actor_count", actor.count)


def _groups(b: Batch, table: Table) -> None:
    p, g = b.past, b.past.groups
    cs, co, rs, ro = g.country[b.s], g.country[b.o], g.role[b.s], g.role[b.o]
    at = b.before
    country_total = b.of_question(p.country_relation, g.country[b.source] * p.r2 + b.relation).weight[:, 0]
    role_total = b.of_question(p.role_relation, g.role[b.source] * p.r2 + b.relation).weight[:, 0]
    own = b.of_question(p.source_relation, b.source * p.r2 + b.relation).weight[:, 0]
    for name, history, key, total in (
        ("country_target", p.country_target, (cs * p.r2 + b.r) * p.n + b.o, country_total),
        ("role_target", p.role_target, (rs * p.r2 + b.r) * p.n + b.o, role_total),
        ("target_country", p.source_country, (b.s * p.r2 + b.r) * g.countries + co, own),
        ("target_role", p.source_role, (b.s * p.r2 + b.r) * g.roles + ro, own),
        ("any_country", p.any_country, b.s * g.countries + co, b.of_question(p.actor, b.source).weight[:, 0]),
        ("countries", p.countries, (cs * p.r2 + b.r) * g.countries + co, country_total),
        ("roles", p.roles, p.role_key(b.s, b.r, b.o), role_total),
    ):
        seen = history.before(key, at)
        table.add(f"groups.{name}", seen.weight[:, 0])
        table.add(f"groups.{name}_share", seen.weight[:, 0] / (total + np.float32(0.5)))
        table.add(f"groups.{name}_fast", seen.weight[:, 1])
    for name, history, key in (
        ("country_pair", p.country_pair, cs * g.countries + co), ("country_actor", p.country_actor, cs * p.n + b.o),
        ("actor_country", p.country_actor, co * p.n + b.s), ("role_pair", p.role_pair, (rs * g.roles + ro) * 2 + (cs == co)),
    ):  # fmt: skip
        seen = history.before(key, at)
        table.add(f"groups.{name}_slow", seen.weight[:, 0])
        table.add(f"groups.{name}_fast", seen.weight[:, 1])
        table.add(f"groups.{name}_fast_of_best", b.share(seen.weight[:, 1]))
    table.add("groups.same_country", cs == co)
    table.add("groups.same_role", rs == ro)
    table.add("groups.named", g.named[b.o])


def _similar(b: Batch, table: Table, space: Space) -> None:
    p = b.past
    for i, name in enumerate(SOURCES):
        family = {
            "similar": "similar",
            "alike": "similar",
            "alike_any": "similar",
            "path": "path",
            "circle": "path",
        }.get(name)
        if family:
            table.add(f"{family}.{name}", b.found.source_scores[:, i])
            table.add(f"{family}.{name}_of_best", b.share(b.found.source_scores[:, i]))
    table.add("background.prescore_place", b.place(b.found.prescore))
    table.add("similar.likeness", np.einsum("ij,ij->i", space.actors[b.s], space.actors[b.o]))
    column = np.searchsorted(space.columns, b.r * p.n + b.o)
    safe = np.minimum(column, len(space.columns) - 1)
    there = space.columns[safe] == b.r * p.n + b.o
    filled = np.einsum("ij,ij->i", space.raw[b.s], space.column_vectors[safe])
    table.add("similar.completed", np.where(there, filled, -1))
    usual = _profile(b, space, b.source * p.r2 + b.relation, p.by_relation, 1)
    table.add("similar.to_usual", np.einsum("ij,ij->i", usual[b.q], space.actors[b.o]))
    kind = _profile(b, space, b.relation, p.target, 0)
    table.add("similar.to_kind", np.einsum("ij,ij->i", kind[b.q], space.actors[b.o]))
    partners = _profile(b, space, b.source, p.pair, 1)
    table.add("similar.to_partners", np.einsum("ij,ij->i", partners[b.q], space.actors[b.o]))


def _profile(b: Batch, space: Space, group: Ints, history: History, rate: int) -> Floats:
    """Mean position of the targets a group of facts had, by weight; zero where there were none."""
    from scipy import sparse

    from dragoman.forecast.past import known

    p = b.past
    distinct, back = np.unique(group, return_inverse=True)
    key, owner = known(history, distinct * p.n, (distinct + 1) * p.n, b.before)
    weight = history.before(key, b.before).weight[:, rate]
    mix = sparse.csr_matrix((weight, (owner, key % p.n)), (len(distinct), p.n))
    mean = np.asarray(mix @ space.actors)
    mean /= np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-6)
    return mean[back].astype(np.float32)


def _latent(b: Batch, table: Table) -> None:
    chance = b.found.log_chance
    best = np.full(len(b.source), -np.inf, np.float32)
    np.maximum.at(best, b.q, chance)
    table.add("latent.log_chance", chance)
    table.add("latent.below_best", chance - best[b.q])
    table.add("latent.place", b.place(chance))


def _question(b: Batch, table: Table, rules: Rules, ahead: int) -> None:
    p = b.past
    mine = p.actor.before(b.source, b.before)
    own = p.source_relation.before(b.source * p.r2 + b.relation, b.before)
    everyone = p.relation.before(b.relation, b.before)
    partners = np.bincount(b.q, minlength=len(b.source))
    for name, value in (
        ("source_count", mine.count), ("source_fast", mine.weight[:, 1]), ("source_gap", mine.gap),
        ("source_relation_count", own.count), ("source_relation_mid", own.weight[:, 1]), ("source_relation_gap", own.gap),
        ("relation_count", everyone.count), ("candidates", partners),
    ):  # fmt: skip
        table.add(f"question.{name}", np.asarray(value, np.float32)[b.q])
    table.add("question.inverse", b.r >= p.r2 // 2)
    table.add("question.self_rule", rules.confidence(*_self_cells(b, rules))[b.q])
    table.add("question.other", rules.other[b.r])
    table.add("question.ahead", np.full(len(b.q), ahead))


def _self_cells(b: Batch, rules: Rules) -> tuple[Ints, Ints]:
    cell = (b.relation * rules.r2 + b.relation) * rules.bins + 3
    return cell, np.full(len(cell), 3)
