"""From an act upwards through the preposition before it: "talks after the attack", "accused of bombing".

An act noun and a gerund go the same way: first what the word that the preposition hangs on does to it, then what the
preposition says by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.clauses import reading
from dragoman.attribution.effects import apply
from dragoman.attribution.governed import extraposed, held_responsible, is_lacked, judged, under_noun
from dragoman.attribution.nominals import noun_above, preposition_effect
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.step import (
    Step,
    as_status,
    clause_head,
    form_of,
    governor_words,
    is_verbal,
    over_preposition,
    own,
)
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.attribution.statuswords import Effect


_GOVERNING = frozenset({"VERB", "AUX", "ADJ", "ADV"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_STILL_OPEN = frozenset({"planned", "demanded", "hypothetical", "alleged"})
# Prepositions that belong to what a verb lacks: "did not provide for a truce", but not "did not comment on the strikes".
_LACKED = frozenset({"for"})
# "Calls grew for the arrest": the phrase belongs to the subject, however far the verb parts them.
_OF_SUBJECT = frozenset({"for", "of"})
# "Plans for an attack", "doubts over the talks": the act is what the noun before it is about.
_ABOUT = frozenset({"of", "for", "on", "at", "to", "against", "about", "over", "from"})


def step_object(step: Step) -> Step | None:
    """An act noun behind a preposition."""
    preposition = step.token.head
    while preposition.dep_ == "conj" and preposition.head.pos_ == "ADP":
        preposition = preposition.head  # "warned of famine and of attacks"
    governor = preposition.head
    effect = over_preposition(preposition)
    if governor.pos_ in _GOVERNING and preposition.i != governor.i:
        found = _under_verb(step, preposition, governor, effect)
        if found is not None:
            return found
    elif effect is not None:
        return step.settled("hypothetical", f"'{preposition.doc[preposition.i - 1].text} {preposition.text}'")
    if _is_feared(step.token, preposition, governor):
        return step.settled("hypothetical", f"'{governor.text} {preposition.text}'")
    phrase = preposition_effect(preposition)
    if phrase == "carries":
        return _reached(step, governor if is_verbal(governor) else governor.head)
    if phrase is not None and phrase != "factive":
        if phrase == "planned" and lemma(step.token) not in status_words().schedulable:
            return step.settled(step.status or "occurred", f"after '{preposition.text}'")
        keeps = step.status if phrase != "denied" else None
        return step.settled(keeps or as_status(phrase), f"after '{preposition.text}'")
    if _over_object(preposition) == "alleged":
        return apply(step, "alleged", governor.head)
    return _under_noun(step, preposition, governor) if governor.pos_ in _NOUNS else None


def _under_verb(step: Step, preposition: Token, governor: Token, effect: Effect | None) -> Step | None:
    """What the verb or adjective that the preposition hangs on does to the act noun, None where it leaves it as it is."""
    open_noun = _beside(preposition, governor)
    if open_noun is not None:
        return under_noun(step, open_noun, noun_above(open_noun) or "planned")
    if effect == "factive" and held_responsible(governor):
        effect = "alleged"
    if effect is not None and effect != "factive":
        return apply(step, effect, clause_head(governor))
    moved = extraposed(governor) if preposition.lower_ in _OF_SUBJECT and is_verbal(governor) else None
    if moved is not None:
        why = f"'{governor.text} {preposition.text}', of the subject"
        return step.settled(as_status(moved), why, governor)
    if effect is None and preposition.lower_ in _LACKED and is_lacked(step, governor):
        return step.settled("denied", f"lacked by '{governor.text}'", governor)
    return None


def _under_noun(step: Step, preposition: Token, governor: Token) -> Step | None:
    """ "Plans for an attack", "reports of an attack", "a wave of attacks": what the noun before says of the act."""
    if lemma(governor) in status_words().verdicts["telling"]:
        found = judged(step, governor, governor)
        if found is not None:
            return found
    above = noun_above(governor)
    if above is not None and preposition.lower_ in _ABOUT:
        return under_noun(step, governor, above)
    if preposition.lower_ == "of" and step.status is None and lemma(governor) in status_words().partitive:
        part = own(governor)
        return Step(governor, part.status, (*step.why, *part.why))
    return None


def step_gerund(step: Step) -> Step | None:
    """ "accused of bombing", "prevented from leaving", "without signing", "by closing the border"."""
    preposition = step.token.head
    governor = preposition.head
    effect = over_preposition(preposition) if governor.pos_ in _GOVERNING else None
    if effect is not None:
        return apply(step, effect, clause_head(governor))
    phrase = preposition_effect(preposition)
    if preposition.lower_ == "of" and governor.lower_ == "out" and is_verbal(governor.head):
        return step.settled("failed", f"'{governor.head.text} out of'", governor.head)
    above = noun_above(governor) if governor.pos_ in _NOUNS else None
    if above is not None:
        return under_noun(step, governor, above)
    after = f"after '{preposition.text}'"
    if phrase in {"denied", "hypothetical"}:
        return step.settled(as_status(phrase), after)
    effect = _over_object(preposition)  # "accused the force of looting"
    if effect is not None and effect not in {"factive", "carries"}:
        return apply(step, effect, governor.head)
    if phrase == "planned" and (preposition.lower_ != "before" or _goes_on(governor)):
        return step.settled("planned", after)
    if phrase is not None and preposition.lower_ not in {"by", "in", "through", "with", "at"}:
        return step.settled(step.status or "occurred", after)
    if step.status is not None:
        return None
    if is_verbal(governor):
        return step.with_clause(governor, f"with '{governor.text}'")
    return step.settled("occurred", after)


def _over_object(preposition: Token) -> Effect | None:
    """ "Accused the force of looting": the effect of the verb whose object the preposition hangs on."""
    noun = preposition.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or not is_verbal(noun.head):
        return None
    return status_words().governor(governor_words(noun.head), preposition.lower_)


def _beside(preposition: Token, verb: Token) -> Token | None:
    """ "Gave its consent to a deployment": the phrase hangs on the verb, but the object before it tells how real it is."""
    if not is_verbal(verb) or preposition.lower_ not in {"to", "for"}:
        return None
    noun = next((c for c in verb.children if c.dep_ == "dobj" and c.i < preposition.i), None)
    return noun if noun is not None and noun_above(noun) in _STILL_OPEN else None


def _is_feared(noun: Token, preposition: Token, governor: Token) -> bool:
    """ "Concerned about an attack", but not "about the attack"."""
    if preposition.lower_ not in {"about", "over", "of"}:
        return False
    if governor.lower_ not in status_words().worried and lemma(governor) not in status_words().worried:
        return False
    determiner = next((c.lower_ for c in noun.children if c.dep_ == "det"), None)
    return determiner in {"a", "an", "another", "any"} or any(
        c.lower_ in {"further", "more", "new", "renewed"} for c in noun.children
    )


def _reached(step: Step, verb: Token) -> Step:
    """ "Got as far as a ceasefire": as real as the verb."""
    found = reading(verb).status if is_verbal(verb) else None
    return Step(verb, found, (*step.why, f"reached by '{verb.text}'"))


def _goes_on(governor: Token) -> bool:
    """The clause is told in the present or future, so that what stands behind "before" is still to come."""
    return is_verbal(governor) and (
        governor.tag_ in {"VBZ", "VBP"}
        or form_of(governor) == "inf"
        or reading(governor).status in {"planned", "demanded"}
    )
