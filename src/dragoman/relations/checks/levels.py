"""At what level powers meet: leaders, ministers, others. It ranks offices by their titles and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.relations.checks.records import Side

_LEADER = re.compile(
    r"(?<!vice )(?<!vice-)(?<!deputy )\b(?:president|prime minister|premier|king|queen|emir|sultan|chancellor|supreme leader|crown prince|"
    r"taoiseach|head of state|head of government|pope|general secretary)\b"
)
_MINISTER = re.compile(
    r"(?<!deputy )(?<!vice )\b(?:minister|secretary of state|secretary of defen[cs]e|foreign secretary|vice[ -]president|deputy prime minister|"
    r"chief of staff|national security advis[eo]r|attorney general|secretary[ -]general)\b"
)
LEADER, MINISTER, OTHER = 3, 2, 1
_SECOND = re.compile(r"\b(?:deputy|vice|assistant|under-?secretary|adviser to|aide)\b")
_VICE = re.compile(r"\bvice[ -]president|deputy prime minister\b")
# What makes an office another one, whatever title it holds: of a parliament, a party, a company, a court.
_ELSEWHERE = re.compile(
    r"\b(?:parliament|assembly|senate|council|chamber|court|party|bank|commission|company|committee|former)\b"
)


def level(actor: Mapping[str, Any]) -> int | None:
    """The level of one actor by the office held on the day, else by the words; None for a country or a group without a person."""
    if actor["sector"] not in {"GOV", "MIL"} or (
        not actor.get("office") and actor["name"] is not None and not _LEADER.search(actor["text"].lower())
    ):
        return None
    said = (actor.get("office") or actor["text"]).lower()
    if _ELSEWHERE.search(said) or (_SECOND.search(said) and not _VICE.search(said)):
        return OTHER
    if _LEADER.search(said):
        return LEADER
    return MINISTER if _MINISTER.search(said) else OTHER


def levels(record: Mapping[str, Any], source: Side | None, target: Side | None) -> tuple[int, int] | None:
    """The highest level of each side in an event, None where one of them is not told."""
    actors = [*record["source"], *record["target"]]
    first, second = (_highest(actors, side) for side in (source, target))
    return None if first is None or second is None else (first, second)


def _highest(actors: Iterable[Mapping[str, Any]], side: Side | None) -> int | None:
    if side is None:
        return None
    found = [n for a in actors if side.holds(a["country"]) and (n := level(a)) is not None]
    return max(found) if found else None
