"""The tables of words: role nouns, and words that only look like names. They hold readings of words, no facts with days.

It never looks a word up: that is `roles` and `care`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.registry.cells import filled, sectors_of
from dragoman.registry.records import TENURE_KINDS, Role
from dragoman.registry.surfaces import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.tables import Row

ROLE_COLUMNS = ("noun", "sectors", "office_kind", "plural", "use")
NAMESAKE_COLUMNS = ("name", "rule", "why")
ROLE_USES = frozenset({"official", "of", "modifier", "prefix", "generic"})
NAMESAKE_RULES = frozenset({"mask", "word", "given", "tail", "alone", "plain"})


@dataclass(frozen=True, slots=True)
class RoleTable:
    """The role nouns with what the lookup needs beside them; see `roles.Roles`."""

    roles: tuple[Role, ...]
    plurals: dict[str, str]
    transparent: frozenset[str]
    modifiers: dict[str, tuple[str, ...]]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Words that look like a name of the registry and are not; see `care.NameRules`."""

    masks: frozenset[str]
    words: frozenset[str]
    given: frozenset[str]
    tails: frozenset[str]
    alone: frozenset[str]
    plain: frozenset[str]


def role_table(lines: Iterable[Row]) -> RoleTable:
    """The role nouns. A noun is written as it is looked up: lower case, singular, spaces for hyphens."""
    roles: dict[str, Role] = {}
    plurals: dict[str, str] = {}
    modifiers: dict[str, tuple[str, ...]] = {}
    by_use: dict[str, set[str]] = {use: set() for use in ROLE_USES}
    seen: set[str] = set()
    for line in lines:
        noun, uses, sectors = filled(line, "noun"), _uses(line), sectors_of(line, "sectors")
        if noun != key(noun).replace("-", " "):
            raise line.error(f"noun {noun!r}; expected lower case, no accents, spaces for hyphens")
        if noun in seen:
            raise line.error(f"noun {noun!r} stands on an earlier line")
        if not sectors and "of" not in uses:
            raise line.error("column sectors is empty; only nouns with use 'of' may have none")
        seen.add(noun)
        for use in uses:
            by_use[use].add(noun)
        plurals.update((plural, noun.split()[-1]) for plural in line.many("plural"))
        kind = line.one_of("office_kind", TENURE_KINDS) if line["office_kind"] else None
        if uses & {"modifier", "prefix"}:
            modifiers[noun] = sectors
        if sectors and "prefix" not in uses:
            roles[noun] = Role(noun, sectors, kind, official="official" in uses)
    of, generic = frozenset(by_use["of"]), frozenset(by_use["generic"])
    return RoleTable(tuple(roles.values()), plurals, of, modifiers, generic)


def _uses(line: Row) -> set[str]:
    uses = set(line.many("use"))
    for use in sorted(uses - ROLE_USES):
        raise line.error(f"column use is {use!r}; expected one of {', '.join(sorted(ROLE_USES))}")
    return uses


def namesakes(lines: Iterable[Row]) -> Namesakes:
    """The words that only look like a name of the registry."""
    by_rule: dict[str, set[str]] = {rule: set() for rule in NAMESAKE_RULES}
    for line in lines:
        by_rule[line.one_of("rule", NAMESAKE_RULES)].add(filled(line, "name"))
    return Namesakes(*(frozenset(by_rule[r]) for r in ("mask", "word", "given", "tail", "alone", "plain")))
