"""Which public lists agree with each line of the tables of countries, codes, bodies, outlets and groups of states."""

from __future__ import annotations

import re
from collections import Counter

from check_registry import SAME_BIRTH_DAYS, codes_of, names_in
from mark_offices import opened
from members import members_of_lists

from dragoman.registry import registry
from dragoman.registry.codes import country_codes
from dragoman.registry.surfaces import key
from dragoman.tables import first_or_last_day, read_tsv

ADMIN1 = ("country", "code", "name", "aliases", "kind", "geonames")
FEATURES = ("name", "aliases", "kind", "country", "lat", "lon", "resolution", "source", "checked")


def marks_of_countries() -> list[set[str]]:
    """ISO code and name; long form of the Factbook; birth and end after Gleditsch and Ward."""
    known = registry()
    alpha3 = {r["iso3166_1_alpha_2"]: r["iso3166_1_alpha_3"] for r in opened("country_codes.csv")}
    named = {
        r["iso3166_1_alpha_3"]
        for r in opened("country_codes.csv")
        if r["iso3166_1_alpha_3"] in codes_of(known, r["cldr_display_name"])
    }
    long_forms = {
        code
        for r in opened("countries_factbook_2026.csv")
        if (code := {"XK": "KOS"}.get(r["iso2"], alpha3.get(r["iso2"], "")))
        for name in names_in(r["long_form"])
        if code in codes_of(known, name)
    }
    born = {}
    for row in opened("gw_states.csv"):
        born[key(re.sub(r"\(.*?\)", "", row["statename"]).strip())] = (row["startdate"], row["enddate"])
    marks = []
    for c in known.countries.values():
        found = {"iso:name"} if c.code in named else set()
        if c.code in long_forms:
            found.add("factbook:name")
        days = next((born[key(n)] for n in (c.name, *c.names) if key(n) in born), None)
        if days and c.start and abs((c.start - first_or_last_day(days[0])).days) <= SAME_BIRTH_DAYS:
            ended = c.end and abs((c.end - first_or_last_day(days[1])).days) <= SAME_BIRTH_DAYS
            found.add("gw:days" if ended else "gw:start")
        marks.append(found)
    return marks


def marks_of_codes() -> list[set[str]]:
    """Codes that the public concordance, or the system itself, gives to the country."""
    listed: set[tuple[str, str, str]] = set()
    for row in opened("country_codes.csv"):
        code = row["iso3166_1_alpha_3"]
        listed |= {("iso2", row["iso3166_1_alpha_2"], code), ("isonum", row["iso3166_1_numeric"], code)}
        listed |= {("fips", fips, code) for fips in row["fips"].split(",")}
    numbers = {("gw", r["gwcode"]) for r in opened("gw_states.csv")}
    names = {
        ("gw", r["gwcode"]): key(re.sub(r"\(.*?\)", "", r["statename"]).strip())
        for r in opened("gw_states.csv")
    }
    known = registry()
    marks = []
    for line in country_codes():
        found = set()
        if (line.system, line.foreign, line.code) in listed:
            found.add("iso:code")
        if (line.system, line.foreign) in numbers:
            country = known.country(line.code)
            if country and names[line.system, line.foreign] in {
                key(n) for n in (country.name, *country.names)
            }:
                found.add("gw:code")
        marks.append(found)
    return marks


def marks_of_bodies() -> list[set[str]]:
    """Armed actors of the conflict data and organisations of the Factbook that are found under their name."""
    known = registry()
    found: dict[str, set[str]] = {}

    def add(words: str, mark: str) -> None:
        for name in known.find(words):
            if name.start == 0 and name.end == len(words):
                for entry in name.entries:
                    if entry.kind == "body":
                        found.setdefault(entry.ref, set()).add(mark)

    for actor in {r["actor"] for r in opened("ucdp_armed_actors.csv")}:
        add(re.sub(r"\s*\(.*?\)|\s*-\s.*$", "", actor), "ucdp:name")
    states = Counter(re.sub(r"\s*\(.*?\)", "", r["org"]) for r in opened("igo_participation_factbook.csv.gz"))
    for org in states:
        add(org, "factbook:name")
    return [
        {m for m in found.get(i, ()) if m != "factbook:name" or body.kind == "igo"}
        for i, body in known.bodies.items()
        if "@" not in i  # lines under an old name are made from others
    ]


def marks_of_outlets() -> list[set[str]]:
    """State media of the list: the outlet is there with that country; its owner where we call it state or public."""
    known = registry()
    by_name = {key(n): c.code for c in known.countries.values() for n in (c.name, *c.names)}
    found: dict[str, set[str]] = {}
    for row in opened("state_media_gmf.csv"):
        company = row["media_company"]
        names = [
            re.sub(r"\(.*?\)", "", company).strip(),
            *re.findall(r"\(([^)]*)\)", company),
            row["main_assets"],
        ]
        outlet = next((o for n in names if (o := known.outlet(n)) is not None), None)
        if outlet is None or by_name.get(key(row["country"])) not in {None, outlet.country}:
            continue
        agrees = row["typology"] != "CaPr" and outlet.ownership in {"state", "public", "party"}
        found.setdefault(outlet.name, set()).add("media:owner" if agrees else "media:name")
    return [{"media:owner"} if "media:owner" in (f := found.get(n, set())) else f for n in known.outlets]


def marks_of_blocs() -> list[set[str]]:
    """Groups of states whose members, on the list's last day, are those of the list."""
    agreeing = {bloc for bloc, lacking, more in members_of_lists() if not lacking and not more}
    return [{"factbook:members"} if b in agreeing else set() for b in registry().blocs]


def marks_of_places() -> list[set[str]]:
    """Places that GeoNames has as a first-order division of the same state."""
    divisions = {
        (row["country"], key(name))
        for row in read_tsv("dragoman.grounding", "data/admin1.tsv", ADMIN1)
        for name in (row["name"], *row.many("aliases"))
    }
    return [
        {"geonames:name"}
        if any((row["country"], key(n)) in divisions for n in (row["name"], *row.many("aliases")))
        else set()
        for row in read_tsv("dragoman.grounding", "data/features.tsv", FEATURES)
    ]
