"""Reading the tables that ship with dragoman, with errors that name file and line.

It never interprets values beyond splitting lists and dates: each package checks its own schema.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from dragoman.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `file` and `line` for messages, cells by column name (stripped, "" when empty)."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The cell's parts between `|`, empty parts left out."""
        cell = self.cells[column]
        if "|" not in cell:
            return (cell,) if cell else ()
        return tuple(p for p in (part.strip() for part in cell.split("|")) if p)

    def error(self, problem: str) -> TableError:
        """A TableError that names this line."""
        return TableError(f"{self.file}:{self.line}: {problem}")

    def one_of(self, column: str, allowed: Sequence[str] | frozenset[str] | set[str]) -> str:
        """The cell, which must be one of `allowed`."""
        value = self.cells[column]
        if value not in allowed:
            raise self.error(f"column {column} is {value!r}; expected one of {', '.join(sorted(allowed))}")
        return value

    def day(self, column: str, *, last: bool = False) -> date | None:
        """The cell as a date: YYYY, YYYY-MM or YYYY-MM-DD; None when empty.

        A year or month stands for its first day, or its last with `last=True`.
        """
        text = self.cells[column]
        if not text:
            return None
        try:
            return first_or_last_day(text, last=last)
        except ValueError:
            raise self.error(f"column {column} is {text!r}; expected YYYY, YYYY-MM or YYYY-MM-DD") from None


@lru_cache(maxsize=20_000)
def first_or_last_day(text: str, *, last: bool = False) -> date:
    """The first (or last) day of an ISO year, month or day. Raises ValueError on anything else."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        year, month = parts
        if not last:
            return date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    (year,) = parts
    return date(year, 12, 31) if last else date(year, 1, 1)


def read_tsv(package: str, name: str, columns: Sequence[str]) -> list[Row]:
    """The rows of `name` in the data folder of `package` (e.g. "dragoman.registry", "data/countries.tsv").

    The first line is the header and must equal `columns`; empty lines and lines starting with `#` are
    skipped. Raises TableError with file and line.
    """
    text = resources.files(package).joinpath(name).read_text("utf-8")
    return list(parse_tsv(text, name, columns))


def parse_tsv(text: str, name: str, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a tab-separated text; see `read_tsv`."""
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if header is None:
            if cells != list(columns):
                raise TableError(f"{name}:{number}: header is {cells}; expected {list(columns)}")
            header = cells
            continue
        if len(cells) < len(header):  # editors strip trailing tabs; missing last cells are empty
            cells += [""] * (len(header) - len(cells))
        if len(cells) > len(header):
            raise TableError(
                f"{name}:{number}: {len(cells)} cells; expected {len(header)} ({', '.join(header)})"
            )
        yield Row(name, number, dict(zip(header, cells, strict=True)))


def read_toml(package: str, name: str) -> dict[str, Any]:
    """The TOML table `name` in the data folder of `package`. Raises TableError where it does not parse."""
    text = resources.files(package).joinpath(name).read_text("utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise TableError(f"{name}: {err}") from None


def lines_of_blocks(package: str, name: str, table: str) -> list[int]:
    """The line on which each `[[table]]` block of a TOML file begins, for messages."""
    text = resources.files(package).joinpath(name).read_text("utf-8")
    return [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{table}]]"]
