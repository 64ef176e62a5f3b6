"""Actor mentions with a date, against the expectations of another coder: share of country and sector assertions right.

Kosovo is KOS here (XKX there); "Today" means the day of the query file's making, taken as 2022-11-01.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

MENTIONS = Path(__file__).parents[2] / "shared/data/coding/actor_mentions.jsonl"
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


def assertions() -> list[tuple[str, str, str | None, str | None, bool]]:
    """(mention, what, expected, found, right) for each unmarked assertion."""
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
            rows.append((mention, what, expected, found, right))
    return rows


if __name__ == "__main__":
    table = assertions()
    for mention, what, expected, found, right in table:
        if not right:
            print(f"{what:8} expected {expected!s:5} found {found!s:5} {mention}")
    good = sum(r[-1] for r in table)
    print(f"{good} of {len(table)} assertions ({good / len(table):.3f})", file=sys.stderr)
