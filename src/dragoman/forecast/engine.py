"""One pass over the days: questions of a step, their candidates and features, then the answers are learned.

It never shows a step's answers before that step's questions are scored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.candidates import Candidates, candidates
from dragoman.forecast.features import Table, features
from dragoman.forecast.latent import Latent
from dragoman.forecast.rules import Bodies, Rules, bodies
from dragoman.forecast.similar import REFRESH, Space, space

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.past import Past

    Ints = NDArray[np.int64]

# Questions handled at once: bounds memory (about 300 MB on ICEWS18) and does not change any number.
CHUNK = 400
# Spaces of similar actors held at once; multi-step training asks for cut-offs up to a month apart.
_SPACES = 4


@dataclass(slots=True)
class Engine:
    """Past, rules, space of similar actors and learned positions; `table(...)` gives features of questions, `learn(...)` takes answers in."""

    past: Past
    rules: Rules
    keep: int = 100
    _spaces: dict[int, Space] = field(default_factory=dict)
    _making: Lock = field(default_factory=Lock)
    _latent: Latent = field(init=False)

    def __post_init__(self) -> None:
        self._latent = Latent(self.past)

    def space_before(self, step: int) -> Space:
        """The space as last refreshed at or before a step."""
        at = step - step % REFRESH
        with self._making:
            if at not in self._spaces:
                if len(self._spaces) >= _SPACES:
                    del self._spaces[min(self._spaces)]
                self._spaces[at] = space(self.past, at)
            return self._spaces[at]

    def table(self, source: Ints, relation: Ints, before: int, now: int) -> tuple[Candidates, Table]:
        """Candidates and features of questions at step `now` from facts before `before`.

        Ages are counted from the last step known, so that a habit of yesterday looks the same however far ahead is asked;
        how far that is, is a feature of its own.
        """
        where = self.space_before(before)
        body = bodies(self.past, source, before)
        score = _softmax(self.rules, relation, body)
        with self._making:
            positions = self._latent.before(before)
        chance = positions.all_targets(source, relation)
        found = candidates(self.past, where, body, score, chance, (source, relation), before, self.keep)
        made = features(self.past, where, self.rules, body, (source, relation), before, now - before, found)
        return found, made

    def learn(self, source: Ints, relation: Ints, true_keys: Ints, before: int) -> None:
        """Let the rules, as known before a step, see which pairs (question * entities + target, sorted) came true."""
        body = bodies(self.past, source, before)
        cells, pools = self.rules.cells(relation, body)
        true = np.isin(body.pair_q * self.past.n + body.pair_o, true_keys)
        self.rules.learn(relation, body, cells, pools, true)


def _softmax(rules: Rules, relation: Ints, body: Bodies) -> NDArray[np.float32]:
    """Probability of each past partner under the rules' weights, "somebody else" included."""
    cells, pools = rules.cells(relation, body)
    score = rules.logit(cells, pools, body)
    owner = body.pair_q
    top = np.maximum(rules.other[relation], 0.0)
    np.maximum.at(top, owner, score)
    weight = np.exp(score - top[owner])
    total = np.bincount(owner, weight, len(relation)) + np.exp(rules.other[relation] - top)
    return (weight / total[owner]).astype(np.float32)
