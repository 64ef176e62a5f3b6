"""The amounts of a text: numbers in words or figures with their bounds, and sums of money.

It never decides what is counted: `magnitudes_roles` does; `magnitudes_words` states the conventions for loose words.
"""

from __future__ import annotations

import re

from dragoman.grounding.dates_scan import expressions
from dragoman.grounding.magnitudes_money import sums
from dragoman.grounding.magnitudes_words import HEDGE, NUMBER, Found, value
from dragoman.model import Amount

_COUNT = re.compile(
    rf"(?<![\w.,$\u20ac\u00a3/:-])(?:(?:{HEDGE})\s+)*(?:(?P<between>between|from)\s+)?(?P<low>{NUMBER})"
    rf"(?:\s*(?:-|\u2013|to|(?(between)and|to))\s*(?P<high>{NUMBER}))?(?P<plus>\+|\s+or\s+more|\s+plus)?(?![\w%]|[.,:/]\d|\s?(?:%|per\s?cent\b|a\.m|p\.m))",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"[- ](?:year|month|week|day|hour|mile|storey|story|member|page|man|nation|state|way|point|seat)s?(?:-old)?\b|[- ]years?[- ]old",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"\s*(?:longer|doubt|matter|fly|use|plans?|need|way|intention|evidence|reason)\b", re.IGNORECASE
)


def amounts(text: str) -> list[Found]:
    """The amounts of a text in order, dates, ages, shares and ordinals left out. Sums come marked as money."""
    found = sums(text)
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


__all__ = ["Found", "amounts"]
