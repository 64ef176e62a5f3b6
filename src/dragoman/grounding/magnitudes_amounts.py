"""The amounts of a text: numbers in words or figures with their bounds, and sums of US dollars.

It never decides what is counted: `magnitudes_roles` does. Conventions where English is loose:
"over 500" is at least 500 and has no upper end; "nearly 500" is at most 500; "about 500" is 500;
"dozens" is at least 24, "scores" 40, "hundreds" 200, "several" and "a handful" 3, "a few" 2, all without an upper
end; "a dozen" is 12. Currencies other than the US dollar are found, so that they are not counted as anything else,
but give no dollars: no exchange rate is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.grounding.dates_scan import expressions
from dragoman.grounding.magnitudes_numbers import FIGURE, WORDS, number
from dragoman.model import Amount

_MORE = r"well over|more than|over|at least|at the least|upwards of|no fewer than|no less than|not less than|a minimum of|exceeding|in excess of|above"
_LESS = r"up to|as many as|as much as|no more than|not more than|at most|fewer than|less than|under|a maximum of|nearly|almost|close to|just under|some of the"
_ABOUT = r"about|around|roughly|approximately|an estimated|estimated|some|just over|only|exactly|a total of|another|a further|an additional"
_SCALE = r"hundred|thousand|million|billion|trillion"

_ROUGH: dict[str, tuple[int, int | None]] = {
    "dozens": (24, None), "scores": (40, None), "hundreds": (200, None), "thousands": (2_000, None),
    "tens of thousands": (20_000, None), "hundreds of thousands": (200_000, None), "millions": (2_000_000, None),
    "tens of millions": (20_000_000, None), "dozens of thousands": (24_000, None),
    "several": (3, None), "a handful": (3, None), "a few": (2, None), "multiple": (2, None), "a couple": (2, 2),
    "several dozen": (36, None), "several hundred": (300, None), "several thousand": (3_000, None),
    "a few dozen": (24, None), "a few hundred": (200, None), "a few thousand": (2_000, None), "both": (2, 2),
    "no": (0, 0), "no one": (0, 0), "nobody": (0, 0), "none": (0, 0), "zero": (0, 0),
}  # fmt: skip
_ROUGH_WORDS = "|".join(sorted(_ROUGH, key=lambda w: (-len(w), w)))
_DOZEN = r"half a dozen|(?:(?:a|one|two|three|four|five|six|1|2|3|4|5|6) )dozen"
_NUMBER = rf"(?:half a (?:{_SCALE})|(?:{FIGURE})(?:\s+(?:and a half )?(?:{_SCALE}))?|{_DOZEN}|{_ROUGH_WORDS}|{WORDS})"
_HEDGE = rf"(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<about>{_ABOUT})"
_COUNT = re.compile(
    rf"(?<![\w.,$\u20ac\u00a3/:-])(?:(?:{_HEDGE})\s+)*(?:(?P<between>between|from)\s+)?(?P<low>{_NUMBER})"
    rf"(?:\s*(?:-|\u2013|to|(?(between)and|to))\s*(?P<high>{_NUMBER}))?(?P<plus>\+|\s+or\s+more|\s+plus)?(?![\w%]|[.,:/]\d|\s?(?:%|per\s?cent\b|a\.m|p\.m))",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?:(?:{_HEDGE})\s+)?(?:(?P<sign>(?-i:(?<!\w)(?:US\s?|USD\s?|A|AU|C|CA|HK|NZ|S|NT))?\$|[\u20ac\u00a3\u00a5\u20b9\u20bd]|USD|EUR|GBP)\s?(?P<low>{FIGURE})"
    rf"(?:\s*(?:-|\u2013|to)\s*\$?(?P<high>{FIGURE}))?\s*-?(?P<scale>{_SCALE}|[kmb]n?|tn)?\b"
    rf"|(?P<amount>{_NUMBER})[ -](?P<unit>(?:US|U\.S\.|American|Australian|Canadian|Hong Kong)?\s?dollars?|euros?|pounds?(?: sterling)?|yuan|yen|roubles?|"
    r"rubles?|rupees?|rials?|riyals?|dirhams?|francs?|won|lira|shekels?|pesos?|reais|rand|naira)\b)",
    re.IGNORECASE,
)
# Every sum holds one of these; the search costs a hundredth of that for a sum.
_MONEY_LIKE = re.compile(
    r"[$\u20ac\u00a3\u00a5\u20b9\u20bd]|USD|EUR|GBP|dollar|euro|pound|yuan|yen|roubl|rubl|rupee|rial|riyal|dirham|franc|won\b|lira"
    r"|shekel|peso|real|reais|rand|naira",
    re.IGNORECASE,
)
_DOLLARS = re.compile(r"(?:US|USD)?\s?\$|USD|(?:US |U\.S\. |American )?dollars?", re.IGNORECASE)
_AGE = re.compile(
    r"[- ](?:year|month|week|day|hour|mile|storey|story|member|page|man|nation|state|way|point|seat)s?(?:-old)?\b|[- ]years?[- ]old",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"\s*(?:longer|doubt|matter|fly|use|plans?|need|way|intention|evidence|reason)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """An amount at `start:end` of a text (local offsets); `number_end` is where its last number word ends."""

    start: int
    end: int
    amount: Amount
    money: bool = False


def value(text: str) -> tuple[int, int | None] | None:
    """The bounds that a number phrase without hedge means; None when it is no number."""
    text = " ".join(text.lower().split())
    if text in _ROUGH:
        return _ROUGH[text]
    if text.endswith("dozen"):
        count = text.removesuffix("dozen").strip()
        dozens = 0.5 if count == "half a" else 1.0 if count in ("a", "one") else number(count)
        return None if dozens is None else (int(12 * dozens), int(12 * dozens))
    exact = number(text)
    return None if exact is None else (int(exact), int(exact))


def amounts(text: str) -> list[Found]:
    """The amounts of a text in order, dates, ages, shares and ordinals left out. Sums come marked as money."""
    found = _money(text)
    taken = [(f.start, f.end) for f in found]
    taken += [(e.start, e.end) for e in expressions(text) if e.role == "time"]
    for match in _COUNT.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        if _AGE.match(text, match.end()) or (
            match["low"].lower() == "no" and _NO_NOUN.match(text, match.end())
        ):
            continue
        amount = _bounded(match, text)
        if amount is not None:
            found.append(Found(match.start(), match.end(), amount))
    return sorted(found, key=lambda f: f.start)


def _bounded(match: re.Match[str], text: str) -> Amount | None:
    low = value(match["low"])
    if low is None:
        return None
    words = text[match.start() : match.end()]
    if match["high"]:
        high = value(match["high"])
        if high is None or high[0] < low[0]:
            return None
        if (match["between"] or "").lower() == "from":  # "rose from 5 to 7"
            return Amount(high[0], high[1], words)
        return Amount(low[0], high[1], words)
    if match["more"] or match["plus"]:
        return Amount(low[0], None, words)
    if match["less"]:
        return (
            Amount(None, low[1] if low[1] is not None else None, words)
            if low[1] is not None
            else Amount(low[0], None, words)
        )
    return Amount(low[0], low[1], words)


def _money(text: str) -> list[Found]:
    found = []
    for match in _MONEY.finditer(text) if _MONEY_LIKE.search(text) else ():
        sign = match["sign"] or match["unit"]
        words = match[0].strip()
        if not _DOLLARS.fullmatch(sign.strip()):
            found.append(Found(match.start(), match.end(), Amount(None, None, words), money=True))
            continue
        low, high = _sum(match, "low"), _sum(match, "high")
        if low is None:
            continue
        if match["more"]:
            amount = Amount(low, None, words)
        elif match["less"]:
            amount = Amount(None, low, words)
        else:
            amount = Amount(low, high if high is not None else low, words)
        found.append(Found(match.start(), match.end(), amount, money=True))
    return _between(text, found)


def _between(text: str, found: list[Found]) -> list[Found]:
    """Sums joined: "between $2 billion and $3 billion"."""
    joined: list[Found] = []
    for item in found:
        last = joined[-1] if joined else None
        if (
            last
            and text[last.end : item.start].strip() == "and"
            and re.search(r"\bbetween\s+$", text[: last.start], re.IGNORECASE)
        ):
            amount = Amount(last.amount.min, item.amount.max, text[last.start : item.end])
            joined[-1] = Found(last.start, item.end, amount, money=True)
        else:
            joined.append(item)
    return joined


def _sum(match: re.Match[str], group: str) -> int | None:
    if match["amount"]:
        bounds = value(match["amount"]) if group == "low" else None
        return bounds[0] if bounds else None
    if match[group] is None:
        return None
    exact = number(f"{match[group]} {match['scale'] or ''}".strip())
    return None if exact is None else int(exact)
