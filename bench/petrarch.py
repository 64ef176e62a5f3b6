"""PETRARCH's unit records: type and both actors of every expected event, on the records whose convention we share.

usage: python bench/petrarch.py [--wrong]

Type is that of the act itself, whatever its status: those coders do not tell a plan from a deed. An actor is right when
the words of its code (`petrarch_names.tsv`) stand in the mention; the records' names are mostly invented, so coding is
measured before grounding, which would refuse acts of nobody it knows. 010-019 (comments, CAMEO's class for statements) are
left out of a record's events: PLOVER has no such type; appeals (02) are REQUEST. A record is right when all its events
are told, and, where it expects none, when nothing is told between two named actors. Records under another convention
stand with the reason in `petrarch_conventions.tsv`.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

_SIGNS = re.compile(r"[^\w.&]+")
BENCH = Path(__file__).parent
RECORDS = BENCH.parents[1] / "shared/data/coding/petrarch_unit.jsonl"


def table(name: str) -> dict[str, str]:
    with (BENCH / name).open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in list(csv.reader(file, delimiter="\t"))[1:]}


def expected_events(record: dict, book: object) -> list[tuple[str, str, str]]:
    """(source code, target code, PLOVER type) of what the record expects, comments left out."""
    found = []
    for source, target, code in record["expected"] or []:
        if code.startswith("01"):
            continue
        known = ("REQUEST",) if code.startswith("02") else book.from_cameo(code) or book.from_cameo(code[:2])
        if known:
            found.append((source, target, known[0]))
    return found


def told(sentence: object, lexicon: object) -> list[tuple[str, str, str]]:
    """(words of the source, words of the target, type) of each act."""
    from dragoman.coding import code_sentence

    acts = code_sentence(sentence, lexicon)[0]
    return [
        (" | ".join(m.text for m in a.source).lower(), " | ".join(m.text for m in a.target).lower(), a.type)
        for a in acts
    ]


def is_actor(words: str, code: str, names: dict[str, str]) -> bool:
    """The mention's words name the code's actor; a code that names nobody (`---`) is met by any mention."""
    known = names.get(code[:3])
    if known is None:
        return bool(words) == (code[:3] not in {"---", ""}) or code[:3] == "---"
    padded = f" {_SIGNS.sub(' ', words)} "
    return any(f" {name} " in padded for name in known.split("|"))


def right(
    expected: list[tuple[str, str, str]], acts: list[tuple[str, str, str]], names: dict[str, str]
) -> bool:
    """Every expected event is told; a record that expects it in both directions is met by one act of the two."""
    if not expected:
        anybody = {w for words in names.values() for w in words.split("|")}

        def named(words: str) -> bool:
            return any(f" {w} " in f" {words} " for w in anybody)

        return not any(named(s) and named(t) for s, t, _ in acts)
    return all(
        any(
            kind == k
            and (
                (is_actor(s, source, names) and is_actor(t, target, names))
                or ((target, source, kind) in expected and both(s, t, source, target, names))
            )
            for s, t, k in acts
        )
        for source, target, kind in expected
    )


def both(s: str, t: str, source: str, target: str, names: dict[str, str]) -> bool:
    """Where the record expects the event in both directions, the two are its parties on whichever side."""
    parties = f"{s} | {t}"
    return is_actor(parties, source, names) and is_actor(parties, target, names)


def main() -> int:
    if not RECORDS.exists():
        print(f"skipped: {RECORDS.name} is not here")
        return 0
    from dragoman.codebook import codebook
    from dragoman.coding import load_lexicon
    from dragoman.language.parser import parse
    from dragoman.model import Sentence

    book, lexicon = codebook(), load_lexicon()
    names, other = table("petrarch_names.tsv"), table("petrarch_conventions.tsv")
    records = [json.loads(line) for line in RECORDS.open(encoding="utf-8")]
    shared = [r for r in records if r["id"] not in other]
    parsed = parse([Sentence(n, 0, len(r["text"]), r["text"], 0) for n, r in enumerate(shared)])
    good = types = 0
    for record, one in zip(shared, parsed, strict=True):
        expected, acts = expected_events(record, book), told(one, lexicon)
        fine = right(expected, acts, names)
        good += fine
        types += {k for _, _, k in expected} <= {k for _, _, k in acts}
        if not fine and "--wrong" in sys.argv:
            print(record["id"], expected, acts, record["text"], sep="\t")
    print("left out:", ", ".join(f"{reason} {n}" for reason, n in Counter(other.values()).most_common()))
    print(
        f"petrarch_unit: {good} of {len(shared)} records right ({good / len(shared):.3f}), types alone {types / len(shared):.3f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
