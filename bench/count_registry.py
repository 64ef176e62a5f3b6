"""Counts what the registry's tables hold, against what was set out for them.

Usage: python bench/count_registry.py
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date

from dragoman.grounding.definites import nouns
from dragoman.registry import Registry, registry
from dragoman.registry.surfaces import key
from dragoman.tables import read_tsv

_DAY = date(2024, 6, 1)
# Places of features.tsv that lie in no gazetteer of towns; provinces and counties are counted apart.
_DIVISIONS = frozenset({"province", "county"})
# Kinds of office that sixty states that make the news should have, and how the table below calls them.
_OFFICES = {
    "foreign_minister": "a foreign minister",
    "defence_minister": "a defence minister",
    "interior_minister": "an interior minister",
    "chief_of_staff": "an army chief",
    "intelligence_chief": "an intelligence chief",
    "spokesperson": "a spokesperson",
    "negotiator": "a chief negotiator",
}


def offices(known: Registry) -> dict[str, set[str]]:
    """The countries that have somebody of a kind of office in the table."""
    found: dict[str, set[str]] = {}
    for person in known.people:
        for tenure in known.person(person):
            if tenure.pack is None:
                found.setdefault(tenure.kind, set()).add(tenure.country)
    return found


def led(known: Registry) -> set[str]:
    """Organisations (of states, and of the United Nations and the EU) that have a head in the table."""
    heads = [
        f" {key(t.office)} "
        for p in known.people
        for t in known.person(p)
        if t.kind == "igo_head" and t.pack is None
    ]
    return {h.rpartition(" of ")[2].strip() or h.strip() for h in heads}


def with_members(known: Registry) -> list[str]:
    """Groups of states whose members are listed; the words for a region are left out by having no start."""
    return [b.id for b in known.blocs.values() if b.members and b.start]


def main() -> int:
    known = registry()
    kinds = Counter(b.kind for b in {(b.kind, b.name): b for b in known.bodies.values()}.values())
    by_kind = offices(known)
    states = {c.code for c in known.countries.values() if c.coded_as == c.code}
    features = read_tsv(
        "dragoman.grounding",
        "data/features.tsv",
        ("name", "aliases", "kind", "country", "lat", "lon", "resolution", "source", "checked"),
    )
    no_towns = [f for f in features if f["kind"] not in _DIVISIONS]
    rows = [
        ("states and territories", len(known.countries), None),
        ("persons in office", len(known.people), None),
        ("organisations of states", kinds["igo"], 60),
        ("... organisations with a head by date", len(led(known)), 60),
        ("... organisations and pacts with members by date", len(with_members(known)), 60),
        ("armed groups, parties, movements", sum(kinds[k] for k in ("group", "party", "movement")), 400),
        ("outlets and agencies", len(known.outlets), 250),
        ("places that are no towns", len(no_towns), 300),
        ("... and provinces, counties", len(features) - len(no_towns), None),
        *((f"states with {what}", len(by_kind[kind] & states), 60) for kind, what in _OFFICES.items()),
        ("companies", kinds["company"], None),
        ("role nouns", len(known.roles), None),
        ("nouns that stand for an institution", len(nouns()), None),
    ]
    print("| what | rows | asked |\n|---|---|---|")
    for what, count, asked in rows:
        print(f"| {what} | {count} | {asked if asked is not None else ''} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
