"""What a noun phrase says of the act it names: modifiers, determiners, the noun or preposition above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.statuswords import Effect, status_words
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERIODS = frozenset({"week", "month", "year", "spring", "summer", "autumn", "fall", "winter", "weekend"})
_LONGEST_PHRASE = 4  # "in the run-up to", counted in words before hyphens are parted


def determined(noun: Token) -> tuple[Effect | None, str]:
    """The effect of the words that modify a noun ("alleged", "planned", "no"), and the word."""
    table = status_words().modifiers
    if (
        lemma(noun) == "talk"
        and noun.tag_ == "NN"
        and any(c.lower_ in {"of", "about"} for c in noun.children)
    ):
        return "alleged", "talk of"
    for child in noun.children:
        word = child.lower_
        if child.dep_ == "poss" and _is_to_come(child):
            return "planned", f"{word}'s"
        if child.dep_ in {"det", "neg"} and word in {"no", "neither"} and child.i < noun.i:
            return "denied", word
        if child.dep_ == "advmod" and word == "longer" and any(c.lower_ == "no" for c in child.children):
            return "denied", "no longer"
        if child.i < noun.i and child.dep_ in {"amod", "compound", "det", "nmod", "advmod"}:
            whole = _hyphenated(child)
            for form in (whole, word):
                if form in table:
                    return table[form], form
        if (
            child.i > noun.i
            and child.dep_ == "acl"
            and child.tag_ == "VBN"
            and word in {"planned", "scheduled", "expected"}
        ):
            return "planned", word
    return None, ""


def _is_to_come(owner: Token) -> bool:
    """ "Next month's withdrawal", "tomorrow's talks"."""
    if owner.lower_ == "tomorrow":
        return True
    return lemma(owner) in _PERIODS and any(c.lower_ in {"next", "coming"} for c in owner.children)


def _hyphenated(token: Token) -> str:
    """The word with its hyphenated parts: the tokeniser parts "so-called" in three."""
    left = min((t.i for t in token.subtree), default=token.i)
    return "".join(t.lower_ for t in token.doc[left : token.i + 1])


def ranked(noun: Token) -> bool:
    """True for "the first president", "the only country", "the largest force"."""
    words = status_words().ranked
    if noun.lower_ in words:
        return True
    return any(t.i < noun.i and (t.lower_ in words or t.tag_ == "JJS") for t in noun.subtree)


def noun_above(noun: Token) -> Effect | None:
    """The effect of a noun on the act that hangs on it ("plan", "threat", "attempt"), its modifiers first."""
    effect = status_words().nouns.get(lemma(noun))
    if effect is None:
        return None
    own, _ = determined(noun)
    return own if own in {"failed", "denied"} else effect


def preposition_effect(preposition: Token) -> Effect | None:
    """The effect of the longest prepositional phrase that ends here ("in the event of", "ahead of", "after")."""
    table = status_words().prepositions
    at = preposition.i
    for size in range(_LONGEST_PHRASE + 2, 0, -1):
        if at - size + 1 < 0:
            continue
        words = preposition.doc[at - size + 1 : at + 1]
        phrase = " ".join(t.lower_ for t in words).replace(" - ", "-")
        if phrase in table:
            return table[phrase]
    return None
