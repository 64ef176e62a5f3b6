"""What is still to be said of a phrase that no table knows: a town, somebody told of by age, and else why it stays open.

It names nobody: a country comes from the place alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.describe import Describer, complement

if TYPE_CHECKING:
    from dragoman.grounding.phrase import Reading
    from dragoman.model import Actor

_AGE_BEHIND = re.compile(r",? (?:aged )?\d\d(?=$|,)")
_AGE_BEFORE = re.compile(r"\b\d\d-year-old\b")
# A common noun that no table of roles has is a thing or an act ("a car bomb", "the bill"), unless it is formed like a person's.
_PERSON_ENDING = re.compile(r"(?:er|or|ist|ian|ee|man|men|ant|ite|eer)s?$")
_NO_NOUN = frozenset(
    {
        "those",
        "one",
        "another",
        "what",
        "this",
        "that",
        "which",
        "who",
        "whom",
        "others",
        "more",
        "we",
        "i",
        "three",
        "two",
    }
)
# "Aleppo International Airport": what is called after its town.
_SITE = re.compile(
    r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)??) (?:International |Military |Central |Main |Naval )?"
    r"(?:Airport|Airfield|Air Base|Airbase|Prison|Stadium|Bridge|Dam|Square|Port|Refinery|Station|Hospital|Barracks|Cathedral)"
)
# "Deir ez-Zor": a name of a town with a small word in it.
_CAPITALISED = re.compile(r"[A-Z][\w'’-]+(?: (?:[a-z]{1,3}-)?[A-Z][\w'’-]+){0,2}")


class Unknown:
    """Reads what the rules for known names and roles leave."""

    def __init__(self, describe: Describer) -> None:
        self.describe = describe

    def __call__(self, actor: Actor, reading: Reading) -> Actor:
        """The actor with the country of a town or the sector of somebody private, else with the reason why it stays open."""
        return (
            self._town(actor, reading)
            or _of_age(actor, reading)
            or replace(actor, by=f"unresolved: {self._why_unknown(reading)}")
        )

    def _why_unknown(self, reading: Reading) -> str:
        if reading.person:
            of_no_state = self.describe.is_place(_bare(reading.core))
            return "a place of no one state" if of_no_state else "name not in the registry"
        last = reading.core.split()[-1:]
        thing = bool(last) and last[0].isalpha() and last[0].islower() and not _PERSON_ENDING.search(last[0])
        return "a word for no actor" if thing and last[0] not in _NO_NOUN else "no known name or role"

    def _town(self, actor: Actor, reading: Reading) -> Actor | None:
        """The country of a town that heads the phrase ("Mariupol", "the city of Homs")."""
        surname = reading.person is not None and self.describe.scene.setting.is_surname(reading.person)
        country = (
            None
            if surname
            else self.describe.country_of_town(reading.person)
            or self.describe.country_of_town(reading.core if _CAPITALISED.fullmatch(reading.core) else None)
            or self.describe.country_of_town(
                site.group(1) if (site := _SITE.fullmatch(_bare(reading.core))) else None
            )
            or self.describe.country_of_town(complement(reading))
        )
        return replace(actor, country=country, by="place in that country") if country else None


def _bare(words: str) -> str:
    return words.removeprefix("the ").removeprefix("The ")


def _of_age(actor: Actor, reading: Reading) -> Actor | None:
    """ "Karim Haddad, 19", "18-year-old Karim Haddad": of whom a report tells an age and no role, somebody private."""
    told = _AGE_BEHIND.match(reading.rest) or _AGE_BEFORE.search(reading.core)
    if reading.person is None or not told:
        return None
    return replace(
        actor, name=reading.person, sector="CVL", sectors=("CVL",), by="a person told of by age alone"
    )
