"""How much the registry's tables hold of each kind of thing: what news of sixty states needs, counted."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from dragoman.registry import registry
from dragoman.registry.surfaces import key
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from dragoman.registry.records import Body

FEATURES = ("name", "aliases", "kind", "country", "lat", "lon", "resolution", "source", "checked")


@cache
def states_with(kind: str) -> frozenset[str]:
    """The states (no groups of states, no dependencies) that have somebody in a kind of office."""
    known = registry()
    states = {c.code for c in known.countries.values() if c.coded_as == c.code}
    held = {t.country for p in known.people for t in known.person(p) if t.kind == kind and t.pack is None}
    return frozenset(held & states)


def test_sixty_states_have_foreign_ministers() -> None:
    assert len(states_with("foreign_minister")) >= 60


def test_sixty_states_have_defence_ministers() -> None:
    assert len(states_with("defence_minister")) >= 60


def test_sixty_states_have_interior_ministers() -> None:
    assert len(states_with("interior_minister")) >= 60


def test_sixty_states_have_army_chiefs() -> None:
    assert len(states_with("chief_of_staff")) >= 60


def test_sixty_states_have_intelligence_chiefs() -> None:
    assert len(states_with("intelligence_chief")) >= 60


def test_sixty_states_have_spokespersons() -> None:
    assert len(states_with("spokesperson")) >= 60


def test_sixty_states_have_chief_negotiators() -> None:
    assert len(states_with("negotiator")) >= 60


def bodies(*kinds: str) -> list[Body]:
    """Bodies by name: one that changed its standing has several lines and counts once."""
    return list({(b.kind, b.name): b for b in registry().bodies.values() if b.kind in kinds}.values())


def test_four_hundred_armed_groups_parties_and_movements_are_known() -> None:
    assert len(bodies("group", "party", "movement")) >= 400


def test_250_outlets_say_who_owns_them() -> None:
    outlets = [o for o in registry().outlets.values() if o.country and o.ownership != "unknown"]
    assert len(outlets) >= 250


def test_300_places_are_no_towns() -> None:
    features = read_tsv("dragoman.grounding", "data/features.tsv", FEATURES)
    wide = {"province", "county", "world_region", "continent", "ocean"}
    assert sum(f["kind"] not in wide for f in features) >= 300


def led() -> set[str]:
    known = registry()
    offices = [t.office for p in known.people for t in known.person(p) if t.kind == "igo_head" and not t.pack]
    return {key(o).rpartition(" of ")[2].removeprefix("the ") for o in offices}


def test_sixty_organisations_have_heads() -> None:
    assert len(led()) >= 60


def test_sixty_groups_of_states_have_members_by_date() -> None:
    assert len([b for b in registry().blocs.values() if b.members and b.start]) >= 60


@pytest.mark.parametrize(
    ("country", "kind", "day", "person"),
    [
        ("ESP", "interior_minister", "2019-10-14", "Fernando Grande-Marlaska"),
        ("MEX", "interior_minister", "2008-11-03", "Juan Camilo Mouriño"),
        ("TUN", "interior_minister", "2011-02-10", "Farhat Rajhi"),
        ("KAZ", "intelligence_chief", "2022-01-04", "Karim Massimov"),
        ("BLR", "intelligence_chief", "2021-05-23", "Ivan Tertel"),
        ("SWE", "defence_minister", "2022-05-16", "Peter Hultqvist"),
        ("TWN", "defence_minister", "2022-08-02", "Chiu Kuo-cheng"),
        ("COL", "negotiator", "2014-06-01", "Humberto de la Calle"),
        ("USA", "interior_minister", "2020-07-17", "Chad Wolf"),
    ],
)
def test_the_office_was_held_on_that_day_by(country: str, kind: str, day: str, person: str) -> None:
    held = {
        t.person
        for p in registry().people
        for t in registry().tenures(p, date.fromisoformat(day))
        if (t.country, t.kind) == (country, kind)
    }
    assert person in held
