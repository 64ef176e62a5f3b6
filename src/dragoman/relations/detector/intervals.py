"""From a posterior over partitions to a list of changes with intervals. It weighs no data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.relations.detector.setting import FIXED, Change, Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.relations.detector.partition import Partition

    Floats = NDArray[np.float64]


def read(posterior: Partition, steps: NDArray[np.intp], setting: Setting = FIXED) -> tuple[Change, ...]:
    """The changes that a posterior holds, in order: the surest windows first, none overlapping.

    `steps` maps positions of the posterior to steps of the series.
    """
    n = posterior.steps
    width = min(setting.width, n - 1)
    mass = posterior.windows(width)
    chance = posterior.changes
    free = np.ones(n + 1, dtype=bool)
    found: list[Change] = []
    for start in np.argsort(-mass, kind="stable"):
        if mass[start] < setting.threshold:
            break
        first, last = int(start) + 1, int(start) + width
        if not free[first : last + 1].all():
            continue
        free[first : last + 1] = False
        low, step, high = _interval(chance, first, last, setting.mass)
        free[max(step - setting.shortest + 1, 0) : step + setting.shortest] = False
        found.append(Change(
            int(steps[step]), int(steps[low - 1]) + 1, int(steps[high]), float(mass[start])
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda c: c.step))


def _interval(chance: Floats, first: int, last: int, share: float) -> tuple[int, int, int]:
    """(first, likeliest, last): the shortest run around the likeliest step that holds the share of the window's chance."""
    step = first + int(chance[first : last + 1].argmax())
    low = high = step
    whole, held = chance[first : last + 1].sum(), chance[step]
    while held < share * whole and (low > first or high < last):
        left = chance[low - 1] if low > first else -1.0
        right = chance[high + 1] if high < last else -1.0
        if right > left:
            high, held = high + 1, held + right
        else:
            low, held = low - 1, held + left
    return low, step, high
