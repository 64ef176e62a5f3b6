"""The vocabulary of date expressions: pattern pieces and what each word is worth.

It never places anything in time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.grounding.magnitudes_numbers import FIGURE, WORDS, number

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SHORT_MONTHS = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sept": 9, "Sep": 9,
                 "Oct": 10, "Nov": 11, "Dec": 12}  # fmt: skip
MONTH_NUMBER = {m.lower(): i for i, m in enumerate(MONTHS, 1)} | {
    m.lower(): n for m, n in _SHORT_MONTHS.items()
}
_SHORT_WEEKDAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
WEEKDAY_NUMBER = {d.lower(): i for i, d in enumerate(WEEKDAYS)} | _SHORT_WEEKDAYS

# Months are case-sensitive: "march" and "may" are verbs. An all-capitals heading is accepted.
MONTH = (
    "(?:" + "|".join((*MONTHS, *(m.upper() for m in MONTHS)))
    + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)  # fmt: skip
LONG_MONTH = "(?-i:" + "|".join((*MONTHS, *(m.upper() for m in MONTHS))) + ")"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
SHORT_WEEKDAY = r"(?-i:(?:Mon|Tues?|Wed|Thur?s?|Fri)\.)"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
ORDINAL_ENDING = r"(?:st|nd|rd|th)"
UNIT = r"(?:hour|day|week|fortnight|weekend|month|quarter|year|decade|century)"
UNITS = r"(?:hours|days|weeks|fortnights|weekends|months|quarters|years|decades|centuries|minutes|seconds)"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ff]all)"
DAYTIME = r"(?:morning|afternoon|evening|night)"

_VAGUE = r"a couple of|a few|few|several|some|many|dozens of|a number of|numerous|countless|a dozen"
QUANTITY = rf"(?:half a|\d+ and a half|[a-z]+ and a half|{_VAGUE}|{FIGURE}|{WORDS}|an?|one)"
HEDGE = (
    r"(?:well over|more than|longer than|over|at least|at most|no more than|upwards of|less than|fewer than|under|up to|"
    r"just over|just under|nearly|almost|about|around|roughly|approximately|some|only|just|barely|close to|the better part of)"
)

_BOUND = {
    **dict.fromkeys(
        ("well over", "more than", "longer than", "over", "at least", "upwards of", "just over"), "more"
    ),
    **dict.fromkeys(("less than", "fewer than", "under", "up to", "at most", "no more than"), "less"),
}

# How many units an indefinite quantity stands for (fewest, most). Our own reading of news usage: bounds
# are set wide enough that a day count given later in the same text seldom falls outside.
_INDEFINITE = {"a few": (2, 5), "few": (2, 5), "several": (3, 8), "some": (2, 8), "a number of": (2, 8)}
_OPEN = ("many", "dozens of", "numerous", "countless")

# How far "recent days", "coming weeks" or "within months" reach, in units.
REACH = {"hour": 24, "day": 7, "week": 6, "month": 6, "quarter": 2, "year": 5, "decade": 3, "century": 2}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units: `low` equals `high` when exact, None means not known; `bound` is "", "more" or "less"."""

    low: float | None
    high: float | None
    bound: str = ""

    @property
    def exact(self) -> float | None:
        """The number, when there is just one."""
        return self.low if self.low == self.high else None


def quantity(text: str | None, hedge: str | None = None) -> Quantity:
    """A quantity in words with its hedge; an empty text ("for years") is an unknown number."""
    bound = _BOUND.get(" ".join((hedge or "").lower().split()), "")
    text = " ".join((text or "").lower().split())
    if not text and (hedge or "").lower() == "some":
        text = "some"
    if not text or text in _OPEN:
        return Quantity(None, None, bound)
    if text in _INDEFINITE:
        fewest, most = _INDEFINITE[text]
        return Quantity(float(fewest), float(most), bound)
    value = {"a couple of": 2.0, "half a": 0.5, "a dozen": 12.0, "a": 1.0, "an": 1.0}.get(text)
    if value is None and text.endswith(" and a half"):
        whole = number(text.removesuffix(" and a half"))
        value = None if whole is None else whole + 0.5
    if value is None:
        value = number(text)
    return Quantity(value, value, bound)


def unit(text: str) -> str:
    """The singular unit of a word: "centuries" is century, minutes and seconds count as hours."""
    text = text.lower()
    if text == "centuries":
        return "century"
    text = text.removesuffix("s")
    return "hour" if text in ("minute", "second") else text


def month_number(text: str) -> int:
    """The number of a month's name or abbreviation."""
    return MONTH_NUMBER[text.lower().rstrip(".")]


def weekday_number(text: str) -> int:
    """The number of a weekday's name or abbreviation, Monday 0."""
    return WEEKDAY_NUMBER[text.lower().rstrip(".")]


ABSOLUTE_LIKE = re.compile(
    rf"\d{{4}}|\d\d?[/.]\d|{MONTH}|\d0s\b|ties\b|centur|{SEASON}|\bQ[1-4]\b|FY|fiscal|(?i:Day|Easter|Christmas|New Year|Holy Week|"
    r"Pentecost|Wednesday|Sunday|Monday|Tuesday|Thursday|Friday|Epiphany|Nowruz|Halloween|Ramadan|Eid|Feast|Hajj|Ashura|Arbaeen|"
    r"Laylat|Hashanah?|Kippur|Sukkot|Atzeret|Torah|C?Hanukkah|Chanukah|Passover|Pesach|Purim|Shavuot|Seollal|Tet|Diwali|Deepavali|"
    r"Thanksgiving|Juneteenth|Mardi Gras|Corpus Christi)\b"
)
COUNTED_LIKE = re.compile(
    rf"\b(?:{UNIT}s?|centuries|minutes|seconds)\b|recent|lately|soon|shortly|imminently|\bth[ea]t? time\b|long ago|future|"
    r"distant|back then|\bevery\b|\beach\b|days\b",
    re.IGNORECASE,
)
RELATIVE_LIKE = re.compile(
    rf"{WEEKDAY}|{SHORT_WEEKDAY}|\b(?:last|this|next|current|the|that|same)\s+(?:\w+\s+)?{UNIT}\b|"
    rf"\b(?:last|this|next)\s+(?:{SEASON}|{LONG_MONTH}|{DAYTIME})|(?:to|yester)day|tomorrow|tonight|overnight|\blast\s+night",
    re.IGNORECASE,
)
"""A text that a pattern does not match holds no expression of that module: checked first because it is cheap."""
