"""The ledger of ties: what holds between two powers, since when, and who says so; on two clocks.

`as_of` asks when a tie held in the world, `known_on` what was known by then. Spells are a pure function of the transitions
known and the opening balance, whatever their order. Contradictions are shown as `disputed`, never settled by fiat; what
nobody told stays unknown: no line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.relations.tie_holders import displaced
from dragoman.relations.tie_records import Tie, TieDate
from dragoman.relations.tie_rules import DIRECTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dragoman.relations.opening import Given
    from dragoman.relations.transitions import Transition

# Two tellings of one change whose days lie this close are one change: days of news travel, editors and time zones. Ours.
_SAME_DAYS = 10
# Opposite states told within so few days contradict each other; later ones follow each other.
_CONTRADICT_DAYS = 2
# What only leads to a state does not end it: an agreement to have relations, told while they are had.
_STEPS_TO = {
    "full": ("agreed",),
    "open": ("agreed",),
    "in force": ("agreed",),
    "member": ("agreed",),
    "recognised": ("government recognised",),
}
_WORDS_OF_DAY = {"day", "week"}


@dataclass(slots=True)
class _Change:
    """Tellings of one change, gathered."""

    state: str
    start: date | None
    end: date | None
    precision: str
    told: list[Transition] = field(default_factory=list)
    given: Given | None = None

    def order(self) -> tuple[date, date, str]:
        """By the last day on which it may have happened: "in March" comes after what happened on the tenth of it."""
        return (self.end or date.max, self.start or date.min, self.state)


def ties(
    told: Iterable[Transition],
    given: Sequence[Given] = (),
    episode_of: Mapping[str, tuple[str, str]] | None = None,
) -> list[Tie]:
    """All spells of all ties that the transitions and the opening balance make, by pair, kind and day.

    `episode_of` gives (episode id, origin) of an event; without it every event stands for itself, and its origin is the
    agency or outlet.
    """
    groups: dict[tuple[str, str, str], list[Transition]] = {}
    told = list(told)
    for t in [*told, *displaced(told)]:
        groups.setdefault((t.kind, t.a, t.b), []).append(t)
    opening: dict[tuple[str, str, str], list[Given]] = {}
    for g in given:
        opening.setdefault((g.kind, g.a, g.b), []).append(g)
    out: list[Tie] = []
    for key in sorted({*groups, *opening}):
        out += _spells(key, groups.get(key, []), opening.get(key, []), episode_of or {})
    return sorted(out, key=_listed)


def _listed(t: Tie) -> tuple[str, str, str, date, date, str]:
    """By pair and kind, then by the last day on which it may have begun, so that "in March" stands behind the tenth of March."""
    return t.a, t.b, t.kind, t.since.end or date.max, t.since.start or date.min, t.state


def _spells(
    key: tuple[str, str, str],
    told: list[Transition],
    given: list[Given],
    episode_of: Mapping[str, tuple[str, str]],
) -> list[Tie]:
    news = sorted((t for t in told if not t.denied), key=_telling_order)
    denials = [t for t in told if t.denied]
    changes = _changes(news, given)
    points = [c for c in changes if c.told and c.told[0].point]
    spells: list[Tie] = [_tie(key, c, _exactly(c), episode_of, disputed=_denied(c, denials)) for c in points]
    lasting = sorted((c for c in changes if c not in points), key=_Change.order)
    kept: list[_Change] = []
    for change in lasting:
        before = kept[-1] if kept else None
        if before is not None and (
            before.state == change.state or change.state in _STEPS_TO.get(before.state, ())
        ):
            _join(before, change)
        else:
            kept.append(change)
    for n, change in enumerate(kept):
        following = kept[n + 1] if n + 1 < len(kept) else None
        until = _end(change, following)
        clash = any(_contradicts(change, other) for other in kept if other is not change)
        spells.append(_tie(key, change, until, episode_of, disputed=clash or _denied(change, denials)))
    return spells


def _telling_order(t: Transition) -> tuple[date, date, int, date, str]:
    # A dated or plain telling comes before one that only sets the scene, so that it is there to be confirmed.
    return (t.start or t.end or date.min, t.end or date.max, t.background, t.known_on or date.max, t.event_id)


def _changes(news: list[Transition], given: list[Given]) -> list[_Change]:
    """Tellings of one change put together; what only sets the scene joins an earlier change of its state or is dropped."""
    ordered = sorted(given, key=lambda g: (g.start or date.min, g.state))
    changes = [_Change(g.state, g.start, g.start_end, g.precision, given=g) for g in ordered]
    plain = [t for t in news if not t.background]
    for t in sorted(plain, key=lambda t: (not _sharp(t), *_telling_order(t))):
        match = next((c for c in changes if _same(c, t)), None)
        if match is None:
            match = _Change(t.state, t.start, t.end, t.precision)
            changes.append(match)
        match.told.append(t)
    for t in (t for t in news if t.background):
        earlier = [c for c in changes if c.state == t.state and (c.start or date.min) <= (t.end or date.max)]
        if earlier:
            max(earlier, key=_Change.order).told.append(t)
    return changes


def _sharp(t: Transition) -> bool:
    return t.precision in _WORDS_OF_DAY and t.start is not None and t.end is not None


def _same(change: _Change, t: Transition) -> bool:
    """True where a telling is of that change: same state, and days that overlap or lie within _SAME_DAYS."""
    if change.state != t.state:
        return False
    slack = timedelta(_SAME_DAYS)
    first, last = change.start or date.min, change.end or date.max
    mine, yours = t.start or date.min, t.end or date.max
    return (mine == date.min or mine - slack <= last) and (first == date.min or first <= _plus(yours, slack))


def _plus(day: date, slack: timedelta) -> date:
    return day if day == date.max else day + slack


def _join(first: _Change, second: _Change) -> None:
    """Put a later telling of the state that holds into the change that began it; a given day stands over a told one."""
    first.told.extend(second.told)
    if first.given is None and second.given is not None:
        first.given, first.start, first.end, first.precision = (
            second.given,
            second.start,
            second.end,
            second.precision,
        )


def _exactly(change: _Change) -> TieDate:
    return TieDate(change.start, change.end, change.precision)


def _end(change: _Change, following: _Change | None) -> TieDate | None:
    """When a spell ended: with the next change, or on the day that the opening balance gives, whichever is first."""
    given = change.given
    if (
        given is not None
        and given.end is not None
        and (following is None or (following.start or date.max) >= given.end)
    ):
        return TieDate(given.end, given.end_end, given.end_precision)
    return TieDate(following.start, following.end, following.precision) if following is not None else None


def _contradicts(one: _Change, other: _Change) -> bool:
    """True where opposite states are told of nearly the same days, each by another report."""
    if one.state == other.state or not (one.told and other.told) or None in (one.start, other.start):
        return False
    assert one.start is not None
    assert other.start is not None
    if not (one.precision == other.precision == "day"):
        return False
    apart = {t.report_id for t in one.told}.isdisjoint(t.report_id for t in other.told)
    progress = {one.state, other.state} & {"agreed"}
    return apart and not progress and abs((one.start - other.start).days) <= _CONTRADICT_DAYS


def _denied(change: _Change, denials: list[Transition]) -> bool:
    return any(d.state == change.state and _same(change, d) for d in denials)


def _tie(
    key: tuple[str, str, str],
    change: _Change,
    until: TieDate | None,
    episode_of: Mapping[str, tuple[str, str]],
    *,
    disputed: bool,
) -> Tie:
    kind, a, b = key
    told = sorted(change.told, key=lambda t: (t.known_on or date.max, t.event_id))
    found = [episode_of.get(t.event_id, (t.event_id, t.agency or t.outlet or t.report_id)) for t in told]
    known = [t.known_on for t in told if t.known_on]
    given = change.given
    first = min(known, default=None)
    if given is not None:
        first = given.start
    doubt = 1.0
    by_origin: dict[str, float] = {}
    for t, (_, origin) in zip(told, found, strict=True):
        by_origin[origin] = max(by_origin.get(origin, 0.0), t.confidence)
    for confidence in by_origin.values():
        doubt *= 1 - confidence
    return Tie(
        kind, a, b, DIRECTED[kind], change.state, TieDate(change.start, change.end, change.precision), until, first, given is not None,
        given.source if given is not None else None, tuple(dict.fromkeys(e for e, _ in found)), tuple(t.event_id for t in told),
        len({t.report_id for t in told}), len(by_origin), round(1 - doubt, 3) if told else _GIVEN, disputed,
        tuple(sorted({c for t in told for c in t.third})),
        tuple({"event_id": t.event_id, "published": t.known_on.isoformat() if t.known_on else None, "outlet": t.outlet,
               "agency": t.agency, "text": t.text} for t in told),
    )  # fmt: skip


# What we wrote from general knowledge and checked against public tables is right about this often. Ours, from those checks.
_GIVEN = 0.95
