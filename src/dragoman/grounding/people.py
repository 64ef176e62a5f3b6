"""Who held which office when: choosing among a person's tenures by the date of the act and the words used.

It never guesses between equals: where two persons fit, none is chosen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dragoman.grounding.bodies import sorted_sectors
from dragoman.grounding.states import STATE, coded
from dragoman.registry.surfaces import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.grounding.phrase import Reading
    from dragoman.model import Actor
    from dragoman.registry import Registry
    from dragoman.registry.records import Body, Role, Tenure

Interval = tuple[date | None, date | None]
"""First and last day of what is told, both included; None where a bound is not known."""

# An office that already says of what it is.
_PREPOSITION = re.compile(r"\b(?:of|to|for|at)\b")

# When one person holds several offices at once, news means the highest. Our ordering.
_RANK = (
    "supreme_leader", "monarch", "head_of_state", "head_of_government", "igo_head", "foreign_minister", "defence_minister",
    "interior_minister", "minister", "group_leader", "commander", "chief_of_staff", "speaker", "ambassador",
)  # fmt: skip


def rank(tenure: Tenure) -> int:
    """Smaller is weightier."""
    return _RANK.index(tenure.kind) if tenure.kind in _RANK else len(_RANK)


def ranks_from(kind: str) -> int:
    """The rank of offices of that kind."""
    return _RANK.index(kind)


def holds(tenure: Tenure, first: date | None, last: date | None) -> bool:
    """True when the tenure overlaps the days from `first` to `last` (None: no bound)."""
    return not (
        (tenure.start is not None and last is not None and tenure.start > last)
        or (tenure.end is not None and first is not None and tenure.end < first)
    )


def lapsed(tenure: Tenure, first: date | None) -> bool:
    """True when the tenure has no known end and `first` lies after the day to which it is known to hold."""
    return tenure.end is None and tenure.as_of is not None and first is not None and first > tenure.as_of


def choose(
    tenures: Sequence[Tenure], first: date | None, last: date | None, kinds: Sequence[str] = ()
) -> Tenure | None:
    """The tenure that the words mean: active in the interval, of a named kind if any is, the weightiest.

    Where none is, one that had not ended when the tables were last kept up (`lapsed`).
    """
    active = [t for t in tenures if holds(t, first, last) and not lapsed(t, first)]
    active = active or [t for t in tenures if lapsed(t, first)]
    named = [t for t in active if t.kind in kinds]
    pool = named or active
    return min(pool, key=lambda t: (rank(t), -(t.start or date.min).toordinal(), t.office), default=None)


def last_before(tenures: Sequence[Tenure], first: date | None) -> Tenure | None:
    """The weightiest office that had ended before `first`; None when none had."""
    if first is None:
        return None
    ended = [t for t in tenures if t.end is not None and t.end < first]
    return min(ended, key=lambda t: (rank(t), -(t.end or date.min).toordinal()), default=None)


def by_surname(
    word: str,
    registry: Registry,
    first: date | None,
    last: date | None,
    countries: Iterable[str],
    title: str = "",
) -> str | None:
    """The one person of that surname in office in the interval; report countries break ties, then rank.

    A surname alone names a person in the news only when he is widely known, so only heads of state and
    government, foreign and defence ministers, and heads of bodies count without a country at hand, and those
    whose office has the words of the `title` before the name, where these are two at least ("Deputy Secretary").
    """
    known = set(countries)
    words = f" {key(title)} " if " " in title.strip() else ""
    fits: list[tuple[tuple[int, int], str]] = []
    for person in registry.surname(word):
        tenure = choose(registry.person(person), first, last)
        if tenure is None:
            continue
        titled = bool(words) and words in f" {key(tenure.office)} "
        near = tenure.country in known or (titled and not tenure.pack)
        if not near and (tenure.pack or rank(tenure) > _RANK.index("defence_minister")):
            continue
        fits.append(((0 if near else 1, rank(tenure)), person))
    if not fits:
        return _lately_in_office(word, registry, first)
    fits.sort()
    best = [p for key, p in fits if key == fits[0][0]]
    return best[0] if len(set(best)) == 1 else None


# "Trump" in 2022 still means the last president; ten years on, a bare surname no longer does. Ours.
_REMEMBERED_DAYS = 3653


def _lately_in_office(word: str, registry: Registry, first: date | None) -> str | None:
    """The one former head of state or government of that surname whose term ended in the last ten years."""
    if first is None:
        return None
    found = set()
    for person in registry.surname(word):
        tenure = last_before(registry.person(person), first)
        if tenure is None or tenure.end is None or tenure.pack:
            continue
        if rank(tenure) > _RANK.index("head_of_government"):
            continue
        if (first - tenure.end).days <= _REMEMBERED_DAYS:
            found.add(person)
    return found.pop() if len(found) == 1 else None


def spell(tenure: Tenure) -> str:
    """The tenure's days for `Actor.by`: `2021-08-03/2024-05-19`, `..` where an end is not known."""
    days = f"{tenure.start.isoformat() if tenure.start else '..'}/{tenure.end.isoformat() if tenure.end else '..'}"
    return f"{days} (pack {tenure.pack})" if tenure.pack else days


