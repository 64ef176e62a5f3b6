"""Forecasts of changes of ties as records, with the changes and acts on record that speak for and against each.

They are kept, and scored when their window is over, as forecasts of acts are (`issued`).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman import __version__
from dragoman.errors import UsageError
from dragoman.forecast.issued import HORIZONS, Forecast
from dragoman.forecast.tie_chances import by_direction, chances, outcomes, reasons
from dragoman.forecast.tie_changes import KINDS, kinds_of
from dragoman.forecast.tie_signals import Memory
from dragoman.model import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.forecast.panel import Panel
    from dragoman.forecast.tie_changes import Change
    from dragoman.store import Database

# Past changes, and acts for and against, that are named beside a forecast: the latest of each.
_NAMED = 3
# Acts older than this speak neither for nor against a change of the next months.
_RECENT_DAYS = 365


def issue_ties(
    panel: Panel, changes: Sequence[Change], database: Database, a: str, b: str, tie: str, *,
    horizons: Sequence[int] = HORIZONS, on: date | None = None,
) -> list[Forecast]:  # fmt: skip
    """Forecasts of every change that `tie` means between `a` and `b`, for windows that begin the day after `on`.

    Raises UsageError where nothing of the two is on record, or such changes are told too rarely.
    """
    last = on or panel.day_of(panel.steps - 1)
    start = panel.step_of(last) + 1
    if not 0 < start <= panel.steps:
        raise UsageError(
            f"--on {last} is outside the record, {panel.first} to {panel.day_of(panel.steps - 1)}"
        )
    panel.index(a, b)
    out = []
    for days in horizons:
        for kind, model in sorted(by_direction(panel, changes, kinds_of(tie), days, start).items()):
            source, target = (a, b) if KINDS[kind].directed else tuple(sorted((a, b)))
            given = chances(panel, changes, model, kind)
            row = (given.dyads == panel.index(source, target)).nonzero()[0]
            if not len(row):
                raise UsageError(f"nothing between {a} and {b} is on record before {last + timedelta(1)}")
            n = int(row[0])
            begin, end, p = last + timedelta(1), last + timedelta(days), float(given.probability[n])
            act = KINDS[kind].name
            out.append(
                Forecast(
                    digest("tie forecast", last, source, target, act, begin, end, __version__, f"{p:.12f}"),
                    None, last, source, target, act, begin, end, p, float(given.low[n]), float(given.high[n]),
                    float(given.persistence[n]), float(given.base_rate[n]), reasons(model, given.signals[n]),
                    _told(changes, database, kind, source, target, last), model.windows, model.cases[kind], __version__,
                )
            )  # fmt: skip
    return out


def _told(
    changes: Sequence[Change], database: Database, kind: int, a: str, b: str, until: date
) -> tuple[dict[str, Any], ...]:
    """The latest changes of ties between the two, then the latest acts that speak for and against, newest first."""
    pair = {a, b}
    past = [c for c in changes if {c.a, c.b} == pair and c.known_on <= until]
    out = [
        {
            "event_id": c.event_id, "published": c.known_on.isoformat(), "type": KINDS[c.kind].words, "text": c.text,
            "speaks": "for" if KINDS[c.kind].breaks == KINDS[kind].breaks else "against",
        }
        for c in sorted(past, key=lambda c: (c.known_on, c.event_id), reverse=True)[:_NAMED]
    ]  # fmt: skip
    kindly, hostile = (1, 2), (3, 4)
    sides = (hostile, kindly) if KINDS[kind].breaks else (kindly, hostile)
    for speaks, quads in zip(("for", "against"), sides, strict=True):
        rows = database.sql(
            "SELECT event_id, published, type, evidence FROM events JOIN current_versions USING (story, text_hash) "  # noqa: S608
            "WHERE is_current AND status IN ('occurred', 'ongoing') AND quad IN (?, ?) AND published BETWEEN ? AND ? "
            "AND ((list_contains(source_countries, ?) AND list_contains(target_countries, ?)) "
            "OR (list_contains(source_countries, ?) AND list_contains(target_countries, ?))) "
            f"ORDER BY published DESC, event_id LIMIT {_NAMED}",
            [*quads, until - timedelta(_RECENT_DAYS), until, a, b, b, a],
        )
        out += [
            {"event_id": i, "published": d.isoformat(), "type": t, "text": x, "speaks": speaks}
            for i, d, t, x in rows
        ]
    return tuple(out)


def score_ties(database: Database, panel: Panel, changes: Sequence[Change]) -> int:
    """Say of every kept forecast of a tie whose window is over and covered what came; gives the number of those."""
    names = {k.name: n for n, k in enumerate(KINDS)}
    last = panel.day_of(panel.steps - 1)
    rows = database.sql(
        "SELECT forecast_id, source, target, act, window_start, window_end FROM forecasts "
        "WHERE dataset IS NULL AND contains(act, ':') AND window_end <= ?",
        [last],
    )
    memory = Memory(panel, changes)
    done = 0
    for key, source, target, act, begin, end in rows:
        if act not in names or (source, target) not in panel.dyads:
            continue
        came = outcomes(memory, [panel.step_of(begin)], (end - begin).days + 1)
        if came.covered[0]:
            hit = bool(came.hit[0, names[act], panel.index(source, target)])
            database.sql(
                "UPDATE forecasts SET outcome = ?, scored_on = ? WHERE forecast_id = ?", [hit, last, key]
            )
            done += 1
    return done
