"""Where words look like a name of the registry and are not: first names, surnames, acronyms in headlines, namesakes.

It only looks at the words beside the name; what the whole text is about is grounding's matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.registry.records import Entry


@dataclass(frozen=True, slots=True)
class NameRules:
    """Names to be read with care.

    `masks` hold a known name and mean something else ("Jordan River"). `words` are acronyms that are ordinary
    words where all around them is in capitals (WHO, IS). `given` are places that are also first names or
    surnames: not read beside another part of a person's name, unless that is one of `titles` (lower case).
    `tails` are institutions that many states have (Senate): not read after another capitalised word or beside
    the name of a state other than those given. `alone` are ordinary words that are a name only when no
    capitalised word stands beside them (The National). `plain` are words (lower case) that have a capital only
    because of their place, and are no part of a name.
    """

    masks: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    tails: Mapping[str, frozenset[str]] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()


class Match(NamedTuple):
    """A surface form found in a text, before it is decided whether it is read."""

    start: int
    end: int
    form: str
    entries: tuple[Entry, ...]
    article: bool
    """True when it is only known with the article before it."""


class Neighbours:
    """The matches of one text by where they start and end; made only when first asked."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self._matches = matches
        self._starting: dict[int, list[Match]] | None = None
        self._ending: dict[int, list[Match]] = {}

    def starting(self, at: int) -> list[Match]:
        """The matches that start there."""
        return self._index().get(at, [])

    def ending(self, at: int) -> list[Match]:
        """The matches that end there."""
        self._index()
        return self._ending.get(at, [])

    def _index(self) -> dict[int, list[Match]]:
        if self._starting is None:
            self._starting = {}
            for match in self._matches:
                self._starting.setdefault(match.start, []).append(match)
                self._ending.setdefault(match.end, []).append(match)
        return self._starting


# A surname after a first name: "Jordan Smith said", but not "Jordan Rejects Claims" (a headline).
_NAME_AFTER = re.compile(r" ([A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)(?![\w’'])(?! [A-Z])")
_CAPITAL_AFTER = re.compile(r" (?!I\b)([A-Z][\w’'-]*)")
_CAPITAL_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][\w’'.-]*) $")
_OWNER_AFTER = re.compile(r" (?:of|in) (?:the )?")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[^\w]{1,2}$")
_WORD_AFTER = re.compile(r"[^\w]{1,3}([^\W\d_]+)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\"“‘(—–-])\s*$")
_BEFORE = 40  # characters looked back: longer than any one word


class Misreadings:
    """Decides whether a match is misread in its surroundings."""

    def __init__(self, rules: NameRules) -> None:
        self._rules = rules
        self._no_surname = rules.titles | rules.plain

    def applies(self, text: str, match: Match, beside: Neighbours) -> bool:
        """True when the words under the match do not stand for a name of the registry here."""
        rules, form = self._rules, match.form
        if form in rules.words and _in_capitals(text, match):
            return True
        if form in rules.given and self._is_person(text, match, beside):
            return True
        if all(e.kind == "person" for e in match.entries) and self._goes_on(text, match, beside):
            return True
        if form in rules.alone and (
            self._capital_before(text, match) or _CAPITAL_AFTER.match(text, match.end)
        ):
            return True
        return form in rules.tails and self._is_another(text, match, beside, rules.tails[form])

    def _goes_on(self, text: str, match: Match, beside: Neighbours) -> bool:
        """True when an unknown surname follows: "Jordan Smith said", "Juan Carlos Ferrer"."""
        after = _NAME_AFTER.match(text, match.end)
        if after is None or after[1].lower() in self._no_surname:
            return False
        return not beside.starting(after.start(1))

    def _is_person(self, text: str, match: Match, beside: Neighbours) -> bool:
        if self._goes_on(text, match, beside):
            return True
        before = self._capital_before(text, match)
        return before is not None and not beside.ending(match.start - 1)

    def _is_another(self, text: str, match: Match, beside: Neighbours, own: frozenset[str]) -> bool:
        """True for "Australian Senate", "Brazil's Congress", "Diet of Worms": not the one of `own`."""
        owner = _OWNER_AFTER.match(text, match.end)
        following = beside.starting(owner.end()) if owner else []
        # "US Senate", "America's Senate"
        owners = following or beside.ending(match.start - 1) or beside.ending(match.start - 3)
        if owners:
            return not _stands_for(owners, own)
        return self._capital_before(text, match) is not None

    def _capital_before(self, text: str, match: Match) -> str | None:
        """The capitalised word right before the match that may be part of a longer name, or None."""
        start = match.start - len("the ") if match.article else match.start
        found = _CAPITAL_BEFORE.search(text, max(0, start - _BEFORE), start)
        if found is None:
            return None
        word = found[1].lower()
        if word in self._no_surname or word.endswith(("'s", "’s", ".")):
            return None
        if word.endswith(("ing", "ly")) and _SENTENCE_START.search(
            text, max(0, found.start() - 4), found.start()
        ):
            return None
        return found[1]


def _stands_for(matches: list[Match], own: frozenset[str]) -> bool:
    return any(entry.ref in own for m in matches for entry in m.entries)


def _in_capitals(text: str, match: Match) -> bool:
    before = _WORD_BEFORE.search(text, max(0, match.start - _BEFORE), match.start)
    after = _WORD_AFTER.match(text, match.end)
    beside = [m[1] for m in (before, after) if m is not None]
    return bool(beside) and all(len(w) > 1 and w.isupper() for w in beside)
