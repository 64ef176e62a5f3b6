"""Why a forecast says what it says: the best candidates, the features that moved them and the past facts behind them.

The contributions are the trees' own (they add up to the score); it never tells a story that the ranker did not use.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.errors import UsageError
from dragoman.forecast.past import known
from dragoman.forecast.rules import bodies

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.ranker import Ranker

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that fired: the body held `gap` steps ago; `confidence` is how often the head followed in training cases."""

    body: str
    gap: int
    confidence: float
    hits: int
    cases: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A candidate, its score and what speaks for (positive) and against it (negative), largest first."""

    question: str
    rank: int
    candidate: str
    score: float
    speaks_for: tuple[tuple[str, float, float], ...]
    speaks_against: tuple[tuple[str, float, float], ...]
    rules: tuple[Rule, ...]
    facts: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The reason as plain data; pairs are (feature, its value, what it adds to the score)."""
        return asdict(self)

    def text(self) -> str:
        """The reason in lines for people."""
        lines = [f"{self.rank}. {self.candidate} (score {self.score:+.2f}): {self.question}"]
        lines += [
            f"   for      {name} = {value:.3g} adds {part:+.2f}" for name, value, part in self.speaks_for
        ]
        lines += [
            f"   against  {name} = {value:.3g} adds {part:+.2f}" for name, value, part in self.speaks_against
        ]
        lines += [
            f"   rule     '{r.body}' {r.gap} steps ago: followed in {r.hits} of {r.cases} cases, confidence {r.confidence:.2f}"
            for r in self.rules
        ]
        lines += [f"   fact     {fact}" for fact in self.facts]
        return "\n".join(lines)


def explain(
    ranker: Ranker,
    source: str,
    relation: str,
    step: int,
    *,
    top: int = 3,
    inverse: bool = False,
    parts: int = 5,
) -> list[Reason]:
    """The best candidates for (source, relation, ?, step) with their reasons, from facts before that step only.

    Raises UsageError for a name that the graph does not know.
    """
    graph, engine = ranker.graph, ranker.engine
    s = _number(source, graph.entities, "source")
    r = _number(relation, graph.relations, "relation") + (graph.n_relations if inverse else 0)
    asked = (np.array([s]), np.array([r]))
    before = step if ranker.settings.setting == "single" else min(step, int(graph.test[0, 3]))
    found, table = engine.table(*asked, before, step)
    matrix = table.matrix()[:, ranker.columns]
    added = ranker.booster.predict(matrix, pred_contrib=True, num_threads=1)
    score = added.sum(1)
    question = f"{graph.entity_name(s)} | {graph.relation_name(r)} | ? at step {step}"
    out = []
    for place, row in enumerate(np.lexsort((found.target, -score))[:top]):
        order = np.argsort(-added[row, :-1], kind="stable")
        most = [(ranker.names[i], float(matrix[row, i]), float(added[row, i])) for i in order]
        out.append(
            Reason(question, place + 1, graph.entity_name(int(found.target[row])), float(score[row]),
                   tuple(x for x in most[:parts] if x[2] > 0), tuple(x for x in reversed(most[-parts:]) if x[2] < 0),
                   tuple(_fired(ranker, s, r, int(found.target[row]), before, step)[:parts]),
                   tuple(_facts(ranker, s, int(found.target[row]), before)[:parts]))
        )  # fmt: skip
    return out


def _number(value: str, names: tuple[str, ...], what: str) -> int:
    if value.isdigit() and int(value) < len(names):
        return int(value)
    matches = [i for i, name in enumerate(names) if name.casefold() == value.casefold()]
    if not matches:
        raise UsageError(
            f"no {what} is called {value!r}; give a name of the folder's list or a number below {len(names)}"
        )
    return matches[0]


def _fired(ranker: Ranker, s: int, r: int, o: int, before: int, now: int) -> list[Rule]:
    rules = ranker.engine.rules
    body = bodies(ranker.engine.past, np.array([s]), before, now)
    cells, pools = rules.cells(np.array([r]), body)
    confidence = rules.confidence(cells, pools)
    rows = np.flatnonzero(body.pair_o[body.pair] == o)
    return [
        Rule(ranker.graph.relation_name(int(body.relation[i])), int(body.gap[i]), float(confidence[i]),
             int(rules.hits[cells[i]]), int(rules.cases[cells[i]]))
        for i in rows[np.lexsort((body.gap[rows], -confidence[rows]))]
    ]  # fmt: skip


def _facts(ranker: Ranker, s: int, o: int, before: int) -> list[str]:
    """The latest facts between two actors before a step, each once, in its own direction."""
    graph = ranker.graph
    past = ranker.engine.past
    low = (s * past.n + o) * past.r2
    key, _ = known(past.by_pair, np.array([low]), np.array([low + past.r2]), before)
    gap = past.by_pair.before(key, before).gap
    lines = []
    for i in np.argsort(gap, kind="stable"):
        relation = int(key[i] % past.r2)
        forward = relation < graph.n_relations
        a, b = (s, o) if forward else (o, s)
        name = graph.relation_name(relation % graph.n_relations)
        lines.append(f"step {before - int(gap[i])}: {graph.entity_name(a)} | {name} | {graph.entity_name(b)}")
    return lines
