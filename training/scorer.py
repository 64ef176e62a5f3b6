"""Trains the two tables of the scorer on the corpus: weights on train, a report on dev and test.

usage: python training/scorer.py [--check]      (first part of: make model)

Writes `sentence.tsv`, `act.tsv` and `scorer.json` in `src/dragoman/coding/scorer/data`. Nothing is drawn at random: the
same corpus and the same coder give the same bytes. What is told is decided by `training/mix.py`. `--check` writes
nothing and says whether the files belong to the corpus at hand.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
from examples import CORPUS, ROOT, examples, of_tables

from dragoman.coding.scorer.tables import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from examples import Example

DATA = ROOT / "src/dragoman/coding/scorer/data"
SEEN_MIN = 2
"""A fact that fewer sentences (or acts) of train have is left out: no loss on dev, a third of the size."""
SENTENCE_STRENGTH, ACT_STRENGTH = 0.3, 0.1
"""Inverse of the L2 penalties; a third and three times as much give the same on dev within 0.01 of AUC."""


def fit(
    rows: Sequence[Sequence[str]],
    labels: Sequence[bool],
    strength: float,
    weights: Sequence[float] | None = None,
) -> dict[str, float]:
    """Weight by fact of a logistic regression; the intercept stands under the empty fact."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen = Counter(fact for row in rows for fact in row)
    vocabulary = {fact: n for n, fact in enumerate(sorted(f for f in seen if seen[f] >= SEEN_MIN))}
    columns = [[vocabulary[f] for f in row if f in vocabulary] for row in rows]
    ends = np.cumsum([0, *map(len, columns)])
    flat = [c for row in columns for c in row]
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(vocabulary)))
    model = LogisticRegression(C=strength, max_iter=5000, tol=1e-6).fit(
        matrix, np.array(labels), sample_weight=weights
    )
    found = {f: round(float(model.coef_[0][n]), 3) for f, n in vocabulary.items()}
    return {"": round(float(model.intercept_[0]), 3), **{f: w for f, w in found.items() if w}}


def report(
    name: str, found: list[Example], sentence: dict[str, float], act: dict[str, float]
) -> dict[str, Any]:
    """How well each table parts what it is asked, on the sentences of one split and on the acts told of them."""
    from sklearn.metrics import roc_auc_score

    acts = [a for e in found for a in e.acts if a.told]
    gates = [added(sentence, e.facts) for e in found]
    sums = [added(act, a.facts) for a in acts]
    return {
        "split": name, "sentences": len(found), "free": sum(e.free for e in found),
        "sentence auc": round(float(roc_auc_score([not e.free for e in found], gates)), 3),
        "acts": len(acts), "right": sum(a.right for a in acts),
        "act auc": round(float(roc_auc_score([a.right for a in acts], sums)), 3),
    }  # fmt: skip


def table_of(found: dict[str, float]) -> str:
    return "".join(f"{fact}\t{found[fact]}\n" for fact in sorted(found))


def train() -> tuple[dict[str, str], dict[str, Any]]:
    """The texts of the tables and the fields of scorer.json."""
    found = list(examples())
    parts = {s: [e for e in found if e.split == s] for s in ("train", "dev", "test")}
    acts = [a for e in parts["train"] for a in e.acts]
    seen = [*parts["train"], *of_tables()]
    sentence = fit(
        [e.facts for e in seen], [not e.free for e in seen], SENTENCE_STRENGTH, [e.weight for e in seen]
    )
    act = fit([a.facts for a in acts], [a.right for a in acts], ACT_STRENGTH)
    tables = {"sentence": table_of(sentence), "act": table_of(act)}
    return tables, {
        "corpus_sha256": hashlib.sha256(CORPUS.read_bytes()).hexdigest(),
        "sha256": {n: hashlib.sha256(t.encode()).hexdigest() for n, t in tables.items()},
        "sentences": {s: len(p) for s, p in parts.items()},
        "facts": {"sentence": len(sentence), "act": len(act)},
        "reports": [report(s, parts[s], sentence, act) for s in ("dev", "test")],
    }


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
