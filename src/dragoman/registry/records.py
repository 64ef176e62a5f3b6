"""What the registry knows: countries, tenures of office, bodies, outlets and role nouns, each with its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

EntryKind = Literal[
    "country", "adjective", "demonym", "capital", "seat", "person", "body", "outlet", "bloc", "part"
]

TENURE_KINDS: frozenset[str] = frozenset(
    {
        "head_of_state", "head_of_government", "monarch", "supreme_leader", "foreign_minister",
        "defence_minister", "interior_minister", "minister", "ambassador", "commander", "chief_of_staff",
        "spokesperson", "speaker", "legislator", "party_leader", "group_leader", "igo_head", "negotiator",
        "adviser", "intelligence_chief", "judge", "other",
    }
)  # fmt: skip
BODY_KINDS: frozenset[str] = frozenset(
    {
        "igo", "ngo", "group", "party", "movement", "ministry", "agency", "force", "legislature", "court",
        "company", "union", "university", "church", "other",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a line comes from: a key of `sources.tsv`, and what of it which list agrees with ("wikidata:days")."""

    source: str
    checked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory that PLOVER codes. `start`/`end` None: since before 1945 / still there."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    seats: tuple[str, ...]
    """Seats of government and their metonyms: Kremlin, Foggy Bottom; without the capital."""
    start: date | None
    end: date | None
    coded_as: str
    """The code an actor of it gets: its own, or the controlling or nominal state's."""
    sector: str | None
    """PRE for partially recognised entities, else None."""
    successors: tuple[str, ...] = ()
    capital_names: tuple[str, ...] = ()
    """The capital in all spellings, and further capitals (Pretoria, Cape Town)."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office for an interval of days. `end` None: not known to have ended by the registry's date."""

    person: str
    aliases: tuple[str, ...]
    qid: str | None
    country: str
    office: str
    kind: str
    """One of TENURE_KINDS."""
    sector: str
    sectors: tuple[str, ...]
    start: date | None
    end: date | None
    accredited: str | None = None
    """For ambassadors and envoys: the country code they are sent to."""
    pack: str | None = None
    """The imported pack it comes from; None for our own tables."""
    as_of: date | None = None
    """For a term without an end: the day to which it is known to hold, that of its table or pack."""
    ref: str | None = None
    """Key of the person where it is not the name: two people of one name are told apart by their Wikidata items."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, armed group, party, agency or institution."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    """One of BODY_KINDS."""
    country: str | None
    """A country code, or UNO, EUR, IGO, NGO, IMG, ISM, MNC for what belongs to no state."""
    sector: str | None
    """None where PLOVER gives no sector beside the code (the United Nations as a whole)."""
    sectors: tuple[str, ...]
    start: date | None
    end: date | None
    origin: Origin | None = None
    sponsors: tuple[Member, ...] = ()
    """States that many reports name as having armed, paid or sheltered an armed group, with the days as far as known."""
    became: str | None = None
    """The id of the line that tells what it was from the day after its last day."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news agency or outlet. `ownership` is state, public, private, party or unknown."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    """agency, newspaper, broadcaster, website, magazine."""
    country: str | None
    ownership: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun ("army chief", "protesters") and the PLOVER sectors it stands for, the primary first."""

    noun: str
    sectors: tuple[str, ...]
    office_kind: str | None
    """The kind of tenure that "the <country> <noun>" picks out by date, None when it names no single office."""
    flags: tuple[str, ...] = ()
    """What the words before the noun say, sorted: former, acting, deputy, designate; `modifier` when only a
    modifier was known ("army accountant"). A former official has the sector ELI and no office kind, a deputy
    or a designate no office kind."""
    official: bool = False
    """True for nouns that name a holder of public office or rank; a former one is coded ELI."""


@dataclass(frozen=True, slots=True)
class Member:
    """One country in a bloc, with the days on which it entered and left (None: from its birth, still in)."""

    country: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Bloc:
    """A group of states that news names as one ("Gulf states", "the E3"). Never coded as a country."""

    id: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[Member, ...]
    """Empty where the words have no agreed members ("the West")."""
    start: date | None
    end: date | None
    origin: Origin | None = None

    def on(self, day: date) -> tuple[str, ...]:
        """The codes of the members on that day, sorted."""
        inside = (m for m in self.members if holds(m.start, m.end, day))
        return tuple(sorted(m.country for m in inside))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a name may stand for.

    `ref` is a country code (country, adjective, demonym, capital, seat; part: a part or town of it), the key of a person, the id of a body
    or bloc, or the name of an outlet.
    """

    kind: EntryKind
    ref: str


@dataclass(frozen=True, slots=True)
class Name:
    """A known name found in a text (half-open offsets of that text) and all that it may stand for."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]


def holds(start: date | None, end: date | None, day: date) -> bool:
    """True when `day` lies between the two days, both included; None is an open end."""
    return (start is None or start <= day) and (end is None or day <= end)
