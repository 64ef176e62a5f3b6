"""The series of a dyad as lines of bars in the terminal: a row a direction and quad, coverage beneath, turning points above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.cli import output
from dragoman.codebook.quads import QUAD_NAMES
from dragoman.relations.series import DIRECTIONS, PER, QUADS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dragoman.relations.series import DyadSeries
    from dragoman.relations.turning import TurningPoint

_BARS = "▁▂▃▄▅▆▇█"
_UNKNOWN, _NONE = "·", " "
_LABEL = 33
_LEAST = 20


def draw(found: DyadSeries, points: Sequence[TurningPoint] = ()) -> None:
    """Print the drawing; nothing for a series without steps.

    A bar is as high as the rate of its steps is to the highest of the row, which stands at its end; blank is none, · is not
    watched. A number marks a turning point, the line beside it the steps that hold it.
    """
    if not len(found):
        return
    width = max(output.console().width - _LABEL - 12, _LEAST)
    per = -(-len(found) // width)
    edges = list(range(0, len(found), per))
    rows = [
        *_marks(found, points, edges, per),
        *_acts(found, edges),
        _coverage(found, edges),
        _years(found, edges),
    ]
    step = found.by if per == 1 else f"{per} {found.by}s"
    console = output.console()
    console.print(f"{found.a} and {found.b}: acts per {PER:,} reports, a bar is a {step}" if per == 1 else
                  f"{found.a} and {found.b}: acts per {PER:,} reports, a bar is {step}", style="bold")  # fmt: skip
    for label, bars, end in rows:
        line = output.plain(label.ljust(_LABEL)) + bars
        line.append(f" {end}", style="dim")
        console.print(line, no_wrap=True, overflow="crop")


def _acts(found: DyadSeries, edges: Sequence[int]) -> list[tuple[str, Text, str]]:
    out = []
    seen = np.add.reduceat(found.coverage.reports, edges)
    for d, direction in enumerate(DIRECTIONS):
        if direction == "mutual" and not found.counts[d].any():
            continue
        for q in QUADS:
            acts = np.add.reduceat(found.counts[d, q - 1], edges)
            with np.errstate(invalid="ignore", divide="ignore"):
                rate = np.where(seen > 0, PER * acts / seen, np.nan)
            label = output.ARROW[direction].format(a=found.a, b=found.b) if q == QUADS[0] else ""
            text = output.plain(_bars(rate), output.QUAD_STYLE[q])
            out.append(
                (f"{label:10} {QUAD_NAMES[q]}", text, _number(float(np.nanmax(rate))) if acts.any() else "0")
            )
    return out


def _coverage(found: DyadSeries, edges: Sequence[int]) -> tuple[str, Text, str]:
    daily = np.add.reduceat(found.coverage.reports, edges) / np.add.reduceat(found.coverage.days, edges)
    return (
        "reports a day",
        output.plain(_bars(np.where(daily > 0, daily, np.nan)), "dim"),
        _number(float(daily.max())),
    )


def _number(x: float) -> str:
    return f"{x:,.0f}" if x >= 100 else f"{x:.3g}"


def _bars(rate: np.ndarray) -> str:
    known = rate[np.isfinite(rate)]
    top = float(known.max()) if len(known) else 0.0
    return "".join(
        _UNKNOWN if not np.isfinite(r) else _NONE if not r else _BARS[min(int(8 * r / top), 7)] for r in rate
    )


def _marks(
    found: DyadSeries, points: Sequence[TurningPoint], edges: Sequence[int], per: int
) -> list[tuple[str, Text, str]]:
    """The row of numbers over the turning points; none without any."""
    if not points:
        return []
    marks = [" "] * len(edges)
    for point in points:
        low, high = found.position(point.first), found.position(point.last)
        for n in range((low or 0) // per, (high or 0) // per + 1):
            marks[n] = "─"
    for number, point in enumerate(points, 1):
        at = found.position(point.at)
        marks[(at or 0) // per] = str(number) if number < 10 else chr(ord("a") + min(number - 10, 25))
    return [("turning points", output.plain("".join(marks), "bold magenta"), "")]


def _years(found: DyadSeries, edges: Sequence[int]) -> tuple[str, Text, str]:
    """Dates under the first bar of a year (or month, in short series), as many as find room."""
    short = (found.starts[-1] - found.starts[0]).days < 800
    line, free, before = [" "] * len(edges), 0, ""
    for n, edge in enumerate(edges):
        day = found.starts[edge]
        word = f"{day:%Y-%m}" if short else f"{day:%Y}"
        if word != before and n >= free and n + len(word) <= len(edges):
            line[n : n + len(word)] = word
            free = n + len(word) + 1
        before = word
    return "", output.plain("".join(line), "dim"), ""
