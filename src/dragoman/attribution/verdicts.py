"""What a sentence says of the truth of a telling: a false report, claims that are unconfirmed, a video that is a fake.

It judges the noun by its own phrase and clause, and never whether the sentence itself is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.statuswords import status_words
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.model import Status

Verdict = tuple["Status", str]

_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_WITHOUT = frozenset({"without"})
_MAX_DOWN = 3  # "turned out to have been invented": verbs of seeming in a row


def verdict(noun: Token) -> Verdict | None:
    """("denied", why) where the noun's telling is called false, ("hypothetical", why) where it is called open.

    None where nothing is said of it. Works for nouns of telling ("report", "claim", "video") and of acts.
    """
    return _itself(noun) or _by_modifier(noun) or _unproven(noun) or _as_subject(noun) or _as_object(noun)


def _itself(noun: Token) -> Verdict | None:
    """ "It is a lie that", "the myth that", and "no truth to the story that"."""
    words = status_words().verdicts
    if lemma(noun) in words["untrue_nouns"] and noun.pos_ == "NOUN":
        negated = noun.dep_ == "attr" and any(c.dep_ == "neg" for c in noun.head.children)
        return None if negated else ("denied", f"a {noun.text}")
    above = noun.head.head if noun.dep_ == "pobj" else noun
    if (
        above is not noun
        and lemma(above) in words["proof"]
        and noun.head.lower_ in {"to", "in", "for", "of", "behind"}
    ):
        return _unproven(above)
    return None


def of_speaker(clause: Token) -> Verdict | None:
    """The verdict on what a verb of saying tells, from its subject ("a hoax claimed") and its adverbs."""
    words = status_words().verdicts
    for child in clause.children:
        if child.dep_ == "advmod" and child.lower_ in words["falsely"]:
            return "denied", f"'{child.text}'"
        if child.dep_ == "prep" and child.lower_ in _WITHOUT:
            lacking = next((c for c in child.children if lemma(c) in words["proof"]), None)
            if lacking is not None:
                return "hypothetical", f"'without {lacking.text}'"
        if child.dep_ in {"nsubj", "nsubjpass"}:
            subject = clause.head if child.tag_ in {"WDT", "WP"} and clause.dep_ == "relcl" else child
            if lemma(subject) in words["untrue_nouns"]:
                return "denied", f"told by '{subject.text}'"
            found = verdict(subject)
            if found is not None:
                return found
    return None


def _by_modifier(noun: Token) -> Verdict | None:
    words = status_words().verdicts
    for child in noun.children:
        if child.i >= noun.i or child.dep_ not in {"amod", "compound", "nmod", "poss"}:
            continue
        if child.lower_ in words["untrue"] or lemma(child) in words["untrue_nouns"]:
            return "denied", f"'{child.text}'"
        if child.lower_ in words["open"]:
            return "hypothetical", f"'{child.text}'"
    return None


def _unproven(noun: Token) -> Verdict | None:
    """ "No evidence that", "without proof that", "lacks proof that"."""
    words = status_words().verdicts
    if lemma(noun) not in words["proof"]:
        return None
    if any(c.dep_ in {"det", "neg"} and c.lower_ in {"no", "any", "little", "scant"} for c in noun.children):
        return "hypothetical", f"no {noun.text}"
    if noun.dep_ == "pobj" and noun.head.lower_ in _WITHOUT:
        return "hypothetical", f"without {noun.text}"
    if noun.dep_ == "dobj" and (
        lemma(noun.head) in words["wanting"] or any(c.dep_ == "neg" for c in noun.head.children)
    ):
        return "hypothetical", f"{noun.text} is wanting"
    return None


def _as_subject(noun: Token) -> Verdict | None:
    """ "The claims are false", "the attack turned out to be invented", "the video could not be verified"."""
    if noun.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    return predicate_verdict(noun.head, noun)


def predicate_verdict(verb: Token, noun: Token | None = None) -> Verdict | None:
    """The verdict that a predicate passes on its subject: "are false", "turned out to be invented"."""
    words, first = status_words().verdicts, verb
    if verb.pos_ == "ADJ" or verb.tag_ == "JJ":  # "called the reports baseless"
        return _said_of(verb, negated=False)
    if lemma(verb) == "exist" and any(t.lower_ == "only" for t in verb.subtree if t.i > verb.i):
        return "denied", "'existed only'"
    negated = False
    for _ in range(_MAX_DOWN):
        negated = negated or any(c.dep_ == "neg" for c in verb.children)
        if lemma(verb) in words["proving"] and negated:
            return "hypothetical", f"not {verb.text}"
        passive = verb.tag_ == "VBN" and (verb is not first or noun is None or noun.dep_ == "nsubjpass")
        if passive and not negated and _is_invented(verb, noun):
            return "denied", f"'{verb.text}'"
        found = _said_of(verb, negated=negated) if passive else None
        if found is not None:  # "is unconfirmed", taken for a passive
            return found
        if _is_made_up(verb):
            return "denied", f"'{verb.text} up'"
        for child in verb.children:
            found = (
                _said_of(child, negated=negated) if child.dep_ in _PREDICATES and child.i > verb.i else None
            )
            if found is not None:
                return found
        below = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if below is None or lemma(verb) not in words["seeming"]:
            return None
        verb = below
    return None


def _is_invented(verb: Token, noun: Token | None) -> bool:
    words = status_words().verdicts
    if lemma(verb) in words["debunking"]:
        return True
    return noun is not None and lemma(noun) in words["telling"] and lemma(verb) in words["doctoring"]


def _is_made_up(verb: Token) -> bool:
    return lemma(verb) == "make" and any(c.dep_ == "prt" and c.lower_ == "up" for c in verb.children)


def _said_of(predicate: Token, *, negated: bool) -> Verdict | None:
    words = status_words().verdicts
    if predicate.lower_ in words["untrue"] or lemma(predicate) in words["untrue_nouns"]:
        return None if negated else ("denied", f"'{predicate.text}'")
    if predicate.lower_ in words["true"]:
        return ("denied", f"not '{predicate.text}'") if negated else None
    if predicate.lower_ in words["open"]:
        return "hypothetical", f"'{predicate.text}'"
    return None


def shown_by(verb: Token) -> Verdict | None:
    """The verdict on the picture or report that shows it: "a doctored photo that seemed to show police beating"."""
    words = status_words().verdicts
    for _ in range(_MAX_DOWN):
        teller = verb.head if verb.dep_ in {"relcl", "acl"} else _subject(verb)
        if teller is not None:
            return verdict(teller) if lemma(teller) in words["telling"] else None
        if verb.dep_ != "xcomp":
            return None
        verb = verb.head
    return None


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)


def _as_object(noun: Token) -> Verdict | None:
    """ "Debunked a post", "called the reports baseless", "dismissed as untrue the claim"."""
    words = status_words().verdicts
    if noun.dep_ not in {"dobj", "nsubjpass"}:
        return None
    verb = noun.head
    if lemma(verb) in words["debunking"] and not any(c.dep_ == "neg" for c in verb.children):
        return "denied", f"'{verb.text}'"
    for child in verb.children:
        if child.dep_ in {"oprd", "acomp", "ccomp"} and child.i > noun.i:
            found = _said_of(child, negated=False)
            if found is not None:
                return found
        if child.dep_ in {"prep", "mark"} and child.lower_ == "as":
            inner = next((found for c in child.children if (found := _said_of(c, negated=False))), None)
            if inner is not None:
                return inner
    # "called the reports on the town baseless": parses take the last word into the phrase
    last = noun.right_edge
    if lemma(verb) in words["calling"] and last.i != noun.i:
        return _said_of(last, negated=False)
    return None
