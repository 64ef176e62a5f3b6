"""When relations between two powers turned: changes in the counts of their acts, month by month, beside what was covered.

The months without reports are missing, never quiet. What made a turn is shown as episodes around it, not asserted as a cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.codebook.records import QUAD_NAMES
from dragoman.relations.detector.changes import in_counts
from dragoman.relations.detector.setting import FIXED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.store import Database

# Months on each side whose mix of acts is compared. Ours.
_AROUND = 12
# One row per month and quad: acts between the two that happened, on the day of publication.
_COUNTS = """
SELECT date_trunc('month', events.published)::DATE AS month, quad, count(*) FROM events JOIN current_versions USING (story, text_hash)
WHERE is_current AND status IN ('occurred', 'ongoing') AND events.published IS NOT NULL
  AND (date_start IS NULL OR date_start >= events.published - 30)
  AND ((list_contains(source_countries, $a) AND list_contains(target_countries, $b))
    OR (list_contains(source_countries, $b) AND list_contains(target_countries, $a))
    OR (list_contains(source_countries, $a) AND list_contains(source_countries, $b) AND len(target_countries) = 0))
GROUP BY ALL ORDER BY ALL
"""
_COVERED = "SELECT date_trunc('month', published)::DATE, count(*) FROM reports WHERE published IS NOT NULL GROUP BY ALL"
_IMPORTED = """
SELECT date_trunc('month', date_start)::DATE, quad, count(*) FROM imported WHERE dataset = $dataset AND quad IS NOT NULL
  AND ((source_country = $a AND target_country = $b) OR (source_country = $b AND target_country = $a)) GROUP BY ALL ORDER BY ALL
"""
_IMPORTED_COVERED = "SELECT date_trunc('month', date_start)::DATE, count(*) FROM imported WHERE dataset = $dataset AND date_start IS NOT NULL GROUP BY ALL"


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One turn: the likeliest month, the months that hold it, how surely, and the acts per 100 reports before and after, by quad."""

    month: date
    first: date
    last: date
    probability: float
    before: dict[str, float]
    after: dict[str, float]

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman turning --json` prints."""
        return {
            "record": "turning point", "month": self.month.isoformat(), "first": self.first.isoformat(), "last": self.last.isoformat(),
            "probability": round(self.probability, 4), "before": self.before, "after": self.after,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """Monthly counts of a dyad by quad, the reports of each month beside them (0: not covered, so unknown)."""

    a: str
    b: str
    months: tuple[date, ...]
    counts: NDArray[np.float64]
    covered: NDArray[np.float64]

    def rate(self, low: int, high: int) -> dict[str, float]:
        """Acts per 100 covered reports of months low to high - 1, by quad."""
        seen = float(self.covered[low:high].sum())
        return {
            QUAD_NAMES[q]: round(100 * float(self.counts[q - 1, low:high].sum()) / seen, 2)
            if seen
            else float("nan")
            for q in sorted(QUAD_NAMES)
        }


def series(database: Database, a: str, b: str, dataset: str | None = None) -> Series:
    """The monthly series of the two countries from the first covered month to the last."""
    values: dict[str, Any] = {"a": a, "b": b}
    if dataset is None:
        rows, seen = database.named(_COUNTS, values), dict(database.named(_COVERED, {}))
    else:
        rows = database.named(_IMPORTED, values | {"dataset": dataset})
        seen = dict(database.named(_IMPORTED_COVERED, {"dataset": dataset}))
    months = _months(sorted(seen))
    place = {m: n for n, m in enumerate(months)}
    counts = np.zeros((4, len(months)))
    for month, quad, n in rows:
        counts[quad - 1, place[month]] = n
    return Series(a, b, months, counts, np.array([float(seen.get(m, 0)) for m in months]))


def _months(seen: Sequence[date]) -> tuple[date, ...]:
    if not seen:
        return ()
    first, last = (d.year * 12 + d.month - 1 for d in (seen[0], seen[-1]))
    return tuple(date(m // 12, m % 12 + 1, 1) for m in range(first, last + 1))


def turning_points(found: Series) -> list[TurningPoint]:
    """The turns of a series, in order; none where it is too short or too empty to be judged."""
    if not found.months:
        return []
    out = []
    for change in in_counts(found.counts, found.covered).found:
        last = min(change.last, len(found.months) - 1)
        out.append(
            TurningPoint(
                found.months[change.step], found.months[change.first], found.months[last], change.probability,
                found.rate(max(0, change.step - _AROUND), change.step), found.rate(change.step, change.step + _AROUND),
            )
        )  # fmt: skip
    return out


def was_one(found: Series, on: date) -> dict[str, Any]:
    """Was that month a turning point? The posterior that a change lies within three months of it, against all other months.

    `probability` is None where too little is on record; `share_as_high` is the share of months of this dyad with as high a
    probability: what a day drawn at random would have given.
    """
    place = {m: n for n, m in enumerate(found.months)}
    month = on.replace(day=1)
    posterior = in_counts(found.counts, found.covered) if found.months else None
    if month not in place or posterior is None or posterior.posterior is None:
        return {
            "record": "turning question",
            "on": on.isoformat(),
            "probability": None,
            "why": "not enough on record",
        }
    chance = np.zeros(len(found.months))
    changes = posterior.posterior.changes
    for position, step in enumerate(posterior.steps):
        chance[step] = changes[position] if position else 0.0
    near = np.array([min(1.0, chance[max(0, n - 3) : n + 4].sum()) for n in range(len(chance))])
    here = float(near[place[month]])
    n = place[month]
    return {
        "record": "turning question", "on": on.isoformat(), "probability": round(here, 4),
        "share_as_high": round(float((near >= here).mean()), 4), "months": len(found.months), "threshold": FIXED.threshold,
        "before": found.rate(max(0, n - _AROUND), n), "after": found.rate(n, n + _AROUND),
    }  # fmt: skip
