"""The opening balance of ties against public keys: every line that a key contradicts or does not know, with the decision on it.

    python bench/opening.py FOLDER    FOLDER holds the keys: US relations by state, ATOP dyad-years, COW wars, GML dispute participants

Decisions stand in bench/opening_decided.tsv; a disagreement without one ends with status 1. Without the folder nothing is checked.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from dragoman.registry import registry
from dragoman.registry.codes import read
from dragoman.relations.opening import opening

DECIDED = Path(__file__).parent / "opening_decided.tsv"
# Years to which the keys reach, by their own account.
ATOP_LAST, GML_LAST = 2018, 2014
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def rows(folder, name):
    path = folder / name
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(text.decode("utf-8", errors="replace")))


def code(number, year):
    return read("cow", str(int(number)), date(year, 12, 31))


def alliances(folder):
    """Years of a defence pact by pair."""
    out = {}
    for r in rows(folder, "atop_dyad_year.csv.gz"):
        year = int(r["year"])
        if year >= 1946 and r["atop_defense"] == "1":
            a, b = code(r["ccode1"], year), code(r["ccode2"], year)
            if a and b:
                out.setdefault(tuple(sorted((a, b))), set()).add(year)
    return out


def fights(folder):
    """Years in which two states stood on two sides of a war or dispute, by pair."""
    sides = {}
    for r in rows(folder, "gml_mid_participants.csv"):
        sides.setdefault(("mid", r["dispnum"]), []).append(
            (r["ccode"], r["sidea"], int(r["styear"]), int(r["endyear"]))
        )
    for r in rows(folder, "cow_wars_interstate.csv"):
        sides.setdefault(("war", r["warnum"]), []).append(
            (r["ccode"], r["side"], int(r["startyear1"]), int(r["endyear1"]))
        )
    out = {}
    for people in sides.values():
        for one, side, first, last in people:
            for other, against, start, end in people:
                if side != against:
                    a, b = code(one, max(first, start)), code(other, max(first, start))
                    if a and b:
                        out.setdefault(tuple(sorted((a, b))), set()).update(
                            range(max(first, start), min(last, end) + 1)
                        )
    return out


def american(folder):
    """All that the key says of relations with a state, by code."""
    out = {}
    with gzip.open(folder / "us_recognition_and_relations.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            r = json.loads(line)
            found = [e.ref for n in registry().find(r["country"]) for e in n.entries if e.kind == "country"]
            if found:
                out[found[0]] = out.get(found[0], "") + f"\n{r['heading']} {r['text']}"
    return out


def against(given, keys):
    """What a key says against a line, or None; "no key" where none covers it."""
    pacts, fought, texts = keys
    pair, start = tuple(sorted((given.a, given.b))), given.start
    if start is None:
        return "no key"
    if given.kind == "alliance" and start.year < ATOP_LAST:
        return (
            None
            if start.year in pacts.get(pair, ()) or start.year + 1 in pacts.get(pair, ())
            else "no defence pact in ATOP"
        )
    if given.kind == "war" and 1945 <= start.year <= GML_LAST:
        return None if start.year in fought.get(pair, ()) else "no dispute or war in that year"
    if given.kind in {"diplomatic_relations", "embassy"} and "USA" in pair and given.state != "none":
        other = next(c for c in pair if c != "USA")
        if other not in texts:
            return "no key"
        day = f"{MONTHS[start.month - 1]} {start.day}, {start.year}"
        if given.precision == "day" and day in texts[other]:
            return None
        if given.precision != "day" and str(start.year) in texts[other]:
            return None
        return "year found, not the day" if str(start.year) in texts[other] else "year not found"
    return "no key"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("folder", type=Path)
    folder = ask.parse_args().folder
    if not folder.is_dir():
        print(f"skipped: no folder {folder} with the keys")
        return
    with DECIDED.open(encoding="utf-8") as lines:
        decided = {(r["kind"], r["a"], r["b"], r["state"], r["start"]): r["decision"]
                   for r in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")}  # fmt: skip
    keys = (alliances(folder), fights(folder), american(folder))
    counts, open_ones = Counter(), 0
    for given in opening():
        verdict = against(given, keys)
        counts[given.kind, verdict or "agrees"] += 1
        if verdict not in {None, "no key"}:
            decision = decided.get((given.kind, given.a, given.b, given.state, str(given.start)))
            open_ones += decision is None
            print(
                given.kind,
                given.a,
                given.b,
                given.state,
                given.start,
                verdict,
                decision or "UNDECIDED",
                sep="\t",
            )
    for (kind, verdict), n in sorted(counts.items()):
        print(f"{kind:22}{verdict:32}{n:4}")
    sys.exit(bool(open_ones))


if __name__ == "__main__":
    main()
