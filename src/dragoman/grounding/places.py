"""Places: where an act happens, by the locative words of its clause, and the dateline of a report.

It never takes the dateline, a speaker's seat or a country that only acts for the place of an act, and gives no point
for a country or a part of the world.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.grounding.gazetteer import Candidate, Surroundings, gazetteer
from dragoman.grounding.places_clause import Named, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.language.parsed import Parsed
    from dragoman.model import Place, Span

_DATELINE = re.compile(
    r"^\s*(?P<name>[A-Z][A-Z'\u2019.-]+(?:[ -][A-Z][A-Z'\u2019.-]+){0,3}|[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,2})"
    r"(?:,\s+(?P<within>[A-Z][\w .'-]{2,30}?))?"
    r"(?:,?\s+(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?)?"
    r"\s*(?:[,:]?\s*\((?P<agency>[^)\n]{2,40})\))?\s*(?:[-\u2013\u2014:]{1,2})\s+(?=[\"\u201c\u2018A-Z])"
)
_MOST_WORDS = 60


def place_of(parsed: Parsed, trigger: Span, countries: Sequence[str] = ()) -> Place | None:
    """The place of the act at `trigger`; None when its clause names none.

    `countries` are the ISO 3166 alpha-3 codes of the actors, strongest first: they help to tell places of one name
    apart. The most exact place of the clause is taken: a town before its province before its country.
    """
    places = gazetteer()
    best: tuple[float, Place] | None = None
    for cost, item in named(parsed, trigger):
        chosen = _choose(item, countries)
        if chosen is None:
            continue
        # A country one step nearer does not hide the town beside it ("in Syria, near Homs").
        rank = cost + (
            1.6 if chosen.kind in ("country", "continent", "world_region", "ocean", "sea") else 0.0
        )
        if best is None or rank < best[0]:
            best = rank, places.place(chosen, item.text)
    return None if best is None else best[1]


def _choose(item: Named, countries: Sequence[str]) -> Candidate | None:
    places = gazetteer()
    known = Surroundings(tuple(dict.fromkeys((*item.countries, *countries))))
    chosen = places.choose(item.meaning or item.text, known, item.within)
    if item.within is None or chosen is None:
        return chosen
    area = places.choose(item.within, known)
    if area is None or area.country == chosen.country:
        return chosen
    # "Taji, Iraq": a name unknown there is no town of that name elsewhere
    return chosen if chosen.kind == "country" else area


def dateline(text: str) -> Place | None:
    """The place a report was filed from ("DAMASCUS, May 1 (Reuters) - ..."); None without a dateline."""
    match = _DATELINE.match(text[:200])
    if match is None or (match["agency"] is None and not match["name"].isupper()):
        return None
    return gazetteer().resolve(
        match["name"].title() if match["name"].isupper() else match["name"], within=match["within"]
    )
