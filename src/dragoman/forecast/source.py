"""The store's record as a panel: which rows count, on which day, and which days are covered.

A coded event stands on the day its report was published: that is when it could be known, so no forecast sees what was
told later, and a forecast says what reports of its window will tell. An imported event stands on its own day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dragoman.errors import UsageError
from dragoman.forecast.panel import panel

if TYPE_CHECKING:
    from dragoman.forecast.panel import Panel, Row
    from dragoman.store import Database

# What a report tells of longer ago is history, not news of its day.
NEWS_DAYS = 30

# One row per source country, target country, day of publication and type.
_CODED = """
WITH news AS (
    SELECT event_id, type, published, source_countries, target_countries
    FROM events JOIN current_versions USING (story, text_hash)
    WHERE is_current AND status IN ('occurred', 'ongoing') AND published IS NOT NULL
      AND (date_start IS NULL OR date_start >= published - ?::INTEGER)
),
sides AS (  -- acts of all sides alike stand in the source alone: each does it to the others
    SELECT event_id, type, published, source_countries AS s,
           CASE WHEN len(target_countries) = 0 THEN source_countries ELSE target_countries END AS t
    FROM news
),
pairs AS (
    SELECT event_id, type, published, a.code AS source, b.code AS target
    FROM sides, unnest(s) AS a(code), unnest(t) AS b(code)
)
SELECT source, target, published, type, count(*) FROM pairs WHERE source <> target GROUP BY ALL ORDER BY ALL
"""
_COVERED = "SELECT published, count(*) FROM reports WHERE published IS NOT NULL GROUP BY ALL"
_IMPORTED = """
SELECT source_country, target_country, date_start, type, count(*) FROM imported
WHERE dataset = ? AND type IS NOT NULL AND date_start IS NOT NULL AND source_country IS NOT NULL AND target_country IS NOT NULL
  AND source_country <> target_country
GROUP BY ALL ORDER BY ALL
"""


def panel_of(database: Database, dataset: str | None = None) -> Panel:
    """The daily panel of the coded events, or of an imported data set by its name.

    Raises UsageError where the store has no such events.
    """
    if dataset is not None:
        rows: list[Row] = [(s, t, _day(d), k, n) for s, t, d, k, n in database.sql(_IMPORTED, [dataset])]
        if not rows:
            raise UsageError(
                f"no events of a data set {dataset!r} are in the store; see: dragoman import --help"
            )
        return panel(rows, "day")
    rows = [(s, t, _day(d), k, n) for s, t, d, k, n in database.sql(_CODED, [NEWS_DAYS])]
    return panel(rows, "day", {_day(d): n for d, n in database.sql(_COVERED)})


def _day(value: date) -> date:
    return date.fromordinal(value.toordinal())
