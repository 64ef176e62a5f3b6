"""Who tells what a report holds: the speakers of its statements, and the day on which each spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.agencies import report_agency
from dragoman.attribution.chain import said_by
from dragoman.attribution.himself import only_quoted, speakers_before, speaks_of
from dragoman.attribution.statements import statements
from dragoman.grounding import dates
from dragoman.model import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.attribution.records import Statement
    from dragoman.grounding.actors import ActorResolver
    from dragoman.language.parsed import Parsed
    from dragoman.model import Act, Actor, Mention, Report, When

# Sentences without a day between two statements of one speaker that are still of one occasion.
_SAME_OCCASION = 2


class Voices:
    """The statements of one report with their speakers; `events_of` keeps which events each of them tells."""

    def __init__(self, report: Report, parsed: Sequence[Parsed], resolver: ActorResolver) -> None:
        self.report, self.parsed, self.resolver = report, parsed, resolver
        self.statements = statements(report, parsed)
        self.wire = report_agency(report)
        self.events_of: dict[int, list[str]] = {}
        """The ids of the events that a statement tells, by its place in `statements`."""
        self._speakers: dict[int, Actor | None] = {}

    def said(self, act: Act, event_id: str) -> Said:
        """Who tells an act, kept with the statement that tells it."""
        statement = said_by(act, self.statements)
        if statement is None:
            return Said(self.report.outlet, self.wire, None, "asserts", None, quoted=False)
        self.events_of.setdefault(self.statements.index(statement), []).append(event_id)
        return Said(self.report.outlet, statement.agency or self.wire, self.speaker(statement), statement.stance,
                    self.cue(statement), statement.quoted)  # fmt: skip

    def speaker(self, statement: Statement) -> Actor | None:
        """Who makes a statement."""
        at = id(statement)
        if at not in self._speakers:
            self._speakers[at] = self._found_speaker(statement)
        return self._speakers[at]

    def cue(self, statement: Statement) -> str | None:
        """The words that tell that it is said."""
        return statement.cue.of(self.report.text) if statement.cue else None

    def counter(self, who: Mention) -> Actor:
        """Whoever gives a number, as an actor of the day of the report."""
        told = dates.default(self.report.published, "occurred")
        return self.resolver.resolve(who, self._sentence_at(who.start), told)[0]

    def occasions(self) -> list[When | None]:
        """The day of each statement: its own, or that on which its speaker was last told to speak, close before."""
        days: list[When | None] = []
        last: dict[tuple[str, str | None], tuple[int, When]] = {}
        for statement in self.statements:
            actor, day = self.speaker(statement), self._day_told(statement)
            key = ((actor.name or actor.text).lower(), actor.country) if actor is not None else None
            if day is None and key in last and not statement.depth:
                sentence, before = last[key]
                day = before if statement.sentence - sentence <= _SAME_OCCASION else None
            if day is not None and key is not None and not statement.depth:
                last[key] = (statement.sentences[-1], day)
            days.append(day)
        return days

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
        said_on = self._day_told(statement) or dates.default(self.report.published, "occurred")
        return self.resolver.resolve(statement.speaker, parsed, said_on)[0]

    def _sentence_at(self, offset: int) -> Parsed | None:
        return next((p for p in self.parsed if p.sentence.start <= offset < p.sentence.end), None)

    def _day_told(self, statement: Statement) -> When | None:
        if statement.said_on is None:
            return None
        text = statement.said_on.of(self.report.text)
        found = dates.find(text, self.report.published, offset=statement.said_on.start)
        return found[0][1] if found else None
