"""Who did how much of what to whom in each step of time: the counts that dyad forecasts are made from.

A step is a day or a month. It holds no text and asks no store: `panel_rows` says what rows it needs. Steps without any
coverage are unknown, not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from dragoman.codebook import codebook
from dragoman.codebook.quads import QUAD_NAMES
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Period = Literal["day", "month"]
Row = tuple[str, str, date, str, int]
"""Source country, target country, day, PLOVER type, number of events."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts by directed dyad, step and channel; a channel is a quad class ("quad 4") or a type ("ASSAULT").

    `dyad`, `step`, `channel`, `count` are parallel arrays sorted by step; each event stands in the channel of its type
    and in that of its quad. `covered[s]` is the number of reports of step s (1 where only that it is covered is known,
    0 where it is not).
    """

    period: Period
    first: date
    steps: int
    dyads: tuple[tuple[str, str], ...]
    channels: tuple[str, ...]
    dyad: Ints
    step: Ints
    channel: Ints
    count: Ints
    covered: Ints

    def index(self, source: str, target: str) -> int:
        """The place of a dyad. Raises UsageError where nothing is on record between the two."""
        try:
            return self.dyads.index((source, target))
        except ValueError:
            raise UsageError(
                f"nothing that {source} did to {target} is on record; see: dragoman events --source {source}"
            ) from None

    def channel_of(self, name: str) -> int:
        """The place of a channel by its name. Raises UsageError with the names there are."""
        if name not in self.channels:
            raise UsageError(f"no channel {name!r}; there are {', '.join(self.channels)}")
        return self.channels.index(name)

    def day_of(self, step: int) -> date:
        """The first day of a step."""
        if self.period == "day":
            return date.fromordinal(self.first.toordinal() + step)
        months = self.first.year * 12 + self.first.month - 1 + step
        return date(months // 12, months % 12 + 1, 1)

    def step_of(self, day: date) -> int:
        """The step in which a day lies; it may lie outside the panel."""
        if self.period == "day":
            return day.toordinal() - self.first.toordinal()
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    def until(self, step: int) -> Panel:
        """The panel as it stood before `step`: the same dyads, with nothing of that step or later."""
        end = int(np.searchsorted(self.step, step))
        covered = self.covered.copy()
        covered[step:] = 0
        return Panel(
            self.period, self.first, self.steps, self.dyads, self.channels, self.dyad[:end], self.step[:end],
            self.channel[:end], self.count[:end], covered,
        )  # fmt: skip


def channels() -> tuple[str, ...]:
    """The names of all channels: the four quad classes, then the types."""
    return (*(f"quad {q}" for q in sorted(QUAD_NAMES)), *sorted(codebook().types))


def panel(rows: Iterable[Row], period: Period, covered: dict[date, int] | None = None) -> Panel:
    """The panel of some rows; `covered` gives reports by day, and None takes every step between the first and last row.

    Raises UsageError where there are no rows.
    """
    data = sorted(r for r in rows if r[0] != r[1])
    if not data:
        raise UsageError(
            "no events between two countries are on record; add reports or import a data set first"
        )
    book, names = codebook(), channels()
    place = {name: n for n, name in enumerate(names)}
    days = [r[2] for r in data] + sorted(covered or ())
    first, last = min(days), max(days)
    first = first if period == "day" else first.replace(day=1)
    pairs = tuple(sorted({(r[0], r[1]) for r in data} | {(r[1], r[0]) for r in data}))
    at = {pair: n for n, pair in enumerate(pairs)}
    empty = np.zeros(0, np.int64)
    shell = Panel(period, first, 0, pairs, names, empty, empty, empty, empty, empty)
    steps = shell.step_of(last) + 1
    summed: dict[tuple[int, int, int], int] = {}
    for source, target, day, name, n in data:
        for c in (place[name], place[f"quad {book.types[name].quad}"]):
            cell = (shell.step_of(day), at[source, target], c)
            summed[cell] = summed.get(cell, 0) + n
    cells = np.array(sorted(summed), np.int64).reshape(-1, 3)
    counts = np.array([summed[c] for c in sorted(summed)], np.int64)
    return Panel(
        period, first, steps, pairs, names, cells[:, 1], cells[:, 0], cells[:, 2], counts, _coverage(shell, steps, covered),
    )  # fmt: skip


def _coverage(shell: Panel, steps: int, covered: dict[date, int] | None) -> Ints:
    if covered is None:
        return np.ones(steps, np.int64)
    out = np.zeros(steps, np.int64)
    for day, n in covered.items():
        out[shell.step_of(day)] += n
    return out


def happened(panel: Panel, channel: int, starts: Sequence[int], length: int) -> NDArray[np.int8]:
    """For each start s and dyad: 1 where an event of the channel lies in steps s to s + length - 1, else 0.

    -1 where fewer than half of those steps are covered: nobody looked, so nothing is known.
    """
    chosen = panel.channel == channel
    dyad, step = panel.dyad[chosen], panel.step[chosen]
    out = np.zeros((len(starts), len(panel.dyads)), np.int8)
    seen = np.concatenate([[0], np.cumsum(panel.covered > 0)])
    for n, start in enumerate(starts):
        low, high = np.searchsorted(step, [start, start + length])
        out[n, dyad[low:high]] = 1
        end = min(start + length, panel.steps)
        if start >= panel.steps or 2 * (seen[end] - seen[start]) < length:
            out[n] = -1
    return out
