"""Short names made by "the": a body named before ("the League", "the group"), a state ("the kingdom", "the country"),
and the nouns that mean an institution of the report's own country ("the government", "officials").

It looks only at what the report has named, never at the world.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from dragoman.grounding.memory import Memory, Seen
    from dragoman.grounding.phrase import Reading
    from dragoman.registry import Registry
    from dragoman.registry.records import Role

COLUMNS = ("noun", "bodies", "home")
HOMES = ("", "definite", "bare")
# Nouns that stand for a state, and the title of the monarch whose state it must be (None: any state).
STATE_NOUNS = {
    "country": None,
    "nation": None,
    "republic": None,
    "kingdom": "king",
    "emirate": "emir",
    "sultanate": "sultan",
}
# They come from somewhere else: "expelled diplomats", "recalled an ambassador".
_ABROAD = frozenset(
    {
        "ambassador",
        "envoy",
        "diplomat",
        "consul",
        "embassy",
        "mission",
        "delegation",
        "charge",
        "negotiator",
        "prince",
        "princess",
        "sheikh",
        "lord",
        "lady",
        "sir",
    }
)
_HOME_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP"})
_BODY_ID = re.compile(r"\bbody (\w+)")
_NOT_ONE = re.compile(
    r"^(?:other|another|any|no|each|every|next|foreign(?! (?:minist|secretar|office|affairs|polic|service))|several|many|two|three|four|five)\b",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"^(?:in|from|across|of|around) (?:the )?(?:region|world|area|area's|Middle East|East|West|neighbou?rs?)\b"
)
_ARTICLE = re.compile(r"^(?:the|this|that)\s+", re.IGNORECASE)
# "the Lebanese Shi'ite group" has more words than a short name.
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun may stand for behind "the"."""

    bodies: frozenset[str]
    home: str


def body_before(reading: Reading, memory: Memory, offset: int, registry: Registry) -> Seen | None:
    """The body named before that a definite phrase ends the name of, or is a kind of; the nearest."""
    if not reading.definite or not _ARTICLE.match(reading.core) or reading.rest.startswith("of "):
        return None
    words = _ARTICLE.sub("", reading.core).split()
    if not 1 <= len(words) <= _MOST_WORDS or reading.names or reading.owner:
        return None
    head = words[-1]
    groups = [s for s in memory.before(offset) if s.kind == "group" and s.actor.name]
    if len(words) == 1:
        at_home = _noun(reading.role, head)
        for seen in groups:
            if at_home is not None and at_home.home and head[0].islower() and "REB" in seen.actor.sectors:
                continue  # "the army" behind a rebel army that bears the word in its name is the country's
            if head.lower() in seen.heads and (head[0].isupper() or _full(seen)):
                return seen
    noun = _noun(reading.role, head)
    if noun is None or not noun.bodies:
        return None
    sectors = set(reading.role.sectors) if reading.role and len(words) > 1 else set()
    again = memory.described(reading.role.noun, head, offset) if reading.role else None
    groups = [s for s in groups if again is None or s.start > again.start]  # "Syrian rebels ... The rebels"
    fitting = (s for s in groups if not sectors or not s.actor.sectors or sectors & set(s.actor.sectors))
    return next((s for s in fitting if _kind(s, registry) in noun.bodies), None)


def _full(seen: Seen) -> bool:
    """True for a body known by its own name, not by a description of its kind."""
    return bool(_BODY_ID.search(seen.actor.by or "")) or seen.actor.by == "outlet"


def _kind(seen: Seen, registry: Registry) -> str | None:
    by = seen.actor.by or ""
    if by.endswith("outlet"):
        return "outlet"
    match = _BODY_ID.search(by)
    body = registry.body(match.group(1)) if match else None
    return body.kind if body is not None else None


def state_noun(reading: Reading) -> str | None:
    """The noun of "the kingdom", "his country", "the Gulf nation"; None for all else."""
    if reading.names and not all(e.kind == "bloc" for n in reading.names for e in n.entries):
        return None
    noun = reading.role.noun.split()[-1] if reading.role else None
    plural = reading.role_words.lower().endswith("s")
    return noun if noun in STATE_NOUNS and not plural and reading.definite and not reading.ranked else None


def is_homely(reading: Reading) -> bool:
    """True when a role without a country may be one of the country that the report speaks of."""
    role = reading.role
    if (
        role is None
        or role.sectors[0] not in _HOME_SECTORS | {"ELI"}
        or reading.names
        or _WIDE.match(reading.rest)
    ):
        return False
    words = set(role.noun.split())
    first = reading.core.split()[0].lower() if reading.core.split() else ""
    if (
        (words | set(reading.rest.split())) & _ABROAD
        or words & STATE_NOUNS.keys()
        or _NOT_ONE.match(_ARTICLE.sub("", reading.core))
    ):
        return False
    noun = _noun(role, role.noun.split()[-1])
    person = role.official or role.office_kind is not None
    if role.office_kind == "igo_head":
        return False
    if reading.person is not None:
        return True
    if reading.definite or first in {"a", "an"}:
        return (noun is not None and bool(noun.home)) or (person and reading.definite)
    return noun is not None and noun.home == "bare"


def _noun(role: Role | None, head: str) -> Noun | None:
    table = nouns()
    if role is not None:
        return table.get(role.noun) or table.get(role.noun.split()[-1])
    lowered = head.lower()
    return table.get(lowered) or table.get(lowered.removesuffix("s"))


@lru_cache(maxsize=1)
def nouns() -> dict[str, Noun]:
    """The nouns of `data/definites.tsv`. Raises TableError on a bad line."""
    from dragoman.registry.records import BODY_KINDS

    found: dict[str, Noun] = {}
    for line in read_tsv("dragoman.grounding", "data/definites.tsv", COLUMNS):
        kinds = frozenset(line.many("bodies"))
        if unknown := sorted(kinds - BODY_KINDS - {"outlet"}):
            raise line.error(f"column bodies has {unknown[0]!r}; expected a kind of body or outlet")
        if line["noun"] in found:
            raise line.error(f"noun {line['noun']!r} stands on an earlier line")
        found[line["noun"]] = Noun(kinds, line.one_of("home", HOMES))
    return found
