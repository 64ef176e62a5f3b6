"""Compares told events with labelled ones: types, participants' spans, modes, status, and events told of nothing.

It holds the rules of the measure alone: it reads no file and runs no coder. Every count is kept per passage, so that an
interval can be drawn by resampling passages.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

HALF = 0.5
"""Two spans name the same participant when they share half of their characters (F1 over code points)."""
REAL = frozenset({"occurred", "ongoing"})
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the measure sees it; spans are (start, end) in the passage. `sentence` counts labelled sentences."""

    sentence: int
    type: str
    modes: frozenset[str]
    status: str
    trigger: tuple[int, int]
    source: frozenset[tuple[int, int]]
    target: frozenset[tuple[int, int]]
    confidence: float = 1.0
    why: str = ""


@dataclass(slots=True)
class Counts:
    """What is added up over passages."""

    n: Counter[str] = field(default_factory=Counter)
    by_type: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        self.n.update(other.n)
        self.by_type.update(other.by_type)


def gold_events(passage: dict[str, Any]) -> list[Told]:
    """The labelled events of one line of corpus.jsonl."""
    return [
        Told(
            _sentence(passage, e["trigger"]["start"]), e["type"], frozenset(e["modes"]), e["status"],
            (e["trigger"]["start"], e["trigger"]["end"]),
            frozenset((s["start"], s["end"]) for s in e["source"]),
            frozenset((s["start"], s["end"]) for s in e["target"]),
        )
        for e in passage["events"]
    ]  # fmt: skip


def told_events(passage: dict[str, Any], events: Any) -> list[Told]:
    """The events of `dragoman.Coder.code` on the passage's text."""
    return [
        Told(
            _sentence(passage, e.evidence.trigger[0]), e.type, frozenset(e.modes), e.status, tuple(e.evidence.trigger),
            frozenset((a.start, a.end) for a in e.source), frozenset((a.start, a.end) for a in e.target),
            e.confidence, e.why[0] if e.why else "",
        )
        for e in events
    ]  # fmt: skip


def told_acts(passage: dict[str, Any], acts: Any) -> list[Told]:
    """The acts of `code_sentence`, before grounding: status is what coding alone decides, else occurred."""
    return [
        Told(
            _sentence(passage, a.trigger.start), a.type, frozenset(a.modes), a.status or "occurred",
            (a.trigger.start, a.trigger.end), frozenset((m.start, m.end) for m in a.source),
            frozenset((m.start, m.end) for m in a.target), a.confidence, a.why[0] if a.why else "",
        )
        for a in acts
    ]  # fmt: skip


def _sentence(passage: dict[str, Any], offset: int) -> int:
    return next((n for n, (a, b) in enumerate(passage["sentences"]) if a <= offset < b), -1)


