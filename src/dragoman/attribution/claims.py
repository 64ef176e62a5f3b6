"""What kind of claim a statement is: a plain statement, a precedence, an evaluation or a prediction.

The kinds are read from words of the contents and from the cue; the tables are in data/claims.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.attribution.precedence import precedences
from dragoman.attribution.ranking import ranks
from dragoman.errors import TableError
from dragoman.tables import read_toml

if TYPE_CHECKING:
    from dragoman.attribution.records import Statement
    from dragoman.model import ClaimKind

__all__ = ["kind", "precedences"]

# A judgement stands close behind the verb "be"; further off it is about something else in the sentence.
_REACH = 60
_BE = r"\b(?:is|are|was|were|be|been|being|'s|’s|remains?|becomes?|became|constitutes?|represents?|amounts? to|marks?|as)\b"
_FIRST_PERSON = re.compile(
    r"\b(?:we|i|our (?:army|forces|country|government|troops))\s+(?:will|shall|would|wo|'ll|’ll)\b|\b(?:we|i)['’]ll\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    foretelling: frozenset[str]
    future: re.Pattern[str]
    judging: frozenset[str]
    judgement: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = read_toml("dragoman.attribution", "data/claims.toml")
    for section, keys in {
        "prediction": ("cues", "words"),
        "evaluation": ("cues", "nouns", "adjectives"),
    }.items():
        for key in keys:
            if not table.get(section, {}).get(key):
                raise TableError(f"data/claims.toml: [{section}] {key} is missing or empty")
    prediction, evaluation = table["prediction"], table["evaluation"]
    judged = _any_of([*evaluation["nouns"], *evaluation["adjectives"]])
    return _Words(
        foretelling=frozenset(prediction["cues"]),
        future=re.compile(rf"(?<![\w]){_any_of(prediction['words'])}(?![\w])", re.IGNORECASE),
        judging=frozenset(evaluation["cues"]),
        judgement=re.compile(
            rf"{_BE}[^.;:?!]{{0,{_REACH}}}?\b{judged}\b|^\W*(?:the )?{judged}\b", re.IGNORECASE
        ),
    )


# "The will of the people", "their free will": no future.
_NOUN_WILL = re.compile(
    r"\b(?:the|their|his|her|its|our|my|your|political|popular|free|good|ill|['’]s)(?: own)? will\b",
    re.IGNORECASE,
)


def _any_of(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def kind(text: str, statement: Statement | None) -> ClaimKind:
    """The kind of claim that `text` is as the contents of `statement` (None: the report's own words).

    Precedence is told before prediction, prediction before evaluation: "will be the first since 1998" can be
    checked whatever else it is.
    """
    if ranks(text):
        return "precedence"
    words = _words()
    lemma = statement.cue_lemma if statement is not None else ""
    if lemma in words.foretelling:
        return "prediction"
    asserted = statement is None or statement.stance in {"asserts", "denies", "doubts", "confirms"}
    if asserted and words.future.search(_NOUN_WILL.sub("", text)) and not _FIRST_PERSON.search(text):
        return "prediction"
    if lemma in words.judging or (asserted and words.judgement.search(text)):
        return "evaluation"
    return "statement"
