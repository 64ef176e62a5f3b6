"""The opening balance: ties of salient pairs that we give, dated and sourced in words, so that the ledger does not begin empty.

It is marked as given wherever it is shown. It never overrides what reports tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.registry import registry
from dragoman.relations.tie_rules import DIRECTED
from dragoman.tables import Row, first_or_last_day, read_tsv

if TYPE_CHECKING:
    from datetime import date

COLUMNS = ("kind", "a", "b", "state", "start", "end", "source")


@dataclass(frozen=True, slots=True)
class Given:
    """One line: a state of a tie from `start` (to `start_end`, by its precision) to `end`; `end` None: not known to have ended."""

    kind: str
    a: str
    b: str
    state: str
    start: date | None
    start_end: date | None
    precision: str
    end: date | None
    end_end: date | None
    end_precision: str
    source: str


@lru_cache(maxsize=1)
def opening() -> tuple[Given, ...]:
    """The opening balance. Raises TableError with file and line."""
    return tuple(_given(row) for row in read_tsv("dragoman.relations", "data/opening.tsv", COLUMNS))


def _given(row: Row) -> Given:
    kind = row.one_of("kind", frozenset(DIRECTED))
    known = registry().countries
    a, b = row["a"], row["b"]
    for code in (a,) if kind == "membership" else (a, b):
        if code not in known and code not in {"EUR", "UNO"}:
            raise row.error(f"no country {code!r}")
    if not DIRECTED[kind]:
        a, b = sorted((a, b))
    if not row["source"] or not row["state"]:
        raise row.error("state and source must be filled")
    start, end = row.day("start"), row.day("end")
    if start and end and end < start:
        raise row.error(f"ends on {end}, before its start on {start}")
    return Given(
        kind, a, b, row["state"], start, first_or_last_day(row["start"], last=True) if start else None, _precision(row["start"]),
        end, first_or_last_day(row["end"], last=True) if end else None, _precision(row["end"]), row["source"],
    )  # fmt: skip


def _precision(text: str) -> str:
    return {0: "vague", 1: "year", 2: "month", 3: "day"}[len(text.split("-")) if text else 0]
