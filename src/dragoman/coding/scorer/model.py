"""The scorer's weights and how they are added up: two logistic regressions over named facts.

Plain Python and no library: the weight of each fact stands in `data/sentence.tsv` and `data/act.tsv`, where it can be
read. Training is in `training/scorer.py`; `docs/scorer.md` is the card. It never sees more than one sentence.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from dragoman.coding.scorer.features import Scene, known_sides, of_act, of_sentence
from dragoman.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.coding.matching import Match
    from dragoman.coding.slots import Reader

PACKAGE = "dragoman.coding.scorer"


GATE_SHARE = 0.3
"""How much the sentence counts beside the act in confidence: of a handful tried from 0 to 2, the best AUC on dev."""

KNOWN = 1.0
"""What is added for each side of an act that is a known political actor where none is unknown, so that ordinary diplomatic news stays: invented sentences
are short and know one act, those of the news are long. Of a few tried from 0 to 3: false events on dev the same, and
300 items of a real stream keep what they tell between states."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the scorer says of one act: it is told from `total` >= `least` on; `share` is its confidence."""

    total: float
    share: float
    told: bool
    least: float


@dataclass(frozen=True, slots=True)
class Scorer:
    """Two logistic regressions, on the sentence (does it tell any act?) and on the act (is it this one?).

    `least`: by type the least sum of both at which an act is told. `sums` and `shares`: the steps that turn the weighed
    sum into the share of acts like it that were right on the dev split.
    """

    sentence: Mapping[str, float]
    act: Mapping[str, float]
    sums: tuple[float, ...]
    shares: tuple[float, ...]
    least: Mapping[str, float]

    def weigh(
        self,
        reader: Reader,
        found: Sequence[Match],
        dropped: Sequence[tuple[Match, str, str]],  # noqa: ARG002 - the careful scorer needs it
    ) -> list[tuple[Match, Judgement]]:
        """The acts of one sentence in text order, with a judgement on each."""
        return list(zip(found, self.judge(reader, found), strict=True))

    def judge(self, reader: Reader, found: Sequence[Match]) -> list[Judgement]:
        """A judgement on each act of one sentence, in the same order."""
        if not found:
            return []
        scene = Scene(reader)
        gate = added(self.sentence, of_sentence(scene, found))
        return [
            self.judgement(m.type, gate, added(self.act, of_act(scene, m)), known=known_sides(scene, m))
            for m in found
        ]

    def judgement(self, event_type: str, gate: float, act: float, *, known: int) -> Judgement:
        """The judgement on an act of that type from the sums of its sentence and its own; `known`: its known sides."""
        total = gate + act + KNOWN * known
        least = self.least[event_type]
        return Judgement(total, self.share(GATE_SHARE * gate + act), total >= least, least)

    def share(self, total: float) -> float:
        """The calibrated share at a weighed sum, read off between the two nearest steps."""
        place = bisect_right(self.sums, total)
        if place == 0:
            return self.shares[0]
        if place == len(self.sums):
            return self.shares[-1]
        low, high = self.sums[place - 1], self.sums[place]
        part = (total - low) / (high - low)
        # Rounded, so that the last bits of a product never put a higher sum under a lower one.
        return round(self.shares[place - 1] + part * (self.shares[place] - self.shares[place - 1]), 6)

    def reasons(
        self, reader: Reader, found: Sequence[Match], which: int, most: int = 6
    ) -> list[tuple[str, float]]:
        """The facts of sentence and act that weighed most on one act, strongest first."""
        scene = Scene(reader)
        weighed = [(f, self.sentence.get(f, 0.0)) for f in of_sentence(scene, found)]
        weighed += [(f, self.act.get(f, 0.0)) for f in of_act(scene, found[which])]
        return sorted((w for w in weighed if w[1]), key=lambda w: (-abs(w[1]), w[0]))[:most]


def added(weights: Mapping[str, float], facts: Sequence[str]) -> float:
    """The sum of the weights of the facts and of the intercept, which stands under the empty fact."""
    return weights.get("", 0.0) + sum(weights.get(fact, 0.0) for fact in facts)


@lru_cache(maxsize=1)
def load_scorer() -> Scorer:
    """The scorer of this installation. Raises TableError where the weights are not those that scorer.json names."""
    folder = resources.files(PACKAGE).joinpath("data")
    card = json.loads(folder.joinpath("scorer.json").read_text("utf-8"))
    tables = {}
    for name in ("sentence", "act"):
        raw = folder.joinpath(f"{name}.tsv").read_bytes()
        found, named = hashlib.sha256(raw).hexdigest(), card["sha256"][name]
        if found != named:
            raise TableError(
                f"data/{name}.tsv: SHA-256 is {found[:12]}, scorer.json says {named[:12]}; make all with 'make model'"
            )
        tables[name] = weights(raw.decode("utf-8"))
    return scorer(tables, card)


def scorer(tables: Mapping[str, Mapping[str, float]], card: Mapping[str, Any]) -> Scorer:
    """A scorer from its tables (`sentence`, `act`) and the fields of scorer.json."""
    steps = card["calibration"]
    return Scorer(
        tables["sentence"],
        tables["act"],
        tuple(s for s, _ in steps),
        tuple(p for _, p in steps),
        dict(card["least"]),
    )


def weights(table: str) -> dict[str, float]:
    """Weight by fact, from the text of a table: a fact, a tab, its weight."""
    found = {}
    for line in table.splitlines():
        fact, _, weight = line.rpartition("\t")
        found[fact] = float(weight)
    return found
