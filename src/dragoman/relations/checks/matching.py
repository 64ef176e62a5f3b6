"""Does a happening on record count for a claim? Act, sides, offices and days, each by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.relations.checks.asking import BY_TOLL, ROLES, SLACK, word_of
from dragoman.relations.checks.levels import levels
from dragoman.relations.checks.sizes import size, told_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dragoman.episodes import Episode
    from dragoman.relations.checks.records import Question, Side

# Acts that both sides do together: who is named first says nothing.
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Who speaks for a country: itself, its government, its army.
_OFFICIAL = frozenset({None, "GOV", "MIL"})


def counted(
    episodes: Iterable[Episode], asked: Question, tellings: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[Episode, ...]:
    """The happenings that the claim counts: done, of its kind, by and to its sides, wholly before the claimed one; by day.

    One of the tellings is enough ("met" does not say that it was a visit, "visited" does); `tellings` are the events by id.
    What is told of one act within `SLACK` is one happening.
    """
    found: list[Episode] = []
    for episode in episodes:
        if episode.status not in _DONE or asked.event in {t.event_id for t in episode.tellings}:
            continue
        told = [episode.record, *((tellings or {}).get(t.event_id) for t in episode.tellings)]
        fit = next((r for r in told if r is not None and r["status"] in _DONE and _counts(r, asked)), None)
        if fit is not None:
            found.append(
                episode if fit is episode.record else replace(episode, record={**episode.record, **fit})
            )
    return _apart(found)


_DONE = frozenset({"occurred", "ongoing"})


def _counts(record: Mapping[str, Any], asked: Question) -> bool:
    return (
        _in_time(record, asked)
        and _same_act(record, asked)
        and _same_sides(record, asked)
        and _level(record, asked)
    )


def _apart(found: Sequence[Episode]) -> tuple[Episode, ...]:
    """One of those that lie within `SLACK` of each other: a visit and the talks on its second day are one."""
    kept: list[Episode] = []
    last: date | None = None
    for episode in sorted(found, key=lambda e: str(e.record["date"]["start"])):
        day = date.fromisoformat(str(episode.record["date"]["start"]))
        if last is None or day - last > SLACK or episode.record["type"] not in _MUTUAL:
            kept.append(episode)
        last = day
    return tuple(kept)


def _in_time(record: Mapping[str, Any], asked: Question) -> bool:
    days = record.get("date") or {}
    start, end = days.get("start"), days.get("end")
    if not start or not end:
        return False
    return (asked.since is None or date.fromisoformat(start) >= asked.since) and date.fromisoformat(
        end
    ) < asked.before


def _same_act(record: Mapping[str, Any], asked: Question) -> bool:
    if record["type"] != asked.type or (asked.word is not None and word_of(record) != asked.word):
        return False
    if asked.mode is None or asked.mode in record["modes"]:
        return True
    # A meeting in the other's country is a visit, by whatever word it is told.
    return asked.mode == "visit" and asked.target is not None and _met_there(record, asked.target)


def _met_there(record: Mapping[str, Any], side: Side) -> bool:
    place = _place(record)
    if side.but is None:
        return side.holds(place)
    # "Abroad" is any country, so that the place must be that of somebody whom he met.
    return side.holds(place) and any(a["country"] == place for a in (*record["source"], *record["target"]))


def _place(record: Mapping[str, Any]) -> str | None:
    return (record.get("place") or {}).get("country")


def _same_sides(record: Mapping[str, Any], asked: Question) -> bool:
    if asked.mode == "visit":
        return _visits(record, asked)
    if asked.unit is not None:
        return _sized(record, asked)
    if asked.measure in BY_TOLL:
        return asked.target is not None and asked.target.holds(_place(record))
    forth = _is(record["source"], asked.source) and _aimed(record, asked.target)
    if forth or asked.type not in _MUTUAL:
        return forth
    everybody = [
        a
        for a in (*record["source"], *record["target"])
        if (a["sector"] in _OFFICIAL and a["name"]) or a["sector"] == "GOV"
    ]
    return _is(everybody, asked.source) and _is(everybody, asked.target)


def _sized(record: Mapping[str, Any], asked: Question) -> bool:
    """A happening that reports give a size, by the same sides: of an exchange in either order, of a crowd in the same country."""
    unit, source, target = asked.unit, asked.source, asked.target
    if unit is None or target is None or size(record, unit) is None or not told_as(record, unit):
        return False
    if source is None and not unit.swap:
        return (
            target.holds(_place(record))
            if unit.name in {"people", "arrested"}
            else _is(record["target"], target)
        )
    everybody = [*record["source"], *record["target"]]
    if unit.swap:
        return _is(everybody, source) and _is(everybody, target)
    return _is(record["source"], source) and _is(record["target"], target)


def _visits(record: Mapping[str, Any], asked: Question) -> bool:
    """The source goes to the target; a meeting of the two counts by its place, whoever is named first."""
    if "visit" in record["modes"]:
        return _is(record["source"], asked.source) and _is(record["target"], asked.target)
    return _is([*record["source"], *record["target"]], asked.source)


def _aimed(record: Mapping[str, Any], side: Side | None) -> bool:
    """The target is the side, or the act took place in its country."""
    return _is(record["target"], side) or (
        side is not None and side.role is None and side.holds(_place(record))
    )


def _is(actors: Iterable[Mapping[str, Any]], side: Side | None) -> bool:
    return side is None or any(side.holds(a["country"]) and _holds(a, side) for a in actors)


def _holds(actor: Mapping[str, Any], side: Side) -> bool:
    if side.who is not None:
        return bool(actor["name"] == side.who)
    if side.role is None:
        return True
    # The office that he held on the day, where the record knows it; else the words. A former president is none.
    said = (actor.get("office") or ("" if actor["sector"] == "ELI" else actor["text"])).lower()
    return any(
        re.search(rf"(?<!vice )(?<!vice-)(?<!deputy )(?<!prime )\b(?:{r})\b", said)
        for r in ROLES.get(side.role, (side.role,))
    )


def _level(record: Mapping[str, Any], asked: Question) -> bool:
    """Where the highest is claimed, only what stood higher counts: neither side lower than claimed, one of them higher."""
    if asked.levels is None:
        return True
    had = levels(record, asked.source, asked.target)
    return (
        had is not None
        and had != asked.levels
        and all(h >= c for h, c in zip(had, asked.levels, strict=True))
    )
