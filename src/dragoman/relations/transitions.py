"""From one told act to the tie it opens, changes or closes: the rules applied to events.

A transition is what one sentence of one report says of one tie. It never weighs reports against each other and never
looks at what held before; that is `ties`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.tie_rules import Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# The object of an act stands close to its trigger: measured in characters of the sentence, behind it and before it (passives,
# nouns). Chosen on the bundled sample and two hundred lines of the dated stream, where wider windows caught other clauses' objects.
_BEHIND, _BEFORE = 90, 60
# A light verb and its article before a noun that tells the act ("imposed new sanctions").
_LIGHT = 14
# A trigger in the pluperfect or in a clause that only sets the scene.
_HAD = re.compile(r"\b(?:had|having|has been|have been|was|were)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_PLUPERFECT = re.compile(r"\b(?:had|having)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_SCENE = re.compile(
    r"\b(?:since|when|which|who|whose|that (?:was|were|had)|after|following|despite|because|for the first time since|in protest at|over|"
    r"in response to|anniversary|mark(?:s|ed|ing)?|commemorat\w*|years of|records|archives)\b[^,;:]*$", re.IGNORECASE,
)  # fmt: skip
# What is wanted, expected or tried has not changed a tie, whatever the coder made of it.
_UNREAL = re.compile(
    r"\b(?:expected|attempts?|attempting|tr(?:y|ies|ied|ying)|close to|closer to|interested in|aim(?:s|ed|ing)? (?:at|to)|would|could|may|might|"
    r"plan(?:s|ning)? (?:to|for)|planned|threat\w*|call(?:s|ed|ing) (?:for|on)|urg\w+|consider\w*|possib\w+|seek\w*|hop(?:es|ed|ing)|bid|propos\w+|"
    r"demand\w*|intention|intends?|referendum|negotiat\w+|talks (?:on|to|about|over)|vow\w*|warn\w*|fail\w*|refus\w+|reject\w*|den(?:y|ies|ied)|if|unless|whether|symbolic|accidentally|proposal|motion|petition)\b"
    r"[^.;]{0,70}$", re.IGNORECASE,
)  # fmt: skip
_WILL = re.compile(r"\b(?:will|shall|going to)\s+(?:\w+ly\s+|soon\s+|be\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# To decide to break is to break; to decide to mend is not yet to have mended.
_MENDED = frozenset({"full", "open", "present", "lifted", "member", "in force"})
_MUTUALLY = re.compile(
    r"\b(?:each other|one another|exchang\w+|respective|reciprocal\w*|mutual\w*|both (?:countries|sides|states|nations)|between|"
    r"their (?:shared |common |land |mutual )?border|the two (?:countries|sides|states|nations))\b", re.IGNORECASE,
)  # fmt: skip
_TOWARDS = re.compile(
    r"\s*(?:deal|agreement|accord|pact|plan)?\s*(?:,\s*)?(?:to|in|from|with|between|on|against|for|of)\s",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"\b(?:to|in|from|with|between|on|against|of|towards?|recogni[sz]\w+)\s+(?:the\s+)?$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PERSONAL = re.compile(r"\b(?:his|her|my) (?:relations|ties)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:its|their|his|her)\b[^.;,]{0,40}$", re.IGNORECASE)
_STATE_KINDS = frozenset({"country", "adjective", "demonym", "capital", "seat"})
_NO_STATE = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
# Words by which the store pre-selects events that may be transitions; wider than the rules' own objects.
WORDS = (
    r"relation|\bties\b|links|embass|ambassador|envoy|commissioner|charg|diplomat|consul|attach|recogni|sanction|embargo|freez|ban|"
    r"blacklist|invad|invasion|war\b|truce|cease-?fire|armistice|peace|border|crossing|airspace|frontier|pact|alliance|treaty|defen[cs]e|"
    r"partnership|\baid\b|loan|grant|million|billion|weapon|arms|missile|tank|military|annex|occup|member|join|leav|withdr|suspen|"
    r"readmi|expel|normali|relief|vaccine|mediat|broker"
)


@dataclass(frozen=True, slots=True)
class Transition:
    """What one event says of one tie.

    `start` and `end` bound the day of the change (None: open), `precision` as in `When`. `explicit` is true where the text gives
    a date. `background` is true where the act only sets the scene for another: it confirms what was known and opens
    nothing. `denied` is true where somebody denies the act.
    """

    kind: str
    a: str
    b: str
    directed: bool
    state: str
    point: bool
    start: date | None
    end: date | None
    precision: str
    explicit: bool
    background: bool
    denied: bool
    known_on: date | None
    event_id: str
    report_id: str
    text_hash: str
    outlet: str | None
    agency: str | None
    confidence: float
    rule: str
    text: str
    third: tuple[str, ...] = ()


def transitions(events: Iterable[Mapping[str, Any]]) -> list[Transition]:
    """Every transition that some events (as `Database.events` gives them) tell."""
    return [t for event in events for t in of_event(event)]


def of_event(event: Mapping[str, Any]) -> Iterator[Transition]:
    """The transitions of one event: at most one for each kind of tie and pair."""
    sentence = _Sentence(event)
    done: set[str] = set()
    for rule in rules():
        if rule.tie in done or not _applies(rule, event, sentence):
            continue
        pairs = list(_pairs(rule, event, sentence))
        if pairs:
            done.add(rule.tie)
        for a, b, sure in pairs:
            yield _transition(rule, event, sentence, a, b, sure=sure)
    yield from _mediation(event, sentence)


class _Sentence:
    """The evidence of an event, with the trigger's place in it."""

    def __init__(self, event: Mapping[str, Any]) -> None:
        evidence = event["evidence"]
        self.text: str = evidence["text"]
        self.start = evidence["trigger"][0] - evidence["start"]
        self.end = evidence["trigger"][1] - evidence["start"]
        self.before = self.text[: self.start]
        self.word = self.text[max(0, self.start - _LIGHT) : self.end]
        self.near = self.text[max(0, self.start - _BEFORE) : self.end + _BEHIND]
        self.behind = self.text[self.start : self.end + _BEHIND]
        clause = max(self.before.rfind(", "), self.before.rfind("; "), self.before.rfind(": "))
        self.clause = self.before[clause + 1 :]

    def background(self, published: date | None) -> bool:
        """True where the act only sets the scene: pluperfect, a clause of time or cause, or an older year behind it."""
        if _PLUPERFECT.search(self.before) or _SCENE.search(self.clause):
            return True
        years = {int(y) for y in _YEAR.findall(self.text[self.end : self.end + _BEHIND])}
        return published is not None and bool(years) and max(years) < published.year


