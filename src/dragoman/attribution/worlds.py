"""Acts told of another world than ours: films, novels, games, dreams, and what soldiers only play in an exercise.

It looks from the act upwards at subjects and adverbials; it never reads a sentence as fiction for its tone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.statuswords import status_words
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACING = frozenset({"in", "during", "on", "throughout", "of", "at"})
_TALES = frozenset({"series", "story", "tale", "serial", "sketch", "episode"})
_MAX_CLIMB = 14  # as in status.py: a bound against loops in odd parses
# What is only played in an exercise: the exercise itself, its troops and its shots are real.
_PLAYED = frozenset({"ASSAULT", "COERCE", "RETREAT"})


def elsewhere(token: Token, act_type: str) -> str | None:
    """Where the act is told to take place if it is not this world: "in 'film'"; None for this one."""
    at = token
    for _ in range(_MAX_CLIMB):
        for child in at.children:
            found = _placed(child, at, act_type)
            if found is not None:
                return found
        if at.dep_ == "pobj" and at.head.dep_ == "prep":
            above = at.head.head
            if is_fiction(above) and above.pos_ in {"NOUN", "PROPN"}:
                return f"in '{above.text}'"
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _placed(child: Token, at: Token, act_type: str) -> str | None:
    if child.dep_ in {"nsubj", "nsubjpass"} and at.pos_ in {"VERB", "AUX"}:
        if is_fiction(child) or (_is_exercise(child) and act_type in _PLAYED):
            return f"told by '{child.text}'"
        return None
    if (
        child.dep_ == "compound" and at.head.i == at.i and is_fiction(child)
    ):  # "A thriller tells of", without a verb
        return f"told by '{child.text}'"
    if child.dep_ != "prep" or child.lower_ not in _PLACING:
        return None
    noun = next((c for c in child.children if c.dep_ == "pobj"), None)
    if noun is None:
        return None
    parts = [noun, *(c for p in noun.children if p.lower_ == "of" for c in p.children)]
    if any(is_fiction(n) for n in parts):
        return f"in '{noun.text}'"
    fronted = child.i < at.i and all(t.is_punct for t in child.doc[: child.i])
    if fronted and lemma(noun) in _TALES and at.tag_ in {"VBZ", "VBP"}:
        return f"in '{noun.text}'"  # "In the series a minister sends troops": told in the present of a tale
    if fronted and _is_exercise(noun) and act_type in _PLAYED:
        return f"in '{noun.text}'"
    return None


def is_fiction(noun: Token) -> bool:
    """A noun for something made up: "film"; "series" and "game" only with a word that says so ("video game")."""
    worlds = status_words().worlds
    word = lemma(noun)
    if (noun.pos_ == "NOUN" or noun.dep_ == "pobj") and word in worlds["fiction"]:
        return True
    modifiers = {c.lower_ for c in noun.children if c.dep_ in {"compound", "amod", "nmod", "poss"}}
    return word in worlds["fiction_with"] and bool(modifiers & worlds["fiction_words"])


def _is_exercise(noun: Token) -> bool:
    return lemma(noun) in status_words().worlds["exercise"] or (
        lemma(noun) == "game" and any(c.lower_ in {"war", "tabletop", "table-top"} for c in noun.children)
    )
