"""Forecasts as records: issued with their vintage, kept in the store, and scored when their window is over.

A forecast once issued is never changed: asked again on the same record it is the same row, on a longer record another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman import __version__
from dragoman.errors import UsageError
from dragoman.forecast.backtest import brier, log_loss
from dragoman.forecast.chances import chance, train
from dragoman.forecast.panel import happened
from dragoman.model import digest, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.forecast.panel import Panel
    from dragoman.store import Database

HORIZONS = (7, 30, 90)
# Past events named beside a forecast: the latest that speak for it.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Forecast:
    """How likely it is that `source` does `act` to `target` from `window_start` to `window_end`, both days included.

    `act` is a PLOVER type or "quad N". `low` and `high` are the model's 90 % interval; `persistence` and `base_rate` what
    the two simple forecasts say; `reasons` are (words, log-odds added against an average pair of countries).
    """

    forecast_id: str
    dataset: str | None
    issued_on: date
    source: str
    target: str
    act: str
    window_start: date
    window_end: date
    probability: float
    low: float
    high: float
    persistence: float
    base_rate: float
    reasons: tuple[tuple[str, float], ...]
    evidence: tuple[dict[str, Any], ...]
    windows: int
    cases: int
    version: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman forecast --json` prints."""
        return {"record": "forecast", **plain(self)}


def issue(
    panel: Panel, database: Database, source: str, target: str, act: str, *,
    horizons: Sequence[int] = HORIZONS, on: date | None = None, dataset: str | None = None,
) -> list[Forecast]:  # fmt: skip
    """Forecasts for windows that begin the day after `on` (else after the last day on record).

    Raises UsageError where the two have no record, or too little is on record for a model.
    """
    last = on or panel.day_of(panel.steps - 1)
    start = panel.step_of(last) + 1
    if not 0 < start <= panel.steps:
        raise UsageError(
            f"--on {last} is outside the record, {panel.first} to {panel.day_of(panel.steps - 1)}"
        )
    dyad, channel = panel.index(source, target), panel.channel_of(act)
    told = _evidence(database, source, target, act, last, dataset)
    out = []
    for days in horizons:
        model = train(panel, channel, days, start)
        found = chance(panel, model, dyad)
        begin, end = last + timedelta(1), last + timedelta(days)
        out.append(
            Forecast(
                digest("forecast", dataset, last, source, target, act, begin, end, __version__, f"{found.probability:.12f}"),
                dataset, last, source, target, act, begin, end, found.probability, found.low, found.high,
                found.persistence, found.base_rate, found.reasons, told, model.windows, model.cases, __version__,
            )
        )  # fmt: skip
    return out


def _evidence(
    database: Database, source: str, target: str, act: str, until: date, dataset: str | None
) -> tuple[dict[str, Any], ...]:
    """The latest events of that kind that were known on the day, newest first."""
    test = ("quad = ?", int(act.split()[1])) if act.startswith("quad ") else ("type = ?", act)
    if dataset is None:
        sql = (
            "SELECT event_id, published, type, evidence FROM events JOIN current_versions USING (story, text_hash) "  # noqa: S608
            "WHERE is_current AND status IN ('occurred', 'ongoing') AND list_contains(source_countries, ?) "
            f"AND (list_contains(target_countries, ?) OR (len(target_countries) = 0 AND list_contains(source_countries, ?))) "
            f"AND {test[0]} AND published <= ? ORDER BY published DESC, event_id LIMIT {_NAMED}"
        )
        rows = database.sql(sql, [source, target, target, test[1], until])
    else:
        sql = (
            "SELECT native_id, date_start, type, coalesce(text, '') FROM imported WHERE source_country = ? "  # noqa: S608
            f"AND target_country = ? AND {test[0]} AND date_start <= ? AND dataset = ? "
            f"ORDER BY date_start DESC, native_id LIMIT {_NAMED}"
        )
        rows = database.sql(sql, [source, target, test[1], until, dataset])
    return tuple({"event_id": i, "published": d.isoformat(), "type": t, "text": x} for i, d, t, x in rows)


def save(database: Database, forecasts: Sequence[Forecast]) -> int:
    """Keep forecasts in the store; those already there stay as they are. Gives the number of new ones."""
    before = database.sql("SELECT count(*) FROM forecasts")[0][0]
    for f in forecasts:
        database.sql(
            "INSERT OR IGNORE INTO forecasts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            [f.forecast_id, f.dataset, f.issued_on, f.source, f.target, f.act, f.window_start, f.window_end, f.probability,
             f.low, f.high, f.persistence, f.base_rate, f.version, json.dumps(f.to_dict(), sort_keys=True)],
        )  # fmt: skip
    return int(database.sql("SELECT count(*) FROM forecasts")[0][0] - before)


def score(database: Database, panel: Panel, dataset: str | None = None) -> list[dict[str, Any]]:
    """Score every kept forecast whose window the record covers by now; gives all scored ones, by day of issue.

    A window of which less than half the days are covered stays open: nobody looked.
    """
    last = panel.day_of(panel.steps - 1)
    rows = database.sql(
        "SELECT forecast_id, source, target, act, window_start, window_end FROM forecasts "
        "WHERE dataset IS NOT DISTINCT FROM ? AND window_end <= ? AND NOT contains(act, ':')",  # those of ties: `tie_issued`
        [dataset, last],
    )
    for key, source, target, act, start, end in rows:
        came = happened(panel, panel.channel_of(act), [panel.step_of(start)], (end - start).days + 1)[0]
        known = came[panel.index(source, target)] if (source, target) in panel.dyads else -1
        if known >= 0:
            database.sql(
                "UPDATE forecasts SET outcome = ?, scored_on = ? WHERE forecast_id = ?",
                [bool(known), last, key],
            )
    done = database.sql(
        "SELECT forecast_id, issued_on, source, target, act, window_start, window_end, probability, persistence, base_rate, outcome "
        "FROM forecasts WHERE outcome IS NOT NULL AND dataset IS NOT DISTINCT FROM ? ORDER BY issued_on, source, target, act, window_end",
        [dataset],
    )
    return [_scored(row) for row in done]


def _scored(row: tuple[Any, ...]) -> dict[str, Any]:
    names = ("forecast_id", "issued_on", "source", "target", "act", "window_start", "window_end", "probability",
             "persistence", "base_rate", "outcome")  # fmt: skip
    out: dict[str, Any] = {"record": "scored forecast", **plain(dict(zip(names, row, strict=True)))}
    p, y = np.array([row[7]]), np.array([float(row[10])])
    return out | {"brier": round(float(brier(p, y)[0]), 4), "log": round(float(log_loss(p, y)[0]), 4)}
