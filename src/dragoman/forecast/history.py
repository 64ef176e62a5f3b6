"""What was known before a step: counts, last time and decayed weights of any key, for any cut-off, without rebuilding.

A history never answers with a fact of the cut-off step or later: it looks up the last fact strictly before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

# Gap given to a key that was never seen; larger than any benchmark's span, so that trees can split it off.
NEVER = 9999
# How many steps after the last fact a question may lie before weights stop falling.
_AHEAD = 1000


@dataclass(frozen=True, slots=True)
class Seen:
    """Past of m keys: number of facts, steps since the last (NEVER if none), weight under each decay rate."""

    count: Floats
    gap: Ints
    weight: Floats


class History:
    """Facts grouped by an integer key, each group with running sums of 2^(-rate * age).

    The sums are scanned inside a group only and powers come from a table of whole gaps, so that a value depends on the
    group's own earlier facts and on nothing else, to the last bit.
    """

    def __init__(self, keys: Ints, steps: Ints, rates: tuple[float, ...]) -> None:
        self.span = int(steps.max()) + 2 if len(steps) else 2
        codes = np.asarray(keys, np.int64) * self.span + steps
        codes.sort()
        self.codes = codes
        group = codes // self.span
        first = np.ones(len(codes), bool)
        first[1:] = group[1:] != group[:-1]
        starts = np.flatnonzero(first)
        self.keys = group[starts]
        self.starts = np.append(starts, len(codes))
        self.rank = np.arange(len(codes)) - np.repeat(starts, np.diff(self.starts))
        self.powers = np.exp2(-np.outer(np.arange(self.span + _AHEAD), np.asarray(rates))).astype(np.float32)
        self.sums = self._scan(codes % self.span)
        self.first_step = codes[starts] % self.span

    def _scan(self, steps: Ints) -> Floats:
        sums = np.ones((len(steps), self.powers.shape[1]), np.float32)
        reach, longest = 1, int(self.rank.max(initial=0))
        while reach <= longest:
            at = np.flatnonzero(self.rank >= reach)
            sums[at] += self.powers[steps[at] - steps[at - reach]] * sums[at - reach]
            reach *= 2
        return sums

    def before(self, keys: Ints, step: int | Ints) -> Seen:
        """Past of `keys` before `step`, with ages counted at it."""
        if not len(self.codes):
            n = len(keys)
            return Seen(
                np.zeros(n, np.float32), np.full(n, NEVER), np.zeros((n, self.powers.shape[1]), np.float32)
            )
        at = np.searchsorted(self.codes, keys * self.span + np.minimum(step, self.span - 1)) - 1
        safe = np.maximum(at, 0)
        code = self.codes[safe]
        known = (at >= 0) & (code // self.span == keys)
        gap = np.where(known, step - code % self.span, NEVER)
        weight = self.sums[safe] * self.powers[np.minimum(gap, len(self.powers) - 1)]
        weight[~known] = 0
        return Seen(np.where(known, self.rank[safe] + 1, 0).astype(np.float32), gap, weight)


def ranges(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """All integers of the half-open ranges, one after the other, and the number of the range each belongs to."""
    sizes = np.maximum(ends - starts, 0)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    offset = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return starts[owner] + offset, owner
