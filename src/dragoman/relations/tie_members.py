"""Which state belongs to which organisation by a told act, or no longer does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.tie_actors import codes_of
from dragoman.relations.tie_names import states_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dragoman.relations.tie_rules import Rule


def memberships(rule: Rule, event: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """(state, organisation) where one side is a state and the other a body of states, by its name."""
    text, at = event["evidence"]["text"], event["evidence"]["start"]
    begin, end = (n - at for n in event["evidence"]["trigger"])
    if _FORCES.search(text):  # a contingent that leaves a mission is no membership
        return
    if text[begin:end].endswith("ing") and not _GOES_ON.search(text[:begin]):
        return  # "the prospects of joining": nobody has joined
    if rule.sides == "member":
        states, names = codes_of(event["source"]), _names(event["target"], text, at)
    elif own := _ITS_OWN.match(text[end:]):
        states, names = codes_of(event["source"]), _bodies_named(own.group("words"))
    else:
        names = _suspending(event, text, begin, end)
        lifted = None if event["target"] else _LIFTED.search(text[begin:])
        states = _whose(lifted) if lifted else codes_of(_at_verb(event["target"], text, begin, end, at))
    for code in states:
        for name in names:
            if code not in {"EUR", "UNO"}:
                yield code, name, True


def _names(actors: Iterable[Mapping[str, Any]], text: str, at: int) -> list[str]:
    """The organisations among some actors; no part of one, and nobody in its office."""
    return sorted(
        {
            a["name"]
            for a in actors
            if a.get("name")
            and not a.get("office")
            and a.get("country") in {"IGO", "EUR", "UNO"}
            and not _part_of(a, text, at)
        }
    )


def _suspending(event: Mapping[str, Any], text: str, begin: int, end: int) -> list[str]:
    """The organisation from which a state is suspended: the one behind "from", else who did it, else the one named before."""
    behind = _FROM_BODY.search(text[end:])
    words = behind.group("words") if behind else ""
    if (named := _bodies_named(words)) or _PART_OF.search(words):
        return named  # the assembly of one body suspends a state from another
    return _names(event["source"], text, event["evidence"]["start"]) or _bodies_named(text[:begin])


def _whose(lifted: re.Match[str]) -> list[str]:
    """The one state whose suspension is lifted; none where the words name several."""
    named = registry().find(lifted.group("whose") or lifted.group("of"))
    codes = {code for name in named for code in states_of(name)}
    return sorted(codes) if len(codes) == 1 else []


def _at_verb(
    actors: Iterable[Mapping[str, Any]], text: str, begin: int, end: int, at: int
) -> list[Mapping[str, Any]]:
    """Those who stand at the verb: what is suspended is the state ("suspends Mali"), not something of it ("suspends aid to Mali")."""
    passive = _PASSIVE.search(text[:begin])
    return [
        a for a in actors
        if (-_AT_VERB if not passive else -200) <= a["start"] - at - end <= _AT_VERB and not _OF_IT.search(a["text"] or "")
        and (passive or _AT_ONCE.fullmatch(text[end : a["start"] - at]))
    ]  # fmt: skip


def _bodies_named(*places: str) -> list[str]:
    """The first organisation of states that some words name, those of the first place before those of the next; none where there is none."""
    for words in places:
        for name in registry().find(words):
            bodies = [
                body.name
                for e in name.entries
                if e.kind == "body" and (body := registry().body(e.ref)) and body.kind == "igo"
            ]
            if bodies and not _PART_OF.match(words[name.end :].lstrip()):
                return bodies[:1]
    return []


# "Suspended its membership of the pact".
_ITS_OWN = re.compile(
    r"\s+its (?:own )?(?:membership|participation) (?:of|in) (?:the )?(?P<words>[A-Z][^,.;]{1,60})"
)
_FROM_BODY = re.compile(r"^[^.;]{0,60}?\b(?:from|to|into|member of) (?:the )?(?P<words>[A-Z][^,.;]{1,60})")


def _part_of(actor: Mapping[str, Any], text: str, at: int) -> bool:
    """True where the words name something of an organisation and not it: "the United Nations Convention", "the UN's compact"."""
    behind = text[actor["end"] - at :]
    return bool(
        _PART_OF.search(actor["text"])
        or _POSSESSED.search(actor["text"] + behind[:3])
        or _PART_OF.match(behind.lstrip())
    )


_POSSESSED = re.compile(r"\w[’']s?\s")
_LIFTED = re.compile(
    r"(?:lift|suspend)\w*\s+(?:the\s+)?(?:(?P<whose>[A-Z][\w’' -]{2,40}?)[’']s?\s+(?:suspension|membership)|"
    r"(?:suspension|membership)\s+of\s+(?P<of>[A-Z][\w ]+))"
)
# Only articles and "membership of" stand between the verb and the state that is suspended.
_AT_ONCE = re.compile(r"\s*(?:the\s+)?(?:(?:membership|participation)\s+of\s+)?(?:the\s+)?", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:is|are|was|were|by|after|before|begins?|begun)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# A body, treaty or programme of an organisation that has members of its own.
_PART_OF = re.compile(
    r"\b(?:Customs|Tourism|Currency|Monetary|Parliament|Human Rights|Security Council|Commission(?! on Human)|Committee|Agency|Assembly|Convention|Compact|Treaty(?! Organi)|Protocol|Programme|Program|Fund)\b"
)
_AT_VERB = 12
# "mediation efforts in Yemen", "aid to Mali": what is suspended is something of the state or for it.
_OF_IT = re.compile(r"\w\s+(?:in|to|for|with|on|against|over)\s+", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:\w+\s+)?$", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(?:troops|missions?|operations?|campaign|summits?|(?<!press )(?<!news )conference|games|tournament|competition|peacekeep\w+|contingent|forces from)\b",
    re.IGNORECASE,
)
