"""Places: where an act happens, by the locative words of its clause, and the dateline of a report.

It never takes the dateline, a speaker's seat or a country that only acts for the place of an act, and gives no point
for a country or a part of the world.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.grounding.gazetteer import Candidate, Surroundings, gazetteer
from dragoman.grounding.places_clause import Named, named
from dragoman.language.datelines import datelines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.language.parsed import Parsed
    from dragoman.model import Place, Span

_OPENS = frozenset('"\u201c\u2018')


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


def place_around(parsed: Parsed, trigger: Span) -> Place | None:
    """The place of the act, or else that of a clause that tells how it came about ("died when shells hit a market in Homs")."""
    found = place_of(parsed, trigger)
    tokens = parsed.tokens_in(trigger)
    if found is not None or not tokens:
        return found
    verbs = [tokens[-1], *(t for t in tokens[-1].subtree if t.dep_ == "conj" and t.pos_ == "VERB")]
    for clause in (c for verb in verbs for c in verb.children if c.dep_ == "advcl"):
        found = place_of(parsed, parsed.span_of(clause))
        if found is not None:
            return found
    return None


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
    line = next((d for d in datelines(text) if d.sure), None)
    if line is None or line.place is None or not (text[line.end].isupper() or text[line.end] in _OPENS):
        return None
    name = line.place.title() if line.place.isupper() else line.place
    return gazetteer().resolve(name, within=line.within)
