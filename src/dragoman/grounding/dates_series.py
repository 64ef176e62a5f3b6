"""Date expressions of order and return: for the third day, the tenth anniversary, the week before last, twice a year.

Each rule is a pattern, a builder and a role; the builder gives None where the match is no date. Nothing is placed here.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from dragoman.grounding import dates_words as w
from dragoman.grounding.dates_calendar import Days, month, months, period, shift, weekday
from dragoman.grounding.dates_counted import recurring
from dragoman.grounding.dates_reading import PRECISION_OF_UNIT, Maker, Role, fixed, from_publication
from dragoman.grounding.dates_rules import Builder, Rule, compiled
from dragoman.grounding.dates_yearly import in_some_year

_ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_TENS = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70}
_ORDINALS = {word: at for at, word in enumerate(_ORDINAL_WORDS, 1)} | _TENS | {"centenary": 100}
_ORDINAL = rf"(?:\d+{w.ORDINAL_ENDING}|{'|'.join(_ORDINALS)})"
_SPAN = r"(?P<unit>day|night|week|month|year)"
_ROW = r"(?:straight|consecutive|successive|running)\s+"
_WHAT = r"(?:(?:the|a|an|his|her|its|their)\s+)?(?:[\w'\u2019-]+\s+){0,4}?(?:(?:of|on|in)\s+)?(?:the\s+)?"


def _number(text: str) -> int:
    lowered = text.lower()
    return _ORDINALS.get(lowered) or int(re.sub(r"\D", "", lowered))


def _nth_in_a_row(match: re.Match[str]) -> Maker | None:
    """For the third day: from two days before publication to that day; longer units are not cut to the day."""
    count, unit = _number(match["which"]), match["unit"].lower().replace("night", "day")
    if count < 2:
        return None
    return from_publication(
        lambda day: (shift(day, unit, 1 - count), day), "range" if unit == "day" else "vague"
    )


def _anniversary(match: re.Match[str]) -> Maker | None:
    """The tenth anniversary of what happened in 2011 is in 2021; of a day, that day; without a number, any year's."""
    year, count = int(match["year"]), _number(match["which"]) if match["which"] else None
    if match["day"] is None:
        return fixed(months(year + count, 1, 12), "year") if count else None
    number, day = w.month_number(match["month"]), int(match["day"])

    def days_of(then: int) -> Days | None:
        try:
            found = date(then, number, day)
        except ValueError:
            return None
        return found, found

    if count is None:
        return in_some_year(days_of, "day")
    days = days_of(year + count)
    return days and fixed(days, "day")


def _before_last(match: re.Match[str]) -> Maker | None:
    """The week before last, the Friday before last."""
    word = match["what"].lower()
    if word in PRECISION_OF_UNIT:
        return from_publication(lambda day: period(shift(day, word, -2), word), PRECISION_OF_UNIT[word])
    number = w.weekday_number(word)

    def place(day: date) -> Days:
        found = weekday(day, number, "last") - timedelta(days=7)
        return found, found

    return from_publication(place, "day")


def _half(match: re.Match[str]) -> Maker | None:
    return fixed(months(int(match["year"]), 1 if match["half"] == "1" else 7, 6), "range")


def _year_to(match: re.Match[str]) -> Maker | None:
    """The twelve months to June 2022."""
    last = month(int(match["year"]), w.month_number(match["month"]))[1]
    return fixed((shift(last + timedelta(days=1), "year", -1), last), "range")


@lru_cache(maxsize=1)
def rules() -> list[Rule]:
    """Pattern, builder and role of every rule of this module."""
    dated = rf"(?:(?P<day>{w.DAY}){w.ORDINAL_ENDING}?\s+(?P<month>{w.MONTH})\s+)?(?P<year>{w.YEAR})\b"
    patterns: list[tuple[str, Builder, Role]] = [
        (rf"\bfor\s+(?:a|the)\s+(?P<which>{_ORDINAL})\s+(?:{_ROW})?{_SPAN}\b(?!\s+of\b)", _nth_in_a_row, "window"),
        (rf"\b(?:a|the|its|their)\s+(?P<which>{_ORDINAL})\s+{_ROW}{_SPAN}\b", _nth_in_a_row, "window"),
        (rf"\b(?:enter(?:s|ed|ing)?|into)\s+(?:a|the|its|their)\s+(?P<which>{_ORDINAL})\s+(?:{_ROW})?{_SPAN}\b", _nth_in_a_row, "window"),
        (rf"\b(?:the\s+)?(?:(?P<which>{_ORDINAL})[\s-]+)?anniversary\s+of\s+{_WHAT}{dated}", _anniversary, "time"),
        (rf"\b(?:the\s+)?(?P<what>week|weekend|month|year|{w.WEEKDAY})\s+before\s+last\b", _before_last, "time"),
        (rf"\b(?:the\s+)?H(?P<half>[12])(?:\s+of)?\s+(?P<year>{w.YEAR})\b", _half, "time"),
        (rf"\b(?:the\s+)?(?:year|12\s+months|twelve\s+months)\s+(?:to|ending|ended)\s+(?:in\s+)?(?P<month>{w.MONTH})\s+(?P<year>{w.YEAR})\b", _year_to, "time"),
        (rf"\b(?:once|twice|\w+\s+times)\s+(?:a|per|each|every)\s+{w.UNIT}\b", recurring, "recurring"),
        (rf"\b(?:the\s+)?(?:{_ORDINAL}|last)\s+{w.WEEKDAY}\s+(?:of|in)\s+(?:each|every)\s+month\b", recurring, "recurring"),
        (r"(?<!\bthe )(?<!\ba )(?<!\ban )\b(?:daily|weekly|monthly|annually|yearly)(?=\s*(?:[.,;:)]|$)|\s+(?:in|at|on|since|by|from)\b)", recurring, "recurring"),
    ]  # fmt: skip
    return compiled(patterns)


LIKE = re.compile(
    rf"\b(?:anniversary|before last|times|once|twice|H[12]|(?:dai|week|month|year)ly|annually|months? to|year (?:to|end\w+)|"
    rf"months end\w+|straight|consecutive|successive|running|{_ORDINAL})\b",
    re.IGNORECASE,
)
"""A text that this does not match holds no expression of this module."""
