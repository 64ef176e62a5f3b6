"""Role nouns to PLOVER sectors: "the former Iranian army chiefs" is found as "army chief", former.

It never looks at names or dates; who held the office is `Registry.holders`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.registry.records import Role
from dragoman.registry.surfaces import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


_WORD = re.compile(r"[^\W_]+(?:[-'&.][^\W_]+)*")
# Endings of nouns for persons; -er and -or are left out ("police order", "court matter").
_PERSON = re.compile(r"(?:ist|ian|ant|man|woman|person|people)s?$")
_PREPOSITIONS = frozenset(
    {"of", "for", "to", "in", "at", "from", "on", "with", "by", "against", "who", "near"}
)
_FLAGS: Mapping[str, str] = {
    "former": "former", "ex": "former", "ex-": "former", "late": "former", "ousted": "former",
    "deposed": "former", "onetime": "former", "exiled": "former",
    "disgraced": "former", "erstwhile": "former", "then": "then",
    "acting": "acting", "interim": "acting", "caretaker": "acting", "provisional": "acting", "deputy": "deputy",
    "vice": "deputy", "assistant": "deputy", "designate": "designate", "elect": "designate",
}  # fmt: skip


class Roles:
    """The role nouns of the registry.

    `plurals` maps an irregular plural to its singular. `transparent` are nouns that stand for what follows
    "of" ("dozens of protesters"). `modifiers` give their sectors to `generic` nouns ("rebel spokesman").
    """

    def __init__(
        self,
        roles: Iterable[Role],
        plurals: Mapping[str, str],
        transparent: Iterable[str],
        modifiers: Mapping[str, tuple[str, ...]],
        generic: Iterable[str] = (),
    ) -> None:
        self._roles = {r.noun: r for r in roles}
        self._last_words = frozenset(n.rpartition(" ")[2] for n in self._roles)
        self._plurals = dict(plurals)
        self._transparent = frozenset(transparent)
        self._modifiers = dict(modifiers)
        self._generic = frozenset(generic)
        self._longest = max((n.count(" ") + 1 for n in (*self._roles, *self._modifiers)), default=1)

    def __iter__(self) -> Iterator[Role]:
        return iter(self._roles.values())

    def __len__(self) -> int:
        return len(self._roles)

    def find(self, words: str | Sequence[str]) -> Role | None:
        """The role that the words name, by the longest known ending before the first preposition.

        Case, number, accents and hyphens do not matter. None when no ending is known.
        """
        text = words if isinstance(words, str) else " ".join(words)
        parts = _WORD.findall(key(text).replace("-", " ").replace("'s ", " "))
        return self._find(parts)

    def _find(self, parts: list[str]) -> Role | None:
        cuts = [i for i, p in enumerate(parts) if i and p in _PREPOSITIONS] + [len(parts)]
        for cut in reversed(
            cuts[1:]
        ):  # "minister of foreign affairs of Iran": the noun itself has a preposition
            whole = self._ending(parts[:cut], with_preposition=True)
            if whole is not None:
                return whole
        head, rest = parts[: cuts[0]], parts[cuts[0] + 1 :]
        if rest and head and self.singular(head[-1]) in self._transparent and parts[cuts[0]] == "of":
            return self._find(rest) or self._ending(head)
        role = self._ending(head) or self._modifier(head)
        if role is None or not rest or parts[cuts[0]] not in {"of", "for"}:
            return role
        return self._with_owner(role, rest)

    def _with_owner(self, role: Role, rest: list[str]) -> Role:
        """A generic noun with the sectors of what follows "of" or "for": "president of the company" is BUS."""
        if role.noun not in self._generic or (role.official and "former" in role.flags):
            return role
        cut = next((i for i, p in enumerate(rest) if p in _PREPOSITIONS), len(rest))
        owner = self._ending(rest[:cut])
        if owner is None or owner.sectors[0] in {"CVL", "UNK", role.sectors[0]}:
            return role
        return replace(role, sectors=owner.sectors, office_kind=None)

    def _ending(self, parts: list[str], *, with_preposition: bool = False) -> Role | None:
        if not parts or self._last_words.isdisjoint((parts[-1], self.singular(parts[-1]).rpartition(" ")[2])):
            return None
        for at in range(max(0, len(parts) - self._longest), len(parts)):
            for noun in self._singulars(parts[at:]):
                role = self._roles.get(noun)
                if role is None or (with_preposition and not _PREPOSITIONS.intersection(noun.split())):
                    continue
                return _flagged(self._with_modifier(role, parts[:at]), parts[:at])
        return None

    def _with_modifier(self, role: Role, before: list[str]) -> Role:
        """A generic noun with the sectors of the last modifier before it: "rebel spokesman" is REB."""
        if role.noun not in self._generic:
            return role
        while before and before[-1] in _FLAGS:  # "deputy secretary": a rank, not a secretary of deputies
            before = before[:-1]
        given = self._last_modifier(before) or self._owner_before(before)
        if given is None:
            return role
        if given[0] == "GOV" and role.sectors[0] in {
            "MIL",
            "UAF",
        }:  # "government forces", "government fighters"
            given = ("MIL",)
        return replace(role, sectors=given, office_kind=None)

    def _owner_before(self, before: list[str]) -> tuple[str, ...] | None:
        """The sectors of an official right before: "the mayor's office"."""
        owner = self._ending(before) if before else None
        return owner.sectors if owner is not None and owner.official else None

    def _modifier(self, parts: list[str]) -> Role | None:
        """What a modifier alone tells of a person whose own noun is not known ("navy cryptologist")."""
        if not parts or not _PERSON.search(parts[-1]):
            return None
        given = self._last_modifier(parts[:-1])
        return None if given is None else Role(parts[-1], given, None, flags=("modifier",))

    def _last_modifier(self, parts: list[str]) -> tuple[str, ...] | None:
        for end in range(len(parts), 0, -1):
            for at in range(max(0, end - self._longest), end):
                noun = " ".join(parts[at:end])
                if noun in self._modifiers:
                    return self._modifiers[noun]
                if (
                    end - at > 1 and noun in self._roles
                ):  # "fire brigade" is known as a whole, not as a brigade
                    return self._roles[noun].sectors
        return None

    def _singulars(self, parts: list[str]) -> Iterable[str]:
        """The words as they stand, with the last in the singular, and with the head of an of-phrase in it."""
        yield " ".join(parts)
        yield " ".join([*parts[:-1], self.singular(parts[-1])])
        at = next((i for i, p in enumerate(parts) if i and p in _PREPOSITIONS), None)
        if at is not None:
            yield " ".join([*parts[: at - 1], self.singular(parts[at - 1]), *parts[at:]])

    def singular(self, word: str) -> str:
        """The singular of a lower-case noun, by rule where the tables list no irregular plural."""
        if word in self._plurals:
            return self._plurals[word]
        if word in self._roles:
            return word
        for ending, instead in (
            ("ies", "y"),
            ("men", "man"),
            ("sses", "ss"),
            ("shes", "sh"),
            ("ches", "ch"),
            ("xes", "x"),
        ):
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word.removesuffix(ending) + instead
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
            return word[:-1]
        return word


def _flagged(role: Role, before: list[str]) -> Role:
    flags = {_FLAGS[w] for w in before if w in _FLAGS}
    if not flags:
        return role
    role = replace(role, flags=tuple(sorted(flags)))
    if flags & {"former", "deputy", "designate"}:
        role = replace(role, office_kind=None)
    if "former" in flags and role.official:
        role = replace(role, sectors=("ELI",))
    return role
