"""The tables that a registry is made of: given as they are, or read from the files that ship when they are first asked for.

It never looks at a text and joins nothing but what packs bring to our own tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dragoman.registry import bodies as body_table
from dragoman.registry import load, packs, word_tables
from dragoman.registry.surfaces import key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dragoman.registry.records import Bloc, Body, Country, Outlet, Tenure


@dataclass(frozen=True, slots=True)
class Given:
    """Tables as they are; `as_of` is the day to which they were kept up."""

    countries: Mapping[str, Country]
    bodies: Mapping[str, Body]
    outlets: Mapping[str, Outlet]
    blocs: Mapping[str, Bloc]
    tenures: Sequence[Tenure]
    roles: word_tables.RoleTable
    namesakes: word_tables.Namesakes
    as_of: date


class Shipped:
    """The tables that ship with dragoman, with those of some packs beside them.

    Each is read when it is first asked for, once; TableError on a broken one then.
    """

    def __init__(self, installed: Sequence[packs.Pack]) -> None:
        self._installed = installed

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """By code."""
        return load.countries(load.rows("countries.tsv", load.COUNTRY_COLUMNS))

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """By id; a pack's only where our own table has none of that name."""
        found = body_table.bodies(load.rows("bodies.tsv", body_table.BODY_COLUMNS), self.countries)
        known = {key(n) for b in found.values() for n in (b.name, *b.aliases)}
        for pack in self._installed:
            brought = packs.bodies_of(pack, self.countries)
            found |= {i: b for i, b in brought.items() if key(b.name) not in known}
        return found

    @cached_property
    def outlets(self) -> Mapping[str, Outlet]:
        """By name."""
        return load.outlets(load.rows("outlets.tsv", load.OUTLET_COLUMNS), self.countries)

    @cached_property
    def blocs(self) -> Mapping[str, Bloc]:
        """By id."""
        return load.blocs(load.rows("blocs.tsv", load.BLOC_COLUMNS), self.countries)

    @cached_property
    def tenures(self) -> Sequence[Tenure]:
        """Our own, then those of packs that add to them."""
        offices = load.rows("offices.tsv", load.OFFICE_COLUMNS) if load.has_table("offices.tsv") else []
        own = load.tenures(offices, self.countries)
        brought = (t for p in self._installed for t in packs.tenures_of(p, self.countries))
        return [*own, *packs.beside(own, brought)]

    @cached_property
    def roles(self) -> word_tables.RoleTable:
        """Role nouns and the words beside them."""
        return word_tables.role_table(load.rows("roles.tsv", word_tables.ROLE_COLUMNS))

    @cached_property
    def namesakes(self) -> word_tables.Namesakes:
        """Names that are also something else."""
        return word_tables.namesakes(load.rows("namesakes.tsv", word_tables.NAMESAKE_COLUMNS))

    @cached_property
    def as_of(self) -> date:
        """The day to which the tables were kept up."""
        return load.as_of()


Tables = Given | Shipped
"""What a registry is made of."""
