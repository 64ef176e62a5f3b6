"""Who a noun phrase stands for: the order in which names, titles, descriptions and places are tried.

It knows the report only through the memory it is given, and never invents a country or an office.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding.bodies import as_body, as_outlet, body_meant, is_common_noun, of_body, sorted_sectors
from dragoman.grounding.definites import body_before, state_noun
from dragoman.grounding.describe import LEADING_NAME, Describer, moved
from dragoman.grounding.joined import parts
from dragoman.grounding.memory import PRONOUNS
from dragoman.grounding.namesakes import which_person
from dragoman.grounding.people import as_person, by_surname, head_of_body, in_office
from dragoman.grounding.phrase import Reading, read_phrase
from dragoman.grounding.states import as_state, at_date, coded, inside_state, owning_state, state_of
from dragoman.grounding.unknown import Unknown
from dragoman.model import Actor, Mention

if TYPE_CHECKING:
    from dragoman.grounding.people import Interval
    from dragoman.grounding.scene import Scene
    from dragoman.registry import Registry
    from dragoman.registry.records import EntryKind, Name, Role

_OF_OWNER = re.compile(
    r"\s*(?:of|for|from|to(?= [A-Z]))\s+((?:the|this|that)\s+[\w' ’-]+?|[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*)(?=$|[,;]|\s(?:in|at|on|and|who|that|which|to|for|of|with)\s)"
)
# "The Vice President of the United States Richard Karimi": the title ends right before the name.
_CAPITAL_BEFORE = re.compile(r"\b(?:of|for) (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)* $")
_ALLY = re.compile(
    r"['’]s (?:\w+ ){0,2}(?:ally|neighbou?r|rival|partner|foe|enemy|patron|backer|protector|sponsor) $"
)
# What is called after the person who leads it: "the Karimi administration".
_LED = frozenset(
    {"administration", "government", "cabinet", "regime", "presidency", "campaign", "camp", "force"}
)

_PERSON: frozenset[EntryKind] = frozenset({"person"})
_BODY: frozenset[EntryKind] = frozenset({"body"})
_OUTLET: frozenset[EntryKind] = frozenset({"outlet"})
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_SPEAKS_FOR = re.compile(r"\s*(?:for|of) ")
# They are called by their first names.
_ROYAL = frozenset(
    {"prince", "princess", "king", "queen", "sheikh", "sheikha", "emir", "sultan", "crown prince"}
)
_BLOC: frozenset[EntryKind] = frozenset({"bloc"})


def blank(mention: Mention) -> Actor:
    """An actor of which only the words are known."""
    return Actor(text=mention.text, start=mention.start, end=mention.end)


@lru_cache(maxsize=50_000)
def reading_of(text: str, registry: Registry) -> Reading:
    """`read_phrase`, remembered: news repeats its noun phrases."""
    return read_phrase(text, registry)


class Identifier:
    """Identifies the noun phrases of one report."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.registry = scene.registry
        self._describe = Describer(scene)
        self._unknown = Unknown(self._describe)
        self.described = self._describe.described

    def __call__(self, mention: Mention, interval: Interval) -> tuple[Actor, ...]:
        """Who the phrase stands for; several where names or nationalities are joined."""
        reading = reading_of(mention.text, self.registry)
        pieces = parts(mention, lambda text: reading_of(text, self.registry))
        if pieces:
            return tuple(self.one(piece, reading_of(piece.text, self.registry), interval) for piece in pieces)
        codes = reading.plural_adjectives
        if len(codes) > 1 and reading.role is not None:
            return tuple(
                self._describe.described(blank(mention), reading, reading.role, code, interval)
                for code in codes
            )
        return (self.one(mention, reading, interval),)

    def is_new(self, reading: Reading, offset: int) -> bool:
        """True when capitalised words that no table knows are no surname of anybody, nor a short name."""
        last = (reading.person or "").rpartition(" ")[2]
        return (
            not reading.definite
            and self.scene.memory.surname(last, offset) is None
            and not self.registry.surname(last)
            and last not in self.scene.memory.acronyms
        )

    def one(self, mention: Mention, reading: Reading, interval: Interval) -> Actor:
        """Who the phrase stands for, as one actor: the first rule that answers."""
        actor = blank(mention)
        return (
            self._ally(actor, reading)
            or self._known_person(actor, mention, reading, interval)
            or self._short_name(actor, reading)
            or self._surname(actor, reading, interval)
            or self._known_name(actor, reading, interval)
            or self._role(actor, reading, interval)
            or self._inside(actor, reading, interval)
            or self._unknown(actor, reading)
        )

    def _ally(self, actor: Actor, reading: Reading) -> Actor | None:
        """A state that another's word for it introduces: "Saudi Arabia's ally Bahrain"."""
        name = next((n for n in reading.names if n.end == len(reading.core) and n.start), None)
        if name is None or not _ALLY.search(reading.text, 0, name.start):
            return None
        code = next((e.ref for e in name.entries if e.kind == "country"), None)
        country = self.registry.country(code) if code else None
        return (
            replace(actor, name=country.name, country=coded(country.code, self.registry), by="country")
            if country
            else None
        )

    def _known_person(
        self, actor: Actor, mention: Mention, reading: Reading, interval: Interval
    ) -> Actor | None:
        found = reading.first(_PERSON)
        if found is None:
            return None
        name = found[0]
        behind_comma = reading.text[: name.start].rstrip().endswith(",")
        titled = name.end == len(reading.text) and bool(_CAPITAL_BEFORE.search(reading.text, 0, name.start))
        apart = name.start >= len(reading.core) and not (behind_comma or titled) and reading.role is not None
        owner = (
            reading.text[name.end : name.end + 2] in {"'s", "’s"}
            and mention.head_start - mention.start >= name.end
        )
        if apart or owner:
            return None
        if reading.rest.startswith("of ") and name.start > len(reading.core) and not (behind_comma or titled):
            return self._of_person(actor, name, reading, interval)
        refs = [e.ref for e in name.entries if e.kind == "person"]
        ref = which_person(refs, reading, interval, self.registry, self.scene.countries)
        if ref is not None:
            return as_person(actor, ref, reading, interval, self.registry)
        state, role = owning_state(reading), reading.role
        code = state.code if state else None
        return replace(actor, name=name.text, country=coded(code, self.registry) if code else None,
                       sector=role.sectors[0] if role else None, sectors=sorted_sectors(role.sectors) if role else (),
                       by="nationality, namesake of a person in the registry" if code
                       else "unresolved: namesake of a person in the registry")  # fmt: skip

    def _of_person(self, actor: Actor, name: Name, reading: Reading, interval: Interval) -> Actor | None:
        """ "The mausoleum of Karimi", "a friend of Karimi": not he himself, but of his country."""
        refs = [e.ref for e in name.entries if e.kind == "person"]
        ref = which_person(refs, reading, interval, self.registry, self.scene.countries)
        if ref is None or state_of(reading) is not None:
            return None
        him = as_person(actor, ref, reading, interval, self.registry)
        return replace(actor, country=him.country, by=f"inside the phrase: of {him.name}")

    def _short_name(self, actor: Actor, reading: Reading) -> Actor | None:
        """A body or state that the report has named in full: "the League", "the OX", "the kingdom"."""
        bare = reading.text.removeprefix("the ").removeprefix("The ")
        if not reading.names and bare in self.scene.memory.acronyms:
            seen = self.scene.memory.acronyms[bare]
            return replace(moved(seen.actor, actor), by=f"short for {seen.actor.name or seen.actor.text}")
        body = body_before(reading, self.scene.memory, actor.start, self.registry)
        if body is not None:
            return replace(moved(body.actor, actor), by=_short_by(body.actor))
        noun = state_noun(reading) if reading.core[:4].lower() in {"the ", "this"} else None
        return self._describe.state_meant(actor, noun) if noun else None

    def _surname(self, actor: Actor, reading: Reading, interval: Interval) -> Actor | None:
        """A surname of a person whom the report has named, else of one known to everybody at that date."""
        if reading.person is None or reading.former:
            return None
        words = reading.person.split()
        while len(words) > 1 and words[0] in {"bin", "ibn", "al", "el", "van", "von", "de", "ben", "abu"}:
            words.pop(0)  # "bin Laden" is a surname
        at = reading.core.find(words[-1])
        if at < 0 or any(n.start < len(reading.core) and n.end > at for n in reading.names):
            return None
        royal = reading.role is not None and reading.role.noun in _ROYAL
        seen = self.scene.memory.surname(words[-1], actor.start, given=royal)
        if seen is not None and (len(words) == 1 or seen.actor.name == reading.person):
            return replace(moved(seen.actor, actor), by=f"surname of {seen.actor.name}")
        if len(words) > 1:
            return None
        title = reading.role_words if state_of(reading) is None else ""
        if words[0] != reading.person:  # "bin Laden": two words of a name say more than a surname
            alike = [p for p in self.registry.surname(words[-1]) if p.endswith(f" {reading.person}")]
            if len(alike) == 1:
                return as_person(actor, alike[0], reading, interval, self.registry)
        found = by_surname(words[-1], self.registry, *interval, self.scene.countries, title)
        return as_person(actor, found, reading, interval, self.registry) if found else None

    def _known_name(self, actor: Actor, reading: Reading, interval: Interval) -> Actor | None:
        """A body, an outlet or a group of states in the core of the phrase."""
        body = reading.first(_BODY, in_core=True)
        if body is not None and not is_common_noun(body[0], state_of(reading), self.registry):
            return self._head_of_body(actor, body[0], reading, interval) or as_body(
                actor, body[0], reading, interval, self.registry
            )
        outlet = reading.first(_OUTLET, in_core=True)
        if outlet is not None and (reading.role is None or outlet[0].end == len(reading.core)):
            return as_outlet(actor, outlet[1], self.registry)
        bloc = reading.first(_BLOC, in_core=True)
        if bloc is not None:
            known = self.registry.bloc(bloc[1])
            return replace(actor, name=known.name if known else bloc[0].text, by="group of states")
        return None

    def _head_of_body(self, actor: Actor, name: Name, reading: Reading, interval: Interval) -> Actor | None:
        body = body_meant(name, interval, self.registry)
        tenure = head_of_body(body, reading, interval, self.registry) if body is not None else None
        return in_office(actor, tenure, "description: office", self.registry) if tenure is not None else None

    def _role(self, actor: Actor, reading: Reading, interval: Interval) -> Actor | None:
        role = reading.role
        if role is None:
            return None
        role = self._of_whom(reading, role)
        state = owning_state(reading)
        code = at_date(state.code, interval, self.registry) if state else None
        described = self._describe.described(
            actor, reading, role, code, interval, several=_several(reading, role)
        )
        if state is not None:
            return described
        owner = reading.first(_BODY, in_core=False)
        if owner is not None and reading.owns(owner[0]):
            return self._head_of_body(actor, owner[0], reading, interval) or of_body(
                described, owner[0], reading, interval, self.registry
            )
        if described.country is not None or described.by != "role":
            return described
        return (
            self._by_owner(actor, reading, role, interval)
            or self._describe.by_place(described, reading)
            or self._describe.at_home(actor, reading, role, interval)
            or described
        )

    def _of_whom(self, reading: Reading, role: Role) -> Role:
        """ "A spokeswoman for U.S. forces" speaks for soldiers: she has their sector."""
        match = _SPEAKS_FOR.match(reading.rest) if role.noun in _SPEAKERS else None
        whom = reading_of(reading.rest[match.end() :], self.registry).role if match else None
        return replace(role, sectors=whom.sectors) if whom is not None and whom.sectors else role

    def _by_owner(self, actor: Actor, reading: Reading, role: Role, interval: Interval) -> Actor | None:
        """ "Karimi's forces", "the kingdom's embassy", "a spokesman of the group", "the Karimi administration"."""
        text = reading.text
        spans = [(0, len(reading.owner))] if reading.owner else []
        if (match := _OF_OWNER.match(text, len(reading.core))) is not None:
            spans.append(match.span(1))
        if (match := LEADING_NAME.match(reading.core)) is not None and role.noun in _LED:
            spans.append(match.span(1))
        for start, end in spans:
            words = text[start:end]
            if words.partition(" ")[0].lower() in PRONOUNS:
                continue
            begin = actor.start + start
            piece = Mention(
                begin,
                begin + len(words),
                words,
                begin + len(words) - len(words.split()[-1]),
                begin + len(words),
            )
            owner = self.one(piece, reading_of(words, self.registry), interval)
            if owner.country is None or (owner.by or "").startswith("place"):
                continue
            if owner.sector is None and not (owner.by or "").startswith(("body", "short")):
                own = self._describe.described(actor, reading, role, owner.country, interval)
            else:
                own = self._describe.described(actor, reading, role, None, interval)
            return replace(own, country=owner.country, by=f"{own.by}, of {owner.name or owner.text}")
        return None

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


def _short_by(known: Actor) -> str:
    by = known.by or ""
    return by if by.startswith("short for") else f"short for {known.name}: {by}"


def _several(reading: Reading, role: Role) -> bool:
    """True for a plural of one state's office: "the Turkish presidents", not "the Iranian and Russian ministers"."""
    last = reading.role_words.lower().split()[-1:]
    return (
        len(reading.plural_adjectives) < 2
        and bool(last)
        and last[0].endswith("s")
        and last != role.noun.split()[-1:]
    )
