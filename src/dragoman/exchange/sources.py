"""Files and archives to byte streams for import: gzip and zip undone, bombs and unsafe archives stopped.

It never writes to disk and never reads a member of an archive that has not been checked.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from dragoman.reading.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"

# An archive of event files has one member, or one for each month of thirty years. The list of an archive is read whole,
# so that one of 100,000 members is refused before any of them is opened.
MEMBERS_MAX = 4096
# Bytes out for one byte in, looked at after FLOOR_BYTES. Event tables compress 5 to 15 times, a bomb 1,000 times.
RATIO_MAX = 200
FLOOR_BYTES = 32 * 2**20
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One table to import: `name` for messages, `key` the hash of its bytes (with the member's name in an archive)."""

    name: str
    key: str
    stream: io.BufferedReader[Any]


def sources(path: Path) -> Iterator[Source | Refused]:
    """The tables in a file: itself, what a gzip file holds, or each member of a zip archive, in order of their names.

    Refused with broken_file, too_large or unsafe_archive. A stream may still raise Refused while it is read.
    """
    try:
        with path.open("rb") as file:
            key = _hash(file)
            head = file.read(0) or _head(file)
            if head.startswith((_ZIP, _EMPTY_ZIP)):
                yield from _members(path, file, key)
            elif head.startswith(_GZIP):
                with closing(_gzip(file, path.stat().st_size)) as stream:
                    yield Source(str(path), key, stream)
            else:
                with closing(io.BufferedReader(_Kept(file), _BLOCK)) as stream:
                    yield Source(str(path), key, stream)
    except OSError as err:
        yield Refused("broken_file", f"the file cannot be read: {err.strerror or err}")


def _hash(file: Any) -> str:
    found = hashlib.sha256()
    while block := file.read(_BLOCK):
        found.update(block)
    file.seek(0)
    return found.hexdigest()


def _head(file: Any) -> bytes:
    head: bytes = file.read(4)
    file.seek(0)
    return head


def _gzip(file: Any, size: int) -> io.BufferedReader[Any]:
    return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=file), size, "gzip stream"), _BLOCK)


def _members(path: Path, file: Any, key: str) -> Iterator[Source | Refused]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as err:
        yield Refused("broken_file", f"the zip archive cannot be read: {err}")
        return
    with archive:
        found = [i for i in archive.infolist() if not i.is_dir()]
        problem = _unsafe(found)
        if problem:
            yield Refused("unsafe_archive", problem)
            return
        for info in sorted(found, key=lambda i: i.filename):
            yield from _member(path, archive, info, key if len(found) == 1 else f"{key}/{info.filename}")


def _unsafe(found: list[zipfile.ZipInfo]) -> str | None:
    """Why the archive is not opened; None when nothing is wrong with its list of members."""
    if len(found) > MEMBERS_MAX:
        return f"{len(found)} members; at most {MEMBERS_MAX} are read"
    seen: set[str] = set()
    ends = -1
    for info in sorted(found, key=lambda i: i.header_offset):
        name = info.filename
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\x00" in name:
            return f"member {name[:80]!r} has a path that leaves the archive"
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            return f"member {name[:80]!r} is a link"
        if name.lower() in seen:
            return f"member {name[:80]!r} stands in the archive twice"
        if info.header_offset < ends:
            return f"member {name[:80]!r} overlaps another one"
        if info.file_size > max(FLOOR_BYTES, RATIO_MAX * info.compress_size):
            return (
                f"member {name[:80]!r} says that it inflates {info.compress_size} bytes to {info.file_size}"
            )
        seen.add(name.lower())
        ends = info.header_offset + 30 + len(name) + info.compress_size
    return None


def _member(
    path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, key: str
) -> Iterator[Source | Refused]:
    name = f"{path}/{info.filename}"
    try:
        packed = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, OSError) as err:
        yield Refused("broken_file", f"member {info.filename[:80]!r} cannot be opened: {err}")
        return
    with closing(io.BufferedReader(_Bounded(packed, info.compress_size, "member"), _BLOCK)) as stream:
        try:
            head = stream.peek(4)[:4]
        except Refused as err:
            yield err
            return
        if head.startswith((_ZIP, _GZIP)):
            yield Refused(
                "unsafe_archive",
                f"member {info.filename[:80]!r} is an archive; archives in archives are not read",
            )
            return
        yield Source(name, key, stream)


class _Kept(io.RawIOBase):
    """A file that stays open when its reader is closed."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return int(self._file.readinto(buffer))


class _Bounded(io.RawIOBase):
    """An inflating stream that stops a bomb and says where a broken one ended."""

    def __init__(self, packed: Any, size: int, what: str) -> None:
        self._packed = packed
        self._bound = max(FLOOR_BYTES, RATIO_MAX * size)
        self._what = what
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._packed.read1(min(len(buffer), _BLOCK))
        except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, OSError, RuntimeError) as err:
            raise Refused(
                "broken_file", f"the {self._what} is broken after {self._out} bytes: {err}"
            ) from None
        self._out += len(data)
        if self._out > self._bound:
            raise Refused("too_large", f"the {self._what} inflates to more than {self._bound} bytes")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._packed.close()
        super().close()
