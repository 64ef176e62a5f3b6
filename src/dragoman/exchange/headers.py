"""Which column of a file is which: by name where there is a header, by place where there is none.

It never drops a column that holds data: names that the format does not know are kept as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.reading.refused import Refused

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from dragoman.exchange.records import Format


@dataclass(frozen=True, slots=True)
class Layout:
    """`names`: one per column of the file, the format's own name or, for a column it has not, the header's.

    `skip`: lines before the data (1 with a header). `repairs`: what had to be mended to understand the header.
    """

    names: tuple[str, ...]
    skip: int
    repairs: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Cells of a sound row."""
        return len(self.names)


def plain(name: str) -> str:
    """A column name for comparison: lower case, without blanks and punctuation."""
    return "".join(ch for ch in name.lower() if ch.isalnum())


def layout(fmt: Format, first: Sequence[str], widths: Counter[int]) -> Layout:
    """The layout of a file from its first row and the numbers of cells of the rows that follow.

    Raises Refused (wrong_columns) where this is no file of the format.
    """
    known = {plain(n): c.name for c in fmt.columns for n in (c.name, *c.aliases)}
    # Without rows there is nothing to compare the header with.
    most = max(widths.values(), default=0)
    usual = len(first) if widths[len(first)] == most else widths.most_common(1)[0][0]
    named = [known.get(plain(cell)) for cell in first]
    if sum(n is not None for n in named) >= max(2, len(first) // 4):
        return _by_name(fmt, first, named, usual)
    return _by_place(fmt, first, usual)


def _by_place(fmt: Format, first: Sequence[str], usual: int) -> Layout:
    full = [c.name for c in fmt.columns if not c.rare]
    width = max(usual, len(first)) if usual else len(first)
    if width == len(full) or (usual == len(full)):
        repairs = ("no header",) if fmt.header else ()
        return Layout(tuple(full), 0, repairs)
    if width > len(full) and not any(c.strip() for c in first[len(full) :]):
        return Layout(tuple(full), 0, (("no header",) if fmt.header else ()))
    raise Refused(
        "wrong_columns",
        f"{width} columns and no header that is known; {fmt.title}, expected {len(full)} columns"
        f" ({', '.join(full[:4])}, ...)",
    )


def _by_name(fmt: Format, first: Sequence[str], named: list[str | None], usual: int) -> Layout:
    repairs: list[str] = [] if fmt.header else ["header in a format without one"]
    cells = [c.strip() for c in first]
    while cells and not cells[-1] and len(cells) > usual:
        cells.pop()  # tabs at the end of the header
    names = [named[n] or cell or f"column {n + 1}" for n, cell in enumerate(cells)]
    if len(names) > usual:
        names = _without_extra(names, {c.name for c in fmt.columns if not c.rare}, usual)
        repairs.append("header names without a column")
    if len(set(names)) != len(names):
        twice = sorted({n for n in names if names.count(n) > 1})
        raise Refused("wrong_columns", f"column {', '.join(twice)} stands in the header twice")
    missing = [c.name for c in fmt.columns if c.needed and c.name not in names]
    if missing:
        raise Refused("wrong_columns", f"no column {', '.join(missing)}; this is no file of {fmt.title}")
    return Layout(tuple(names), 1, tuple(repairs))


def _without_extra(names: list[str], known: set[str], usual: int) -> list[str]:
    """The header without the names of its own that no cell stands under."""
    extra = [n for n in names if n not in known]
    surplus = len(names) - usual
    if len(extra) < surplus:
        raise Refused("wrong_columns", f"{len(names)} names in the header, {usual} cells in most rows")
    if len(extra) > surplus:
        raise Refused(
            "wrong_columns",
            f"{len(names)} names in the header, {usual} cells in most rows; which of {', '.join(extra)} have no"
            " column cannot be told",
        )
    return [n for n in names if n in known]
