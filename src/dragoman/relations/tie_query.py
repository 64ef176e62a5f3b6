"""What the store is asked for the ledger: the events that may tell a tie, and which episode each belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.episodes import episodes
from dragoman.registry import registry
from dragoman.relations.opening import opening
from dragoman.relations.tie_holders import OFFICE, code_of, given_offices
from dragoman.relations.tie_records import Tie, holding
from dragoman.relations.tie_rules import rules
from dragoman.relations.ties import ties
from dragoman.relations.transitions import WORDS, transitions

if TYPE_CHECKING:
    from datetime import date

    from dragoman.relations.opening import Given
    from dragoman.relations.transitions import Transition
    from dragoman.store import Database


def ledger(
    database: Database, a: str | None = None, b: str | None = None, *, as_of: date | None = None, known_on: date | None = None,
    history: bool = False, kind: str | None = None, given: bool = True,
) -> list[Tie]:  # fmt: skip
    """The spells between `a` and `b`, of `a` with anybody, or all; see `RelationsDatabase.ties`."""
    events = tellings(database, a, b, known_on)
    told = [t for t in transitions(events) if _between(t.a, t.b, a, b) and kind in {None, t.kind}]
    lines = [
        g
        for g in (*opening(), *_offices(told, a, b, kind))
        if given and _between(g.a, g.b, a, b) and kind in {None, g.kind} and _known(g, known_on)
    ]
    used = {t.event_id for t in told}
    found = ties(told, lines, _episodes([e for e in events if e["event_id"] in used]))
    if history:
        return [t for t in found if as_of is None or t.since.start is None or t.since.start <= as_of]
    day = as_of or _last_day(database)
    return holding(found, day) if day is not None else found


def _between(x: str, y: str, a: str | None, b: str | None) -> bool:
    if a is None:
        return True
    sides = {code_of(x), code_of(y)}
    return sides == {a, b} if b is not None else a in sides


def _offices(told: list[Transition], a: str | None, b: str | None, kind: str | None) -> list[Given]:
    """The terms in office that the registry knows: all where offices are asked for, else only of those that reports tell of."""
    if kind == OFFICE:
        return given_offices({a} if a is not None and b is None else None, None) if b is None else []
    keys = {(t.a, t.b) for t in told if t.kind == OFFICE}
    return given_offices({x for x, _ in keys}, keys) if keys else []


def _known(given: Given, known_on: date | None) -> bool:
    return known_on is None or given.start is None or given.start <= known_on


def _last_day(database: Database) -> date | None:
    """The day to which the record reaches: without another word, "now"."""
    day = database.coverage()[1]
    return day if day is not None else registry().as_of


# Of other acts in the reports about two states only those are read that say who mediated, or of what town another speaks.
_OF_THE_TWO = """(event_id IN (SELECT event_id FROM wanted) OR (report_id IN (SELECT report_id FROM wanted)
  AND (list_contains(modes, 'third-party') OR (type IN ('ASSAULT', 'COERCE', 'RETREAT') AND place_country IS NOT NULL))))"""


def tellings(
    database: Database, a: str | None = None, b: str | None = None, known_on: date | None = None
) -> list[dict[str, Any]]:
    """The events that may change a tie of the two (of `a` with anybody; of all), by id, as far as published by `known_on`.

    Beside them stand those of the same reports that say of whom or where such a one tells.
    """
    sides: list[str] = []
    values: list[Any] = []
    for code, other in ((a, b), (b, a)):
        if code is None:
            continue
        side = "list_contains(source_countries, ?) OR list_contains(target_countries, ?)"
        if other is None:  # it may also be the country of a town, or be named as whose something is
            sides.append(f"({side} OR place_country = ? OR regexp_matches(evidence, ?))")
            values += [code, code, code, _names(code)]
        else:  # the second side may be named in the sentence without being a party of the act
            sides.append(f"({side} OR (len(target_countries) = 0 AND regexp_matches(evidence, ?)))")
            values += [code, code, _names(code)]
    types = sorted({t for r in rules() for t in r.types} | {"CONSULT"})
    tests = ["is_current", "list_contains(?, type)", "(type = 'AID' OR regexp_matches(evidence, ?, 'i'))"]
    values += [types, WORDS]
    if known_on is not None:
        tests.append("events.published <= ?")
        values.append(known_on)
    if sides:
        tests.append(_OF_THE_TWO)
    rows = database.sql(
        f"WITH wanted AS (SELECT event_id, report_id FROM events WHERE {' AND '.join(sides) or 'true'}) "  # noqa: S608 - our own words
        "SELECT record, events.published, events.outlet, events.text_hash FROM events "
        f"JOIN current_versions USING (story, text_hash) WHERE {' AND '.join(tests)} ORDER BY event_id",
        values,
    )
    out = []
    for record, published, outlet, text_hash in rows:
        event = msgspec.json.decode(record)
        out.append(
            event
            | {
                "published": published.isoformat() if published else None,
                "outlet": outlet,
                "text_hash": text_hash,
            }
        )
    return out


def _names(code: str) -> str:
    """A pattern of the ways in which a state is named in a text."""
    known = registry().country(code)
    if known is None:
        return re.escape(code)
    words = {known.name, *known.names, *known.adjectives, *known.demonyms, *known.capital_names, *known.seats}
    return r"\b(?:" + "|".join(sorted(map(re.escape, (w.rstrip("-") for w in words if len(w) > 2)))) + r")\b"


def _episodes(told: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """(episode, origin) of each event."""
    return {t.event_id: (e.episode_id, t.origin) for e in episodes(told) for t in e.tellings}
