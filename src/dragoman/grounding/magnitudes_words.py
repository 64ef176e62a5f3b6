"""The words of an amount: hedges and numbers as patterns, the bounds of a number phrase, and the record of what was found.

Conventions where English is loose: "over 500" is at least 500 and has no upper end; "nearly 500" is at most 500; "about 500"
is 500; "dozens" is at least 24, "scores" 40, "hundreds" 200, "several" and "a handful" 3, "a few" 2, all without an upper
end; "a dozen" is 12. It never decides what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.grounding.magnitudes_numbers import FIGURE, WORDS, number

if TYPE_CHECKING:
    from dragoman.model import Amount

_MORE = r"well over|more than|over|at least|at the least|upwards of|no fewer than|no less than|not less than|a minimum of|exceeding|in excess of|above"
_LESS = r"up to|as many as|as much as|no more than|not more than|at most|fewer than|less than|under|a maximum of|nearly|almost|close to|just under|some of the"
_ABOUT = r"about|around|roughly|approximately|an estimated|estimated|some|just over|only|exactly|a total of|another|a further|an additional"
SCALE_WORDS = r"hundred|thousand|million|billion|trillion"

_ROUGH: dict[str, tuple[int, int | None]] = {
    "dozens": (24, None), "scores": (40, None), "hundreds": (200, None), "thousands": (2_000, None),
    "tens of thousands": (20_000, None), "hundreds of thousands": (200_000, None), "millions": (2_000_000, None),
    "tens of millions": (20_000_000, None), "hundreds of millions": (200_000_000, None), "billions": (2_000_000_000, None),
    "tens of billions": (20_000_000_000, None), "hundreds of billions": (200_000_000_000, None),
    "several million": (3_000_000, None), "several billion": (3_000_000_000, None), "dozens of thousands": (24_000, None),
    "several": (3, None), "a handful": (3, None), "a few": (2, None), "multiple": (2, None), "a couple": (2, 2),
    "several dozen": (36, None), "several hundred": (300, None), "several thousand": (3_000, None),
    "a few dozen": (24, None), "a few hundred": (200, None), "a few thousand": (2_000, None), "both": (2, 2),
    "no": (0, 0), "no one": (0, 0), "nobody": (0, 0), "none": (0, 0), "zero": (0, 0),
}  # fmt: skip
_ROUGH_WORDS = "|".join(sorted(_ROUGH, key=lambda w: (-len(w), w)))
_DOZEN = r"half a dozen|(?:(?:a|one|two|three|four|five|six|1|2|3|4|5|6) )dozen"
NUMBER = rf"(?:half a (?:{SCALE_WORDS})|(?:{FIGURE})(?:\s+(?:and a half )?(?:{SCALE_WORDS}))?|{_DOZEN}|{_ROUGH_WORDS}|{WORDS})"
HEDGE = rf"(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<about>{_ABOUT})"


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
