"""The careful scorer: the plain one with a sentence encoder beside it, for those who want few false events.

It weighs what the two tables say of an act with what the encoder sees at its words and in the whole sentence, and adds
acts that only the encoder sees. It is slower, and refuses more of the ordinary news (`docs/scorer.md`).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.coding.scorer.encoder import load_encoder
from dragoman.coding.scorer.features import Scene, known_sides, of_act, of_sentence
from dragoman.coding.scorer.model import PACKAGE, Judgement, added, load_scorer
from dragoman.coding.scorer.proposals import FRAME, proposals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.coding.matching import Match
    from dragoman.coding.scorer.encoder import Encoder, Reading
    from dragoman.coding.scorer.model import Scorer
    from dragoman.coding.slots import Reader

FACTS = ("gate", "act", "encoder", "sentence", "known", "sides")
"""What is weighed of an act beside its type: the sums of the two tables, what the encoder sees at its words and of the
whole sentence, how many of its sides are known political actors, and how many sides it has."""
HIGHEST = 4.0
"""Beyond this sum dev has too few acts to say more than .98."""
_SILENT = frozenset({"figurative", "not_an_event"})


@dataclass(frozen=True, slots=True)
class Careful:
    """The plain scorer's tables, an encoder, and what weighs them.

    `mix`: the weights of FACTS and of each type, apart for acts of the `lexicon` and for those that only the encoder
    sees (`proposed`); a type's weight raises or lowers what its acts need to be told. `least`: the least sum at which an
    act is told; `least_sentence`: the least that the encoder must see in the whole sentence.
    """

    plain: Scorer
    mix: Mapping[str, Mapping[str, float]]
    least: float
    least_sentence: float
    encoder: Encoder

    def weigh(
        self, reader: Reader, found: Sequence[Match], dropped: Sequence[tuple[Match, str, str]]
    ) -> list[tuple[Match, Judgement]]:
        """The lexicon's acts and those that only the encoder sees, in text order, with a judgement on each."""
        reading = self.encoder.read(reader.tree.words)
        acts = with_proposals(reader, reading, found, dropped)
        if not acts:
            return []
        scene = Scene(reader)
        gate = added(self.plain.sentence, of_sentence(scene, found))
        judged = []
        for m in acts:
            kind = kind_of(m)
            act = added(self.plain.act, of_act(scene, m)) if kind == "lexicon" else 0.0
            total = self.total(kind, m.type, columns(scene, m, reading, gate, act))
            judged.append(Judgement(total, share(total), self.tells(total, reading.sentence), self.least))
        return only_one_a_word(acts, judged, reading)

    def tells(self, total: float, sentence: float) -> bool:
        """True where an act of that sum, in a sentence of that sum, is told."""
        return total >= self.least and sentence >= self.least_sentence

    def total(self, kind: str, event_type: str, values: Sequence[float]) -> float:
        """The sum of one act from its FACTS, to two decimals; `kind` is lexicon or proposed."""
        mix = self.mix[kind]
        facts = sum(mix[name] * value for name, value in zip(FACTS, values, strict=True))
        return round(mix[""] + mix.get(event_type, 0.0) + facts, 2)


def with_proposals(
    reader: Reader, reading: Reading, found: Sequence[Match], dropped: Sequence[tuple[Match, str, str]]
) -> list[Match]:
    """The lexicon's acts and those that only the encoder sees, in text order."""
    silenced = [match.i for match, code, _ in dropped if code in _SILENT]
    return sorted([*found, *proposals(reader, reading, found, silenced)], key=lambda m: m.i)


def kind_of(match: Match) -> str:
    """`proposed` where only the encoder sees the act, else `lexicon`."""
    return "proposed" if match.frame == FRAME else "lexicon"


def share(total: float) -> float:
    """The share of acts with that sum that are right, of the corpus's mix (logistic, fitted on its dev split)."""
    return round(1 / (1 + math.exp(-max(-HIGHEST, min(HIGHEST, total)))), 3)


def columns(scene: Scene, match: Match, reading: Reading, gate: float, act: float) -> tuple[float, ...]:
    """The values of FACTS for one act."""
    seen = max(reading.at(k, match.type) for k in {match.i, match.top, *match.scope})
    sides = float(bool(match.source)) + bool(match.target)
    return (gate, act, seen, reading.sentence, float(known_sides(scene, match)), sides)


def only_one_a_word(
    found: Sequence[Match], judged: Sequence[Judgement], reading: Reading
) -> list[tuple[Match, Judgement]]:
    """Of two acts at one word the likelier is told, unless the encoder sees both (`jailed`: convicted and arrested)."""
    out = []
    for m, j in zip(found, judged, strict=True):
        beaten = any(
            other.i == m.i and k.told and (k.total, other.type) > (j.total, m.type)
            for other, k in zip(found, judged, strict=True)
        )
        told = j.told and not (beaten and reading.at(m.i, m.type) <= 0)
        out.append((m, Judgement(j.total, j.share, told, j.least)))
    return out


@lru_cache(maxsize=1)
def load_careful() -> Careful:
    """The careful scorer of this installation. Raises TableError where the encoder's files are not those it names."""
    card = json.loads(resources.files(PACKAGE).joinpath("data/careful.json").read_text("utf-8"))
    return Careful(load_scorer(), card["mix"], card["least"], card["least_sentence"], load_encoder())
