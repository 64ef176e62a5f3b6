"""Trains the scorer on the corpus: weights on train, calibration and thresholds on dev, a report on test.

usage: python training/scorer.py [--check]      (or: make model)

Writes `sentence.tsv`, `act.tsv` and `scorer.json` in `src/dragoman/coding/scorer/data`. Nothing is drawn at random: the
same corpus and the same coder give the same bytes. `--check` writes nothing and says whether the files belong to the
corpus at hand.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from examples import CORPUS, ROOT, examples

from dragoman.coding.entries import TYPES
from dragoman.coding.scorer.model import GATE_SHARE, KNOWN, Scorer, added, scorer, weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from examples import Example

DATA = ROOT / "src/dragoman/coding/scorer/data"
SEEN_MIN = 2
"""A fact that fewer sentences (or acts) of train have is left out: no loss on dev, a third of the size."""
SENTENCE_STRENGTH, ACT_STRENGTH = 0.3, 0.1
"""Inverse of the L2 penalties; a third and three times as much give the same on dev within 0.01 of AUC."""
KEPT = 0.99
"""Of dev's right acts so many are kept: recall on ordinary news comes first. Measured on the first 3,976 sentences: at
.98 told of free sentences 13.1 per 100 instead of 13.7 (20.4 without a scorer), plv_dev sentence root .796 instead of
.800; at .95 7.8 and .782."""
STEP_MIN = 25
"""Acts of dev behind each step of the calibration, so that no step is made by a handful."""
EDGE = 0.02
OWN_ACTS = 20
"""A type with fewer right acts on dev has the least sum of all types; with so many it counts as much as they do."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The acts of one split that grounding lets through, as columns."""

    types: np.ndarray
    gate: np.ndarray
    act: np.ndarray
    right: np.ndarray
    free: np.ndarray
    known: np.ndarray
    sentences_free: int

    def total(self) -> np.ndarray:
        """The sum that decides, as `Scorer.judgement` makes it."""
        return self.gate + self.act + KNOWN * self.known


