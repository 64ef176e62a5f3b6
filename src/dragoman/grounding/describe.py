"""Who a role noun stands for: the holder of an office, somebody of a country, of a place, or of the report's own country.

It never invents a country: what neither the words nor the report tell stays open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.bodies import sorted_sectors
from dragoman.grounding.definites import STATE_NOUNS, is_homely
from dragoman.grounding.people import holder, in_office, office_kind
from dragoman.grounding.states import coded

if TYPE_CHECKING:
    from dragoman.grounding.memory import Seen
    from dragoman.grounding.people import Interval
    from dragoman.grounding.phrase import Reading
    from dragoman.grounding.scene import Scene
    from dragoman.model import Actor
    from dragoman.registry.records import Role

_IN_PLACE = re.compile(
    r"(?:of|in|at|near|from)\s+(?:the\s+(?:city|town|village|port|province|region)\s+of\s+)?([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})"
)
LEADING_NAME = re.compile(
    r"(?:the\s+|The\s+)?([A-Z][\w'’-]*[^\W'’](?:\s[A-Z][\w'’-]*[^\W'’]){0,2})(?:['’]s)?\s+(?=[a-z])"
)
_UN = frozenset({"UNO"})


class Describer:
    """Reads the role nouns of one report."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def described(
        self,
        actor: Actor,
        reading: Reading,
        role: Role,
        code: str | None,
        interval: Interval,
        *,
        several: bool = False,
    ) -> Actor:
        """A role noun: the office's holder at the date where the words pick out one, else country and sector.

        `several`: the words are about more than one ("the Turkish presidents"), so that no holder is picked out.
        """
        if code is None and reading.definite and not (reading.person or reading.owner or reading.ranked):
            head = _bare_word(reading.role_words.split()[-1])
            seen = self.scene.memory.described(role.noun, head, actor.start)
            if seen is not None and not _another_army(role, seen):
                return replace(
                    moved(seen.actor, actor), by=f"description of {seen.actor.name or seen.actor.text}"
                )
        singled_out = not several and not (
            reading.former or reading.deputy or reading.ranked or reading.person
        )
        if code and singled_out and office_kind(role):
            tenure = holder(code, role, reading, interval, self.scene.registry)
            if tenure is not None:
                return in_office(actor, tenure, "description: office", self.scene.registry)
        sectors = ("ELI",) if reading.former else role.sectors
        country = self.scene.registry.country(code) if code else None
        special = country.sector if country else None
        return replace(actor, name=reading.person, country=coded(code, self.scene.registry) if code else None,
                       sector=sectors[0] if sectors else None, sectors=sorted_sectors((*sectors, special or "")),
                       by="nationality and role" if code else "role")  # fmt: skip

    def state_meant(self, actor: Actor, noun: str) -> Actor | None:
        """ "The kingdom": the monarchy named last; "the country": the state spoken of last."""
        title = STATE_NOUNS[noun]
        codes = frozenset(c for c in self.scene.countries if title is None or self._has_monarch(c, title))
        sentence = self.scene.sentence_of(actor.start)
        if title is None:
            seen = self.scene.memory.antecedent("it", actor.start, sentence)
            code = seen.actor.country if seen is not None and seen.kind == "state" else None
            if noun == "republic":
                code = next((c for at, c in reversed(self.scene.setting.republics) if at < actor.start), None)
            if code is None:
                home = self.scene.setting.home(self.scene.memory, actor.start, sentence)
                code = home[0] if home else None
        else:
            last = self.scene.memory.last_state(actor.start, codes)
            code = last.actor.country if last is not None else (min(codes) if len(codes) == 1 else None)
        country = self.scene.registry.country(code or "")
        if country is None:
            return None
        return replace(
            actor,
            name=country.name,
            country=coded(country.code, self.scene.registry),
            by="state meant by the report",
        )

    def _has_monarch(self, code: str, title: str) -> bool:
        day = self.scene.registry.as_of
        return bool(self.scene.registry.holders(code, "monarch", day, noun=title))

    def by_place(self, described: Actor, reading: Reading) -> Actor | None:
        country = (
            self.country_of_town(before_role(reading))
            or self.country_of_town(complement(reading))
            or self.country_of_town(_before_title(reading))
            or self.country_of_town(_behind_society(reading))
            or self._country_of_part(reading.owner)
        )
        return replace(described, country=country, by="role, place in that country") if country else None

    def at_home(self, actor: Actor, reading: Reading, role: Role, interval: Interval) -> Actor | None:
        """ "The army", "officials", "Culture Minister Karimi": of the country that the report speaks of, where clear."""
        if (
            role.office_kind == "igo_head"
            and reading.definite
            and self.scene.memory.last_state(actor.start, _UN)
        ):
            return self.described(actor, reading, role, "UNO", interval)
        if not is_homely(reading):
            return None
        if role.office_kind == "monarch" and reading.definite:  # "the emir": the one country that has one
            ruled = [c for c in self.scene.countries if self._has_monarch(c, role.noun)]
            if len(ruled) == 1:
                return self.described(actor, reading, role, ruled[0], interval)
        home = self._local(actor) or self.scene.setting.home(
            self.scene.memory, actor.start, self.scene.sentence_of(actor.start)
        )
        if home is None:
            return None
        own = self.described(actor, reading, role, home[0], interval)
        return replace(own, by=f"{own.by}; country: {home[1]}")

    def _local(self, actor: Actor) -> tuple[str, str] | None:
        """ "Local officials said": of the country of the place that their sentence names last."""
        if _FROM_HERE.match(actor.text) is None:
            return None
        before = re.split(r"[.!?]\s", self.scene.setting.text[: actor.start][-_SENTENCE:])[-1]
        for place in reversed(_HAPPENED_IN.findall(before)):
            country = self.country_of_town(place)
            if country is not None:
                return country, "the place that the sentence names"
        return None

    def country_of_town(self, words: str | None) -> str | None:
        from dragoman.grounding.gazetteer import gazetteer
        from dragoman.grounding.places_clause import vocabulary

        if words and words.lower() in vocabulary()["no_places"]:
            return None  # "Police spokesman": Police is a town as well
        place = gazetteer().resolve(words, self.scene.countries) if words else None
        return place.country if place else None

    def _country_of_part(self, words: str | None) -> str | None:
        """The country of a state, province or region that owns an office: "New Mexico's attorney general"."""
        from dragoman.grounding.gazetteer import gazetteer

        place = gazetteer().resolve(words, self.scene.countries) if words and words.istitle() else None
        return place.country if place is not None and place.resolution == "admin1" else None

    def is_place(self, words: str) -> bool:
        """True for the name of a place, of whatever state: a sea, a disputed area."""
        from dragoman.grounding.gazetteer import gazetteer

        return gazetteer().resolve(words, self.scene.countries) is not None


