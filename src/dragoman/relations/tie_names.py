"""What state a name in a text is, by the code that ties keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.registry import registry

if TYPE_CHECKING:
    from dragoman.registry.records import Name

STATE_KINDS = frozenset({"country", "adjective", "demonym", "capital", "seat"})
# Characters within which the words that name a side of an act stand. Ours.
NAMED_WITHIN = 50


def coded(code: str) -> str:
    """The code of a state by which ties are kept; a partially recognised entity keeps its own, which is in no pair."""
    known = registry().country(code)
    return code if known is None or known.sector == "PRE" else known.coded_as


def states_of(name: Name) -> list[str]:
    """The codes of the states that a name may be; none for a person, a body or a bloc."""
    return [coded(e.ref) for e in name.entries if e.kind in STATE_KINDS]


def state_in(words: str) -> str | None:
    """The state that the first name of some words is; None where there is none."""
    names = registry().find(words)
    return next(iter(states_of(names[0])), None) if names else None


def country_of(body: str) -> str | None:
    """The country that an organisation, force or ministry belongs to; None for one of no country."""
    known = registry().body(body)
    return known.country if known is not None else None
