"""States as actors: named, by adjective, by capital or by seat of government."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.grounding.people import Interval
    from dragoman.grounding.phrase import Reading
    from dragoman.model import Actor
    from dragoman.registry import Registry
    from dragoman.registry.records import EntryKind, Name

STATE: frozenset[EntryKind] = frozenset({"country", "adjective", "demonym", "capital", "seat", "part"})

# "Tehran says", "the Kremlin denied": the government speaks, not the town or the country at large.
_GOVERNING: frozenset[EntryKind] = frozenset({"capital", "seat"})


@dataclass(frozen=True, slots=True)
class StateName:
    """A word that names a state: what kind of word, the code, the word itself."""

    kind: EntryKind
    code: str
    text: str


def state_name(name: Name) -> StateName | None:
    """The state that a name stands for; None when it stands for none."""
    entry = next((e for e in name.entries if e.kind in STATE), None)
    return StateName(entry.kind, entry.ref, name.text) if entry else None


def state_of(reading: Reading) -> StateName | None:
    """The state that a phrase belongs to: named inside its core first, then in its complements."""
    for in_core in (True, False):
        found = reading.first(STATE, in_core=in_core)
        if found is not None:
            return state_name(found[0])
    return None


def owning_state(reading: Reading) -> StateName | None:
    """The state whose the phrase's role is: not the one to which an envoy goes or at which a group aims."""
    found = next((name for name, _ in reading.all(STATE) if reading.owns(name)), None)
    return state_name(found) if found is not None else None


def state_before(name: Name, reading: Reading, registry: Registry) -> StateName | None:
    """The nationality right before a name: "the *Syrian* Red Crescent"."""
    for other in reading.names:
        state = state_name(other)
        if other.end == name.start - 1 and state is not None and state.kind in {"adjective", "country"}:
            return replace(state, code=coded(state.code, registry))
    return None


def at_date(code: str, interval: Interval, registry: Registry) -> str:
    """The code, or that of the one successor where the state had ended before the days told of."""
    country = registry.country(code)
    first = interval[0]
    if country is None or country.end is None or first is None or country.end >= first:
        return code
    return country.successors[0] if len(country.successors) == 1 else code


def coded(code: str, registry: Registry) -> str:
    """The code an actor of that country gets: the controlling or nominal state's for what is no state."""
    country = registry.country(code)
    return country.coded_as if country is not None else code


def as_state(actor: Actor, state: StateName, reading: Reading, registry: Registry) -> Actor:
    """The actor as a state; without the state's name when the phrase only holds it ("U.S. calls")."""
    core = reading.core.lower().removeprefix("the ").strip()
    bare = core.removesuffix("'s").removesuffix("’s") == state.text.lower()
    return (_bare if bare and state.kind != "part" else inside_state)(actor, state, registry)


def _bare(actor: Actor, state: StateName, registry: Registry) -> Actor:
    country = registry.country(state.code)
    sectors = _special(state, registry) or (("GOV",) if state.kind in _GOVERNING else ())
    return replace(actor, name=country.name if country else None, country=coded(state.code, registry),
                   sector=sectors[0] if sectors else None, sectors=sectors, by=state.kind)  # fmt: skip


def inside_state(actor: Actor, state: StateName, registry: Registry) -> Actor:
    """A phrase that is not the state but belongs to it."""
    sectors = _special(state, registry)
    return replace(actor, country=coded(state.code, registry), sector=sectors[0] if sectors else None, sectors=sectors,
                   by=f"inside the phrase: {state.kind}")  # fmt: skip


def _special(state: StateName, registry: Registry) -> tuple[str, ...]:
    """PRE for entities that are only partially recognised."""
    country = registry.country(state.code)
    return (country.sector,) if country is not None and country.sector else ()


def times_named(names: Iterable[Name]) -> dict[str, int]:
    """How often each country is named, by code; most named first."""
    counts: dict[str, int] = {}
    for name in names:
        state = state_name(name)
        if state is not None:
            counts[state.code] = counts.get(state.code, 0) + 1
    return {code: counts[code] for code in sorted(counts, key=lambda c: (-counts[c], c))}
