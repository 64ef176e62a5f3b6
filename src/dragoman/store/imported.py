"""Events that others coded, as the store gives them: conditions, SQL, and the shape of an event.

It never mixes them with our own: who asks names the data sets.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.store.queries import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.store.queries import EventQuery

_COLUMNS = (
    "dataset", "native_id", "date_start", "date_end", "date_precision", "type", "modes", "contexts", "quad", "intensity",
    "cameo", "goldstein", "source_name", "source_country", "source_sectors", "target_name", "target_country",
    "target_sectors", "place", "place_country", "admin1", "lat", "lon", "place_resolution", "dead_min", "dead_max",
    "mentions", "publisher", "published", "url", "text", "extra",
)  # fmt: skip


def imported_conditions(query: EventQuery, datasets: Sequence[str]) -> tuple[list[str], list[Any]]:
    """The conditions of a query on the table `imported`, and their parameters.

    Raises UsageError for conditions that events of others cannot meet (status, report, confidence).
    """
    for name in ("status", "report", "min_confidence"):
        if getattr(query, name) is not None:
            raise UsageError(
                f"events of other data sets have no {name.removeprefix('min_')}; ask for them without it"
            )
    tests = ["list_contains(?, dataset)"] if len(datasets) > 1 else ["dataset = ?"]
    values: list[Any] = [list(datasets)] if len(datasets) > 1 else [datasets[0]]

    def add(test: str, *parameters: Any) -> None:
        tests.append(test)
        values.extend(parameters)

    for column, value in (
        ("source_country", query.source), ("target_country", query.target), ("type", query.type), ("native_id", query.event),
    ):  # fmt: skip
        if value:
            add(f"{column} = ?", value)
    if query.country:
        add("(source_country = ? OR target_country = ?)", query.country, query.country)
    if query.between:
        add("pair = ?", "-".join(sorted(query.between)))
    if query.name:
        add(
            "(contains(lower(source_name), lower(?)) OR contains(lower(target_name), lower(?)))",
            query.name,
            query.name,
        )
    if query.mode:
        add("list_contains(modes, ?)", query.mode)
    if query.context:
        add("list_contains(contexts, ?)", query.context)
    if query.since:
        add("date_end >= ?", query.since)
    if query.until:
        add("date_start <= ?", query.until)
    return tests, values


# Of so few rows each is named by its place in the table.
_NAMED = 1_000


def earliest_sql(query: EventQuery, datasets: Sequence[str]) -> tuple[str, list[Any]]:
    """The SQL of the places and days of the first rows (with `newest` the last) that meet a query, and its parameters.

    It reads no column but the days and those that the conditions name: to sort by ids as well, all ids would be read.
    """
    tests, values = imported_conditions(query, datasets)
    order = in_order("date_start", newest=query.newest)
    return (
        f"SELECT rowid, date_start FROM imported WHERE {' AND '.join(tests)} ORDER BY {order} LIMIT ?",  # noqa: S608
        [*values, query.limit],
    )


def among(query: EventQuery, first: Sequence[tuple[int, Any]]) -> tuple[str, list[Any]]:
    """The condition that holds of the rows that `earliest_sql` gave, and of all others of their last day."""
    assert query.limit is not None
    if len(first) < min(query.limit, _NAMED):
        return f"rowid IN ({', '.join(str(int(place)) for place, _ in first)})", []
    return f"date_start {'>=' if query.newest else '<='} ?", [first[-1][1]]


def imported_sql(
    query: EventQuery, datasets: Sequence[str], within: tuple[str, list[Any]] = ("true", [])
) -> tuple[str, list[Any]]:
    """The SQL of a query for events of others, by date, and its parameters. One row per event; `within` is one condition more."""
    tests, values = imported_conditions(query, datasets)
    tests, values = [*tests, within[0]], [*values, *within[1]]
    sql = (
        f"SELECT {', '.join(_COLUMNS)} FROM imported WHERE {' AND '.join(tests)} "  # noqa: S608 - names of this module
        f"ORDER BY {in_order('date_start', 'dataset', 'native_id', newest=query.newest)}"
    )
    if query.limit is not None:
        sql += " LIMIT ?"
        values.append(query.limit)
    return sql, values


def imported_quads_sql(query: EventQuery, datasets: Sequence[str]) -> tuple[str, list[Any]]:
    """The SQL of how many events of others meet a query, by quad class, and its parameters; null where PLOVER has no type."""
    tests, values = imported_conditions(query, datasets)
    return f"SELECT quad, count(*) FROM imported WHERE {' AND '.join(tests)} GROUP BY quad", values  # noqa: S608


def imported_record(row: tuple[Any, ...]) -> dict[str, Any]:
    """An event of another data set in the shape of ours, with `dataset`, `native_id` and `extra` beside.

    What the data set does not tell is null; `status` is occurred, since that is what such a data set says of all
    that it holds.
    """
    r = dict(zip(_COLUMNS, row, strict=True))
    dead = {"min": r["dead_min"], "max": r["dead_max"], "text": None}
    place = {
        "name": r["place"], "country": r["place_country"], "admin1": r["admin1"], "lat": r["lat"], "lon": r["lon"],
        "geonames": None, "resolution": r["place_resolution"], "text": r["place"],
    }  # fmt: skip
    return {
        "record": "imported", "dataset": r["dataset"], "native_id": r["native_id"],
        "event_id": f"{r['dataset']}:{r['native_id']}", "type": r["type"], "modes": r["modes"], "contexts": r["contexts"],
        "quad": r["quad"], "intensity": r["intensity"], "cameo": r["cameo"], "goldstein": r["goldstein"],
        "source": _side(r, "source"), "target": _side(r, "target"), "third": [],
        "date": {"start": r["date_start"].isoformat(), "end": r["date_end"].isoformat(), "precision": r["date_precision"],
                 "text": None, "basis": "the data set"},
        "place": place if r["place"] or r["lat"] is not None else None,
        "magnitude": {"dead": dead} if r["dead_max"] is not None or r["dead_min"] is not None else {},
        "status": "occurred", "mentions": r["mentions"], "outlet": r["publisher"],
        "published": r["published"].isoformat() if r["published"] else None, "url": r["url"], "text": r["text"],
        "extra": json.loads(r["extra"]) if r["extra"] else {},
    }  # fmt: skip


def _side(r: dict[str, Any], side: str) -> list[dict[str, Any]]:
    name, country, sectors = r[f"{side}_name"], r[f"{side}_country"], r[f"{side}_sectors"]
    if name is None and country is None and not sectors:
        return []
    return [
        {
            "text": name,
            "name": name,
            "country": country,
            "sector": sectors[0] if sectors else None,
            "sectors": sectors,
        }
    ]