def fit(rows: Sequence[Sequence[str]], labels: Sequence[bool], strength: float) -> dict[str, float]:
    """Weight by fact of a logistic regression; the intercept stands under the empty fact."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen = Counter(fact for row in rows for fact in row)
    vocabulary = {fact: n for n, fact in enumerate(sorted(f for f in seen if seen[f] >= SEEN_MIN))}
    columns = [[vocabulary[f] for f in row if f in vocabulary] for row in rows]
    ends = np.cumsum([0, *map(len, columns)])
    flat = [c for row in columns for c in row]
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(vocabulary)))
    model = LogisticRegression(C=strength, max_iter=5000, tol=1e-6).fit(matrix, np.array(labels))
    found = {f: round(float(model.coef_[0][n]), 3) for f, n in vocabulary.items()}
    return {"": round(float(model.intercept_[0]), 3), **{f: w for f, w in found.items() if w}}


def judged(found: list[Example], sentence: dict[str, float], act: dict[str, float]) -> Judged:
    """The columns of one split."""
    rows = [
        (a.type, added(sentence, e.facts), added(act, a.facts), a.right, e.free, a.known)
        for e in found
        for a in e.acts
        if a.told
    ]
    types, gate, own, right, free, known = zip(*rows, strict=True)
    return Judged(
        np.array(types),
        np.array(gate),
        np.array(own),
        np.array(right),
        np.array(free),
        np.array(known),
        sum(e.free for e in found),
    )


def calibration(sums: np.ndarray, right: np.ndarray) -> list[tuple[float, float]]:
    """Isotonic steps (sum, share), each over at least STEP_MIN acts."""
    order = np.argsort(sums, kind="stable")
    parts = np.array_split(order, max(1, len(order) // STEP_MIN))
    pooled: list[tuple[float, float, int]] = []
    for part in parts:
        pooled.append((float(sums[part].mean()), float(right[part].mean()), len(part)))
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            (a, p, n), (b, q, m) = pooled[-2], pooled[-1]
            pooled[-2:] = [((a * n + b * m) / (n + m), (p * n + q * m) / (n + m), n + m)]
    return [(round(s, 3), round(min(1 - EDGE, max(EDGE, p)), 3)) for s, p, _ in pooled]


def thresholds(dev: Judged) -> dict[str, float]:
    """The least sum by type: the highest at which dev keeps KEPT of its right acts, lower for types that need it."""
    total = dev.total()
    middle = _highest(total[dev.right])
    least = dict.fromkeys(TYPES, middle)
    for name in sorted(set(dev.types)):
        own = total[dev.right & (dev.types == name)]
        if len(own) >= OWN_ACTS:
            trust = len(own) / (len(own) + OWN_ACTS)
            least[name] = min(middle, round(trust * _highest(own) + (1 - trust) * middle, 2))
    return least


def _highest(sums: np.ndarray) -> float:
    return round(float(np.quantile(sums, 1 - KEPT)), 2)


def report(name: str, part: Judged, judge: Scorer) -> dict[str, Any]:
    """How well the scorer parts right acts from wrong ones, and what it keeps."""
    from sklearn.metrics import brier_score_loss, roc_auc_score

    right, free = part.right, part.free & ~part.right
    share = np.array([judge.share(s) for s in GATE_SHARE * part.gate + part.act])
    kept = np.array([s >= judge.least[t] for t, s in zip(part.types, part.total(), strict=True)])
    bins = [(low, kept & (share >= low) & (share < low + 0.1)) for low in np.arange(0, 1, 0.1)]
    return {
        "split": name, "acts": len(right), "right": int(right.sum()),
        "auc": round(float(roc_auc_score(right, share)), 3), "brier": round(float(brier_score_loss(right, share)), 3),
        "right kept": round(float(right[kept].sum() / right.sum()), 3),
        "wrong kept": round(float((~right)[kept].sum() / (~right).sum()), 3),
        "false per 100 free before": round(100 * float(free.sum()) / part.sentences_free, 1),
        "false per 100 free": round(100 * float(free[kept].sum()) / part.sentences_free, 1),
        "reliability": [
            [round(float(share[b].mean()), 2), round(float(right[b].mean()), 2), int(b.sum())] for _, b in bins if b.any()
        ],
    }  # fmt: skip


def table_of(found: dict[str, float]) -> str:
    return "".join(f"{fact}\t{found[fact]}\n" for fact in sorted(found))


def train() -> tuple[dict[str, str], dict[str, Any]]:
    """The texts of the tables and the fields of scorer.json."""
    found = list(examples())
    parts = {s: [e for e in found if e.split == s] for s in ("train", "dev", "test")}
    acts = [a for e in parts["train"] for a in e.acts]
    sentence = fit([e.facts for e in parts["train"]], [not e.free for e in parts["train"]], SENTENCE_STRENGTH)
    act = fit([a.facts for a in acts], [a.right for a in acts], ACT_STRENGTH)
    tables = {"sentence": table_of(sentence), "act": table_of(act)}
    columns = {s: judged(p, sentence, act) for s, p in parts.items()}
    dev = columns["dev"]
    card: dict[str, Any] = {
        "corpus_sha256": hashlib.sha256(CORPUS.read_bytes()).hexdigest(),
        "sha256": {n: hashlib.sha256(t.encode()).hexdigest() for n, t in tables.items()},
        "sentences": {s: len(p) for s, p in parts.items()},
        "facts": {"sentence": len(sentence), "act": len(act)},
        "calibration": calibration(GATE_SHARE * dev.gate + dev.act, dev.right),
        "least": thresholds(dev),
    }
    judge = scorer({n: weights(t) for n, t in tables.items()}, card)
    card["reports"] = [report(s, columns[s], judge) for s in ("dev", "test")]
    return tables, card


def main() -> int:
    if "--check" in sys.argv:
        card = json.loads((DATA / "scorer.json").read_text("utf-8"))
        same = card["corpus_sha256"] == hashlib.sha256(CORPUS.read_bytes()).hexdigest()
        print(
            "the scorer was trained on this corpus"
            if same
            else "the corpus has changed since: run 'make model'"
        )
        return 0 if same else 1
    tables, card = train()
    DATA.mkdir(exist_ok=True)
    for name, text in tables.items():
        (DATA / f"{name}.tsv").write_text(text, "utf-8")
    lines = [f' "{key}": {json.dumps(value)}' for key, value in card.items()]
    (DATA / "scorer.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    for line in card["reports"]:
        print(json.dumps(line))
    print("least", card["least"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
