"""What speaks for and against a change of a tie: how the two dealt with each other, what became of their ties, what others did.

Every signal of a start is a function of what was known before it; `tests/test_tie_chances.py` changes the future at random
and compares bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.tie_changes import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.forecast.panel import Panel
    from dragoman.forecast.tie_changes import Change

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

# Half-lives in days: of acts a month and a year, of changes of ties a season and three years. Set by hand.
ACT_LIVES, TIE_LIVES = (30.0, 365.0), (100.0, 1000.0)
# Types that announce a change more than their quad does.
_ACTS = ("THREATEN", "SANCTION", "REJECT", "AGREE", "CONSULT")

# No more than this is made of a record that swells or dries up: four times the news.
_LOUDEST = 1.4

FAMILIES = {
    "force": "acts of force between the two",
    "quarrel": "hostile words and threats between the two",
    "help": "help and cooperation between the two",
    "talks": "talks and agreements between the two",
    "same": "the same change between the two before",
    "broken": "ties broken between the two",
    "mended": "ties mended between the two",
    "state": "whether there is something to undo",
    "elsewhere": "the same change by the one towards others, and by others towards the other",
    "attention": "how much is told of the two",
}

_COLUMNS = (
    "force.forth month", "force.forth year", "force.back month", "force.back year",
    "quarrel.forth month", "quarrel.forth year", "quarrel.back month", "quarrel.back year",
    "quarrel.threats", "quarrel.sanctions", "quarrel.refusals",
    "help.forth month", "help.forth year", "help.back month", "help.back year",
    "talks.forth month", "talks.forth year", "talks.agreements", "talks.meetings",
    "same.season", "same.years", "same.ever",
    "broken.season", "broken.years", "mended.season", "mended.years",
    "state.undoes", "state.already",
    "elsewhere.by source season", "elsewhere.by source years", "elsewhere.to target season", "elsewhere.to target years",
    "attention.both",
)  # fmt: skip
NAMES: tuple[str, ...] = _COLUMNS


class Memory:
    """Decayed counts of acts and of changes, brought forward from start to start."""

    def __init__(self, panel: Panel, changes: Sequence[Change]) -> None:
        self.panel = panel
        place = {pair: n for n, pair in enumerate(panel.dyads)}
        codes = sorted({c for pair in panel.dyads for c in pair})
        number = {c: n for n, c in enumerate(codes)}
        self._source = np.array([number[a] for a, _ in panel.dyads])
        self._target = np.array([number[b] for _, b in panel.dyads])
        self._codes = len(codes)
        self._back = np.array([place[b, a] for a, b in panel.dyads])
        self.ordered = self._source < self._target
        known = [c for c in changes if (c.a, c.b) in place]
        self.step = np.array([panel.step_of(c.known_on) for c in known], np.int64)
        self.kind = np.array([c.kind for c in known], np.int64)
        self.dyad = np.array([place[c.a, c.b] for c in known], np.int64)
        d, k = len(panel.dyads), len(KINDS)
        self._quads = np.zeros((d, 4, 2))
        self._acts = np.zeros((d, len(_ACTS)))
        self._tied = np.zeros((d, k, 2))
        self._ever = np.zeros((d, k))
        self._last = np.full((d, k), -1, np.int64)
        self._act_keep, self._tie_keep = (0.5 ** (1 / np.array(x)) for x in (ACT_LIVES, TIE_LIVES))
        self._act_at = {panel.channel_of(name): n for n, name in enumerate(_ACTS) if name in panel.channels}
        self._level = np.zeros(2)
        self._at = 0

    def learn_until(self, end: int) -> None:
        """Forget and add, from where it stands to the step before `end`."""
        days, panel = end - self._at, self.panel
        if not days:
            return
        self._quads *= self._act_keep**days
        self._acts *= self._act_keep[0] ** days
        self._tied *= self._tie_keep**days
        # reports of the last months, and of the whole past, in reports per day
        ages = np.arange(days - 1, -1, -1)[:, None]
        keep = np.array([self._tie_keep[0], 1.0])
        self._level = self._level * keep**days + (panel.covered[self._at : end, None] * keep**ages).sum(0)
        low, high = np.searchsorted(panel.step, [self._at, end])
        dyad, channel, count = panel.dyad[low:high], panel.channel[low:high], panel.count[low:high]
        age = (end - 1 - panel.step[low:high])[:, None]
        quads = channel < 4
        np.add.at(
            self._quads, (dyad[quads], channel[quads]), count[quads, None] * self._act_keep ** age[quads]
        )
        for number, n in self._act_at.items():
            own = channel == number
            np.add.at(self._acts, (dyad[own], n), count[own] * self._act_keep[0] ** age[own, 0])
        low, high = np.searchsorted(self.step, [self._at, end])
        dyad, kind, step = self.dyad[low:high], self.kind[low:high], self.step[low:high]
        weight = self._tie_keep ** (end - 1 - step)[:, None]
        mutual = np.array([not k.directed for k in KINDS])[kind]
        for at, use in ((dyad, np.ones(len(dyad), bool)), (self._back[dyad], mutual)):
            np.add.at(self._tied, (at[use], kind[use]), weight[use])
            np.add.at(self._ever, (at[use], kind[use]), 1.0)
            self._last[at[use], kind[use]] = step[use]
        self._at = end

    def loudness(self) -> float:
        """The logarithm of how much is reported now against the whole past: more news, more news of changes."""
        days = np.array([(1 - self._tie_keep[0] ** self._at) / (1 - self._tie_keep[0]), self._at])
        if not self._level.all():
            return 0.0
        now, ever = self._level / days
        return float(np.clip(np.log(now / ever), -_LOUDEST, _LOUDEST))

    def active(self) -> NDArray[np.bool_]:
        """Pairs of which anything is on record."""
        seen = (self._quads[:, :, 1].sum(1) > 0) | (self._ever.sum(1) > 0)
        return np.asarray(seen | seen[self._back])

    def read(self, kind: int, dyads: Ints) -> Floats:
        """The signals for a change of a kind between pairs."""
        k = KINDS[kind]
        back = self._back[dyads]
        forth = _log(self._quads[dyads])
        other = _log(self._quads[back])
        acts, acts_back = _log(self._acts[dyads]), _log(self._acts[back])
        if not k.directed:
            forth = other = (forth + other) / 2
            acts = (acts + acts_back) / 2
        both = self._tied[dyads] + self._tied[back]
        breaks = np.array([x.breaks for x in KINDS])
        mates = [n for n, x in enumerate(KINDS) if x.tie == k.tie]
        undoing = [n for n in mates if set(KINDS[n].states) & k.undoes]
        since = self._last[dyads]
        undo = since[:, undoing].max(1, initial=-1)
        latest = since[:, mates].max(1, initial=-1)
        by, to = self._elsewhere(kind, dyads)
        columns = [
            forth[:, 3, 0], forth[:, 3, 1], other[:, 3, 0], other[:, 3, 1],
            forth[:, 2, 0], forth[:, 2, 1], other[:, 2, 0], other[:, 2, 1],
            acts[:, 0], acts[:, 1], acts[:, 2],
            forth[:, 1, 0], forth[:, 1, 1], other[:, 1, 0], other[:, 1, 1],
            (forth[:, 0, 0] + other[:, 0, 0]) / 2, (forth[:, 0, 1] + other[:, 0, 1]) / 2, acts[:, 3], acts[:, 4],
            _log(self._tied[dyads, kind, 0]), _log(self._tied[dyads, kind, 1]), np.log1p(self._ever[dyads, kind]),
            _log(both[:, breaks, 0].sum(1)), _log(both[:, breaks, 1].sum(1)),
            _log(both[:, ~breaks, 0].sum(1)), _log(both[:, ~breaks, 1].sum(1)),
            (undo >= 0) & (undo == latest), (since[:, kind] >= 0) & (since[:, kind] == latest),
            _log(by[:, 0]), _log(by[:, 1]), _log(to[:, 0]), _log(to[:, 1]),
            _log((self._quads[dyads, :, 1] + self._quads[back, :, 1]).sum(1)),
        ]  # fmt: skip
        return np.stack([np.asarray(c, float) for c in columns], axis=1)

    def _elsewhere(self, kind: int, dyads: Ints) -> tuple[Floats, Floats]:
        """Decayed changes of the kind by the source towards others, and by others towards the target."""
        own = self._tied[:, kind]
        by, to = (
            np.stack([np.bincount(side, own[:, n], self._codes) for n in (0, 1)], axis=1)
            for side in (self._source, self._target)
        )
        return (
            np.maximum(by[self._source[dyads]] - own[dyads], 0),
            np.maximum(to[self._target[dyads]] - own[dyads], 0),
        )


def _log(count: Floats) -> Floats:
    """Near zero linear, and ten times the count adds a constant."""
    return np.asarray(np.log1p(10 * count))
