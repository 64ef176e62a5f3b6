"""Fits what weighs tables and encoder against each other, on dev, chooses the least sums there, and reports on dev and test.

usage: python training/mix.py      (second part of: make model, last of: make encoder)

Writes `mix.json` in `src/dragoman/coding/scorer/data`. Tables and encoder have seen train, where their sums say nothing
of new sentences: so dev, which they have not seen, gives the weights. Nothing is drawn at random.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from examples import CORPUS, ROOT, passages, scoring

from dragoman.assemble import assemble
from dragoman.codebook import codebook
from dragoman.coding.entries import TYPES
from dragoman.coding.frames import find_acts, read_sentence, to_act
from dragoman.coding.lexicon import load_lexicon
from dragoman.coding.scorer.encoder import load_encoder
from dragoman.coding.scorer.features import Scene
from dragoman.coding.scorer.model import ACT_FACTS, SENTENCE_FACTS, Scorer, Values, kind_of, with_proposals
from dragoman.coding.scorer.tables import load_tables
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Report
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = ROOT / "src/dragoman/coding/scorer/data"
SENTENCE_STRENGTH, ACT_STRENGTH = 0.3, 0.1
"""Inverses of the L2 penalties: dev has few acts for its weights, and the penalty draws a type with few acts to the
weight of all types, which is 0. Not tuned."""
KINDS = ("lexicon", "proposed")
LEAST_SENTENCE = {
    "default": {"lexicon": 0.75, "proposed": 2.0}, "careful": {"lexicon": 1.5, "proposed": 2.0},
}  # fmt: skip
"""The least sums of sentences. Default: with the least sums of acts below, as high as keeps false events of dev under 2.5 in 100 free
sentences, which leaves room for 3 elsewhere; the plain sentences that the tests hold, all facts of a real report and the PLV development
table stand. Careful: under 2."""
LEAST_ACT = {"default": {"lexicon": -2.5, "proposed": 1.0}, "careful": {"lexicon": -1.5, "proposed": 1.2}}
"""The least sums of acts. Default: of acts under -2.5 one in twelve is right on dev. A sentence that tells an act needs less then (.75 in place
of 1.0) for as few false events. Under 1 what only the encoder sees costs the PLV development table .01 of root F1 and brings
dev .005."""
GATE_MARGIN = 0.5
"""So far under the lowest sum of the sentence table at which dev tells anything, the encoder does not read a sentence."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One act that grounding lets through. `free`: its sentence holds no labelled event; `right`: it is labelled."""

    kind: str
    type: str
    values: Values
    right: bool
    free: bool


def weighed(wanted: str) -> tuple[list[Weighed], int]:
    """The acts of one split, and how many of its sentences are free."""
    found, free = [], 0
    for passage in passages():
        if passage["split"] == wanted:
            acts, count = of_passage(passage)
            found += acts
            free += count
    return found, free


def of_passage(passage: dict[str, Any]) -> tuple[list[Weighed], int]:
    """The acts of one passage, and how many of its sentences are free."""
    lexicon, tables, encoder = load_lexicon(), load_tables(), load_encoder()
    bare = Scorer(tables, encoder, {}, {}, {}, {}, 0.0)
    parsed = parse(split(passage["text"]))
    gold = scoring.gold_events(passage)
    acts, rows = [], []
    count = len(passage["sentences"]) - len({g.sentence for g in gold})
    for one in parsed:
        reader = read_sentence(one, lexicon)
        kept, dropped = find_acts(reader)
        own = [m for m in kept if m.source or m.target]
        reading = encoder.read(reader.tree.words)
        scene = Scene(reader)
        gate = tables.of_sentence(scene, own)
        free = not any(one.sentence.start <= g.trigger[0] < one.sentence.end for g in gold)
        for m in with_proposals(reader, reading, own, dropped):
            rows.append((kind_of(m), bare.values(scene, m, reading, gate), free))
            acts.append(to_act(reader, m))
    events, _, _ = assemble(Report(passage["id"], passage["text"]), parsed, acts, registry(), codebook())
    through = {(e.evidence.trigger[0], e.type) for e in events}
    told = scoring.told_acts(passage, acts)
    labelled = {id(o) for _, o, _ in scoring.pairs(gold, told, {})}
    return [
        Weighed(kind, act.type, values, id(one) in labelled, free)
        for act, one, (kind, values, free) in zip(acts, told, rows, strict=True)
        if (act.trigger.start, act.type) in through
    ], count


