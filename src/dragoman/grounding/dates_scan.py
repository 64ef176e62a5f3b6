"""Finding the date expressions of a text: leftmost, longest, with the words that widen or bound them.

It places nothing in time: each expression carries the means to be placed (see `dates_reading.Expression`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding import dates_absolute, dates_counted, dates_operators, dates_relative, dates_series
from dragoman.grounding import dates_words as w
from dragoman.grounding.dates_reading import Expression, Maker, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = re.compile(
    r"(?:\bthe\s+)?\b(?:(?P<part>early|mid|late|(?:very\s+)?(?:middle|beginning|start|end|turn|close|opening)"
    r"|(?:first|second|latter)\s+half|(?:first|second|third|fourth|last|final)\s+quarter)"
    r"\s+(?:days\s+|months\s+|weeks\s+)?(?:of|in)(?:\s+the)?\s+"
    r"|(?P<direct>early|mid|late)[\s\u2010-]+(?:the\s+)?|(?P<joined>end|start|middle)-)$",
    re.IGNORECASE,
)
_UNIT_OF = re.compile(r"\b(?:the\s+)?(?P<unit>week|weekend)\s+of\s+$", re.IGNORECASE)
_WEEK_IN = re.compile(
    r"\b(?:the\s+)?(?P<which>first|second|third|fourth|last|final)\s+week\s+(?:of|in)\s+$", re.IGNORECASE
)
_DAY_IN = re.compile(
    r"\b(?:the\s+)?(?P<which>first|opening|second|third|last|final|closing)\s+day\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_EVE_OF = re.compile(r"\b(?:the\s+)?eve\s+of\s+$", re.IGNORECASE)
_OPERATOR = re.compile(
    r"\b(?P<op>ever\s+since|since|up\s+until|until|till|up\s+to|through|by|no\s+later\s+than|not\s+later\s+than|before|"
    r"prior\s+to|after|dating\s+(?:back\s+)?to)\s+(?:(?:on|in|from|as\s+late\s+as|as\s+early\s+as|at\s+least|at\s+the\s+latest|"
    r"about|around)\s+)*$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    rf"\b(?P<quantity>{w.QUANTITY})\s+(?P<unit>{w.UNITS}|{w.UNIT})\s+(?P<way>before|after|prior\s+to|following)\s+$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?P<from>from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_ONWARD = re.compile(r"\s+(?:onwards?|on(?=[,.;]|$)|and\s+beyond)\b|\s+onwards?", re.IGNORECASE)
_JOIN = re.compile(
    r"\s*(?P<join>-|\u2013|\u2014|to|until|till|through|up\s+to|and)\s*(?:the\s+)?$", re.IGNORECASE
)
_STARTS = re.compile(
    r",?\s+(?:starting|beginning|commencing|from|as\s+of)\s+(?:(?:on|from|in)\s+)?$", re.IGNORECASE
)
# "after Sunday's vote", "since 2010 elections": the word before the date governs the noun, not the date.
_ATTRIBUTIVE = re.compile(
    r"['\u2019](?:s\b|(?=\s))|\s(?!is\b|was\b|has\b|does\b|as\b|onwards\b|this\b|its\b|his\b)[a-z]+s\b"
)


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    make: Maker
    role: Role
    length: tuple[float, str] | None = None


def _candidates(text: str) -> Iterator[_Atom]:
    rules = [
        *(dates_absolute.rules() if w.ABSOLUTE_LIKE.search(text) else ()),
        *(dates_relative.rules() if w.RELATIVE_LIKE.search(text) else ()),
        *(dates_series.rules() if dates_series.LIKE.search(text) else ()),
        *(dates_counted.rules() if w.COUNTED_LIKE.search(text) else ()),
    ]
    for pattern, build, role in rules:
        for match in pattern.finditer(text):
            if maker := build(match):
                yield _Atom(match.start(), match.end(), maker, role, _length(match, role))


def _length(match: re.Match[str], role: Role) -> tuple[float, str] | None:
    """The count and the unit of a length of time, where it has a count."""
    if role not in {"duration", "length"}:
        return None
    count = w.quantity(match["quantity"], match["hedge"]).exact
    return (count, w.unit(match["unit"])) if count else None


def _atoms(text: str) -> list[_Atom]:
    """The candidates that do not overlap: leftmost first, the longer at one place."""
    chosen: list[_Atom] = []
    for atom in sorted(_candidates(text), key=lambda a: (a.start, -a.end)):
        if not chosen or atom.start >= chosen[-1].end:
            chosen.append(atom)
    return chosen


def _widened(text: str, atom: _Atom) -> _Atom:
    """The atom with "early", "the end of" or "the week of" before it."""
    before = text[: atom.start]
    if match := _PART.search(before):
        part = match["part"] or match["direct"] or match["joined"]
        name = re.sub(r"^very\s+", "", " ".join(part.lower().split()))
        return replace(atom, start=match.start(), make=dates_operators.part_of(atom.make, name))
    if match := _WEEK_IN.search(before):
        return replace(
            atom, start=match.start(), make=dates_operators.week_in(atom.make, match["which"].lower())
        )
    if match := _DAY_IN.search(before):
        return replace(
            atom, start=match.start(), make=dates_operators.day_in(atom.make, match["which"].lower())
        )
    if match := _UNIT_OF.search(before):
        return replace(
            atom, start=match.start(), make=dates_operators.unit_of(atom.make, match["unit"].lower())
        )
    return atom


def _ranged(text: str, atoms: list[_Atom]) -> list[_Atom]:
    """Pairs such as "from 3 to 5 May" or "May 2011 - June 2012" made one; "starting Monday" joined to a length."""
    found: list[_Atom] = []
    for atom in atoms:
        while found and found[-1].end > atom.start:  # swallowed by "the last quarter of"
            found.pop()
        if found and (joined := _joined(text, found[-1], atom)):
            found[-1] = joined
        else:
            found.append(atom)
    return found


def _joined(text: str, first: _Atom, last: _Atom) -> _Atom | None:
    between = text[first.end : last.start]
    if first.length and last.role == "time" and _STARTS.fullmatch(between):
        return _Atom(first.start, last.end, dates_operators.lasting_from(*first.length, last.make), "time")
    if first.role != "time" or last.role != "time" or not (match := _JOIN.fullmatch(between)):
        return None
    lead = _FROM.search(text[: first.start])
    word = match["join"].lower()
    if word == "and" and (lead is None or lead["from"].lower() != "between"):
        return None
    if word != "and" and lead is None and word not in ("-", "\u2013", "\u2014", "to", "through"):
        return None
    start = lead.start() if lead else first.start
    return _Atom(start, last.end, dates_operators.span_of_two(first.make, last.make), "time")


def _bounded(text: str, atom: _Atom) -> _Atom:
    """The atom with since, until, by, before, after, "two days after" or "from ... on" around it."""
    before, after = text[: atom.start], text[atom.end :]
    if atom.role != "time" or _ATTRIBUTIVE.match(after):
        return atom
    if (match := _AWAY.search(before)) and (count := w.quantity(match["quantity"])).low is not None:
        sign = -1 if match["way"].lower().startswith(("before", "prior")) else 1
        place = dates_counted.distance(count, w.unit(match["unit"]), sign)
        return replace(
            atom,
            start=match.start(),
            make=dates_operators.away_from(atom.make, place, count.exact is not None),
        )
    if match := _EVE_OF.search(before):
        day_before = dates_counted.distance(w.Quantity(1, 1), "day", -1)
        return replace(atom, start=match.start(), make=dates_operators.away_from(atom.make, day_before, True))
    if match := _OPERATOR.search(before):
        op = dates_operators.OPERATOR_OF[" ".join(match["op"].lower().split())]
        # "the first since 1967" looks back over a span and dates nothing
        role: Role = (
            "window" if op == "since" and dates_counted.RANKED.search(before[: match.start()]) else "time"
        )
        return replace(atom, start=match.start(), make=dates_operators.OPERATORS[op](atom.make), role=role)
    if (match := _FROM.search(before)) and match["from"].lower() == "from" and (tail := _ONWARD.match(after)):
        make = dates_operators.OPERATORS["from"](atom.make)
        return replace(atom, start=match.start(), end=atom.end + tail.end(), make=make)
    return atom


@lru_cache(maxsize=4096)
def expressions(text: str) -> tuple[Expression, ...]:
    """Every date expression of the text, in order, without overlaps."""
    atoms = _ranged(text, [_widened(text, a) for a in _atoms(text)])
    return tuple(Expression(a.start, a.end, a.make, a.role) for a in (_bounded(text, atom) for atom in atoms))
