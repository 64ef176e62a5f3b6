"""Cells that several of the registry's tables share: sectors, intervals, members of a group, with errors that name the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.registry.records import Member
from dragoman.tables import first_or_last_day

if TYPE_CHECKING:
    from datetime import date

    from dragoman.tables import Row

SECTORS: frozenset[str] = frozenset(
    {
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
        "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
    }
)  # fmt: skip
INTERNATIONAL: frozenset[str] = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})


def sectors_of(line: Row, column: str) -> tuple[str, ...]:
    """The sectors of a cell. Raises TableError on one that PLOVER does not have."""
    sectors = line.many(column)
    for sector in sectors:
        if sector not in SECTORS:
            raise line.error(f"column {column} is {sector!r}; expected one of {', '.join(sorted(SECTORS))}")
    return sectors


def interval_of(line: Row) -> tuple[date | None, date | None]:
    start, end = line.day("start"), line.day("end", last=True)
    if start and end and end < start:
        raise line.error(f"ends on {end}, before its start on {start}")
    return start, end


def filled(line: Row, column: str) -> str:
    """The cell, which must not be empty."""
    if not line[column]:
        raise line.error(f"column {column} is empty")
    return line[column]


def member_of(line: Row, cell: str, codes: frozenset[str]) -> Member:
    """A state with the days on which it belonged: CODE, CODE:FROM or CODE:FROM:TO."""
    code, _, days = cell.partition(":")
    first, _, last = days.partition(":")
    if code not in codes:
        raise line.error(f"no country {code!r}")
    try:
        start = first_or_last_day(first) if first else None
        return Member(code, start, first_or_last_day(last, last=True) if last else None)
    except ValueError:
        raise line.error(f"member {cell!r}; expected CODE, CODE:FROM or CODE:FROM:TO") from None
