"""Comma-separated bytes with quoted cells to tables of text, a chunk at a time.

A quote that is never closed costs its own line and no other.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from dragoman.exchange.washing import LINE, LINE_MAX, SHOWN, Batch

if TYPE_CHECKING:
    from collections.abc import Iterator

# Lines that one quoted cell may run over. Notes of ACLED and headlines of UCDP have a few.
CELL_LINES_MAX = 100


def text_lines(data: bytes, batch: Batch) -> list[str]:
    """The chunk's lines as text, in UTF-8 or else line by line in Windows-1252."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        lines = []
        for line in data.split(b"\n"):
            try:
                lines.append(line.decode("utf-8"))
            except UnicodeDecodeError:
                batch.repairs["not UTF-8, read as Windows-1252"] += 1
                lines.append(line.decode("cp1252", "replace"))
    if not lines[-1]:
        lines.pop()
    return [line + "\n" for line in lines]


def wash_quoted(data: bytes, number: int, names: tuple[str, ...], delimiter: str, *, final: bool) -> Batch:
    """A chunk of whole lines as a table with the columns `names`; `number` is that of its first line.

    What is left of a row that the chunk's end cuts in two is in `rest`, unless this is the `final` chunk.
    """
    import pyarrow as pa

    csv.field_size_limit(max(csv.field_size_limit(), LINE_MAX))
    batch = Batch(None)
    rows: list[list[str]] = []
    numbers: list[int] = []
    lines = text_lines(data, batch)
    for line, cells in _rows(lines, number, len(names), delimiter, batch, final):
        if len(cells) > len(names) and not any(c.strip() for c in cells[len(names) :]):
            del cells[len(names) :]
            batch.repairs["empty cells at the end of the line"] += 1
        if len(cells) == len(names):
            rows.append(cells)
            numbers.append(line)
        else:
            shown = delimiter.join(cells)[:SHOWN]
            batch.refused.append(
                (line, "wrong_columns", f"{len(cells)} cells, expected {len(names)}: {shown}")
            )
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    batch.table = pa.table(
        {n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)}
        | {LINE: pa.array(numbers, pa.int64())}
    )
    return batch


def _rows(
    lines: list[str], number: int, width: int, delimiter: str, batch: Batch, final: bool
) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row. Runs of lines without an open quote are parsed together."""
    n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and not lines[end].count('"') % 2:
            end += 1
        yield from _plain(lines, n, end, number, delimiter)
        if end == len(lines):
            return
        n, cells = _joined(lines, end, width, delimiter)
        if n > len(lines) and not final:
            batch.rest, batch.rest_number = "".join(lines[end:]).encode("utf-8"), number + end
            return
        n = min(n, end + 1) if not cells else n
        if cells:
            yield number + end, cells
        else:
            batch.refused.append(
                (number + end, "bad_row", f"a quote is not closed: {lines[end].strip()[:SHOWN]}")
            )


def _plain(
    lines: list[str], start: int, end: int, number: int, delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """Lines that are a row each; empty ones say nothing."""
    places = [n for n in range(start, end) if lines[n].strip()]
    texts = [lines[n] for n in places]
    found = _parsed(texts, delimiter) or []
    if len(found) != len(texts):  # a quote in the wrong place has joined two of them
        found = [(_parsed([t], delimiter) or [[t]])[0] for t in texts]
    yield from ((number + n, cells) for n, cells in zip(places, found, strict=True))


def cells_of_lines(lines: list[str], delimiter: str) -> list[list[str]]:
    """The cells of some lines, to see how many a row has; a line that is no row of cells is one cell."""
    found = _parsed(lines, delimiter)
    if found is None:
        found = [(_parsed([t], delimiter) or [[t]])[0] for t in lines]
    return [row for row in found if row]


def _parsed(rows: list[str], delimiter: str) -> list[list[str]] | None:
    try:
        return list(csv.reader(rows, delimiter=delimiter))
    except csv.Error:
        return None


def _joined(lines: list[str], start: int, width: int, delimiter: str) -> tuple[int, list[str]]:
    """The row that begins with an open quote, over as many lines as it needs, and where the next one begins.

    No cells where no such row has the right number of them; a place behind the last line where more lines might
    close it.
    """
    row = lines[start]
    for last in range(start + 1, start + CELL_LINES_MAX):
        if len(row) > LINE_MAX:
            break
        if last == len(lines):
            return len(lines) + 1, []
        row += lines[last]
        if not row.count('"') % 2:
            found = _parsed([row], delimiter)
            if found and len(found) == 1 and len(found[0]) >= width:
                return last + 1, found[0]
            break
    return start + 1, []
