"""Date expressions that name a day, month, year or longer, with or without the year.

Each rule is a pattern and a builder; the builder gives None where the match is no date. It never reads the
words around a match beyond what its pattern looks at.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding import dates_words as w
from dragoman.grounding.dates_calendar import Days, month, months, period, season
from dragoman.grounding.dates_reading import (
    PRECISION_OF_UNIT,
    PUBLICATION,
    Anchor,
    Maker,
    Reading,
    fixed,
    whole,
)
from dragoman.grounding.dates_yearly import in_some_year, named_day, named_days

if TYPE_CHECKING:
    from dragoman.grounding.dates_rules import Builder, Rule


def _one(year: int, number: int, day: int) -> Days | None:
    try:
        found = date(year, number, day)
    except ValueError:
        return None
    return found, found


def _day(match: re.Match[str]) -> Maker | None:
    number, day = w.month_number(match["month"]), int(match["day"])
    if match["year"]:
        days = _one(int(match["year"]), number, day)
        return days and fixed(days, "day")
    if _one(2024, number, day) is None:
        return None
    return in_some_year(lambda year: _one(year, number, day), "day")


def _days(match: re.Match[str]) -> Maker | None:
    number, first, last = w.month_number(match["month"]), int(match["day"]), int(match["last"])
    if first >= last:
        return None

    def days_of(year: int) -> Days | None:
        start, end = _one(year, number, first), _one(year, number, last)
        return (start[0], end[0]) if start and end else None

    if match["year"]:
        days = days_of(int(match["year"]))
        return days and fixed(days, "range")
    return in_some_year(days_of, "range") if days_of(2024) else None


def _iso(match: re.Match[str]) -> Maker | None:
    days = _one(int(match["year"]), int(match["number"]), int(match["day"]))
    return days and fixed(days, "day")


def _numeric(match: re.Match[str]) -> Maker | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    # 3/5/2023 is a day in March or in May, by country: no guess. A dot is the European order.
    if match["sep"] != "." and first <= 12 and second <= 12 and first != second:
        return None
    day, number = (second, first) if second > 12 and match["sep"] != "." else (first, second)
    days = _one(year, number, day) if number <= 12 else None
    return days and fixed(days, "day")


def _month_year(match: re.Match[str]) -> Maker | None:
    return fixed(month(int(match["year"]), w.month_number(match["month"])), "month")


_MONTH_LEADS = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|during|before|after|from|to|through|early|late|last|next|this|between|and|for|"
    r"beginning|starting|around|or|that|previous|following|coming)|\bmid-?|[-\u2013])\s*$",
    re.IGNORECASE,
)


def _month(match: re.Match[str]) -> Maker | None:
    # "May" is a verb and a surname, "March" a verb and a rally: they need a word that leads to a date.
    if match["month"].lower() in ("may", "march") and not _MONTH_LEADS.search(match.string[: match.start()]):
        return None
    number = w.month_number(match["month"])
    return in_some_year(lambda year: month(year, number), "month")


def _month_of_year(match: re.Match[str]) -> Maker | None:
    number, step = w.month_number(match["month"]), {"last": -1, "this": 0, "next": 1}[match["which"].lower()]

    def make(anchor: Anchor) -> Reading | None:
        if anchor.published is None:
            return None
        day = match.groupdict().get("day")
        year = anchor.published.year + step
        days = _one(year, number, int(day)) if day else month(year, number)
        return days and Reading(*days, "day" if day else "month", PUBLICATION)

    return make


_NOT_YEAR_BEFORE = re.compile(
    r"(?:[$\u20ac\u00a3#\w.,/:-]|(?:\b(?:no|nos|flight|resolution|number|room|route|some|about|over|than|least|most|nearly|"
    r"almost|only|killed|up to|another|of the|other|by|to|an?)\.?\s))$",
    re.IGNORECASE,
)
_YEAR_LEADS = re.compile(r"\b(?:by|to)\s$|\b(?:mid|early|late|end|pre|post)-$", re.IGNORECASE)
_NOT_YEAR_AFTER = re.compile(
    r"[,.]\d|\s?%|-(?!\d)(?!old|era|style|end)|:\d|\w|\s+(?:km|kg|people|more|feet|percent|per|GMT|UTC|hours|troops|metres|meters|miles|"
    r"square|m\b|local time|dead|injured|(?!onwards|was|has)(?:[a-z]+ )?[a-z]{2,}[^s\W]s\b)"
)
_DEFINITE = re.compile(
    r"\b(?:the|this|its|his|her|their|that|in|since|until|of|[A-Z]\w+'s|year|[a-z]+'s)\s$", re.IGNORECASE
)


def _year(match: re.Match[str]) -> Maker | None:
    before, after = match.string[: match.start()], match.string[match.end() : match.end() + 40]
    if _NOT_YEAR_BEFORE.search(before) and not _YEAR_LEADS.search(before):
        return None
    if _NOT_YEAR_AFTER.match(after) and not _DEFINITE.search(before):
        return None
    return whole(date(int(match["year"]), 1, 1), "year")


def _years(match: re.Match[str]) -> Maker | None:
    first, last = int(match["year"]), int(match["last"])
    if last < 100:
        last += first - first % 100
    # 2002-03 and 2011-2015 are spans; 2010-2001 or a phone number is not
    return fixed((date(first, 1, 1), date(last, 12, 31)), "range") if first < last <= first + 150 else None


def _decade(match: re.Match[str]) -> Maker | None:
    digits = match["decade"]
    year = int(digits) if len(digits) == 4 else (1900 if int(digits) >= 30 else 2000) + int(digits)
    return whole(date(year, 1, 1), "decade")


_DECADES = {
    w_: 1900 + 10 * i
    for i, w_ in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2
    )
}


def _decade_word(match: re.Match[str]) -> Maker | None:
    return whole(date(_DECADES[match["decade"].lower()], 1, 1), "decade")


_ORDINALS = {
    "nineteenth": 19,
    "twentieth": 20,
    "eighteenth": 18,
    "seventeenth": 17,
    "twenty-first": 21,
    "sixteenth": 16,
}


def _century(match: re.Match[str]) -> Maker | None:
    text = match["which"].lower()
    number = _ORDINALS.get(text) or int(re.sub(r"\D", "", text))
    return whole(date((number - 1) * 100 + 1, 1, 1), "century") if 1 < number < 23 else None


def _season_year(match: re.Match[str]) -> Maker | None:
    return fixed(season(int(match["year"]), match["season"].lower()), "season")


_SEASON_LEADS = re.compile(
    r"\b(?:in|during|until|by|since|for|before|after|of|through|last)\s+$", re.IGNORECASE
)


def _season(match: re.Match[str]) -> Maker | None:
    if not _SEASON_LEADS.search(match.string[: match.start()]):
        return None
    name = match["season"].lower()
    return in_some_year(lambda year: season(year, name), "season")


def _quarter(match: re.Match[str]) -> Maker | None:
    return fixed(months(int(match["year"]), 3 * int(match["quarter"]) - 2, 3), "range")


def _fiscal(match: re.Match[str]) -> Maker | None:
    # Fiscal years begin in different months by country; the calendar year named is what is certain to overlap.
    return fixed(period(date(int(match["year"]), 1, 1), "year"), PRECISION_OF_UNIT["year"])


_WEEKDAY_BEFORE = rf"(?:(?:{w.WEEKDAY}|{w.SHORT_WEEKDAY}),?\s+)?"
_YEAR_AFTER = rf"(?:,?\s+(?:of\s+)?(?P<year>{w.YEAR})\b)?"
_DAYTIME_BEFORE = r"(?:(?:the\s+)?(?:night|morning|evening|afternoon)\s+of\s+)?"
# A number after "and" that counts something is not a second day: "on May 3 and 20 people died".
_NO_COUNT = r"(?!\s+(?:[a-z]+s|people|more|others)\b)(?!,\d|\.\d|:\d|%)"
_ANY_SPACE = r"\s+"


def _compile(*rules: tuple[str, Builder, bool]) -> list[Rule]:
    return [(re.compile(p, re.IGNORECASE if loose else 0), b, "time") for p, b, loose in rules]


@lru_cache(maxsize=1)
def rules() -> list[Rule]:
    """The rules of this module, longest reading wins where two match at one place."""
    names = "|".join(
        sorted((re.escape(n).replace("'", "['\u2019]") for n in named_days()), key=lambda n: (-len(n), n))
    )
    return _compile(
        (rf"\b(?P<year>{w.YEAR})[-/](?P<number>\d\d)[-/](?P<day>\d\d)\b", _iso, False),
        (r"\b(?P<first>\d\d?)(?P<sep>[./])(?P<second>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)\b", _numeric, False),
        (rf"{_WEEKDAY_BEFORE}{_DAYTIME_BEFORE}(?:\bthe\s+)?\b(?P<day>{w.DAY}){w.ORDINAL_ENDING}?(?:\s+of)?[ -]+(?P<month>{w.MONTH})(?!\w){_YEAR_AFTER}", _day, False),
        (rf"{_WEEKDAY_BEFORE}{_DAYTIME_BEFORE}\b(?P<month>{w.MONTH})\s+(?:the\s+)?(?P<day>{w.DAY}){w.ORDINAL_ENDING}?\b(?!,\d|\.\d|:\d|%){_YEAR_AFTER}", _day, False),
        (rf"\b(?P<day>{w.DAY}){w.ORDINAL_ENDING}?(?:,\s*{w.DAY}{w.ORDINAL_ENDING}?)*,?\s*(?:-|\u2013|\u2014|to|and|until|till|through|or)\s*(?P<last>{w.DAY}){w.ORDINAL_ENDING}?\s+(?:of\s+)?(?P<month>{w.MONTH})(?!\w){_YEAR_AFTER}", _days, False),
        (rf"\b(?P<month>{w.MONTH})\s+(?P<day>{w.DAY}){w.ORDINAL_ENDING}?\s*(?:-|\u2013|\u2014|to|and|until|till|through|or)\s*(?P<last>{w.DAY}){w.ORDINAL_ENDING}?\b{_NO_COUNT}{_YEAR_AFTER}", _days, False),
        (rf"\b(?P<month>{w.MONTH}),?\s+(?:of\s+)?(?P<year>{w.YEAR})\b", _month_year, False),
        (rf"(?:\b(?P<day>{w.DAY}){w.ORDINAL_ENDING}?\s+)?\b(?P<month>{w.MONTH})\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b", _month_of_year, False),
        (rf"\b(?P<month>{w.MONTH})\s+(?P<day>{w.DAY}){w.ORDINAL_ENDING}?\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b", _month_of_year, False),
        (rf"\b(?P<month>{w.LONG_MONTH})\b(?!\s+{w.DAY}\b(?!,\d))", _month, False),
        (rf"\b(?P<year>{w.YEAR})\b", _year, False),
        (rf"\b(?P<year>{w.YEAR})\s*(?:-|\u2013|/)\s*(?P<last>(?:(?:1[5-9]|20)\d\d|\d\d))\b", _years, False),
        (r"(?:\bthe\s+)?\b(?P<decade>(?:1[5-9]|20)\d0)['\u2019]?s\b", _decade, False),
        (r"(?:\bthe\s+)?['\u2019](?P<decade>\d0)s\b", _decade, False),
        (rf"\bthe\s+(?P<decade>{'|'.join(_DECADES)})\b", _decade_word, True),
        (rf"\b(?:the\s+)?(?P<which>\d\d?{w.ORDINAL_ENDING}|{'|'.join(_ORDINALS)})[\s-]century\b", _century, True),
        (rf"\b(?:the\s+)?(?P<season>{w.SEASON})(?:\s+of)?,?\s+(?P<year>{w.YEAR})\b", _season_year, False),
        (r"\bthe\s+(?P<season>spring|summer|autumn|winter|fall)\b(?!\s+of\b)", _season, False),
        (rf"\bQ(?P<quarter>[1-4])(?:\s+of)?\s+(?P<year>{w.YEAR})\b", _quarter, False),
        (rf"\b(?:FY|(?:the\s+)?fiscal(?:\s+year)?)\s*(?P<year>{w.YEAR})\b", _fiscal, True),
        (rf"\b(?:FY|(?:the\s+)?fiscal(?:\s+year)?)\s*(?P<year>{w.YEAR})\s*(?:-|\u2013|/)\s*(?P<last>(?:20)?\d\d)\b", _years, True),
        (rf"\b(?:(?:the\s+)?(?P<before>{w.YEAR})\s+)?(?P<name>{names})\b(?!\s+Island){_YEAR_AFTER}", named_day, True),
    )  # fmt: skip
