"""What a line of the ledger says: one spell of one tie, its days, who tells it, and whether it holds on a day.

It decides nothing about which spells there are; see `ties`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.model import digest
from dragoman.relations.tie_rules import ENDED, POINTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class TieDate:
    """The day of a change: an interval with both ends included, None where open."""

    start: date | None
    end: date | None
    precision: str

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "start": self.start.isoformat() if self.start else None, "end": self.end.isoformat() if self.end else None,
            "precision": self.precision,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """One spell of one tie: it began with a change (`since`) and ended with the next (`until`; None: not known to have ended).

    `given` marks a line of the opening balance: `source` says in words where it is from. `episodes` and `events` are those
    that tell its beginning, `evidence` their sentences, earliest known first.
    """

    kind: str
    a: str
    b: str
    directed: bool
    state: str
    since: TieDate
    until: TieDate | None
    known_on: date | None
    given: bool
    source: str | None
    episodes: tuple[str, ...]
    events: tuple[str, ...]
    reports: int
    origins: int
    confidence: float
    disputed: bool
    third: tuple[str, ...]
    evidence: tuple[dict[str, Any], ...]

    @property
    def tie_id(self) -> str:
        """Stable id: same tie, state and first day, same id."""
        return digest("tie", self.kind, self.a, self.b, self.state, self.since.start, self.since.end)

    def holds_on(self, day: date) -> bool:
        """True where the spell is known to hold on the day: from the last day it may have begun to the first it may have ended.

        Between the first and the last day on which it may have begun, it is counted as begun.
        """
        if self.kind in POINTS:
            return self.since.start == day or (self.since.start or day) <= day <= (self.since.end or day)
        begun = self.since.start is None or self.since.start <= day
        last = self.until.start if self.until is not None else None
        if (
            last is not None
            and self.since.start is not None
            and last <= self.since.start
            and self.until is not None
        ):
            last = self.until.end  # the change that ended it is told more coarsely than the one that began it
        return begun and (self.until is None or last is None or day < last)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman ties --json` prints."""
        return {
            "record": "tie", "tie_id": self.tie_id, "a": self.a, "b": self.b, "directed": self.directed, "kind": self.kind,
            "state": self.state, "from": self.since.to_dict(), "to": self.until.to_dict() if self.until else None,
            "known_on": self.known_on.isoformat() if self.known_on else None, "given": self.given, "source": self.source,
            "episodes": list(self.episodes), "events": list(self.events), "reports": self.reports, "origins": self.origins,
            "confidence": self.confidence, "disputed": self.disputed, "third": list(self.third), "evidence": list(self.evidence),
        }  # fmt: skip


def holding(spells: Iterable[Tie], as_of: date, *, ended: bool = False) -> list[Tie]:
    """The spells that hold on a day; those whose state is an end ("lifted") only with `ended`."""
    return [t for t in spells if t.holds_on(as_of) and (ended or t.state not in ENDED)]
