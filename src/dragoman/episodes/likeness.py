"""How alike two tellings are: act, actors, days, place, counts, words. It scores a pair and joins nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# News of one happening is told over a few days, and weekdays slip by one. Ours.
SLACK_DAYS = 1
# Weights of a linear score, and the score from which a pair is one happening. Chosen by hand on the first half of
# tests/data/episodes.txt (groups of even number), reported on the second: see bench/episodes.md.
WORDS, COUNTRIES, DIRECTION, REVERSED = 3.0, 1.6, 0.5, -3.0
NAMES, PLACE, NO_PLACE = 0.9, 1.0, -3.0
MODES, OTHER_MODES, COUNTS, DAYS = 0.7, -1.5, -1.6, -0.5
ONE_HAPPENING = 2.6

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    ["the", "and", "for", "that", "with", "from", "was", "were", "has", "had", "have", "been", "will", "would", "said", "says", "say", "who", "which", "after", "before", "over", "under", "into", "about", "between", "their", "his", "her", "its", "they", "them", "this", "that", "these", "those", "not", "but", "also", "more", "than", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "two", "three", "four", "five", "new", "last", "first", "according", "reported", "report", "reports", "news", "agency", "officials", "official", "government", "president", "minister"]
)  # fmt: skip
_SPEECH = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of a telling; `first` and `last` bound its days (None: not known)."""

    type: str
    modes: frozenset[str]
    content: str | None
    source: frozenset[str]
    target: frozenset[str]
    names: frozenset[str]
    first: date | None
    last: date | None
    sharp: bool
    place: str | None
    counts: dict[str, tuple[int, int]]
    words: frozenset[str]
    report: str

    @property
    def countries(self) -> frozenset[str]:
        """The countries on either side."""
        return self.source | self.target


def features(event: Mapping[str, Any]) -> Features:
    """The features of an event as `Database.events` gives it."""
    when, place = event.get("date") or {}, event.get("place") or {}
    published = event.get("published")
    first, last = (_day(when.get("start")) or _day(published)), (_day(when.get("end")) or _day(published))
    text = event["evidence"]["text"].lower()
    own = {w for a in (*event["source"], *event["target"]) for w in _WORD.findall((a["text"] or "").lower())}
    counts = {
        kind: (
            amount["min"] if amount["min"] is not None else 0,
            amount["max"] if amount["max"] is not None else 10**9,
        )
        for kind, amount in (event.get("magnitude") or {}).items()
        if kind != "money"
    }
    return Features(
        event["type"], frozenset(event["modes"]), (event.get("content") or {}).get("type"),
        frozenset(a["country"] for a in event["source"] if a.get("country")),
        frozenset(a["country"] for a in event["target"] if a.get("country")),
        frozenset(a["name"] for a in (*event["source"], *event["target"]) if a.get("name") and a.get("office")),
        first, last, when.get("precision") in {"day", "week", None}, place.get("name") if place.get("resolution") == "city" else None,
        counts, frozenset(_stem(w) for w in _WORD.findall(text) if w not in _COMMON and w not in own), event["report_id"],
    )  # fmt: skip


def comparable(a: Features, b: Features) -> bool:
    """True where the two could be one happening at all: the same act, somebody in common, days that touch."""
    if a.type != b.type or not (a.countries & b.countries or a.names & b.names):
        return False
    if a.type in _SPEECH and a.content != b.content and a.content and b.content:
        return False
    return gap(a, b) is not None


def gap(a: Features, b: Features) -> int | None:
    """Days between the two, 0 where they overlap; None where they lie too far apart or a day is not known."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 0 if (a.first, a.last) == (b.first, b.last) else None
    apart = max((a.first - b.last).days, (b.first - a.last).days, 0)
    if apart > SLACK_DAYS or not (a.sharp or b.sharp or (a.first, a.last) == (b.first, b.last)):
        return None
    return apart


def likeness(a: Features, b: Features) -> float:
    """The score of a pair that is `comparable`: from ONE_HAPPENING on it is taken for one happening."""
    days = gap(a, b) or 0
    score = WORDS * _share(a.words, b.words) + COUNTRIES * _share(a.countries, b.countries) + DAYS * days
    mutual = not a.target or not b.target
    score += DIRECTION if mutual or a.source & b.source else REVERSED
    if a.names and b.names:
        score += NAMES * (1 if a.names & b.names else -1)
    if a.place and b.place:
        score += PLACE if a.place == b.place else NO_PLACE
    if a.modes and b.modes:
        score += MODES if a.modes & b.modes else OTHER_MODES
    for kind in a.counts.keys() & b.counts.keys():
        score += 0.4 if _fits(a.counts[kind], b.counts[kind]) else COUNTS
    if not (a.sharp and b.sharp):
        score -= 0.4
    if a.report == b.report:  # one report tells one act again with "the attack"; a second act it tells apart
        score += 0.3
    return score


def _fits(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """True where the bounds overlap, or one count is up to twice the other: tolls rise."""
    if a[0] <= b[1] and b[0] <= a[1]:
        return True
    low, high = sorted((max(a[0], 1), max(b[0], 1)))
    return high <= 2 * low + 2


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the smaller set that both have in common; 0 where one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ies", "ied", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
