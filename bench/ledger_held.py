"""Recall of the ledger for places taken or left and offices entered or left: the days of bench/ledger_held_keys.tsv coded, nothing else.

    python bench/ledger_held.py [--misses] [--store FILE.duckdb]

Coded are all items of the days of the keys, so that a change may be told by another item of its day; found is a line that the item itself tells or
that begins within 15 days. Who enters an office is told by no act: such lines come from the registry's tables of office-holders and are counted apart.
`--store` keeps the coded days, so that a second run takes seconds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from ledger import NEAR, STREAM, mark, table

from dragoman.model import Report
from dragoman.relations.record import open as open_store

KEYS = Path(__file__).parent / "ledger_held_keys.tsv"
NAMES = {
    ("control", "held"): "a place taken",
    ("control", "left|lost"): "a place left or lost",
    ("office_holding", "left|removed"): "an office left",
    ("office_holding", "in office"): "an office entered (by the registry's tables)",
}


def plain(words):
    """Letters alone, without marks, in lower case."""
    return "".join(
        c for c in unicodedata.normalize("NFKD", words).replace("ı", "i").casefold() if c.isalnum()
    )


def items(keys):
    """The items of the days of the keys, as reports."""
    days = {k["day"] for k in keys}
    with gzip.open(STREAM, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            item = json.loads(line)
            if item["date"] in days:
                outlet = item["sources"][0] if item["sources"] else None
                yield Report(
                    f"ce-{n}", item["text"], published=date.fromisoformat(item["date"]), outlet=outlet
                )


def right(key, tie):
    """True for a line that says of the key's holder and place, or country and person, one of the right states."""
    if tie.kind != key["kind"] or tie.state not in key["states"].split("|"):
        return False
    names, place = key["who"].split("|"), key["what"]
    if key["kind"] == "control":
        place, _, country = place.rpartition(", ")
        if not tie.b.endswith(f", {country}"):
            return False
    who = plain(tie.a)
    held = any(plain(p) in plain(tie.b) for p in place.split("|"))
    return held and any(n == tie.a or (len(n) > 3 and plain(n) in who) for n in names)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("--store", default=":memory:")
    ask.add_argument("--misses", action="store_true")
    options = ask.parse_args()
    keys = table(KEYS)
    with open_store(options.store) as database:
        print(database.add(items(keys)))
        told = database.ties(history=True, given=False)
        entered = [t for t in database.ties(history=True, kind="office_holding") if t.given]
        events = defaultdict(list)
        for text, record in database.sql("SELECT text, record FROM events JOIN reports USING (story, text_hash)"):  # fmt: skip
            events[mark(text)].append(json.loads(record))
    found, out_of = Counter(), Counter()
    for key in keys:
        day = date.fromisoformat(key["day"])
        own = {e["event_id"] for e in events[key["key"]]}
        lines = [t for t in (entered if key["states"] == "in office" else told) if right(key, t)]
        hit = any(own & set(t.events) or (t.since.start and abs(t.since.start - day) <= NEAR) for t in lines)
        name = f"{key['draw']} | {NAMES[key['kind'], key['states']]}"
        out_of[name] += 1
        found[name] += hit
        if options.misses and not hit:
            print(*key.values(), sep="\t")
            for e in events[key["key"]]:
                sides = [[(a["text"], a["name"], a["country"], a["sectors"], a["office"]) for a in e[s]] for s in ("source", "target")]  # fmt: skip
                place = e["place"] and (e["place"]["name"], e["place"]["country"], e["place"]["resolution"])
                print("    ", e["type"], e["modes"], e["status"], *sides, place, sep="  ")
    print("| draw | change | n | found | recall |\n|---|---|---|---|---|")
    for name, n in sorted(out_of.items()):
        print(f"| {name} | {n} | {found[name]} | {found[name] / n:.2f} |")


if __name__ == "__main__":
    main()
