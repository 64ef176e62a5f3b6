"""Words that rank: "the first ... since", "for the third time", "the deadliest ... ever"; what they rank is read elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.errors import TableError
from dragoman.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

# How far behind the ranking word its scope may stand: the rest of a long noun phrase.
REACH = 140


# "The first round of talks will begin" ranks nothing; "the first round since August" does.
_ROUND = r"round(?!\s+(?:of\s+(?:\w+\s+)?talks\s+)?since\b)"
# "A fourth official, who asked not to be named": counted, and ranked in nothing.
_SOMEBODY = r"(?:officials?|sources?|diplomats?|persons?|man|woman|officers?|witness|aides?|soldiers?|suspects?|victims?)"


@dataclass(frozen=True, slots=True)
class _Patterns:
    time: re.Pattern[str]
    ranked: re.Pattern[str]
    superlative: re.Pattern[str]
    never: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = read_toml("dragoman.attribution", "data/claims.toml").get("precedence", {})
    for key in ("ordinals", "ranks", "superlatives", "idle_after"):
        if not table.get(key):
            raise TableError(f"data/claims.toml: [precedence] {key} is missing or empty")
    ordinals, idle = _any_of(table["ordinals"]), _any_of(table["idle_after"])
    ranked = _any_of([*table["ordinals"], *table["ranks"]])
    scope = (
        r"(?:\bto\s+(?:be\s+)?(?!(?:the|a|an|its|his|her|their|this|that|these|those)\b)[a-z]+\b|\b(?:visit|trip)s?\s+to\b|\babroad\b|\bsince\b|\bin\s+(?:more|over|nearly|almost|about|at least|a|an|the|\d|[a-z]+)[\w\s-]{0,24}?"
        r"(?:years?|decades?|months?|century|centuries|generations?|weeks?|days)\b|\bin (?:years|decades|months|generations)\b|\bever\b|\bhistory\b|\bthis (?:year|month|week|decade|century)\b|\bmemory\b|"
        r"\b(?:was|were|did so|came|took place) in (?:19|20)\d\d\b|\bof (?:its|their) kind\b|\bby an?\b|\bby any\b)"
    )
    return _Patterns(
        time=re.compile(
            rf"\b(?:for (?:only )?|(?:is|was|be|marks|marked|marking|mark|it's|it’s) |(?=the last time [^.;:?!]{{3,{REACH}}}? (?:was|came) in (?:19|20)))"
            rf"the ({ordinals}|last) time\b",
            re.IGNORECASE,
        ),
        ranked=re.compile(
            rf"\b(?:a\s+(?!\w+\s+of\b|\w+\s+(?:\w+\s+)?{_SOMEBODY}\b)|(?:the|its|their|his|her|[\w’']+['’]s)\s+)(?:very\s+)?({ranked})\b(?!\s+(?:{idle}|{_ROUND})\b)(?!-)(?=[^.;:?!]{{0,{REACH}}}?{scope})",
            re.IGNORECASE,
        ),
        superlative=re.compile(
            rf"\b(?:the|its|their|his|her|[\w’']+['’]s)\s+(?:single\s+)?(?:\w+-)?({_any_of(table['superlatives'])})\b(?=[^.;:?!]{{0,{REACH}}}?"
            r"(?:\bsince\b|\bin (?:years|decades|months|generations)\b|\bin (?:more|over|nearly|almost|at least|a|\d|[a-z]+)[\w\s-]{0,24}?(?:years?|decades?|months?|century|generation)\b|"
            r"\bever\b|\bhistory\b|\bon record\b|\bof the (?:war|conflict|year|decade|century)\b|\bthis (?:year|month|decade)\b|\bto (?:visit|travel|meet|attend|be)\b))",
            re.IGNORECASE,
        ),
        never=re.compile(
            r"\b(never before|unprecedented since)\b|\b(?:no|not a single) [^.;:?!,]{3,60}? (?:has|have|had) (?:ever )?\w+[^.;:?!]{0,60}? since\b",
            re.IGNORECASE,
        ),
    )


def _any_of(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def ranks(text: str) -> bool:
    """True when the words hold a claim of precedence."""
    return find(text) is not None


@dataclass(frozen=True, slots=True)
class Found:
    measure: str
    start: int
    end: int


def find(text: str) -> Found | None:
    patterns = _patterns()
    for pattern in (patterns.time, patterns.ranked, patterns.superlative, patterns.never):
        match = pattern.search(text)
        if match is not None:
            measure = match.group(1).lower() if match.group(1) else "none"
            return Found({"latest": "last", "most recent": "last", "previous": "last", "never before": "never"}.get(measure, measure),
                          match.start(), match.end())  # fmt: skip
    return None