def _applies(rule: Rule, event: Mapping[str, Any], sentence: _Sentence) -> bool:
    denied = event["status"] == "denied"
    if event["type"] not in rule.types or not (event["status"] in rule.status or denied):
        return False
    if rule.modes and not rule.modes & set(event["modes"]):
        return False
    if rule.content and (event.get("content") or {}).get("type") not in rule.content:
        return False
    if rule.trigger and not rule.trigger.search(sentence.word):
        return False
    if _UNREAL.search(sentence.before) and not denied:
        return False
    if rule.state != "agreed" and (
        _WILL.search(sentence.before) or (rule.state in _MENDED and _TO.search(sentence.before))
    ):
        return False
    if rule.needs and not rule.needs.search(sentence.near):
        return False
    if rule.object is None:
        return True
    return bool(_object(rule, sentence)) and not _PERSONAL.search(sentence.near)


def _object(rule: Rule, sentence: _Sentence) -> re.Match[str] | None:
    """The object of the act: the nearest behind the trigger (or at it), else before it in the same clause."""
    assert rule.object is not None
    found = rule.object.search(sentence.behind)
    if found:
        return found
    earlier = list(rule.object.finditer(sentence.clause[-_BEFORE:]))
    return earlier[-1] if earlier else None


def _pairs(rule: Rule, event: Mapping[str, Any], sentence: _Sentence) -> Iterator[tuple[str, str, bool]]:
    """(a, b, sure) of the tie; `sure` is false where a side was read from the sentence and not from the event."""
    sources, targets = _codes(event["source"]), _codes(event["target"])
    if rule.sides.startswith("member"):
        yield from _memberships(rule, event)
        return
    if rule.tie in _STATES_ONLY:
        sources, targets = ([c for c in side if c not in {"UNO", "EUR"}] for side in (sources, targets))
    sure = True
    if (
        not targets
        and len(sources) == 1
        and rule.tie not in _SURE_ONLY
        and (other := _other_state(sentence, sources))
    ):
        targets, sure = [other], False
    if not targets and len(sources) > 1:
        both = rule.sides == "mutual" and rule.tie != "border"
        if not ((both or rule.sides in {"mutual", "owner"}) and (both or _MUTUALLY.search(sentence.text))):
            return
        pairs = [(x, y) for x in sources for y in sources if (x < y if rule.sides == "mutual" else x != y)]
    else:
        pairs = [(x, y) for x in sources for y in targets if x != y]
    for x, y in pairs:
        if not _consistent(rule, sentence, x, y):
            continue
        if rule.sides == "mutual":
            yield (*sorted((x, y)), sure)  # type: ignore[misc]
        elif rule.sides == "back" or (rule.sides == "owner" and not _its_own(rule, sentence, x, y)):
            yield y, x, sure
        else:
            yield x, y, sure


