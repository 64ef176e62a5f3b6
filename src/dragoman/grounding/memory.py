"""What a report has named so far, for surnames, pronouns and bare descriptions ("the minister", "he", "it").

It never looks outside the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.model import Actor

Kind = Literal["person", "state", "group", "people"]

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
GROUP_PRONOUNS = frozenset({"it", "its", "itself", "they", "them", "their", "theirs", "themselves"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = PERSON_PRONOUNS | GROUP_PRONOUNS


# "the two countries", "both sides": two of whom the report has just spoken.
BOTH = re.compile(
    r"(?:the |these |those )?(?:two|both)(?: the)?(?: \w+)?? (countries|states|nations|sides|parties|governments|neighbours|neighbors|"
    r"capitals|powers|leaders|ministers|presidents|men|officials|diplomats|heads of state)$",
    re.IGNORECASE,
)
PERSONS = frozenset({"leaders", "ministers", "presidents", "men", "officials", "diplomats", "heads of state"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One named mention: where it stood, what it was, who it stands for.

    `depth` is the number of dependency steps from the root of its sentence to the head word: subjects of
    main clauses are near 1. `subject` marks grammatical subjects.
    """

    start: int
    end: int
    sentence: int
    kind: Kind
    subject: bool
    depth: int
    actor: Actor
    role: str = ""
    plural: bool = False


@dataclass(slots=True)
class Memory:
    """The named mentions of a report in text order, filled while the resolver reads the report once."""

    seen: list[Seen] = field(default_factory=list)

    def add(self, seen: Seen) -> None:
        """Remember one mention."""
        self.seen.append(seen)

    def before(self, offset: int) -> Iterator[Seen]:
        """Mentions that end at or before `offset`, nearest first."""
        return (s for s in reversed(self.seen) if s.end <= offset)

    def surname(self, word: str) -> Seen | None:
        """The first full naming of a person whose name ends with `word` ("Assad", "al-Assad")."""
        wanted = _plain(word)
        for seen in self.seen:
            if seen.kind == "person" and seen.actor.name and _plain(seen.actor.name.split()[-1]) == wanted:
                return seen
        for seen in self.seen:
            if (
                seen.kind == "person"
                and seen.actor.name
                and wanted in {_plain(w) for w in seen.actor.name.split()[1:]}
            ):
                return seen
        return None

    def described(self, role_noun: str, offset: int) -> Seen | None:
        """The last person before `offset` who was introduced with this role noun."""
        for seen in self.before(offset):
            if (
                (seen.actor.name or seen.actor.country)
                and seen.kind in {"person", "group", "people"}
                and seen.role
                and seen.role.split()[-1].lower() == role_noun.lower()
            ):
                return seen
        return None

    def subjects(self, offset: int, sentence: int) -> tuple[Seen, Seen] | None:
        """The two joined subjects of this or the last sentence, for "they": None where there are not just two."""
        for back in range(2):
            found = [
                s
                for s in self.seen
                if s.sentence == sentence - back
                and s.subject
                and s.end <= offset
                and s.kind in {"state", "person"}
            ]
            names = {s.actor.name or s.actor.text: s for s in found}
            if len(names) == 2 and len({s.actor.country for s in found}) == 2:
                first, second = names.values()
                return first, second
            if found:
                return None
        return None

    def pair(self, offset: int, sentence: int, kind: Kind | None = None) -> tuple[Seen, Seen] | None:
        """The two states (or persons, `kind`) that "the two countries", "both sides" stand for.

        The nearest sentence, from this one to three before, that names exactly two different countries.
        """
        for back in range(4):
            named: dict[str, Seen] = {}
            for seen in self.seen:
                if seen.sentence != sentence - back or seen.start >= offset or not seen.actor.country:
                    continue
                if kind is None or seen.kind == kind:
                    named.setdefault(seen.actor.country, seen)
            if len(named) == 2:
                first, second = named.values()
                return first, second
        return None

    def antecedent(
        self, pronoun: str, offset: int, sentence: int, *, in_leading_clause: bool = False
    ) -> Seen | None:
        """Who a pronoun at `offset` stands for, by rule.

        A person pronoun takes the nearest person, subjects of main clauses first, within this sentence and the
        two before it; a pronoun in a leading subordinate clause ("When he travels, X will ...") takes the
        subject that follows in its own sentence when it is a person. Group pronouns take the nearest state or
        group in subject position, else the nearest. (Centering: Grosz, Joshi and Weinstein 1995; window and
        order ours.)
        """
        word = pronoun.lower()
        wanted: tuple[str, ...] = ("person",) if word in PERSON_PRONOUNS else ("state", "group", "people")
        if in_leading_clause:
            for seen in self.seen:
                if seen.sentence == sentence and seen.start > offset and seen.subject and seen.kind in wanted:
                    return seen
        near = [s for s in self.before(offset) if s.kind in wanted and sentence - s.sentence <= 2]
        if not near:
            return None

        def weight(s: Seen) -> tuple[int, int, int]:
            return (sentence - s.sentence, 0 if s.subject else 1, s.depth)

        if word in PERSON_PRONOUNS or word in {"it", "its", "itself"}:
            return min(near, key=weight)
        plural = [s for s in near if s.plural]
        return min(plural or near, key=weight)


def _plain(word: str) -> str:
    word = word.lower().removesuffix("'s").removesuffix("’s")
    for prefix in ("al-", "el-", "as-", "ad-", "ar-"):
        word = word.removeprefix(prefix)
    return word
