"""What the past of a dyad says about its next steps: decayed counts of its own acts, the answers to them, and their kin.

Every signal of a start s is a function of the steps before s alone; `tests/test_chances.py` changes the future at random and
compares bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.forecast.panel import Panel

    Floats = NDArray[np.float64]

# Half-lives in days: a week of news, a month, a season, a year, a long memory. Spaced by about 3.5, so that their
# logarithms together can draw any smooth forgetting; finer grids gained nothing on the ICEWS dyad-months of 1995 to 2000.
HALF_LIVES = {"day": (7.0, 30.0, 100.0, 365.0, 1500.0), "month": (1.0, 3.5, 12.0, 50.0)}
_DAYS = {"day": 1.0, "month": 30.4}

FAMILIES = {
    "same": "acts of this kind by the same side",
    "answer": "acts of this kind by the other side",
    "between": "other acts between the two",
    "elsewhere": "acts of this kind by and towards the two elsewhere",
    "silence": "time since the last act",
    "level": "how much is reported at all",
    "usual": "its own share of all past windows",
}


@dataclass(frozen=True, slots=True)
class Signals:
    """Signals by start, dyad and name. `values[n, d, j]` is that of name j for dyad d before `starts[n]`.

    A name is "family.what"; families are keys of FAMILIES. `active[n, d]` is true where the two had at least one event on
    record before the start: of others nothing is asked.
    """

    starts: tuple[int, ...]
    names: tuple[str, ...]
    values: Floats
    active: NDArray[np.bool_]


def signals(panel: Panel, channel: int, starts: Sequence[int]) -> Signals:
    """The signals of all dyads at each start, for an act of the given channel.

    Counts are decayed sums by half-life, as a rate per 30 days, then log(1 + 10 rate): near zero they are linear, and
    ten times the acts add a constant.
    """
    memory = _Memory(panel, channel)
    asked = sorted(set(starts))
    found: dict[int, tuple[Floats, NDArray[np.bool_]]] = {}
    for start in asked:
        memory.learn_until(start)
        found[start] = memory.read(start)
    values = np.stack([found[s][0] for s in starts])
    return Signals(tuple(starts), memory.names, values, np.stack([found[s][1] for s in starts]))


def names(panel: Panel) -> tuple[str, ...]:
    """The names of the signals, in their order."""
    lives = [f"{h:g}" for h in HALF_LIVES[panel.period]]
    return (
        *(f"same.{h}" for h in lives), *(f"answer.{h}" for h in lives),
        *(f"between.quad {q} {way} {h}" for q in range(1, 5) for way in ("forth", "back") for h in ("short", "long")),
        *(f"elsewhere.{side} {h}" for side in ("by source", "at target") for h in ("short", "long")),
        "silence.this kind", "silence.any", "level.now",
    )  # fmt: skip


class _Memory:
    """Decayed counts, brought forward from start to start."""

    def __init__(self, panel: Panel, channel: int) -> None:
        self._panel = panel
        lives = HALF_LIVES[panel.period]
        self._keep = 0.5 ** (1.0 / np.array(lives))
        # sum of weights of an endless past, in units of 30 days: turns a decayed sum into a rate
        self._span = (1 / (1 - self._keep)) * _DAYS[panel.period] / 30
        self._own = np.zeros((len(panel.dyads), len(lives)))
        self._quads = np.zeros((len(panel.dyads), 4, 2))
        self._level = np.zeros(len(lives))
        self._last = np.full((len(panel.dyads), 2), -1, np.int64)
        self._codes = sorted({c for d in panel.dyads for c in d})
        place = {c: n for n, c in enumerate(self._codes)}
        self._source = np.array([place[a] for a, _ in panel.dyads])
        self._target = np.array([place[b] for _, b in panel.dyads])
        self._back = (
            np.array([panel.dyads.index((b, a)) for a, b in panel.dyads])
            if len(panel.dyads) < 2
            else _backs(panel)
        )
        self._channel = channel
        self._at = 0
        self.names = names(panel)

    def learn_until(self, end: int) -> None:
        """Forget and add, from where it stands to the step before `end`."""
        panel, since = self._panel, self._at
        short_long = self._keep[[1, -2]]
        self._own *= self._keep ** (end - since)
        self._quads *= short_long ** (end - since)
        self._level *= self._keep ** (end - since)
        low, high = np.searchsorted(panel.step, [since, end])
        dyad, channel, step = panel.dyad[low:high], panel.channel[low:high], panel.step[low:high]
        count, age = panel.count[low:high, None].astype(float), (end - 1 - step)[:, None]
        own, quads = channel == self._channel, channel < 4
        np.add.at(self._own, dyad[own], count[own] * self._keep ** age[own])
        np.add.at(self._quads, (dyad[quads], channel[quads]), count[quads] * short_long ** age[quads])
        self._last[dyad[own], 0] = step[own]  # sorted by step: the latest is written last
        self._last[dyad[quads], 1] = step[quads]
        ages = np.arange(end - since - 1, -1, -1)
        self._level += panel.covered[since:end] @ self._keep ** ages[:, None]
        self._at = end

    def read(self, step: int) -> tuple[Floats, NDArray[np.bool_]]:
        """The signals before `step`."""
        rate = _log(self._own / self._span)
        n = len(self._codes)
        spans = np.array([self._span[1], self._span[-2]])
        quads = _log(self._quads / spans)
        out, into = np.zeros((n, 2)), np.zeros((n, 2))
        pick = self._own[:, [1, -2]] / spans
        np.add.at(out, self._source, pick)
        np.add.at(into, self._target, pick)
        since = _DAYS[self._panel.period] * (step - self._last) / 30
        silence = np.where(self._last < 0, _NEVER, np.log1p(np.maximum(since, 0.0)))
        level = np.log1p(self._level[1] / self._span[1])
        both = np.concatenate(
            [quads, quads[self._back]], axis=2
        )  # forth short, forth long, back short, back long
        values = np.concatenate(
            [
                rate, rate[self._back], both.reshape(len(rate), -1),
                _log(np.maximum(out[self._source] - pick, 0)), _log(np.maximum(into[self._target] - pick, 0)),
                silence, np.full((len(rate), 1), level),
            ],
            axis=1,
        )  # fmt: skip
        known = self._last[:, 1] >= 0
        return values, known | known[self._back]


# Stands for "never": about the logarithm of forty years of 30 days. Beyond it more silence says nothing.
_NEVER = 6.2


def _log(rate: Floats) -> Floats:
    return np.log1p(10 * rate)


def _backs(panel: Panel) -> NDArray[np.int64]:
    place = {pair: n for n, pair in enumerate(panel.dyads)}
    return np.array([place[b, a] for a, b in panel.dyads])
