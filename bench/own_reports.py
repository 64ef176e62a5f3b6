"""Ten reports of our own (tests/reports) coded and held against the facts that a careful reader finds in them.

`python bench/own_reports.py [--missing]` prints the share of facts found. A fact is met when one record of its kind meets all
conditions that it gives; `no_event` when none does. An evidence span that does not quote its text counts as a missing fact.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman import Coder

REPORTS = Path(__file__).parents[1] / "tests" / "reports"
FIELDS = {"types": "type", "status": "status", "stance": "stance", "claim_kind": "kind"}
WIDEST = 400

Record = dict[str, Any]


def facts() -> list[tuple[str, Record]]:
    """(name, specification) of each report, by name."""
    return [
        (p.name.split(".")[0], json.loads(p.read_text("utf-8"))) for p in sorted(REPORTS.glob("*.facts.json"))
    ]


def records(spec: Record, coder: Coder) -> tuple[str, list[Record]]:
    """The text of a report and what the coder makes of it."""
    text = (REPORTS / spec["report"]).read_text("utf-8")
    coding = coder.code(text, published=spec["published"], outlet=spec["outlet"])
    return text, [r.to_dict() for r in (*coding.events, *coding.claims)]


def check(text: str, found: list[Record], spec: Record) -> Iterator[tuple[str, bool]]:
    """(fact, whether it is met) of one report."""
    for fact in spec["facts"]:
        kind = "claim" if fact["kind"] == "claim" else "event"
        hit = any(r["record"] == kind and meets(r, fact) for r in found)
        yield fact["id"], hit != (fact["kind"] == "no_event")
    for r in found:
        told = r.get("evidence")
        if told and text[told["start"] : told["end"]] != told["text"]:
            yield f"evidence of {r['event_id']}", False


def meets(record: Record, fact: Record) -> bool:
    """True when a record meets every condition of a fact."""
    place = ((record.get("place") or {}).get("name") or "").lower()
    words = (record.get("text") or (record.get("evidence") or {}).get("text") or "").lower()
    ends = [*(record.get("source") or []), *(record.get("target") or [])]
    tests = {
        **{k: lambda k=k: record.get(FIELDS[k]) in fact[k] for k in FIELDS},
        **{k: lambda k=k: bool(set(fact[k]) & set(record.get(k) or [])) for k in ("modes", "contexts")},
        **{
            k: lambda k=k: some_actor(record.get(k), fact[k])
            for k in ("source", "target", "third", "speaker")
        },
        "either_way": lambda: all(some_actor(ends, want) for want in fact["either_way"]),
        "date": lambda: in_days(record.get("date") or record.get("said_on"), fact),
        "place": lambda: any(p.lower() in place for p in fact["place"]),
        "agency": lambda: any(a.lower() in (record.get("agency") or "").lower() for a in fact["agency"]),
        "text": lambda: any(t.lower() in words for t in fact["text"]),
        "dead": lambda: ((record.get("magnitude") or {}).get("dead") or {}).get("min") == fact["dead"],
        "by": lambda: meets(record.get("claim") or {}, fact["by"]),
    }
    return all(test() for name, test in tests.items() if name in fact)


def some_actor(actors: Record | Iterable[Record] | None, want: Record) -> bool:
    """True when one of the actors meets all that is wanted of it."""
    return any(is_actor(a, want) for a in ([actors] if isinstance(actors, dict) else actors or []))


def is_actor(actor: Record, want: Record) -> bool:
    """True when country, name, sector and role are among those wanted."""
    words = " ".join(str(actor.get(k) or "") for k in ("name", "text", "office")).lower()
    return (
        ("country" not in want or actor.get("country") in want["country"])
        and ("name" not in want or any(n.lower() in words for n in want["name"]))
        and (
            "sector" not in want
            or bool(set(want["sector"]) & {actor.get("sector"), *(actor.get("sectors") or [])})
        )
        and ("role" not in want or actor.get("role") in want["role"])
    )


def in_days(when: Record | None, fact: Record) -> bool:
    """True when an interval touches the fact's days and is not longer than it allows."""
    if not when or not when.get("start"):
        return False
    start = date.fromisoformat(when["start"])
    end = date.fromisoformat(when.get("end") or when["start"])
    first, last = map(date.fromisoformat, fact["date"])
    return start <= last and end >= first and (end - start).days <= fact.get("max_days", WIDEST)


def main() -> None:
    """Print the share of facts found; with --missing those that are not."""
    from dragoman import Coder

    coder, found, total = Coder(), 0, 0
    for name, spec in facts():
        text, coded = records(spec, coder)
        for fact, met in check(text, coded, spec):
            found, total = found + met, total + 1
            if not met and "--missing" in sys.argv:
                print(f"missing {name}: {fact}")
    print(f"{found} of {total} facts of {len(facts())} reports ({found / total:.3f})")


if __name__ == "__main__":
    main()
