"""Third participants: who mediated, hosted or helped, told in a phrase beside the act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.coding import schema
from dragoman.coding.entries import ROLES
from dragoman.coding.phrases import heads_of
from dragoman.coding.words import spelling
from dragoman.errors import TableError

if TYPE_CHECKING:
    from dragoman.coding.matching import Match
    from dragoman.coding.slots import Reader

_FILE = "data/thirds.toml"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of naming a third participant."""

    role: str
    preps: frozenset[str]
    nouns: frozenset[str]
    verbs: frozenset[str]
    example: str


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """The table of third participants. Raises TableError with file and line."""
    found = []
    for where, block in schema.blocks(_FILE, "third", frozenset({"role", "prep", "noun", "verb", "example"})):
        role = schema.text(where, block, "role", required=True)
        if role not in ROLES:
            raise TableError(f"{where}: role is {role!r}; expected one of {', '.join(sorted(ROLES))}")
        preps, nouns, verbs = (schema.strings(where, block, key) for key in ("prep", "noun", "verb"))
        found.append(
            Phrase(
                role,
                frozenset(preps),
                frozenset(spelling(n.split()[-1]) for n in nouns),
                frozenset(spelling(v) for v in verbs),
                schema.text(where, block, "example"),
            )
        )
    return tuple(found)


def with_thirds(reader: Reader, kept: list[Match]) -> tuple[list[Match], list[Match]]:
    """The acts with their third participants, and the acts that were only such a phrase ("under X's mediation")."""
    told: list[Match] = []
    for i in range(reader.tree.n):
        for phrase in phrases():
            parties = _parties(reader, i, phrase)
            owner = _owner(reader, i, kept) if parties else None
            if owner is None:
                continue
            free = [(phrase.role, k) for k in parties if k not in owner.source and k not in owner.target]
            told.extend(m for m in kept if m.i == i and m is not owner)
            where = next(n for n, m in enumerate(kept) if m is owner)
            kept[where] = owner.but(third=(*owner.third, *(t for t in free if t not in owner.third)))
    only = {m.i for m in told}
    return [m for m in kept if m.i not in only], told


def _parties(reader: Reader, i: int, phrase: Phrase) -> list[int]:
    tree, lemma = reader.tree, reader.tree.lemma[i]
    if lemma in phrase.nouns and tree.dep[i] == "pobj" and tree.lower[tree.head[i]] in phrase.preps:
        own = reader.args.possessor(i) or reader.args.after(i, "of") or reader.args.actor_modifiers(i)
        return heads_of(tree, own)
    if (
        lemma in phrase.verbs
        and tree.pos[i] == "v"
        and tree.dep[i] in {"acl", "amod", "relcl"}
        and tree.passive(i)
    ):
        squeezed = [k for k in tree.kids[i] if tree.dep[k] in {"npadvmod", "compound", "nmod"} and k < i]
        return heads_of(tree, reader.args.agent(i) or squeezed)
    return []


def _owner(reader: Reader, i: int, kept: list[Match]) -> Match | None:
    """The act that the phrase belongs to: the first above it, other than itself."""
    for k in reader.tree.path_up(i)[1:]:
        for match in kept:
            if match.i != i and k in {match.i, match.top, *match.consumed}:
                return match
    return None
