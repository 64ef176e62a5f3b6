"""Who says what about one happening, as records; nothing here decides what belongs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dragoman.model import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Says = Literal["asserts", "denies", "confirms"]
Standing = Literal["disputed", "denied, then confirmed", "retracted", "no longer told", "accounts differ"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One statement about a happening: who says it, when, through whom, and the words.

    `speaker` None: the outlet itself tells it. `day` is the day of saying, the day of publication where that is not told.
    `episode` is the happening that it is joined to by day and actors, None for a statement that holds no coded act.
    `countries` are those that the words name or that take part; `kind` the PLOVER type of the act, None without one.
    """

    id: str
    report_id: str
    day: date
    outlet: str | None
    agency: str | None
    speaker: str | None
    country: str | None
    says: Says
    text: str
    countries: frozenset[str]
    episode: str | None = None
    kind: str | None = None

    @property
    def side(self) -> str | None:
        """Whose voice it is: the country of the speaker, else the speaker."""
        return self.country or self.speaker


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a report with its events, as `Database.events` gives them, in the order of their ids."""

    report_id: str
    text: str
    published: date | None
    outlet: str | None
    events: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Retraction:
    """What a version of a report told and the next one does not tell any more, or denies (`denied`).

    `instead` is what the later text tells of the same, None where it tells nothing. `silent` is true where the later text says nothing of a correction.
    """

    event_id: str
    report_id: str
    told_on: date | None
    gone_on: date | None
    outlet: str | None
    text: str
    instead: str | None
    denied: bool
    silent: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """A voice among accounts that differ; `says` are the aspects (actor, day, number, place, target) with its words for each."""

    voice: Voice
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One happening over which statements differ, or of which a report took something back, all sides beside each other.

    `accounts` are voices that differ without a denial; the other sides are empty then.
    """

    dispute_id: str
    standing: Standing
    asserted: tuple[Voice, ...]
    denied: tuple[Voice, ...]
    confirmed: tuple[Voice, ...]
    retracted: tuple[Retraction, ...]
    accounts: tuple[Telling, ...] = ()

    @property
    def voices(self) -> tuple[Voice, ...]:
        """All voices of it."""
        return (*self.asserted, *self.denied, *self.confirmed, *(t.voice for t in self.accounts))

    @property
    def aspects(self) -> tuple[str, ...]:
        """What accounts differ in: actor, day, number, place, target."""
        return tuple(sorted({aspect for t in self.accounts for aspect, _ in t.says}))

    @property
    def day(self) -> str:
        """The first day on which anything of it was said; "" where none is known."""
        days = [v.day for v in self.voices]
        days += [r.told_on for r in self.retracted if r.told_on]
        return min(days).isoformat() if days else ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman claims --disputed --json` prints."""
        voices = {
            name: [_plain(v) for v in found]
            for name, found in (("asserted", self.asserted), ("denied", self.denied), ("confirmed", self.confirmed))
        }  # fmt: skip
        return {"record": "dispute", "dispute_id": self.dispute_id, "standing": self.standing, "day": self.day or None,
                **voices, "retracted": plain(self.retracted), "differ": list(self.aspects),
                "accounts": [{**_plain(t.voice), "tells": dict(t.says)} for t in self.accounts]}  # fmt: skip


def _plain(voice: Voice) -> dict[str, Any]:
    return {**plain(voice), "countries": sorted(voice.countries)}
