"""What is asked of the record, what it covers and what it answers; nothing here decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import date

    from dragoman.episodes import Episode
    from dragoman.relations.checks.sizes import Unit

Verdict = Literal["supported", "contradicted", "not enough coverage", "not understood"]


@dataclass(frozen=True, slots=True)
class Side:
    """Who acts or is acted on: a country, with a role ("foreign minister") or a person where the claim names one.

    `among` are the countries of which any counts where the claim names a group ("an Arab leader"); `country` is then its id.
    `but` is the country that does not count where any other one does ("his first visit abroad").
    """

    country: str
    role: str | None = None
    who: str | None = None
    among: frozenset[str] = frozenset()
    but: str | None = None

    @property
    def single(self) -> bool:
        """True for one country, False for a group or for all but one."""
        return not self.among and self.but is None

    def holds(self, country: str | None) -> bool:
        """True when an act of or towards that country counts."""
        if country is None:
            return False
        if self.but is not None:
            return country != self.but
        return country in self.among if self.among else country == self.country

    def words(self) -> str:
        """As a reader would say it."""
        country = self.country.replace("_", " ")
        return self.who or (f"{country} {self.role}" if self.role else country)


@dataclass(frozen=True, slots=True)
class Question:
    """A precedence claim in terms of the record.

    `since` is the first day it speaks of, None where it reaches back without a start. `before` is the day from which on
    happenings are the claimed one itself or later. `event` is the event that is ranked, where a report tells it.
    `narrower` is what the claim says beyond what the record can compare by ("state" in "the first state visit"): what is found
    is then more than what the claim counts and cannot contradict it, while silence about it says as much. `silence` is False
    where the record cannot be expected to hold all that the claim counts, so that silence supports nothing. `levels` are those
    of the two sides where a meeting is claimed to be the highest, `word` the word by which the act must be told, None for any.
    """

    measure: str
    type: str
    mode: str | None
    source: Side | None
    target: Side | None
    since: date | None
    before: date
    event: str | None = None
    narrower: tuple[str, ...] = ()
    silence: bool = True
    levels: tuple[int, int] | None = None
    word: str | None = None
    unit: Unit | None = None
    """What is counted where the largest is claimed."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record holds of the span of a claim.

    `months` is the number of calendar months in the span, by half at least, `told` of how many of them enough reports
    tell of each of the powers; `reports` counts those reports, one that tells of both twice; `first` and `last` are the days of publication of the whole record.
    """

    months: int
    told: int
    reports: int
    first: date | None
    last: date | None

    @property
    def share(self) -> float:
        """The part of the months that is told of, 0 to 1; 0 for a span without months."""
        return self.told / self.months if self.months else 0.0

    def words(self) -> str:
        """As a reader would say it."""
        if not self.months:
            return f"the record begins on {self.first} and the claim reaches back without a start"
        return f"{self.told} of {self.months} months are told of ({self.reports} reports)"


@dataclass(frozen=True, slots=True)
class Check:
    """The answer. `against` are the happenings that contradict, `beside` those that the claim counts or speaks of."""

    claim: dict[str, Any]
    verdict: Verdict
    reason: str
    question: Question | None = None
    coverage: Coverage | None = None
    against: tuple[Episode, ...] = ()
    beside: tuple[Episode, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman check --json` prints."""
        q, c = self.question, self.coverage
        return {
            "record": "check", "claim_id": self.claim.get("claim_id"), "report_id": self.claim.get("report_id"),
            "text": self.claim["text"], "verdict": self.verdict, "reason": self.reason,
            "question": None if q is None else {
                "measure": q.measure, "type": q.type, "mode": q.mode,
                "source": q.source.words() if q.source else None, "target": q.target.words() if q.target else None,
                "since": q.since.isoformat() if q.since else None, "before": q.before.isoformat(), "narrower": list(q.narrower),
            },
            "coverage": None if c is None else {
                "months": c.months, "told": c.told, "reports": c.reports,
                "record": [d.isoformat() if d else None for d in (c.first, c.last)],
            },
            "against": [_evidence(e) for e in self.against], "beside": [_evidence(e) for e in self.beside],
        }  # fmt: skip


def _evidence(episode: Episode) -> dict[str, Any]:
    told = episode.record
    return {
        "episode_id": episode.episode_id, "date": told["date"], "reports": episode.reports, "origins": episode.origins,
        "report_id": told["report_id"], "outlet": told["outlet"], "event_id": told["event_id"], "sentence": told["evidence"]["text"],
    }  # fmt: skip
