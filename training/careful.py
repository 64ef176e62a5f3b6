"""Fits what weighs encoder and scorer against each other, on dev, and reports on dev and test.

usage: python training/careful.py      (third part of: make model)

Writes `careful.json` in `src/dragoman/coding/scorer/data`. The encoder has seen train, where its sums say nothing of new
sentences: so dev, which it has not seen, gives the two dozen weights. Nothing is drawn at random.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import scoring
from examples import ROOT, passages

from dragoman.assemble import assemble
from dragoman.codebook import codebook
from dragoman.coding.entries import TYPES
from dragoman.coding.frames import find_acts, read_sentence, to_act
from dragoman.coding.lexicon import load_lexicon
from dragoman.coding.scorer import load_scorer
from dragoman.coding.scorer.careful import FACTS, Careful, columns, kind_of, share, with_proposals
from dragoman.coding.scorer.encoder import load_encoder
from dragoman.coding.scorer.features import Scene, of_act, of_sentence
from dragoman.coding.scorer.model import added
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Report
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = ROOT / "src/dragoman/coding/scorer/data"
STRENGTH = 0.3
"""Inverse of the L2 penalty: dev has few acts for its two dozen weights. Not tuned."""
FALSE_MAX = 2.75
"""False events per 100 free sentences that dev may have: a little under the aim of 3, which is for other sentences."""
LEAST_SENTENCE = 1.0
"""The least that the encoder must see in the whole sentence. Tried on dev: -1 to 1.5 in steps of a half with five least
sums each; 1 and a half cost about the same recall where dev has at most FALSE_MAX."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One act that grounding lets through. `free`: its sentence holds no labelled event; `right`: it is labelled."""

    kind: str
    type: str
    values: tuple[float, ...]
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
    lexicon, plain, encoder = load_lexicon(), load_scorer(), load_encoder()
    parsed = parse(split(passage["text"]))
    gold = scoring.gold_events(passage)
    acts, rows, count = [], [], 0
    for one in parsed:
        reader = read_sentence(one, lexicon)
        kept, dropped = find_acts(reader)
        own = [m for m in kept if m.source or m.target]
        reading = encoder.read(reader.tree.words)
        scene = Scene(reader)
        gate = added(plain.sentence, of_sentence(scene, own))
        free = not any(one.sentence.start <= g.trigger[0] < one.sentence.end for g in gold)
        count += free
        for m in with_proposals(reader, reading, own, dropped):
            act = added(plain.act, of_act(scene, m)) if kind_of(m) == "lexicon" else 0.0
            rows.append((kind_of(m), columns(scene, m, reading, gate, act), free))
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


def mix(acts: list[Weighed]) -> dict[str, dict[str, float]]:
    """The weights of FACTS and types, for the lexicon's acts and for proposals."""
    from sklearn.linear_model import LogisticRegression

    out = {}
    for kind in ("lexicon", "proposed"):
        own = [a for a in acts if a.kind == kind]
        values = np.array([a.values for a in own])
        spread = values.std(axis=0) + 1e-9
        types = np.array([[float(a.type == name) for name in TYPES] for a in own])
        model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-8)
        model.fit(np.hstack([values / spread, types]), [a.right for a in own])
        found = [*(model.coef_[0][: len(FACTS)] / spread), *model.coef_[0][len(FACTS) :]]
        out[kind] = {"": round(float(model.intercept_[0]), 3)}
        out[kind] |= {n: round(float(w), 3) for n, w in zip((*FACTS, *TYPES), found, strict=True)}
    return out


def least(acts: list[Weighed], free: int, judge: Careful) -> float:
    """The lowest sum at which no more than FALSE_MAX false events per 100 free sentences are told."""
    false = sorted(
        (judge.total(a.kind, a.type, a.values) for a in acts if a.free and _sentence(a) >= LEAST_SENTENCE),
        reverse=True,
    )
    return round(false[int(FALSE_MAX * free / 100)] + 0.01, 2)


def _sentence(act: Weighed) -> float:
    return act.values[FACTS.index("sentence")]


def report(name: str, acts: list[Weighed], free: int, judge: Careful) -> dict[str, Any]:
    """How well right acts are parted from wrong ones, and what is kept."""
    from sklearn.metrics import brier_score_loss, roc_auc_score

    right = np.array([a.right for a in acts])
    total = [judge.total(a.kind, a.type, a.values) for a in acts]
    chance = np.array([share(t) for t in total])
    kept = np.array([judge.tells(t, _sentence(a)) for a, t in zip(acts, total, strict=True)])
    proposed = np.array([a.kind == "proposed" for a in acts])
    bins = [(chance >= low) & (chance < low + 0.1) for low in np.arange(0, 1, 0.1)]
    return {
        "split": name, "acts": len(acts), "right": int(right.sum()), "told": int(kept.sum()),
        "told and right": int((kept & right).sum()), "proposed told": int((kept & proposed).sum()),
        "proposed told and right": int((kept & proposed & right).sum()),
        "auc": round(float(roc_auc_score(right, chance)), 3), "brier": round(float(brier_score_loss(right, chance)), 3),
        "false per 100 free": round(100 * sum(a.free and bool(k) for a, k in zip(acts, kept, strict=True)) / free, 1),
        "reliability": [
            [round(float(chance[b].mean()), 2), round(float(right[b].mean()), 2), int(b.sum())] for b in bins if b.any()
        ],
    }  # fmt: skip


def parts() -> Iterator[tuple[str, list[Weighed], int]]:
    for name in ("dev", "test"):
        yield name, *weighed(name)


def main() -> int:
    found = list(parts())
    _, dev, free = found[0]
    weights = mix(dev)
    judge = Careful(load_scorer(), weights, 0.0, LEAST_SENTENCE, load_encoder())
    lowest = least(dev, free, judge)
    judge = Careful(load_scorer(), weights, lowest, LEAST_SENTENCE, load_encoder())
    card = {"mix": weights, "least": lowest, "least_sentence": LEAST_SENTENCE}
    card["reports"] = [report(*part, judge) for part in found]
    lines = [f' "{key}": {json.dumps(value)}' for key, value in card.items()]
    (DATA / "careful.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    for line in card["reports"]:
        print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
