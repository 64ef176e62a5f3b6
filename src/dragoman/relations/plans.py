"""What became of plans: visits and talks that were announced, and then held, called off, or told of no more.

Silence is not failure: a plan of which nothing more is told is `not told of`, and `open` while its days are not over on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dragoman.episodes import Episode, Told

Outcome = Literal["held", "called off", "not told of", "open"]

# A visit told of with a day of its own may move by so much; one told of "soon" is looked for so long after it was announced.
MOVED, SOON = timedelta(days=14), timedelta(days=60)
# A day told as "on Tuesday" or by its publication may be off by this much.
SLACK = timedelta(days=2)
_HAPPENED = frozenset({"occurred", "ongoing"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and what became of it; `by` is the happening that shows it, None where none does.

    Where reports tell plan and visit as one happening, both are that one.
    """

    plan: Episode
    outcome: Outcome
    by: Episode | None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman plans --json` prints."""
        return {
            "record": "plan", "outcome": self.outcome, "plan": self.plan.to_dict(),
            "by": self.by.to_dict() if self.by is not None else None,
        }  # fmt: skip


def plans(episodes: Iterable[Episode], last: date | None) -> tuple[Plan, ...]:
    """The planned visits and talks among some episodes, in their order, each with its outcome.

    `last` is the last day of publication on record, None for none; a plan whose days reach beyond it is open.
    """
    told = tuple(episodes)
    held = _Shared(e for e in told if e.record["type"] == "CONSULT" and e.status in _HAPPENED)
    off = _Shared(e for e in told if _calls_off(e))
    announced = [
        e for e in told if e.record["type"] == "CONSULT" and announcement(e) is not None and _parties(e)
    ]
    # Plan and visit told of as one happening: the plan was kept.
    return tuple(
        Plan(e, "held", e)
        if e.status in _HAPPENED
        else _plan(e, held.with_any_of(e), off.with_any_of(e), last)
        for e in announced
    )


class _Shared:
    """Happenings by the countries and office-holders that take part: only those that share one can be the same."""

    def __init__(self, episodes: Iterable[Episode]) -> None:
        self._all = tuple(episodes)
        self._places: dict[str, list[int]] = {}
        for n, episode in enumerate(self._all):
            for key in _keys(episode):
                self._places.setdefault(key, []).append(n)

    def with_any_of(self, episode: Episode) -> list[Episode]:
        """Those that share a country or a person with a happening, in their order."""
        return [
            self._all[n] for n in sorted({n for key in _keys(episode) for n in self._places.get(key, ())})
        ]


def _keys(episode: Episode) -> frozenset[str]:
    actors = _actors(episode)
    return _countries(actors) | {f"person {a['name']}" for a in actors if a["office"]}


def announcement(episode: Episode) -> Told | None:
    """The first telling of it as planned; None where nobody told of a plan."""
    planned = [t for t in episode.tellings if t.status == "planned"]
    return min(planned, key=lambda t: (t.published or "9", t.event_id), default=None)


def _plan(plan: Episode, held: Sequence[Episode], off: Sequence[Episode], last: date | None) -> Plan:
    first, end = _days(plan)
    if first is None or end is None:
        return Plan(plan, "not told of", None)
    dropped = [e for e in off if _same(plan, e) and _known_between(e, plan, end)]
    done = [e for e in held if _same_pair(plan, e) and _alike(plan, e) and _overlaps(e, first - SLACK, end)]
    if dropped and not any(e.first_day > str(dropped[-1].known_on) for e in done):
        return Plan(plan, "called off", dropped[-1])
    if done:
        return Plan(plan, "held", done[0])
    return Plan(plan, "open" if last is None or end > last else "not told of", None)


def _calls_off(episode: Episode) -> bool:
    """A meeting refused, put off or withdrawn from."""
    if episode.status in _HAPPENED:
        return bool(episode.record["type"] == "REJECT" and "meet" in episode.record["modes"])
    return bool(episode.record["type"] == "CONSULT" and episode.status == "failed")


def _days(plan: Episode) -> tuple[date | None, date | None]:
    """The first day of a plan and the last on which it may still be held."""
    days = plan.record.get("date") or {}
    start = days.get("start") or plan.known_on
    if start is None:
        return None, None
    first = date.fromisoformat(str(start))
    end = days.get("end")
    return first, date.fromisoformat(str(end)) + MOVED if end else first + SOON


def _overlaps(episode: Episode, since: date, until: date) -> bool:
    days = episode.record.get("date") or {}
    start, end = days.get("start"), days.get("end")
    if not start or not end:
        return False
    return date.fromisoformat(start) >= since and date.fromisoformat(end) <= until


def _known_between(episode: Episode, plan: Episode, end: date) -> bool:
    """Told after the plan was, or with it, and before its days were over for good."""
    known = episode.known_on
    return known is not None and str(plan.known_on or "") <= known <= end.isoformat()


def _alike(plan: Episode, other: Episode) -> bool:
    """A telephone call is not the visit that was planned, nor is a visit the other way."""
    modes, done = plan.record["modes"], other.record["modes"]
    if (
        "visit" in modes
        and "visit" in done
        and not _countries(plan.record["source"]) & _countries(other.record["source"])
    ):
        return False
    return ("phone" in modes) == ("phone" in done)


def _actors(episode: Episode) -> list[dict[str, Any]]:
    return [*episode.record["source"], *episode.record["target"]]


def _countries(actors: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(a["country"] for a in actors if a["country"])


def _parties(episode: Episode) -> frozenset[str]:
    """The countries of both sides; empty where only one country is known."""
    codes = _countries(_actors(episode))
    return codes if len(codes) > 1 else frozenset()


def _same_pair(plan: Episode, other: Episode) -> bool:
    return len(_parties(plan) & _parties(other)) > 1


def _same(plan: Episode, other: Episode) -> bool:
    """The same pair, or a person who takes part in both."""
    people = {a["name"] for a in _actors(plan) if a["office"]}
    return _same_pair(plan, other) or any(a["name"] in people for a in _actors(other) if a["office"])
