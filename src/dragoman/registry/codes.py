"""The concordance of country codes: what other code systems call a country, on a day.

It never guesses: a code that stands for nothing on that day gives None.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from dragoman.registry.records import Origin, holds
from dragoman.registry.sources import origin_of
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from datetime import date

    from dragoman.tables import Row

System = Literal["iso2", "isonum", "fips", "cameo", "icews", "cow", "gw"]
SYSTEMS: tuple[System, ...] = ("iso2", "isonum", "fips", "cameo", "icews", "cow", "gw")
_COLUMNS = ("system", "foreign", "code", "start", "end", "use", "source", "checked")
# Codes of organisations that a code system gives like a country's.
_BODIES = frozenset({"EUR", "UNO", "IGO", "NGO", "MNC", "IMG"})


@dataclass(frozen=True, slots=True)
class CountryCode:
    """One code of another system and ours, with the days on which it stands for it (None: open).

    `reads`: it may be read as our code; `writes`: our code may be written so. A country that continues an
    earlier state is written with that state's number for the time before, and never read from it.
    """

    system: System
    foreign: str
    code: str
    start: date | None
    end: date | None
    reads: bool
    writes: bool
    origin: Origin | None = None


@cache
def country_codes() -> tuple[CountryCode, ...]:
    """The whole concordance, in the table's order. Raises TableError where a line breaks its schema."""
    from dragoman.registry.load import COUNTRY_COLUMNS, rows

    known = {line["code"] for line in rows("countries.tsv", COUNTRY_COLUMNS)} | _BODIES
    found = [_code(line, known) for line in read_tsv("dragoman.registry", "data/country_codes.tsv", _COLUMNS)]
    return tuple(found)


def _code(line: Row, known: set[str]) -> CountryCode:
    system = line.one_of("system", frozenset(SYSTEMS))
    if line["code"] not in known:
        raise line.error(f"no country {line['code']!r} in countries.tsv")
    if not line["foreign"]:
        raise line.error("column foreign is empty")
    start, end = line.day("start"), line.day("end", last=True)
    if start and end and start > end:
        raise line.error(f"start {start} is after end {end}")
    use = line.one_of("use", {"", "in", "out"})
    return CountryCode(
        system,  # type: ignore[arg-type]
        line["foreign"], line["code"], start, end, use != "out", use != "in", origin_of(line),
    )  # fmt: skip


def written(system: System, code: str, day: date) -> str | None:
    """What `system` calls our country `code` on that day; None where it has no name or number for it."""
    for row in country_codes():
        if row.system == system and row.code == code and row.writes and holds(row.start, row.end, day):
            return row.foreign
    return None


def read(system: System, foreign: str, day: date) -> str | None:
    """Our code for what `system` calls `foreign` on that day; None where it stands for nothing."""
    for row in country_codes():
        if row.system == system and row.foreign == foreign and row.reads and holds(row.start, row.end, day):
            return row.code
    return None