def _consistent(rule: Rule, sentence: _Sentence, x: str, y: str) -> bool:
    """False where the words behind the object name somebody else: "severed ties with the brotherhood", "airspace to Russian flights"."""
    if rule.object is None or (found := rule.object.search(sentence.behind)) is None:
        return True
    at = sentence.start + found.end()
    linked = re.search(
        r"(?:with|to|between|over|after|in|because|and|on|for|following|since|at|that|due|as|by)$",
        found.group(),
    )
    begin = at - len(linked.group()) if linked else at
    towards = _TOWARDS.match(sentence.text, begin)
    if towards is None:
        return True
    for name in registry().find(sentence.text[towards.end() : towards.end() + 50]):
        refs = [e.ref for e in name.entries if e.kind in _STATE_KINDS]
        codes = {_coded(ref) for ref in refs}
        if rule.tie == "ceasefire":  # fighting over an entity is fighting between those it lies between
            codes |= {known.coded_as for ref in refs if (known := registry().country(ref)) is not None}
        if codes:
            return bool(codes & {x, y})
        if any(e.kind in {"body", "bloc"} for e in name.entries):
            return False
    return True


def _coded(code: str) -> str:
    """The code of a state by which ties are kept; a partially recognised entity keeps its own, which is in no pair."""
    known = registry().country(code)
    return code if known is None or known.sector == "PRE" else known.coded_as


def _codes(actors: Iterable[Mapping[str, Any]]) -> list[str]:
    """The countries of those who speak for a state (or the EU and the UN); private people change no tie."""
    found = []
    for actor in actors:
        code, sectors = actor.get("country"), set(actor.get("sectors") or ())
        if code and code not in _NO_STATE and "PRE" not in sectors and not (sectors and sectors <= _PRIVATE):
            found.append(code)
    return sorted(set(found))


_PRIVATE = frozenset(
    {"CVL", "BUS", "JRN", "EDU", "MED", "REL", "LAB", "CRM", "REF", "AGR", "SOC", "UNK", "REB", "UAF", "OPP", "PRM", "PTY", "ELI", "PRE"}
)  # fmt: skip
# Ties that only states have; the UN and the EU impose sanctions, recognise and have relations.
_SURE_ONLY = frozenset({"border", "war", "ceasefire", "recognition", "occupation"})
_STATES_ONLY = frozenset(
    {"war", "ceasefire", "occupation", "border", "alliance", "mediation", "military_aid"}
)


def _other_state(sentence: _Sentence, sources: list[str]) -> str | None:
    """The one state named close behind the trigger beside the source's own; None where there are none or several."""
    found: list[str] = []
    words = sentence.text[sentence.start : sentence.end + _BEHIND]
    for name in registry().find(words):
        states = [e for e in name.entries if e.kind in _STATE_KINDS]
        if not states:
            continue
        code = _coded(states[0].ref)
        if code not in sources and code not in found:
            if not _LINKED.search(words[: name.start]):
                return None
            found.append(code)
    return found[0] if len(found) == 1 else None