def in_office(actor: Actor, tenure: Tenure, by: str, registry: Registry) -> Actor:
    """The actor as the holder of an office."""
    country = registry.country(tenure.country)
    office = tenure.office
    if country is not None and not _PREPOSITION.search(office):
        office = f"{office} of {country.name}"
    return replace(actor, name=tenure.person, country=coded(tenure.country, registry), sector=tenure.sector,
                   sectors=sorted_sectors((tenure.sector, *tenure.sectors)), office=office, qid=tenure.qid,
                   by=f"{by} {spell(tenure)}")  # fmt: skip


def as_person(actor: Actor, ref: str, reading: Reading, interval: Interval, registry: Registry) -> Actor:
    """The actor as a person of the registry: in office, out of it (elite), or before it (only a name)."""
    first, last = interval
    tenures = registry.person(ref)
    kinds = [reading.role.office_kind] if reading.role and reading.role.office_kind else []
    tenure = choose(tenures, first, last, kinds)
    if tenure is not None and not reading.former:
        if lapsed(tenure, first):
            return replace(actor, name=tenure.person, country=coded(tenure.country, registry), sector=tenure.sector,
                           sectors=sorted_sectors((tenure.sector, *tenure.sectors)), qid=tenure.qid,
                           by=f"last known office {spell(tenure)}, not known after {tenure.as_of}")  # fmt: skip
        return in_office(actor, tenure, "office", registry)
    earlier = last_before(tenures, first) or (tenure if reading.former else None)
    if earlier is not None:
        # Fighters stay what they were; politicians out of office are the elite (PLOVER sectors, ELI).
        sector = earlier.sector if earlier.sector in {"REB", "MIL", "PRM"} and not reading.former else "ELI"
        return replace(actor, name=earlier.person, country=coded(earlier.country, registry), sector=sector,
                       sectors=(sector,), qid=earlier.qid, by=f"former office {spell(earlier)}")  # fmt: skip
    known = min(tenures, key=rank, default=None)
    named = replace(actor, name=known.person if known else ref, qid=known.qid if known else None,
                    country=coded(known.country, registry) if known else None, by="name, no office on that date")  # fmt: skip
    if reading.role is None:
        return named
    return replace(
        named,
        sector=reading.role.sectors[0],
        sectors=sorted_sectors(reading.role.sectors),
        by="name and title",
    )


_HEADS_OF_BODIES = ("igo_head", "group_leader", "party_leader")
_HEADING = frozenset(
    {"chief", "head", "leader", "general", "president", "director", "chairman", "chair", "boss"}
)


def head_of_body(body: Body, reading: Reading, interval: Interval, registry: Registry) -> Tenure | None:
    """The one person who led the body through the interval: "the UN chief", "the head of the agency"."""
    role, (first, last) = reading.role, interval
    if (
        role is None
        or role.noun.split()[-1] not in _HEADING
        or body.country is None
        or first is None
        or last is None
    ):
        return None
    if reading.former or reading.deputy or reading.ranked or reading.person:
        return None
    names = [key(n) for n in (body.name, *body.aliases) if len(n) > 2]
    named = [
        t
        for kind in _HEADS_OF_BODIES
        for t in registry.holders(body.country, kind, last)
        if registry.holding(t, first) and any(f" {n} " in f" {key(t.office)} " for n in names)
    ]
    # "Chairperson of the African Union Commission" heads the African Union, but UN Women is not the UN.
    found = [t for t in named if key(t.office).endswith(tuple(f" {n}" for n in names))] or named
    return found[0] if len({t.person for t in found}) == 1 else None


def office_kind(role: Role) -> str | None:
    """The kind of tenure that a role noun picks out; an ambassador is one of many until "to" says where."""
    return role.office_kind or ("ambassador" if role.noun in {"ambassador", "envoy"} else None)


def holder(code: str, role: Role, reading: Reading, interval: Interval, registry: Registry) -> Tenure | None:
    """The one person who held the described office through the interval; None when there are several."""
    first, last = interval
    kind = office_kind(role)
    if kind is None or first is None or last is None:
        return None
    at_end = {t.person for t in registry.holders(code, kind, last, noun=role.noun)}
    found = [t for t in registry.holders(code, kind, first, noun=role.noun) if t.person in at_end]
    if "opposition" in role.noun:  # the leader of the ruling party is none
        found = [t for t in found if "opposition" in (t.office or "").lower()]
    if kind == "ambassador":
        post = _post(reading)
        found = [t for t in found if post and t.accredited == post]
    return min(found, key=rank) if len({t.person for t in found}) == 1 else None


def _post(reading: Reading) -> str | None:
    """The country to which an envoy is sent: the state named after "to" or "in"."""
    for name in reading.names:
        if reading.text[: name.start].rstrip().lower().endswith((" to", " to the", " in")):
            return next((e.ref for e in name.entries if e.kind in STATE), None)
    return None
