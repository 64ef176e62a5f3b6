"""When an act was that a sentence only remembers: "the twentieth anniversary of the invasion", "a decade after the war".

It gives an interval before publication, and nothing for acts told for their own sake.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.attribution.words import lemma
from dragoman.grounding.magnitudes_numbers import number
from dragoman.model import When
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.language.parsed import Parsed
    from dragoman.model import Act, Actor

_ANNIVERSARY = frozenset(
    {"anniversary", "centenary", "bicentenary", "commemoration", "remembrance", "memorial", "jubilee"}
)
_FIXED = {"centenary": 100, "bicentenary": 200}
_YEARS = {"year": 1, "decade": 10, "century": 100, "generation": 25}
_TENS = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
         "eightieth": 80, "ninetieth": 90, "hundredth": 100}  # fmt: skip
_ONES = {w: n for n, w in enumerate(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
     "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"), 1)}  # fmt: skip
_FIGURE = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AFTER = frozenset({"after", "since", "following"})
_MAX_CLIMB = 6  # "anniversary of the start of the invasion of": nouns in a row


def remembered(act: Act, parsed: Parsed, published: date | None) -> When | None:
    """The interval of an act that is only remembered, None where it is told for its own sake or no day is known."""
    words = parsed.tokens_in(act.trigger)
    if published is None or not words:
        return None
    token = words[0]
    caused = _year_of_cause(token)
    if caused is not None and caused < published.year:
        return When(date(caused, 1, 1), date(caused, 12, 31), "year", str(caused), "year of the cause")
    for _ in range(_MAX_CLIMB):
        if token.dep_ != "pobj" or token.head.head.i == token.i:
            break
        preposition, above = token.head, token.head.head
        if lemma(above) in _ANNIVERSARY and preposition.lower_ in {"of", "for"}:
            return _years_ago(_count(above), published)
        if preposition.lower_ in _AFTER and (years := _span_of_years(preposition)) is not None:
            return _years_ago(years, published)
        if above.pos_ != "NOUN":
            break
        token = above
    return None


def _year_of_cause(verb: Token) -> int | None:
    """The year in "killed by the shelling of 2010": what did it dates what was done."""
    for child in verb.children:
        cause = next((c for c in child.children if c.dep_ == "pobj"), None) if child.dep_ == "agent" else None
        if child.dep_ == "nsubj" and child.pos_ == "NOUN":
            cause = child
        for preposition in cause.children if cause is not None else ():
            if preposition.lower_ in {"of", "in"}:
                year = next((c.text for c in preposition.children if _YEAR.fullmatch(c.text)), None)
                if year is not None:
                    return int(year)
    return None


def before_its_end(actors: Sequence[Actor], published: date | None) -> When | None:
    """An act by a state that is no more was done in its days ("Soviet tanks"); None for living states."""
    for actor in actors:
        state = registry().country(actor.country) if actor.country else None
        if state is not None and state.end is not None and published is not None and state.end < published:
            return When(state.start, state.end, "vague", None, f"{state.name} ended in {state.end.year}")
    return None


def _years_ago(years: int | None, published: date) -> When:
    if years is None:
        return When(None, published - timedelta(days=330), "vague", None, "only remembered")
    year = published.year - years
    if year < 1:
        return When(None, published - timedelta(days=330), "vague", None, "only remembered")
    return When(date(year, 1, 1), date(year, 12, 31), "year", None, f"{years} years before publication")


def _count(anniversary: Token) -> int | None:
    """The number of years of an anniversary ("20th", "twenty-fifth", "10-year"), None where it is not told."""
    if lemma(anniversary) in _FIXED:
        return _FIXED[lemma(anniversary)]
    words = "".join(t.text_with_ws for t in anniversary.subtree if t.i < anniversary.i).lower().strip()
    figure = _FIGURE.search(words) or re.search(r"(\d{1,3})[ -]years?\b", words)
    if figure:
        return int(figure.group(1))
    parts = re.split(r"[\s-]+", words)
    for part, before in zip(reversed(parts), [*reversed(parts[:-1]), ""], strict=False):
        if part in _TENS:
            return _TENS[part]
        if part in _ONES:
            tens = number(before) if before else None
            return _ONES[part] + (int(tens) if tens is not None and tens >= 20 else 0)
    return None


def _span_of_years(preposition: Token) -> int | None:
    """The years in "sixty years after", "a decade after", None without them."""
    unit = preposition.head
    if _YEARS.get(lemma(unit)) is None:
        unit = next((c for c in preposition.children if lemma(c) in _YEARS), unit)
    if lemma(unit) not in _YEARS:
        return None
    words = " ".join(
        c.lower_ for c in unit.children if c.i < unit.i and c.dep_ in {"nummod", "det", "amod", "quantmod"}
    )
    value = 1.0 if words in {"a", "an", "one"} else number(words) if words else None
    return None if value is None else round(value * _YEARS[lemma(unit)])
