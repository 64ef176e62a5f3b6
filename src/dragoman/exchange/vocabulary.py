"""What the words of foreign data sets mean here: codes, names and sectors, each distinct value looked up once.

Every resolver is a pure function of one string. None of them guesses: what no table knows gives nulls.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.codebook import codebook
from dragoman.errors import TableError
from dragoman.exchange.formats import PACKAGE
from dragoman.registry.codes import country_codes
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Callable

Meaning = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One kind of word: the SQL types of what it means, and the function that tells it."""

    fields: dict[str, str]
    resolve: Callable[[str], Meaning | None]


# -- acts ----------------------------------------------------------------------------------------------------


def act(code: str) -> Meaning | None:
    """The PLOVER act of a CAMEO code. A code with letters or unknown last digits is read as the code above it."""
    book = codebook()
    digits = "".join(ch for ch in code if ch.isdigit())
    tried = [digits[:n] for n in range(len(digits), 1, -1)]
    entry = next((book.cameo_codes[t] for t in tried if t in book.cameo_codes), None)
    if entry is None or entry.type is None:
        return None
    modes = [entry.mode] if entry.mode else []
    return {
        "type": entry.type, "modes": modes, "contexts": sorted(entry.contexts), "quad": book.quad(entry.type),
        "intensity": book.intensity(entry.type, modes),
    }  # fmt: skip


# -- countries -----------------------------------------------------------------------------------------------


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
def _codes(system: str) -> dict[str, str]:
    return {r.foreign: r.code for r in country_codes() if r.system == system and r.reads}


def coded_as(code: str) -> str:
    """The code that an actor of the country gets: a dependency is coded as the state that holds it."""
    from dragoman.registry.known import shipped

    country = shipped().countries.get(code)
    return country.coded_as if country else code


def _country(code: str | None) -> Meaning | None:
    return {"code": coded_as(code), "place": code} if code else None


def country(name: str) -> Meaning | None:
    """A country by its name or our code: `code` as an actor, `place` as the place itself."""
    from dragoman.registry.pack_columns import country_code

    plain = name.lower().removeprefix("the ").strip()
    return _country(_names().get(name.lower()) or _names().get(plain) or country_code(name))


def fips(code: str) -> Meaning | None:
    """A country by its FIPS 10-4 code."""
    return _country(_codes("fips").get(code))


# -- sectors -------------------------------------------------------------------------------------------------


@cache
def sector_table() -> dict[tuple[str, str], tuple[str, ...]]:
    """(system, word) -> PLOVER sectors. Raises TableError for a sector that PLOVER has not."""
    known = codebook().sectors
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in read_tsv(PACKAGE, "data/sectors.tsv", ("system", "foreign", "sectors")):
        key = (row["system"], row["foreign"])
        if key in found:
            raise row.error(f"{row['foreign']!r} stands in the table twice")
        for sector in row.many("sectors"):
            if sector not in known:
                raise TableError(f"{row.file}:{row.line}: {sector!r} is not a sector")
        found[key] = row.many("sectors")
    return found


def _sectors(system: str, words: list[str]) -> list[str]:
    table = sector_table()
    return sorted({s for w in words for s in table.get((system, w.strip()), ())})


def icews_sectors(words: str) -> Meaning:
    """The sectors of a comma list of ICEWS; `body` says that an actor without a country is an organisation."""
    names = [w.strip() for w in words.strip('"').split(",")]
    body = None
    if "International Government Organization" in names:
        body = "IGO"
    elif "Multinational Corporation" in names:
        body = "MNC"
    elif any(n.startswith("Nongovernmental Organization") for n in names):
        body = "NGO"
    sectors = _sectors("icews", names)
    if "Dissident" in names and not sectors:  # it also stands over every rebel group
        sectors = ["OPP"]
    return {"sectors": sectors, "body": body}


# Known groups of CAMEO that our coder has a code for; all others keep only their sectors.
_GROUPS = {"UNO": "UNO", "EEC": "EUR", "NGO": "NGO", "MNC": "MNC", "IGO": "IGO"}


def cameo_actor(key: str) -> Meaning:
    """`COUNTRY|GROUP|TYPE|TYPE|TYPE` of CAMEO as our country code and PLOVER sectors."""
    place, group, *types = key.split("|")
    code = _codes("cameo").get(place)
    if code is None and not place:
        code = _GROUPS.get(group) or next((_GROUPS[t] for t in types if t in {"NGO", "MNC", "IGO"}), None)
    return {"code": coded_as(code) if code else None, "sectors": _sectors("cameo", types)}


VOCABULARIES: dict[str, Vocabulary] = {
    "act": Vocabulary(
        {"type": "VARCHAR", "modes": "VARCHAR[]", "contexts": "VARCHAR[]", "quad": "TINYINT", "intensity": "DOUBLE"}, act
    ),
    "country": Vocabulary({"code": "VARCHAR", "place": "VARCHAR"}, country),
    "fips": Vocabulary({"code": "VARCHAR", "place": "VARCHAR"}, fips),
    "icews_sectors": Vocabulary({"sectors": "VARCHAR[]", "body": "VARCHAR"}, icews_sectors),
    "cameo_actor": Vocabulary({"code": "VARCHAR", "sectors": "VARCHAR[]"}, cameo_actor),
}  # fmt: skip
