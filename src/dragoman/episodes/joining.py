"""Tellings joined into episodes: candidates by blocks, pairs by likeness, groups that stay alike on average.

A pure function of the set of tellings: order, batch and time of arrival make no difference.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dragoman.episodes.copies import copy_groups, signature
from dragoman.episodes.likeness import ONE_HAPPENING, SLACK_DAYS, Features, comparable, features, likeness
from dragoman.episodes.records import Episode, Revision, Told
from dragoman.model import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Event = Mapping[str, Any]

# Tellings of one block that a telling is compared with at most: a flood from one outlet costs linear time, and a happening
# told more often than this is joined through its neighbours.
BLOCK_MAX = 200
_HAPPENED = ("occurred", "ongoing")


def episodes(
    events: Iterable[Event], texts: Mapping[tuple[str, str], str] | None = None
) -> tuple[Episode, ...]:
    """The episodes that some events (as `Database.events` gives them) tell, by their first day.

    `texts` gives the text of a report by (report id, hash), from which near copies are found; without it copies are found
    among the sentences themselves.
    """
    told = sorted({e["event_id"]: e for e in events}.values(), key=lambda e: e["event_id"])
    looks = [features(e) for e in told]
    groups = _groups(looks, [e["event_id"] for e in told])
    origin = origins(told, texts or {})
    made = [_episode([told[n] for n in group], origin) for group in groups]
    return tuple(
        sorted(
            made,
            key=lambda e: (e.first_day, e.episode_id),
        )
    )


def joined(events: Iterable[Event]) -> dict[str, str]:
    """Which happening each event tells, by event id: the least id of those that tell it. `episodes` without the records."""
    told = sorted({e["event_id"]: e for e in events}.values(), key=lambda e: e["event_id"])
    ids = [e["event_id"] for e in told]
    return {ids[n]: ids[group[0]] for group in _groups([features(e) for e in told], ids) for n in group}


def origins(told: Sequence[Event], texts: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """What each telling comes from, by event id: the agency it credits, else the text that several outlets print, else its outlet.

    However much one outlet writes, or one agency, it is one origin: a flood from one source counts once. A text without
    an outlet stands for itself.
    """
    marks: dict[tuple[str, str], bytes] = {}
    for e in told:
        key = _text_of(e)
        if key not in marks:
            marks[key] = signature(texts.get(key) or e["evidence"]["text"])
    least = copy_groups(marks)
    credit: dict[tuple[str, str], str] = {}
    printed: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for e in sorted(told, key=lambda e: (str(e.get("published")), e["event_id"])):
        group = least[_text_of(e)]
        printed[group].add(e.get("outlet"))
        agency = e["claim"].get("agency")
        if agency:
            credit.setdefault(group, f"agency {agency}")
    return {e["event_id"]: _origin(least[_text_of(e)], credit, printed) for e in told}


def _text_of(event: Event) -> tuple[str, str]:
    return event["report_id"], event.get("text_hash") or ""


def _origin(
    group: tuple[str, str],
    credit: Mapping[tuple[str, str], str],
    printed: Mapping[tuple[str, str], set[str | None]],
) -> str:
    if group in credit:
        return credit[group]
    (outlet, *others) = sorted(printed[group], key=str)
    return f"outlet {outlet}" if outlet and not others else f"text {digest(*group)[:8]}"


def _groups(looks: Sequence[Features], ids: Sequence[str]) -> list[list[int]]:
    """Groups of tellings: pairs from the most alike on, joined where the two groups are alike on average."""
    scored = sorted(
        ((likeness(looks[a], looks[b]), a, b) for a, b in _pairs(looks)),
        key=lambda p: (-p[0], ids[p[1]], ids[p[2]]),
    )
    group = list(range(len(looks)))
    members = {n: [n] for n in group}
    known = {(a, b): s for s, a, b in scored}
    for score, a, b in scored:
        if score < ONE_HAPPENING:
            break
        first, second = group[a], group[b]
        if first == second or not _agree(members[first], members[second], looks, known):
            continue
        keep, gone = sorted((first, second))
        members[keep] += members.pop(gone)
        for n in members[keep]:
            group[n] = keep
    return [sorted(m) for _, m in sorted(members.items())]


def _agree(
    one: list[int], other: list[int], looks: Sequence[Features], known: Mapping[tuple[int, int], float]
) -> bool:
    """True where the members of two groups are alike on average; a pair that cannot be one happening parts them."""
    total, n = 0.0, 0
    for a in one[:20]:  # the first twenty of each stand for the rest of a large group
        for b in other[:20]:
            pair = (a, b) if a < b else (b, a)
            score = known.get(pair)
            if score is None:
                if not comparable(looks[a], looks[b]):
                    return False
                score = likeness(looks[a], looks[b])
            total, n = total + score, n + 1
    return total / n >= ONE_HAPPENING


def _pairs(looks: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Comparable pairs (a < b), each once: of one type, with a country or name in common, close in time."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, look in enumerate(looks):
        for who in sorted(look.countries or look.names):
            blocks[look.type, who].append(n)
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda n: (str(looks[n].first), str(looks[n].last), n))
        for at, a in enumerate(block):
            for b in block[at + 1 : at + 1 + BLOCK_MAX]:
                late, early = looks[b].first, looks[a].last
                if (
                    late is not None
                    and early is not None
                    and late - early > timedelta(SLACK_DAYS)
                    and looks[a].sharp
                ):
                    break
                pair = (a, b) if a < b else (b, a)
                if pair not in seen and comparable(looks[a], looks[b]):
                    seen.add(pair)
                    yield pair


def _episode(group: list[Event], origin: Mapping[str, str]) -> Episode:
    group = sorted(group, key=lambda e: (str(e.get("published")), e["event_id"]))
    statuses = [e["status"] for e in group]
    status = next((s for s in _HAPPENED if s in statuses), statuses[-1])
    fullest = min(
        group,
        key=lambda e: (e["status"] != status, -sum(bool(a.get("country")) for a in (*e["source"], *e["target"])), not e.get("place"),
                       not (e.get("date") or {}).get("text"), -e["confidence"], e["event_id"]),
    )  # fmt: skip
    told = tuple(
        Told(
            e["event_id"], e["report_id"], e.get("published"), e.get("outlet"), e["claim"].get("agency"),
            (e["claim"].get("speaker") or {}).get("name"), e["claim"]["stance"], e["status"], origin[e["event_id"]], e["evidence"]["text"],
        )
        for e in group
    )  # fmt: skip
    record = dict(fullest) | {
        "date": _date(group, fullest),
        "magnitude": _magnitude(group),
        "confidence": _confidence(group, origin),
    }
    known = [e["published"] for e in group if e.get("published")]
    disputed = "denied" in statuses and any(s in _HAPPENED for s in statuses)
    return Episode(
        digest("episode", *sorted(e["event_id"] for e in group)[:1], fullest["type"]), status, disputed, min(known, default=None), told,
        tuple(_revisions(group)), record,
    )  # fmt: skip


def _date(group: list[Event], fullest: Event) -> Any:
    """The narrowest days that a telling gives in words, else those of the fullest telling."""
    said = [e["date"] for e in group if (e.get("date") or {}).get("text") and e["date"]["precision"] == "day"]
    return min(said, key=lambda d: (str(d["start"]), str(d["end"]))) if said else fullest.get("date")


def _magnitude(group: list[Event]) -> dict[str, Any]:
    """The counts as last told."""
    out: dict[str, Any] = {}
    for e in group:
        out.update(e.get("magnitude") or {})
    return {k: out[k] for k in sorted(out)}


def _confidence(group: list[Event], origin: Mapping[str, str]) -> float:
    """That at least one origin is right, were they independent: 1 - product of (1 - confidence) over origins."""
    best: dict[str, float] = {}
    for e in group:
        best[origin[e["event_id"]]] = max(best.get(origin[e["event_id"]], 0.0), float(e["confidence"]))
    doubt = 1.0
    for confidence in best.values():
        doubt *= 1 - confidence
    return round(1 - doubt, 3)


def _revisions(group: list[Event]) -> Iterator[Revision]:
    """Each time a count was told anew, from the first telling on."""
    last: dict[str, tuple[int | None, int | None]] = {}
    for e in group:
        for kind, amount in sorted((e.get("magnitude") or {}).items()):
            now = (amount["min"], amount["max"])
            if last.get(kind) != now:
                last[kind] = now
                who = amount.get("counted_by") or {}
                yield Revision(
                    str(e.get("published")),
                    kind,
                    *now,
                    amount.get("unit"),
                    who.get("name") or who.get("text"),
                )
