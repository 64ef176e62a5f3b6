"""Claims that something is the first, last, largest or n-th of its kind, with the span of days they claim it for.

They are read in every sentence, attributed or not. Whether they hold is checked against the record elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution import rankedevent, rankedsides
from dragoman.attribution.rankedevent import NAMED_ACTS, VISITS
from dragoman.attribution.rankednoun import anchor, clause, phrase, ranked_noun, role_of
from dragoman.attribution.ranking import Found, find
from dragoman.attribution.windows import window
from dragoman.attribution.words import lemma
from dragoman.model import Precedence
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed
    from dragoman.model import Actor, Event, Report, Span


def precedences(
    report: Report, parsed: Sequence[Parsed], triggers: Sequence[tuple[Span, Event]]
) -> list[tuple[Span, Precedence]]:
    """The precedence claims of a report, each with the clause that makes it, in text order.

    `triggers` are the events of the report with their trigger words: the one that the ranking is about gives
    act, source and target; where there is none, countries and roles named in the phrase do.
    """
    claims: list[tuple[Span, Precedence]] = []
    for p in parsed:
        found = find(p.sentence.text)
        if found is None:
            continue
        claims.append((clause(p, found), _Reading(p, found, triggers, parsed).precedence(report.published)))
    return claims


class _Reading:
    """One claim while it is read: its words, the event it ranks and what was told before it."""

    def __init__(
        self, parsed: Parsed, found: Found, triggers: Sequence[tuple[Span, Event]], report: Sequence[Parsed]
    ) -> None:
        self.parsed, self.found = parsed, found
        self.head, self.hook = ranked_noun(parsed, found), anchor(parsed, found)
        self.noun = lemma(self.head) if self.head is not None else ""
        here = [(t, e) for t, e in triggers if parsed.sentence.start <= t.start < parsed.sentence.end]
        self.told = [e for t, e in triggers if e.sentence <= parsed.sentence.index]
        self.says = rankedevent.saying(parsed, found) is not None
        self.event = None if self.says else self._event(triggers, here, report)
        self.invitation = None
        if self.noun in VISITS and (self.event is None or not self._whither(self.event)):
            self.invitation = rankedevent.invited(parsed, triggers)
            self.event = self.event if self.invitation is None else None

    def _event(
        self,
        triggers: Sequence[tuple[Span, Event]],
        here: Sequence[tuple[Span, Event]],
        report: Sequence[Parsed],
    ) -> Event | None:
        before = rankedevent.told_before(self.parsed, self.found, triggers)
        if before is not None and self.found.measure.startswith(("highest-", "most senior")):
            return before  # the sentence that ranks does not say who met
        ranked = rankedevent.ranked_event(self.parsed, self.found, here)
        if before is not None and ranked is not None and self.found.measure in _SIZES:
            return before if before.magnitude and not ranked.magnitude else ranked
        return ranked or before or rankedevent.same_verb_before(self.parsed, self.found, triggers, report)

    def _whither(self, event: Event) -> bool:
        """It leads somewhere, or was made: "it would be the first visit" only takes up what invited to it."""
        made = "visit" in event.modes and event.status in {"occurred", "ongoing"}
        return made or rankedevent.end_of(event, visit=True) is not None

    def precedence(self, published: date | None) -> Precedence:
        """The claim as a record."""
        both = rankedsides.pair(self.hook or self.head, self._named_before())
        source, target = both or (self._source(), self._target())
        if source is not None and target is None and rankedsides.two(self.parsed.sentence.text):
            other = [c for c in rankedsides.both(self._named_before()) if c != source.split()[0]]
            target = other[0] if len(other) == 1 else None
        act, who = self._act(), self._who()
        awaited = rankedsides.expected(self._verb()) if act is None and not self.says else None
        if awaited is not None:
            act, (source, target) = "CONSULT/visit", awaited
        days = window(
            self.parsed.sentence.text, self.found.measure, self.found.start, published,
            [s.split()[0] for s in (target, source) if s], [who] if who else self._people(),
        )  # fmt: skip
        beyond = _beyond(self.head, self.found, sides=both is not None)
        event = self.event.event_id if self.event is not None else None
        return Precedence(self.found.measure, act, source, target, days, who, event, beyond)

    def _act(self) -> str | None:
        if self.says:
            return None
        if self.event is None:
            named = "CONSULT/visit" if self.noun in VISITS else NAMED_ACTS.get(self.noun)
            return named or ("CONSULT/visit" if rankedsides.going(self.head) is not None else None)
        if self.noun in VISITS and self.event.type == "CONSULT":
            return "CONSULT/visit"
        return f"{self.event.type}/{self.event.modes[0]}" if self.event.modes else self.event.type

    def _source(self) -> str | None:
        maker = rankedsides.maker_of(self.hook)
        words = phrase(maker, "") if maker is not None else ""
        made_by = rankedsides.group(words) or rankedsides.coded(words)
        if made_by is not None:
            return made_by
        own = self._own()
        if own is not None and own.split()[0].islower():
            return own  # "the first Arab leader": any of the group counts
        if self.event is not None:
            return rankedsides.of_actors(self.event.source, role_of(self.head)) or own
        if self.invitation is not None:
            return next((_with_office(a) for a in self.invitation.target if a.country), own)
        return own

    def _own(self) -> str | None:
        """Who is named in the ranked noun itself: "the first Chinese president", "the first leader of an Arab League state"."""
        if self.head is None:
            return None
        of = next(
            (e for p in self.head.rights if p.lower_ == "of" for e in p.children if e.dep_ == "pobj"), None
        )
        words = phrase(self.head, self.found.measure)
        some = rankedsides.group(rankedsides.words_of(of)) if of is not None and role_of(self.head) else None
        if some is not None:
            return f"{some.split()[0]} GOV {lemma(self.head)}"
        return rankedsides.group(words) or rankedsides.coded(words)

    def _target(self) -> str | None:
        named = rankedsides.named_end(self.hook)
        named = named or (rankedsides.named_end(self.head) if self.head is not self.hook else None)
        if named is not None or not rankedsides.taken_up(self.hook):
            return named
        if self.event is None:
            there = self.invitation.source[:1] if self.invitation is not None else ()
            return rankedsides.going(self.head) or next((a.country for a in there), None)
        if self._says_abroad():
            return rankedsides.ABROAD
        visit = self.noun in VISITS and self.event.type == "CONSULT"
        end = rankedevent.end_of(self.event, visit=visit)
        if end is None and visit:
            return rankedevent.completed(self.event, self.told)
        own = self._own() if end is None else None
        some = own is not None and own.split()[0].islower()
        return rankedevent.same_kind_before(self.event, self.told) if some else end

    def _says_abroad(self) -> bool:
        """ "The first time that Iran fired missiles at a target abroad"."""
        at = self.parsed.sentence.start + self.found.start
        return any(
            t.lower_ == rankedsides.ABROAD and t.idx >= at - self.parsed.sentence.start
            for t in self.parsed.doc
        )

    def _who(self) -> str | None:
        return rankedevent.owner(self.parsed, self.found, self.event) if self.event is not None else None

    def _people(self) -> list[str]:
        """Who may have taken office "since he took office": of the event, else named before the ranking words."""
        if self.event is not None:
            return [a.name for a in self.event.source if a.name and a.office]
        named = registry().find(self.parsed.sentence.text[: self.found.end])
        return list(dict.fromkeys(e.ref for n in named for e in n.entries if e.kind == "person"))

    def _named_before(self) -> list[Actor]:
        """Whom "the two countries" may mean: the sides of the nearest event before that has just two countries."""
        for event in sorted(self.told, key=lambda e: -e.sentence):
            sides = [*event.source, *event.target]
            countries = {a.country for a in sides if a.country}
            if (
                event.sentence < self.parsed.sentence.index
                and len(countries) == 2
                and event.source
                and event.target
            ):
                return sides
        return []

    def _verb(self) -> Token | None:
        """The verb that "for the first time" hangs on."""
        token = self.parsed.token_at(self.parsed.sentence.start + self.found.start)
        while token is not None and token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
            token = token.head
        return token


def _with_office(actor: Actor) -> str:
    office = (actor.office or "").partition(" of ")[0].lower()
    return " ".join([str(actor.country), *(["GOV", office] if office else [])])


_SIZES = frozenset({"largest", "biggest", "greatest"})
# Words that narrow nothing: "the first known visit", "the first ever", "a rare first".
_IDLE = frozenset(
    {
        "first",
        "last",
        "very",
        "such",
        "known",
        "official",
        "ever",
        "rare",
        "historic",
        "landmark",
        "single",
        "new",
        "own",
    }
)
# What a claim names as its length ("a three-day visit") ranks nothing.
_LENGTHS = frozenset({"day", "hour", "week", "month", "stop"})


def _beyond(head: Token | None, found: Found, *, sides: bool) -> tuple[str, ...]:
    """Words before the ranked noun that narrow it, and "on police", "of its kind" behind it; `sides`: "of" names the two sides."""
    superlative = found.measure.endswith("est") or found.measure == "worst"
    if head is None:
        return ("its kind",) if superlative else ()
    if head.pos_ == "NUM" or lemma(head) == "time":
        return ()
    ranked = {*found.measure.replace("-", " ").split(), *(_IDLE - {"such"} if superlative else _IDLE)}
    before = [
        t.lower_
        for t in head.lefts
        if t.dep_ in {"amod", "compound", "nmod"}
        and t.lower_ not in ranked
        and lemma(t) not in _LENGTHS
        and rankedsides.coded(t.text) is None
        and role_of(head) is None
    ]
    # "of an Arab League state", "between the two countries" say who; "of its kind" says more.
    whose = sides or (role_of(head) is not None and rankedsides.group(_behind(head, "of")) is not None)
    behind = [
        f"{t.lower_} {_object(t)}".strip()
        for t in head.rights
        if t.dep_ == "prep"
        and t.lower_ in {"on", "against", "of", "between", "with"}
        and not (whose and t.lower_ in {"of", "between"})
    ]
    # "the largest number", "the worst year": a superlative ranks the act only where it stands before its name.
    other = [lemma(head)] if superlative else []
    return (*before, *(n for n in other if n not in NAMED_ACTS), *behind)


def _behind(head: Token, word: str) -> str:
    return next((_object(p) for p in head.rights if p.lower_ == word), "")


def _object(preposition: Token) -> str:
    return next((rankedsides.words_of(e) for e in preposition.children if e.dep_ == "pobj"), "")
