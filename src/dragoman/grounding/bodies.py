"""Organisations, armed groups, institutions and outlets as actors, by the row that holds at the date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.states import StateName, state_before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.grounding.people import Interval
    from dragoman.grounding.phrase import Reading
    from dragoman.model import Actor
    from dragoman.registry import Registry
    from dragoman.registry.records import Body, Name, Role

# Bodies whose code is no state's: an official of theirs keeps the code but has the sector of his own role.
_INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"})


def body_meant(name: Name, interval: Interval, registry: Registry) -> Body | None:
    """The row of the body that a name means at the date; the first where none holds then."""
    return _version(name, interval, registry)


def as_body(actor: Actor, name: Name, reading: Reading, interval: Interval, registry: Registry) -> Actor:
    """The actor as the body that `name` means, or as a person or part of it ("Boko Haram gunmen")."""
    body = _version(name, interval, registry)
    if body is None:
        return replace(actor, by="unresolved: body without a row")
    primary: str | None = body.sector
    sectors: tuple[str, ...] = body.sectors
    role = reading.role
    if role is not None and not _named_so(reading.role_words, body):
        primary = role.sectors[0] if body.country in _INTERNATIONAL or primary is None else primary
        sectors = (*sectors, *role.sectors)
    if reading.former:
        primary, sectors = "ELI", ("ELI",)
    country, full = body.country, body.name
    if country == "NGO" and (home := state_before(name, reading, registry)) is not None:
        country, full = (
            home.code,
            f"{home.text} {full}",
        )  # "the Syrian Red Crescent" is a body of that country
    official = role is not None and _is_person(role) and not _named_so(reading.role_words, body)
    if reading.person is not None and role is not None:
        return replace(actor, name=reading.person, country=country, sector=primary, sectors=sorted_sectors(sectors),
                       by=f"body {body.id}")  # fmt: skip
    return replace(actor, name=None if official else full, country=country, sector=primary,
                   sectors=sorted_sectors(sectors), by=f"{'role in ' if official else ''}body {body.id}")  # fmt: skip


def of_body(described: Actor, name: Name, reading: Reading, interval: Interval, registry: Registry) -> Actor:
    """ "the speaker of the Knesset": the sector of the role and of the body, the country of the body."""
    body = _version(name, interval, registry)
    if body is None or described.country is not None:
        return described
    own = body.country in _INTERNATIONAL or reading.former or body.sector is None
    primary = described.sector if own else body.sector
    return replace(described, country=body.country, sector=primary,
                   sectors=sorted_sectors((*described.sectors, primary or "")), by=f"role in body {body.id}")  # fmt: skip


def as_outlet(actor: Actor, ref: str, registry: Registry) -> Actor:
    """The actor as a news agency or outlet."""
    outlet = registry.outlet(ref)
    return replace(
        actor,
        name=ref,
        country=outlet.country if outlet else None,
        sector="JRN",
        sectors=("JRN",),
        by="outlet",
    )


def is_common_noun(name: Name, state: StateName | None, registry: Registry) -> bool:
    """ "Chile's Defense Department": a body's proper name that another state's phrase uses as a common noun."""
    if state is None:
        return False
    homes = {b.country for b in _bodies(name, registry)}
    national = not homes & _INTERNATIONAL and None not in homes
    return national and state.code not in homes and state.text not in name.text


def sorted_sectors(sectors: Iterable[str]) -> tuple[str, ...]:
    """Each sector once, sorted."""
    return tuple(sorted({s for s in sectors if s}))


# Nouns for one who speaks or acts for a body, beside those that the role table marks as offices.
_FOR_BODY = frozenset({"spokesman", "spokeswoman", "spokesperson", "representative", "chief", "head", "leader", "director", "secretary",
                       "negotiator", "agent", "employee", "worker", "diplomat", "chairman", "chairwoman", "chair", "deputy"})  # fmt: skip


def _is_person(role: Role) -> bool:
    return role.official or role.office_kind is not None or role.noun.split()[-1] in _FOR_BODY


def _bodies(name: Name, registry: Registry) -> list[Body]:
    found = (registry.body(e.ref) for e in name.entries if e.kind == "body")
    return [b for b in found if b is not None]


def _version(name: Name, interval: Interval, registry: Registry) -> Body | None:
    """The body that a name means at the date: the Taliban are rebels until 2021 and the government after."""
    first, last = interval
    bodies = _bodies(name, registry)
    for body in bodies:
        if not ((body.start and last and body.start > last) or (body.end and first and body.end < first)):
            return body
    return bodies[0] if bodies else None


def _named_so(role_words: str, body: Body) -> bool:
    lowered = role_words.lower()
    return any(lowered in name.lower() for name in (body.name, *body.aliases))
