"""Alarms about two powers as the record grew: what would have been said on a day with only what was known then, and how late.

It takes nothing back: what hindsight says of the same series is `turning`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.relations.detector import online
from dragoman.relations.effect import Effect, effect
from dragoman.relations.turning import checked_length

if TYPE_CHECKING:
    from datetime import date

    from dragoman.relations.series import DyadSeries, Step


@dataclass(frozen=True, slots=True)
class Alarm:
    """On `known_on` it was said that the acts had changed, most likely from `at` on; `delay` steps after that one began.

    `effect` compares the stretch since the alarm before with the steps from `at` to the last one then known.
    """

    by: Step
    known_on: date
    at: date
    delay: int
    probability: float
    effect: Effect

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman turning --alarms --json` prints."""
        return {
            "record": "alarm", "by": self.by, "known_on": self.known_on.isoformat(), "at": self.at.isoformat(), "delay": self.delay,
            "probability": round(self.probability, 4), "effect": self.effect.to_dict(), "words": self.effect.words(),
        }  # fmt: skip


def alarms(found: DyadSeries) -> list[Alarm]:
    """The alarms of a series of counts, in order, each from the steps up to its own day alone. Raises UsageError for too many steps."""
    checked_length(found)
    if not len(found):
        return []
    out, before = [], 0
    for a in online.alarms(found.by_quad, found.coverage.reports):
        what = effect(found, min(before, a.step), a.step, a.at + 1)
        out.append(
            Alarm(
                found.by, found.last_day(a.at), found.starts[a.step], a.at - a.step + 1, a.probability, what
            )
        )
        before = a.step
    return out
