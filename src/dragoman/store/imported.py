"""Events that others coded, as the store gives them: conditions, SQL, and the shape of an event.

It never mixes them with our own: who asks names the data sets.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.store.queries import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.store.queries import EventQuery

_COLUMNS = (
    "dataset", "native_id", "date_start", "date_end", "date_precision", "type", "modes", "contexts", "quad", "intensity",
    "cameo", "goldstein", "source_name", "source_country", "source_sectors", "target_name", "target_country",
    "target_sectors", "place", "place_country", "admin1", "lat", "lon", "place_resolution", "dead_min", "dead_max",
    "mentions", "publisher", "published", "url", "text", "extra",
)  # fmt: skip
# What a line of a table shows. Each column that is read costs: the rows of a day lie in as many places as a year has blocks.
_BRIEF = (
    "dataset", "native_id", "date_start", "date_end", "date_precision", "type", "modes", "quad", "cameo", "source_name",
    "source_country", "source_sectors", "target_name", "target_country", "target_sectors", "publisher", "url", "text",
)  # fmt: skip
_LONG_ONLY = ("contexts", "intensity", "goldstein", "place", "magnitude", "mentions", "published", "extra")


def pair_key(a: str, b: str) -> str:
    """What stands in the column `pair` for two countries, in whatever order."""
    return "-".join(sorted((a, b)))


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
        add("pair = ?", pair_key(*query.between))
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


_FIRST = "SELECT rowid, date_start FROM imported WHERE {tests} ORDER BY {order} LIMIT ?"
# Of so few rows each is named by its place in the table.
_NAMED = 1_000
# Of more names than these hardly any block has none.
NAMES_MAX = 500


def names_sql(query: EventQuery, datasets: Sequence[str]) -> tuple[str, list[Any]]:
    """The SQL of the names that have the words of a query in them, and its parameters; see `store.kept.names_kept`."""
    sql = "SELECT DISTINCT name FROM imported_names WHERE list_contains(?, dataset) AND contains(lower(name), lower(?)) ORDER BY name"
    return f"{sql} LIMIT {NAMES_MAX + 1}", [list(datasets), query.name]


def earliest_sql(
    query: EventQuery, datasets: Sequence[str], names: Sequence[str] | None = None
) -> tuple[str, list[Any]]:
    """The SQL of the places and days of the first rows (with `newest` the last) that meet a query, and its parameters.

    It reads no column but the days and those that the conditions name: to sort by ids as well, all ids would be read. `names`
    are all names that have the words of the query in them, where they are known.
    """
    order = in_order("date_start", newest=query.newest)
    sides, values = [], []
    for condition in _sides(query, names):
        asked = (
            query
            if condition is None
            else replace(query, country=None)
            if names is None
            else replace(query, name=None)
        )
        tests, parameters = imported_conditions(asked, datasets)
        if condition is not None:
            tests, parameters = [*tests, condition[0]], [*parameters, *condition[1]]
        sides.append(_FIRST.format(tests=" AND ".join(tests), order=order))
        values += [*parameters, query.limit]
    if len(sides) == 1:
        return sides[0], values
    both = " UNION ".join(f"({side})" for side in sides)
    return f"SELECT rowid, date_start FROM ({both}) ORDER BY {order} LIMIT ?", [*values, query.limit]  # noqa: S608


def _sides(query: EventQuery, names: Sequence[str] | None) -> Iterator[tuple[str, list[Any]] | None]:
    """A condition on each side, where a query asks for something on either; None once where it does not.

    A condition on one column excludes blocks, and is tested where the column is read; "this side or that" is tested row by row.
    """
    if names is not None:
        for side in ("source", "target"):
            yield f"{side}_name IN ({', '.join('?' * len(names))})", list(names)
    elif query.country:
        for side in ("source", "target"):
            yield f"{side}_country = ?", [query.country]
    else:
        yield None


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
        f"SELECT {', '.join(_BRIEF if query.brief else _COLUMNS)} FROM imported WHERE {' AND '.join(tests)} "  # noqa: S608 - names of this module
        f"ORDER BY {in_order('date_start', 'dataset', 'native_id', newest=query.newest)}"
    )
    if query.limit is not None:
        sql += " LIMIT ?"
        values.append(query.limit)
    return sql, values


def placed_sql(places: Sequence[int], query: EventQuery) -> tuple[str, list[Any]]:
    """The SQL of the events at some places of the table, in the order and number of a query, and its parameters."""
    sql = (
        f"SELECT {', '.join(_BRIEF if query.brief else _COLUMNS)} FROM imported "  # noqa: S608 - names of this module
        "SEMI JOIN (SELECT unnest(?::BIGINT[]) AS place) AS wanted ON imported.rowid = wanted.place "
        f"ORDER BY {in_order('date_start', 'dataset', 'native_id', newest=query.newest)} LIMIT ?"
    )
    return sql, [list(places), query.limit]


def imported_record(row: tuple[Any, ...], *, brief: bool = False) -> dict[str, Any]:
    """An event of another data set in the shape of ours, with `dataset`, `native_id` and `extra` beside.

    What the data set does not tell is null; `status` is occurred, since that is what such a data set says of all
    that it holds. A `brief` one lacks what a line of a table does not show.
    """
    r: dict[str, Any] = dict.fromkeys(_COLUMNS) | dict(zip(_BRIEF if brief else _COLUMNS, row, strict=True))
    dead = {"min": r["dead_min"], "max": r["dead_max"], "text": None}
    place = {
        "name": r["place"], "country": r["place_country"], "admin1": r["admin1"], "lat": r["lat"], "lon": r["lon"],
        "geonames": None, "resolution": r["place_resolution"], "text": r["place"],
    }  # fmt: skip
    out = {
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
    return {k: v for k, v in out.items() if k not in _LONG_ONLY} if brief else out


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
