"""From one told act to the tie it opens, changes or closes: the rules applied to events.

A transition is what one sentence of one report says of one tie. It never weighs reports against each other and never
looks at what held before; that is `ties`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman.relations.tie_actors import codes_of
from dragoman.relations.tie_context import HAPPENED, MEDIATED, MEDIATION, mediators, with_places
from dragoman.relations.tie_rules import DIRECTED, rules_of
from dragoman.relations.tie_sentence import Sentence, applies, of_a_name
from dragoman.relations.tie_sides import brokers_named, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dragoman.relations.tie_rules import Rule

# Words by which the store pre-selects events that may be transitions; wider than the rules' own objects.
WORDS = (
    r"relation|\bties\b|links|embass|ambassador|envoy|commissioner|charg|diplomat|consul|attach|recogni|sanction|embargo|freez|ban|"
    r"blacklist|invad|invasion|war\b|truce|cease-?fire|armistice|peace|border|crossing|airspace|frontier|pact|alliance|treaty|defen[cs]e|"
    r"partnership|\baid\b|assets of|\bleft\b|admit|loan|grant|million|billion|weapon|arms|missile|tank|military|annex|occup|member|join|leav|withdr|suspen|"
    r"readmi|expel|normali|relief|vaccine|mediat|broker|captur|retak|re-?took|seiz|liberat|overr[au]n|control|pull|retreat|evacuat|abandon|"
    r"resign|quit|step|remov|oust|depos|impeach|dismiss|sack|\bfires\b|fired|overthr|toppl|\bfell\b|\bfalls\b"
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
    given = list(events)
    told = [t for event in with_places(given) for t in of_event(event)]
    mediated = {t.event_id for t in told if t.kind == MEDIATION}
    return told + [
        _mediated_by(event, Sentence(event), sides, thirds)
        for event, sides, thirds in mediators(given)
        if event["event_id"] not in mediated
    ]


def of_event(event: Mapping[str, Any]) -> Iterator[Transition]:
    """The transitions of one event: at most one for each kind of tie and pair."""
    sentence = Sentence(event)
    done: set[str] = set()
    for rule in rules_of(event["type"]):
        if rule.tie in done or not applies(rule, event, sentence):
            continue
        found = list(pairs(rule, event, sentence))
        if found:
            done.add(rule.tie)
        for a, b, sure in found:
            yield _transition(rule, event, sentence, a, b, sure=sure)
    yield from _mediation(event, sentence)


def _mediation(event: Mapping[str, Any], sentence: Sentence) -> Iterator[Transition]:
    """A third party between two states."""
    if event["type"] not in MEDIATED or event["status"] not in HAPPENED:
        return
    thirds = tuple(
        sorted({a["country"] for a in event["third"] if a.get("role") == "mediator" and a.get("country")})
    )
    if not thirds and "third-party" in event["modes"]:  # "Qatar mediated talks between Chad and Sudan"
        own = codes_of(event["source"])
        thirds = tuple(own) if len(own) == 1 and len(set(codes_of(event["target"])) - set(own)) == 2 else ()
    if not thirds:
        thirds = tuple(sorted(brokers_named(sentence)))
    if not thirds:
        return
    sides = sorted({*codes_of(event["source"]), *codes_of(event["target"])} - set(thirds))
    if len(sides) == 2:
        yield _mediated_by(event, sentence, (sides[0], sides[1]), thirds)


def _mediated_by(
    event: Mapping[str, Any], sentence: Sentence, sides: tuple[str, str], thirds: tuple[str, ...]
) -> Transition:
    return _build(MEDIATION, MEDIATION, event, sentence, *sides, "mediated", point=True, sure=True, third=thirds)  # fmt: skip


def _transition(
    rule: Rule, event: Mapping[str, Any], sentence: Sentence, a: str, b: str, *, sure: bool
) -> Transition:
    return _build(rule.tie, rule.id, event, sentence, a, b, rule.state, point=rule.point, sure=sure)


# A side that was read from the sentence and not from the event is right less often. Ours, from reading 60 of them.
_UNSURE = 0.7


# Days by which what "a day after" or "three days after" tells may lie before the report. Ours.
_JUST_BEFORE = 8


def _build(
    kind: str, rule: str, event: Mapping[str, Any], sentence: Sentence, a: str, b: str, state: str, *,
    point: bool, sure: bool, third: tuple[str, ...] = (),
) -> Transition:  # fmt: skip
    when, claim = event.get("date") or {}, event["claim"]
    published = _day(event.get("published"))
    start, end, precision = _day(when.get("start")), _day(when.get("end")), when.get("precision") or "vague"
    explicit = bool(when.get("text")) and not _names_another(when, sentence)
    if not explicit:  # told as news: the day of the report or the one before it
        end = published
        start = published - timedelta(_JUST_BEFORE if sentence.just_before else 1) if published else None
        precision = "day"
    return Transition(
        kind, a, b, DIRECTED[kind], state, point, start, end, precision, explicit,
        not explicit and sentence.background(published), event["status"] == "denied", published, event["event_id"], event["report_id"],
        event.get("text_hash") or "", event.get("outlet"), claim.get("agency"),
        round(float(event["confidence"]) * (1.0 if sure else _UNSURE), 3), rule, sentence.text, third,
    )  # fmt: skip


_YEARS = re.compile(r"(?:19|20)\d\d")


def _names_another(when: Mapping[str, Any], sentence: Sentence) -> bool:
    """True where a bare year belongs to the name of something else: "the 2016 presidential election"."""
    at = sentence.text.find(when["text"])
    return at >= 0 and bool(_YEARS.fullmatch(when["text"])) and of_a_name(sentence.text, at)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
