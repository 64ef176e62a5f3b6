"""Tables in the terminal: columns as wide as their cells, the widest narrowed and wrapped where all of them do not fit.

It lays out words as they stand and knows nothing of what they say. The lines are those of `rich.table`, which takes six times as long
for fifty rows, since it renders each cell by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

# Cells up to this long stay on one line, so that the last column, which people read most, does not push them.
_SHORT = 34

_NEW_LINE, _DIVIDER = Segment.line(), Segment(" ")
# Between two columns: a space for each, and one more.
_BETWEEN = 3


class Table:
    """Columns with their names, and rows of cells; the last column takes the width that is left. To be printed by a console."""

    def __init__(
        self, columns: Sequence[str], rows: Sequence[Sequence[str | Text]], title: str | None
    ) -> None:
        self._names = [Text(name, style="table.header") for name in columns]
        self._rows = [[cell if isinstance(cell, Text) else Text(cell) for cell in row] for row in rows]
        self._title = title
        self._one_line = [
            all(len(row[n]) <= _SHORT for row in self._rows) for n in range(len(columns) - 1)
        ] + [False]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the title, the names of the columns, a line under them, and the rows."""
        widths = self._widths(options.max_width)
        whole = max(sum(widths) + _BETWEEN * (len(widths) - 1), 0)
        if self._title:
            yield from console.render(Text(self._title, justify="left"), options.update(width=whole))
        yield from self._row(console, self._names, widths, console.get_style("table.header"))
        yield Segment("─" * whole)
        yield _NEW_LINE
        for row in self._rows:
            yield from self._row(console, row, widths)

    def _widths(self, limit: int) -> list[int]:
        """How wide each column is, without what stands between."""
        columns = [[name, *(row[n] for row in self._rows)] for n, name in enumerate(self._names)]
        widths = [max(map(_width, column)) for column in columns]
        widths = [min(w, _SHORT) if one else w for w, one in zip(widths, self._one_line, strict=True)]
        # The outer columns have space on one side.
        padding = [(n > 0) + (n < len(widths) - 1) for n in range(len(widths))]
        limit -= len(widths) - 1
        full = [min(w + p, limit) for w, p in zip(widths, padding, strict=True)]
        full = _narrowed(full, [not one for one in self._one_line], limit)
        if (excess := sum(full) - limit) > 0:
            full = _reduced(full, [w > 0 for w in full], full, excess)
        return [max(f - p, min(w, 1)) for f, p, w in zip(full, padding, widths, strict=True)]

    def _row(
        self, console: Console, row: Sequence[Text], widths: Sequence[int], style: Style | None = None
    ) -> Iterator[Segment]:
        """The lines of a row; those of the names, which have a style, end together."""
        cells = [
            _lines(console, cell, width, one_line=one)
            for cell, width, one in zip(row, widths, self._one_line, strict=True)
        ]
        height, last = max(map(len, cells)), len(cells) - 1
        above = [height - len(cell) if style else 0 for cell in cells]
        space = Segment(" ", style)
        for n in range(height):
            for at, (cell, width, skipped) in enumerate(zip(cells, widths, above, strict=True)):
                if at:
                    yield _DIVIDER
                if not skipped <= n < skipped + len(cell):
                    yield Segment(" " * (width + (at > 0) + (at < last)), style)
                    continue
                if at:
                    yield space
                yield from cell[n - skipped]
                if at < last:
                    yield space
            yield _NEW_LINE


def _width(cell: Text) -> int:
    return max(map(cell_len, cell.plain.splitlines()), default=0)


def _lines(console: Console, cell: Text, width: int, *, one_line: bool) -> list[list[Segment]]:
    """The lines of a cell, each filled up to the width."""
    flat = cell.plain.split("\n")
    room = [width - cell_len(line) for line in flat]
    fits = min(room) >= 0 and "\t" not in cell.plain
    if fits and not cell.spans:
        style = console.get_style(cell.style) if cell.style else None
        return [[Segment(line + " " * left, style)] for line, left in zip(flat, room, strict=True)]
    if not fits:
        lines = list(cell.wrap(console, width, justify="left", overflow="fold", no_wrap=one_line))
    else:
        lines = list(cell.split("\n", allow_blank=True))
        for line in lines:
            line.truncate(width, pad=True)
    return [
        list(line.render(console)) if line.spans else [Segment(line.plain, console.get_style(line.style))]
        for line in lines
    ]


def _narrowed(widths: list[int], may: Sequence[bool], limit: int) -> list[int]:
    """The widths with the widest of the columns that may be narrowed brought down to the next one, until all of them fit."""
    while any(may) and (excess := sum(widths) - limit) > 0:
        marked = [w for w, free in zip(widths, may, strict=True) if free]
        widest = max(marked)
        step = widest - max((w for w in marked if w != widest), default=0)
        if not step:
            break
        which = [free and w == widest for w, free in zip(widths, may, strict=True)]
        widths = _reduced(widths, which, [min(excess, step)] * len(widths), excess)
    return widths


def _reduced(widths: Sequence[int], which: Sequence[bool], most: Sequence[int], excess: int) -> list[int]:
    """The widths less `excess` in all, taken evenly from those marked, from each at most so much."""
    out, left = list(widths), sum(which)
    for n, marked in enumerate(which):
        if marked:
            part = min(most[n], round(excess / left))
            out[n], excess, left = out[n] - part, excess - part, left - 1
    return out
