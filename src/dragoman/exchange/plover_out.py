"""PLOVER's own JSON lines: one event a line with its actors, recipients, place and source.

It never writes an act that did not happen under the type of the act: the type is the manual's for the status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.exchange.selection import OWN
from dragoman.store.imported import imported_record, imported_sql
from dragoman.store.queries import EventQuery, events_sql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dragoman.exchange.exporting import Order, Written
    from dragoman.store import Database

# PLOVER's numbers for how precisely a place is known.
_RESOLUTION = {"feature": 5, "city": 4, "admin2": 3, "admin1": 2, "country": 1}
_UNSAID = frozenset({"hypothetical", "denied", "failed"})
_FETCH = 10_000


def plover(database: Database, order: Order, path: Path) -> Written:
    """JSON lines as the PLOVER manual describes them, UTF-8."""
    from dragoman.exchange.exporting import Written

    written = Written(
        not_represented=dict(_LOST),
        columns={"line": "JSON object"},
        reading={"pandas": "pd.read_json(FILE, lines=True)"},
    )
    with path.open("wb") as file:
        for event in _events(database, order):
            why = _dropped(event)
            if why:
                written.dropped[why] = written.dropped.get(why, 0) + 1
                continue
            file.write(msgspec.json.encode(line(event)) + b"\n")
            written.rows += 1
    return written


_LOST = {
    "status": "acts that are planned or demanded have the type that the manual gives them; others than occurred are left out",
    "claim": "who says so: outlet alone, as the publication",
    "third": "third parties", "content": "the act that a speech act is about", "confidence": "no field for it",
    "cameo, goldstein": "no field for them",
    "magnitude": "dead, injured and arrested alone, without whoever counted them",
}  # fmt: skip


def _events(database: Database, order: Order) -> Iterator[dict[str, Any]]:
    """The events in the shape of their records, a few at a time: our own, then those of the data sets."""
    left = order.query.limit
    if OWN in order.datasets:
        sql, values = events_sql(order.query)
        for row in _rows(database, sql, values):
            event = msgspec.json.decode(row[0])
            event |= {"published": row[1].isoformat() if row[1] else None, "outlet": row[2]}
            left = left - 1 if left is not None else None
            yield event
    others = [d for d in order.datasets if d != OWN]
    if others and left != 0:
        fields = {f: getattr(order.query, f) for f in EventQuery.__slots__}
        sql, values = imported_sql(EventQuery(**(fields | {"limit": left})), others)
        for row in _rows(database, sql, values):
            yield imported_record(row)


def _rows(database: Database, sql: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
    cursor = database.connection.cursor()
    try:
        found = cursor.execute(sql, values)
        while rows := found.fetchmany(_FETCH):
            yield from rows
    finally:
        cursor.close()


def _dropped(event: dict[str, Any]) -> str | None:
    if event["type"] is None:
        return "no PLOVER type"
    if event["status"] in _UNSAID:
        return "status that the format cannot say (hypothetical, denied, failed)"
    if not event["date"] or not event["date"]["start"]:
        return "no day"
    if not event["source"]:
        return "no actor"
    return None


def line(event: dict[str, Any]) -> dict[str, Any]:
    """One event as PLOVER writes it; fields that are not known are left out."""
    evidence, claim = event.get("evidence"), event.get("claim") or {}
    kind = event.get("plover") or event["type"]
    out: dict[str, Any] = {
        "id": event["event_id"], "date": event["date"]["start"],
        "enddate": event["date"]["end"] if event["date"]["end"] != event["date"]["start"] else None,
        "actor": [_entity(a) for a in event["source"]], "recipient": [_entity(a) for a in event["target"]],
        "event": [kind], "mode": event["modes"] if kind == event["type"] else [], "context": event["contexts"],
        "quad_code": event["quad"], "event_scale": event["intensity"], "event_loc": _place(event["place"]),
        "event_text": evidence["text"] if evidence else event.get("text"),
        "text_info": {"sequence": event["sentence"], "start": evidence["start"], "end": evidence["end"]} if evidence else None,
        "cite_info": _cited({"publication": claim.get("outlet") or event.get("outlet"), "url": event.get("url"),
                             "corpus": event.get("dataset"), "coder": "dragoman" if evidence else None}),
    }  # fmt: skip
    out |= {
        size: _size(amount)
        for size, amount in sorted(event["magnitude"].items())
        if size in {"dead", "injured", "arrested"}
    }
    return {k: v for k, v in out.items() if v not in (None, [], {})}


def _entity(actor: dict[str, Any]) -> dict[str, Any]:
    out = {
        "code": actor["country"], "sector": actor["sector"], "entity_text": actor["text"], "identifier_id": actor.get("qid"),
        "identifier_text": actor["name"], "office": actor.get("office"),
    }  # fmt: skip
    return {k: v for k, v in out.items() if v is not None}


def _place(place: dict[str, Any] | None) -> dict[str, Any] | None:
    if not place:
        return None
    out = {
        "extracted_place": place.get("text"), "resolved_place": place["name"], "geonameid": place["geonames"], "lat": place["lat"],
        "lon": place["lon"], "province": place["admin1"], "country_code": place["country"],
        "resolution": _RESOLUTION.get(place["resolution"] or ""),
    }  # fmt: skip
    return {k: v for k, v in out.items() if v is not None}


def _cited(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in fields.items() if v is not None}


def _size(amount: dict[str, Any]) -> Any:
    """One number where the count is known, else its bounds."""
    low, high = amount.get("min"), amount.get("max")
    return low if low == high else {"min": low, "max": high}
