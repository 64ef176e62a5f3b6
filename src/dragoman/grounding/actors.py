"""Who a mention stands for at a date: a person in office, a state, a body, a role, or nobody known.

Every answer says by what it was decided (`Actor.by`); what cannot be decided keeps its words, with nulls and
the reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.identify import Identifier, blank, moved, reading_of
from dragoman.grounding.introductions import introduced
from dragoman.grounding.memory import BOTH, PERSONS, PLURAL_PRONOUNS, PRONOUNS, Memory, Seen
from dragoman.grounding.states import countries_named
from dragoman.model import Actor, Mention, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.grounding.people import Interval
    from dragoman.language.parsed import Parsed
    from dragoman.model import Report
    from dragoman.registry import Registry


class ActorResolver:
    """Resolves the mentions of one report. Reads the report's names once; `resolve` is then pure."""

    def __init__(self, registry: Registry, report: Report, sentences: Sequence[Parsed]) -> None:
        self._registry = registry
        self._published = report.published
        self._memory = Memory()
        self.countries = countries_named(report.text, registry)
        """Codes of the countries that the report names, most named first."""
        self._identify = Identifier(registry, self._memory, self.countries)
        for parsed in sentences:
            # A sentence's own names must not explain each other's first mention: read it, then remember it.
            for seen in list(introduced(parsed, self._identify, self._interval(None))):
                self._memory.add(seen)

    def resolve(self, mention: Mention, parsed: Parsed | None, on: When | None) -> tuple[Actor, ...]:
        """Who `mention` stands for on `on` (the report's date when None). Never empty."""
        interval = self._interval(on)
        if parsed is not None:
            found = self._two(mention, parsed) or self._pronoun(mention, parsed)
            if found:
                return found
            lead, _, rest = mention.text.partition(" ")
            if rest and lead.lower() in PRONOUNS:
                return (self._possessed(mention, lead, parsed, interval),)
        return self._identify(mention, interval)

    def phrase(self, text: str, on: When | None = None) -> tuple[Actor, ...]:
        """Who a phrase stands for on its own, without a sentence around it."""
        return self._identify(Mention(0, len(text), text, 0, len(text)), self._interval(on))

    def _interval(self, on: When | None) -> Interval:
        if on is not None and (on.start or on.end):
            return on.start or on.end, on.end or on.start
        return self._published, self._published

    def _two(self, mention: Mention, parsed: Parsed) -> tuple[Actor, ...]:
        """ "The two countries", "both leaders": the two of whom the report has just spoken."""
        match = BOTH.match(mention.text)
        if match is None:
            return ()
        people = match.group(1).lower() in PERSONS
        found = self._memory.pair(mention.start, parsed.sentence.index, "person" if people else None)
        return tuple(self._one_of_two(mention, seen, people=people) for seen in found or ())

    def _one_of_two(self, mention: Mention, seen: Seen, *, people: bool) -> Actor:
        by = f"one of two: {_called(seen)}"
        if people:
            return replace(moved(seen.actor, blank(mention)), by=by)
        country = self._registry.country(seen.actor.country or "")
        return replace(
            blank(mention),
            name=country.name if country else seen.actor.name,
            country=seen.actor.country,
            by=by,
        )

    def _pronoun(self, mention: Mention, parsed: Parsed) -> tuple[Actor, ...]:
        word = mention.text.lower()
        if word not in PRONOUNS:
            return ()
        if word in PLURAL_PRONOUNS:
            both = self._memory.subjects(mention.start, parsed.sentence.index)
            if both is not None:
                return tuple(
                    replace(moved(s.actor, blank(mention)), by=f"pronoun for {_called(s)}") for s in both
                )
        token = parsed.token_at(mention.head_start)
        leading = token is not None and _in_leading_clause(token)
        seen = self._memory.antecedent(word, mention.start, parsed.sentence.index, in_leading_clause=leading)
        if seen is None:
            return (replace(blank(mention), by="unresolved: pronoun without an antecedent"),)
        return (replace(moved(seen.actor, blank(mention)), by=f"pronoun for {_called(seen)}"),)

    def _possessed(self, mention: Mention, pronoun: str, parsed: Parsed, interval: Interval) -> Actor:
        """ "its forces", "their president": the role of the phrase, the country of the pronoun."""
        reading = reading_of(mention.text, self._registry)
        own = self._identify.one(mention, reading, interval)
        seen = self._memory.antecedent(pronoun, mention.start, parsed.sentence.index)
        if own.country is not None or seen is None:
            return own
        if reading.role is not None:
            return replace(own, country=seen.actor.country, by=f"role, pronoun for {_called(seen)}")
        if own.name is not None:
            return own
        return replace(
            moved(seen.actor, blank(mention)), by=f"inside the phrase: pronoun for {_called(seen)}"
        )


def _called(seen: Seen) -> str:
    return seen.actor.name or seen.actor.text


def _in_leading_clause(token: Token) -> bool:
    """True inside a subordinate clause that stands before the subject of the clause it hangs on."""
    return any(a.dep_ == "advcl" and a.i < a.head.i for a in (token, *token.ancestors))
