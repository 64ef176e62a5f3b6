"""The event of a report that a claim of precedence ranks: in its sentence, or the one that it takes up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.attribution.rankednoun import ranked_noun, said_of
from dragoman.attribution.rankedsides import ABROAD, coded, named_end, of_actors, words_of
from dragoman.attribution.ranking import REACH
from dragoman.attribution.words import lemma
from dragoman.model import Span
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.attribution.ranking import Found
    from dragoman.language.parsed import Parsed
    from dragoman.model import Event


# What a ranked noun can take up of an earlier sentence, and how many sentences back.
NAMED_ACTS = {
    "visit": "CONSULT", "trip": "CONSULT", "meeting": "CONSULT", "summit": "CONSULT", "talk": "CONSULT", "contact": "CONSULT", "call": "CONSULT",
    "encounter": "CONSULT", "attack": "ASSAULT", "strike": "ASSAULT", "bombing": "ASSAULT", "raid": "ASSAULT", "killing": "ASSAULT",
    "agreement": "AGREE", "deal": "AGREE", "accord": "AGREE", "shelling": "ASSAULT", "bombardment": "ASSAULT", "airstrike": "ASSAULT",
    "offensive": "ASSAULT", "ambush": "ASSAULT", "assassination": "ASSAULT", "protest": "PROTEST", "demonstration": "PROTEST",
    "march": "PROTEST", "rally": "PROTEST", "round": "CONSULT", "conversation": "CONSULT", "negotiation": "CONSULT",
    "ceasefire": "RETREAT", "truce": "RETREAT",
}  # fmt: skip
# Nouns that can take up an act of which only the size is ranked.
_SIZED_ACTS = {"exchange": "RETREAT", "swap": "RETREAT", "release": "RETREAT", "expulsion": "SANCTION", "package": "AID", "loan": "AID", "grant": "AID"}  # fmt: skip
VISITS = frozenset({"visit", "trip"})
# Nouns of these kinds are never told by an event of another one.
_OWN_KIND = frozenset({"CONSULT", "ASSAULT", "PROTEST"})
_BEFORE = 4
_OWN = re.compile(r"(his|her|the|\w[\w-]*['’]s|\w+s['’])\s", re.IGNORECASE)


def ranked_event(parsed: Parsed, found: Found, here: Sequence[tuple[Span, Event]]) -> Event | None:
    """The event that is ranked: its trigger stands behind the ranking word, or nearest before it in "for the first time"."""
    at = parsed.sentence.start + found.start
    after = sorted((t.start - at, e.event_id, e) for t, e in here if t.start >= at)
    before = sorted((at - t.start, e.event_id, e) for t, e in here if t.start < at)
    done = said_of(ranked_noun(parsed, found))
    if done is not None:
        # "the first leader to board a ship": only what is said of him counts, not what else he did
        after = [
            x
            for x in after
            if (token := parsed.token_at(parsed.sentence.start + found.start + x[0])) is not None
            and token in done
        ]
        return after[0][2] if after else None
    act = NAMED_ACTS.get(lemma(noun)) if (noun := ranked_noun(parsed, found)) is not None else None
    if act in _OWN_KIND:
        # "his first trip abroad ... was welcomed by the king": what a noun names is of its kind
        after, before = ([x for x in some if x[2].type == act] for some in (after, before))
    by_time = " time" in parsed.sentence.text[found.start : found.end]
    near = [x for x in after if x[0] <= REACH]
    if by_time or found.measure in {"never", "none"}:
        near = before or near
    return near[0][2] if near else before[0][2] if before else None


def _lately(parsed: Parsed, triggers: Sequence[tuple[Span, Event]]) -> list[tuple[Span, Event]]:
    """What the few sentences before this one tell, the last told first: what a noun or a verb here can take up."""
    near = [(t, e) for t, e in triggers if 0 < parsed.sentence.index - e.sentence <= _BEFORE]
    return sorted(near, key=lambda told: (told[0].start, told[1].event_id), reverse=True)


def told_before(parsed: Parsed, found: Found, triggers: Sequence[tuple[Span, Event]]) -> Event | None:
    """The event that "it was his first visit" takes up: the last one before that the noun, its end and its owner can name."""
    head = ranked_noun(parsed, found)
    act = (NAMED_ACTS.get(lemma(head)) or _SIZED_ACTS.get(lemma(head))) if head is not None else None
    if head is None or act is None:
        return None
    end, own = named_end(head), _OWN.match(parsed.sentence.text[found.start : found.end])
    owned = own is not None and own.group(1).lower() != "the"
    near = [
        event
        for _, event in _lately(parsed, triggers)
        if event.type == act
        and event.status in {"occurred", "ongoing", "planned"}
        and (end is None or _leads_to(event, end))
        and (not owned or owner(parsed, found, event) is not None)
    ]
    visits = [event for event in near if "visit" in event.modes] if lemma(head) in VISITS else []
    return next(iter(visits or near), None)


def _leads_to(event: Event, end: str) -> bool:
    """True where the event is done to, or in, the country or one of the group that the claim names."""
    there = {*(a.country for a in event.target), event.place.country if event.place else None} - {None}
    bloc = registry().bloc(end.split(maxsplit=1)[0])
    if end == ABROAD:
        return bool(there - {a.country for a in event.source})
    return end in there or (bloc is not None and bool(there & {m.country for m in bloc.members}))


def same_verb_before(
    parsed: Parsed, found: Found, triggers: Sequence[tuple[Span, Event]], report: Sequence[Parsed]
) -> Event | None:
    """The event that "it was the first time that Iran fired missiles" takes up: told before by the same verb, of the same country."""
    behind = parsed.tokens_in(Span(parsed.sentence.start + found.end, parsed.sentence.end))
    verbs = {lemma(t): t for t in behind if t.pos_ == "VERB"}
    for trigger, event in _lately(parsed, triggers):
        told = next((p.token_at(trigger.start) for p in report if p.sentence.index == event.sentence), None)
        verb = verbs.get(lemma(told)) if told is not None else None
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
        named = coded(words_of(subject)) if subject is not None else None
        if named is not None and named.split()[0] in {a.country for a in event.source}:
            return event
    return None


def invited(parsed: Parsed, triggers: Sequence[tuple[Span, Event]]) -> Event | None:
    """The invitation that "it would be the first visit" takes up, where no visit is told yet."""
    return next((event for _, event in _lately(parsed, triggers) if _invites(event)), None)


def _invites(event: Event) -> bool:
    if event.type == "REQUEST":
        return "meet" in event.modes
    return event.type == "AGREE" and event.content is not None and event.content.type == "CONSULT"


def saying(parsed: Parsed, found: Found) -> Token | None:
    """The verb of saying that is ranked in "confirmed for the first time that it holds talks"; None where an act is."""
    token = parsed.token_at(parsed.sentence.start + found.start)
    if token is None or token.lower_ != "for":
        return None
    verb = token.head
    time = [c for c in token.children if c.lower_ == "time"]
    clause = any(c.dep_ in {"ccomp", "relcl"} and c.i > token.i for v in (verb, *time) for c in v.children)
    return verb if clause and lemma(verb) in _SAYING else None


# Verbs of which "for the first time that" ranks the saying.
_SAYING = frozenset({"confirm", "admit", "acknowledge", "say", "announce", "declare", "reveal", "disclose", "claim", "report", "state", "concede"})  # fmt: skip


def completed(event: Event, told: Sequence[Event]) -> str | None:
    """The country of a visit whose own words do not tell it: that of a meeting or arrival of the same country told with it."""
    sources = {a.country for a in event.source if a.country}
    for other in sorted(told, key=lambda e: abs(e.sentence - event.sentence)):
        if other is event or other.type != "CONSULT" or not 0 <= event.sentence - other.sentence <= 1:
            continue
        end = end_of(other, visit=True)
        if end is not None and sources & {a.country for a in other.source} and end.split()[0] not in sources:
            return end
    return None


def same_kind_before(event: Event, told: Sequence[Event]) -> str | None:
    """To whom an act of the same kind was done shortly before: "reopened its embassy in Damascus ... the first Gulf state to"."""
    near = [e for e in told if e.type == event.type and 0 < event.sentence - e.sentence <= _BEFORE]
    ends = (end_of(e, visit=False) for e in sorted(near, key=lambda e: -e.sentence))
    return next((e for e in ends if e is not None), None)


def owner(parsed: Parsed, found: Found, event: Event) -> str | None:
    """The person whose own acts are ranked: "his first visit", "Assad's second trip", "for the first time" said of him."""
    ranked = parsed.sentence.text[found.start : found.end]
    word = _OWN.match(
        ranked.removeprefix("for ").removeprefix("only ") if ranked.endswith(" time") else ranked
    )
    if word is None or (word.group(1).lower() == "the" and not ranked.endswith(" time")):
        return None
    people = [a for a in event.source if a.name and a.office]
    if word.group(1).lower() in {"his", "her", "the"}:
        return people[0].name if len(people) == 1 else None
    owner = word.group(1).rstrip("s").rstrip("’'")
    return next((a.name for a in people if a.name and owner in re.split(r"[\s-]", a.name)), None)


def end_of(event: Event, *, visit: bool) -> str | None:
    """Whom the event is done to; of a visit told by a meeting, the country where the two met."""
    there = event.place.country if visit and event.place is not None else None
    if (
        there is not None
        and "visit" not in event.modes
        and there not in {a.country for a in event.source[:1]}
    ):
        return there
    return of_actors(event.target, None)
