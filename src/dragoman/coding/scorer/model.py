"""The learned scorer: does the sentence tell any act, and is it this one? Both must hold for an act to be told.

It weighs what the two tables say with what a small encoder sees at the act's words and in the whole sentence, and adds
acts that only the encoder sees. Of other sentences it only knows how many tell an act. `docs/scorer.md` is the card.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from dragoman.coding.scorer.encoder import load_encoder
from dragoman.coding.scorer.features import Scene, known_sides
from dragoman.coding.scorer.proposals import FRAME, proposals
from dragoman.coding.scorer.tables import PACKAGE, load_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.coding.matching import Match
    from dragoman.coding.scorer.encoder import Encoder, Reading
    from dragoman.coding.scorer.tables import Tables
    from dragoman.coding.slots import Reader

SENTENCE_FACTS = ("gate", "whole", "best", "highest", "encoder", "act", "nobody", "both", "states")
ACT_FACTS = ("gate", "act", "encoder", "whole", "known", "sides", "best")
HIGHEST = 4.0
"""Beyond this sum dev has too few acts to say more than .98."""
STATES = 2.0
"""What is added to the sum of the sentence of an act between states, beside what dev gives for it: the record is full of bare
sentences such as "Nepal invaded Mali", and dev has few. From 0 to 3 the F1 on dev is the same within .003 at the same number of
false events; from 2 on the laws of `tests/test_stability.py` hold."""
TOLL = 1.25
"""What is added to the sum of an act of force in a sentence that counts the dead ("a war that resulted in 40,000 deaths"): it is no
figure of speech there, but it stands in the background of a report, of which the corpus has next to nothing. Set on one real report."""
_DEAD, _COUNTED_WITHIN = frozenset({"fatality", "death", "dead", "casualty", "life"}), 3
_FORCE = frozenset({"ASSAULT", "PROTEST"})
TELLING, SHARE, RAISED = 2, 1 / 3, 3.0
"""Where so many and such a share of the other sentences of a report tell an act by themselves, what the lexicon finds in
the rest has so much added to the sum of its sentence: background and short remarks are bare, and stand in a report that is
about acts. Set on reports (ten of ours and one real one: .40 to .78 of their sentences tell; of 20 Wikinews texts two do
over a third, and those are on a rescue at sea and on two armies), not on dev, whose passages are nearly all too short."""
LEAD = 2.0
"""From 0 to 2 the F1 of dev is the same within .001, and with 2 the PLV development table keeps .003 of root F1: a frame that fits
("called the king") knows more of its word than the encoder."""
_COUNTRY = frozenset({"country", "seat"})
_SILENT = frozenset({"figurative", "not_an_event"})


class Values(NamedTuple):
    """What is weighed of one act: the sums of the tables (`gate` of the sentence, `act` of the act), what the encoder
    sees of the whole sentence, at the act's words (`encoder` for its type, `best` for any) and at any word (`highest`),
    how many sides it has, how many of them are known political actors (`nobody`: none, `both`: two), and whether it is
    between `states`, and whether its sentence counts the dead (`toll`). Yes is 1 and no is 0."""

    gate: float
    act: float
    encoder: float
    whole: float
    best: float
    highest: float
    known: float
    sides: float
    nobody: float
    both: float
    states: float
    toll: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the scorer says of one act: it is told where both sums reach their least; `share` is its confidence."""

    sentence: float
    act: float
    least: tuple[float, float]
    share: float
    told: bool

    def raised(self) -> Judgement:
        """The judgement in a report that tells of acts."""
        sentence = round(self.sentence + RAISED, 2)
        told = sentence >= self.least[0] and self.act >= self.least[1]
        return replace(self, sentence=sentence, told=told)

    def against(self) -> str:
        """Which sum is under its least, in words; empty where neither is."""
        sums = (("sentence", self.sentence, self.least[0]), ("act", self.act, self.least[1]))
        return "; ".join(
            f"{name} {sum_:+.2f}, least {least:+.2f}" for name, sum_, least in sums if sum_ < least
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """The acts of one sentence with what is judged of each by the sentence alone; no reading where the tables refuse it."""

    acts: tuple[Match, ...]
    judged: tuple[Judgement, ...]
    reading: Reading | None

    def tells(self) -> bool:
        """The sentence tells an act by itself."""
        return any(j.told for j in self.judged)

    def settled(self, *, raised: bool = False) -> list[tuple[Match, Judgement]]:
        """The judgements; `raised` where the report tells of acts (`Scorer.raises`)."""
        if self.reading is None:
            return list(zip(self.acts, self.judged, strict=True))
        judged = self.judged
        if raised:
            judged = tuple(
                j.raised() if kind_of(m) == "lexicon" else j for m, j in zip(self.acts, judged, strict=True)
            )
        return only_one_a_word(self.acts, judged, self.reading)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Tables, an encoder, and what weighs them.

    `sentence`: weights of SENTENCE_FACTS; `act`: weights of ACT_FACTS; both of each type, and apart for acts of the
    `lexicon` and for those that only the encoder sees (`proposed`). A type's weight raises or lowers what its acts need.
    `least_sentence`, `least_act`: the least sums of each kind. `least_gate`: below it the tables alone refuse the whole
    sentence, and the encoder does not read it.
    """

    tables: Tables
    encoder: Encoder
    sentence: Mapping[str, Mapping[str, float]]
    act: Mapping[str, Mapping[str, float]]
    least_sentence: Mapping[str, float]
    least_act: Mapping[str, float]
    least_gate: float

    def weigh(
        self,
        reader: Reader,
        found: Sequence[Match],
        dropped: Sequence[tuple[Match, str, str]],
    ) -> list[tuple[Match, Judgement]]:
        """The lexicon's acts and those that only the encoder sees, in text order, with a judgement on each."""
        return self.judge(reader, found, dropped).settled()

    def judge(
        self, reader: Reader, found: Sequence[Match], dropped: Sequence[tuple[Match, str, str]]
    ) -> Weighed:
        """What `weigh` settles: the acts of a sentence, each judged by the sentence alone."""
        scene = Scene(reader)
        gate = self.tables.of_sentence(scene, found)
        if gate < self.least_gate:
            refused = Judgement(round(gate, 2), 0.0, (self.least_gate, 0.0), share(-HIGHEST), told=False)
            return Weighed(tuple(found), (refused,) * len(found), None)
        reading = self.encoder.read(reader.tree.words)
        acts = with_proposals(reader, reading, found, dropped)
        judged = [self.judgement(kind_of(m), m.type, self.values(scene, m, reading, gate)) for m in acts]
        return Weighed(tuple(acts), tuple(judged), reading)

    @staticmethod
    def raises(telling: int, sentences: int) -> bool:
        """A report of which `telling` of `sentences` others tell an act by themselves is one that tells of acts."""
        return telling >= max(TELLING, SHARE * sentences)

    def values(self, scene: Scene, match: Match, reading: Reading, gate: float) -> Values:
        """What is weighed of one act."""
        own = {match.i, match.top, *match.scope}
        act = self.tables.of_act(scene, match) if kind_of(match) == "lexicon" else 0.0
        known = known_sides(scene, match)
        return Values(
            gate=gate,
            act=act,
            encoder=max(reading.at(k, match.type) for k in own),
            whole=reading.sentence,
            best=max(reading.best(k) for k in own),
            highest=reading.highest(),
            known=float(known),
            sides=float(bool(match.source)) + bool(match.target),
            nobody=float(known == 0),
            both=float(known == 2),
            states=float(between_states(scene, match)),
            toll=float(counts_dead(scene, match)),
        )

    def judgement(self, kind: str, event_type: str, values: Values) -> Judgement:
        """The judgement on an act of that type; `kind` is lexicon or proposed."""
        more = (STATES * values.states, TOLL * values.toll) if kind == "lexicon" else (0.0, 0.0)
        sentence = round(total(self.sentence[kind], SENTENCE_FACTS, values, event_type) + more[0], 2)
        act = round(total(self.act[kind], ACT_FACTS, values, event_type) + more[1], 2)
        least = (self.least_sentence[kind], self.least_act[kind])
        return Judgement(sentence, act, least, share(act), sentence >= least[0] and act >= least[1])


def between_states(scene: Scene, match: Match) -> bool:
    """A verb tells it, every participant is a country, a capital or an official of one, and there are some on both sides.

    What only belongs to a country ("bookings from China", "Slovenia's exports") is no state.
    """
    tree, sides = scene.reader.tree, (match.source, match.target)
    return (
        tree.pos[match.i] == "v"
        and all(sides)
        and all(
            tree.dep[k] != "poss" and _COUNTRY & set(scene.who(k)) and scene.stands_for_state(k)
            for heads in sides
            for k in heads
        )
    )


def counts_dead(scene: Scene, match: Match) -> bool:
    """An act of force in a sentence with a number of dead: "a war that resulted in 40,000 deaths"."""
    tree = scene.reader.tree
    return match.type in _FORCE and any(
        lemma in _DEAD and "CD" in tree.tag[max(0, i - _COUNTED_WITHIN) : i]
        for i, lemma in enumerate(tree.lemma)
    )


def total(weights: Mapping[str, float], facts: Sequence[str], values: Values, event_type: str = "") -> float:
    """A weighed sum to two decimals, with the intercept and, where the weights have it, the weight of the type."""
    own = weights[""] + (weights.get(event_type, 0.0) if event_type else 0.0)
    given: Mapping[str, float] = values._asdict()
    return round(own + sum(weights[name] * given[name] for name in facts), 2)


def with_proposals(
    reader: Reader, reading: Reading, found: Sequence[Match], dropped: Sequence[tuple[Match, str, str]]
) -> list[Match]:
    """The lexicon's acts and those that only the encoder sees, in text order."""
    silenced = [match.i for match, code, _ in dropped if code in _SILENT]
    seen = proposals(reader, reading, found, [match for match, _, _ in dropped], silenced)
    return sorted([*found, *seen], key=lambda m: m.i)


def kind_of(match: Match) -> str:
    """`proposed` where only the encoder sees the act, else `lexicon`."""
    return "proposed" if match.frame == FRAME else "lexicon"


def share(act: float) -> float:
    """The share of acts with that sum that are right, of the corpus's mix (logistic, fitted on its dev split)."""
    return round(1 / (1 + math.exp(-max(-HIGHEST, min(HIGHEST, act)))), 3)


def only_one_a_word(
    found: Sequence[Match], judged: Sequence[Judgement], reading: Reading
) -> list[tuple[Match, Judgement]]:
    """Of two acts at one word the likelier is told, unless the encoder sees both (`jailed`: convicted and arrested)."""
    out = []
    for m, j in zip(found, judged, strict=True):
        own = _claim(m, j)
        beaten = any(
            other.i == m.i and k.told and _claim(other, k) > own
            for other, k in zip(found, judged, strict=True)
        )
        told = j.told and not (beaten and reading.at(m.i, m.type) <= 0)
        out.append((m, Judgement(j.sentence, j.act, j.least, j.share, told)))
    return out


def _claim(match: Match, judged: Judgement) -> tuple[float, str]:
    """How strong an act's claim to its word is: what only the encoder sees must be LEAD likelier than what the lexicon has a frame for."""
    return judged.act - (LEAD if kind_of(match) == "proposed" else 0.0), match.type


@lru_cache(maxsize=2)
def load_scorer(*, careful: bool = False) -> Scorer:
    """The scorer of this installation; `careful` tells only what is nearly certain to be an act.

    Raises TableError where its files are not those that its cards name.
    """
    card = json.loads(resources.files(PACKAGE).joinpath("data/mix.json").read_text("utf-8"))
    least = card["least"]["careful" if careful else "default"]
    return Scorer(
        load_tables(),
        load_encoder(),
        card["sentence"],
        card["act"],
        least["sentence"],
        least["act"],
        least["gate"],
    )
