"""One source to batches of rows: encoding, delimiter, header and layout found out, then chunk after chunk.

It never looks at what a cell means.
"""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any

from dragoman.exchange.headers import Layout, layout
from dragoman.exchange.quoted import cells_of_lines, text_lines, wash_quoted
from dragoman.exchange.washing import Batch, cells_of, chunks, wash
from dragoman.reading.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.exchange.records import Format
    from dragoman.exchange.sources import Source

# Rows after the first that say how many cells a row of the file usually has.
SAMPLE_ROWS = 200
_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def batches(source: Source, fmt: Format) -> Iterator[tuple[Layout, Batch]]:
    """The rows of a source with the layout of their columns.

    Raises Refused where the source is no file of the format (before any batch) or breaks off (after the rows
    before the break).
    """
    reader = _Reader(fmt)
    for data, number, aside in chunks(_decoded(source.stream)):
        yield from reader.take(data, number, aside)
    yield from reader.end()


class _Reader:
    """The state between the chunks of one source."""

    def __init__(self, fmt: Format) -> None:
        self.fmt = fmt
        self.delimiter = fmt.delimiter
        self.layout: Layout | None = None
        self.held, self.held_number = b"", 0

    def take(
        self, data: bytes, number: int, aside: list[tuple[int, str, str]]
    ) -> Iterator[tuple[Layout, Batch]]:
        """The rows of one chunk; the first also tells the layout."""
        repairs: Counter[str] = Counter()
        if data and self.layout is None:
            data, number = self._begin(data, number, repairs)
        assert self.layout is not None or not data
        batch = self._wash(data, number) if data else Batch(None)
        batch.repairs.update(repairs)
        batch.refused[:0] = aside
        yield self.layout or Layout((), 0), batch

    def end(self) -> Iterator[tuple[Layout, Batch]]:
        """The row that the last chunk left open. Raises Refused where there was nothing at all."""
        if self.layout is None:
            raise Refused("broken_file", "the file is empty")
        if self.held:
            yield (
                self.layout,
                wash_quoted(self.held, self.held_number, self.layout.names, self.delimiter, final=True),
            )

    def _begin(self, data: bytes, number: int, repairs: Counter[str]) -> tuple[bytes, int]:
        if data.startswith(_UTF8_MARK):
            data = data[len(_UTF8_MARK) :]
            repairs["byte order mark"] += 1
        self.delimiter = _delimiter(data, self.fmt)
        self.layout = _layout(data, self.fmt, self.delimiter)
        repairs.update(self.layout.repairs)
        return _after(data, self.layout.skip), number + self.layout.skip

    def _wash(self, data: bytes, number: int) -> Batch:
        assert self.layout is not None
        if not self.fmt.quoted:
            return wash(data, number, self.layout.names)
        data = self.held + data.replace(b"\r\n", b"\n")
        number = self.held_number if self.held else number
        batch = wash_quoted(data, number, self.layout.names, self.delimiter, final=False)
        self.held, self.held_number = batch.rest, batch.rest_number
        return batch


def _decoded(stream: io.BufferedReader[Any]) -> io.BufferedReader[Any]:
    encoding = _WIDE.get(stream.peek(2)[:2])
    if encoding is None:
        return stream
    return io.BufferedReader(_Recoded(stream, encoding), 1 << 20)


class _Recoded(io.RawIOBase):
    """UTF-16 as UTF-8."""

    def __init__(self, stream: io.BufferedReader[Any], encoding: str) -> None:
        import codecs

        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            block = self._stream.read1(len(buffer))
            text = self._decoder.decode(block, final=not block)
            self._rest = text.encode("utf-8", "replace")
            if not block:
                break
        out = self._rest[: len(buffer)]
        self._rest = self._rest[len(buffer) :]
        buffer[: len(out)] = out
        return len(out)


def _delimiter(data: bytes, fmt: Format) -> str:
    """What stands between cells: the format's own, unless the first line has none of it and much of another."""
    first = data[: data.find(b"\n") + 1] or data
    counts = {d: first.count(d.encode()) for d in (fmt.delimiter, "\t", ";", ",")}
    best = max(counts, key=lambda d: (counts[d], d == fmt.delimiter))
    return fmt.delimiter if counts[fmt.delimiter] * 2 >= counts[best] or not fmt.quoted else best


def _layout(data: bytes, fmt: Format, delimiter: str) -> Layout:
    rows = _sample(data, fmt, delimiter)
    if not rows:
        raise Refused("broken_file", "the file is empty")
    return layout(fmt, rows[0], Counter(len(r) for r in rows[1:]))


def _sample(data: bytes, fmt: Format, delimiter: str) -> list[list[str]]:
    head = data[: SAMPLE_ROWS * 2**14]
    if not fmt.quoted:
        lines = [line for line in head.split(b"\n", SAMPLE_ROWS + 1)[: SAMPLE_ROWS + 1] if line.strip()]
        return [cells_of(line, delimiter) for line in lines]
    lines_ = text_lines(head, Batch(None))[: SAMPLE_ROWS + 1]
    return cells_of_lines(lines_, delimiter)


def _after(data: bytes, lines: int) -> bytes:
    for _ in range(lines):
        data = data[data.find(b"\n") + 1 :]
    return data
