"""Date expressions that count: two days ago, a year later, within weeks, for months, recently, every Friday.

Each rule is a pattern, a builder and a role. Choices that English leaves open are stated at the builder that
makes them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding import dates_words as w
from dragoman.grounding.dates_calendar import Days, period, shift
from dragoman.grounding.dates_reading import (
    PRECISION_OF_UNIT,
    PUBLICATION,
    TEXT,
    Anchor,
    Maker,
    Reading,
    Role,
    Tense,
    from_context,
    from_publication,
    from_tense,
)
from dragoman.grounding.dates_rules import Builder, Rule, compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.model import Precision


def moved(day: date, count: float, unit: str, sign: int) -> tuple[Days, Precision]:
    """The time `count` units from a day, as exact as such words are meant.

    Days give a day; weeks the seven days around it; months and years the calendar unit it falls in; decades
    and centuries a tenth of a unit to both sides. Halves are counted in the next smaller unit.
    """
    if count != int(count):
        smaller, size = {"year": ("month", 12), "decade": ("year", 10), "month": ("day", 30), "week": ("day", 7),
                         "century": ("year", 100)}.get(unit, ("hour", 1))  # fmt: skip
        return moved(day, int(count * size), smaller, sign)
    steps = sign * int(count)
    centre = shift(day, unit, steps)
    if unit in ("week", "fortnight", "weekend"):
        return (centre - timedelta(days=3), centre + timedelta(days=3)), "week"
    if unit in ("decade", "century"):
        slack = int(count) * (1 if unit == "decade" else 10)
        return (shift(centre, "year", -slack), shift(centre, "year", slack)), "vague"
    if unit == "season":
        unit = "quarter"
    return period(centre, unit), PRECISION_OF_UNIT[unit]


def exactness(count: float, unit: str) -> Precision:
    """The precision that `moved` gives for this count and unit."""
    return moved(date(2000, 1, 1), min(count, 100) if count == int(count) else count % 1 + 1, unit, -1)[1]


def distance(amount: w.Quantity, unit: str, sign: int) -> Callable[[Days], tuple[date | None, date | None]]:
    """The interval that lies `amount` units before (sign -1) or after an interval of days."""

    def place(days: Days) -> tuple[date | None, date | None]:
        day = days[0] if sign < 0 else days[1]
        far, near = _reach(day, amount, unit, sign)
        return (far, near) if sign < 0 else (near, far)

    return place


def _reach(day: date, amount: w.Quantity, unit: str, sign: int) -> tuple[date | None, date | None]:
    low, high = amount.low, amount.high
    if low is None:  # "years ago": at least two of them
        return None, _step(day, 2, unit, sign)
    if amount.bound == "more":
        return None, _step(day, low, unit, sign)
    if amount.bound == "less":
        return _step(day, high or low, unit, sign), day
    return _step(day, high or low, unit, sign), _step(day, low, unit, sign)


def _step(day: date, count: float, unit: str, sign: int) -> date:
    if count != int(count):
        return moved(day, count, unit, sign)[0][0]
    return shift(day, unit, sign * int(count))


def _ago(match: re.Match[str]) -> Maker | None:
    amount, unit = w.quantity(match["quantity"], match["hedge"]), w.unit(match["unit"])
    if unit == "hour":
        return from_publication(lambda day: (day, day), "day")
    exact = amount.exact
    if exact is not None and not amount.bound:
        return from_publication(lambda day: moved(day, exact, unit, -1)[0], exactness(exact, unit))
    place = distance(amount, unit, -1)
    precision: Precision = "range" if amount.bound == "less" else "vague"
    return from_publication(lambda day: place((day, day)), precision)


def _ahead(match: re.Match[str]) -> Maker | None:
    amount, unit = w.quantity(match["quantity"], match["hedge"]), w.unit(match["unit"])
    exact = amount.exact
    if exact is not None and not amount.bound:
        return from_publication(lambda day: moved(day, exact, unit, 1)[0], exactness(exact, unit))
    place = distance(amount, unit, 1)
    return from_publication(lambda day: place((day, day)), "vague")


RANKED = re.compile(
    r"\b(?:first|second|third|only|last|\w+est|most|least|record|never|not|no|time)\b[^.;:,]{0,60}$",
    re.IGNORECASE,
)


def _in_units(match: re.Match[str]) -> Maker | None:
    """in N units: that far ahead when the clause is future, else the span up to publication ("in two days").

    After "first", "worst" and the like it always looks back.
    """
    amount, unit = w.quantity(match["quantity"], match["hedge"]), w.unit(match["unit"])
    looks_back = bool(RANKED.search(match.string[: match.start()]))

    def make(anchor: Anchor) -> Reading | None:
        day = anchor.published
        if day is None:
            return None
        if anchor.tense == "future" and not looks_back and (ahead := _ahead(match)):
            return ahead(anchor)
        start, _end = distance(w.Quantity(amount.high, amount.high), unit, -1)((day, day))
        return Reading(start, day, "vague" if amount.bound or amount.exact is None else "range", PUBLICATION)

    return make


def _elsewhen(match: re.Match[str]) -> Maker | None:
    """two days earlier, a year later: counted from the date named before, else from publication."""
    amount, unit = w.quantity(match["quantity"], match["hedge"]), w.unit(match["unit"])
    if unit == "hour":  # within the day or a night away
        return from_context(lambda days: days, "day")
    sign = -1 if match["way"].lower() in ("earlier", "before", "prior", "previously") else 1
    exact = amount.exact
    if exact is not None and not amount.bound:
        return from_context(
            lambda days: moved(days[0 if sign < 0 else 1], exact, unit, sign)[0],
            exactness(exact, unit),
        )
    return from_context(distance(amount, unit, sign), "vague")


def _one_unit_off(match: re.Match[str]) -> Maker | None:
    """the day before, the year after: one unit from the date named before."""
    unit, sign = w.unit(match["unit"]), -1 if match["way"].lower() == "before" else 1
    return from_context(
        lambda days: period(shift(days[0 if sign < 0 else 1], unit, sign), unit), PRECISION_OF_UNIT[unit]
    )


def _window(match: re.Match[str]) -> Maker | None:
    """the past decade, the last three days, the coming weeks: rolling back or on from publication."""
    found = match.groupdict()
    unit, which = w.unit(match["unit"]), (found["which"] or "coming").lower()
    plural = match["unit"].lower() != unit
    amount = w.quantity(found["quantity"]) if found.get("quantity") else w.Quantity(None, None)
    count = amount.high or (w.REACH[unit] if plural else 1)
    exact = bool(amount.exact) or not plural
    ahead = which in ("next", "coming", "following", "ahead", "upcoming")

    def place(day: date) -> Days:
        edge = _step(day, count, unit, 1 if ahead else -1)
        if unit == "hour":  # hours reach into the neighbouring day
            edge = day + timedelta(days=(1 if ahead else -1) * max(1, round(count / 24)))
        return (day, edge) if ahead else (edge, day)

    return from_publication(place, "range" if exact else "vague")


def _within(match: re.Match[str]) -> Maker | None:
    """within days: from publication on; in the past tense from the date named before, else up to publication."""
    amount, unit = w.quantity(match["quantity"]), w.unit(match["unit"])
    reach = amount.high or (w.REACH[unit] if match["unit"].lower() != unit else 1)
    precision: Precision = "range" if amount.exact else "vague"

    def edge(day: date, sign: int) -> date:
        if unit == "hour":
            return day + sign * timedelta(days=max(1, round(reach / 24)))
        return _step(day, reach, unit, sign)

    def make(anchor: Anchor) -> Reading | None:
        if anchor.tense == "past" and anchor.context is not None:
            return Reading(anchor.context[1], edge(anchor.context[1], 1), precision, TEXT)
        day = anchor.published
        if day is None:
            return None
        if anchor.tense == "past":
            return Reading(edge(day, -1), day, precision, PUBLICATION)
        return Reading(day, edge(day, 1), precision, PUBLICATION)

    return make


def lasting(match: re.Match[str]) -> Maker | None:
    """for two years, over a decade: the span of that length that ends at publication; open when not counted."""
    amount, unit = w.quantity(match["quantity"], match["hedge"]), w.unit(match["unit"])
    count = amount.high

    looks_back = match[0].lower().startswith("after")

    def place(day: date, tense: Tense | None) -> tuple[date | None, date | None]:
        if tense == "future" and not looks_back:
            return day, None if count is None or amount.bound == "more" else _step(day, count, unit, 1)
        if count is None:
            return None, day
        return _step(day, count, unit, -1), day

    return from_tense(place, "vague")


_AGES: dict[str, tuple[int, int]] = {
    # days before and after publication; "recently" and "soon" reach one month, our own convention
    "recently": (-30, 0), "lately": (-30, 0), "recent": (-30, 0), "soon": (0, 30), "shortly": (0, 30), "imminently": (0, 7),
}  # fmt: skip


def _vague(match: re.Match[str]) -> Maker | None:
    word = " ".join(match["word"].lower().split())
    if word in ("long ago", "in the distant past"):
        return from_publication(lambda day: (None, shift(day, "year", -2)), "vague")
    if word.endswith("future"):
        return from_publication(lambda day: (day, shift(day, "year", 1)), "vague")
    if word in ("at the time", "at that time", "back then"):
        return from_context(lambda days: days, "vague")
    low, high = _AGES[word.split()[-1]]
    return from_publication(lambda day: (day + timedelta(days=low), day + timedelta(days=high)), "vague")


def recurring(_match: re.Match[str]) -> Maker | None:
    """every Friday, each year: no interval is known."""
    return lambda _anchor: Reading(None, None, "vague", PUBLICATION)


# What follows "two days before" decides: a clause or noun after it is an event that is not dated here.
_ENDS = r"(?=\s*(?:$|[.,;:)\u2014\"\u201d]|-\s|(?:in|on|at|by|when|while|and|but|with|as|to|from|for|was|were|had|is|has)\b))"
_AMOUNT = rf"(?:(?P<hedge>{w.HEDGE})\s+)?(?:(?P<quantity>{w.QUANTITY})\s+)?(?:or\s+(?:so|more)\s+)?(?P<unit>{w.UNITS}|{w.UNIT})\b"
_COUNTED = rf"(?:(?P<hedge>{w.HEDGE})\s+)?(?P<quantity>{w.QUANTITY})[ -]+(?:or\s+(?:so|more)\s+)?(?P<unit>{w.UNITS}|{w.UNIT})\b"
_HEDGED = rf"(?P<hedge>{w.HEDGE})\s+(?P<quantity>{w.QUANTITY})\s+(?P<unit>{w.UNITS}|{w.UNIT})\b"


@lru_cache(maxsize=1)
def rules() -> list[Rule]:
    """Pattern, builder and role of every rule of this module."""
    patterns: list[tuple[str, Builder, Role]] = [
        (rf"\b{_AMOUNT}\s+ago\b", _ago, "time"),
        (rf"\b{_COUNTED}\s+from\s+now\b", _ahead, "time"),
        (rf"\bin\s+{_COUNTED}['\u2019]?\s+time\b", _ahead, "time"),
        (rf"\bin\s+{_COUNTED}(?!['\u2019]?\s+time)", _in_units, "window"),
        (rf"\b{_AMOUNT}\s+(?P<way>earlier|later|afterwards?|thereafter|previously)\b", _elsewhen, "time"),
        (rf"\b{_AMOUNT}\s+(?P<way>before|after|prior){_ENDS}", _elsewhen, "time"),
        (rf"\b(?:the\s+)?(?P<unit>day|week|month|year)\s+(?P<way>before|after){_ENDS}(?P<hedge>)(?P<quantity>)", _one_unit_off, "time"),
        (rf"\b(?:in|over|during|within|for|throughout|across)\s+(?:at\s+least\s+)?the\s+(?P<which>last|past|previous|preceding|next|coming|following)\s+(?:(?P<quantity>{w.QUANTITY})\s+)?(?P<unit>{w.UNITS}|{w.UNIT})\b(?!\s+of\b)", _window, "time"),
        (rf"\b(?:the\s+|this\s+)?(?P<which>past|coming|upcoming)\s+(?:(?P<quantity>{w.QUANTITY})\s+)?(?P<unit>{w.UNITS}|{w.UNIT})\b(?!\s+of\b)", _window, "time"),
        (rf"\bthe\s+(?P<which>last|next|previous)\s+(?P<quantity>{w.QUANTITY})\s+(?P<unit>{w.UNITS})\b", _window, "time"),
        (rf"\b(?:in\s+|over\s+|during\s+)?(?:the\s+)?(?:most\s+)?(?P<which>recent)\s+(?P<unit>{w.UNITS})\b", _window, "time"),
        (rf"\bin\s+the\s+(?P<unit>{w.UNITS})\s+(?:to\s+come|(?P<which>ahead))\b", _window, "time"),
        (rf"\bwithin\s+(?:(?P<quantity>{w.QUANTITY})\s+)?(?P<unit>{w.UNITS}|{w.UNIT})\b", _within, "window"),
        (rf"\b(?:for|after)\s+(?:the\s+first\s+time\s+in\s+)?{_AMOUNT}(?!\s+(?:ago|earlier|later|before|after|old|prison|jail|in\s+(?:prison|jail)))", lasting, "duration"),
        (rf"\bin\s+(?P<hedge>)(?P<quantity>)(?P<unit>{w.UNITS})\b(?!\s+to\s+come|\s+ahead)", _in_units, "window"),
        (rf"\b{_HEDGED}(?!\s+(?:ago|earlier|later|old|before|after|from\s+now|prison|in\s+(?:prison|jail)))", lasting, "duration"),
        (rf"\b{_COUNTED}(?!\s+(?:ago|earlier|later|old|before|after|from\s+now|prison|in\s+(?:prison|jail)))", lasting, "length"),
        (rf"\b(?:every|each)\s+(?:other\s+|second\s+|few\s+|(?!(?:on|in|at|by|this|last|next)\b)\w+\s+)?(?:{w.UNITS}|{w.UNIT}|{w.WEEKDAY}|{w.LONG_MONTH}|{w.SEASON}|{w.DAYTIME})\b", recurring, "recurring"),
        (rf"\bon\s+{w.WEEKDAY}s\b", recurring, "recurring"),
        (r"\b(?P<word>(?:(?:very|most|more|only)\s+)?(?:recently|lately|soon|shortly|imminently)(?!\s+(?:after|before|afterwards?|thereafter))|long\s+ago|in\s+the\s+distant\s+past|in\s+the\s+(?:near|foreseeable|not[- ]too[- ]distant)\s+future|at\s+the\s+time(?!\s+of)|at\s+that\s+time|back\s+then)\b", _vague, "time"),
    ]  # fmt: skip
    return compiled(patterns)
