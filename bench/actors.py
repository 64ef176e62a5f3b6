"""Actor mentions with a date, against the expectations of another coder: share of country and sector assertions right.

Kosovo is KOS here (XKX there); "Today" means the day of the query file's making, taken as 2022-11-01. Differences that were
read and decided are listed in `DECIDED` with the reason; they count as wrong in the first figure and are left out of the second.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

MENTIONS = Path(__file__).parents[2] / "shared/data/coding/actor_mentions.jsonl"
_TODAY = date(2022, 11, 1)
_SAME = {"XKX": "KOS", "HLH": "MED", "": None}

# Assertions that stay different, by id of the case: what the expectation means and why we do not follow it.
_WAS_IN_OFFICE = "a former head who had a seat or a party then: ELI for us; seats are not in our tables"
_TOWN = "a town or a site by itself is no civilian"
_NOT_ACTOR = "no actor, or a private person: nothing is known by rule"
DECIDED = {
    "test_syr_mercs": "mercenaries are PRM by PLOVER's own list, UAF there",
    "test_104": "the movement is one body here, with the sector of its work",
    "test_105": _WAS_IN_OFFICE, "test_281_3": _WAS_IN_OFFICE,
    "test_uk16": _WAS_IN_OFFICE, "test_114": _WAS_IN_OFFICE, "test_114_2": _WAS_IN_OFFICE, "test_114_3": _WAS_IN_OFFICE,
    "test_rak_bud": "the religion is a context, not a sector, in the manual we follow",
    "test_som_reb": "a militia on the side of the government: PRM",
    "test_231": _TOWN, "test_232": _TOWN, "test_uk40": _TOWN,
    "test_239": "the Pope is of the Holy See (VAT), which has a code",
    "test_240": "the National News Agency is Lebanon's; state media are JRN",
    "test_266": "CVL is PLOVER's catch-all for persons of no other role", "test_267": "as test_266", "test_uk17": "as test_266",
    "test_270": "Antarctica has a code (ATA)",
    "test_290": "a central bank has a country and a sector",
    "test_208": "a building is no actor; the country is given",
    "test_uk33": _NOT_ACTOR, "test_210": _NOT_ACTOR, "test_274": _NOT_ACTOR,
}  # fmt: skip


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


if __name__ == "__main__":
    table = assertions()
    for name, mention, what, expected, found, right in table:
        if not right:
            why = DECIDED.get(name, "open")
            print(f"{what:8} expected {expected!s:5} found {found!s:5} {mention} ({name}: {why})")
    good = sum(r[-1] for r in table)
    print(f"{good} of {len(table)} assertions ({good / len(table):.3f})", file=sys.stderr)
    left = [r for r in table if r[-1] or r[0] not in DECIDED]
    print(
        f"{sum(r[-1] for r in left)} of {len(left)} without the differences decided "
        f"({sum(r[-1] for r in left) / len(left):.3f})",
        file=sys.stderr,
    )
