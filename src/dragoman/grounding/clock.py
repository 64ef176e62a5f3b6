"""Times of day: "at 3 a.m. local time", "at 21:30 (1830 GMT)", "late on Sunday Moscow time".

A time is read with the zone that its words name. The instant in UTC is given only where day and distance from
UTC are both known, and "local time" by itself is not: which clock a place kept is not guessed. Never changes
a day: the day of an act is the one that the text names, on the clock that it names.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dragoman.model import Clock, Span, When
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from datetime import tzinfo

    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed

# What a part of the day covers, in hours of the clock; news usage, set wide.
_PARTS = {
    "early": (0, 6), "dawn": (4, 7), "morning": (6, 12), "early morning": (3, 8), "late morning": (10, 12),
    "afternoon": (12, 18), "late afternoon": (15, 18), "dusk": (17, 20), "evening": (18, 24),
    "late evening": (21, 24), "late": (18, 24), "night": (20, 24), "late night": (22, 24),
}  # fmt: skip
_NAMED = {"midnight": time(0), "noon": time(12), "midday": time(12)}
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    rows = read_tsv("dragoman.grounding", "data/zones.tsv", ("name", "kind", "zone"))
    return {row["name"].lower() + (" time" if row["kind"] == "place" else ""): row["zone"] for row in rows}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows = read_tsv("dragoman.grounding", "data/zones.tsv", ("name", "kind", "zone"))
    by_length = sorted(rows, key=lambda r: (-len(r["name"]), r["name"]))
    codes = "|".join(re.escape(r["name"]) for r in by_length if r["kind"] == "code")
    places = "|".join(re.escape(r["name"]) for r in by_length if r["kind"] == "place")
    zone = (
        rf"(?P<zone>(?:(?:{places})[ -]time|{codes})(?:\s*(?P<away>[+\u2212-]\d{{1,2}}(?::?\d\d)?))?)(?!\w)"
    )
    figures = (
        r"(?:(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
        r"|(?P<four>[01]\d[0-5]\d|2[0-3][0-5]\d)(?:\s?(?P<hours>hours|hrs?))?"
        r"|(?P<plain>1[0-2]|0?[1-9])\s*(?P<plainhalf>[ap])\.?m\b\.?"
        r"|(?P<oclock>1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+o['\u2019]clock"
        r"|(?P<named>midnight|noon|midday)\b)"
    )
    point = re.compile(
        rf"(?<![\w.:$\u20ac\u00a3/-])(?:(?P<first>(?:[01]?\d|2[0-3])[:.]?[0-5]\d|1[0-2]|[1-9])\s*(?P<to>-|\u2013|to|and)\s*)?"
        rf"{figures}(?:[\s,]*\(?{zone})?(?!\d|:\d|[.,]\d|%|-\w)"
    )
    part = re.compile(
        rf"\b(?P<part>(?:early|late)\s+(?:morning|afternoon|evening|night)|early|late|dawn|dusk|morning|afternoon|evening|night)"
        rf"(?:\s+(?:on|of)?\s*(?:{_DAYS}|today|yesterday|(?:[A-Z][a-z]+ )?\d{{1,2}}(?: [A-Z][a-z]+)?))?,?\s*\(?{zone}",
        re.IGNORECASE,
    )
    second = re.compile(rf"\s*[,(/;]\s*{figures}\s*{zone}\s*\)?")
    return point, part, second


def find(text: str, offset: int = 0) -> list[tuple[Span, Clock]]:
    """Every time of day of a text, in order; spans are moved by `offset`, instants are not yet placed.

    A bare "1430" is a time only with a zone or "hours", and a part of the day only with a zone. A second
    time in another zone ("21:30, 1830 GMT") gives the distance of the first from UTC.
    """
    point, part, second = _patterns()
    found: list[tuple[Span, Clock]] = []
    end = 0
    for match in sorted([*point.finditer(text), *part.finditer(text)], key=lambda m: (m.start(), -m.end())):
        if match.start() < end:
            continue
        read = _part(match) if "part" in match.groupdict() else _point(match)
        if read is None:
            continue
        end = match.end()
        if (other := second.match(text, end)) and (told := _second(read, other)):
            read, end = told, other.end()
        words = text[match.start() : end].strip(" ,(")
        words += ")" if words.count("(") > words.count(")") and text[end : end + 1] == ")" else ""
        span = Span(offset + match.start(), offset + match.start() + len(words))
        found.append((span, replace(read, text=words)))
    return found


def placed(clock: Clock, when: When | None) -> Clock:
    """The time with its instants in UTC, where `when` is one day and the zone is known; else with nulls."""
    if when is None or when.start is None or when.start != when.end or when.precision != "day":
        return clock
    offset = _offset(clock, when.start)
    if offset is None:
        return clock
    first = datetime.combine(when.start, time.fromisoformat(clock.start), UTC) - timedelta(minutes=offset)
    last = datetime.combine(when.start, time.fromisoformat(clock.end), UTC) - timedelta(minutes=offset)
    last += timedelta(days=clock.end < clock.start)
    return replace(clock, offset=offset, utc_start=_stamp(first), utc_end=_stamp(last))


def timed(when: When | None, parsed: Parsed, trigger: Span) -> When | None:
    """`when` with the time of day that stands in the clause of the act; the same where there is none."""
    head = next(iter(parsed.tokens_in(trigger)), None)
    if when is None or head is None:
        return when
    verb = _verb(head)
    # "began to shell the town at 3 a.m.": the time may hang on the verb that governs
    clauses = {verb.i, verb.head.i} if verb.dep_ == "xcomp" else {verb.i}
    for span, read in find(parsed.sentence.text, parsed.sentence.start):
        if any(_verb(t).i in clauses for t in parsed.tokens_in(span)[:1]):
            return replace(when, clock=placed(read, when))
    return when


def _verb(token: Token) -> Token:
    """The verb or root that a token depends on; a verb is its own."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def _offset(clock: Clock, day: date) -> int | None:
    if clock.offset is not None or clock.zone is None:
        return clock.offset
    zone = _zone(clock.zone)
    if zone is None:
        return None
    away = datetime.combine(day, time.fromisoformat(clock.start), zone).utcoffset()
    return None if away is None else round(away.total_seconds() / 60)


