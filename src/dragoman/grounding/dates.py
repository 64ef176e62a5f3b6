"""Dates: every date expression of a text as an interval of days, and the one that dates an act.

It never takes the publication date for the date of an act without saying so in `When.basis`:
"absolute", "relative to publication", "relative to text" (counted from a date named before) or
"publication date" (nothing was said; see `default`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.grounding.dates_clause import Dated, attached, dated, tells
from dragoman.grounding.dates_reading import DEFAULT, Anchor, Expression, Reading, Tense
from dragoman.grounding.dates_scan import expressions
from dragoman.grounding.dates_tense import is_backshifted
from dragoman.grounding.dates_tense import tense as tense_of
from dragoman.grounding.dates_verbs import words
from dragoman.model import Span, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.grounding.dates_calendar import Days
    from dragoman.language.parsed import Parsed
    from dragoman.model import Status

_CLAUSE_END = re.compile(r"[.;:!?]\s|\u2014|\bbut\b|,\s+(?:who|which|where|while|after|but|and)\b")
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|would|['\u2019]ll|scheduled|slated|due|set\s+to|expected|planned|plans?\s+to|going\s+to|"
    r"upcoming|ahead\s+of|intends?\s+to|is\s+to|are\s+to)\b",
    re.IGNORECASE,
)
_SCHEDULED = words("scheduled")
_LASTING = words("lasting")
_CALENDAR = frozenset(("day", "week", "month", "season", "year"))
_PROGRAMME = words("programme")
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|has|have|met|took|began|fell|came|went|gave|spoke|broke|became|rose|flew|drew|wrote)\b",
    re.IGNORECASE,
)


def find(text: str, published: date | None, offset: int = 0) -> list[tuple[Span, When]]:
    """Every date expression of a text with its interval, in order; spans are moved by `offset`.

    Relative expressions are left out when `published` is None: nothing is guessed. Without a parse the tense
    is taken from the words before the expression in its clause; `resolve` does better. Bare lengths ("two
    days") are not dates and not given.
    """
    found: list[tuple[Span, When]] = []
    context: Days | None = None
    for expression in expressions(text):
        if expression.role == "length":
            continue
        anchor = Anchor(published, _tense_before(text, expression.start), context)
        reading = placed(expression, anchor)
        if reading is None:
            continue
        context = _context_after(expression, reading, context)
        span = Span(offset + expression.start, offset + expression.end)
        found.append((span, when(reading, text[expression.start : expression.end])))
    return found


def resolve(
    parsed: Parsed,
    trigger: Span,
    published: date | None,
    context_date: When | None = None,
    tense: Tense | None = None,
) -> When | None:
    """The interval in which the act at `trigger` is said to happen; None where its clause gives no date.

    The date nearest to the act over the parse is taken: one that modifies the act, its light or aspectual
    verb or its object; a date of a reporting verb or of another clause dates that clause. `context_date` is
    the last date named before the sentence, for "the previous day". `tense` overrides the tense of the
    clause, for callers that know more ("planned" is "future").
    """
    token = _head(parsed, trigger)
    if token is None:
        return None
    candidates = attached(parsed, token)
    readings = _readings(parsed, published, context_date, {id(d.expression) for _, d in candidates}, tense)
    act_tense = tense or tense_of(token)
    told_as_now = token.pos_ == "VERB" and act_tense == "present"
    for _, item in candidates:
        reading = readings.get(item.expression.start)
        if reading is None or (told_as_now and _long_past(reading, published)):
            continue
        if _told_before_it(token, act_tense, reading, published):
            continue
        if reading.start is None and reading.end and published and reading.end >= published:
            if act_tense != "future":  # "suspended until November" is not done by November
                continue
            reading = replace(reading, start=published)
        if _dates_an_act(item.expression, reading, published):
            return when(reading, parsed.sentence.text[item.expression.start : item.expression.end])
    return None


def _long_past(reading: Reading, published: date | None) -> bool:
    """True for a day that a clause in the present cannot be about: "is charged over the crash in 2005"."""
    return bool(published and reading.end and reading.end < published - timedelta(days=45))


def _told_before_it(token: Token, tense: Tense | None, reading: Reading, published: date | None) -> bool:
    """True for a day that comes after an act that a verb tells as done or said."""
    if token.pos_ != "VERB" or not published or not reading.start or reading.start <= published:
        return False
    return tense == "past" or (tense == "present" and tells(token))


def _head(parsed: Parsed, trigger: Span) -> Token | None:
    tokens = parsed.tokens_in(trigger)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)


def _readings(
    parsed: Parsed, published: date | None, context_date: When | None, own: set[int], tense: Tense | None
) -> dict[int, Reading]:
    """The placed expressions of a sentence by their start; each sees the one before it as context."""
    context: Days | None = None
    if context_date and context_date.start and context_date.end:
        context = (context_date.start, context_date.end)
    found: dict[int, Reading] = {}
    for item in dated(parsed):
        own_tense = tense if tense and id(item.expression) in own else _tense_of(item)
        reading = placed(item.expression, Anchor(published, own_tense, context, is_backshifted(item.owner)))
        if reading is not None:
            found[item.expression.start] = reading
            context = _context_after(item.expression, reading, context)
    return found


def _tense_of(item: Dated) -> Tense | None:
    if item.lead == "for" and item.owner.lemma_ in _SCHEDULED:
        return "future"
    if item.lead in ("until", "till", "through") and item.owner.lemma_ not in _LASTING:
        return "future"  # "suspended the patrols until November": the limit lies ahead
    found = tense_of(item.owner)
    # "talks begin on Monday" is a programme, "police arrest a man on Monday" a headline
    return "future" if found == "present" and item.owner.lemma_ in _PROGRAMME else found


def _dates_an_act(expression: Expression, reading: Reading, published: date | None) -> bool:
    """Lengths and spans looked back over ("the first in ten years") say how long, not when."""
    if expression.role in ("time", "recurring"):
        return True
    ahead = published is not None and reading.start is not None and reading.start >= published
    return expression.role == "window" and ahead


def default(published: date | None, told: Tense | Status = "past") -> When | None:
    """The date of an act that carries none, from the day its report was published and how the act is told.

    Told as past (or with status occurred, denied, failed): that day or the one before, when newswire tells most
    of what it tells (precision "day"). As present (ongoing): that day. As future (planned, demanded,
    hypothetical): open from that day on (precision "vague"). None without a publication date.
    """
    if published is None:
        return None
    if told in ("future", "planned", "demanded", "hypothetical"):
        return When(published, None, "vague", None, DEFAULT)
    start = published if told in ("present", "ongoing") else published - timedelta(days=1)
    return When(start, published, "day", None, DEFAULT)


def contexts(parsed: Sequence[Parsed], published: date | None) -> dict[int, When]:
    """For each sentence index the last calendar date named before that sentence, for `resolve(context_date=)`.

    Sentences before the first date are left out.
    """
    found: dict[int, When] = {}
    last: When | None = None
    for item in parsed:
        if last is not None:
            found[item.sentence.index] = last
        for _, named in find(item.sentence.text, published):
            if named.start and named.end and named.precision in _CALENDAR:
                last = named
    return found


def placed(expression: Expression, anchor: Anchor) -> Reading | None:
    """The expression as an interval; None where it cannot be placed or lies outside the calendar."""
    try:
        return expression.make(anchor)
    except (OverflowError, ValueError):
        return None


def when(reading: Reading, text: str) -> When:
    """The record of a reading, with the words it was read from."""
    return When(reading.start, reading.end, reading.precision, text, reading.basis)


def _context_after(expression: Expression, reading: Reading, context: Days | None) -> Days | None:
    # Only a calendar unit is something a later "the previous day" can be counted from.
    if expression.role == "time" and reading.precision in _CALENDAR:
        return reading.days or context
    return context


def _tense_before(text: str, start: int) -> Tense | None:
    """The tense that the words before an expression suggest, None when they say nothing."""
    left = _CLAUSE_END.split(text[max(0, start - 120) : start])[-1]
    ahead, back = _FUTURE.search(left), _PAST.search(left)
    if ahead or back:
        # "were scheduled for September" says nothing about the side of publication
        return None if ahead and back and back.start() < ahead.start() else "future" if ahead else "past"
    right = _CLAUSE_END.split(text[start : start + 120])[0]
    ahead, back = _FUTURE.search(right), _PAST.search(right)
    if ahead and (not back or ahead.start() < back.start()):
        return "future"
    return "past" if back else None
