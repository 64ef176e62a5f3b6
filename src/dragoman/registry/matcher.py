"""Finds every known name in a text in one pass, leftmost and longest, at word boundaries.

It never weighs what an ambiguous name means: all that it may stand for is given back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

from dragoman.model import encodable
from dragoman.registry.care import Match, Misreadings, NameRules, Neighbours
from dragoman.registry.records import Entry, Name
from dragoman.registry.surfaces import same_length, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ARTICLE = len("the ")


class _Form(NamedTuple):
    """One surface form: what it stands for, what it stands for only after "the", and how it is to be read."""

    text: str
    entries: tuple[Entry, ...]
    after_article: tuple[Entry, ...]
    mask: bool
    careful: bool


class Matcher:
    """All surface forms in one automaton.

    `names` maps a name as the tables write it to what it may stand for; a name that begins with "the" is only
    found with its article. `rules` say which names are to be read with care.
    """

    def __init__(self, names: Mapping[str, Iterable[Entry]], rules: NameRules | None = None) -> None:
        rules = rules or NameRules()
        self._forms = _forms(names, rules)
        self._misreadings = Misreadings(rules)
        self._automaton = ahocorasick_rs.AhoCorasick(
            [f.text for f in self._forms],
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )

    def __len__(self) -> int:
        return len(self._forms)

    def find(self, text: str) -> list[Name]:
        """The known names of `text` in order, none overlapping; offsets are code points of `text`."""
        bounded = self._bounded(text)
        beside: Neighbours | None = None  # made only where a name needs a look at its neighbours
        found: list[Name] = []
        last = 0
        for start, minus_end, which in bounded:
            form = self._forms[which]
            if start < last or not (form.entries or form.mask or _articled(text, start, form)):
                continue
            last = end = -minus_end
            if form.mask:
                continue
            match = _match(text, start, end, form)
            if form.careful:
                beside = beside or Neighbours(_match(text, s, -e, self._forms[w]) for s, e, w in bounded)
                if self._misreadings.applies(text, match, beside):
                    continue
            if text[end - 1] == "-":  # "Sino-": the hyphen only marks that it is a prefix
                end -= 1
            begin = start - _ARTICLE if match.article else start
            found.append(Name(begin, end, text[begin:end], match.entries))
        return found

    def _bounded(self, text: str) -> list[tuple[int, int, int]]:
        """The matches between word boundaries as (start, -end, form): left to right, at one place the longest
        first."""
        size = len(text)
        bounded = []
        if (
            not text.isascii()
        ):  # the automaton reads UTF-8, which has no lone surrogates; none is part of a name
            text = same_length(encodable(text))
        for which, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum() and text[start].isalnum():
                continue
            if end < size and text[end].isalnum() and text[end - 1].isalnum():
                continue
            bounded.append((start, -end, which))
        bounded.sort()
        return bounded


def _articled(text: str, start: int, form: _Form) -> bool:
    return bool(form.after_article) and text[max(0, start - _ARTICLE) : start].lower() == "the "


def _match(text: str, start: int, end: int, form: _Form) -> Match:
    if not _articled(text, start, form):
        return Match(start, end, form.text, form.entries, article=False)
    return Match(
        start, end, form.text, _sorted({*form.entries, *form.after_article}), article=not form.entries
    )


def _forms(names: Mapping[str, Iterable[Entry]], rules: NameRules) -> list[_Form]:
    """Every spelling of every name, sorted."""
    plain: dict[str, tuple[Entry, ...]] = {}
    articled: dict[str, tuple[Entry, ...]] = {}
    people: set[str] = set()
    for name, found in names.items():
        with_article = name[:_ARTICLE].lower() == "the "
        into = articled if with_article else plain
        stands_for = tuple(found)
        person = not with_article and any(e.kind == "person" for e in stands_for)
        for spelling in spellings(name[_ARTICLE:] if with_article else name):
            known = into.get(spelling)
            into[spelling] = stands_for if known is None else tuple({*known, *stands_for})
            if person:
                people.add(spelling)
    masked = {spelling for mask in rules.masks for spelling in spellings(mask)}
    careful = people | rules.words | rules.given | rules.tails.keys() | rules.alone
    return [
        _Form(
            form,
            _sorted(plain.get(form, ())),
            _sorted(articled.get(form, ())),
            form in masked,
            form in careful,
        )
        for form in sorted(plain.keys() | articled.keys() | masked)
    ]


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    found = tuple(entries)
    return found if len(found) < 2 else tuple(sorted(found, key=lambda e: (e.kind, e.ref)))