@lru_cache(maxsize=256)
def _zone(words: str) -> tzinfo | None:
    base = re.sub(r"\s*[+\u2212-][\d:]+$", "", words)
    name = _zones().get(base.lower().replace("-time", " time"))
    if name is None or name == "local":
        return None
    if name[0] not in "+-":
        return ZoneInfo(name)
    return timezone(timedelta(minutes=_minutes(name) + _minutes(words[len(base) :].strip())))


def _minutes(away: str) -> int:
    """ "+05:30", "-4", "+0530" as minutes; nothing is 0."""
    match = re.fullmatch(r"([+\u2212-])(\d{1,2}):?(\d\d)?", away)
    if match is None:
        return 0
    return (int(match[2]) * 60 + int(match[3] or 0)) * (1 if match[1] == "+" else -1)


def _part(match: re.Match[str]) -> Clock | None:
    first, last = _PARTS[" ".join(match["part"].lower().split())]
    until = time(23, 59) if last == 24 else time(last)
    return Clock(f"{first:02}:00", until.strftime("%H:%M"), "part", match["zone"])


def _point(match: re.Match[str]) -> Clock | None:
    at = _time(match)
    if at is None:
        return None
    told = at.strftime("%H:%M")
    figures = match["minute"] or match["four"]
    start = _first(match, at)
    if match["first"] and start is None:
        return None
    return Clock(start or told, told, "minute" if figures else "hour", match["zone"])


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _time(match: re.Match[str]) -> time | None:
    """The time that the figures of a match say; None for what is likely no time."""
    if match["named"]:
        return _NAMED[match["named"].lower()]
    if match["oclock"]:
        word = match["oclock"]
        hour = _WORDS.index(word) + 1 if word in _WORDS else int(word)
        # "three o'clock" is of the morning or of the afternoon: said only with words that tell
        after = re.match(r"\s+in\s+the\s+(morning|afternoon|evening)", match.string[match.end() :])
        return _half(hour, 0, "a" if after[1] == "morning" else "p") if after else None
    if match["plain"]:
        return _half(int(match["plain"]), 0, match["plainhalf"])
    if match["four"]:
        if not (match["zone"] or match["hours"]):
            return None
        return time(int(match["four"][:2]), int(match["four"][2:]))
    hour, minute, half = int(match["hour"]), int(match["minute"]), match["half"]
    if half:
        return _half(hour, minute, half)
    dotted = "." in match[0][: match[0].index(match["minute"])]
    told = match["zone"] or re.search(
        r"\b(?:at|around|about|by|from|until|near|before|after)\s+$", match.string[: match.start()]
    )
    if hour == 24 or (dotted and not match["zone"]) or not told:
        return None
    return time(hour, minute)


def _half(hour: int, minute: int, half: str) -> time | None:
    return time(hour % 12 + (12 if half == "p" else 0), minute) if 1 <= hour <= 12 else None


def _first(match: re.Match[str], last: time) -> str | None:
    """The start of "9 to 11 a.m." or "0900-1100 GMT"; None where there is none or it is no time."""
    if not match["first"]:
        return None
    digits = re.sub(r"\D", "", match["first"])
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    half = match["half"] or match["plainhalf"]
    if half:
        same = _half(hour, minute, half)
        if same and same > last and half == "p":
            same = _half(hour, minute, "a")
        return same.strftime("%H:%M") if same else None
    return time(hour, minute).strftime("%H:%M") if len(digits) > 2 else None


def _second(first: Clock, match: re.Match[str]) -> Clock | None:
    """The first time with its distance from UTC, where a second one in a fixed zone stands behind it."""
    at, zone = _time(match), _zone(match["zone"])
    away = zone.utcoffset(None) if isinstance(zone, timezone) else None
    if at is None or away is None or first.precision == "part":
        return None
    here = time.fromisoformat(first.start)
    gap = (here.hour * 60 + here.minute) - (at.hour * 60 + at.minute) + round(away.total_seconds() / 60)
    # zones lie between 12 hours behind UTC and 14 before it
    gap = (gap + 720) % 1440 - 720
    return replace(first, offset=gap, zone=first.zone or "local") if gap % 15 == 0 else None
