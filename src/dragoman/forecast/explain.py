"""Why a forecast says what it says: the best candidates, what speaks for and against each, the rules and the past facts behind.

The contributions are the trees' and the networks' own, against the average candidate of the question (with that average they add up to the
score); it never tells a story that the ranker did not use.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.errors import UsageError
from dragoman.forecast.net import contributions, values
from dragoman.forecast.past import known
from dragoman.forecast.ranker import NETWORKS_WEIGHT
from dragoman.forecast.rules import ages, bodies

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.forecast.ranker import Ranker

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

FAMILIES = {
    "rules": "what usually follows the latest acts between the two",
    "recurrence": "the same act between the two before",
    "pair": "how much, and how lately, the two deal with each other",
    "groups": "what their countries and actors of their kind do to each other",
    "similar": "what actors alike do",
    "path": "partners that both have dealt with lately",
    "latent": "how well such an act fits what all actors have done to each other",
    "background": "how often the candidate is met in such acts, and in the news at all",
    "question": "how often the source does this at all",
}
"""Families of features in words."""
# Parts that would be printed as 0.0 are left out of the text; the record has them all.
_TOLD = 0.05


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that fired: `body` held `gap` steps ago, among the `ages` (first, last or None) that the rule lumps together.

    Steps are counted from the day after the last one known. Of `cases` like it in training, between any two actors, the head followed in `hits`.
    `confidence` is that share, drawn to that of all rules of its kind where cases are few.
    """

    body: str
    gap: int
    ages: tuple[int, int | None]
    confidence: float
    hits: int
    cases: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A candidate, its score, and what speaks for it (positive) and against it (negative), largest first.

    Pairs are (family in words, what it adds against the average candidate); `average` is that candidate's score. `facts` are
    the latest between the two, each (when, fact).
    """

    question: str
    rank: int
    candidate: str
    score: float
    average: float
    speaks_for: tuple[tuple[str, float], ...]
    speaks_against: tuple[tuple[str, float], ...]
    rules: tuple[Rule, ...]
    facts: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """The reason as plain data."""
        return asdict(self)

    def text(self) -> str:
        """The reason in lines for people."""
        lines = [
            f"{self.rank}. {self.candidate} ({self.score - self.average:+.1f} against the average candidate)"
        ]
        lines += [f"   for      {name} ({part:+.1f})" for name, part in self.speaks_for if part >= _TOLD]
        lines += [f"   against  {name} ({part:+.1f})" for name, part in self.speaks_against if part <= -_TOLD]
        lines += [
            f"   rule     {r.gap} {'day' if r.gap == 1 else 'days'} after '{r.body}': so it went in {r.hits:,} of {r.cases:,} cases {_ages(r.ages)}"
            for r in self.rules
        ]
        lines += [f"   fact     {when}: {fact}" for when, fact in self.facts]
        if not self.facts:
            lines.append("   fact     nothing between the two is on record")
        return "\n".join(lines)


def explain(
    ranker: Ranker,
    source: str,
    relation: str,
    step: int,
    *,
    top: int = 3,
    inverse: bool = False,
    parts: int = 4,
    first_day: date | None = None,
) -> list[Reason]:
    """The best candidates for (source, relation, ?, step) with their reasons, from facts before that step only.

    With `inverse`, those for (?, relation, source, step): who does it to the actor named.
    With `first_day`, the day of step 1, facts are dated by day, else by step. Raises UsageError for a name that the graph does
    not know.
    """
    graph, engine = ranker.graph, ranker.engine
    s = _number(source, graph.entities, "source")
    r = _number(relation, graph.relations, "relation") + (graph.n_relations if inverse else 0)
    before = step if ranker.settings.setting == "single" else min(step, int(graph.test[0, 3]))
    found, table = engine.table(np.array([s]), np.array([r]), before, step)
    matrix = table.matrix()[:, ranker.columns]
    added = ranker.booster.predict(matrix, pred_contrib=True, num_threads=1)
    score = added.sum(1) + NETWORKS_WEIGHT * values(ranker.networks, matrix)
    ends = ("?", graph.entity_name(s)) if inverse else (graph.entity_name(s), "?")
    question = (
        f"{ends[0]} | {graph.relation_name(r % graph.n_relations)} | {ends[1]} {_when(step, first_day)}"
    )
    out = []
    for place, row in enumerate(np.lexsort((found.target, -score))[:top]):
        target = int(found.target[row])
        parts_of = added[row, :-1] - added[:, :-1].mean(0)
        for network in ranker.networks:
            parts_of += NETWORKS_WEIGHT / len(ranker.networks) * contributions(network, matrix, int(row))
        told = _by_family(ranker.names, parts_of)
        out.append(
            Reason(question, place + 1, graph.entity_name(target), float(score[row]), float(score.mean()),
                   tuple(x for x in told if x[1] > 0), tuple(x for x in reversed(told) if x[1] < 0),
                   tuple(_fired(ranker, s, r, target, before)[:parts]),
                   tuple(_facts(ranker, s, target, before, first_day)[:parts]))
        )  # fmt: skip
    return out


def _ages(ages: tuple[int, int | None]) -> str:
    first, last = ages
    if last is None:
        return f"of {first} days or more"
    if first == last:
        return f"of {first} {'day' if first == 1 else 'days'}"
    return f"of {first} to {last} days"


def _by_family(names: list[str], added: Floats) -> list[tuple[str, float]]:
    """What each family adds, largest first."""
    total = dict.fromkeys(FAMILIES, 0.0)
    for name, part in zip(names, added, strict=True):
        total[name.split(".")[0]] += float(part)
    return sorted(((FAMILIES[f], a) for f, a in total.items()), key=lambda x: (-x[1], x[0]))


def _when(step: int, first_day: date | None) -> str:
    return f"at step {step}" if first_day is None else f"on {first_day + timedelta(step - 1)}"


def _number(value: str, names: tuple[str, ...], what: str) -> int:
    if value.isdigit() and int(value) < len(names):
        return int(value)
    matches = [i for i, name in enumerate(names) if name.casefold() == value.casefold()]
    if not matches:
        raise UsageError(
            f"no {what} is called {value!r}; give a name of the folder's list or a number below {len(names)}"
        )
    return matches[0]


def _fired(ranker: Ranker, s: int, r: int, o: int, before: int) -> list[Rule]:
    rules = ranker.engine.rules
    body = bodies(ranker.engine.past, np.array([s]), before)
    cells, pools = rules.cells(np.array([r]), body)
    confidence = rules.confidence(cells, pools)
    rows = np.flatnonzero(body.pair_o[body.pair] == o)
    return [
        Rule(ranker.graph.relation_name(int(body.relation[i])), int(body.gap[i]), ages(int(body.gap[i])),
             float(confidence[i]), int(rules.hits[cells[i]]), int(rules.cases[cells[i]]))
        for i in rows[np.lexsort((body.gap[rows], -confidence[rows]))]
    ]  # fmt: skip


def _facts(ranker: Ranker, s: int, o: int, before: int, first_day: date | None) -> list[tuple[str, str]]:
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
        when = _when(before - int(gap[i]), first_day).removeprefix("at ").removeprefix("on ")
        lines.append((when, f"{graph.entity_name(a)} | {name} | {graph.entity_name(b)}"))
    return lines
