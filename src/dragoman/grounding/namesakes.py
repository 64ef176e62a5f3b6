"""Which of several persons of a name a report means, and whether it means any of them.

It never chooses by fame alone: date, title, nationality and the report's countries decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.grounding.people import choose, rank, ranks_from
from dragoman.grounding.states import STATE, coded, state_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.grounding.people import Interval
    from dragoman.grounding.phrase import Reading
    from dragoman.grounding.states import StateName
    from dragoman.registry import Registry
    from dragoman.registry.records import Tenure

# A registry name in a report from long before the person's first office is more likely a namesake. Ours.
_KNOWN_BEFORE_DAYS = 3653
# Codes of bodies: their officials come from anywhere.
_NO_STATE = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})


def which_person(
    refs: Sequence[str], reading: Reading, interval: Interval, registry: Registry, countries: Iterable[str]
) -> str | None:
    """The one of several persons of a name who fits date, title, nationality and report; None when none does.

    A nationality in the phrase that the person never served, a trade that is no office while out of office, or a
    time long before the first office and a country that the report does not name tell a namesake.
    """
    named = {state.code for state in _nationalities(reading)}
    near = set(countries) | named
    ranked: list[tuple[tuple[int, ...], str]] = []
    for ref in refs:
        tenures = registry.person(ref)
        served = {t.country for t in tenures} | {coded(t.country, registry) for t in tenures}
        active = choose(tenures, *interval)
        near_him = bool((served | {t.accredited for t in tenures}) & near)
        if named and not named & served and not (active and active.country in _NO_STATE):
            continue
        if _namesake(tenures, active, reading, interval, near=near_him or not near):
            continue
        kind = reading.role.office_kind if reading.role else None
        fits = any(t.kind == kind for t in tenures) if kind else False
        ranked.append(
            (
                (
                    0 if active else 1,
                    0 if fits else 1,
                    0 if served & near else 1,
                    rank(active) if active else 99,
                ),
                ref,
            )
        )
    ranked.sort()
    return ranked[0][1] if ranked else None


def _namesake(
    tenures: Sequence[Tenure], active: Tenure | None, reading: Reading, interval: Interval, *, near: bool
) -> bool:
    role = reading.role
    known = active is not None and rank(active) <= ranks_from("defence_minister")
    private = role is not None and not (role.official or role.office_kind or set(role.sectors) & _PUBLIC)
    same_trade = role is not None and active is not None and bool(set(role.sectors) & set(active.sectors))
    if private and not known and not same_trade:
        return not near or active is None or reading.rest == ""
    if active is not None:
        little_known = active.kind in _LITTLE_KNOWN or (active.kind == "other" and active.pack is not None)
        return role is None and not near and little_known
    starts = [t.start for t in tenures if t.start is not None]
    before = interval[1]
    if near or not starts or before is None:
        return False
    return (min(starts) - before).days > _KNOWN_BEFORE_DAYS


# Their names are common ones: without a title or their country in the report, somebody else is meant. Ours.
_LITTLE_KNOWN = frozenset({"ambassador", "legislator", "judge", "adviser", "spokesperson", "commander"})
# Sectors of those who are or were in office, or may come to it.
_PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "REB", "ELI", "OPP", "UNK"})


def _nationalities(reading: Reading) -> Iterable[StateName]:
    """The states named before the person's name in the phrase: "French Minister X"."""
    person = reading.first(frozenset({"person"}))
    for name, _ in reading.all(STATE):
        if person is not None and name.end <= person[0].start and name.end <= len(reading.core):
            state = state_name(name)
            if state is not None and state.kind in {"adjective", "country"}:
                yield state
