"""Reads the registry's tables and checks each line, so that an error names file, line, column and what was expected.

It never builds the matcher and never looks at a text.
"""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.registry.cells import INTERNATIONAL, SECTORS, filled, interval_of, member_of, sectors_of
from dragoman.registry.records import (
    TENURE_KINDS,
    Bloc,
    Country,
    Outlet,
    Tenure,
)
from dragoman.registry.sources import origin_of
from dragoman.tables import Row, read_toml, read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = "dragoman.registry"
COUNTRY_COLUMNS = (
    "code", "name", "names", "adjectives", "demonyms", "capital", "seats", "start", "end", "coded_as", "sector",
    "successors", "source", "checked",
)  # fmt: skip
OUTLET_COLUMNS = ("name", "aliases", "kind", "country", "ownership", "source", "checked")
BLOC_COLUMNS = ("id", "name", "aliases", "members", "start", "end", "source", "checked")
PACK_OFFICE_COLUMNS = (
    "person", "aliases", "qid", "country", "office", "kind", "sector", "start", "end", "accredited", "note",
)  # fmt: skip
OFFICE_COLUMNS = (*PACK_OFFICE_COLUMNS, "source", "checked")

OUTLET_KINDS = frozenset({"agency", "newspaper", "broadcaster", "website", "magazine"})
OWNERSHIPS = frozenset({"state", "public", "private", "party", "unknown"})
_CODE = re.compile(r"[A-Z]{3}|[A-Z]{2}-[A-Z0-9]{1,3}")
_QID = re.compile(r"Q[1-9][0-9]*")


def as_of() -> date:
    """The day to which the tables were kept up; what came later is not known."""
    value = read_toml(PACKAGE, "data/about.toml")["as_of"]
    assert isinstance(value, date)
    return value


def rows(name: str, columns: Iterable[str]) -> list[Row]:
    """The lines of `data/<name>`."""
    return read_tsv(PACKAGE, f"data/{name}", tuple(columns))


def countries(lines: Iterable[Row]) -> dict[str, Country]:
    """The countries by code. Raises TableError on a bad or repeated line."""
    found: dict[str, Country] = {}
    lines = list(lines)
    known = {line["code"] for line in lines}
    for line in lines:
        country = _country(line, known)
        if country.code in found:
            raise line.error(f"code {country.code} stands on an earlier line")
        found[country.code] = country
    return found


def _country(line: Row, known: set[str]) -> Country:
    code = line["code"]
    if not _CODE.fullmatch(code):
        raise line.error(f"code {code!r}; expected three capitals or a code like GE-AB")
    for other in (line["coded_as"], *line.many("successors")):
        if other and other not in known:
            raise line.error(f"no country {other!r} in this table")
    start, end = interval_of(line)
    capitals = line.many("capital")
    return Country(
        code=code,
        name=filled(line, "name"),
        names=line.many("names"),
        adjectives=line.many("adjectives"),
        demonyms=line.many("demonyms"),
        capital=capitals[0] if capitals else None,
        seats=line.many("seats"),
        start=start,
        end=end,
        coded_as=line["coded_as"] or code,
        sector=line.one_of("sector", SECTORS) if line["sector"] else None,
        successors=line.many("successors"),
        capital_names=capitals,
        origin=origin_of(line),
    )


def outlets(lines: Iterable[Row], known: Iterable[str]) -> dict[str, Outlet]:
    """The outlets by name."""
    codes = frozenset(known) | INTERNATIONAL
    found: dict[str, Outlet] = {}
    for line in lines:
        outlet = Outlet(
            name=filled(line, "name"),
            aliases=line.many("aliases"),
            kind=line.one_of("kind", OUTLET_KINDS),
            country=line.one_of("country", codes) if line["country"] else None,
            ownership=line.one_of("ownership", OWNERSHIPS),
            origin=origin_of(line),
        )
        if outlet.name in found:
            raise line.error(f"outlet {outlet.name} stands on an earlier line")
        found[outlet.name] = outlet
    return found


def blocs(lines: Iterable[Row], known: Iterable[str]) -> dict[str, Bloc]:
    """The groups of states by id. A member is written CODE, CODE:FROM or CODE:FROM:TO."""
    codes = frozenset(known)
    found: dict[str, Bloc] = {}
    for line in lines:
        start, end = interval_of(line)
        members = tuple(member_of(line, cell, codes) for cell in line.many("members"))
        bloc = Bloc(
            filled(line, "id"),
            filled(line, "name"),
            line.many("aliases"),
            members,
            start,
            end,
            origin_of(line),
        )
        if bloc.id in found:
            raise line.error(f"id {bloc.id} stands on an earlier line")
        found[bloc.id] = bloc
    return found


def tenures(lines: Iterable[Row], known: Iterable[str]) -> list[Tenure]:
    """The offices, one line a person and term."""
    codes = frozenset(known) | INTERNATIONAL
    return [_tenure(line, codes) for line in lines]


def _tenure(line: Row, codes: frozenset[str]) -> Tenure:
    sectors = sectors_of(line, "sector")
    if not sectors:
        raise line.error("column sector is empty")
    if line["qid"] and not _QID.fullmatch(line["qid"]):
        raise line.error(f"column qid is {line['qid']!r}; expected Q and a number")
    start, end = interval_of(line)
    return Tenure(
        person=filled(line, "person"),
        aliases=line.many("aliases"),
        qid=line["qid"] or None,
        country=line.one_of("country", codes),
        office=filled(line, "office"),
        kind=line.one_of("kind", TENURE_KINDS),
        sector=sectors[0],
        sectors=tuple(sorted(sectors)),
        start=start,
        end=end,
        accredited=line.one_of("accredited", codes) if line["accredited"] else None,
        origin=origin_of(line),
    )


def has_table(name: str) -> bool:
    """True when `data/<name>` is there."""
    return resources.files(PACKAGE).joinpath(f"data/{name}").is_file()
