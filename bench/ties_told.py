"""Which changes of ties are found in reports that were written, with the lines they tell, before any of them was coded.

    python bench/ties_told.py [--set plain|plain_second|plain_third|varied] [--misses] [--ids c001,c002]

`ties_told/plain*.jsonl`: three sets of 150 reports in the plain words of agencies, a third of them with nothing to note. `ties_told/varied.jsonl`: 360 reports in
all the forms of newspapers and broadcasters. Whoever wrote them had not seen the rules (annotators of the make of those of the corpus). Each report is coded by itself; an expected line is found when the ledger of the report
holds one of the same kind, state and sides (of places, groups and persons: names that share a word). What is told besides is an extra.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import re
from collections import defaultdict
from datetime import date
from typing import Any

from dragoman.coder import Coder
from dragoman.model import Report
from dragoman.registry import registry
from dragoman.relations.record import open as open_store
from dragoman.relations.tie_rules import DIRECTED
from dragoman.relations.ties import ties
from dragoman.relations.transitions import transitions

FOLDER = pathlib.Path(__file__).parent / "ties_told"
SETS = ("plain", "plain_second", "plain_third", "varied")
_NAMED = frozenset({"control", "office_holding", "membership"})
_CODE = re.compile(r"[A-Z]{3}")
# Words of names that many share.
_SMALL = frozenset({"the", "and", "rebels", "movement", "front", "army", "forces", "city", "town"})


def items(name: str) -> list[dict[str, Any]]:
    """The reports of a set, each with the lines it is expected to tell."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def told(reports: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The lines of the ledger of each report by itself."""
    with open_store(":memory:") as database:
        made = [
            Report(r["id"], r["text"], published=date.fromisoformat(r["published"]), outlet="The Wire")
            for r in reports
        ]
        database.add(made, Coder())
        found = defaultdict(list)
        for change in transitions(database.events()):
            found[change.report_id].append(change)
    return {name: list(ties(changes, [])) for name, changes in found.items()}


def same(want: dict[str, Any], line: Any) -> bool:
    """True where a line of the ledger is the expected one."""
    if (want["tie"], want["state"]) != (line.kind, line.state):
        return False
    if line.kind in _NAMED:
        return _shared(want["a"], line.a) and (line.kind == "membership" or _shared(want["b"], line.b))
    sides = (want["a"], want["b"])
    return sides == (line.a, line.b) or (not DIRECTED[line.kind] and sides == (line.b, line.a))


def _shared(want: str, side: str) -> bool:
    """True for the same country, and for names that share a word; rebels whom nobody names are any group."""
    if _CODE.fullmatch(want):
        return side.rpartition(", ")[2] == want and (", " not in side or not side.startswith("rebels"))
    bodies = [
        registry().body(e.ref) for name in registry().find(want) for e in name.entries if e.kind == "body"
    ]
    full = " ".join([want, *(body.name for body in bodies if body)])
    words = set(re.findall(r"\w{3,}", full.lower())) - _SMALL
    return side.startswith("rebels") or bool(words & set(re.findall(r"\w{3,}", side.lower())))


def score(name: str, *, misses: bool = False, ids: frozenset[str] = frozenset()) -> tuple[int, int, int]:
    """(found, expected, extra) of a set; prints a row a kind, and what is missed where that is asked for."""
    reports = [r for r in items(name) if not ids or r["id"] in ids]
    lines, by_kind = told(reports), defaultdict(lambda: [0, 0, 0])
    for report in reports:
        have = lines.get(report["id"], [])
        used: set[int] = set()
        for want in report["expect"]:
            hits = {n for n, line in enumerate(have) if same(want, line)}
            used |= hits
            by_kind[want["tie"]][0] += bool(hits)
            by_kind[want["tie"]][1] += 1
            if misses and not hits:
                line = (want[part] for part in ("tie", "a", "b", "state"))
                print("missed", report["id"], *line, report["text"], sep="\t")
        for line in {(t.kind, t.a, t.b, t.state) for n, t in enumerate(have) if n not in used}:
            by_kind[line[0]][2] += 1
            if misses:
                print("extra", report["id"], *line, report["text"], sep="\t")
    print(f"| {name} | expected | found | told besides |\n|---|---|---|---|")
    for kind, (found, wanted, extra) in sorted(by_kind.items()):
        print(f"| {kind} | {wanted} | {found} | {extra} |")
    found, wanted, extra = (sum(row[n] for row in by_kind.values()) for n in range(3))
    print(
        f"{name}: {found} of {wanted} lines found ({found / max(1, wanted):.4f}); "
        f"{found} of {found + extra} told are right ({found / max(1, found + extra):.4f})\n"
    )
    return found, wanted, extra


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("--set", choices=SETS)
    ask.add_argument("--misses", action="store_true")
    ask.add_argument("--ids", default="")
    options = ask.parse_args()
    for name in [options.set] if options.set else SETS:
        score(name, misses=options.misses, ids=frozenset(options.ids.split(",")) - {""})


if __name__ == "__main__":
    main()
