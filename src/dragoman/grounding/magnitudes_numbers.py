"""Numbers in English words and figures: reading only, no meaning.

It never decides what is counted.
"""

from __future__ import annotations

import re

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {w: i for i, w in enumerate(_ONES)} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
SCALE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALE = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}

_WORD = "|".join(sorted((*SMALL, *SCALE), key=lambda w: (-len(w), w)))
FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f]\d{3}| 000)+\b|\d+(?:\.\d+)?"
WORDS = rf"(?:an? )?(?:{_WORD})(?:(?:[- ]| and )(?:{_WORD}))*"
"""Pattern of a number in words, to be used with IGNORECASE and word bounds."""

_FIGURE = re.compile(
    rf"({FIGURE})\s*-?(k|mn?|bn?|tn|hundred|thousand|million|billion|trillion)?", re.IGNORECASE
)
_HALF = re.compile(r"(?:a )?half an? (hundred|thousand|million|billion|trillion)", re.IGNORECASE)
_AND_A_HALF = re.compile(
    r"(.+?)(?: and)?[- ]a[- ]half (hundred|thousand|million|billion|trillion)", re.IGNORECASE
)


def number(text: str) -> float | None:
    """The value of a number: "1,200", "1.2 million", "twenty-two", "half a million", "three hundred and five".

    "a" counts as one only before a scale word ("a hundred"). None when the text is no single number.
    """
    text = re.sub(r"(?<=\d)[\s,](?=\d{3})", "", text.lower().replace("-", " "))
    text = " ".join(text.split())
    if match := _HALF.fullmatch(text):
        return 0.5 * SCALE[match[1]]
    if match := _AND_A_HALF.fullmatch(text):
        whole = number(match[1])
        return None if whole is None else (whole + 0.5) * SCALE[match[2]]
    if match := _FIGURE.fullmatch(text):
        value = float(match[1].replace(",", ""))
        return value * ({**SCALE, **_SHORT_SCALE}[match[2]] if match[2] else 1)
    return _words(text.split())


def _words(words: list[str]) -> float | None:
    if words and words[0] in ("a", "an"):
        if len(words) < 2 or words[1] not in SCALE:
            return None
        words = ["one", *words[1:]]
    if not words or words[-1] == "and":
        return None
    total, group, previous = 0, 0, ""
    for word in words:
        if word == "and":
            continue
        if word in SMALL:
            # "twenty two" adds, "five six" is two numbers and no number at all
            if previous in SMALL and not (SMALL[previous] >= 20 and 0 < SMALL[word] < 10):
                return None
            group += SMALL[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in SCALE:
            total += (group or 1) * SCALE[word]
            group = 0
        else:
            return None
        previous = word
    return float(total + group)
