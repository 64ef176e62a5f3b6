"""Actor mentions with a date, against the expectations of another coder: share of country and sector assertions right.

Kosovo is KOS here (XKX there); "Today" means the day of the query file's making, taken as 2022-11-01. Differences that were
read stand in actors_decided.tsv with the reason: `decided` (we do not follow) or `open` (we do not reach it). Both count as wrong in the
first figure; the second leaves the decided ones out. An assertion that fails and is not listed is printed as new.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

MENTIONS = Path(__file__).parents[2] / "shared/data/coding/actor_mentions.jsonl"
READ = Path(__file__).with_name("actors_decided.tsv")
_TODAY = date(2022, 11, 1)
_SAME = {"XKX": "KOS", "HLH": "MED", "": None}


def day(text: str | None) -> date:
    import re

    if text:
        found = re.search(r"\d{4}-\d\d-\d\d", text)
        if found:
            return date.fromisoformat(found.group())
        year = re.search(r"(19|20)\d\d", text)
        if year:
            return date(int(year.group()), 6, 1)
    return _TODAY


def assertions() -> list[tuple[str, str, str, str | None, str | None, bool]]:
    """(id, mention, what, expected, found, right) for each unmarked assertion."""
    import dragoman

    coder = dragoman.Coder()
    rows = []
    for line in MENTIONS.read_text("utf-8").splitlines():
        case = json.loads(line)
        if case["function"] != "agent_to_code" or case["marks"]:
            continue
        mention = (
            f"{case['context']} {case['mention']}"
            if case["context"] in {"German", "Mexican", "Saudi"}
            else case["mention"]
        )
        actor = coder.actor(mention, on=day(case["query_date"]))
        for what in ("country", "sector"):
            raw = case[f"expected_{what}"]
            if raw is None:
                continue
            expected = _SAME.get(raw, raw)
            found = getattr(actor, what) if actor else None
            also = set(actor.sectors) if actor and what == "sector" else set()
            right = (
                found == expected
                or (expected in also)
                or (what == "sector" and expected == "UNK" and found is None)
            )
            rows.append((case["id"], mention, what, expected, found, right))
    return rows


def reasons() -> dict[str, dict[str, str]]:
    """The differences that were read, by id of the case."""
    from dragoman.tables import parse_tsv

    rows = parse_tsv(READ.read_text("utf-8"), READ.name, ("id", "state", "class", "reason"))
    return {row["id"]: row.cells for row in rows}


def main() -> int:
    table, read = assertions(), reasons()
    missed = [r for r in table if not r[-1]]
    for name, mention, what, expected, found, _ in missed:
        why = read.get(name, {"state": "new", "class": "-", "reason": "not read yet"})
        print(
            f"{what:8} expected {expected!s:5} found {found!s:5} {mention} ({name}: {why['state']}, {why['class']}: {why['reason']})"
        )
    groups = Counter(
        (read[r[0]]["state"], read[r[0]]["class"]) if r[0] in read else ("new", "-") for r in missed
    )
    for (state, kind), count in sorted(groups.items()):
        print(f"{count:3} {state:8} {kind}")
    good = len(table) - len(missed)
    print(f"{good} of {len(table)} assertions ({good / len(table):.3f})", file=sys.stderr)
    left = [r for r in table if r[-1] or read.get(r[0], {}).get("state") != "decided"]
    print(
        f"{sum(r[-1] for r in left)} of {len(left)} without the differences decided "
        f"({sum(r[-1] for r in left) / len(left):.3f})",
        file=sys.stderr,
    )
    stale = sorted(set(read) - {r[0] for r in missed})
    if stale:
        print(f"listed and now met: {', '.join(stale)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
