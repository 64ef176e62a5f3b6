"""Files, folders and standard input to byte streams, and what kind of thing a stream holds.

It never reads more than a stream's beginning to find out, and never follows links to folders.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.errors import UsageError
from dragoman.reading.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.reading.limits import Limits

STDIN = "-"

_KINDS = {
    ".txt": "text", ".md": "text", ".text": "text",
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
    ".xml": "feed", ".rss": "feed", ".atom": "feed",
}  # fmt: skip

_GZIP = b"\x1f\x8b"
_NOT_TEXT = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file (or an office document)"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"Rar!", "a RAR file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
# The beginning that is looked at: more than the longest header of a table and the scripts before a charset.
HEAD_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, None for standard input; `name` is how messages call it."""

    path: Path | None
    name: str


def sources(paths: Iterable[str | os.PathLike[str]]) -> list[Source]:
    """Every file to read, in order: folders recursively and sorted, hidden files and folders left out.

    Raises UsageError for a path that does not exist.
    """
    found: list[Source] = []
    for given in paths:
        name = os.fspath(given)
        if name == STDIN:
            found.append(Source(None, "standard input"))
            continue
        path = Path(name)
        if path.is_dir():
            found.extend(Source(file, str(file)) for file in _files_in(path))
        elif path.exists() or path.is_symlink():
            found.append(Source(path, name))
        else:
            raise UsageError(
                f"no file or folder named {name!r}; looked in {Path.cwd()}. Use - for standard input"
            )
    return found


def _files_in(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(root) / name


def opened(source: Source, limits: Limits) -> tuple[str, io.BufferedReader]:
    """The kind of a source (text, page, feed, jsonl, csv, tsv, parquet) and its bytes, gzip undone.

    Raises Refused with unknown_format or broken_file.
    """
    suffixes = [] if source.path is None else [s.lower() for s in source.path.suffixes[-2:]]
    stream = _stream(source)
    try:
        if stream.peek(2)[:2] == _GZIP:
            inflated: Any = _Inflated(stream, limits)
            stream = io.BufferedReader(inflated, HEAD_BYTES)
            suffixes = [s for s in suffixes if s != ".gz"]
        return _kind(stream.peek(HEAD_BYTES)[:HEAD_BYTES], suffixes[-1] if suffixes else ""), stream
    except OSError as err:
        stream.close()
        raise Refused("broken_file", f"the file cannot be read: {err.strerror or err}") from None
    except Refused:
        stream.close()
        raise


def _stream(source: Source) -> io.BufferedReader:
    if source.path is not None and not source.path.is_file():
        raise Refused("unknown_format", "neither a file nor a folder")
    try:
        raw: Any = _stdin() if source.path is None else source.path.open("rb", buffering=0)
    except OSError as err:
        raise Refused("broken_file", f"the file cannot be opened: {err.strerror or err}") from None
    return io.BufferedReader(raw, HEAD_BYTES)


def _stdin() -> Any:
    """Standard input, not closed when its reader is; a stand-in without a file behind it as it is."""
    try:
        return open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)
    except (OSError, ValueError):
        return sys.stdin.buffer


def whole(stream: io.BufferedReader, limit: int) -> bytes:
    """All bytes of a stream. Raises Refused with too_large."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused("too_large", f"more than {limit} bytes")
    return data


def _kind(head: bytes, suffix: str) -> str:
    """What the bytes are: what they say themselves, else what the file's name says, else what they look like."""
    for magic, what in _NOT_TEXT:
        if head.startswith(magic):
            raise Refused("unknown_format", f"{what} is not read")
    if head.startswith(_GZIP):
        raise Refused("unknown_format", "a gzip file inside a gzip file is not read")
    if head.startswith(b"PAR1"):
        return "parquet"
    named = _KINDS.get(suffix)
    marked = _markup(head)
    if named in ("text", "page", "feed", None) and marked:
        return marked
    return named or _looks_like(head)


def _markup(head: bytes) -> str | None:
    """page or feed, when the first element says so."""
    start = head[:2048].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "page"
    if start.startswith((b"<rss", b"<feed", b"<rdf:rdf")):
        return "feed"
    if start.startswith(b"<?xml"):
        if any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf")):
            return "feed"
        return "page" if b"<html" in start else None
    return None


def _looks_like(head: bytes) -> str:
    """The kind of a stream without a telling name."""
    first = head.lstrip(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].strip()
    if first.startswith(b"{"):
        try:
            msgspec.json.decode(first, type=dict)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return "text"
        return "jsonl"
    for kind, mark in (("tsv", b"\t"), ("csv", b",")):
        names = [name.strip().strip(b'"').lower() for name in first.split(mark)]
        if len(names) > 1 and b"text" in names:
            return kind
    return "text"


class _Inflated(io.RawIOBase):
    """A gzip stream that stops a bomb: more than `file_bytes`, and more than `gzip_ratio` bytes for each byte in."""

    def __init__(self, packed: io.BufferedReader, limits: Limits) -> None:
        self._packed = _Counted(packed)
        self._file = gzip.GzipFile(fileobj=self._packed)
        self._limits = limits
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read1(min(len(buffer), HEAD_BYTES))
        except (EOFError, gzip.BadGzipFile, zlib.error) as err:
            raise Refused(
                "broken_file", f"the gzip stream is broken after {self._out} bytes of text: {err}"
            ) from None
        self._out += len(data)
        bound = max(self._limits.file_bytes, self._limits.gzip_ratio * self._packed.count)
        if self._out > bound:
            raise Refused("too_large", f"gzip inflates {self._packed.count} bytes to more than {bound}")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        self._packed.close()
        super().close()


class _Counted(io.RawIOBase):
    """A stream that counts what has been read from it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def close(self) -> None:
        self._stream.close()
        super().close()
