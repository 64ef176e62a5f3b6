"""When a verb of saying behind a told clause goes on from the verb that tells the clause.

"Said that he was ill and vowed to return": whoever said it vowed it, and the vow is no part of what was said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.declining import speaks
from dragoman.attribution.words import lemma
from dragoman.registry import registry

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALWAYS = frozenset({"say", "add"})
_JUDGING = frozenset(
    {"accuse", "blame", "condemn", "criticise", "criticize", "denounce", "praise", "thank", "urge"}
)
_THINGS = frozenset({"it", "this", "that", "there"})


def goes_on(verb: Token, content: Token) -> bool:
    """The verb, joined to the head of a told clause, goes on from the cue above that clause.

    Told by its tense, which is the cue's and not that of the clause, or because it is plainly a verb of saying,
    or because what the clause is about cannot speak ("said the plan was unacceptable and warned that").
    """
    cue = content.head
    if verb.dep_ != "conj" or content.dep_ != "ccomp" or not speaks(cue):
        return False
    if not _says_likewise(verb, cue) and not _judges_in_past(verb, content, cue):
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in verb.children):
        return False
    if content.tag_ != cue.tag_ or lemma(verb) in _ALWAYS or not _can_speak(content):
        return True
    return _of_a_person(verb) and _about_a_state(content)


def stands_beside(verb: Token) -> bool:
    """The same, where the parse hangs the verb on the cue as a second clause without a subject."""
    cue = verb.head
    if verb.dep_ != "ccomp" or not _says_likewise(verb, cue):
        return False
    first = any(c.dep_ == "ccomp" and c.i < verb.i for c in cue.children)
    return first and verb.i > 0 and verb.nbor(-1).tag_ == "CC"


def _says_likewise(verb: Token, cue: Token) -> bool:
    """A verb of saying in the cue's own tense."""
    return verb.tag_ == cue.tag_ and verb.tag_ in {"VBD", "VBZ"} and speaks(verb)


def _judges_in_past(verb: Token, content: Token, cue: Token) -> bool:
    """ "Said that it would not pay and accused the council of": a past verb of blame beside what is to come."""
    to_come = any(c.tag_ == "MD" for c in content.children)
    return to_come and verb.tag_ == cue.tag_ == "VBD" and lemma(verb) in _JUDGING


def _of_a_person(verb: Token) -> bool:
    """ "Pledged that his country would": a person speaks, and no state does."""
    told = (c for c in verb.children if c.dep_ == "ccomp")
    return any(t.lower_ in {"his", "her"} for c in told for t in c.subtree)


def _about_a_state(content: Token) -> bool:
    subject = next((c for c in content.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    named = registry().find(subject.text) if subject is not None and subject.pos_ == "PROPN" else ()
    return any(n.entries[0].kind == "country" for n in named)


def _can_speak(content: Token) -> bool:
    subject = next((c for c in content.children if c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"}), None)
    if subject is None:
        return True
    if subject.pos_ == "NOUN":
        return registry().role(subject.lower_) is not None
    return subject.lower_ not in _THINGS
