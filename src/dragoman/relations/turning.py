"""When relations between two powers turned: changes in the counts of their acts, step by step, beside what was covered.

Steps without reports are missing, never quiet. What made a turn is shown beside it (`turning_why`), not asserted as a cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.errors import UsageError
from dragoman.relations.detector.changes import in_counts, in_values
from dragoman.relations.detector.setting import FIXED
from dragoman.relations.effect import Effect, effect

if TYPE_CHECKING:
    from datetime import date

    from dragoman.relations.detector.setting import Changes
    from dragoman.relations.series import DyadSeries, Step

# Steps on each side of a day in which a change counts as near it. Ours: a season of months, six weeks, a fortnight of days.
NEAR: dict[Step, int] = {"month": 3, "week": 6, "day": 14}
# The detector weighs every stretch of a series: time and memory grow with the square of the steps.
STEPS_MAX = 1100
OF = ("counts", "intensity")


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One turn: the first day of the likeliest step, the days that hold it, how surely, and what changed.

    `first` and `last` are the first day of the first and the last day of the last step that hold 90 % of the turn's
    probability. `effect` compares the stretch since the turn before with the stretch until the next.
    """

    by: Step
    of: str
    at: date
    first: date
    last: date
    probability: float
    effect: Effect

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman turning --json` prints."""
        return {
            "record": "turning point", "by": self.by, "of": self.of, "at": self.at.isoformat(), "first": self.first.isoformat(),
            "last": self.last.isoformat(), "probability": round(self.probability, 4), "effect": self.effect.to_dict(),
            "words": self.effect.words(),
        }  # fmt: skip


def changes(found: DyadSeries, of: str = "counts") -> Changes:
    """The changes of a series: of the counts of all four quads, or of the mean intensity of the acts.

    Raises UsageError for a series of more than 1,100 steps.
    """
    if of not in OF:
        raise UsageError(f"turning points are of {' or '.join(OF)}; not of {of!r}")
    checked_length(found)
    if of == "intensity":
        return in_values(found.mean_intensity(), found.by_quad.sum(axis=0))
    return in_counts(found.by_quad, found.coverage.reports)


def checked_length(found: DyadSeries) -> None:
    """Raises UsageError for a series of more than 1,100 steps."""
    if len(found) > STEPS_MAX:
        raise UsageError(
            f"{len(found)} {found.by}s are more than the {STEPS_MAX} steps in which turning points can be sought at once; "
            f"name fewer days with --since and --until, or take longer steps"
        )


def turning_points(found: DyadSeries, of: str = "counts") -> list[TurningPoint]:
    """The turns of a series, in order; none where it is too short or too empty to be judged. Raises UsageError."""
    if not len(found):
        return []
    told = changes(found, of).found
    cuts = [0, *(c.step for c in told), len(found)]
    return [
        TurningPoint(
            found.by, of, found.starts[c.step], found.starts[c.first], found.last_day(min(c.last, len(found) - 1)),
            c.probability, effect(found, cuts[n], c.step, cuts[n + 2]),
        )
        for n, c in enumerate(told)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Was a day a turning point? `probability` that a change lies within `NEAR` steps of it, None where it cannot be said.

    `share_as_high` is the share of the series' steps with as high a probability: what a day drawn at random would have
    given. `prior` is the probability before the counts were seen. `why` says why there is no answer.
    """

    a: str
    b: str
    by: Step
    on: date
    steps: int
    acts: int
    probability: float | None = None
    prior: float | None = None
    share_as_high: float | None = None
    effect: Effect | None = None
    why: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman turning --on DAY --json` prints."""
        numbers = {
            n: None if (v := getattr(self, n)) is None else round(v, 4)
            for n in ("probability", "prior", "share_as_high")
        }
        return {
            "record": "turning question", "a": self.a, "b": self.b, "by": self.by, "on": self.on.isoformat(), **numbers,
            "near": NEAR[self.by], "steps": self.steps, "acts": self.acts, "threshold": FIXED.threshold,
            "effect": self.effect.to_dict() if self.effect else None, "why": self.why, "words": self.words(),
        }  # fmt: skip

    def words(self) -> str:
        """The answer as sentences, with its numbers."""
        if (
            self.probability is None
            or self.effect is None
            or self.share_as_high is None
            or self.prior is None
        ):
            return f"It cannot be said: {self.why}."
        verdict = (
            "Yes" if self.probability >= FIXED.threshold else
            "Perhaps" if self.probability >= FIXED.threshold / 2 else "No, not that the record shows"
        )  # fmt: skip
        return (
            f"{verdict}. The probability that the acts between {self.a} and {self.b} changed within {NEAR[self.by]} {self.by}s of "
            f"{self.on} is {self.probability:.0%} ({self.prior:.1%} before the record was read); {self.share_as_high:.0%} of the "
            f"{self.steps} {self.by}s have one as high. From the stretch before to the stretch after: {self.effect.words()}. "
            f"The answer rests on {self.acts:,} acts."
        )


def question(found: DyadSeries, on: date) -> Answer:
    """Was that day a turning point? Raises UsageError for a series of too many steps."""
    acts = int(found.counts.sum())
    asked = Answer(found.a, found.b, found.by, on, len(found), acts)
    n = found.position(on)
    if n is None:
        return _unknown(asked, "nothing was watched on that day, or it lies outside of the record")
    told = changes(found)
    if told.posterior is None:
        return _unknown(asked, f"{acts} acts in {int(found.known.sum())} {found.by}s are too few to judge")
    near = NEAR[found.by]
    steps = np.arange(len(found))
    # What changed while nobody watched shows in the first step that was watched again.
    first = np.searchsorted(told.steps, steps - near)
    last = np.maximum(
        np.searchsorted(told.steps, steps + near, side="right") - 1, np.searchsorted(told.steps, steps)
    )
    chance = told.posterior.within_each(first, last)
    cuts = [0, *(c.step for c in told.found if abs(c.step - n) > near), len(found)]
    here = next((c.step for c in told.found if abs(c.step - n) <= near), n)
    low, high = max(c for c in cuts if c <= here), min(c for c in cuts if c > here or c == len(found))
    hazard = min(FIXED.expected_counts / len(told.steps), 0.25)
    return Answer(
        found.a, found.b, found.by, on, len(found), acts, float(chance[n]), float(1 - (1 - hazard) ** (2 * near + 1)),
        float((chance[found.known] >= chance[n]).mean()), effect(found, low, here, high),
    )  # fmt: skip


def _unknown(asked: Answer, why: str) -> Answer:
    return Answer(asked.a, asked.b, asked.by, asked.on, asked.steps, asked.acts, why=why)
