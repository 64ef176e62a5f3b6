"""Choosing places together: the names of one text say for each other which country and corner is meant.

It never finds names: it is given them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dragoman.grounding.gazetteer import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.grounding.gazetteer import Candidate, Gazetteer

_MANY_PEOPLE = 500_000


def together(
    gazetteer: Gazetteer, names: Sequence[tuple[str, str | None]], countries: Sequence[str] = ()
) -> list[Candidate | None]:
    """The places that the names of one text mean, in their order; each with the words after its comma, if any.

    First the plain ones are taken (countries, capitals, large towns, names with one reading); what they say of
    countries and neighbourhoods then decides the others. `countries` are known beforehand, strongest first.
    """
    first = [gazetteer.choose(name, Surroundings(tuple(countries)), within) for name, within in names]
    plain = [
        c
        for c, (name, _) in zip(first, names, strict=True)
        if c is not None and _is_plain(gazetteer, c, name)
    ]
    counted = Counter(c.country for c in plain if c.country)
    order = [code for code, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0] or ""))]
    known = (*countries, *(code for code in order if code not in countries))
    near = tuple(
        sorted(
            {(c.lat, c.lon) for c in plain if c.lat is not None and c.lon is not None and c.kind != "country"}
        )
    )
    around = Surroundings(known, near, careful=False)
    return [gazetteer.choose(name, around, within) for name, within in names]


def _is_plain(gazetteer: Gazetteer, candidate: Candidate, name: str) -> bool:
    if candidate.kind == "country":  # Georgia is also a state of another country
        return not any(
            c.kind == "admin1" and c.rank == 0 and c.country != candidate.country
            for c in gazetteer.lookup(name)
        )
    others = [
        c
        for c in gazetteer.lookup(name)
        if c.rank == 0 and c.country != candidate.country and c.kind in ("city", "admin1")
    ]
    rival = max((c.population for c in others), default=0)
    if candidate.id < 0 or (
        (candidate.capital or candidate.population >= _MANY_PEOPLE) and rival < candidate.population / 20
    ):
        return True
    return len({(c.country, c.admin1) for c in gazetteer.lookup(name)}) == 1