_FROM_HERE = re.compile(r"(?:the )?(?:local|regional|provincial|municipal)\b", re.IGNORECASE)
_HAPPENED_IN = re.compile(r"\b(?:in|near|at|outside|on)\s+((?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?)")
_SENTENCE = 300  # characters before a mention in which its sentence is looked for


def moved(known: Actor, place: Actor) -> Actor:
    """What is known of an actor, at the words of another mention of it."""
    return replace(known, text=place.text, start=place.start, end=place.end)


def _bare_word(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")


def complement(reading: Reading) -> str | None:
    """The capitalised words after "of", "in", "at" or "near" behind the core: "the city of Homs"."""
    match = _IN_PLACE.match(reading.rest)
    if match is None or any(
        n.start < len(reading.core) + match.end() and n.end > len(reading.core) for n in reading.names
    ):
        return None
    return match.group(1)


def before_role(reading: Reading) -> str | None:
    """The capitalised words before a role noun: "Shanghai authorities"."""
    match = LEADING_NAME.match(reading.core)
    return match.group(1) if match and match.end() < len(reading.core.rstrip()) else None


# Institutions that are called after the town in which they sit. Ours.
_LOCAL = frozenset({"JUD", "COP"})


def _before_title(reading: Reading) -> str | None:
    """The town before an institution that is written as a name: "Madras High Court"."""
    role = reading.role
    if role is None or role.sectors[0] not in _LOCAL or not reading.role_words.istitle():
        return None
    noun = reading.core.rstrip().lower().rfind(role.noun)
    words = reading.core[: max(noun, 0)].strip().removeprefix("the ").removeprefix("The ")
    return words if words.istitle() else None


# What may bear the name of its place behind its own: "Medical Services Alliance Northern Territory".
_SOCIETIES = frozenset(
    {
        "alliance",
        "association",
        "society",
        "union",
        "council",
        "federation",
        "institute",
        "committee",
        "league",
        "club",
        "network",
        "service",
    }
)


def _behind_society(reading: Reading) -> str | None:
    """The capitalised words behind a society, which are its place and no person."""
    role = reading.role
    return reading.person if role is not None and role.noun.split()[-1] in _SOCIETIES else None


def _another_army(role: Role, seen: Seen) -> bool:
    """ "The army" behind a rebel army that bears the word in its name is the country's."""
    return role.sectors[:1] == ("MIL",) and "REB" in seen.actor.sectors
