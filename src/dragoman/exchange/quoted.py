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


def logical(lines: list[str], number: int, batch: Batch) -> Iterator[tuple[int, str]]:
    """(number, row) of each row, joined over the lines that its quoted cells run over."""
    n = 0
    while n < len(lines):
        row, last = lines[n], n
        while (
            row.count('"') % 2 and last + 1 < len(lines) and last - n < CELL_LINES_MAX and len(row) < LINE_MAX
        ):
            last += 1
            row += lines[last]
        if row.count('"') % 2:
            batch.refused.append(
                (number + n, "bad_row", f"a quote is not closed: {lines[n].strip()[:SHOWN]}")
            )
            n += 1
            continue
        yield number + n, row
        n = last + 1


def wash_quoted(data: bytes, number: int, names: tuple[str, ...], delimiter: str) -> Batch:
    """A chunk of whole rows as a table with the columns `names`; `number` is that of its first line."""
    import pyarrow as pa

    batch = Batch(None)
    rows: list[list[str]] = []
    numbers: list[int] = []
    found = [(n, row) for n, row in logical(text_lines(data, batch), number, batch) if row.strip()]
    for (line, row), cells in zip(found, _parse([r for _, r in found], delimiter), strict=True):
        if len(cells) > len(names) and not any(c.strip() for c in cells[len(names) :]):
            del cells[len(names) :]
            batch.repairs["empty cells at the end of the line"] += 1
        if len(cells) != len(names):
            batch.refused.append(
                (line, "wrong_columns", f"{len(cells)} cells, expected {len(names)}: {row.strip()[:SHOWN]}")
            )
            continue
        rows.append(cells)
        numbers.append(line)
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    batch.table = pa.table(
        {n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)}
        | {LINE: pa.array(numbers, pa.int64())}
    )
    return batch


def _parse(rows: list[str], delimiter: str) -> list[list[str]]:
    """The cells of each row. All at once, and one by one where a quote in the wrong place has joined two of them."""
    csv.field_size_limit(max(csv.field_size_limit(), LINE_MAX))
    found = list(csv.reader(rows, delimiter=delimiter))
    if len(found) == len(rows):
        return found
    return [next(csv.reader([row], delimiter=delimiter), []) for row in rows]


def whole_rows(data: bytes) -> int:
    """How many bytes of the chunk are whole rows: up to the last line break outside quotes."""
    return len(data) if not data.count(b'"') % 2 else _cut(data)


def _cut(data: bytes) -> int:
    """Where the row begins that the chunk's end cuts in two; the whole chunk when its quotes make no sense."""
    end = data.rfind(b'"')
    while end >= 0:
        cut = data.rfind(b"\n", 0, end) + 1
        if not data.count(b'"', 0, cut) % 2:
            return cut
        end = data.rfind(b'"', 0, cut)
    return len(data)