def same_span(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True when the two spans share at least half of their characters."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared / (one[1] - one[0] + other[1] - other[0]) >= HALF


def same_side(
    gold: frozenset[tuple[int, int]], ours: frozenset[tuple[int, int]], alias: dict[Any, Any]
) -> bool:
    """Each labelled participant is one of ours and each of ours is labelled; an antecedent stands for its pronoun."""

    def is_one(g: tuple[int, int], o: tuple[int, int]) -> bool:
        return same_span(g, o) or any(same_span(a, o) for a in alias.get(g, ()))

    return all(any(is_one(g, o) for o in ours) for g in gold) and all(
        any(is_one(g, o) for g in gold) for o in ours
    )


def same_actors(gold: Told, ours: Told, alias: dict[Any, Any]) -> bool:
    """Both sides are the same; where all parties are labelled as sources, only who they are counts, not the side."""
    if len(gold.source) > 1 and not gold.target:
        return same_side(gold.source, ours.source | ours.target, alias)
    return same_side(gold.source, ours.source, alias) and same_side(gold.target, ours.target, alias)


def pairs(gold: list[Told], ours: list[Told], alias: dict[Any, Any]) -> list[tuple[Told, Told, bool]]:
    """Events of one type and sentence, one to one, best first: whole events before triggers before the rest."""
    ranked = []
    for i, g in enumerate(gold):
        for k, o in enumerate(ours):
            if g.type == o.type and g.sentence == o.sentence:
                whole = same_actors(g, o, alias)
                touches = g.trigger[0] < o.trigger[1] and o.trigger[0] < g.trigger[1]
                ranked.append((-whole, -touches, g.modes != o.modes, i, k))
    used_gold: set[int] = set()
    used_ours: set[int] = set()
    found = []
    for whole, _, _, i, k in sorted(ranked):
        if i not in used_gold and k not in used_ours:
            used_gold.add(i)
            used_ours.add(k)
            found.append((gold[i], ours[k], bool(whole)))
    return found


def score(passage: dict[str, Any], ours: list[Told]) -> Counts:
    """The counts of one passage."""
    gold = gold_events(passage)
    alias: dict[Any, list[Any]] = {}
    for r in passage["refers"]:
        m, a = r["mention"], r["antecedent"]
        alias.setdefault((m["start"], m["end"]), []).append((a["start"], a["end"]))
    counts = Counts()
    n, by_type = counts.n, counts.by_type
    n["passages"] += 1
    n["gold"] += len(gold)
    n["ours"] += len(ours)
    for g in gold:
        by_type[g.type, "gold"] += 1
    for o in ours:
        by_type[o.type, "ours"] += 1
    for g, o, whole in pairs(gold, ours, alias):
        n["type"] += 1
        n["full"] += whole
        n["modes"] += g.modes == o.modes
        n["status"] += g.status == o.status
        n["real"] += (g.status in REAL) == (o.status in REAL)
        by_type[g.type, "type"] += 1
        by_type[g.type, "full"] += whole
    busy = {g.sentence for g in gold}
    free = [s for s in range(len(passage["sentences"])) if s not in busy]
    false = [o for o in ours if o.sentence not in busy]
    n["free"] += len(free)
    n["false"] += len(false)
    n["false real"] += sum(o.status in REAL for o in false)
    n["fired"] += len({o.sentence for o in false})
    for o in false:
        by_type[o.type, "false"] += 1
    if not gold:
        n["empty"] += 1
        n["empty fired"] += any(o.status in REAL for o in ours)
    return counts


def f1(right: float, ours: float, gold: float) -> float:
    return 2 * right / (ours + gold) if ours + gold else 0.0


def figures(counts: Counts) -> dict[str, float]:
    """The figures of a run by name; macro-F1 is the plain mean over the types that are labelled."""
    n, by = counts.n, counts.by_type
    types = sorted({t for t, what in by if what == "gold"})

    def macro(what: str) -> float:
        each = [f1(by[t, what], by[t, "ours"], by[t, "gold"]) for t in types]
        return sum(each) / max(1, len(each))

    ours, gold, free, right = max(1, n["ours"]), max(1, n["gold"]), max(1, n["free"]), max(1, n["type"])
    return {
        "type precision": n["type"] / ours,
        "type recall": n["type"] / gold,
        "type F1": f1(n["type"], n["ours"], n["gold"]),
        "type macro-F1": macro("type"),
        "full precision": n["full"] / ours,
        "full recall": n["full"] / gold,
        "full F1": f1(n["full"], n["ours"], n["gold"]),
        "full macro-F1": macro("full"),
        "both actors, of right types": n["full"] / right,
        "modes, of right types": n["modes"] / right,
        "status, of right types": n["status"] / right,
        "happened or not, of right types": n["real"] / right,
        "false events / 100 sentences": 100 * n["false"] / free,
        "false happened / 100 sentences": 100 * n["false real"] / free,
        "free sentences untouched": 1 - n["fired"] / free,
        "left alone": 1 - n["empty fired"] / max(1, n["empty"]),
    }


def interval(each: list[Counts], name: str, seed: int = 7) -> tuple[float, float]:
    """The 95 % interval of a figure over passages drawn again with replacement."""
    chance = random.Random(seed)
    values = []
    for _ in range(RESAMPLES):
        total = Counts()
        for c in chance.choices(each, k=len(each)):
            total.add(c)
        values.append(figures(total)[name])
    values.sort()
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES)]
