"""Alarms as a series of counts grows: what would have been said at each step with nothing known of the steps behind it.

Bayesian online change-point detection (Adams and MacKay 2007) with the evidence of the retrospective detector. It never takes
an alarm back; see `changes` for what the whole series says in hindsight.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dragoman.relations.detector.changes import likeliest, watched_steps
from dragoman.relations.detector.partition import forward, priced
from dragoman.relations.detector.setting import FIXED, Alarm, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# The kind of noise is chosen anew each time the series has grown by so much; it always comes from the steps before.
_GROWN = 1.5


def alarms(
    numbers: Sequence[Sequence[float]] | Floats,
    exposure: Sequence[float] | Floats | None = None,
    setting: Setting = FIXED,
) -> tuple[Alarm, ...]:
    """The alarms of one or several series of counts with changes in common, in order; arguments as for `changes.in_counts`.

    An alarm is given at the first step at which the regime in force began later than the last one told with a probability
    of `Setting.alarm_threshold`. An alarm at a step depends on no later step. Raises UsageError for negative counts.
    """
    table, watched, seen = watched_steps(numbers, exposure)
    return tuple(
        Alarm(int(seen[a.at]), int(seen[a.step]), a.probability)
        for a in raised(running(table, watched, setting), setting)
    )


def raised(chances: Iterable[tuple[int, Floats]], setting: Setting = FIXED) -> Iterator[Alarm]:
    """The alarms that the chances of `running` give."""
    begun = 0
    for n, chance in chances:
        # A regime whose start moves by a few steps as more is known is the one told before.
        after = begun + setting.width if begun else 1
        probability = float(chance[after:].sum())
        if probability >= setting.alarm_threshold:
            begun = after + int(chance[after:].argmax())
            yield Alarm(n - 1, begun, min(probability, 1.0))


def running(table: Floats, watched: Floats, setting: Setting = FIXED) -> Iterator[tuple[int, Floats]]:
    """(n, P) for each n: P[s] is the probability, with n steps known, that the regime in force began at step s."""
    steps, known = table.shape[1], setting.alarm_start
    noise = replace(setting, echoes=setting.alarm_echoes)
    while known <= steps:
        until = min(int(np.ceil(known * _GROWN)), steps + 1)
        shown = watched[: until - 1] / watched[:known].mean()
        stretches = likeliest(table[:, : until - 1], shown, noise, known)
        expected = setting.alarm_hazard * (until - 1)
        before = forward(stretches, expected, setting.shortest)
        joint = stretches + priced(until - 1, expected, setting.shortest)
        for n in range(known, until):
            place = n * (n - 1) // 2
            yield n, np.exp(before[:n] + joint[place : place + n] - before[n])
        known = until
