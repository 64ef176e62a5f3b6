"""From the acts of a report's sentences to its events and claims: the last step of coding one report.

It calls grounding and attribution and builds records; what it drops leaves as `Rejected`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.attribution.agencies import report_agency
from dragoman.attribution.chain import said_by
from dragoman.attribution.claims import kind as claim_kind
from dragoman.attribution.counting import counter
from dragoman.attribution.himself import only_quoted, speakers_before, speaks_of
from dragoman.attribution.precedence import precedences
from dragoman.attribution.ranking import ranks
from dragoman.attribution.remembered import before_its_end, remembered
from dragoman.attribution.statements import statements
from dragoman.attribution.status import ordered, status
from dragoman.attribution.unnamed import terms
from dragoman.coding.contexts import contexts
from dragoman.grounding import bystanders, clock, dates, magnitudes, places, things
from dragoman.grounding.actors import ActorResolver
from dragoman.grounding.pronouns import without_himself
from dragoman.model import Actor, Claim, Event, Evidence, Rejected, Said, Span, digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.attribution.records import Statement
    from dragoman.codebook import Codebook
    from dragoman.language.parsed import Parsed
    from dragoman.model import Act, Amount, ClaimKind, Mention, Precedence, Quotation, Report, Status, When
    from dragoman.registry import Registry

# Sentences without a day between two statements of one speaker that are still of one occasion.
_SAME_OCCASION = 2
# Sectors that say no more than "somebody": alone they make no act political.
_ANYBODY = frozenset({"UNK", "CVL"})


def assemble(
    report: Report, parsed: Sequence[Parsed], acts: Sequence[Act], registry: Registry, codebook: Codebook
) -> tuple[tuple[Event, ...], tuple[Claim, ...], tuple[Rejected, ...]]:
    """The events and claims of one report, in text order, and what was refused on the way."""
    work = _Assembly(report, parsed, registry, codebook)
    for act in sorted(acts, key=lambda a: (a.sentence, a.trigger, a.type, a.frame)):
        work.add(act)
    return tuple(work.events), tuple(work.claims()), tuple(work.rejected)


class _Assembly:
    def __init__(
        self, report: Report, parsed: Sequence[Parsed], registry: Registry, codebook: Codebook
    ) -> None:
        self.report = report
        self.sentences = {p.sentence.index: p for p in parsed}
        self.codebook = codebook
        self.resolver = ActorResolver(registry, report, parsed)
        self.statements = statements(report, parsed)
        self._terms = [t for s in self.statements if (t := terms(s, report.text)) is not None]
        self.wire = report_agency(report)
        self._named_dates = dates.contexts(parsed, report.published)
        self.parsed = parsed
        self.events: list[Event] = []
        self.rejected: list[Rejected] = []
        self._told: dict[tuple[object, ...], Event] = {}
        self._by_statement: dict[int, list[str]] = {}
        self._triggers: list[tuple[Span, Event]] = []
        self._speakers: dict[int, Actor | None] = {}

    # -- events --------------------------------------------------------------------------------------------

    def add(self, act: Act) -> None:
        parsed = self.sentences[act.sentence]
        state, why_state = status(act, parsed)
        when = dates.resolve(
            parsed, act.trigger, self.report.published, self._named_dates.get(act.sentence),
            tense="future" if state == "planned" else None,
        )  # fmt: skip
        if state in {"occurred", "ongoing"} and (
            when is None or when.start is None or when.start.year == _year(self.report)
        ):
            when = remembered(act, parsed, self.report.published) or when
        undated = when is None
        if when is None:
            when = dates.default(self.report.published, state)
        source = self._actors(act.source, parsed, when)
        target = without_himself(source, self._actors(act.target, parsed, when))
        if undated and state in {"occurred", "ongoing"}:
            when = before_its_end(source, self.report.published) or when
        when = clock.timed(when, parsed, act.trigger)
        if any(span.covers(act.trigger) for span in self._terms):
            self._refuse(act, "source_terms", f"{act.type} by {_words(source)} to {_words(target)}")
            return
        if not any(_political(a) for a in (*source, *target)):
            source, target = self._at_home(act, parsed, source, target)
        if not any(_political(a) for a in (*source, *target)):
            self._refuse(act, "no_political_actor", f"{act.type} by {_words(source)} to {_words(target)}")
            return
        local = bystanders.locals_of(act.type, source, target)
        if local:
            place = places.place_around(parsed, act.trigger)
            source = bystanders.at_home(source, place, local)
            target = bystanders.at_home(target, place, local & {"COP"})
        same = (act.sentence, act.type, act.modes, state, _ends(source), _ends(target))
        if same in self._told:
            self._refuse(
                act,
                "same_act",
                f"{act.type} already told by the trigger at {self._told[same].evidence.trigger[0]}",
            )
            return
        event = self._event(act, parsed, state, why_state, when, source, target)
        self._told[same] = event
        self.events.append(event)
        self._triggers.append((act.trigger, event))

    def _event(
        self, act: Act, parsed: Parsed, state: Status, why_state: str, when: When | None,
        source: tuple[Actor, ...], target: tuple[Actor, ...],
    ) -> Event:  # fmt: skip
        sentence = parsed.sentence
        book = self.codebook
        around = contexts(sentence.text, act.type, act.modes)
        cameo = book.cameo(act.type, act.modes, around, status=state, content=act.content)
        place = places.place_of(parsed, act.trigger, [a.country for a in (*target, *source) if a.country])
        event_id = digest(self.report.id, self.report.text_hash, act.sentence, act.trigger.start, act.type, act.modes,
                          state, _ends(source), _ends(target))  # fmt: skip
        return Event(
            event_id=event_id, report_id=self.report.id, sentence=act.sentence, type=act.type, modes=act.modes,
            plover=book.plover(act.type, "occurred" if ordered(act, parsed) else state, act.modes), content=act.content, contexts=around,
            quad=book.types[act.type].quad, intensity=book.intensity(act.type, act.modes), cameo=cameo,
            goldstein=book.goldstein(cameo) if cameo else None, source=source, target=target,
            third=self._thirds(act, parsed, when), date=when, place=place,
            magnitude=self._counted(act, parsed), status=state,
            claim=self._said(act, event_id),
            evidence=Evidence(sentence.start, sentence.end, sentence.text, (act.trigger.start, act.trigger.end)),
            confidence=round(act.confidence, 3), why=(*act.why, f"status {state}: {why_state}"),
        )  # fmt: skip

    def _counted(self, act: Act, parsed: Parsed) -> dict[str, Amount]:
        """The magnitudes of an act, each with whoever gives the number."""
        found = {}
        for kind, record in magnitudes.of_act(parsed, act.trigger, act.type).items():
            who = counter(record, parsed, self.statements)
            found[kind] = replace(record.amount, counted_by=self._voice(who) if who is not None else None)
        return found

    def _voice(self, who: Mention) -> Actor:
        told = dates.default(self.report.published, "occurred")
        return self.resolver.resolve(who, self._sentence_at(who.start), told)[0]

    def _actors(self, mentions: Sequence[Mention], parsed: Parsed, when: When | None) -> tuple[Actor, ...]:
        return self.resolver.resolve_all(things.parties(mentions, parsed), parsed, when)

    def _thirds(self, act: Act, parsed: Parsed, when: When | None) -> tuple[Actor, ...]:
        return tuple(
            replace(a, role=t.role) for t in act.third for a in self.resolver.resolve(t.mention, parsed, when)
        )

    def _at_home(
        self, act: Act, parsed: Parsed, source: tuple[Actor, ...], target: tuple[Actor, ...]
    ) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
        """Source and target with nameless people as those of the country where the act took place."""
        around = contexts(parsed.sentence.text, act.type, act.modes)
        if not bystanders.political_by_itself(act.type, around, target):
            return source, target
        place = places.place_around(parsed, act.trigger)
        return bystanders.at_home(source, place), bystanders.at_home(target, place)

    def _refuse(self, act: Act, code: str, detail: str) -> None:
        self.rejected.append(
            Rejected("grounding", code, detail, act.trigger, self.report.id, self.report.origin)
        )

    # -- attribution ---------------------------------------------------------------------------------------

    def _said(self, act: Act, event_id: str) -> Said:
        statement = said_by(act, self.statements)
        if statement is None:
            return Said(self.report.outlet, self.wire, None, "asserts", None, quoted=False)
        self._by_statement.setdefault(self.statements.index(statement), []).append(event_id)
        return Said(self.report.outlet, statement.agency or self.wire, self._speaker(statement), statement.stance,
                    self._cue(statement), statement.quoted)  # fmt: skip

    def _speaker(self, statement: Statement) -> Actor | None:
        at = id(statement)
        if at not in self._speakers:
            self._speakers[at] = self._found_speaker(statement)
        return self._speakers[at]

    def _found_speaker(self, statement: Statement) -> Actor | None:
        actor, text = self._resolved(statement), self.report.text
        if actor is None or not (
            speaks_of(statement, actor.name, text)
            or only_quoted(statement, actor.name, self.statements, text)
        ):
            return actor
        # Nobody says "President Castro will come, he said" of himself: it is whoever spoke before.
        for other in reversed(speakers_before(statement, self.statements)):
            before = self._resolved(other)
            if before is not None and before.name is not None and before.name != actor.name:
                return before
        return actor

    def _resolved(self, statement: Statement) -> Actor | None:
        if statement.speaker is None:
            return None
        parsed = self._sentence_at(statement.speaker.start)
        return self.resolver.resolve(statement.speaker, parsed, self._said_on(statement))[0]

    def _sentence_at(self, offset: int) -> Parsed | None:
        return next((p for p in self.parsed if p.sentence.start <= offset < p.sentence.end), None)

    def _said_on(self, statement: Statement) -> When | None:
        return self._day_told(statement) or dates.default(self.report.published, "occurred")

    def _day_told(self, statement: Statement) -> When | None:
        if statement.said_on is None:
            return None
        text = statement.said_on.of(self.report.text)
        found = dates.find(text, self.report.published, offset=statement.said_on.start)
        return found[0][1] if found else None

    def _occasions(self) -> list[When | None]:
        """The day of each statement: its own, or that on which its speaker was last told to speak, close before."""
        days: list[When | None] = []
        last: dict[tuple[str, str | None], tuple[int, When]] = {}
        for statement in self.statements:
            actor, day = self._speaker(statement), self._day_told(statement)
            key = ((actor.name or actor.text).lower(), actor.country) if actor is not None else None
            if day is None and key in last and not statement.depth:
                sentence, before = last[key]
                day = before if statement.sentence - sentence <= _SAME_OCCASION else None
            if day is not None and key is not None and not statement.depth:
                last[key] = (statement.sentences[-1], day)
            days.append(day)
        return days

    def _cue(self, statement: Statement) -> str | None:
        return statement.cue.of(self.report.text) if statement.cue else None

    def claims(self) -> list[Claim]:
        """The claims of all statements, then precedence claims that the report makes in its own voice."""
        ranked = precedences(self.report, self.parsed, self._triggers)
        out: list[Claim] = []
        ids: dict[int, str] = {}
        days = self._occasions()
        for n, statement in enumerate(self.statements):
            if statement.kind == "attitude" or not statement.contents:
                continue
            span = Span(statement.contents[0].start, statement.contents[-1].end)
            precedence = self._ranked_in(span, ranked)
            kind = "precedence" if precedence else claim_kind(span.of(self.report.text), statement)
            made = self._record(statement, span, kind, self._by_statement.get(n, []), precedence, days[n])
            ids[n] = made.claim_id
            out.append(made)
        out = [self._placed(claim, n, ids) for claim, n in zip(out, ids, strict=True)]
        covered = [Span(c.start, c.end) for c in out if c.kind == "precedence"]
        for span, precedence in ranked:
            if not any(c.touches(span) for c in covered):
                told = [e.event_id for t, e in self._triggers if span.covers(t)]
                out.append(self._record(None, span, "precedence", told, precedence))
        return sorted(out, key=lambda c: (c.start, c.end, c.claim_id))

    def _ranked_in(self, span: Span, ranked: list[tuple[Span, Precedence]]) -> Precedence | None:
        """The precedence that the contents of a statement claim: in a clause of theirs, or in words of a larger clause."""
        inside = next((p for s, p in ranked if span.covers(s)), None)
        if inside is not None or not ranks(span.of(self.report.text)):
            return inside
        return next((p for s, p in ranked if s.covers(span)), None)

    def _placed(self, claim: Claim, n: int, ids: dict[int, str]) -> Claim:
        """The claim with the innermost other one in whose words it is told."""
        outer = [m for m in ids if self.statements[m].holds(self.statements[n])]
        if not outer:
            return claim
        inner = max(outer, key=lambda m: (self.statements[m].depth, -m))
        return replace(claim, within=ids[inner] if ids[inner] != claim.claim_id else None)

    def _record(
        self,
        statement: Statement | None,
        span: Span,
        kind: ClaimKind,
        events: list[str],
        precedence: Precedence | None,
        day: When | None = None,
    ) -> Claim:
        report = self.report
        said_on = day or dates.default(report.published, "occurred")
        claim = Claim(
            claim_id=digest(report.id, report.text_hash, span.start, span.end, kind, statement.cue if statement else None),
            report_id=report.id, kind=kind, speaker=self._speaker(statement) if statement else None,
            agency=(statement.agency if statement else None) or self.wire, outlet=report.outlet,
            stance=statement.stance if statement else "asserts", cue=self._cue(statement) if statement else None,
            quoted=statement.quoted if statement else False, said_on=said_on, text=span.of(report.text),
            start=span.start, end=span.end, events=tuple(sorted(events)), precedence=precedence,
        )  # fmt: skip
        if statement is None:
            return claim
        return replace(
            claim, quotation=_quotation(statement), quotes=tuple((q.start, q.end) for q in statement.quotes),
            medium=statement.medium, unnamed=statement.unnamed,
            told_of=statement.told_of.of(report.text) if statement.told_of else None,
        )  # fmt: skip


def _quotation(statement: Statement) -> Quotation:
    if not statement.quoted:
        return "indirect"
    return "mixed" if statement.mixed else "direct"


def _year(report: Report) -> int | None:
    return report.published.year if report.published else None


def _political(actor: Actor) -> bool:
    return bool(
        actor.country
        or (actor.sector and actor.sector not in _ANYBODY)
        or (actor.by or "").startswith("group of states")
    )


def _ends(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(sorted(a.name or a.country or a.text.lower() for a in actors))


def _words(actors: Sequence[Actor]) -> str:
    return ", ".join(repr(a.text) for a in actors) or "nobody"
