"""The scorer's two tables and how they are added up: logistic regressions over named facts.

Plain Python and no library: the weight of each fact stands in `data/sentence.tsv` and `data/act.tsv`, where it can be
read. Training is in `training/scorer.py`; `docs/scorer.md` is the card. They never decide: `model` does, with more.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.coding.scorer.features import of_act, of_sentence
from dragoman.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.coding.matching import Match
    from dragoman.coding.scorer.features import Scene

PACKAGE = "dragoman.coding.scorer"
NAMES = ("sentence", "act")


@dataclass(frozen=True, slots=True)
class Tables:
    """Weights by fact: of the sentence (does it tell any act?) and of the act (is it this one?)."""

    sentence: Mapping[str, float]
    act: Mapping[str, float]

    def of_sentence(self, scene: Scene, found: Sequence[Match]) -> float:
        """The sum of a sentence in which the lexicon found these acts."""
        return added(self.sentence, of_sentence(scene, found))

    def of_act(self, scene: Scene, match: Match) -> float:
        """The sum of one act that the lexicon found."""
        return added(self.act, of_act(scene, match))

    def reasons(
        self, scene: Scene, found: Sequence[Match], match: Match, most: int = 6
    ) -> list[tuple[str, float]]:
        """The facts of sentence and act that weighed most, strongest first; `found`: the lexicon's acts."""
        weighed = [(f, self.sentence.get(f, 0.0)) for f in of_sentence(scene, found)]
        if match in found:
            weighed += [(f, self.act.get(f, 0.0)) for f in of_act(scene, match)]
        return sorted((w for w in weighed if w[1]), key=lambda w: (-abs(w[1]), w[0]))[:most]


def added(weights: Mapping[str, float], facts: Sequence[str]) -> float:
    """The sum of the weights of the facts and of the intercept, which stands under the empty fact."""
    return weights.get("", 0.0) + sum(weights.get(fact, 0.0) for fact in facts)


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """The tables of this installation. Raises TableError where they are not those that scorer.json names."""
    folder = resources.files(PACKAGE).joinpath("data")
    card = json.loads(folder.joinpath("scorer.json").read_text("utf-8"))
    found = {}
    for name in NAMES:
        raw = folder.joinpath(f"{name}.tsv").read_bytes()
        own, named = hashlib.sha256(raw).hexdigest(), card["sha256"][name]
        if own != named:
            raise TableError(
                f"data/{name}.tsv: SHA-256 is {own[:12]}, scorer.json says {named[:12]}; make all with 'make model'"
            )
        found[name] = weights(raw.decode("utf-8"))
    return Tables(found["sentence"], found["act"])


def weights(table: str) -> dict[str, float]:
    """Weight by fact, from the text of a table: a fact, a tab, its weight."""
    found = {}
    for line in table.splitlines():
        fact, _, weight = line.rpartition("\t")
        found[fact] = float(weight)
    return found