def _its_own(rule: Rule, sentence: _Sentence, owner: str, host: str) -> bool:
    """True where the source is the owner of the embassy or post: "closes its embassy", not "closes the Iranian embassy"."""
    assert rule.object is not None
    found = _object(rule, sentence)
    if found is None:
        return True
    at = sentence.behind.find(found.group())
    before = sentence.behind[:at][-40:] if at >= 0 else ""
    if _OWN.search(before):
        return True
    for name in registry().find(before + found.group()):
        for entry in name.entries:
            if entry.kind == "adjective" and entry.ref in {owner, host}:
                return entry.ref == owner
    return True


def _memberships(rule: Rule, event: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """(state, organisation) where one side is a state and the other a body of states, by its name."""
    sides = (event["source"], event["target"])
    states, bodies = sides if rule.sides == "member" else sides[::-1]
    if _FORCES.search(event["evidence"]["text"]):  # a contingent that leaves a mission is no membership
        return
    names = sorted({a["name"] for a in bodies if a.get("name") and a.get("country") in {"IGO", "EUR", "UNO"}})
    end = event["evidence"]["trigger"][1]
    if (
        rule.sides == "member back"
    ):  # what is suspended stands at the verb: "suspends Mali", not "suspends aid to Mali"
        passive = _PASSIVE.search(
            event["evidence"]["text"][: event["evidence"]["trigger"][0] - event["evidence"]["start"]]
        )
        states = [a for a in states if (-_AT_VERB if not passive else -200) <= a["start"] - end <= _AT_VERB]
    for code in _codes(states):
        for name in names:
            if code not in {"EUR", "UNO"}:
                yield code, name, True


_AT_VERB = 12
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:\w+\s+)?$", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(?:troops|missions?|operations?|campaign|summits?|conference|games|tournament|competition|peacekeep\w+|contingent|forces from)\b",
    re.IGNORECASE,
)
_MEDIATED = frozenset({"CONSULT", "AGREE", "SUPPORT", "RETREAT", "CONCEDE", "COOPERATE"})


def _mediation(event: Mapping[str, Any], sentence: _Sentence) -> Iterator[Transition]:
    """A third party between two states."""
    thirds = tuple(
        sorted({a["country"] for a in event["third"] if a.get("role") == "mediator" and a.get("country")})
    )
    if not thirds or event["type"] not in _MEDIATED or event["status"] not in {"occurred", "ongoing"}:
        return
    sides = sorted({*_codes(event["source"]), *_codes(event["target"])} - set(thirds))
    if len(sides) == 2:
        yield _build(
            "mediation",
            "mediation",
            event,
            sentence,
            sides[0],
            sides[1],
            "mediated",
            point=True,
            sure=True,
            third=thirds,
        )


def _transition(
    rule: Rule, event: Mapping[str, Any], sentence: _Sentence, a: str, b: str, *, sure: bool
) -> Transition:
    return _build(rule.tie, rule.id, event, sentence, a, b, rule.state, point=rule.point, sure=sure)


# A side that was read from the sentence and not from the event is right less often. Ours, from reading 60 of them.
_UNSURE = 0.7


def _build(
    kind: str, rule: str, event: Mapping[str, Any], sentence: _Sentence, a: str, b: str, state: str, *,
    point: bool, sure: bool, third: tuple[str, ...] = (),
) -> Transition:  # fmt: skip
    from dragoman.relations.tie_rules import DIRECTED

    when, claim = event.get("date") or {}, event["claim"]
    published = _day(event.get("published"))
    start, end, precision = _day(when.get("start")), _day(when.get("end")), when.get("precision") or "vague"
    explicit = bool(when.get("text"))
    if not explicit:  # told as news: the day of the report or the one before it
        end = published
        start = published - timedelta(1) if published else None
        precision = "day"
    return Transition(
        kind, a, b, DIRECTED[kind], state, point, start, end, precision, explicit,
        not explicit and sentence.background(published), event["status"] == "denied", published, event["event_id"], event["report_id"],
        event.get("text_hash") or "", event.get("outlet"), claim.get("agency"),
        round(float(event["confidence"]) * (1.0 if sure else _UNSURE), 3), rule, sentence.text, third,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
