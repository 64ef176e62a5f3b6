"""From the words of a precedence claim to a question that the record can answer, or the reason why it cannot."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.checks.largest import largest
from dragoman.relations.checks.levels import levels
from dragoman.relations.checks.records import Question, Side
from dragoman.relations.checks.sizes import BY_SIZE

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
# Superlatives that the number of dead ranks. "The largest attack" may mean men or rockets.
BY_TOLL = frozenset({"deadliest", "bloodiest", "worst", "most lethal"})
# Superlatives that the offices of those who meet rank.
BY_LEVEL = frozenset({"highest-level", "highest-ranking", "most senior"})
_LEVEL_WORDS = frozenset({"highest", "level", "ranking", "senior", "high"})
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
_FOREIGN = (
    "foreign minister",
    "minister of foreign affairs",
    "minister for foreign affairs",
    "secretary of state",
    "foreign secretary",
)
ROLES = {
    "leader": _LEADERS, "head of state": _LEADERS, "head of government": _LEADERS,
    "top diplomat": _FOREIGN, "chief diplomat": _FOREIGN, "official": (r"\w",), "monarch": ("king", "queen", "emir", "sultan", "emperor"), "premier": ("prime minister", "premier"),
    "foreign minister": _FOREIGN,
    "defence minister": ("defence minister", "defense minister", "minister of defence", "secretary of defense"),
}  # fmt: skip
# Before the first day of the claimed happening: a day told as "on Tuesday" or by its publication may be off by this much.
SLACK = timedelta(days=3)
# Where no event is told, the happening that a claim speaks of is taken to lie at most so long before it is said.
TOLD_WITHIN = timedelta(days=7)


def question(claim: Mapping[str, Any], ranked: Mapping[str, Any] | None) -> Question | str:
    """What `claim` (a claim of kind precedence as the store gives it) asks; else why it cannot be asked, in words.

    `ranked` is the event that the claim ranks, None where none is on record. What the words say beyond acts, countries, roles
    and persons makes the question a wider one (`Question.narrower`): "the first state visit" is not contradicted by a working
    visit, and yet no visit at all is no state visit either.
    """
    p = claim.get("precedence")
    refused = _unread(claim, p)
    if p is None or refused is not None:
        return refused or "the words rank something, but what is not understood"
    before = _before(claim, ranked)
    if before is None:
        return "the day that it speaks of is not known"
    since = date.fromisoformat(p["window"][0]) if p["window"][0] else None
    kind, _, mode = str(p["act"]).partition("/")
    source, target = _sides(p, before)
    told = p.get("event") if _near(ranked) else None
    beyond = (*_among(str(claim["text"]), str(p["measure"])), *(p.get("beyond") or ()))
    asked = Question(str(p["measure"]), kind, mode or None, source, target, since, before, told, beyond)
    if asked.measure in BY_TOLL:
        refused = _no_toll(kind, source, target)
        return refused or replace(asked, mode=None, source=None, target=target or source)
    if asked.measure in BY_SIZE:
        return largest(asked, str(claim["text"]), ranked)
    both = source is not None and target is not None and not source.who
    if kind == "CONSULT" and mode == "multilateral" and both:
        asked, mode = replace(asked, mode=None), ""  # two met, whoever else was there
    if kind == "CONSULT" and mode in {"", "visit"}:
        return _meeting(asked, str(claim["text"]), ranked)
    return _other(asked, ranked)


def _unread(claim: Mapping[str, Any], p: Mapping[str, Any] | None) -> str | None:
    """Why the words themselves ask nothing of a record of acts."""
    if not p:
        return "the words rank something, but what is not understood"
    measure, text = str(p["measure"]), str(claim["text"])
    if measure not in {*ORDINALS, *BY_TOLL, *BY_SIZE, *BY_LEVEL, "last", "never", "none"}:
        return f"nothing on record measures “{measure}”"
    if not p["act"]:
        return "no act that is coded is ranked"
    if not p["window"][0] and (measure == "last" or _since_when(text, measure)):
        return "the day since when it holds is not told in a way that is understood"
    return None


def _among(text: str, measure: str) -> tuple[str, ...]:
    """ "One of the largest": another one may well be larger."""
    found = re.search(
        rf"\b(?:one of|among) (?:the|its|his|her|their) (?:\w+ )?{re.escape(measure)}\b", text, re.IGNORECASE
    )
    return ("one of",) if found else ()


def _since_when(text: str, measure: str) -> bool:
    """True where the ranked words say since or after when, in whatever way."""
    at = max(text.lower().find(measure), 0)
    return bool(re.search(r"\bsince\b", text[at:]) or re.match(r"[^,;]*\bafter\b", text[at:]))


def _meeting(asked: Question, text: str, ranked: Mapping[str, Any] | None) -> Question | str:
    """Visits and meetings of two powers, the acts that are counted one by one."""
    source, target = asked.source, asked.target
    if source is None or target is None:
        return f"it does not name {'who acts' if source is None else 'towards whom'}"
    refused = _no_powers(source, target)
    if refused is not None:
        return refused
    narrower = [*asked.narrower, *_capacity(text)]
    if asked.measure in BY_LEVEL:
        had = levels(ranked, source, target) if ranked is not None else None
        if had is None:
            return "it does not name who met at that level"
        return replace(
            asked, mode=None, levels=had, narrower=tuple(n for n in narrower if n not in _LEVEL_WORDS)
        )
    if asked.mode == "visit" and not (source.role or source.who):
        narrower.append("who it is that visits")
    if asked.mode == "visit" and not _whole(ranked, target):
        return "it speaks of a part of a country, and the record compares whole ones"
    if asked.mode is None and not (source.role and target.role) and _by_level(asked, text, ranked):
        narrower.append("at what level the two meet")
    return replace(asked, narrower=tuple(narrower), silence=source.single and target.single)


def _no_powers(source: Side, target: Side) -> str | None:
    """Why these two cannot be compared at all."""
    if source.country == target.country:
        return "both sides are of one country, and the record tells its people apart too rarely"
    if not source.single and not target.single:
        return "it names no single country"
    for side in (source, target):
        if side.single and registry().country(side.country) is None:
            return f"{side.country} is no single state"
        if side.role is not None and not _office(side.role):
            return f"“{side.role}” is no office"
    return None


def _by_level(asked: Question, text: str, ranked: Mapping[str, Any] | None) -> bool:
    """True where the words leave open who met: persons are told, or "for the first time" may mean their level."""
    plain = all(_plain(ranked, side) for side in (asked.source, asked.target) if side is not None)
    return not plain or bool(re.search(rf"\b{re.escape(asked.measure)} time\b", text))


def _other(asked: Question, ranked: Mapping[str, Any] | None) -> Question | str:
    """Any other act: asked by its word, kind and sides. What is found is shown and decides nothing, nor does silence."""
    source, target = asked.source, asked.target
    if asked.measure in {*BY_LEVEL, "last"}:
        return f"an act like {_act(asked)} is told with more than the record can compare by"
    if asked.type in _SPOKEN:
        return f"what is said ({_act(asked)}) is told too often to be counted one by one"
    if source is None or (target is None and asked.mode != "multilateral"):
        return f"it does not name {'who acts' if source is None else 'towards whom'}"
    if target is None and not source.who:
        return "it does not name towards whom"
    refused = _no_powers(source, target) if target is not None else None
    if refused is not None:
        return refused
    if asked.mode == "multilateral" and source.who:
        return replace(asked, target=None, silence=False, narrower=(*asked.narrower, "which meeting it was"))
    word = word_of(ranked)
    if word is None:
        return f"an act like {_act(asked)} is told with more than the record can compare by"
    return replace(asked, word=word, silence=False, narrower=(*asked.narrower, "whether it was the same act"))


def word_of(event: Mapping[str, Any] | None) -> str | None:
    """The word by which an act is told, as the lexicon names it ("lexicon reopen.v1 (subj, obj)"); None where none is."""
    found = (_WORD.match(str(w)) for w in (event or {}).get("why") or ())
    return next((m.group(1) for m in found if m), None)


_WORD = re.compile(r"lexicon ([\w-]+)\.")
# Acts of words: everybody says something every day.
_SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})


def _act(asked: Question) -> str:
    return f"{asked.type}/{asked.mode}" if asked.mode else asked.type


def _capacity(text: str) -> tuple[str, ...]:
    found = _CAPACITY.search(text)
    return (found.group(0),) if found else ()


def _office(role: str) -> bool:
    """True for what a person holds: "president", "foreign minister", "leader"; not "plane" or "people"."""
    known = registry().role(role)
    return role in ROLES or (known is not None and bool({"GOV", "MIL", "LEG"} & set(known.sectors[:1])))


def _no_toll(kind: str, source: Side | None, target: Side | None) -> str | None:
    """Why a deadliest cannot be asked: only attacks in a country that is named are compared."""
    if kind != "ASSAULT":
        return "only attacks are compared by their dead"
    side = target or source
    if side is None or not side.single:
        return "it names no country"
    return None if registry().country(side.country) is not None else f"{side.country} is no single state"


def _whole(ranked: Mapping[str, Any] | None, side: Side) -> bool:
    """False where the event is aimed at a part of the country ("a visit to Abkhazia")."""
    state = registry().country(side.country)
    place = (ranked or {}).get("place") or {}
    if state is None or (place.get("resolution") == "city" and place.get("country") == side.country):
        return True
    named = [
        a["name"]
        for a in (ranked or {}).get("target", [])
        if a["country"] == side.country and a["sector"] is None
    ]
    return not named or state.name in named


def _plain(ranked: Mapping[str, Any] | None, side: Side) -> bool:
    """True where the event names the country itself and nobody in it; or where no event is told."""
    actors = [*(ranked or {}).get("source", []), *(ranked or {}).get("target", [])]
    return side.role is None and all(a["sector"] is None for a in actors if a["country"] == side.country)


def _sides(p: Mapping[str, Any], on: date) -> tuple[Side | None, Side | None]:
    """ "IRN GOV foreign minister" as country and role, "arab_states" as its members on the day, "abroad" as all but the source."""
    source, target = _side(p["source"], p.get("who"), on), _side(p["target"], None, on)
    if target is not None and target.country == "abroad":
        target = replace(target, but=source.country if source is not None else None)
        return source, target if source is not None and source.single else None
    if source is not None and target is not None and source.among:
        source = replace(source, among=source.among - {target.country})
    if source is not None and target is not None and target.among:
        target = replace(target, among=target.among - {source.country})
    return source, target


def _side(words: str | None, who: str | None, on: date) -> Side | None:
    """The sector's code is in capitals, the role is not."""
    if not words:
        return None
    parts = str(words).split()
    role = " ".join(w for w in parts[1:] if not w.isupper())
    bloc = registry().bloc(parts[0])
    return Side(parts[0], role or None, who, frozenset(bloc.on(on)) if bloc is not None else frozenset())


def _before(claim: Mapping[str, Any], ranked: Mapping[str, Any] | None) -> date | None:
    if ranked is not None and _near(ranked) and ranked.get("status") in {"occurred", "ongoing", "planned"}:
        return date.fromisoformat(str(ranked["date"]["start"])) - SLACK
    said = claim.get("said_on") or {}
    told = said.get("start") or claim.get("published")
    return date.fromisoformat(str(told)) - TOLD_WITHIN if told else None


def _near(ranked: Mapping[str, Any] | None) -> bool:
    """True where the event is told by its day or week; "his second visit this year" is dated by the year, and may be any of that year."""
    days = (ranked or {}).get("date") or {}
    start, end = days.get("start"), days.get("end")
    return (
        bool(start and end) and date.fromisoformat(str(end)) - date.fromisoformat(str(start)) <= TOLD_WITHIN
    )
