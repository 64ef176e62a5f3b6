"""The events of one report: each act with its status, day, place and actors; acts of nobody political are refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.attribution.counting import counter
from dragoman.attribution.remembered import before_its_end, remembered
from dragoman.attribution.status import ordered, status
from dragoman.attribution.unnamed import terms
from dragoman.coding.contexts import contexts
from dragoman.grounding import bystanders, clock, dates, magnitudes, places, things
from dragoman.grounding.pronouns import without_himself
from dragoman.model import Event, Evidence, Rejected, digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.assemble.voices import Voices
    from dragoman.codebook import Codebook
    from dragoman.language.parsed import Parsed
    from dragoman.model import Act, Actor, Amount, Mention, Span, Status, When

# Sectors that say no more than "somebody": alone they make no act political.
_ANYBODY = frozenset({"UNK", "CVL"})
_TAKING_PLACE = frozenset({"occurred", "ongoing"})


@dataclass(frozen=True, slots=True)
class _Grounded:
    """An act with all that its sentence and its report say of it."""

    act: Act
    parsed: Parsed
    status: Status
    why_status: str
    when: When | None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]

    def contexts(self) -> tuple[str, ...]:
        return contexts(self.parsed.sentence.text, self.act.type, self.act.modes)

    def political(self) -> bool:
        return any(_political(a) for a in (*self.source, *self.target))

    def words(self) -> str:
        return f"{self.act.type} by {_words(self.source)} to {_words(self.target)}"

    def key(self) -> tuple[object, ...]:
        """What two tellings of one act in a sentence have in common."""
        return (self.act.type, self.act.modes, self.status, _ends(self.source), _ends(self.target))


class Events:
    """Takes the acts of one report in text order; `told` are the events with their trigger words."""

    def __init__(self, voices: Voices, codebook: Codebook) -> None:
        self.told: list[tuple[Span, Event]] = []
        self.rejected: list[Rejected] = []
        self._report, self._voices, self._codebook = voices.report, voices, codebook
        self._sentences = {p.sentence.index: p for p in voices.parsed}
        self._terms = [t for s in voices.statements if (t := terms(s, self._report.text)) is not None]
        self._named_dates = dates.contexts(voices.parsed, self._report.published)
        self._known: dict[tuple[object, ...], Event] = {}

    def add(self, act: Act) -> None:
        """Tell an act as an event, or refuse it."""
        found = self._grounded(act)
        if any(span.covers(act.trigger) for span in self._terms):
            self._refuse(act, "source_terms", found.words())
            return
        if not found.political():
            found = _at_home(found)
        if not found.political():
            self._refuse(act, "no_political_actor", found.words())
            return
        found = _with_locals(found)
        known = self._known.get((act.sentence, *found.key()))
        if known is not None:
            self._refuse(
                act,
                "same_act",
                f"{act.type} already told by the trigger at {known.evidence.trigger[0]}",
            )
            return
        event = self._event(found)
        self._known[(act.sentence, *found.key())] = event
        self.told.append((act.trigger, event))

    def _grounded(self, act: Act) -> _Grounded:
        parsed, published = self._sentences[act.sentence], self._report.published
        state, why = status(act, parsed)
        when = self._named_day(act, parsed, state)
        undated = when is None
        if when is None:
            when = dates.default(published, state)
        source = self._actors(act.source, parsed, when)
        target = without_himself(source, self._actors(act.target, parsed, when))
        if undated and state in _TAKING_PLACE:
            when = before_its_end(source, published) or when
        return _Grounded(act, parsed, state, why, clock.timed(when, parsed, act.trigger), source, target)

    def _named_day(self, act: Act, parsed: Parsed, state: Status) -> When | None:
        """The day that the report names for the act; None where it names none."""
        published = self._report.published
        when = dates.resolve(
            parsed, act.trigger, published, self._named_dates.get(act.sentence),
            tense="future" if state == "planned" else None,
        )  # fmt: skip
        year = published.year if published else None
        if state in _TAKING_PLACE and (when is None or when.start is None or when.start.year == year):
            return remembered(act, parsed, published) or when
        return when

    def _event(self, found: _Grounded) -> Event:
        act, parsed, state, when, source, target = (
            found.act, found.parsed, found.status, found.when, found.source, found.target,
        )  # fmt: skip
        report, book, sentence = self._report, self._codebook, parsed.sentence
        around = found.contexts()
        cameo = book.cameo(act.type, act.modes, around, status=state, content=act.content)
        place = places.place_of(parsed, act.trigger, [a.country for a in (*target, *source) if a.country])
        event_id = digest(report.id, report.text_hash, act.sentence, act.trigger.start, *found.key())
        return Event(
            event_id=event_id, report_id=report.id, sentence=act.sentence, type=act.type, modes=act.modes,
            plover=book.plover(act.type, "occurred" if ordered(act, parsed) else state, act.modes), content=act.content, contexts=around,
            quad=book.types[act.type].quad, intensity=book.intensity(act.type, act.modes), cameo=cameo,
            goldstein=book.goldstein(cameo) if cameo else None, source=source, target=target,
            third=self._thirds(act, parsed, when), date=when, place=place,
            magnitude=self._counted(act, parsed), status=state,
            claim=self._voices.said(act, event_id),
            evidence=Evidence(sentence.start, sentence.end, sentence.text, (act.trigger.start, act.trigger.end)),
            confidence=round(act.confidence, 3), why=(*act.why, f"status {state}: {found.why_status}"),
        )  # fmt: skip

    def _counted(self, act: Act, parsed: Parsed) -> dict[str, Amount]:
        """The magnitudes of an act, each with whoever gives the number."""
        found = {}
        for kind, record in magnitudes.of_act(parsed, act.trigger, act.type).items():
            who = counter(record, parsed, self._voices.statements)
            by = self._voices.counter(who) if who is not None else None
            found[kind] = replace(record.amount, counted_by=by)
        return found

    def _actors(self, mentions: Sequence[Mention], parsed: Parsed, when: When | None) -> tuple[Actor, ...]:
        return self._voices.resolver.resolve_all(things.parties(mentions, parsed), parsed, when)

    def _thirds(self, act: Act, parsed: Parsed, when: When | None) -> tuple[Actor, ...]:
        resolve = self._voices.resolver.resolve
        return tuple(replace(a, role=t.role) for t in act.third for a in resolve(t.mention, parsed, when))

    def _refuse(self, act: Act, code: str, detail: str) -> None:
        report = self._report
        self.rejected.append(Rejected("grounding", code, detail, act.trigger, report.id, report.origin))


def _at_home(found: _Grounded) -> _Grounded:
    """The act with nameless people as those of the country where it took place."""
    if not bystanders.political_by_itself(found.act.type, found.contexts(), found.target):
        return found
    place = places.place_around(found.parsed, found.act.trigger)
    return replace(
        found,
        source=bystanders.at_home(found.source, place),
        target=bystanders.at_home(found.target, place),
    )


def _with_locals(found: _Grounded) -> _Grounded:
    """The act with local officials as those of the country where it took place."""
    local = bystanders.locals_of(found.act.type, found.source, found.target)
    if not local:
        return found
    place = places.place_around(found.parsed, found.act.trigger)
    return replace(
        found,
        source=bystanders.at_home(found.source, place, local),
        target=bystanders.at_home(found.target, place, local & {"COP"}),
    )


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
