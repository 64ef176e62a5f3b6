"""The records that pass between stages: frozen, slotted, and free of behaviour beyond checks.

Nothing here reads files, loads models or knows how any stage works. Offsets are half-open and count
code points of `Report.text`; `text[start:end]` is always exactly the quoted string.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

import msgspec

Status = Literal["occurred", "ongoing", "planned", "demanded", "hypothetical", "denied", "failed"]
Stance = Literal[
    "asserts", "denies", "threatens", "promises", "demands", "doubts", "confirms", "declines", "predicts"
]
Quotation = Literal["direct", "indirect", "mixed"]
ClaimKind = Literal["statement", "precedence", "evaluation", "prediction"]
Precision = Literal["day", "week", "month", "season", "year", "decade", "range", "vague"]

STATUSES: tuple[Status, ...] = (
    "occurred", "ongoing", "planned", "demanded", "hypothetical", "denied", "failed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open piece of the report's text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}:{self.end} is empty or negative; expected 0 <= start < end")

    def of(self, text: str) -> str:
        """The words under the span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """True when the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Report:
    """One article as published.

    `published` is the day of publication in the outlet's own calendar, None when unknown. `text` is the
    body as stored: NFC is *not* applied, so that offsets stay those of the input.
    """

    id: str
    text: str
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    origin: str | None = None
    """Where it was read from (a path, `feed.xml#3`, `table.csv:17`); for messages only."""

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, hex: the version of this report."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something a stage refused, with a typed reason. `code` is a key of `dragoman.errors.REASONS`."""

    stage: str
    code: str
    detail: str
    span: Span | None = None
    report_id: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report. `index` counts from 0 over the report, `paragraph` likewise."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words that stand for a participant, not yet resolved.

    `start:end` is the noun phrase without relative clauses; `head_start:head_end` its head word. Absolute
    offsets in the report.
    """

    start: int
    end: int
    text: str
    head_start: int
    head_end: int


@dataclass(frozen=True, slots=True)
class Third:
    """A third participant: `role` is one of mediator, host, beneficiary, ally, instrument, topic."""

    role: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Content:
    """The act that a speech act is about (threatens to *cut aid*)."""

    type: str
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """What coding finds in one sentence: one act, its participants still as words.

    `status` is what composition with governing verbs already decides ("failed to", "plans to"), None when
    it decides nothing; attribution settles the rest. `scope` holds the trigger and every governing word, in
    text order; negation of any of them is negation of the act.
    """

    sentence: int
    type: str
    modes: tuple[str, ...]
    trigger: Span
    source: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    third: tuple[Third, ...] = ()
    content: Content | None = None
    status: Status | None = None
    scope: tuple[Span, ...] = ()
    frame: str = ""
    confidence: float = 0.5
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a mention stands for on the event's date. None and empty mean unknown, never a guess.

    `country` is ISO 3166 alpha-3 or one of PLOVER's codes (KOS, IGO, UNO, EUR, NGO, ISM, IMG, MNC);
    `sector` the primary PLOVER sector, `sectors` all of them sorted; `by` says by what it was decided.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    qid: str | None = None
    by: str | None = None
    role: str | None = None
    """Only for third parties: mediator, host, beneficiary, ally, instrument, topic."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as a text tells it, on the clock that it names.

    `start` and `end` are "HH:MM", equal for a point; an `end` before `start` lies on the next day. `precision` is
    minute, hour or part (of a day). `zone` is the words for the zone, None where none is named. `offset` is
    in minutes east of UTC. `utc_start`, `utc_end` are instants such as "2023-04-30T18:30Z", None unless the day
    and the offset are known; their day may be another than the local one.
    """

    start: str
    end: str
    precision: str
    zone: str | None = None
    offset: int | None = None
    utc_start: str | None = None
    utc_end: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included. None at an end means open (no lower or upper bound known).

    `clock` is the time of day, None where the text gives none for this act. The days are local ones.
    """

    start: date | None
    end: date | None
    precision: Precision
    text: str | None = None
    basis: str = "publication date"
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event took place. `resolution` is city, admin1, country or feature; coordinates only with it."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    resolution: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A count or sum with bounds: "over 500" is min 500, max None; "up to 30" is min None, max 30.

    `unit` is persons or a currency by ISO 4217 code, None where the text does not tell the currency. `counted_by` is whoever
    gives the number ("police said", "state television put the toll at"), None where the report gives it itself.
    """

    min: int | None
    max: int | None
    text: str | None = None
    unit: str | None = "persons"
    counted_by: Actor | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The attribution of one event: who says so."""

    outlet: str | None
    agency: str | None
    speaker: Actor | None
    stance: Stance
    cue: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that tells an event, and the trigger inside it (absolute offsets)."""

    start: int
    end: int
    text: str
    trigger: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done by actors to actors, as one sentence of one report tells it."""

    event_id: str
    report_id: str
    sentence: int
    type: str
    modes: tuple[str, ...]
    plover: str
    content: Content | None
    contexts: tuple[str, ...]
    quad: int
    intensity: float
    cameo: str | None
    goldstein: float | None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    third: tuple[Actor, ...]
    date: When | None
    place: Place | None
    magnitude: dict[str, Amount]
    status: Status
    claim: Said
    evidence: Evidence
    confidence: float
    why: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman code --json` prints."""
        return {"record": "event", **plain(self)}

    def to_json(self) -> str:
        """`to_dict` as one line of JSON."""
        return msgspec.json.encode(self.to_dict()).decode()


@dataclass(frozen=True, slots=True)
class Precedence:
    """What a precedence claim ranks: `window` is the span of days over which it claims to hold.

    `who` is the person whose own acts are ranked ("his first visit"); None where any holder of the role counts. `event` is
    the ranked event where the report tells it. `beyond` are words of the ranked phrase that say more than the act and its
    sides ("state" in "the first state visit"), in text order: a record of acts cannot compare by them.
    """

    measure: str
    act: str | None
    source: str | None
    target: str | None
    window: tuple[date | None, date | None]
    who: str | None = None
    event: str | None = None
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """An attributed statement, whether or not it holds an event."""

    claim_id: str
    report_id: str
    kind: ClaimKind
    speaker: Actor | None
    agency: str | None
    outlet: str | None
    stance: Stance
    cue: str | None
    quoted: bool
    said_on: When | None
    text: str
    start: int
    end: int
    events: tuple[str, ...]
    precedence: Precedence | None = None
    quotation: Quotation = "indirect"
    """direct: all of it stands in quotation marks; mixed: part of it does."""
    quotes: tuple[tuple[int, int], ...] = ()
    """Where the quoted words stand in the report, marks left out."""
    medium: str | None = None
    """What it was said in: interview, statement, post on Telegram."""
    unnamed: bool = False
    told_of: str | None = None
    """What the report tells of an unnamed speaker."""
    within: str | None = None
    """The claim in whose words this one is told: "he said that the army had denied it"."""

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman code --json` prints."""
        return {"record": "claim", **plain(self)}

    def to_json(self) -> str:
        """`to_dict` as one line of JSON."""
        return msgspec.json.encode(self.to_dict()).decode()


@dataclass(frozen=True, slots=True)
class Coding:
    """Everything that one report gave."""

    report: Report
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What one given mention does to another in a sentence; `scores` sum to 1 over the 16 types."""

    type: str
    modes: tuple[str, ...]
    confidence: float
    scores: dict[str, float]


def plain(value: Any) -> Any:
    """A record as JSON-ready values: dates ISO, tuples lists, records dicts in field order."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: plain(value[k]) for k in sorted(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {n: plain(getattr(value, n)) for n in _field_names(type(value)) if not _absent(value, n)}
    return value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _absent(record: Any, name: str) -> bool:
    # `role` only means something for third parties and is left out elsewhere.
    return name == "role" and isinstance(record, Actor) and record.role is None


_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """The text with each lone surrogate, which UTF-8 cannot hold, as U+FFFD; offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def digest(*parts: object) -> str:
    """A short stable id of the given parts (BLAKE2b, 16 hex digits)."""
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
