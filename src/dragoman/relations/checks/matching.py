"""Does a happening on record count for a claim? Act, sides, offices and days, each by itself."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.relations.checks.asking import BY_TOLL, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.episodes import Episode
    from dragoman.relations.checks.records import Question, Side

# Acts that both sides do together: who is named first says nothing.
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Who speaks for a country: itself, its government, its army.
_OFFICIAL = frozenset({None, "GOV", "MIL"})


def counted(episodes: Iterable[Episode], asked: Question) -> tuple[Episode, ...]:
    """The happenings that the claim counts: done, of its kind, by and to its sides, wholly before the claimed one."""
    return tuple(
        e
        for e in episodes
        if e.status in {"occurred", "ongoing"}
        and asked.event not in {t.event_id for t in e.tellings}
        and _in_time(e.record, asked)
        and _same_act(e.record, asked)
        and _same_sides(e.record, asked)
    )


def _in_time(record: Mapping[str, Any], asked: Question) -> bool:
    days = record.get("date") or {}
    start, end = days.get("start"), days.get("end")
    if not start or not end:
        return False
    return (asked.since is None or date.fromisoformat(start) >= asked.since) and date.fromisoformat(
        end
    ) < asked.before


def _same_act(record: Mapping[str, Any], asked: Question) -> bool:
    if record["type"] != asked.type:
        return False
    if asked.mode is None or asked.mode in record["modes"]:
        return True
    # A meeting in the other's country is a visit, by whatever word it is told.
    return asked.mode == "visit" and asked.target is not None and _place(record) == asked.target.country


def _place(record: Mapping[str, Any]) -> str | None:
    return (record.get("place") or {}).get("country")


def _same_sides(record: Mapping[str, Any], asked: Question) -> bool:
    if asked.mode == "visit":
        return _visits(record, asked)
    if asked.measure in BY_TOLL:
        return _aimed(record, asked.target)
    forth = _is(record["source"], asked.source) and _aimed(record, asked.target)
    if forth or asked.type not in _MUTUAL:
        return forth
    everybody = [
        a
        for a in (*record["source"], *record["target"])
        if (a["sector"] in _OFFICIAL and a["name"]) or a["sector"] == "GOV"
    ]
    return _is(everybody, asked.source) and _is(everybody, asked.target)


def _visits(record: Mapping[str, Any], asked: Question) -> bool:
    """The source goes to the target; a meeting of the two counts by its place, whoever is named first."""
    if "visit" in record["modes"]:
        return _is(record["source"], asked.source) and _is(record["target"], asked.target)
    return _is([*record["source"], *record["target"]], asked.source)


def _aimed(record: Mapping[str, Any], side: Side | None) -> bool:
    """The target is the side, or the act took place in its country."""
    return _is(record["target"], side) or (
        side is not None and side.role is None and _place(record) == side.country
    )


def _is(actors: Iterable[Mapping[str, Any]], side: Side | None) -> bool:
    return side is None or any(a["country"] == side.country and _holds(a, side) for a in actors)


def _holds(actor: Mapping[str, Any], side: Side) -> bool:
    if side.who is not None:
        return bool(actor["name"] == side.who)
    if side.role is None:
        return True
    # The office that he held on the day, where the record knows it; else the words. A former president is none.
    said = (actor.get("office") or ("" if actor["sector"] == "ELI" else actor["text"])).lower()
    return any(
        re.search(rf"(?<!vice )(?<!vice-)(?<!deputy )\b{r}\b", said)
        for r in ROLES.get(side.role, (side.role,))
    )
