"""Coding by itself, without grounding: scores on the shared tables, and what it costs beside the parser.

usage: python bench/coding.py [--errors FOLDER]

plv_dev      relation (both mentions given) and sentence (the act whose participants overlap the mentions best).
             Type under the manual's rule for acts that have not happened; 15 classes, CONCEDE and RETREAT merged.
petrarch     records of petrarch_unit.jsonl whose expected CAMEO code has a PLOVER type: is that type told?
speed        milliseconds a sentence for parsing and for coding, one thread.
The figures a user gets, with grounding, are those of `bench/run.py`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
sys.path.insert(0, str(SHARED / "eval"))


def parsed_sentences(texts):
    from dragoman.language.parser import parse
    from dragoman.model import Sentence

    found = []
    started = time.perf_counter()
    for begin in range(0, len(texts), 64):
        found += parse([Sentence(0, 0, len(t), t, 0) for t in texts[begin : begin + 64]])
    return found, (time.perf_counter() - started) / max(1, len(texts)) * 1000


def overlap(mentions, text):
    words = set(text.lower().split())
    return max((len(words & set(m.text.lower().split())) / max(1, len(words)) for m in mentions), default=0.0)


def label(parsed, row, mode, lexicon):
    from dragoman.coding.frames import find_acts, read_sentence, to_act
    from dragoman.coding.relation import relation, settled

    if mode == "relation":
        return relation(parsed, row["source"], row["target"], lexicon).type
    reader = read_sentence(parsed, lexicon)
    acts = [(settled(reader, m)[0], to_act(reader, m)) for m in find_acts(reader)[0] if m.source or m.target]
    best = max(
        acts,
        default=None,
        key=lambda a: overlap(a[1].source, row["source"]) + overlap(a[1].target, row["target"]),
    )
    return best[0] if best else "none"


def plv(lexicon, errors):
    from score_relation import QUAD, macro_f1, merged

    path = SHARED / "data/coding/plv_dev.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    parses, parse_ms = parsed_sentences([r["sentence"] for r in rows])
    gold = [merged(r["gold_root"].strip()) for r in rows]
    for mode in ("relation", "sentence"):
        started = time.perf_counter()
        predicted = [merged(label(p, r, mode, lexicon)) for p, r in zip(parses, rows, strict=True)]
        ms = (time.perf_counter() - started) / len(rows) * 1000
        root, per_class = macro_f1(gold, predicted)
        quad, _ = macro_f1([QUAD[g] for g in gold], [QUAD.get(p, 0) for p in predicted])
        binary, _ = macro_f1(
            [QUAD[g] < 3 for g in gold], [QUAD[p] < 3 if p in QUAD else None for p in predicted]
        )
        print(
            f"plv_dev {mode}: binary {binary:.3f} quad {quad:.3f} root {root:.3f}  ({ms:.2f} ms a row, parse {parse_ms:.2f})"
        )
        for name, value in sorted(per_class.items(), key=lambda item: item[1]):
            print(
                f"  {name:10} F1 {value:.3f}  gold {gold.count(name):4}  predicted {predicted.count(name):4}"
            )
        if errors:
            wrong = [
                (g, p, r["marked_sentence"]) for g, p, r in zip(gold, predicted, rows, strict=True) if g != p
            ]
            errors.mkdir(parents=True, exist_ok=True)
            (errors / f"plv_{mode}.tsv").write_text(
                "".join("\t".join(w) + "\n" for w in sorted(wrong)), "utf-8"
            )


def petrarch(lexicon):
    from dragoman.codebook import codebook
    from dragoman.coding.relation import settled_types

    book = codebook()
    records = [
        json.loads(line) for line in (SHARED / "data/coding/petrarch_unit.jsonl").open(encoding="utf-8")
    ]
    asked = []
    for record in records:
        codes = [book.from_cameo(c) or book.from_cameo(c[:2]) for _, _, c in record["expected"] or [] if c]
        if record["kind"] == "sentence" and codes and all(codes):
            asked.append((record, {c[0] for c in codes if c}))
    parses, _ = parsed_sentences([r["text"] for r, _ in asked])
    told = sum(
        bool(types & {name for name, _ in settled_types(p, lexicon)})
        for (_, types), p in zip(asked, parses, strict=True)
    )
    print(f"petrarch_unit: expected type told in {told} of {len(asked)} records ({told / len(asked):.3f})")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--errors", type=Path, help="folder for the rows that were wrong")
    args = ap.parse_args()
    if not (SHARED / "data/coding/plv_dev.tsv").exists():
        print("skipped: the shared tables are not here")
        return 0
    from dragoman.coding import load_lexicon

    started = time.perf_counter()
    lexicon = load_lexicon()
    print(f"lexicon: {len(lexicon)} frames, loaded in {time.perf_counter() - started:.2f} s")
    plv(lexicon, args.errors)
    petrarch(lexicon)
    return 0


if __name__ == "__main__":
    sys.exit(main())
