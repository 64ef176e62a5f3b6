"""From an act noun upwards: objects and subjects of verbs, nouns and prepositions above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.clauses import reading
from dragoman.attribution.effects import apply
from dragoman.attribution.governed import is_lacked, judged, under_noun
from dragoman.attribution.nominals import noun_above
from dragoman.attribution.phrases import is_unit
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.step import OPEN, Step, as_status, form_of, governor_words, is_verbal, own
from dragoman.attribution.upprep import step_object
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.attribution.statuswords import Effect


_COPULAS = frozenset({"be", "remain", "seem", "appear", "look", "become", "stay"})
# "Fled to escape the offensive": what drives people out has begun, whether or not they get away.
_FLED = frozenset({"escape", "flee", "survive", "avenge"})
_SPARING = frozenset({"spare", "save"})
_NOMINAL_DEPS = frozenset({"compound", "nmod", "poss", "amod", "conj", "appos"})


def step_noun(step: Step) -> Step | None:
    token, head = step.token, step.token.head
    untrue = judged(step, token, head if token.i != head.i else None) if step.status not in OPEN else None
    if untrue is not None:
        return untrue
    if token.i == head.i:
        return None
    dep = token.dep_
    if dep in {"acomp", "oprd"} and token.pos_ == "ADJ" and is_verbal(head) and step.status is None:
        return step.with_clause(head, f"as real as '{head.text}'")  # "is not willing"
    if dep in _NOMINAL_DEPS or (dep in {"npadvmod", "dep"} and not is_verbal(head)):
        return _inside_phrase(step)
    if dep == "pobj":
        return step_object(step)
    if dep in {"dobj", "nsubjpass", "oprd", "dative"}:
        if dep == "dobj" and lemma(head) in _SPARING and any(c.dep_ == "dative" for c in head.children):
            return apply(step, "hypothetical", head)  # "spares the port an assault"
        return _event_governed(step, head, "obj")
    if dep in {"nsubj", "csubj"}:
        return _event_governed(step, head, "subj")
    if dep == "attr":
        return _event_governed(step, head, "attr")
    return None


def _inside_phrase(step: Step) -> Step | None:
    token, head = step.token, step.token.head
    if is_verbal(head):
        return _event_governed(step, head, "obj") if token.dep_ != "amod" else None
    if token.dep_ in {"conj", "appos"}:
        return Step(head, step.status, step.why, step.alleged)
    effect = noun_above(head) if token.dep_ in {"compound", "nmod", "amod"} else None
    if effect is not None:
        return under_noun(step, head, effect)
    if token.dep_ == "poss":
        return None
    if step.status is not None:
        return Step(head, step.status, step.why, step.alleged)
    of_head = own(head)
    return Step(head, of_head.status, (*step.why, *of_head.why), of_head.alleged)


def _event_governed(step: Step, verb: Token, form: str) -> Step | None:
    """An act noun as object or subject of a verb: "held talks", "prevented an attack", "the visit was cancelled"."""
    words = governor_words(verb)
    if form == "obj" and lemma(verb) in _FLED and step.status is None:
        return step.settled("occurred", f"fled by '{verb.text}'")
    effect = status_words().governor(words, form)
    if form in {"subj", "attr"} and lemma(verb) in _COPULAS and (thought := _projected(step, verb, form)):
        return thought
    if form in {"subj", "attr"} and (lemma(verb) == "be" or (form == "subj" and lemma(verb) in _COPULAS)):
        predicate = next(
            (
                c
                for c in verb.children
                if c.dep_ in {"acomp", "attr", "advmod", "prep"} and c.i != step.token.i
            ),
            None,
        )
        by_predicate = (
            _by_predicate(step, verb, predicate) if predicate is not None and form == "subj" else None
        )
        if by_predicate is not None:
            return by_predicate
        effect = "carries" if lemma(verb) == "be" else effect
    if (
        effect == "planned"
        and lemma(verb) == "announce"
        and lemma(step.token) not in status_words().schedulable
    ):
        effect = None  # "announced the arrest": it has been made
    if _is_uttered(step, verb, effect):
        return Step(verb, "occurred", (*step.why, f"'{verb.text}' answers it"))
    if (
        effect in {None, "factive"}
        and form == "obj"
        and step.status is None
        and _is_set_aim(step.token, verb)
    ):
        return Step(verb, reading(verb).status, (*step.why, f"no more real than '{verb.text}'"))
    if effect is None and _is_object(step.token) and is_lacked(step, verb):
        return step.settled("denied", f"lacked by '{verb.text}'", verb)
    if effect is None or effect == "factive":
        return _future_subject(step, verb, form)
    if effect == "carries" and form == "subj" and not _is_event_clause(step.token, verb):
        return _future_subject(step, verb, form)
    return apply(step, effect, verb)


def _is_object(noun: Token) -> bool:
    return noun.dep_ in {"dobj", "nsubjpass"}


def _is_set_aim(noun: Token, verb: Token) -> bool:
    """ "Planned to bomb the rally", "vowed to attend the talks": what is set for a day is as open as the infinitive."""
    return is_verbal(verb) and form_of(verb) == "inf" and lemma(noun) in status_words().schedulable


def _is_uttered(step: Step, verb: Token, effect: Effect | None) -> bool:
    """ "Refused requests", "resisted attempts", "is considering an appeal": what is answered has been said or tried."""
    words = status_words()
    return (
        step.status is None
        and effect in {"failed", "denied", "hypothetical"}
        and lemma(verb) in words.answering
        and lemma(step.token) in words.uttered
    )


def _is_event_clause(noun: Token, verb: Token) -> bool:
    """Only verbs of happening carry any act noun; "will kill" and "will be" carry those set for a day beforehand."""
    happening = {"take", "happen", "occur", "begin", "start", "commence", "open", "resume", "restart", "proceed", "last", "go",
                 "follow", "come", "erupt", "unfold", "get", "run", "hold"}  # fmt: skip
    if lemma(verb) in happening:
        return True
    return lemma(noun) in status_words().schedulable or reading(verb).status in {
        "occurred",
        "ongoing",
        "hypothetical",
    }


def _future_subject(step: Step, verb: Token, form: str) -> Step | None:
    """ "The visit will strengthen ties": an act that is set for a day, told with "will" or "would", is still to come."""
    if form != "subj" or step.status is not None or not is_verbal(verb):
        return None
    found = reading(verb)
    if _is_of_no_one_day(step.token) and found.status == "hypothetical" and "'would'" in found.why:
        return step.settled("hypothetical", f"subject of '{verb.text}': any such act", verb)
    if lemma(step.token) not in status_words().schedulable:
        return None
    future = found.status == "planned" or (found.status == "hypothetical" and "'would'" in found.why)
    return step.settled("planned", f"subject of '{verb.text}': {found.why}") if future else None


def _is_of_no_one_day(noun: Token) -> bool:
    """ "An attack on it", "any raid", "armed attacks": no article that points at one that took place."""
    first = next((c.lower_ for c in noun.children if c.dep_ in {"det", "poss", "nummod"}), None)
    return first in {"any", "an", "a"} or (first is None and noun.tag_ == "NNS")


def _projected(step: Step, be: Token, form: str) -> Step | None:
    """ "The goal is a treaty", "a visit remains an option": the act is what the other noun says it is."""
    if step.status is not None:
        return None
    sides = {"nsubj", "nsubjpass"} if form == "attr" else {"attr"}
    others = [c for c in be.children if c.dep_ in sides and c.i != step.token.i]
    others += [n for c in be.children if c.lower_ == "among" for n in c.children if n.dep_ == "pobj"]
    other = next((c for c in others if lemma(c) in status_words().projected), None)
    if other is None:
        return None
    effect = noun_above(other) or "hypothetical"
    return step.settled(as_status(effect), f"'{other.text}'", be)


def _by_predicate(step: Step, be: Token, predicate: Token) -> Step | None:
    """ "is due", "is under way", "is possible": the predicate decides, the negation and tense are those of "be"."""
    if predicate.lower_ in {"away", "off"} and any(is_unit(c) for c in predicate.children):
        return apply(step, "planned", be)  # "is months away"
    words = " ".join(c.lower_ for c in predicate.subtree)
    for phrase, effect in status_words().predicates.items():
        if words == phrase or words.startswith(phrase + " "):
            return apply(step, effect, be)
    if predicate.dep_ == "acomp":
        for form in ("inf", "for", "that"):
            governed = status_words().governor([predicate.lower_], form)
            if governed == "demanded" and reading(be).why == "past tense":
                return None  # "the raid was necessary": it took place
            if governed is not None:
                return apply(step, governed, be)
        modifier = status_words().modifiers.get(predicate.lower_)
        if modifier is not None:
            return apply(step, modifier, be)
    return None
