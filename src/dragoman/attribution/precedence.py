"""Claims that something is the first, last, largest or n-th of its kind, with the span of days they claim it for.

They are read in every sentence, attributed or not. Whether they hold is checked against the record elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.attribution.ranking import REACH, Found, find
from dragoman.attribution.windows import window
from dragoman.attribution.words import lemma
from dragoman.model import Actor, Event, Precedence, Report, Span
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed

# What a ranked noun can take up of an earlier sentence, and how many sentences back.
_NAMED_ACTS = {
    "visit": "CONSULT", "trip": "CONSULT", "meeting": "CONSULT", "summit": "CONSULT", "talk": "CONSULT", "contact": "CONSULT", "call": "CONSULT",
    "encounter": "CONSULT", "attack": "ASSAULT", "strike": "ASSAULT", "bombing": "ASSAULT", "raid": "ASSAULT", "killing": "ASSAULT",
    "agreement": "AGREE", "deal": "AGREE", "accord": "AGREE", "shelling": "ASSAULT", "bombardment": "ASSAULT", "airstrike": "ASSAULT",
    "offensive": "ASSAULT", "ambush": "ASSAULT", "assassination": "ASSAULT", "protest": "PROTEST", "demonstration": "PROTEST",
    "march": "PROTEST", "rally": "PROTEST",
}  # fmt: skip
_VISITS = frozenset({"visit", "trip"})
_BEFORE = 4
_OWN = re.compile(r"(his|her|the|\w[\w-]*['’]s|\w+s['’])\s", re.IGNORECASE)


def precedences(
    report: Report, parsed: Sequence[Parsed], triggers: Sequence[tuple[Span, Event]]
) -> list[tuple[Span, Precedence]]:
    """The precedence claims of a report, each with the clause that makes it, in text order.

    `triggers` are the events of the report with their trigger words: the one that the ranking is about gives
    act, source and target; where there is none, countries and roles named in the phrase do.
    """
    claims: list[tuple[Span, Precedence]] = []
    for p in parsed:
        text = p.sentence.text
        found = find(text)
        if found is None:
            continue
        here = [(t, e) for t, e in triggers if p.sentence.start <= t.start < p.sentence.end]
        event = _ranked_event(p, found, here) or _told_before(p, found, triggers)
        days = window(text, found.measure, found.start, report.published)
        claims.append((_clause(p, found), _precedence(p, found, event, days)))
    return claims


def _ranked_event(parsed: Parsed, found: Found, here: Sequence[tuple[Span, Event]]) -> Event | None:
    """The event that is ranked: its trigger stands behind the ranking word, or nearest before it in "for the first time"."""
    at = parsed.sentence.start + found.start
    after = sorted((t.start - at, e.event_id, e) for t, e in here if t.start >= at)
    before = sorted((at - t.start, e.event_id, e) for t, e in here if t.start < at)
    done = _done_by_ranked(_ranked_noun(parsed, found))
    if done is not None:
        # "the first leader to board a ship": only what is said of him counts, not what else he did
        after = [
            x
            for x in after
            if (token := parsed.token_at(parsed.sentence.start + found.start + x[0])) is not None
            and token in done
        ]
        return after[0][2] if after else None
    by_time = " time" in parsed.sentence.text[found.start : found.end]
    near = [x for x in after if x[0] <= REACH]
    if by_time or found.measure in {"never", "none"}:
        near = before or near
    return near[0][2] if near else before[0][2] if before else None


def _done_by_ranked(head: Token | None) -> list[Token] | None:
    """The words of "to visit Iran" in "the first president to visit Iran"; None where nothing is said of a ranked person."""
    if head is None or _role(head) is None:
        return None
    clause = next((t for t in head.rights if t.dep_ in {"relcl", "acl"} and t.pos_ == "VERB"), None)
    return [clause] if clause is not None else None


def _told_before(parsed: Parsed, found: Found, triggers: Sequence[tuple[Span, Event]]) -> Event | None:
    """The event that "it was his first visit" takes up: the last one before that the noun, its end and its owner can name."""
    head = _ranked_noun(parsed, found)
    act = _NAMED_ACTS.get(lemma(head)) if head is not None else None
    if head is None or act is None:
        return None
    end, owner = _named_end(head), _OWN.match(parsed.sentence.text[found.start : found.end])
    near = [
        (t.start, e.event_id, e)
        for t, e in triggers
        if t.start < parsed.sentence.start
        and 0 < parsed.sentence.index - e.sentence <= _BEFORE
        and e.type == act
        and e.status in {"occurred", "ongoing", "planned"}
        and (end is None or end in {*(a.country for a in e.target), e.place.country if e.place else None})
        and (owner is None or _owner(parsed, found, e) is not None)
    ]
    visits = [x for x in near if "visit" in x[2].modes] if lemma(head) in _VISITS else []
    return max(visits or near)[2] if near else None


def _precedence(
    parsed: Parsed, found: Found, event: Event | None, window: tuple[date | None, date | None]
) -> Precedence:
    head, anchor = _ranked_noun(parsed, found), _anchor(parsed, found)
    noun = lemma(head) if head is not None else ""
    maker = _maker(anchor)
    made_by = _coded(_phrase(maker, "")) if maker is not None else None
    own = _coded(_phrase(head, found.measure)) if head is not None else None
    if event is None:
        act = "CONSULT/visit" if noun in _VISITS else _NAMED_ACTS.get(noun)
        going = _going(head)
        if act is None and going is not None:
            return Precedence(found.measure, "CONSULT/visit", own, going, window, beyond=_beyond(head, found))
        return Precedence(
            found.measure,
            act,
            made_by or own,
            _named_end(anchor) or (_named_end(head) if head is not anchor else None),
            window,
            beyond=_beyond(head, found),
        )
    visit = noun in _VISITS and event.type == "CONSULT"
    act = "CONSULT/visit" if visit else f"{event.type}/{event.modes[0]}" if event.modes else event.type
    source = made_by or _of_actors(event.source, _role(head)) or own
    target = _named_end(anchor) or (_end(event, visit=visit) if _taken_up(anchor) else None)
    return Precedence(
        found.measure,
        act,
        source,
        target,
        window,
        _owner(parsed, found, event),
        event.event_id,
        _beyond(head, found),
    )


def _beyond(head: Token | None, found: Found) -> tuple[str, ...]:
    """Words before the ranked noun that narrow it, and "on police", "of its kind" behind it."""
    if head is None or head.pos_ == "NUM" or lemma(head) == "time":
        return ()
    ranked = {*found.measure.split(), "first", "last", "very", "such", "known", "official"}
    before = [
        t.lower_
        for t in head.lefts
        if t.dep_ in {"amod", "compound", "nmod"}
        and t.lower_ not in ranked
        and _coded(t.text) is None
        and _role(head) is None
    ]
    behind = [
        t.lower_
        for t in head.rights
        if t.dep_ == "prep" and t.lower_ in {"on", "against", "of", "between", "with"}
    ]
    # "the largest number", "the worst year": a superlative ranks the act only where it stands before its name.
    other = [lemma(head)] if found.measure.endswith("est") or found.measure == "worst" else []
    return (*before, *(n for n in other if n not in _NAMED_ACTS), *behind)


def _end(event: Event, *, visit: bool) -> str | None:
    """Whom the event is done to; of a visit told by a meeting, the country where the two met."""
    there = event.place.country if visit and event.place is not None else None
    if (
        there is not None
        and "visit" not in event.modes
        and there not in {a.country for a in event.source[:1]}
    ):
        return there
    return _of_actors(event.target, None)


def _owner(parsed: Parsed, found: Found, event: Event) -> str | None:
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


def _maker(head: Token | None) -> Token | None:
    """The noun in "the first visit by an Iranian president"."""
    for by in (t for t in head.rights if t.lower_ == "by") if head is not None else ():
        for maker in (t for t in by.children if t.dep_ == "pobj"):
            return maker
    return None


def _ends(head: Token | None) -> list[Token]:
    """The nouns after "to" in "the first visit to Russia"; "by a president to Syria" hangs on the president, as parsers go."""
    maker = _maker(head)
    near = [*head.rights, *(maker.rights if maker is not None else ())] if head is not None else []
    return [end for to in near if to.lower_ == "to" for end in to.children if end.dep_ == "pobj"]


def _named_end(head: Token | None) -> str | None:
    """The country in "the first visit to Russia", "to Moscow"."""
    phrases = (
        "".join(t.text_with_ws for t in e.subtree if t.i <= e.i) for e in _ends(head) if e.pos_ == "PROPN"
    )
    found = (_coded(words) or _by_capital(words) for words in phrases)
    return next((f for f in found if f is not None), None)


def _by_capital(words: str) -> str | None:
    """The country whose capital or seat of government is named."""
    entries = (e for n in registry().find(words) for e in n.entries if e.kind in {"capital", "seat"})
    return next((e.ref for e in entries), None)


def _going(head: Token | None) -> str | None:
    """The country in "the first envoy to visit Tripoli", where the record of acts does not tell the visit itself."""
    verb = next(iter(_done_by_ranked(head) or ()), None)
    if verb is None or lemma(verb) != "visit":
        return None
    ends = (c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "PROPN")
    return next((f for e in ends if (f := _coded(e.text) or _by_capital(e.text)) is not None), None)


def _taken_up(head: Token | None) -> bool:
    """False where the words name an end of their own, so that the event's does not count: "to the Middle East", "to an Arab state"."""
    return all(
        e.pos_ != "PROPN" and any(t.lower_ in {"the", "this", "that"} for t in e.lefts) for e in _ends(head)
    )