def fitted(
    acts: list[Weighed], facts: Sequence[str], labels: list[bool], strength: float, types: Sequence[str] = ()
) -> dict[str, float]:
    """The weights of the facts and types; the intercept stands under the empty fact."""
    from sklearn.linear_model import LogisticRegression

    values = np.array([[getattr(a.values, f) for f in facts] for a in acts])
    spread = values.std(axis=0) + 1e-9
    named = np.array([[float(a.type == name) for name in types] for a in acts]).reshape(len(acts), -1)
    model = LogisticRegression(C=strength, max_iter=5000, tol=1e-8)
    model.fit(np.hstack([values / spread, named]), labels)
    weights = [*(model.coef_[0][: len(facts)] / spread), *model.coef_[0][len(facts) :]]
    out = {"": round(float(model.intercept_[0]), 3)}
    return out | {n: round(float(w), 3) for n, w in zip((*facts, *types), weights, strict=True)}


def mixed(dev: list[Weighed]) -> dict[str, Scorer]:
    """The scorers of both settings: weights and least sums as dev gives them."""
    sentence, act = {}, {}
    for kind in KINDS:
        own = [a for a in dev if a.kind == kind]
        sentence[kind] = fitted(own, SENTENCE_FACTS, [not a.free for a in own], SENTENCE_STRENGTH)
        act[kind] = fitted(own, ACT_FACTS, [a.right for a in own], ACT_STRENGTH, TYPES)
    any_ = Scorer(load_tables(), load_encoder(), sentence, act, dict.fromkeys(KINDS, -np.inf), {}, -np.inf)
    return {name: settled(any_, name, dev) for name in LEAST_ACT}


def settled(scorer: Scorer, name: str, dev: list[Weighed]) -> Scorer:
    """The scorer with the least sums of one setting."""
    scorer = replace(scorer, least_act=LEAST_ACT[name], least_sentence=LEAST_SENTENCE[name])
    lowest = min(a.values.gate for a in dev if judged(scorer, a))
    return replace(scorer, least_gate=round(lowest - GATE_MARGIN, 2))


def judged(scorer: Scorer, act: Weighed) -> bool:
    return act.values.gate >= scorer.least_gate and scorer.judgement(act.kind, act.type, act.values).told


def report(setting: str, name: str, acts: list[Weighed], free: int, scorer: Scorer) -> dict[str, Any]:
    """How well right acts are parted from wrong ones, and what is kept."""
    from sklearn.metrics import brier_score_loss, roc_auc_score

    right = np.array([a.right for a in acts])
    busy = np.array([not a.free for a in acts])
    told = [scorer.judgement(a.kind, a.type, a.values) for a in acts]
    chance = np.array([j.share for j in told])
    kept = np.array([judged(scorer, a) for a in acts])
    proposed = np.array([a.kind == "proposed" for a in acts])
    bins = [kept & (chance >= low) & (chance < low + 0.1) for low in np.arange(0, 1, 0.1)]
    return {
        "setting": setting, "split": name, "acts": len(acts), "right": int(right.sum()), "told": int(kept.sum()),
        "told and right": int((kept & right).sum()), "proposed told": int((kept & proposed).sum()),
        "proposed told and right": int((kept & proposed & right).sum()),
        "sentence auc": round(float(roc_auc_score(busy, [j.sentence for j in told])), 3),
        "act auc": round(float(roc_auc_score(right, chance)), 3), "brier": round(float(brier_score_loss(right, chance)), 3),
        "free": free, "false per 100 free": round(100 * int((kept & ~busy).sum()) / free, 1),
        "reliability": [
            [round(float(chance[b].mean()), 2), round(float(right[b].mean()), 2), int(b.sum())] for b in bins if b.any()
        ],
    }  # fmt: skip


def main() -> int:
    found = {name: weighed(name) for name in ("dev", "test")}
    scorers = mixed(found["dev"][0])
    one = scorers["default"]
    card: dict[str, Any] = {
        "corpus_sha256": hashlib.sha256(CORPUS.read_bytes()).hexdigest(),
        "sentence": one.sentence, "act": one.act,
        "least": {
            name: {"sentence": s.least_sentence, "act": s.least_act, "gate": s.least_gate} for name, s in scorers.items()
        },
        "reports": [report(s, name, *part, scorer) for s, scorer in scorers.items() for name, part in found.items()],
    }  # fmt: skip
    lines = [f' "{key}": {json.dumps(value)}' for key, value in card.items()]
    (DATA / "mix.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    for line in card["reports"]:
        print(json.dumps(line))
    print("least", json.dumps(card["least"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
