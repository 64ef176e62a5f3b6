"""The tense in which a clause puts what happens: past, present or future, seen from the report.

It reads a parse and changes nothing; wrong parses give None or a neighbour's tense, never an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.grounding.dates_verbs import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.grounding.dates_reading import Tense

_FUTURE_MODALS = frozenset(
    ["will", "shall", "wo", "ll", "'ll", "’ll", "would", "may", "might", "could", "can", "should", "must"]
)
_STILL_AHEAD = frozenset(["will", "shall", "wo", "ll", "'ll", "\u2019ll"])

_AHEAD = words("ahead")
_PLANNED = frozenset(
    [
        "planned",
        "scheduled",
        "upcoming",
        "forthcoming",
        "proposed",
        "future",
        "expected",
        "coming",
        "impending",
        "imminent",
        "next",
        "prospective",
    ]
)
_DONE = frozenset(["recent", "previous", "earlier", "past", "last", "former", "deadly"])
_SCHEDULING = frozenset(["schedule", "slate", "plan", "expect", "due"])
_SIMULTANEOUS = frozenset(
    ["when", "if", "once", "as", "while", "before", "after", "until", "unless", "because"]
)
_ANSWERED_FOR = frozenset(
    ["accuse", "blame", "charge", "suspect", "convict", "condemn", "criticise", "criticize", "sentence", "jail", "arrest", "detain",
     "sanction", "punish", "fine", "thank", "praise", "apologise", "apologize", "try", "indict", "acquit", "guilty", "responsible",
     "suspected", "accused", "charged", "denounce", "commend", "prosecute", "expel"]
)  # fmt: skip
_MAX_CLIMB = 12


def tense(token: Token) -> Tense | None:
    """The tense of the clause that holds a token; None where no finite verb governs it."""
    return _tense(token, _MAX_CLIMB)


def is_backshifted(token: Token) -> bool:
    """True where the clause of a token looks ahead from a day in the past: "had been due to leave", "said they would leave"."""
    for word in (token, *token.ancestors):
        if word.pos_ not in ("VERB", "AUX"):
            continue
        helpers = [c for c in word.children if c.dep_ in ("aux", "auxpass")]
        if {h.lower_ for h in helpers} & _STILL_AHEAD:
            return False
        if word.tag_ == "VBD" or any(
            h.tag_ == "VBD" or h.lower_ in ("would", "\u2019d", "'d") for h in helpers
        ):
            return True
    return False


def _tense(token: Token, budget: int) -> Tense | None:
    if budget == 0:
        return None
    # The tagger takes some plural nouns for verbs ("to reopen consulates"); their place in the tree tells.
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass"):
        return _of_noun(token, budget)
    return _of_verb(token, budget)


def _of_noun(token: Token, budget: int) -> Tense | None:
    for child in token.lefts:
        if child.lower_ in _PLANNED:
            return "future"
        if child.lower_ in _DONE:
            return "past"
    return None if token.head.i == token.i else _tense(token.head, budget - 1)


def _of_verb(verb: Token, budget: int) -> Tense | None:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {h.lower_ for h in helpers}
    has_have = any(h.lemma_ == "have" or h.lower_ in ("'ve", "\u2019ve") for h in helpers)
    if words & _FUTURE_MODALS:
        # "may have fled" looks back, "will have fled" ahead
        return "past" if has_have and not words & {"will", "shall", "wo", "'ll", "\u2019ll"} else "future"
    if "to" in words:
        return _of_infinitive(verb, has_have, budget)
    if has_have:
        return "past"
    if verb.lemma_ in _SCHEDULING and verb.tag_ == "VBN":
        return "future"
    if any(h.tag_ == "VBD" for h in helpers):
        return "past"
    if any(h.tag_ in ("VBZ", "VBP") for h in helpers):
        return _of_present(verb, budget)
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBG" and _is_held_against(verb):
        return "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return _of_present(verb, budget)
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl", "advcl"):
        return "past"
    if verb.head.i == verb.i:
        return "past" if verb.tag_ == "VBN" else None
    return _tense(verb.head, budget - 1)


def _is_held_against(verb: Token) -> bool:
    """ "Accuses Turkey of shelling", "is jailed for attacking": what somebody is blamed or thanked for is done."""
    leads = verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for", "with", "over")
    over = verb.head.head
    return leads and (
        over.lemma_ in _ANSWERED_FOR or (over.dep_ == "dobj" and over.head.lemma_ in _ANSWERED_FOR)
    )


def _of_present(verb: Token, budget: int) -> Tense | None:
    if verb.lemma_ == "go" and verb.tag_ == "VBG":
        return "future"
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    if verb.dep_ == "advcl" and marks & _SIMULTANEOUS and _tense(verb.head, budget - 1) == "future":
        return "future"
    return "present"


def _of_infinitive(verb: Token, has_have: bool, budget: int) -> Tense | None:
    governor = verb.head
    if has_have:
        return "past"
    if governor.i == verb.i:
        return "future"
    if governor.lemma_ in _AHEAD or governor.lemma_ in {"be", "go"}:
        return "future"
    if any(
        c.lower_ in ("due", "set", "ready", "likely", "poised")
        for c in governor.children
        if c.dep_ == "acomp"
    ):
        return "future"
    if verb.dep_ in ("acl", "relcl") and not _is_ranked(governor):
        return "future"  # "a rally to be held on Monday", but "the first woman to win"
    return _tense(governor, budget - 1)


def _is_ranked(noun: Token) -> bool:
    ranked = (
        c.lower_ in ("first", "last", "only", "second", "third", "latest", "next")
        for c in (noun, *noun.children)
    )
    return noun.pos_ not in ("NOUN", "PROPN") or any(ranked)
