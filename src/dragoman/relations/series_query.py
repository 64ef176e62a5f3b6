"""What the store is asked for the series of a dyad: counts by step, and what was covered, summed up in SQL."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.errors import UsageError
from dragoman.relations.dyads import direction_of
from dragoman.relations.series import DIRECTIONS, QUADS, DyadSeries, Step, by_step, first_days
from dragoman.store.imported import pair_key
from dragoman.store.kept import MILLION, days_kept
from dragoman.store.pairs import days_since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.store import Database
    from dragoman.store.pairs import PairEvents, PairMonths, PairRows

# ruff: noqa: S608 - its SQL is put together from its own constants; values travel as parameters

OWN = "dragoman"

# An act told in words of the past ("in 2003") is no act of the day on which it is told. Days. Ours.
_RECENT = 30
_SIDES = """
  list_contains(source_countries, $a) AND list_contains(target_countries, $b) AS forth,
  list_contains(source_countries, $b) AND list_contains(target_countries, $a) AS back
"""
_BETWEEN = """((list_contains(source_countries, $a) AND list_contains(target_countries, $b))
    OR (list_contains(source_countries, $b) AND list_contains(target_countries, $a))
    OR (list_contains(source_countries, $a) AND list_contains(source_countries, $b) AND len(target_countries) = 0))"""
_HAPPENED = f"""status IN ('occurred', 'ongoing') AND events.published IS NOT NULL
  AND (date_start IS NULL OR date_start >= events.published - {_RECENT})
  AND events.published >= $first AND events.published <= $last"""
# Grain: a row per step, direction (its place in DIRECTIONS) and quad.
_ACTS = f"""
WITH told AS (SELECT events.published, quad, intensity, {_SIDES} FROM events JOIN current_versions USING (story, text_hash)
  WHERE is_current AND {_HAPPENED} AND {_BETWEEN})
SELECT date_trunc($step, published)::DATE AS step,
  CASE WHEN forth AND NOT back THEN 0 WHEN back AND NOT forth THEN 1 ELSE 2 END AS direction,
  quad, count(*) AS acts, sum(intensity) AS score FROM told GROUP BY ALL ORDER BY ALL
"""
_COVERED = """
SELECT date_trunc($step, published)::DATE AS step, count(*) AS reports, count(DISTINCT published) AS days,
  nullif(count(DISTINCT outlet), 0) AS sources
