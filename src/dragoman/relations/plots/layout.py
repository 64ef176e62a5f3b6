"""Where everything of a dyad's picture stands: a panel a direction, cooperation up and conflict down, coverage beneath.

It draws what the series and its turning points say and computes nothing about them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.codebook.quads import QUAD_NAMES
from dragoman.relations.plots.marks import Box, Disc, Line, Mark, Picture, Words, cut, text_width
from dragoman.relations.series import DIRECTIONS, PER, QUADS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.relations.series import DyadSeries
    from dragoman.relations.turning import TurningPoint

# Blue and orange, light and dark, stay apart in the common kinds of colour blindness (ColorBrewer 2, Blues and Oranges).
COLOURS = {1: "#9ecae1", 2: "#2171b5", 3: "#fdae6b", 4: "#d94801"}
_TURN, _GREY, _UNKNOWN, _INK = "#6a3d9a", "#8c8c8c", "#e4e4e4", "#333333"
_WIDTH, _LEFT, _RIGHT, _TOP = 980.0, 78.0, 18.0, 58.0
_PANEL, _GAP, _COVER, _LANE = 120.0, 24.0, 42.0, 18.0
# Where fewer reports than this share of the usual number were read, one act makes a tall bar: the scale leaves such steps out.
_THIN = 0.25


def picture(found: DyadSeries, points: Sequence[TurningPoint], names: tuple[str, str]) -> Picture:
    """The picture of a series of at least one step; `names` are the two as readers call them."""
    plan = _Plan(found, points, names)
    marks = (
        *plan.heading(), *plan.unknown(), *plan.bands(), *plan.panels(), *plan.coverage(), *plan.axis(), *plan.numbers(),
        *plan.legend(), *plan.notes(),
    )  # fmt: skip
    return Picture(
        _WIDTH, plan.bottom, f"{names[0]} and {names[1]}: acts by {found.by} beside coverage", marks
    )


class _Plan:
    """The measures of one picture, and its parts."""

    def __init__(self, found: DyadSeries, points: Sequence[TurningPoint], names: tuple[str, str]) -> None:
        self.found, self.points, self.names = found, points, names
        self.step = (_WIDTH - _LEFT - _RIGHT) / len(found)
        self.rows = [d for d in range(len(DIRECTIONS)) if d < 2 or found.counts[d].any()]
        self.lanes = _lanes([self.x(self.at(p.at) + 0.5) for p in points])
        self.first = _TOP + _LANE * (max(self.lanes, default=-1) + 1) + 6
        self.cover = self.first + len(self.rows) * (_PANEL + _GAP)
        self.ground = self.cover + _COVER
        self.bottom = self.ground + 62 + 17 * len(points) + (8 if points else 0)
        self.rates = found.rates()
        self.top = self._scale()

    def at(self, day: object) -> int:
        return self.found.position(day) or 0  # type: ignore[arg-type]

    def x(self, n: float) -> float:
        return _LEFT + n * self.step

    def _scale(self) -> float:
        """The rate at the edge of a panel, the same for all, so that panels can be compared."""
        seen = self.found.coverage.reports
        usual = (
            seen >= _THIN * np.median(seen[self.found.known]) if self.found.known.any() else self.found.known
        )
        up, down = self.rates[:, :2].sum(axis=1), self.rates[:, 2:].sum(axis=1)
        best = np.nanmax(np.where(usual, np.maximum(up, down), 0.0), initial=0.0)
        return _round_up(float(best)) if best > 0 else 1.0

    def heading(self) -> Iterator[Mark]:
        first, last = self.found.starts[0], self.found.last_day(len(self.found) - 1)
        yield Words(_LEFT, 24, f"{self.names[0]} and {self.names[1]}", 17, bold=True)
        source = "" if self.found.dataset == "dragoman" else f", {self.found.dataset}"
        words = f"acts per {PER:,} reports by {self.found.by}, {first} to {last}{source}; cooperation up, conflict down"
        yield Words(_LEFT, 42, words, 11, colour="#666666")

    def unknown(self) -> Iterator[Mark]:
        """Grey where nothing was watched, one box a stretch."""
        known = self.found.known
        n = 0
        while n < len(known):
            end = n
            while end < len(known) and not known[end]:
                end += 1
            if end > n:
                tip = f"{self.found.starts[n]} to {self.found.last_day(end - 1)}: nothing watched, so nothing known"
                yield Box(
                    self.x(n), self.first, (end - n) * self.step, self.ground - self.first, _UNKNOWN, tip=tip
                )
            n = end + 1

    def bands(self) -> Iterator[Mark]:
        for n, p in enumerate(self.points, 1):
            low, high = self.x(self.at(p.first)), self.x(self.at(p.last) + 1)
            tip = f"{n}: {p.first} to {p.last}, {p.probability:.0%} sure"
            yield Box(low, self.first - 6, high - low, self.ground - self.first + 6, _TURN, 0.16, tip)

    def panels(self) -> Iterator[Mark]:
        a, b = self.names
        titles = (f"{a} → {b}", f"{b} → {a}", f"{a} and {b} together")
        for row, d in enumerate(self.rows):
            top = self.first + row * (_PANEL + _GAP)
            middle = top + _PANEL / 2
            yield from self._bars(d, top, middle)
            yield Line(_LEFT, middle, _WIDTH - _RIGHT, middle, _INK, 0.8)
            for y, word in (
                (top + 4, f"{self.top:g}"),
                (middle + 4, "0"),
                (top + _PANEL + 1, f"{self.top:g}"),
            ):
                yield Words(_LEFT - 6, y, word, 10, "end", "#666666")
            yield Box(_LEFT + 2, top - 1, text_width(titles[d], 11) + 6, 15, "#ffffff", 0.8)
            yield Words(_LEFT + 5, top + 10, titles[d], 11, bold=True)

    def _bars(self, d: int, top: float, middle: float) -> Iterator[Mark]:
        half = _PANEL / 2
        width = max(self.step - (0.6 if self.step > 3 else 0), 0.7)
        for n in map(int, np.flatnonzero(self.found.counts[d].sum(axis=0))):
            tip = self._tip(d, n)
            for quads, sign in (
                ((2, 1), -1),
                ((4, 3), 1),
            ):  # the material acts next to the line, the verbal ones outside
                reach = 0.0
                for q in quads:
                    size = min(float(self.rates[d, q - 1, n]) / self.top * half, half - reach)
                    if size > 0:
                        y = middle - reach - size if sign < 0 else middle + reach
                        yield Box(self.x(n), y, width, size, COLOURS[q], tip=tip)
                        reach += size
                if reach >= half - 1e-9 and self.rates[d, [q - 1 for q in quads], n].sum() > self.top:
                    edge = top if sign < 0 else top + 2 * half - 2
                    yield Box(self.x(n), edge, max(width, 2), 2, _INK)

    def _tip(self, d: int, n: int) -> str:
        acts = self.found.counts[d, :, n]
        parts = ", ".join(f"{int(acts[q - 1])} {QUAD_NAMES[q]}" for q in QUADS if acts[q - 1])
        return f"{self.found.starts[n]}: {parts}; {int(self.found.coverage.reports[n]):,} reports"

    def coverage(self) -> Iterator[Mark]:
        daily = self.found.coverage.reports / self.found.coverage.days
        most = float(daily.max()) or 1.0
        for n in map(int, np.flatnonzero(daily)):
            size = float(daily[n]) / most * (_COVER - 8)
            yield Box(self.x(n), self.ground - size, max(self.step - 0.2, 0.7), size, _GREY)
        yield Line(_LEFT, self.ground, _WIDTH - _RIGHT, self.ground, _INK, 0.8)
        yield Words(_LEFT - 6, self.ground - _COVER + 16, f"{most:.3g}", 10, "end", "#666666")
        yield Words(_LEFT - 6, self.ground - 8, "reports", 9, "end", "#666666")
        yield Words(_LEFT - 6, self.ground + 2, "a day", 9, "end", "#666666")

    def axis(self) -> Iterator[Mark]:
        """A tick and date where a year begins, or a month in short series, as many words as find room."""
        short = (self.found.starts[-1] - self.found.starts[0]).days < 800
        free, before = _LEFT - 1, ""
        for n, day in enumerate(self.found.starts):
            word = f"{day:%Y-%m}" if short else f"{day:%Y}"
            begins = word != before and (n > 0 or (day.day == 1 and (short or day.month == 1)))
            before = word
            if not begins:
                continue
            x = self.x(n)
            yield Line(x, self.ground, x, self.ground + 4, _INK, 0.8)
            if x >= free and x + text_width(word, 10) <= _WIDTH:
                yield Words(x, self.ground + 15, word, 10, colour="#666666")
                free = x + text_width(word, 10) + 8

    def numbers(self) -> Iterator[Mark]:
        for n, (p, lane) in enumerate(zip(self.points, self.lanes, strict=True), 1):
            x, y = self.x(self.at(p.at) + 0.5), _TOP + lane * _LANE + 2
            yield Line(x, y, x, self.ground, _TURN, 1.1, dashed=True)
            yield Disc(x, y, 8, _TURN)
            yield Words(x, y + 3.5, str(n), 10, "middle", "#ffffff", bold=True)

    def legend(self) -> Iterator[Mark]:
        x, y = _LEFT, self.ground + 38
        words = [(QUAD_NAMES[q], COLOURS[q]) for q in QUADS] + [
            ("turning point, days that hold it", "#dccfe6"),
            ("not watched", _UNKNOWN),
        ]
        for word, colour in words:
            yield Box(x, y - 9, 11, 11, colour)
            yield Words(x + 15, y, word, 10.5)
            x += text_width(word, 10.5) + 36

    def notes(self) -> Iterator[Mark]:
        for n, p in enumerate(self.points, 1):
            y = self.ground + 46 + 17 * n
            when = f"{p.at:%Y-%m}" if p.by == "month" else f"{p.at}"
            between = f"{p.first} to {p.last}"
            text = f"{when} ({between}), {p.probability:.0%} sure: {p.effect.words()}"
            yield Disc(_LEFT + 6, y - 3.5, 7, _TURN)
            yield Words(_LEFT + 6, y, str(n), 9, "middle", "#ffffff", bold=True)
            yield Words(_LEFT + 19, y, cut(text, 10.5, _WIDTH - _LEFT - _RIGHT - 19), 10.5)


def _lanes(places: Sequence[float]) -> list[int]:
    """The row of each number over the panels: the lowest in which it does not touch another, from left to right."""
    last: list[float] = []
    out = []
    for x in places:
        lane = next((n for n, end in enumerate(last) if x - end >= 18), len(last))
        if lane == len(last):
            last.append(x)
        last[lane] = x
        out.append(lane)
    return out


def _round_up(x: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7, 10 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(x))
    return float(next(m * power for m in (1, 1.5, 2, 3, 5, 7, 10) if m * power >= x * (1 - 1e-9)))