def _ranked_noun(parsed: Parsed, found: Found) -> Token | None:
    """The noun that is ranked: "president" in "the first Iranian president to visit", "raid" in "the raid was the first in years"."""
    token = _anchor(parsed, found)
    if token is None or token != _rank_word(parsed, found) or not _is_rank(token):
        return token
    if token.dep_ == "appos" and token.head.pos_ in {"NOUN", "PROPN"}:
        return token.head  # "a declaration, their first since 2000"
    be = token.head
    subject = (
        next((c for c in be.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if be.pos_ in {"AUX", "VERB"}
        else None
    )
    return subject if subject is not None and subject.pos_ == "NOUN" else None


def _anchor(parsed: Parsed, found: Found) -> Token | None:
    """The word on which "by a minister" and "to Russia" hang: the ranked noun, or the ranking word where it stands for a noun."""
    token = _rank_word(parsed, found)
    if token is None or (token.pos_ in {"NOUN", "PROPN"} and not _is_rank(token)):
        return token
    head = token.head
    while head.dep_ in {"compound", "amod"} and head.head.i != head.i:
        head = head.head
    if head.pos_ in {"NOUN", "PROPN"} and token.dep_ != "appos" and head.i > token.i:
        return head
    return token if token.dep_ in {"attr", "acomp", "oprd", "appos"} else None


def _rank_word(parsed: Parsed, found: Found) -> Token | None:
    return parsed.token_at(parsed.sentence.start + max(found.start, found.end - 2))


def _is_rank(token: Token) -> bool:
    return token.lower_ in {"first", "last", "second", "third"} or token.lower_.endswith(("est", "worst"))


def _phrase(head: Token, measure: str) -> str:
    """The noun with what stands before it, less the article and the ranking word."""
    words = [t for t in head.subtree if t.i <= head.i and t.dep_ != "det" and t.lower_ not in measure.split()]
    return "".join(t.text_with_ws for t in words).strip()


def _role(head: Token | None) -> str | None:
    """The role noun ("president") when the ranked noun is one."""
    if head is None or head.pos_ != "NOUN":
        return None
    words = [
        t.lower_
        for t in head.lefts
        if t.dep_ == "compound" or (t.dep_ == "amod" and t.lower_ in {"prime", "foreign"})
    ]
    for phrase in (" ".join([*words, lemma(head)]), lemma(head)):
        if registry().role(phrase) is not None:
            return phrase
    return None


def _of_actors(actors: Sequence[Actor], role: str | None) -> str | None:
    """The first actor that has a country, as "IRN GOV president"."""
    for actor in actors:
        if actor.country is None:
            continue
        named = actor.sector if role is not None or actor.sector not in {None, "UNK"} else None
        parts = [actor.country, named if role is not None else None, role]
        return " ".join(p for p in parts if p)
    return None


def _coded(words: str) -> str | None:
    """Country, sector and role named in a phrase ("Iranian president" -> "IRN GOV president"), None without a country."""
    named = next(
        (
            (n, e)
            for n in registry().find(words)
            for e in n.entries
            if e.kind in {"country", "adjective", "demonym"}
        ),
        None,
    )
    if named is None:
        return None
    name, entry = named
    role = registry().role((words[: name.start] + words[name.end :]).lower().strip())
    return " ".join([entry.ref, *([role.sectors[0], role.noun] if role is not None and role.sectors else [])])


def _clause(parsed: Parsed, found: Found) -> Span:
    """The clause that makes the claim: of the finite verb above the ranked words, the whole sentence at the root."""
    token = parsed.token_at(parsed.sentence.start + found.start) or parsed.doc[0]
    while token.head.i != token.i:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ in {"ccomp", "conj", "parataxis"}:
            break
        token = token.head
    inside = sorted(t.i for t in token.subtree if not (t.is_space or (t.is_punct and t.text in {",", "."})))
    if not inside:
        return Span(parsed.sentence.start, parsed.sentence.end)
    span = parsed.span(inside[0], inside[-1])
    begin, end = parsed.sentence.start + found.start, parsed.sentence.start + found.end
    return Span(min(span.start, begin), max(span.end, end))
