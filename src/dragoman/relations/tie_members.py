"""Which state belongs to which organisation by a told act, or no longer does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.tie_actors import codes_of
from dragoman.relations.tie_names import states_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dragoman.relations.tie_rules import Rule


def memberships(rule: Rule, event: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """(state, organisation) where one side is a state and the other a body of states, by its name."""
    sides = (event["source"], event["target"])
    states, bodies = sides if rule.sides == "member" else sides[::-1]
    text, at = event["evidence"]["text"], event["evidence"]["start"]
    begin, end = event["evidence"]["trigger"]
    if _FORCES.search(text):  # a contingent that leaves a mission is no membership
        return
    if text[begin - at : end - at].endswith("ing") and not _GOES_ON.search(text[: begin - at]):
        return  # "the prospects of joining": nobody has joined
    names = sorted(
        {
            a["name"]
            for a in bodies
            if a.get("name")
            and not a.get("office")
            and a.get("country") in {"IGO", "EUR", "UNO"}
            and not _part_of(a, text, at)
        }
    )
    if rule.sides == "member back" and (own := _ITS_OWN.match(text[end - at :])):
        bodies_named = _bodies_named(own.group("words"))
        yield from ((code, name, True) for code in codes_of(event["source"]) for name in bodies_named)
        return
    from_body = _FROM_BODY.search(text[end - at :]) if rule.sides == "member back" else None
    elsewhere = _bodies_named(from_body.group("words")) if from_body else []
    if from_body and (elsewhere or _PART_OF.search(from_body.group("words"))):
        names = elsewhere  # the assembly of one body suspends a state from another
    if not names and rule.sides == "member back":
        # "suspended Chad from the African Union", "African leaders suspended ..."
        behind = _FROM_BODY.search(text[end - at :])
        names = _bodies_named(behind.group("words") if behind else "", text[: begin - at])
    if not states and rule.sides == "member back" and (lifted := _LIFTED.search(text[begin - at :])):
        named = registry().find(lifted.group("whose") or lifted.group("of"))
        refs = {code for name in named for code in states_of(name)}
        if len(refs) == 1 and names:
            yield from ((code, name, True) for code in refs - {"EUR", "UNO"} for name in names)
        return
    if (
        rule.sides == "member back"
    ):  # what is suspended stands at the verb: "suspends Mali", not "suspends aid to Mali"
        passive = _PASSIVE.search(text[: begin - at])
        states = [
            a for a in states
            if (-_AT_VERB if not passive else -200) <= a["start"] - end <= _AT_VERB and not _OF_IT.search(a["text"] or "")
            and (passive or _AT_ONCE.fullmatch(text[end - at : a["start"] - at]))
        ]  # fmt: skip
    for code in codes_of(states):
        for name in names:
            if code not in {"EUR", "UNO"}:
                yield code, name, True


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
