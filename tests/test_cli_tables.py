"""Tables of the command line: the lines of rich's own tables, sooner."""

from __future__ import annotations

import io

import pytest
from rich import box
from rich.console import Console
from rich.table import Table as Richly
from rich.text import Text

from dragoman.cli.tables import _SHORT, Table

NAMES = ("date", "status", "who, to whom, and the sentence")
LONG = (
    "https://www.paper.example/news/2023/01/02/a-story-of-the-day and [words] that go on until they have to wrap "
    * 2
)


def told():
    text = Text("Ebrahim Raisi (IRN GOV) → 日本 (JPN)")
    text.append("\n" + LONG, style="dim")
    return text


TABLES = {
    "plain": [("2023-05-01", "occurred", "a\nb"), ("2023-05-02 to 04", "planned", "")],
    "wrapped": [("2023-05-01", "occurred", LONG), ("", "x" * 60, "short")],
    "styled": [("2023-05-01", Text("denied", style="dim strike"), told()), ("—", "tab\there", Text("last"))],
    "none": [],
}


def printed(table, width, *, colours, **options):
    out = io.StringIO()
    system = "standard" if colours else None
    Console(file=out, width=width, force_terminal=colours, color_system=system, highlight=False).print(
        table, **options
    )
    return out.getvalue()


def richly(rows, title):
    out = Richly(title=Text(title) if title else None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False,
                 show_edge=False)  # fmt: skip
    for n, name in enumerate(NAMES):
        one = all(len(row[n]) <= _SHORT for row in rows) and n < len(NAMES) - 1
        out.add_column(name, overflow="fold", no_wrap=one, max_width=_SHORT if one else None)
    for row in rows:
        out.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return out


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("width", [70, 140])
@pytest.mark.parametrize("colours", [False, True])
def test_table_is_that_of_rich_to_the_byte(rows, width, colours):
    for title in (None, "IRN and JPN: 2 events"):
        expected = printed(richly(rows, title), width, colours=colours)
        assert printed(Table(NAMES, rows, title), width, colours=colours, crop=False) == expected


def test_terminal_too_narrow_for_the_columns_loses_no_letter():
    out = printed(Table(NAMES, TABLES["plain"], None), 8, colours=False, crop=False)
    assert all(letter in out for letter in "ab")
