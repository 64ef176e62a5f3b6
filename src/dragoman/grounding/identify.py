"""Who a noun phrase stands for: the order in which names, titles, descriptions and places are tried.

It knows the report only through the memory it is given, and never invents a country or an office.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding.bodies import as_body, as_outlet, is_common_noun, of_body, sorted_sectors
from dragoman.grounding.people import as_person, by_surname, holder, in_office, office_kind
from dragoman.grounding.phrase import Reading, read_phrase
from dragoman.grounding.states import as_state, coded, inside_state, state_of
from dragoman.model import Actor

if TYPE_CHECKING:
    from dragoman.grounding.memory import Memory
    from dragoman.grounding.people import Interval
    from dragoman.model import Mention
    from dragoman.registry import Registry
    from dragoman.registry.records import EntryKind, Role

_IN_PLACE = re.compile(
    r"(?:of|in|at|near|from)\s+(?:the\s+(?:city|town|village|port|province|region)\s+of\s+)?([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})"
)
_LEADING_NAME = re.compile(
    r"(?:the\s+|The\s+)?([A-Z][\w'’-]*[^\W'’](?:\s[A-Z][\w'’-]*[^\W'’]){0,2})(?:['’]s)?\s+(?=[a-z])"
)

_PERSON: frozenset[EntryKind] = frozenset({"person"})
_BODY: frozenset[EntryKind] = frozenset({"body"})
_OUTLET: frozenset[EntryKind] = frozenset({"outlet"})
_BLOC: frozenset[EntryKind] = frozenset({"bloc"})


def blank(mention: Mention) -> Actor:
    """An actor of which only the words are known."""
    return Actor(text=mention.text, start=mention.start, end=mention.end)


def moved(known: Actor, place: Actor) -> Actor:
    """What is known of an actor, at the words of another mention of it."""
    return replace(known, text=place.text, start=place.start, end=place.end)


@lru_cache(maxsize=50_000)
def reading_of(text: str, registry: Registry) -> Reading:
    """`read_phrase`, remembered: news repeats its noun phrases."""
    return read_phrase(text, registry)


class Identifier:
    """Identifies the noun phrases of one report."""

    def __init__(self, registry: Registry, memory: Memory, countries: tuple[str, ...]) -> None:
        self.registry = registry
        self.memory = memory
        self.countries = countries

    def __call__(self, mention: Mention, interval: Interval) -> tuple[Actor, ...]:
        """Who the phrase stands for; several where nationalities are joined ("Iranian and Russian ministers")."""
        reading = reading_of(mention.text, self.registry)
        codes = reading.plural_adjectives
        if len(codes) > 1 and reading.role is not None:
            return tuple(
                self._described(blank(mention), reading, reading.role, code, interval) for code in codes
            )
        return (self.one(mention, reading, interval),)

    def one(self, mention: Mention, reading: Reading, interval: Interval) -> Actor:
        """Who the phrase stands for, as one actor: the first rule that answers."""
        actor = blank(mention)
        return (
            self._known_person(actor, mention, reading, interval)
            or self._surname(actor, reading, interval)
            or self._known_name(actor, reading, interval)
            or self._role(actor, reading, interval)
            or self._inside(actor, reading, interval)
            or self._town(actor, reading)
            or replace(
                actor,
                by=f"unresolved: {'name not in the registry' if reading.person else 'no known name or role'}",
            )
        )

    def _known_person(
        self, actor: Actor, mention: Mention, reading: Reading, interval: Interval
    ) -> Actor | None:
        found = reading.first(_PERSON)
        if found is None:
            return None
        name, ref = found
        apart = (
            name.start >= len(reading.core) and not reading.rest.startswith(",") and reading.role is not None
        )
        owner = (
            reading.text[name.end : name.end + 2] in {"'s", "’s"}
            and mention.head_start - mention.start >= name.end
        )
        return None if apart or owner else as_person(actor, ref, reading, interval, self.registry)

    def _surname(self, actor: Actor, reading: Reading, interval: Interval) -> Actor | None:
        """A surname of a person whom the report has named, else of one known to everybody at that date."""
        if reading.person is None or reading.former:
            return None
        words = reading.person.split()
        at = reading.core.find(words[-1])
        if any(n.start < len(reading.core) and n.end > at for n in reading.names):
            return None
        seen = self.memory.surname(words[-1])
        if seen is not None and (len(words) == 1 or seen.actor.name == reading.person):
            return replace(moved(seen.actor, actor), by=f"surname of {seen.actor.name}")
        if len(words) > 1:
            return None
        found = by_surname(words[-1], self.registry, *interval, self.countries)
        return as_person(actor, found, reading, interval, self.registry) if found else None

    def _known_name(self, actor: Actor, reading: Reading, interval: Interval) -> Actor | None:
        """A body, an outlet or a group of states in the core of the phrase."""
        body = reading.first(_BODY, in_core=True)
        if body is not None and not is_common_noun(body[0], state_of(reading), self.registry):
            return as_body(actor, body[0], reading, interval, self.registry)
        outlet = reading.first(_OUTLET, in_core=True)
        if outlet is not None and reading.role is None:
            return as_outlet(actor, outlet[1], self.registry)
        bloc = reading.first(_BLOC, in_core=True)
        if bloc is not None:
            known = self.registry.bloc(bloc[1])
            return replace(actor, name=known.name if known else bloc[0].text, by="group of states")
        return None

    def _role(self, actor: Actor, reading: Reading, interval: Interval) -> Actor | None:
        role = reading.role
        if role is None:
            return None
        state = state_of(reading)
        described = self._described(actor, reading, role, state.code if state else None, interval)
        if state is not None:
            return described
        owner = reading.first(_BODY, in_core=False)
        if owner is not None:
            return of_body(described, owner[0], reading, interval, self.registry)
        if described.country is None and described.by == "role":
            country = self._country_of_town(_before_role(reading)) or self._country_of_town(
                _complement(reading)
            )
            if country:
                return replace(described, country=country, by="role, place in that country")
        return described

    def _described(
        self, actor: Actor, reading: Reading, role: Role, code: str | None, interval: Interval
    ) -> Actor:
        """A role noun: the office's holder at the date where the words pick out one, else country and sector."""
        if code is None and reading.definite:
            seen = self.memory.described(reading.role_words.split()[-1], actor.start)
            if seen is not None:
                return replace(
                    moved(seen.actor, actor), by=f"description of {seen.actor.name or seen.actor.text}"
                )
        singled_out = not (reading.former or reading.deputy or reading.ranked or reading.person)
        if code and singled_out and office_kind(role):
            tenure = holder(code, role, reading, interval, self.registry)
            if tenure is not None:
                return in_office(actor, tenure, "description: office", self.registry)
        sectors = ("ELI",) if reading.former else role.sectors
        country = self.registry.country(code) if code else None
        special = country.sector if country else None
        return replace(actor, name=reading.person, country=coded(code, self.registry) if code else None,
                       sector=sectors[0] if sectors else None, sectors=sorted_sectors((*sectors, special or "")),
                       by="nationality and role" if code else "role")  # fmt: skip

    def _inside(self, actor: Actor, reading: Reading, interval: Interval) -> Actor | None:
        """A phrase that is no actor itself but holds one: "U.S. calls", "an offer by the Taliban"."""
        state = state_of(reading)
        if state is not None:
            unknown = (
                reading.person is not None
                and len(reading.person.split()) > 1
                and not state.text.endswith(reading.person)
            )
            if unknown:
                return replace(inside_state(actor, state, self.registry), sector=None, sectors=())
            return as_state(actor, state, reading, self.registry)
        body = reading.first(_BODY)
        if body is None:
            return None
        return replace(
            as_body(actor, body[0], reading, interval, self.registry), by="inside the phrase: body"
        )

    def _town(self, actor: Actor, reading: Reading) -> Actor | None:
        """The country of a town that heads the phrase ("Mariupol", "the city of Homs")."""
        country = self._country_of_town(reading.person) or self._country_of_town(_complement(reading))
        return replace(actor, country=country, by="place in that country") if country else None

    def _country_of_town(self, words: str | None) -> str | None:
        from dragoman.grounding.gazetteer import gazetteer

        place = gazetteer().resolve(words, self.countries) if words else None
        return place.country if place else None


def _complement(reading: Reading) -> str | None:
    """The capitalised words after "of", "in", "at" or "near" behind the core: "the city of Homs"."""
    match = _IN_PLACE.match(reading.rest)
    return match.group(1) if match else None


def _before_role(reading: Reading) -> str | None:
    """The capitalised words before a role noun: "Shanghai authorities"."""
    match = _LEADING_NAME.match(reading.core)
    return match.group(1) if match and match.end() < len(reading.core.rstrip()) else None
