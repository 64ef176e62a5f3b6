"""What an act leaves to the sentences around it: the town that "the city" is, and between whom it was that somebody mediated.

It looks at the acts of one report only, and fills in what is told there by name; where two could be meant, nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dragoman.relations.tie_actors import codes_of
from dragoman.relations.tie_places import NAMED_BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MEDIATION = "mediation"
HAPPENED = frozenset({"occurred", "ongoing"})
# What somebody in the middle may bring about.
MEDIATED = frozenset({"CONSULT", "AGREE", "SUPPORT", "RETREAT", "CONCEDE", "COOPERATE"})
# Sentences back to which "the city" and "the two countries" may point. Ours.
_BACK = 2


def with_places(events: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The events; one that is done to "the city" has the place that was last named in its report, where only one was."""
    given = list(events)
    named = defaultdict(list)
    for event in given:
        if (place := event.get("place")) and place.get("resolution") == "city":
            named[_report(event)].append((event["sentence"], place))
    for event in given:
        bare = any(NAMED_BEFORE.fullmatch(a["text"] or "") for a in event["target"])
        if not bare or event.get("place"):
            yield event
            continue
        near = {p["name"]: p for n, p in named[_report(event)] if 0 <= event["sentence"] - n <= _BACK}
        yield {**event, "place": next(iter(near.values()))} if len(near) == 1 else event


def mediators(
    events: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[Mapping[str, Any], tuple[str, str], tuple[str, ...]]]:
    """(act of mediating, the two sides, the mediators) where the act names no sides and the sentences before it do."""
    by_report = defaultdict(list)
    for event in events:
        by_report[_report(event)].append(event)
    for told in by_report.values():
        for event in told:
            if "third-party" not in event["modes"] or event["status"] not in HAPPENED:
                continue
            own = tuple(codes_of(event["source"]))
            if not own or set(codes_of(event["target"])) - set(own):
                continue
            sides = {
                tuple(pair)
                for e in told
                if e["type"] in MEDIATED - {"CONSULT"} and e["status"] in HAPPENED
                and 0 <= event["sentence"] - e["sentence"] <= _BACK
                and len(pair := sorted({*codes_of(e["source"]), *codes_of(e["target"])} - set(own))) == 2
            }  # fmt: skip
            if len(sides) == 1:
                one, other = next(iter(sides))
                yield event, (one, other), own


def _report(event: Mapping[str, Any]) -> tuple[str, str]:
    return event["report_id"], event.get("text_hash") or ""
