"""The open corpus (data/corpus) against the coder: false events where there is none, and types where there are some.

"left alone" is the share of passages without event in which the coder finds none that occurred or goes on. Usage: python bench/corpus.py [train|dev|test|dev+test] [--show N]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "data/corpus/corpus.jsonl"


def measure(split: str | None) -> tuple[dict[str, float], list[str]]:
    import dragoman

    coder = dragoman.Coder()
    empty = fired = sentences = 0
    right = ours = gold = 0
    shown: list[str] = []
    for line in CORPUS.read_text("utf-8").splitlines():
        passage = json.loads(line)
        if split and passage["split"] not in split.split("+"):
            continue
        events = coder.code(passage["text"], published="2020-06-15").events
        if not passage["events"]:
            empty += 1
            false = [e for e in events if e.status in {"occurred", "ongoing"}]
            fired += bool(false)
            shown.extend(f"{e.type}\t{' '.join(e.why[:1])}\t{passage['text']}" for e in false)
        expected = Counter(e["type"] for e in passage["events"])
        found = Counter(e.type for e in events)
        right += sum((expected & found).values())
        ours += sum(found.values())
        gold += sum(expected.values())
        sentences += 1
    precision, recall = right / max(1, ours), right / max(1, gold)
    return {
        "passages": sentences,
        "without event": empty,
        "left alone": 1 - fired / max(1, empty),
        "type precision": precision,
        "type recall": recall,
        "type F1": 2 * precision * recall / max(1e-9, precision + recall),
    }, shown


if __name__ == "__main__":
    arguments = sys.argv[1:]
    chosen = next((a for a in arguments if a in {"train", "dev", "test", "dev+test"}), None)
    figures, false_events = measure(chosen)
    if "--show" in arguments:
        print("\n".join(false_events[: int(arguments[arguments.index("--show") + 1])]))
    for name, value in figures.items():
        print(f"{name:46}{value:10.3f}")