FROM reports WHERE published >= $first AND published <= $last GROUP BY ALL
"""
_EVENTS = f"SELECT event_id FROM events WHERE {_HAPPENED} AND {_BETWEEN}"
_KINDS = f"""SELECT type, count(*) FROM events JOIN current_versions USING (story, text_hash)
WHERE is_current AND {_HAPPENED} AND {_BETWEEN} GROUP BY ALL ORDER BY ALL"""
_IMPORTED_KINDS = """SELECT type, count(*) FROM imported WHERE pair = $pair AND dataset = $dataset AND type IS NOT NULL
AND date_start >= $first AND date_start <= $last GROUP BY ALL ORDER BY ALL"""
_IMPORTED_DAYS = """SELECT date_start AS day, count(*) AS events FROM imported
   WHERE dataset = $dataset AND date_start >= $first AND date_start <= $last GROUP BY date_start"""
_KEPT_DAYS = (
    """SELECT day, events FROM imported_days WHERE dataset = $dataset AND day >= $first AND day <= $last"""
)
_IMPORTED_COVERED = "SELECT date_trunc($step, day)::DATE AS step, sum(events)::BIGINT AS reports, count(*) AS days, NULL::BIGINT AS sources FROM ({days}) GROUP BY ALL"


def series(
    database: Database, a: str, b: str, datasets: Sequence[str] = (OWN,), *, by: Step = "month", since: date | None = None,
    until: date | None = None, episodes: bool = True, imported: PairEvents | None = None,
) -> DyadSeries:  # fmt: skip
    """The series of the countries `a` and `b`; `episodes=False` leaves episodes and origins uncounted, which is quicker.

    `imported` are the events of the two in an imported data set, where something of them has been read already. Raises UsageError for more than one data set: their coverage differs.
    """
    if len(datasets) != 1:
        raise UsageError(
            f"a series is of one data set, since each covers the world in its own way; asked for {', '.join(datasets) or 'none'}"
        )
    (dataset,) = datasets
    values = _values(a, b, dataset, since or date.min, until or date.max) | {"step": by}
    own = dataset == OWN
    acts: Sequence[NDArray[Any]]
    if own:
        acts = database.columns(_ACTS, values)
    else:
        acts = _acts(imported or database.pair(a, b, datasets), by, values["first"], values["last"])
    covered = database.columns(_covered(database, dataset), values)
    out = by_step(a, b, by, dataset, acts=acts, covered=covered, first=since, last=until)
    return _with_episodes(database, out, values) if own and episodes else out


def _acts(imported: PairEvents, by: Step, first: date, last: date) -> list[NDArray[Any]]:
    """The acts of imported events by step, direction and quad, in the columns that `by_step` takes."""
    months = imported.months if by == "month" and _whole_months(first, last) else None
    return _summed(imported.rows, by, first, last) if months is None else _kept(months, first, last)


def _whole_months(first: date, last: date) -> bool:
    """True for an interval from the first day of a month to the last of one."""
    return first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1)


def _kept(months: PairMonths, first: date, last: date) -> list[NDArray[Any]]:
    # A month that is not known compares as false.
    which = (months.quad > 0) & (months.month >= np.datetime64(first)) & (months.month <= np.datetime64(last))
    return [months.month[which], ~months.forth[which], months.quad[which], months.events[which], months.score[which]]  # fmt: skip


def _summed(rows: PairRows, by: Step, first: date, last: date) -> list[NDArray[Any]]:
    which = (rows.quad > 0) & (rows.first >= days_since(first)) & (rows.first <= days_since(last))
    day, quad, back = rows.first[which], rows.quad[which], ~rows.forth[which]
    if not len(day):
        return [np.zeros(0, "datetime64[D]"), *(np.zeros(0) for _ in range(4))]
    least = int(day.min())
    starts, step = np.unique(first_days(np.arange(least, day.max() + 1).astype("datetime64[D]"), by), return_inverse=True)  # fmt: skip
    # One number for each step, direction and quad.
    cell = (step[day - least] * 2 + back) * (len(QUADS) + 1) + quad
    number, score = np.bincount(cell), np.bincount(cell, np.rint(MILLION * rows.intensity[which])) / MILLION
    any_ = np.flatnonzero(number)
    rest, quads = np.divmod(any_, len(QUADS) + 1)
    return [starts[rest // 2], rest % 2, quads, number[any_], score[any_]]


def _covered(database: Database, dataset: str) -> str:
    """The SQL of what was watched by step: (first day, reports, days with any, sources)."""
    if dataset == OWN:
        return _COVERED
    kept = days_kept(database.connection, dataset)
    return _IMPORTED_COVERED.format(days=_KEPT_DAYS if kept else _IMPORTED_DAYS)


def kinds(database: Database, found: DyadSeries, first: date, last: date) -> dict[str, int]:
    """How many acts of each type a series counts from `first` to `last`."""
    values = _values(found.a, found.b, found.dataset, first, last)
    return dict(database.named(_KINDS if found.dataset == OWN else _IMPORTED_KINDS, values))


def _values(a: str, b: str, dataset: str, first: date, last: date) -> dict[str, Any]:
    return {
        "a": a,
        "b": b,
        "dataset": dataset,
        "pair": pair_key(a, b),
        "first": first,
        "last": last,
    }


def _with_episodes(database: Database, found: DyadSeries, values: dict[str, Any]) -> DyadSeries:
    """The series with what was told for the first time in each step, and by how many origins."""
    counted = {row[0] for row in database.named(_EVENTS, values)}
    since = max(values["first"], date(1, 2, 1)) - timedelta(days=_RECENT)
    episodes = np.zeros((len(DIRECTIONS), len(found)))
    origins: dict[tuple[int, int], set[str]] = defaultdict(set)
    for episode in (
        database.episodes(between=(found.a, found.b), since=since, until=values["last"]) if counted else ()
    ):
        d = DIRECTIONS.index(direction_of(found.a, found.b, episode.record))
        told = [
            (date.fromisoformat(t.published), t.origin)
            for t in episode.tellings
            if t.published and t.event_id in counted
        ]
        steps = [(n, origin) for day, origin in told if (n := found.position(day)) is not None]
        if steps:
            episodes[d, min(steps)[0]] += 1
        for n, origin in steps:
            origins[d, n].add(origin)
    count = np.zeros((len(DIRECTIONS), len(found)))
    for (d, n), names in origins.items():
        count[d, n] = len(names)
    return replace(found, episodes=episodes, origins=count)
