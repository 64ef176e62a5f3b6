"""Stata's .dta, release 118 (Stata 14 and later), written from the description of the format by StataCorp ("help dta").

Strings are UTF-8; texts that are too long for a fixed width go out as strL. It never reads a file.
"""

from __future__ import annotations

import shutil
import struct
import tempfile
from dataclasses import dataclass
from datetime import date
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from dragoman.exchange.mapping import quoted
from dragoman.exchange.selection import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dragoman.exchange.exporting import Order, Written
    from dragoman.store import Database

_EPOCH = date(1960, 1, 1).toordinal()
_STRL, _DOUBLE, _LONG = 32768, 65526, 65528
# Texts up to this many bytes stand in the row itself; a strL costs 8 bytes in the row and 20 beside.
_FIXED_MAX = 244
_MISSING_DOUBLE, _MISSING_LONG = float.fromhex("0x1.0p+1023"), 2147483621
_FETCH = 50_000

# Column -> (SQL, label of at most 80 characters).
_COLUMNS: dict[str, tuple[str, str]] = {
    "dataset": ("dataset", "data set; dragoman: our own events"), "event_id": ("native_id", "id of the event in its data set"),
    "date_start": ("date_start", "first day"), "date_end": ("date_end", "last day"),
    "date_precision": ("date_precision", "how precisely the date is known"), "type": ("type", "PLOVER type"),
    "modes": ("array_to_string(modes, ';')", "PLOVER modes"), "contexts": ("array_to_string(contexts, ';')", "PLOVER contexts"),
    "quad": ("cast(quad AS INTEGER)", "1 verbal coop., 2 material coop., 3 verbal conflict, 4 material conflict"),
    "intensity": ("intensity", "PLOVER score, -10 to 10"), "cameo": ("cameo", "CAMEO code"),
    "goldstein": ("goldstein", "Goldstein score of the CAMEO code"), "status": ("status", "how real the act is"),
    "source_name": ("source_name", "source"), "source_country": ("source_country", "country of the source"),
    "source_sectors": ("array_to_string(source_sectors, ';')", "PLOVER sectors of the source"),
    "target_name": ("target_name", "target"), "target_country": ("target_country", "country of the target"),
    "target_sectors": ("array_to_string(target_sectors, ';')", "PLOVER sectors of the target"), "place": ("place", "place"),
    "place_country": ("place_country", "country of the place"), "admin1": ("admin1", "first-order division of the place"),
    "latitude": ("lat", "latitude"), "longitude": ("lon", "longitude"),
    "geo_resolution": ("place_resolution", "how precisely the place is known"),
    "dead_min": ("dead_min", "dead, at least"), "dead_max": ("dead_max", "dead, at most"),
    "dead_by": ("dead_by", "who gives the number of dead"), "magnitude": ("magnitude", "all counts and sums as JSON"),
    "mentions": ("mentions", "reports or sources, as the data set counts them"), "outlet": ("publisher", "outlet or publisher"),
    "published": ("published", "day of publication"), "agency": ("agency", "news agency"), "speaker": ("speaker", "who says so"),
    "confidence": ("confidence", "confidence of the coding, 0 to 1"), "url": ("url", "address"), "text": ("text", "the words that tell it"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Variable:
    """One variable: its Stata type code, its width in a row and its display format."""

    name: str
    kind: str
    code: int
    width: int
    shown: str
    label: str


def stata(database: Database, order: Order, path: Path) -> Written:
    """A .dta file of release 118 with one row per event."""
    from dragoman.exchange.exporting import Written

    found = chosen(database, order.query, order.datasets)
    cells = ", ".join(f"{expression} AS {quoted(name)}" for name, (expression, _) in _COLUMNS.items())
    select = f"SELECT {cells}, dataset AS sort_set, native_id AS sort_id FROM ({found.sql})"
    variables, rows = _measured(database, select, found.values)
    with path.open("wb") as file:
        _Dta(file, variables, rows).write(_batches(database, select, found.values))
    lost = {
        "lists": "joined by semicolons", "extra": "no column for it", "plover, stance": "no column for them",
        "participants": "of several sources or targets, country and sectors are the first one's",
    }  # fmt: skip
    columns = {v.name: v.shown for v in variables}
    return Written(
        rows,
        {},
        lost,
        columns,
        {"Stata": "use FILE", "pandas": "pd.read_stata(FILE)", "R": "haven::read_dta(FILE)"},
    )


def _measured(database: Database, select: str, values: tuple[Any, ...]) -> tuple[list[_Variable], int]:
    """The variables with the widths that their texts need, and the number of rows."""
    described = database.connection.execute(f"DESCRIBE {select}", list(values)).fetchall()
    kinds = {str(r[0]): str(r[1]) for r in described}
    texts = [n for n in _COLUMNS if kinds[n] == "VARCHAR"]
    longest = ", ".join(f"coalesce(max(strlen({quoted(n)})), 0)" for n in texts)
    row = database.connection.execute(f"SELECT count(*), {longest} FROM ({select})", list(values)).fetchone()
    assert row is not None
    widths = dict(zip(texts, row[1:], strict=True))
    return [_variable(n, kinds[n], widths.get(n, 0)) for n in _COLUMNS], int(row[0])


def _variable(name: str, kind: str, width: int) -> _Variable:
    label = _COLUMNS[name][1]
    if kind == "VARCHAR":
        if width > _FIXED_MAX:
            return _Variable(name, "strl", _STRL, 8, "%9s", label)
        size = max(width, 1)
        return _Variable(name, "str", size, size, f"%{min(max(size, 9), 80)}s", label)
    if kind == "DATE":
        return _Variable(name, "date", _LONG, 4, "%td", label)
    if kind == "DOUBLE":
        return _Variable(name, "double", _DOUBLE, 8, "%10.0g", label)
    return _Variable(name, "long", _LONG, 4, "%12.0g", label)


def _batches(database: Database, select: str, values: tuple[Any, ...]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows, in order, some at a time: one tuple of values per variable."""
    rows = database.connection.execute(f"{select} ORDER BY date_start, sort_set, sort_id", list(values))
    while batch := rows.fetchmany(_FETCH):
        yield list(zip(*batch, strict=True))


class _Dta:
    """The parts of the file in their order, and where each begins, which the map at its head tells."""

    def __init__(self, file: IO[bytes], variables: list[_Variable], rows: int) -> None:
        self.file, self.variables, self.rows = file, variables, rows
        self.at: list[int] = [0]
        self._long: list[tuple[int, int, bytes]] = []
        self._texts: IO[bytes] = tempfile.TemporaryFile()  # long texts follow after all rows  # noqa: SIM115

    def write(self, batches: Iterator[list[tuple[Any, ...]]]) -> None:
        """All of it."""
        count = len(self.variables)
        self.file.write(
            b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>"
            + struct.pack("<H", count)
        )
        self.file.write(
            b"</K><N>"
            + struct.pack("<Q", self.rows)
            + b"</N><label>"
            + struct.pack("<H", 0)
            + b"</label><timestamp>"
        )
        self.file.write(struct.pack("<B", 0) + b"</timestamp></header>")
        self.at.append(self.file.tell())
        self.file.write(b"<map>" + bytes(8 * 14) + b"</map>")
        self._part(b"variable_types", b"".join(struct.pack("<H", v.code) for v in self.variables))
        self._part(b"varnames", b"".join(_padded(v.name, 129) for v in self.variables))
        self._part(b"sortlist", bytes(2 * (count + 1)))
        self._part(b"formats", b"".join(_padded(v.shown, 57) for v in self.variables))
        self._part(b"value_label_names", bytes(129 * count))
        self._part(b"variable_labels", b"".join(_padded(v.label, 321) for v in self.variables))
        self._part(b"characteristics", b"")
        self._data(batches)
        self._strls()
        self._part(b"value_labels", b"")
        self.at.append(self.file.tell())
        self.file.write(b"</stata_dta>")
        self.at.append(self.file.tell())
        self.file.seek(self.at[1] + len(b"<map>"))
        self.file.write(struct.pack("<14Q", *self.at))

    def _part(self, name: bytes, content: bytes) -> None:
        self.at.append(self.file.tell())
        self.file.write(b"<" + name + b">" + content + b"</" + name + b">")

    def _data(self, batches: Iterator[list[tuple[Any, ...]]]) -> None:
        self.at.append(self.file.tell())
        self.file.write(b"<data>")
        row = np.dtype([(v.name, f"V{v.width}") for v in self.variables])
        first = 1
        for batch in batches:
            count = len(batch[0])
            out = np.zeros(count, row)
            for n, (variable, values) in enumerate(zip(self.variables, batch, strict=False), 1):
                out[variable.name] = self._column(variable, n, first, values)
            self.file.write(out.tobytes())
            first += count
            self._put_long()
        self.file.write(b"</data>")

    def _column(self, variable: _Variable, number: int, first: int, values: tuple[Any, ...]) -> Any:
        """The bytes of one variable of a batch, as an array of raw cells."""
        if variable.kind == "date":
            days = (_MISSING_LONG if v is None else v.toordinal() - _EPOCH for v in values)
            return np.fromiter(days, "<i4", len(values)).view("V4")
        if variable.kind == "double":
            return np.fromiter(
                (_MISSING_DOUBLE if v is None else v for v in values), "<f8", len(values)
            ).view("V8")
        if variable.kind == "long":
            return np.fromiter((_MISSING_LONG if v is None else v for v in values), "<i4", len(values)).view(
                "V4"
            )
        texts = [("" if v is None else v).replace("\x00", "").encode("utf-8", "replace") for v in values]
        if variable.kind == "str":
            return np.array(texts, f"S{variable.width}").view(f"V{variable.width}")
        return self._references(texts, number, first)

    def _references(self, texts: list[bytes], number: int, first: int) -> Any:
        """Where the long texts of a batch stand: (variable, row) in two and six bytes; nothing for an empty text."""
        cells = np.zeros(len(texts), "<u8")
        for n, content in enumerate(texts):
            if content:
                cells[n] = number | (first + n) << 16
                self._long.append((number, first + n, content))
        return cells.view("V8")

    def _put_long(self) -> None:
        """The long texts of a batch aside, by row and variable."""
        for number, row, content in sorted(self._long, key=lambda x: (x[1], x[0])):
            self._texts.write(
                b"GSO" + struct.pack("<IQBI", number, row, 130, len(content) + 1) + content + b"\x00"
            )
        self._long.clear()

    def _strls(self) -> None:
        self.at.append(self.file.tell())
        self.file.write(b"<strls>")
        with self._texts as texts:
            texts.seek(0)
            shutil.copyfileobj(texts, self.file, 1 << 20)
        self.file.write(b"</strls>")


def _padded(text: str, width: int) -> bytes:
    raw = text.encode("utf-8")[: width - 1]
    return raw + bytes(width - len(raw))
