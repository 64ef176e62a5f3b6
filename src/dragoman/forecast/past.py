"""Every history the features ask: what was known of triples, pairs, actors, relations and groups before any step.

It is built once from a list of facts; every question carries its own cut-off, so later facts never matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.history import History, ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.groups import Groups

    Ints = NDArray[np.int64]

# Decay rates per step in powers of two (0.05 halves a weight in 20 days): slow, middle and fast memories, set by hand.
TRIPLE_RATES = (0.01, 0.05, 0.3)
PAIR_RATES = (0.02, 0.2)
ACTOR_RATES = (0.02, 0.2, 0.7)
GROUP_RATES = (0.02, 0.2)


class Past:
    """Histories over facts with inverses (s, r, o, t). Keys are whole numbers made of the ids (see the methods)."""

    def __init__(self, facts: Ints, entities: int, relations: int, groups: Groups) -> None:
        self.n, self.r2, self.groups = entities, 2 * relations, groups
        self.facts = facts[np.argsort(facts[:, 3], kind="stable")]
        s, r, o, t = (np.ascontiguousarray(self.facts[:, i]) for i in range(4))
        g = groups
        self.by_relation = History(self.triple(s, r, o), t, TRIPLE_RATES)
        self.by_pair = History((s * self.n + o) * self.r2 + r, t, ())
        self.pair = History(s * self.n + o, t, PAIR_RATES)
        self.source_relation = History(s * self.r2 + r, t, TRIPLE_RATES)
        self.actor = History(s, t, ACTOR_RATES)
        self.target = History(r * self.n + o, t, ACTOR_RATES)
        self.relation = History(r, t, ACTOR_RATES)
        self.country_target = History((g.country[s] * self.r2 + r) * self.n + o, t, GROUP_RATES)
        self.role_target = History((g.role[s] * self.r2 + r) * self.n + o, t, GROUP_RATES)
        self.source_country = History((s * self.r2 + r) * g.countries + g.country[o], t, GROUP_RATES)
        self.source_role = History((s * self.r2 + r) * g.roles + g.role[o], t, GROUP_RATES)
        self.any_country = History(s * g.countries + g.country[o], t, GROUP_RATES)
        self.countries = History((g.country[s] * self.r2 + r) * g.countries + g.country[o], t, GROUP_RATES)
        self.roles = History(self.role_key(s, r, o), t, GROUP_RATES)
        self.country_pair = History(g.country[s] * g.countries + g.country[o], t, GROUP_RATES)
        self.country_actor = History(g.country[s] * self.n + o, t, GROUP_RATES)
        self.role_pair = History(
            (g.role[s] * g.roles + g.role[o]) * 2 + (g.country[s] == g.country[o]), t, GROUP_RATES
        )
        self.country_relation = History(g.country[s] * self.r2 + r, t, GROUP_RATES)
        self.role_relation = History(g.role[s] * self.r2 + r, t, GROUP_RATES)

    def triple(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """Key of (source, relation, target)."""
        return (s * self.r2 + r) * self.n + o

    def role_key(self, s: Ints, r: Ints, o: Ints) -> Ints:
        """Key of (role of the source, relation, role of the target, same country or not)."""
        g = self.groups
        same = (g.country[s] == g.country[o]).astype(np.int64)
        key: Ints = ((g.role[s] * self.r2 + r) * g.roles + g.role[o]) * 2 + same
        return key

    def inverse(self, r: Ints) -> Ints:
        """The relation seen from the other side."""
        return (r + self.r2 // 2) % self.r2


def known(history: History, low: Ints, high: Ints, before: int) -> tuple[Ints, Ints]:
    """Distinct keys in [low_i, high_i) first seen before a step, and the i they belong to, in key order."""
    at, owner = ranges(np.searchsorted(history.keys, low), np.searchsorted(history.keys, high))
    old = history.first_step[at] < before
    return history.keys[at[old]], owner[old]
