"""The one fixed setting of the turning point detector, and the records that it gives. It computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.relations.detector.partition import Partition


@dataclass(frozen=True, slots=True)
class Setting:
    """Every number of the detector. Chosen on synthetic series and, in part,
    on the Turing change point data set, which was scored often meanwhile: its figure is one of development."""

    expected: float = 0.5
    """How many changes a series of values is expected to have before it is seen."""
    expected_counts: float = 0.1
    """The same for counts, whose bursts look more like changes than the noise of values does."""
    shortest: int = 3
    """Steps that a regime lasts at least: what is over sooner is an episode, not a turning point."""
    threshold: float = 0.5
    """A change is told when an interval of `width` steps holds one with at least this probability."""
    width: int = 6
    """Width in steps of the intervals in which a change is looked for."""
    mass: float = 0.9
    """Share of a change's probability that its interval of dates holds."""
    persistence: tuple[float, ...] = (0.0, 0.3, 0.6, 0.8, 0.9)
    """Candidates for the autocorrelation of the noise of values from step to step; averaged by their evidence."""
    doubt: float = 6.0
    """How many values the prior of a regime's variance is worth."""
    steepness: float = 8.0
    """Prior standard deviation of slopes, in standard deviations of the series over its whole length."""
    degrees: tuple[int, ...] = (2, 3, 4, 6)
    """Degrees of the smooth courses that a series of values may follow without any change."""
    curve_weight: float = 0.25
    """Prior weight of each smooth course beside a regime model."""
    walk_weight: float = 1e-11
    """Prior weight of a walk that jumps at every step beside a regime model: only a series that is nothing else is a walk."""
    periods: tuple[int, ...] = (4, 7, 12, 24, 52)
    """Periods in steps of a season that a series of values may have: quarters, days of the week, months, hours, weeks."""
    season_gain: float = 10.0
    """By how much a season must raise the log likelihood, less the price of its phases."""
    cycles: int = 4
    """How many times a season must come round."""
    spike: float = 2.5
    """A value further from the median of its five neighbours than so many deviations of the noise counts as that far."""
    sizes: tuple[float, ...] = (0.06, 0.12, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 32.0, np.inf)
    """Candidates for the size of negative binomial counts (small: bursts); the likeliest is taken."""
    echoes: tuple[float, ...] = (0.2, 0.4, 0.6, 0.8)
    """Candidates for the share of a count that is the echo of the step before; the likeliest is taken."""
    alarm_hazard: float = 1 / 1200
    """How probable a change is at each step to an alarm that watches a series of counts as it grows: one in a hundred years of months."""
    alarm_threshold: float = 0.9995
    """An alarm is given when the regime in force began after the last one with at least this probability. Of .99, .995, .999, .9995 and
    .9999 the least that keeps steady series of each kind under 3 in 100 (bench/turning.md): who looks every month looks often."""
    alarm_echoes: tuple[float, ...] = (0.0, 0.2, 0.4, 0.6, 0.8)
    """`echoes` for alarms; 0 is no echo, but bursts that grow with what is watched, which a rise in coverage else makes a change."""
    alarm_start: int = 12
    """Steps that must be known before anything can be an alarm."""


FIXED = Setting()


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the likeliest first step of the new regime, the steps that hold it, and how surely.

    `first` and `last` are the earliest and latest first step of the new regime (both included) that hold `Setting.mass`
    of its probability; where steps without data precede it, they lie in the interval. `probability` is the posterior
    probability that at least one change lies within the interval in which it was found.
    """

    step: int
    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class Alarm:
    """What was said when only the steps up to `at` were known: that a regime began, most likely at `step`, and how surely."""

    at: int
    step: int
    probability: float


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes of a series, in order, with the posterior that they were read from.

    `steps[i]` is the step of the original series that position i of the posterior stands for: steps without data take
    no part in it. `posterior` is None where the series is too short or too empty to be judged.
    """

    found: tuple[Change, ...]
    posterior: Partition | None
    steps: NDArray[np.intp]


NONE = Changes((), None, np.zeros(0, dtype=np.intp))
