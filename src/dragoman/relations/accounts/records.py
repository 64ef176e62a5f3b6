"""What one voice tells of a happening, taken apart into what accounts can differ in; nothing here compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.relations.dispute_records import Voice


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of dead with bounds (None: open), the classes and countries of the dead where they are named, and the words."""

    min: int | None
    max: int | None
    victims: frozenset[str]
    countries: frozenset[str]
    words: str

    def apart(self, other: Toll) -> bool:
        """True where the two cannot both be right."""
        return (self.max is not None and other.min is not None and self.max < other.min) or (
            other.max is not None and self.min is not None and other.max < self.min
        )


@dataclass(frozen=True, slots=True)
class Account:
    """One voice's account. Mappings go from a class or country to the words that say so; empty where nothing is said.

    `who` tells voices apart: two of one government are one. `things` are classes of things spoken of. `inside` and `outside` are
    waters, airspaces and territories ("international" or a country). `hit` and `spared` are those that an attack hit, and
    those that were not there to be hit. `attackers` are the countries that attacked as far as coded, `blamed` those
    whom the words blame, `over` the stems of what they are blamed for. `setting` are the countries of the act.
    """

    voice: Voice
    who: str
    things: frozenset[str]
    inside: dict[str, str]
    outside: dict[str, str]
    hit: dict[str, str]
    spared: dict[str, str]
    attackers: frozenset[str]
    setting: frozenset[str]
    modes: frozenset[str]
    cities: frozenset[str]
    blamed: dict[str, str]
    over: frozenset[str]
    toll: Toll | None
    days: frozenset[str]
    words: frozenset[str]
