"""Claims that something is the first, last, largest or n-th of its kind, with the span of days they claim it for.

They are read in every sentence, attributed or not. Whether they hold is checked against the record elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.attribution.windows import window
from dragoman.attribution.words import lemma
from dragoman.errors import TableError
from dragoman.model import Actor, Event, Precedence, Report, Span
from dragoman.registry import registry
from dragoman.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed

# How far behind the ranking word its scope may stand: the rest of a long noun phrase.
_REACH = 140


@dataclass(frozen=True, slots=True)
class _Patterns:
    time: re.Pattern[str]
    ranked: re.Pattern[str]
    superlative: re.Pattern[str]
    never: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = read_toml("dragoman.attribution", "data/claims.toml").get("precedence", {})
    for key in ("ordinals", "ranks", "superlatives", "idle_after"):
        if not table.get(key):
            raise TableError(f"data/claims.toml: [precedence] {key} is missing or empty")
    ordinals, idle = _any_of(table["ordinals"]), _any_of(table["idle_after"])
    ranked = _any_of([*table["ordinals"], *table["ranks"]])
    scope = (
        r"(?:\bto\s+(?:be\s+)?[a-z]+\b|\bsince\b|\bin\s+(?:more|over|nearly|almost|about|at least|a|an|the|\d|[a-z]+)[\w\s-]{0,24}?"
        r"(?:years?|decades?|months?|century|centuries|generations?|weeks)\b|\bin (?:years|decades|months|generations)\b|\bever\b|\bhistory\b|\bthis (?:year|month|decade|century)\b|"
        r"\bof its kind\b|\bby an?\b|\bby any\b)"
    )
    return _Patterns(
        time=re.compile(
            rf"\b(?:for (?:only )?|(?:is|was|be|marks|marked|marking|mark|it's|it’s) )the ({ordinals}|last) time\b",
            re.IGNORECASE,
        ),
        ranked=re.compile(
            rf"\b(?:a\s+(?!\w+\s+of\b)|(?:the|its|their|his|her|[\w’']+['’]s)\s+)(?:very\s+)?({ranked})\b(?!\s+{idle}\b)(?!-)(?=[^.;:?!]{{0,{_REACH}}}?{scope})",
            re.IGNORECASE,
        ),
        superlative=re.compile(
            rf"\b(?:the|its|their|his|her|[\w’']+['’]s)\s+(?:single\s+)?(?:\w+-)?({_any_of(table['superlatives'])})\b(?=[^.;:?!]{{0,{_REACH}}}?"
            r"(?:\bsince\b|\bin (?:years|decades|months|generations)\b|\bin (?:more|over|nearly|almost|at least|a|\d|[a-z]+)[\w\s-]{0,24}?(?:years?|decades?|months?|century|generation)\b|"
            r"\bever\b|\bhistory\b|\bon record\b|\bof the (?:war|conflict|year|decade|century)\b|\bthis (?:year|month|decade)\b|\bto (?:visit|travel|meet|attend|be)\b))",
            re.IGNORECASE,
        ),
        never=re.compile(
            r"\b(never before|unprecedented since)\b|\b(?:no|not a single) [^.;:?!,]{3,60}? (?:has|have|had) (?:ever )?\w+[^.;:?!]{0,60}? since\b",
            re.IGNORECASE,
        ),
    )


def _any_of(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def ranks(text: str) -> bool:
    """True when the words hold a claim of precedence."""
    return _find(text) is not None


@dataclass(frozen=True, slots=True)
class _Found:
    measure: str
    start: int
    end: int


def _find(text: str) -> _Found | None:
    patterns = _patterns()
    for pattern in (patterns.time, patterns.ranked, patterns.superlative, patterns.never):
        match = pattern.search(text)
        if match is not None:
            measure = match.group(1).lower() if match.group(1) else "none"
            return _Found({"latest": "last", "most recent": "last", "previous": "last", "never before": "never"}.get(measure, measure),
                          match.start(), match.end())  # fmt: skip
    return None


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
        found = _find(text)
        if found is None:
            continue
        here = [(t, e) for t, e in triggers if p.sentence.start <= t.start < p.sentence.end]
        event = _ranked_event(p, found, here)
        days = window(text, found.measure, found.start, report.published)
        claims.append((_clause(p, found), _precedence(p, found, event, days)))
    return claims


def _ranked_event(parsed: Parsed, found: _Found, here: Sequence[tuple[Span, Event]]) -> Event | None:
    """The event that is ranked: its trigger stands behind the ranking word, or nearest before it in "for the first time"."""
    at = parsed.sentence.start + found.start
    after = sorted((t.start - at, e.event_id, e) for t, e in here if t.start >= at)
    before = sorted((at - t.start, e.event_id, e) for t, e in here if t.start < at)
    by_time = " time" in parsed.sentence.text[found.start : found.end]
    near = [x for x in after if x[0] <= _REACH]
    if by_time or found.measure in {"never", "none"}:
        near = before or near
    return near[0][2] if near else before[0][2] if before else None


def _precedence(
    parsed: Parsed, found: _Found, event: Event | None, window: tuple[date | None, date | None]
) -> Precedence:
    head = _ranked_noun(parsed, found)
    if event is None:
        source = _coded(_phrase(head, found.measure)) if head is not None else None
        return Precedence(found.measure, None, source, None, window)
    act = f"{event.type}/{event.modes[0]}" if event.modes else event.type
    role = _role(head)
    source = _of_actors(event.source, role)
    if source is None and head is not None:
        source = _coded(_phrase(head, found.measure))
    return Precedence(found.measure, act, source, _of_actors(event.target, None), window)


def _ranked_noun(parsed: Parsed, found: _Found) -> Token | None:
    """The noun that the ranking word stands before: "president" in "the first Iranian president to visit"."""
    token = parsed.token_at(parsed.sentence.start + max(found.start, found.end - 2))
    if token is None:
        return None
    if token.pos_ in {"NOUN", "PROPN"} and token.lower_ not in {"first", "last", "second", "third"}:
        return token
    head = token.head
    while head.dep_ in {"compound", "amod"} and head.head.i != head.i:
        head = head.head
    return head if head.pos_ in {"NOUN", "PROPN"} else None


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


def _clause(parsed: Parsed, found: _Found) -> Span:
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
