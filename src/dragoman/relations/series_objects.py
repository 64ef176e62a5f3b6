"""The series of a dyad as JSON objects, one a step: all numbers become Python's own at once, by column, not cell by cell.

It counts nothing and leaves nothing out; a step in which nothing was watched has no counts.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.codebook.quads import QUAD_NAMES
from dragoman.relations.series import DIRECTIONS, PER, QUADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from dragoman.relations.series import DyadSeries

_NAMES = tuple(QUAD_NAMES[q] for q in QUADS)
_UNKNOWN = dict.fromkeys(("counts", "per_1000", "intensity", "episodes", "origins"))


def objects(series: DyadSeries) -> Iterator[dict[str, Any]]:
    """What `dragoman dyad --by STEP --json` prints: an object that says what the series is, then one a step."""
    yield {
        "record": "dyad series", "a": series.a, "b": series.b, "by": series.by, "dataset": series.dataset, "steps": len(series),
        "unwatched": int((~series.known).sum()), "acts": int(series.counts.sum()), "rate_per": PER,
        "day_of_act": "publication" if series.dataset == "dragoman" else "the event",
    }  # fmt: skip
    if not len(series):
        return
    starts = [day.isoformat() for day in series.starts]
    one = timedelta(days=1)
    ends = [(day - one).isoformat() for day in series.starts[1:]] + [
        series.last_day(len(series) - 1).isoformat()
    ]
    rates = series.rates()
    sides = (_direction(series, d, rates[d]) for d in range(len(DIRECTIONS)))
    for start, end, covered, *directions in zip(starts, ends, _covered(series), *sides, strict=True):
        yield {"record": "step", "start": start, "end": end, "coverage": covered, "directions": directions}


def _covered(series: DyadSeries) -> Iterator[dict[str, Any]]:
    seen = series.coverage
    sources = [None if np.isnan(x) else int(x) for x in seen.sources]
    columns = (_whole(seen.reports), sources, _whole(seen.days), _whole(seen.days_covered))
    rates = _rounded(seen.reports / seen.days)
    for reports, names, days, covered, rate in zip(*columns, rates, strict=True):
        yield {"reports": reports, "sources": names, "days": days, "days_covered": covered, "reports_per_day": rate}  # fmt: skip


def _direction(series: DyadSeries, d: int, per: NDArray[np.float64]) -> Iterator[dict[str, Any]]:
    """The objects of one direction, a step at a time. Steps without acts share theirs: nobody may change them."""
    source, target = {"forth": (series.a, series.b), "back": (series.b, series.a)}.get(
        DIRECTIONS[d], (None, None)
    )
    acts = series.counts[d].sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(acts > 0, series.intensity[d] / acts, np.nan)
    none = [None] * len(series)
    episodes = none if series.episodes is None else _whole(series.episodes[d])
    origins = none if series.origins is None else _whole(series.origins[d])
    side = {"direction": DIRECTIONS[d], "source": source, "target": target}
    no_counts, no_rates = dict.fromkeys(_NAMES, 0), dict.fromkeys(_NAMES, 0.0)
    unknown = side | _UNKNOWN
    quiet = unknown | {"counts": no_counts, "per_1000": no_rates}
    known = series.known.tolist()
    if series.episodes is None and series.origins is None and not acts.any():
        yield from (quiet if watched else unknown for watched in known)
        return
    counts = _named(_whole(column) for column in series.counts[d])
    rates = _named(_rounded(column) for column in per)
    columns = (acts.tolist(), counts, rates, _rounded(mean), episodes, origins)
    for watched, any_, count, rate, score, told, tellers in zip(known, *columns, strict=True):
        if not watched:
            yield unknown
        elif any_ or told is not None or tellers is not None:
            yield {
                **side, "counts": count if any_ else no_counts, "per_1000": rate if any_ else no_rates,
                "intensity": score if any_ else None, "episodes": told, "origins": tellers,
            }  # fmt: skip
        else:
            yield quiet


def _named(columns: Iterable[list[Any]]) -> list[dict[str, Any]]:
    """One object a step, with a number for each quad, from a column for each quad."""
    one, two, three, four = _NAMES
    return [{one: a, two: b, three: c, four: d} for a, b, c, d in zip(*columns, strict=True)]


def _whole(values: NDArray[np.float64]) -> list[Any]:
    return list(values.astype(int).tolist())


def _rounded(values: NDArray[np.float64]) -> list[Any]:
    """Three decimals, as Python's own numbers."""
    return list(np.round(values, 3).tolist())
