"""From the words of a precedence claim to a question that the record can answer, or the reason why it cannot."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.checks.records import Question, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

_CAPACITY = re.compile(
    r"\bas (?:the )?(?:head|president|prime|leader|commander|king|pope|chancellor|secretary|minister)\b",
    re.IGNORECASE,
)
ORDINALS = {
    w: n
    for n, w in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 1
    )
}  # fmt: skip
# Superlatives that the number of dead ranks. "The largest attack" may mean men or rockets, and "highest-level" nothing on record.
BY_TOLL = frozenset({"deadliest", "bloodiest", "worst", "most lethal"})
# Words of claims for whoever leads a state.
_LEADERS = (
    "president",
    "prime minister",
    "king",
    "queen",
    "emir",
    "sultan",
    "chancellor",
    "supreme leader",
    "taoiseach",
)
ROLES = {
    "leader": _LEADERS, "head of state": _LEADERS, "head of government": _LEADERS,
    "monarch": ("king", "queen", "emir", "sultan", "emperor"), "premier": ("prime minister", "premier"),
    "foreign minister": ("foreign minister", "minister of foreign affairs", "secretary of state", "foreign secretary"),
    "defence minister": ("defence minister", "defense minister", "minister of defence", "secretary of defense"),
}  # fmt: skip
# Before the first day of the claimed happening: a day told as "on Tuesday" or by its publication may be off by this much.
SLACK = timedelta(days=3)
# Where no event is told, the happening that a claim speaks of is taken to lie at most so long before it is said.
TOLD_WITHIN = timedelta(days=7)


def question(claim: Mapping[str, Any], ranked: Mapping[str, Any] | None) -> Question | str:
    """What `claim` (a claim of kind precedence as the store gives it) asks; else why it cannot be asked, in words.

    `ranked` is the event that the claim ranks, None where none is on record. What the words say beyond acts, countries, roles
    and persons is refused: "the first state visit" is not contradicted by a working visit.
    """
    p = claim.get("precedence")
    if not p:
        return "the words rank something, but what is not understood"
    measure = str(p["measure"])
    if measure not in {*ORDINALS, *BY_TOLL, "last", "never", "none"}:
        return f"nothing on record measures “{measure}”"
    if not p["act"]:
        return "no act that is coded is ranked"
    if not p["window"][0] and re.search(r"\b(?:since|after)\b", str(claim["text"])):
        return "the day since when it holds is not told in a way that is understood"
    if _CAPACITY.search(str(claim["text"])):
        return "it ranks what somebody did in one capacity, and the record does not tell capacities apart"
    if p.get("beyond"):
        return f"the record cannot compare by “{' '.join(p['beyond'])}”"
    kind, _, mode = str(p["act"]).partition("/")
    source, target = _side(p["source"], p.get("who")), _side(p["target"], None)
    by_toll = measure in BY_TOLL
    refused = (
        _no_toll(kind, source, target)
        if by_toll
        else _no_meeting(str(claim["text"]), measure, kind, mode, source, target, ranked)
    )
    before = _before(claim, ranked)
    if refused is not None or before is None:
        return refused or "the day that it speaks of is not known"
    since = date.fromisoformat(p["window"][0]) if p["window"][0] else None
    if by_toll:
        return Question(measure, kind, None, None, target or source, since, before, p.get("event"))
    return Question(measure, kind, mode or None, source, target, since, before, p.get("event"))


def _no_meeting(
    text: str,
    measure: str,
    kind: str,
    mode: str,
    source: Side | None,
    target: Side | None,
    ranked: Mapping[str, Any] | None,
) -> str | None:
    """Why a first, last or n-th cannot be asked: only visits and meetings of two powers are counted one by one."""
    if kind != "CONSULT" or mode not in {"", "visit"}:
        return (
            f"an act like {kind}{'/' if mode else ''}{mode} is told with more than the record can compare by"
        )
    if source is None or target is None:
        return f"it does not name {'who acts' if source is None else 'towards whom'}"
    if source.country == target.country:
        return "both sides are of one country, and the record tells its people apart too rarely"
    for side in (source, target):
        if registry().country(side.country) is None:
            return f"{side.country} is no single state"
    named = source.role or source.who
    if source.role is not None and not _office(source.role):
        return f"“{source.role}” is no office"
    if mode == "visit":
        if not named:
            return "it does not name the office or the person that visits"
        return (
            None
            if _whole(ranked, target)
            else "it speaks of a part of a country, and the record compares whole ones"
        )
    if re.search(rf"\b{re.escape(measure)} time\b", text):
        return "it does not say at what level the two meet"
    return (
        None
        if _plain(ranked, source) and _plain(ranked, target)
        else "it does not say at what level the two meet"
    )


def _office(role: str) -> bool:
    """True for what a person holds: "president", "foreign minister", "leader"; not "plane" or "people"."""
    known = registry().role(role)
    return role in ROLES or (known is not None and bool({"GOV", "MIL", "LEG"} & set(known.sectors[:1])))


def _no_toll(kind: str, source: Side | None, target: Side | None) -> str | None:
    """Why a deadliest cannot be asked: only attacks in a country that is named are compared."""
    if kind != "ASSAULT":
        return "only attacks are compared by their dead"
    side = target or source
    if side is None:
        return "it names no country"
    return None if registry().country(side.country) is not None else f"{side.country} is no single state"


def _whole(ranked: Mapping[str, Any] | None, side: Side) -> bool:
    """False where the event is aimed at a part of the country ("a visit to Abkhazia")."""
    state = registry().country(side.country)
    named = [
        a["name"]
        for a in (ranked or {}).get("target", [])
        if a["country"] == side.country and a["sector"] is None
    ]
    return not named or state is None or state.name in named


def _plain(ranked: Mapping[str, Any] | None, side: Side) -> bool:
    """True where the event names the country itself and nobody in it; or where no event is told."""
    actors = [*(ranked or {}).get("source", []), *(ranked or {}).get("target", [])]
    return side.role is None and all(a["sector"] is None for a in actors if a["country"] == side.country)


def _side(words: str | None, who: str | None) -> Side | None:
    """ "IRN GOV foreign minister" as country and role: the sector's code is in capitals, the role is not."""
    if not words:
        return None
    parts = str(words).split()
    role = " ".join(w for w in parts[1:] if not w.isupper())
    return Side(parts[0], role or None, who)


def _before(claim: Mapping[str, Any], ranked: Mapping[str, Any] | None) -> date | None:
    day = ((ranked or {}).get("date") or {}).get("start")
    if day and (ranked or {}).get("status") in {"occurred", "ongoing", "planned"}:
        return date.fromisoformat(str(day)) - SLACK
    said = claim.get("said_on") or {}
    told = said.get("start") or claim.get("published")
    return date.fromisoformat(str(told)) - TOLD_WITHIN if told else None
