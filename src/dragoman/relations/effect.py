"""How large a change was: rates before and after, how many times as frequent, with intervals; scores of the acts likewise.

It describes two stretches of a series and decides nothing about whether they differ; see `turning`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.codebook.quads import QUAD_NAMES
from dragoman.relations.series import PER, QUADS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.relations.series import DyadSeries

    Floats = NDArray[np.float64]

# Two-sided normal quantile of 90 %.
_Z = 1.645
# Half an act on each side keeps the ratio finite where there was none (Haldane 1956, Anscombe 1956).
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Ratio:
    """Acts of one quad per 1,000 reports before and after, and how many times as frequent they became (90 % interval).

    Bursts widen the interval: the variance is that of Poisson counts times the dispersion seen within the two stretches,
    and times (1 + r) / (1 - r) for a correlation r of neighbouring steps. Approximate; None where neither side was watched.
    """

    before: float | None
    after: float | None
    times: float | None
    low: float | None
    high: float | None

    @property
    def sure(self) -> bool:
        """True when the interval leaves out "as frequent as before"."""
        return self.low is not None and self.high is not None and (self.low > 1 or self.high < 1)

    @property
    def at_least(self) -> float:
        """Logarithm of the least change, up or down, that the interval holds; 0 when it may be none."""
        return (
            min(abs(float(np.log(self.low))), abs(float(np.log(self.high))))
            if self.sure and self.low and self.high
            else 0.0
        )

    def to_dict(self) -> dict[str, float | None]:
        """As JSON."""
        names = ("before", "after", "times", "low", "high")
        return {n: None if (v := getattr(self, n)) is None else round(v, 3) for n in names}


@dataclass(frozen=True, slots=True)
class Effect:
    """What changed between two stretches: ratios by quad, and mean PLOVER score of the acts before and after."""

    quads: dict[int, Ratio]
    score_before: float | None
    score_after: float | None

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "per": PER, "quads": {QUAD_NAMES[q]: r.to_dict() for q, r in self.quads.items()},
            "intensity": {
                "before": None if self.score_before is None else round(self.score_before, 2),
                "after": None if self.score_after is None else round(self.score_after, 2),
            },
        }  # fmt: skip

    def words(self) -> str:
        """The change in a line: what became more or less frequent, first what surely changed most."""
        moved = [(q, r) for q, r in self.quads.items() if r.times is not None and r.sure]
        moved.sort(key=lambda m: (-m[1].at_least, m[0]))
        parts = [f"{QUAD_NAMES[q]} {times(r)}: {_number(r.before)} → {_number(r.after)}" for q, r in moved]
        return "; ".join(parts) or "no kind of act by itself is surely more or less frequent"


def times(ratio: Ratio) -> str:
    """How many times as frequent, with the interval: "× 4.1 (2.2 to 7.6)"."""
    assert ratio.times is not None
    assert ratio.low is not None
    assert ratio.high is not None
    return f"× {_few(ratio.times)} ({_few(ratio.low)} to {_few(ratio.high)})"


def _few(x: float) -> str:
    return "over 100" if x > 100 else f"{x:.2g}"


def _number(rate: float | None) -> str:
    return "?" if rate is None else f"{rate:.3g}"


def effect(found: DyadSeries, low: int, cut: int, high: int) -> Effect:
    """What changed from the steps low .. cut - 1 to the steps cut .. high - 1."""
    before, after = slice(max(low, 0), cut), slice(cut, high)
    seen = found.coverage.reports
    quads = {q: _ratio(found.by_quad[q - 1], seen, before, after) for q in QUADS}
    return Effect(quads, _score(found, before), _score(found, after))


def _score(found: DyadSeries, part: slice) -> float | None:
    acts = found.counts[:, :, part].sum()
    return float(found.intensity[:, part].sum() / acts) if acts else None


def _ratio(counts: Floats, seen: Floats, before: slice, after: slice) -> Ratio:
    one, other = float(seen[before].sum()), float(seen[after].sum())
    x, y = float(counts[before].sum()), float(counts[after].sum())
    rates = (PER * x / one if one else None, PER * y / other if other else None)
    if not one or not other:
        return Ratio(*rates, None, None, None)
    ratio = (y + _HALF) / other / ((x + _HALF) / one)
    spread = np.sqrt(_inflation(counts, seen, (before, after)) * (1 / (x + _HALF) + 1 / (y + _HALF)))
    return Ratio(*rates, ratio, float(ratio * np.exp(-_Z * spread)), float(ratio * np.exp(_Z * spread)))


def _inflation(counts: Floats, seen: Floats, parts: tuple[slice, ...]) -> float:
    """By how much bursts and their echoes widen the variance of Poisson counts; 1 at least."""
    square, echo, steps = 0.0, 0.0, 0
    for part in parts:
        watched = seen[part] > 0
        y, x = counts[part][watched], seen[part][watched]
        if len(y) < 2 or not y.sum():
            continue
        mean = x * y.sum() / x.sum()
        rest = (y - mean) / np.sqrt(mean)
        square, echo, steps = (
            square + float(rest @ rest),
            echo + float(rest[1:] @ rest[:-1]),
            steps + len(y) - 1,
        )
    if not steps or not square:
        return 1.0
    r = min(max(echo / square, 0.0), 0.9)
    return max(square / steps, 1.0) * (1 + r) / (1 - r)
