"""The ledger of ties on a coded stream: lines by kind, a random draw to judge by eye, the verdicts kept, recall against keys.

    python bench/ledger.py STORE.duckdb --draw 100     random lines, to be judged
    python bench/ledger.py STORE.duckdb                counts by kind, precision of the judged lines, recall against keys

Verdicts stand in bench/ledger_verdicts.tsv (tie id, verdict, reason; no sentences). Keys: ../shared/data/relations.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from pathlib import Path

VERDICTS = Path(__file__).parent / "ledger_verdicts.tsv"
SEED = 23


def drawn(ties, n):
    """`n` of the ties, drawn by id so that the draw does not depend on their order."""
    return random.Random(SEED).sample(sorted(ties, key=lambda t: t.tie_id), min(n, len(ties)))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("store")
    ask.add_argument("--draw", type=int, default=0)
    options = ask.parse_args()
    from dragoman.relations.record import open as open_store

    with open_store(options.store) as database:
        ties = database.ties(history=True, given=False)
    if options.draw:
        for t in drawn(ties, options.draw):
            arrow = ">" if t.directed else "-"
            print(
                t.tie_id,
                t.kind,
                t.a,
                arrow,
                t.b,
                t.state,
                t.since.start,
                t.since.end,
                t.reports,
                "|",
                t.evidence[0]["text"][:240],
                sep="\t",
            )
        return
    for (kind, state), n in sorted(Counter((t.kind, t.state) for t in ties).items()):
        print(f"{kind:22}{state:12}{n:5}")
    print(f"{len(ties)} lines told")
    with VERDICTS.open(encoding="utf-8") as lines:
        verdicts = {
            r["tie_id"]: r
            for r in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")
        }
    judged = [verdicts[t.tie_id] for t in ties if t.tie_id in verdicts]
    right = sum(v["verdict"] == "right" for v in judged)
    print(
        f"judged lines that the ledger still holds: {len(judged)}; right {right} ({right / max(1, len(judged)):.2f})"
    )


if __name__ == "__main__":
    main()
