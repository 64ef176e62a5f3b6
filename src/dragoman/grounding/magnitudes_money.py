"""Sums of money in a text, each with its currency by ISO 4217 code.

It converts nothing, and names no currency where the word alone does not ("10 billion rupees"): the sum then has no unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.grounding.magnitudes_numbers import FIGURE, number
from dragoman.grounding.magnitudes_words import HEDGE, NUMBER, SCALE_WORDS, Found, value
from dragoman.model import Amount
from dragoman.tables import read_tsv

_COLUMNS = ("code", "words", "adjectives", "alone", "signs")
# Words that mean more than a currency: they are one with an adjective or a scale word before them ("2 million pounds").
_COMMON = frozenset(
    {"pound", "pounds", "won", "real", "reals", "reais", "sol", "soles", "som", "soms", "sum", "crown", "crowns", "mark", "marks",
     "dong", "lei", "leu", "lev", "rand", "manat", "dram", "drams"}
)  # fmt: skip
_SCALED = re.compile(rf"\b(?:{SCALE_WORDS})s?\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_WEIGHT = re.compile(r"\s+of\b|-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Currencies:
    """The table: codes by (adjective or "", word) in lower case and by sign; None where the code is not certain."""

    words: dict[tuple[str, str], str | None]
    signs: dict[str, str]

    def code(self, adjective: str, word: str) -> str | None:
        """The code that a currency's word has behind `adjective`; None where nothing is certain."""
        return self.words.get((adjective.lower(), word.lower()))


@lru_cache(maxsize=1)
def currencies() -> Currencies:
    """The currencies of the table. Raises TableError with file and line where two rows claim one word."""
    words: dict[tuple[str, str], str | None] = {}
    signs: dict[str, str] = {}
    for row in read_tsv("dragoman.grounding", "data/currencies.tsv", _COLUMNS):
        alone = row.one_of("alone", {"", "yes"}) == "yes"
        for adjective in (*row.many("adjectives"), *([""] if alone else [])):
            for word in row.many("words"):
                if (adjective, word) in words:
                    raise row.error(f"{adjective} {word} is already a currency of another row")
                words[adjective, word] = row["code"] or None
        for sign in row.many("signs"):
            if sign in signs:
                raise row.error(f"{sign} is already the sign of {signs[sign]}")
            signs[sign] = row["code"]
    return Currencies(words, signs)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    known = currencies()
    rows = read_tsv("dragoman.grounding", "data/currencies.tsv", _COLUMNS)
    words = _either({w for row in rows for w in row.many("words")})
    adjectives = _either({a for a, _ in known.words if a})
    signs, codes = _either(known.signs), _either({c for c in known.signs if c.isalpha()})
    return re.compile(
        rf"(?:(?:{HEDGE})\s+)?(?:(?P<sign>(?-i:(?<!\w)(?:{signs})))\s?(?P<low>{FIGURE})"
        rf"(?:\s*(?:-|\u2013|to)\s*(?-i:(?:{signs})\s?)?(?P<high>{FIGURE}))?\s*-?(?P<scale>{SCALE_WORDS}|[kmb]n?|tn)?\b"
        rf"|(?P<amount>{NUMBER})(?:[ -]|\s+of\s+)(?:(?:(?P<adjective>{adjectives})[ -])?(?P<unit>{words})|(?P<code>(?-i:{codes})))\b)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _hints() -> tuple[frozenset[str], tuple[str, ...]]:
    """Last words of currencies in lower case, and their signs as they stand."""
    known = currencies()
    return frozenset(_WORD.findall(word)[-1] for _, word in known.words), tuple(known.signs)


def _may_hold_money(text: str) -> bool:
    """False where no sign and no word of a currency stands: that costs a small part of looking for sums."""
    words, signs = _hints()
    return any(sign in text for sign in signs) or not words.isdisjoint(_WORD.findall(text.lower()))


def _either(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


def sums(text: str) -> list[Found]:
    """The sums of a text in order, each with its bounds and its unit."""
    found = []
    if not _may_hold_money(text):
        return []
    for match in _pattern().finditer(text):
        if not _is_money(match, text):
            continue
        bounds = value(match["amount"]) if match["amount"] else _figures(match)
        if bounds is None:
            continue
        low, high = bounds
        if match["more"]:
            high = None
        if match["less"] and high is not None:
            amount = Amount(None, high, match[0].strip(), _unit(match))
        else:
            amount = Amount(low, high, match[0].strip(), _unit(match))
        found.append(Found(match.start(), match.end(), amount, money=True))
    return _between(text, found)


def _is_money(match: re.Match[str], text: str) -> bool:
    word = (match["unit"] or "").lower()
    if word not in _COMMON or match["adjective"]:
        return True
    weight = word.startswith("pound") and _WEIGHT.match(text, match.end())
    return bool(_SCALED.search(match["amount"])) and not weight


def _unit(match: re.Match[str]) -> str | None:
    known = currencies()
    if match["sign"] or match["code"]:
        return known.signs.get(match["sign"] or match["code"])
    return known.code(match["adjective"] or "", match["unit"])


def _figures(match: re.Match[str]) -> tuple[int, int] | None:
    """Both ends of a sum in figures: "$2-3 million" has its scale word for both."""
    low, high = (
        None if match[side] is None else number(f"{match[side]} {match['scale'] or ''}".strip())
        for side in ("low", "high")
    )
    return None if low is None else (int(low), int(low if high is None else high))


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
            amount = Amount(
                last.amount.min,
                item.amount.max,
                text[last.start : item.end],
                last.amount.unit or item.amount.unit,
            )
            joined[-1] = Found(last.start, item.end, amount, money=True)
        else:
            joined.append(item)
    return joined
