"""Which kind of noise makes a series of counts likeliest, changes allowed for. It tells no change.

All kinds are weighed in single precision first, which takes a third of the time; those that come so near the best that its rounding
might decide are weighed again in double precision. The choice is that of double precision alone.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from dragoman.relations.detector.count_evidence import Counted, Noise, apart, weigh
from dragoman.relations.detector.partition import forward

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import DTypeLike, NDArray

    from dragoman.relations.detector.setting import Setting

    Floats = NDArray[np.float64]

# Numbers weighed at once: evidence grows with the square of the steps.
_CELLS = 2_000_000
# Single precision moved the log likelihood of 395 made series (12 to 240 steps, up to 500,000 events) by at most 3.2e-7 an event and
# 3.2e-6 a step, over all kinds of noise; the doubt about two of them is three times that of both. It cannot hold the products of more events.
_DOUBT_EVENT, _DOUBT_STEP, _SINGLE_MAX = 2e-6, 2e-5, 500_000


def best(every: Sequence[tuple[Counted, Sequence[Noise]]], setting: Setting) -> list[Noise]:
    """Of each of some series of the same steps the kind of noise, among its kinds, under which it is likeliest."""
    quick = iter(_totals([(c, k) for c, kinds in every if _single(c) for k in kinds], setting, np.float32))
    out = []
    for counted, kinds in every:
        near = list(kinds)
        if _single(counted):
            totals = [next(quick) for _ in kinds]
            near = [
                k for k, total in zip(kinds, totals, strict=True) if total >= max(totals) - _doubt(counted)
            ]
        if len(near) > 1:
            near = [near[int(_totals([(counted, k) for k in near], setting, np.float64).argmax())]]
        out.append(near[0])
    return out


def _single(counted: Counted) -> bool:
    """True where single precision holds the counts."""
    return bool(counted.number.sum() < _SINGLE_MAX)


def _doubt(counted: Counted) -> float:
    """By how much rounding to single precision can move the difference of two log likelihoods."""
    return float(_DOUBT_EVENT * counted.number.sum() + _DOUBT_STEP * len(counted.number))


def _totals(pairs: Sequence[tuple[Counted, Noise]], setting: Setting, precision: DTypeLike) -> Floats:
    """The log likelihood of each series under the kind of noise that stands beside it."""
    regimes = [
        forward(rows, setting.expected_counts, setting.shortest)[:, -1] for rows in _weighed(pairs, precision)
    ]
    steps = [apart(counted, kinds) for counted, kinds in _by_series(pairs)]
    return np.concatenate(regimes) + np.concatenate(steps) if pairs else np.zeros(0)


def _by_series(pairs: Sequence[tuple[Counted, Noise]]) -> Iterator[tuple[Counted, list[Noise]]]:
    """Each series once, with all the kinds that follow one another beside it."""
    for _, same in groupby(pairs, key=lambda pair: id(pair[0])):
        series, kinds = zip(*same, strict=True)
        yield series[0], list(kinds)


def _weighed(pairs: Sequence[tuple[Counted, Noise]], precision: DTypeLike) -> Iterator[Floats]:
    """The evidence, a row a pair, in so large parts as can be weighed at once."""
    some = max(1, _CELLS // len(pairs[0][0].numbers)) if pairs else 1
    for n in range(0, len(pairs), some):
        part = pairs[n : n + some]
        rows = np.empty((len(part), len(part[0][0].numbers)), precision)
        done = 0
        for counted, kinds in _by_series(part):
            weigh(counted, kinds, precision, rows[done : done + len(kinds)])
            done += len(kinds)
        yield rows
