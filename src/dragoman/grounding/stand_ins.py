"""Words that stand in for somebody: "killing 14", "those who fled", "shot himself", "the latter".

It only says what the words offer: whether persons are counted, and for whom a word stands in its own sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.grounding.magnitudes_roles import roles

if TYPE_CHECKING:
    from spacy.tokens import Token

_NUMBER = (
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|a dozen|dozens|scores|hundreds|thousands|several|many)"
)
_HEDGE = r"(?:(?:at least|more than|about|around|up to|nearly|almost|over|some|another|the other|as many as|roughly|an estimated) )"
_COUNT = re.compile(
    rf"(?:{_HEDGE}{{0,2}}{_NUMBER}(?: more| others| other)?|another|(?:an)?others?|the dead|the (?:wounded|injured|others))$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SOMEBODY = frozenset({"anyone", "anybody", "everyone", "everybody", "someone", "somebody"})
_SUBJECTS = ("nsubj", "nsubjpass")
_MAX_CLIMB = 6


def counts_persons(text: str, token: Token) -> bool:
    """True for a bare number that a verb of harm or arrest counts ("killing 14"), "those who", "anyone"."""
    words = text.lower()
    if words in _SOMEBODY:
        return True
    if words in {"those", "all those"}:
        return any(c.dep_ == "relcl" or (c.dep_ == "acl" and c.tag_ == "VBN") for c in token.children)
    if not _COUNT.match(text) or _YEAR.match(text):
        return False
    return next(roles(token), None) is not None


def subject_of_own_verb(token: Token) -> Token | None:
    """The subject for which a reflexive stands: that of its verb, or of the verb that this one hangs on."""
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    for _ in range(_MAX_CLIMB):
        found = next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i != token.i), None)
        if found is not None:
            return _antecedent(found)
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
        if verb.head.i == verb.i or verb.dep_ not in ("xcomp", "conj", "advcl", "pcomp", "prep", "ccomp"):
            return None
        verb = verb.head
        while verb.pos_ not in ("VERB", "AUX") and verb.dep_ in ("prep", "pobj") and verb.head.i != verb.i:
            verb = verb.head
    return None


def _antecedent(subject: Token) -> Token:
    """The noun before "who" and "which"."""
    if subject.tag_ in ("WP", "WDT") and subject.head.dep_ == "relcl":
        return subject.head.head
    return subject


def which_of_two(text: str) -> int | None:
    """0 for "the former", 1 for "the latter"; None for all else."""
    return {"the former": 0, "the latter": 1}.get(text.lower().removesuffix("'s").removesuffix("’s"))
