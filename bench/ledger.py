"""The ledger of ties on a coded stream: lines by kind, a random draw to judge by eye, the verdicts kept, recall against keys.

    python bench/ledger.py STORE.duckdb --draw 100     random lines, to be judged
    python bench/ledger.py STORE.duckdb                counts by kind, precision of the judged lines
    python bench/ledger.py STORE.duckdb --keys         recall against the changes of bench/ledger_keys.tsv, with the class of each miss
    python bench/ledger.py --floor                     both on the items alone that tell a line or a key: a minute instead of half an hour

Verdicts stand in bench/ledger_verdicts.tsv (tie id, verdict, reason; no sentences), the items that tell the lines in bench/ledger_items.txt. Keys are items of the stream, found by the hash of their
text, so that nothing but the store is needed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

VERDICTS = Path(__file__).parent / "ledger_verdicts.tsv"
KEYS = Path(__file__).parent / "ledger_keys.tsv"
ITEMS = Path(__file__).parent / "ledger_items.txt"
STREAM = Path(__file__).parents[2] / "shared/data/texts/current_events_2002_2022.jsonl.gz"
# Lines of places and offices are counted by themselves: they are not between states.
HELD = frozenset({"control", "office_holding"})
SEED = 23
# News of one change is spread over so many days: a line that begins so near counts as found, whoever tells it.
NEAR = timedelta(15)


def drawn(ties, n, seed=SEED):
    """`n` of the ties, drawn by id so that the draw does not depend on their order."""
    return random.Random(seed).sample(sorted(ties, key=lambda t: t.tie_id), min(n, len(ties)))


def table(path):
    """The lines of a table, those that begin with # left out."""
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))


def missed(key, report, ties, told):
    """Why the ledger lacks a change: what is there instead."""
    pair = {key["a"], key["b"]}
    near = [
        t
        for t in ties
        if t.kind == key["kind"]
        and {t.a, t.b} == pair
        and t.since.start
        and abs(t.since.start - report[1]) <= NEAR
    ]
    if near:
        return "another state or the other way round"
    if not told[report[0]]:
        return "no event coded"
    sides = [
        {a.get("country") or a.get("name") for side in ("source", "target", "third") for a in e[side]}
        for e in told[report[0]]
    ]
    if not any(pair <= s for s in sides):
        return "coded without one of the two"
    return "coded, no rule made a line"


def right(key, tie) -> bool:
    """True for a line of the key's tie in one of the right states."""
    return (tie.kind, tie.a, tie.b) == (key["kind"], key["a"], key["b"]) and tie.state in key["states"].split(
        "|"
    )


def recall(database, ties) -> None:
    """Print recall by kind, and every miss: found is a line that the item tells or that begins near its day; holds, the state on the day."""
    reports = {
        mark(text): (report, day)
        for report, day, text in database.sql("SELECT report_id, published, text FROM reports")
    }
    keys = table(KEYS)
    told = defaultdict(list)
    wanted = [reports[k["key"]][0] for k in keys if k["key"] in reports]
    for report, record in database.sql(
        "SELECT report_id, record FROM events WHERE list_contains(?, report_id)", [wanted]
    ):
        told[report].append(json.loads(record))
    found, holds, why = Counter(), Counter(), defaultdict(Counter)
    for key in keys:
        report, day = reports.get(key["key"], (None, None))
        lines = [t for t in ties if right(key, t)] if report else []
        own = {e["event_id"] for e in told[report]}
        hit = any(own & set(t.events) or (t.since.start and abs(t.since.start - day) <= NEAR) for t in lines)
        found[key["kind"], hit] += 1
        holds[key["kind"]] += hit or any(t.holds_on(day) or t.holds_on(day + NEAR) for t in lines)
        if not hit:
            reason = missed(key, (report, day), ties, told) if report else "not in the stream"
            why[key["kind"]][reason] += 1
            print("missed", *key.values(), reason, sep="\t")
    print(
        "| kind | changes | found | recall | state right on the day | why missed |\n|---|---|---|---|---|---|"
    )
    for kind in sorted(why.keys() | {k for k, _ in found}):
        hits, n = found[kind, True], found[kind, True] + found[kind, False]
        reasons = ", ".join(f"{x} {y}" for y, x in why[kind].most_common())
        print(f"| {kind} | {n} | {hits} | {hits / n:.2f} | {holds[kind] / n:.2f} | {reasons} |")
    total = sum(n for (_, hit), n in found.items() if hit)
    print(f"ledger recall: {total} of {len(keys)} changes ({total / len(keys):.4f})")
    print(f"| all | {len(keys)} | {total} | {total / len(keys):.2f} | {holds.total() / len(keys):.2f} | |")


def mark(text: str) -> str:
    """What stands for an item in our tables."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def items():
    """The items of the stream that tell a line of the ledger or a key, as reports."""
    from dragoman.model import Report

    wanted = {*ITEMS.read_text("utf-8").split(), *(k["key"] for k in table(KEYS))}
    with gzip.open(STREAM, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            item = json.loads(line)
            if mark(item["text"]) in wanted:
                outlet = item["sources"][0] if item["sources"] else None
                yield Report(
                    f"ce-{n}", item["text"], published=date.fromisoformat(item["date"]), outlet=outlet
                )


def floor() -> None:
    """Precision of the lines that are judged, and recall, on the items alone."""
    from dragoman.relations.record import open as open_store

    with open_store(":memory:") as database:
        print(database.add(items()))
        ties = database.ties(history=True, given=False)
        recall(database, ties)
    verdicts = {r["tie_id"]: r["verdict"] for r in table(VERDICTS)}
    ties = [t for t in ties if t.kind not in HELD]
    judged = [verdicts[t.tie_id] for t in ties if t.tie_id in verdicts]
    right = judged.count("right")
    print(
        f"ledger precision: {right} of {len(judged)} judged lines ({right / max(1, len(judged)):.4f}); {len(ties) - len(judged)} not judged"
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("store", nargs="?")
    ask.add_argument("--floor", action="store_true")
    ask.add_argument("--draw", type=int, default=0)
    ask.add_argument("--seed", type=int, default=SEED)
    ask.add_argument("--keys", action="store_true")
    options = ask.parse_args()
    if options.floor:
        floor()
        return
    if options.store is None:
        ask.error("name a store, or --floor")
    from dragoman.relations.record import open as open_store

    with open_store(options.store, read_only=True) as database:
        ties = database.ties(history=True, given=False)
        if options.keys:
            recall(database, ties)
            return
    if options.draw:
        for t in drawn(ties, options.draw, options.seed):
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
                t.evidence[0]["text"][:600],
                sep="\t",
            )
        return
    for (kind, state), n in sorted(Counter((t.kind, t.state) for t in ties).items()):
        print(f"{kind:22}{state:12}{n:5}")
    print(f"{len(ties)} lines told")
    verdicts = {r["tie_id"]: r for r in table(VERDICTS)}
    for held, what in ((False, "between states"), (True, "of places and offices")):
        judged = [verdicts[t.tie_id] for t in ties if t.tie_id in verdicts and (t.kind in HELD) is held]
        right = sum(v["verdict"] == "right" for v in judged)
        print(f"judged lines {what} that the ledger still holds: {len(judged)}; right {right} ({right / max(1, len(judged)):.2f})")  # fmt: skip


if __name__ == "__main__":
    main()
