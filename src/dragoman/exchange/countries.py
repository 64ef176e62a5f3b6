"""Countries as foreign data sets write them: by name, by code, several in a cell.

It never guesses: a name that is no country, or that of two, gives None.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dragoman.registry.codes import country_codes

Meaning = dict[str, Any]
"""What one foreign word means here: our fields, by name."""


@cache
def _names() -> dict[str, str]:
    """Names of countries in lower case -> our code; ICEWS's own spellings win."""
    from dragoman.registry.known import shipped

    found: dict[str, str] = {}
    for country in shipped().countries.values():
        for name in (country.name, *country.names, country.code):
            found.setdefault(name.lower(), country.code)
    for row in country_codes():
        if row.system == "icews" and row.reads:
            found[row.foreign.lower()] = row.code
    return found


@cache
def codes(system: str) -> dict[str, str]:
    return {r.foreign: r.code for r in country_codes() if r.system == system and r.reads}


def coded_as(code: str) -> str:
    """The code that an actor of the country gets: a dependency is coded as the state that holds it."""
    from dragoman.registry.known import shipped

    country = shipped().countries.get(code)
    return country.coded_as if country else code


def _country(code: str | None) -> Meaning | None:
    return {"code": coded_as(code), "place": code} if code else None


def country(name: str) -> Meaning | None:
    """A country by its name or our code: `code` as an actor, `place` as the place itself.

    Of several in one cell (between semicolons or bars) it is the first that is known.
    """
    for word in re.split(r"[;|]", name):
        code = named(word.strip())
        if code:
            return _country(code)
    return None


def named(name: str) -> str | None:
    from dragoman.registry.pack_columns import country_code

    if not name:
        return None
    plain = name.lower().removeprefix("the ").strip()
    before = plain.partition(" (")[0]  # "Russia (Soviet Union)", as UCDP writes
    known = _names()
    return known.get(name.lower()) or known.get(plain) or known.get(before) or country_code(name)


def fips(code: str) -> Meaning | None:
    """A country by its FIPS 10-4 code."""
    return _country(codes("fips").get(code))
