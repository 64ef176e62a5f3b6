"""Tab-separated bytes to tables of text, a chunk at a time: damaged lines are mended or set aside with their number.

Nothing is dropped without a reason, and what a cell means is none of its business.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.reading.refused import Refused

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

# Bytes that are parsed at once: some 40,000 rows of GDELT. Twice as much is 3 % faster and takes 150 MB more.
CHUNK_BYTES = 16 * 2**20
# One line of an event table has some hundred bytes, with notes some thousand.
LINE_MAX = 2**20
# A line that is shown in a message.
SHOWN = 80

LINE = "line"
"""The column of line numbers in every batch."""


@dataclass(slots=True)
class Batch:
    """Rows as an Arrow table of text with their line numbers, what was mended, and (line, code, detail) of the rest."""

    table: Any
    repairs: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    rest: bytes = b""
    """The lines of a row that the chunk's end cuts in two."""
    rest_number: int = 0


def chunks(stream: io.BufferedReader[Any]) -> Iterator[tuple[bytes, int, list[tuple[int, str, str]]]]:
    """Whole lines of the stream, the number of the first, and what was set aside on the way.

    A stream that breaks gives the whole lines before the break, then raises Refused.
    """
    rest, number, broken = b"", 1, None
    aside: list[tuple[int, str, str]] = []
    while True:
        block, broken = _read(stream)
        data = rest + block
        if not block or broken:
            if broken and (tail := data[data.rfind(b"\n") + 1 :]):
                data = data[: len(data) - len(tail)]
                aside.append((number + data.count(b"\n"), "broken_file", f"cut off: {_shown(tail)}"))
            elif data and not data.endswith(b"\n"):
                data += b"\n"
            if data or aside:
                yield data, number, aside
            if broken:
                raise broken
            return
        cut = data.rfind(b"\n") + 1
        if not cut and len(data) > LINE_MAX:
            skipped, rest = _skip(stream)
            aside.append((number, "too_large", f"longer than {LINE_MAX} bytes: {_shown(data)}"))
            number += 1
            if not skipped:
                continue
        elif cut:
            yield data[:cut], number, aside
            number += data.count(b"\n", 0, cut)
            aside = []
            rest = data[cut:]
        else:
            rest = data


def _read(stream: io.BufferedReader[Any]) -> tuple[bytes, Refused | None]:
    parts, size = [], 0
    try:
        while size < CHUNK_BYTES and (block := stream.read1(CHUNK_BYTES - size)):
            parts.append(block)
            size += len(block)
    except Refused as err:
        return b"".join(parts), err
    return b"".join(parts), None


def _skip(stream: io.BufferedReader[Any]) -> tuple[bool, bytes]:
    """The rest of a line that is too long thrown away; what follows it."""
    while block := stream.read1(CHUNK_BYTES):
        cut = block.find(b"\n")
        if cut >= 0:
            return True, block[cut + 1 :]
    return False, b""


def cells_of(line: bytes, delimiter: str = "\t") -> list[str]:
    """The cells of one line, in whatever encoding it is."""
    return _text(line.rstrip(b"\r\n")).split(delimiter)


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _shown(line: bytes) -> str:
    text = _text(line[: 4 * SHOWN]).replace("\t", " | ")
    return text[:SHOWN] + ("…" if len(text) > SHOWN else "")


def wash(data: bytes, number: int, names: tuple[str, ...]) -> Batch:
    """A chunk of whole lines as a table with the columns `names`; `number` is that of its first line."""
    batch = Batch(None)
    data = _even(data, batch.repairs)
    bytes_ = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(bytes_ == 10)
    starts = np.concatenate(([0], ends[:-1] + 1))
    tabs = np.flatnonzero(bytes_ == 9)
    widths = np.searchsorted(tabs, ends) - np.searchsorted(tabs, starts) + 1
    sound = widths == len(names)
    if not _is_utf8(data):
        sound &= _utf8_lines(data, starts, ends)
    if len(names) == 1:
        sound &= ends > starts
    lines = np.arange(number, number + len(ends), dtype=np.int64)
    good = data if sound.all() else _kept(data, starts, ends, sound)
    mended: list[bytes] = []
    numbers = [lines[sound]]
    for n in np.flatnonzero(~sound):
        line = data[starts[n] : ends[n]]
        repaired = _mend(line, len(names), batch.repairs)
        if isinstance(repaired, bytes):
            mended.append(repaired)
            numbers.append(lines[n : n + 1])
        elif repaired:
            code = "too_large" if len(line) > LINE_MAX else "wrong_columns"
            batch.refused.append((int(lines[n]), code, repaired))
    batch.table = _parsed(good + b"".join(mended), names, np.concatenate(numbers))
    return batch


def _even(data: bytes, repairs: Counter[str]) -> bytes:
    """The chunk with one kind of line end and without NUL, which no text holds."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
        lone = data.count(b"\r")
        if lone:
            repairs["carriage return in a cell"] += lone
            data = data.replace(b"\r", b" ")
    if b"\x00" in data:
        repairs["NUL in a cell"] += data.count(b"\x00")
        data = data.replace(b"\x00", b"")
    return data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8_lines(data: bytes, starts: Any, ends: Any) -> Any:
    return np.fromiter(
        (_is_utf8(data[s:e]) for s, e in zip(starts, ends, strict=True)), dtype=bool, count=len(ends)
    )


def _kept(data: bytes, starts: Any, ends: Any, sound: Any) -> bytes:
    """The sound lines, joined in as few pieces as there are runs of them."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], sound.astype(np.int8), [0]))))
    return b"".join(data[starts[a] : ends[b - 1] + 1] for a, b in zip(edges[::2], edges[1::2], strict=True))


def _mend(line: bytes, width: int, repairs: Counter[str]) -> bytes | str:
    """The line with `width` cells, or why it has not; "" for an empty line, which says nothing."""
    if not line.strip():
        return ""
    text, found = _text(line), []
    if not _is_utf8(line):
        found.append("not UTF-8, read as Windows-1252")
    cells = text.split("\t")
    if len(cells) > width and not any(c.strip() for c in cells[width:]):
        cells = cells[:width]
        found.append("tabs at the end of the line")
    if len(cells) > width and '"' in text:
        quoted = next(csv.reader([text], delimiter="\t"))
        if len(quoted) == width:
            cells = [" ".join(c.split()) if "\t" in c else c for c in quoted]
            found.append("tab inside a quoted cell")
    if len(cells) != width:
        return f"{len(cells)} cells, expected {width}: {_shown(line)}"
    repairs.update(found)
    return ("\t".join(cells) + "\n").encode("utf-8")


def _parsed(data: bytes, names: tuple[str, ...], numbers: Any) -> Any:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    if not len(numbers):
        return pa.table({n: pa.array([], pa.string()) for n in names} | {LINE: pa.array([], pa.int64())})
    table = arrow_csv.read_csv(
        pa.BufferReader(data),
        read_options=arrow_csv.ReadOptions(column_names=list(names), block_size=2**22),
        parse_options=arrow_csv.ParseOptions(
            delimiter="\t", quote_char=False, double_quote=False, escape_char=False, ignore_empty_lines=False
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )
    return table.append_column(LINE, pa.array(numbers))
