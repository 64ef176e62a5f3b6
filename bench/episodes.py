"""Joining of tellings on our own pairs: precision, recall and F1, on the half used to set the weights and on the other.

    python bench/episodes.py [--show N]

tests/data/episodes.txt holds scenes; every pair of sentences within a scene is judged: one happening or two. Two
sentences count as joined when an event of one and an event of the other stand in one episode.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

SCENES = Path(__file__).parents[1] / "tests/data/episodes.txt"


def scenes():
    """The scenes: lists of (group, day, text)."""
    blocks = [b for b in SCENES.read_text("utf-8").split("\n\n") if b.strip()]
    out = []
    for block in blocks:
        lines = [line.split(" ", 2) for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            out.append([tuple(line) for line in lines])
    return out


def judged(coder, numbered):
    """(joined, one happening, sentence, sentence) for every pair of each scene."""
    from dragoman.episodes import episodes

    for number, scene in numbered:
        events, of = [], {}
        for n, (_, day, text) in enumerate(scene):
            coding = coder.code(text, published=day, report_id=f"{number}-{n}", outlet=f"outlet {n}")
            for e in coding.events:
                events.append(e.to_dict() | {"published": day, "outlet": f"outlet {n}", "text_hash": str(n)})
                of[e.event_id] = n
        together = {
            frozenset((of[a.event_id], of[b.event_id]))
            for e in episodes(events)
            for a, b in combinations(e.tellings, 2)
        }
        for (i, a), (j, b) in combinations(enumerate(scene), 2):
            yield frozenset((i, j)) in together, a[0] == b[0], a[2], b[2]


def figures(pairs):
    right = sum(j and s for j, s, *_ in pairs)
    joined, same = sum(j for j, *_ in pairs), sum(s for _, s, *_ in pairs)
    precision, recall = right / max(1, joined), right / max(1, same)
    return {
        "pairs": len(pairs),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(1e-9, precision + recall),
    }


def main() -> None:
    import dragoman

    coder = dragoman.Coder()
    numbered = list(enumerate(scenes()))
    for name, part in (("set on", 0), ("held out", 1)):
        pairs = list(judged(coder, [x for x in numbered if x[0] % 2 == part]))
        print(
            name,
            " ".join(
                f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures(pairs).items()
            ),
        )
        if "--show" in sys.argv:
            wrong = [p for p in pairs if p[0] != p[1]]
            for joined, _, a, b in wrong[: int(sys.argv[sys.argv.index("--show") + 1])]:
                print("  joined" if joined else "  parted", "|", a, "|", b)


if __name__ == "__main__":
    main()
