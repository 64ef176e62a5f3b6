"""Nameless people ("18 civilians", "hundreds of students") as people of the country where the act took place.

Used only where an act names no political actor and is political by itself: force of war, terror or repression against
people, and protest by them. A killing in a robbery or at a bar stays no political act.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.model import Actor, Place

# Contexts (codebook) that make force against nameless people political; where the words also tell a crime, they do not.
_POLITICAL = frozenset(
    {"military", "terrorism", "repression", "human_rights", "human_security", "diplomatic", "election"}
)
# People at whom force is political whatever the words around them.
_TARGETED = re.compile(
    r"\b(?:protest|demonstrat|activist|worshipp|pilgrim|refugee|hostage|voter|dissident)", re.IGNORECASE
)
_PEOPLE = "CVL"
_POLICE = "COP"
_OF_SPORT = re.compile(r"\b(?:fans?|spectators?)\b", re.IGNORECASE)
BASIS = "country: the place of the act"


def political_by_itself(kind: str, contexts: Sequence[str], target: Sequence[Actor]) -> bool:
    """True for an act whose nameless people count as those of its country. `kind` is the PLOVER type."""
    if kind == "PROTEST":
        return True
    if kind != "ASSAULT":
        return False
    if any(_TARGETED.search(a.text) for a in target):
        return True
    return "crime" not in contexts and not _POLITICAL.isdisjoint(contexts)


def locals_of(kind: str, source: Sequence[Actor], target: Sequence[Actor]) -> frozenset[str]:
    """Sectors whose actors without a country are those of the place: a crowd that protests, police who act."""
    if kind == "PROTEST" and any(a.country is None and a.sector == _PEOPLE for a in source):
        return frozenset({_PEOPLE})
    acting = any(a.country is None and a.sector == _POLICE for a in source)
    both = (*source, *target)
    attacked = any(a.sector == _POLICE for a in target) and all(a.country is None for a in both)
    return frozenset({_POLICE}) if acting or attacked else frozenset()


def at_home(
    people: Sequence[Actor], place: Place | None, sectors: frozenset[str] = frozenset({_PEOPLE})
) -> tuple[Actor, ...]:
    """The actors, those who are nothing but people as people of the country of `place`; unchanged where it has none."""
    if place is None or place.country is None:
        return tuple(people)
    return tuple(
        replace(a, country=place.country, by=f"{a.by}; {BASIS}" if a.by else BASIS)
        if a.country is None and a.sector in sectors and _OF_SPORT.search(a.text) is None
        else a
        for a in people
    )
