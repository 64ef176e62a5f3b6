"""What happened between two countries, by date: the record of a dyad.

It orders and counts what the store holds; it never adds an event and never calls silence peace.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.codebook.quads import QUAD_NAMES

Direction = Literal["forth", "back", "mutual"]


@dataclass(frozen=True, slots=True)
class DyadLine:
    """One event of a dyad. `direction` is forth (a to b), back (b to a) or mutual."""

    direction: Direction
    event: dict[str, Any]

    @property
    def day(self) -> str:
        """The first day of the event's interval, else of publication; "" when neither is known."""
        date = self.event.get("date") or {}
        return str(date.get("start") or date.get("end") or self.event.get("published") or "")


@dataclass(frozen=True, slots=True)
class Totals:
    """How much is on record between two countries: events, the reports that tell our own, and what happened, by quad class."""

    events: int
    reports: int
    quads: dict[str, int]


@dataclass(frozen=True, slots=True)
class Dyad:
    """The record of two countries, lines in order of their days."""

    a: str
    b: str
    lines: tuple[DyadLine, ...]

    @property
    def reports(self) -> int:
        """How many reports tell our own events; events of other data sets come without reports."""
        return len({line.event["report_id"] for line in self.lines if "report_id" in line.event})

    def by_quad(self) -> dict[str, int]:
        """Events that happened or go on, by quad class, all four named."""
        counts = Counter(
            line.event["quad"] for line in self.lines if line.event["status"] in {"occurred", "ongoing"}
        )
        return {name: counts[quad] for quad, name in QUAD_NAMES.items()}

    @property
    def totals(self) -> Totals:
        """The numbers of the lines."""
        return Totals(len(self.lines), self.reports, self.by_quad())

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman dyad --json` prints first."""
        return {
            "record": "dyad", "a": self.a, "b": self.b, "events": len(self.lines), "reports": self.reports,
            "by_quad": self.by_quad(),
        }  # fmt: skip


def dyad(a: str, b: str, events: list[dict[str, Any]]) -> Dyad:
    """The record of the countries `a` and `b` from their events."""
    lines = [DyadLine(direction_of(a, b, e), e) for e in events]
    return Dyad(a, b, tuple(sorted(lines, key=lambda line: (line.day, line.event["event_id"]))))


def direction_of(a: str, b: str, event: dict[str, Any]) -> Direction:
    """forth (a to b), back (b to a) or mutual, from who stands on the two sides of an event or episode."""
    source = {x["country"] for x in event["source"]}
    target = {x["country"] for x in event["target"]}
    forth, back = a in source and b in target, b in source and a in target
    if forth and not back:
        return "forth"
    return "back" if back and not forth else "mutual"
