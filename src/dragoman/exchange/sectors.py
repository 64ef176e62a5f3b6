"""What foreign data sets say of an actor, as country and PLOVER sectors: their sector words, role codes and actor names.

It never guesses: a name that says neither gives nulls.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dragoman.codebook import codebook
from dragoman.exchange.countries import coded_as, codes, named
from dragoman.exchange.formats import PACKAGE
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.exchange.countries import Meaning

SYSTEMS = frozenset({"cameo", "icews", "icews_head", "plover", "acled_inter", "acled_name"})
_COLUMNS = ("system", "foreign", "sectors")


@cache
def sector_table() -> dict[tuple[str, str], tuple[str, ...]]:
    """(system, word) -> PLOVER sectors. Raises TableError for a sector that PLOVER has not."""
    known = codebook().sectors
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in read_tsv(PACKAGE, "data/sectors.tsv", _COLUMNS):
        key = (row.one_of("system", SYSTEMS), row["foreign"])
        if key in found:
            raise row.error(f"{row['foreign']!r} stands in the table twice")
        unknown = [s for s in row.many("sectors") if s not in known]
        if unknown:
            raise row.error(f"{', '.join(unknown)} is not a sector")
        found[key] = row.many("sectors")
    return found


def sectors(system: str, words: Iterable[str]) -> list[str]:
    """The sectors of some words of a system, each once, in the order of the words."""
    table = sector_table()
    return list(dict.fromkeys(s for w in words for s in table.get((system, w.strip()), ())))


def _common_first(found: Iterable[str]) -> list[str]:
    """Sectors in the order of the codebook: those that PLOVER takes as primary first."""
    known = list(codebook().sectors)
    return sorted(found, key=known.index)


# How the sector names of an actor without a country begin -> the code of what it is.
_ICEWS_BODIES = (
    ("International Government Organization", "IGO"), ("Multinational Corporation", "MNC"), ("Nongovernmental Organization", "NGO"),
    ("International Insurgents", "IMG"), ("International Radicals", "IMG"), ("International Separatists", "IMG"), ("International Rebels", "IMG"),
)  # fmt: skip


def icews_sectors(words: str) -> Meaning:
    """The sectors of a comma list of ICEWS, whose order says nothing; `body` is what an actor without a country is."""
    names = [w.strip() for w in words.strip('"').split(",")]
    body = next((code for word, code in _ICEWS_BODIES if any(n.startswith(word) for n in names)), None)
    heads = (s for (system, word), s in sector_table().items() if system == "icews_head" and word in names)
    return {"sectors": _common_first(sectors("icews", names)) or list(next(heads, ())), "body": body}


def plover_sectors(words: str) -> Meaning:
    """The sectors of a list between semicolons, commas or bars, as POLECAT writes them."""
    return {"sectors": sectors("plover", [w.strip().upper() for w in re.split(r"[;|,]", words)])}


# Known groups of CAMEO that our coder has a code for; all others keep only their sectors.
_GROUPS = {"UNO": "UNO", "EEC": "EUR", "NGO": "NGO", "MNC": "MNC", "IGO": "IGO"}


def cameo_actor(key: str) -> Meaning:
    """`COUNTRY|GROUP|TYPE|TYPE|TYPE` of CAMEO as our country code and PLOVER sectors."""
    place, group, *types = key.split("|")
    code = codes("cameo").get(place)
    if code is None and not place:
        code = _GROUPS.get(group) or next((_GROUPS[t] for t in types if t in {"NGO", "MNC", "IGO"}), None)
    return {"code": coded_as(code) if code else None, "sectors": sectors("cameo", types)}


_OF = re.compile(
    r"^(?:Former )?(?:Military|Police|Government)(?: Forces)?(?: of|:) (?:the )?(.+?)(?: \(| - |: |$)"
)
# A group that is called only by its people: "Syrian insurgents".
_PEOPLE = re.compile(r"^(.+?) (?:insurgents|rebels|separatists|militants|fighters)$")
_BRACKETS = re.compile(r"\(([^()]*)\)")


def acled_actor(key: str) -> Meaning:
    """`NAME|INTER` of ACLED: what the name says, else what the kind of actor (inter) says."""
    name, _, inter = key.rpartition("|")
    table = sector_table()
    said = [s for (system, begin), s in table.items() if system == "acled_name" and name.startswith(begin)]
    kind = table.get(("acled_inter", inter.strip().lower()), ())
    return {"code": _home(name), "sectors": sorted(set(said[0] if said else kind))}


def _home(name: str) -> str | None:
    """The country that the name of an actor says: forces of a state, a bracket, or a body that the registry knows."""
    if name.startswith(("United Nations", "UN ")) or ": United Nations" in name:
        return "UNO"
    of = _OF.match(name)
    brackets = [b for b in _BRACKETS.findall(name) if not re.search(r"\d", b)]
    code = next((c for c in map(named, [*([of[1]] if of else []), *reversed(brackets)]) if c), None)
    return coded_as(code) if code else body_country(name)


@cache
def _bodies() -> dict[str, str | None]:
    """Names of organisations in lower case -> their country; None where two of that name have different ones."""
    from dragoman.registry.known import shipped

    found: dict[str, str | None] = {}
    for body in shipped().bodies.values():
        for name in (body.name, *body.aliases):
            if body.kind == "party" and name.isupper():
                continue  # CPP is a party of Cambodia here and a guerrilla of the Philippines there
            key = name.lower()
            same = found.get(key, body.country) == body.country
            found[key] = body.country if same else None
    return found


def body_country(name: str) -> str | None:
    """The country of an organisation by its name, with or without the words in brackets or after a colon."""
    known = _bodies()
    bare = _BRACKETS.sub("", name).strip()
    for form in (
        name,
        bare,
        *_BRACKETS.findall(name),
        *bare.split(": "),
        bare.partition(" - ")[0],
        bare.removesuffix(" Movement"),
    ):
        plain = form.lower().removeprefix("the ").strip()
        if plain in known:
            return known[plain]
    return None


def ucdp_side(key: str) -> Meaning:
    """`SIDE|TYPE OF VIOLENCE` of UCDP: a government, civilians, or an armed group."""
    name, _, kind = key.rpartition("|")
    if name == "Civilians":
        return {"code": None, "sectors": ["CVL"]}
    if name.startswith("Government of "):
        return {"code": _coded(name.removeprefix("Government of ").removeprefix("the ")), "sectors": ["GOV"]}
    found = {"1": ["REB"], "2": ["UAF"], "3": ["UAF"]}.get(kind, [])
    people = _PEOPLE.match(name)
    return {"code": _home(name) or (_coded(people[1]) if people else None), "sectors": found}


def _coded(name: str) -> str | None:
    code = named(name)
    return coded_as(code) if code else None
