"""Episodes and their tellings as records; nothing here decides what belongs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: an event as one sentence of one report tells it.

    `origin` names what the telling comes from: the agency it credits, else the text that several outlets print, else its
    outlet. Tellings of one origin are one source. `status` and `stance` are this telling's own.
    """

    event_id: str
    report_id: str
    published: str | None
    outlet: str | None
    agency: str | None
    speaker: str | None
    stance: str
    status: str
    origin: str
    text: str


class Revision(NamedTuple):
    """A count as it was told from a day on; `unit` and `counted_by` are None where the record does not tell them."""

    known_on: str
    kind: str
    min: int | None
    max: int | None
    unit: str | None
    counted_by: str | None


@dataclass(frozen=True, slots=True)
class Episode:
    """What happened, once. `record` is shaped like an event: the fullest telling, with dates and magnitudes of all.

    `status` is occurred or ongoing where any telling says so; `disputed` is true where one denies what another asserts.
    `revisions` are the magnitudes as they changed with the days.
    """

    episode_id: str
    status: str
    disputed: bool
    known_on: str | None
    tellings: tuple[Told, ...]
    revisions: tuple[Revision, ...]
    record: dict[str, Any]

    @property
    def first_day(self) -> str:
        """The first day on which it may have happened, the day it was first known where that is not told; "" for neither."""
        return str((self.record.get("date") or {}).get("start") or self.known_on or "")

    @property
    def reports(self) -> int:
        """How many reports tell it."""
        return len({t.report_id for t in self.tellings})

    @property
    def origins(self) -> int:
        """How many independent origins tell it."""
        return len({t.origin for t in self.tellings})

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman episodes --json` prints."""
        told = [
            {"event_id": t.event_id, "report_id": t.report_id, "published": t.published, "outlet": t.outlet, "agency": t.agency,
             "speaker": t.speaker, "stance": t.stance, "status": t.status, "origin": t.origin, "text": t.text}
            for t in self.tellings
        ]  # fmt: skip
        return {
            **{k: v for k, v in self.record.items() if k not in _TELLINGS_OWN},
            "record": "episode", "episode_id": self.episode_id, "status": self.status, "disputed": self.disputed,
            "known_on": self.known_on, "events": [t.event_id for t in self.tellings], "reports": self.reports, "origins": self.origins,
            "tellings": told,
            "revisions": [r._asdict() for r in self.revisions],
        }  # fmt: skip


# What belongs to one telling and not to what happened.
_TELLINGS_OWN = frozenset(
    {
        "event_id",
        "report_id",
        "sentence",
        "claim",
        "evidence",
        "why",
        "published",
        "outlet",
        "current",
        "text_hash",
    }
)
