"""What a report has named so far, for surnames, pronouns and bare descriptions ("the minister", "he", "it").

It never looks outside the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from dragoman.grounding.pronouns import NOTHING, Around

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
    r"(?:(?:the |these |those )?(?:two|both)(?: the)?(?: [\w-]+){0,2}? (countries|states|nations|sides|parties|governments|neighbours|"
    r"neighbors|capitals|powers|leaders|ministers|presidents|men|officials|diplomats|heads of state)|"
    r"the (leaders|ministers|presidents|diplomats|sides)|(?:each|either) (side)|both|the two|the pair)$",
    re.IGNORECASE,
)
# "the health ministers of the two countries": one of each.
OF_BOTH = re.compile(
    r"\s+(?:of|from) (?:the two|both|these|the) (?:countries|states|nations|sides|governments)$",
    re.IGNORECASE,
)
PERSONS = frozenset({"leaders", "ministers", "presidents", "men", "officials", "diplomats", "heads of state"})


# What is no side of its own: an organisation beside a state, or nobody's country.
_NO_SIDE = frozenset({None, "UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})


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
    heads: frozenset[str] = frozenset()
    """The nouns by which it may be called again: the last word of its role, its office or its name."""
    verb: int = -1
    """Place in its sentence of the word whose subject it is, -1 for what is no subject."""
    aside: bool = False
    """It is only where something took place or who mediated: no side of what was done."""
    called: frozenset[str] = frozenset()
    """All words of its role, office and name, lower case."""


@dataclass(slots=True)
class Memory:
    """The named mentions of a report in text order, filled while the resolver reads the report once."""

    seen: list[Seen] = field(default_factory=list)
    acronyms: dict[str, Seen] = field(default_factory=dict)

    def add(self, seen: Seen) -> None:
        """Remember one mention."""
        self.seen.append(seen)

    def before(self, offset: int) -> Iterator[Seen]:
        """Mentions that end at or before `offset`, nearest first."""
        return (s for s in reversed(self.seen) if s.end <= offset)

    def surname(self, word: str, offset: int, *, given: bool = False) -> Seen | None:
        """The first full naming of a person whose name ends with `word` ("Assad", "al-Assad").

        The mention at `offset` itself does not count. `given`: the first name will do ("Prince Salman").
        """
        wanted = _plain(word)
        inside = None
        for seen in self.seen:
            if seen.kind != "person" or not seen.actor.name or seen.start == offset:
                continue
            parts = [_plain(w) for w in seen.actor.name.split()]
            if parts[-1] == wanted:
                return seen
            if inside is None and wanted in (parts if given else parts[1:]):
                inside = seen
        return inside

    def described(self, noun: str, head: str, offset: int) -> Seen | None:
        """The last person or group before `offset` that was introduced with the words of this role noun.

        `head` is the last word of the phrase as it stands, so that "ministers" does not mean a minister.
        """
        others = set(noun.split()[:-1])
        for seen in self.before(offset):
            if (
                (seen.actor.name or seen.actor.country)
                and seen.kind in {"person", "group", "people"}
                and head.lower() in seen.heads
                and others <= seen.called
            ):
                return seen
        return None

    def last_subject_country(self, offset: int, sentence: int) -> str | None:
        """The country of the subject before `offset`, in this sentence or the two before; None where they differ."""
        for back in range(3):
            found = {
                s.actor.country
                for s in self.seen
                if s.sentence == sentence - back and s.subject and s.end <= offset and s.actor.country
            }
            if found:
                return found.pop() if len(found) == 1 else None
        return None

    def last_state(self, offset: int, codes: frozenset[str] | None = None) -> Seen | None:
        """The state (or somebody of it) named last before `offset`, among `codes` when given."""
        return next((s for s in self.before(offset) if s.actor.country in (codes or ())), None)

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
            one_verb = len({s.verb for s in found}) == 1
            if len(names) == 2 and one_verb and len({s.actor.country for s in found}) == 2:
                first, second = names.values()
                return first, second
            if found:
                return None
        return None

    def plural_subject(self, offset: int, sentence: int) -> bool:
        """True when a plural subject of this or the last sentence stands before `offset`."""
        return any(
            s.plural and s.subject and s.end <= offset and 0 <= sentence - s.sentence <= 1 for s in self.seen
        )

    def pair(
        self, offset: int, sentence: int, kind: Kind | None = None, *, back: int = 4
    ) -> tuple[Seen, Seen] | None:
        """The two states (or persons, `kind`) that "the two countries", "both sides" stand for.

        The nearest of `back` sentences, this one first, that names exactly two different countries.
        """
        for ago in range(back):
            here = [
                s
                for s in self.seen
                if s.sentence == sentence - ago and s.start < offset and s.actor.country not in _NO_SIDE
            ]
            everyone, here = [s for s in here if not s.aside], [s for s in here if not s.plural]
            sides = [s for s in here if not s.aside]
            for wanted in (kind,) if kind else ("state", None):
                for among in (sides, here) if wanted == "state" else (sides,):
                    if (found := _just_two(among, wanted)) is not None:
                        return found
            if kind is None and (found := _just_two(everyone, None) or _just_two(here, None)) is not None:
                return found
        return None

    def antecedent(self, pronoun: str, offset: int, sentence: int, around: Around = NOTHING) -> Seen | None:
        """Who a pronoun at `offset` stands for, by rule.

        Who says so is the first that a subject pronoun of what is said can mean; on the grounds of a verdict it is the first one named
        behind the verb; the subject of its own verb it cannot be. A person pronoun takes the nearest person, subjects of main
        clauses first, within this sentence and the two before it; a pronoun in a leading subordinate clause ("When he travels, X
        will ...") takes the subject that follows in its own sentence when it is a person. Group pronouns take the nearest state or
        group in subject position, else the nearest. (Centering: Grosz, Joshi and Weinstein 1995; window and order ours.)
        """
        word = pronoun.lower()
        wanted: tuple[str, ...] = ("person",) if word in PERSON_PRONOUNS else ("state", "group", "people")
        if around.leading:
            for seen in self.seen:
                if seen.sentence == sentence and seen.start > offset and seen.subject and seen.kind in wanted:
                    return seen
        near = [s for s in self.before(offset) if s.kind in wanted and sentence - s.sentence <= 2]
        speaking = [
            s for s in near if s.sentence == sentence and s.verb == around.said_by >= 0 and not s.plural
        ]
        if len(speaking) == 1:
            return speaking[0]
        judged = [s for s in near if around.verdict is not None and s.start > around.verdict]
        if judged:
            return judged[-1]
        if around.apart is not None:
            first, last = around.apart
            own = {s.actor.name or s.actor.country for s in near if first <= s.start and s.end <= last}
            near = [s for s in near if (s.actor.name or s.actor.country) not in own]
        if not near:
            return None

        def weight(s: Seen) -> tuple[int, int, int]:
            return (sentence - s.sentence, 0 if s.subject else 1, s.depth)

        if word in PERSON_PRONOUNS:
            return min(near, key=weight)
        if word in {"it", "its", "itself"}:
            near = [s for s in near if not s.plural]
            return min(near, key=weight, default=None)
        plural = [s for s in near if s.plural]
        return min(plural or [s for s in near if s.subject], key=weight, default=None)


def _just_two(seen: list[Seen], kind: Kind | None) -> tuple[Seen, Seen] | None:
    """The first of each country, where there are just two countries."""
    named: dict[str, Seen] = {}
    for one in seen:
        if kind is None or one.kind == kind:
            named.setdefault(str(one.actor.country), one)
    if len(named) != 2:
        return None
    first, second = named.values()
    return first, second


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    word = word.lower().removesuffix("'s").removesuffix("’s")
    for prefix in ("al-", "el-", "as-", "ad-", "ar-"):
        word = word.removeprefix(prefix)
    return word
