"""Mends of parses that all stages read: verbs and names that the parser regularly hangs on the wrong word.

What needs the tables of coding is mended there, on its own copy (`coding.repair`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = frozenset({"VBD", "VBZ"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_BODIES = frozenset(
    ["movement", "party", "group", "union", "front", "alliance", "army", "organisation", "organization", "government",
     "ministry", "faction", "militia", "coalition", "council", "committee", "agency", "company", "court", "parliament",
     "association", "federation", "bank", "police", "force", "bloc", "commission", "institute", "university"]
)  # fmt: skip
"""Bodies, which no clause with "who" describes."""
_SAYING = frozenset(
    ["say", "report", "announce", "state", "confirm", "claim", "tell", "add", "declare", "write"]
)
_SPEAKING = _SAYING | frozenset(
    ["accuse", "call", "cite", "quote", "warn", "urge", "vow", "describe", "note", "insist", "argue", "demand", "ask", "deny", "reject",
     "blame", "criticise", "criticize", "condemn", "promise", "threaten", "express", "stress", "refer", "speak", "suggest", "hint", "praise",
     "thank", "hail", "echo", "reiterate", "explain", "point", "read", "use", "give", "answer", "reply", "respond", "dismiss"]
)  # fmt: skip
"""Participles that go on with what somebody says: "said it had won, accusing the police"."""
_BELOW = frozenset({"xcomp", "ccomp", "advcl", "acl"})


def mend(doc: Doc) -> None:
    """Hang on the right word what plainly hangs on the wrong one, in place."""
    for token in doc:
        if token.dep_ == "conj" and token.tag_ in _FINITE:
            _second_deed(token)
        elif token.dep_ == "pobj" and token.tag_ == "JJ":
            _name_cut_off(token)
        elif token.dep_ == "relcl":
            _who(token)
        elif token.dep_ == "advcl" and token.tag_ == "VBG":
            _result(token)


def _second_deed(verb: Token) -> None:
    """`urged both sides to show restraint and offered to mediate`: a finite verb goes on with the finite verb, not with the infinitive."""
    over = verb.head
    if (
        over.tag_ != "VB"
        or over.dep_ not in _BELOW
        or not any(c.dep_ == "aux" and c.lower_ == "to" for c in over.children)
        or any(c.dep_ in _SUBJECTS or c.dep_ in {"aux", "auxpass"} for c in verb.children)
    ):
        return
    above = next((a for a in over.ancestors if a.tag_ == verb.tag_), None)
    if above is None or not above.i < over.i < verb.i:
        return
    for joining in [c for c in over.children if c.dep_ in {"cc", "punct"} and over.i < c.i < verb.i]:
        joining.head = above
    verb.head = above


def _name_cut_off(adjective: Token) -> None:
    """`fighters of the paramilitary Rapid Support Forces overran`: the name behind the adjective is no second subject."""
    start = adjective.i + 1
    name = next((t for t in adjective.doc[start : start + 6] if t.dep_ != "compound"), None)
    if (
        name is None
        or name.dep_ not in {"nsubj", "nsubjpass"}
        or not name.tag_.startswith("NNP")
        or name.left_edge.i != start
        or adjective.head.dep_ != "prep"
    ):
        return
    subject = adjective.head.head
    if subject.dep_ == name.dep_ and subject.head.i == name.head.i:
        name.head, name.dep_ = adjective.head, "pobj"
        for child in list(adjective.children):
            child.head = name
        adjective.head, adjective.dep_ = name, "amod"


def _who(verb: Token) -> None:
    """`the leader of the Free Serbia movement, who was arrested`: it is the leader and no movement."""
    noun = verb.head
    if noun.lemma_.lower() not in _BODIES or not any(
        c.lower_ == "who" and c.dep_ in _SUBJECTS for c in verb.children
    ):
        return
    for above in noun.ancestors:
        if above.pos_ in {"NOUN", "PROPN"}:
            if above.lemma_.lower() not in _BODIES:
                verb.head = above
                return
        elif above.dep_ != "prep":
            return


def _result(verb: Token) -> None:
    """`X said Y had fired at the boat, injuring two`: what came of the deed hangs on the deed, what was said besides on "said"."""
    said, start = verb.head, verb.left_edge.i
    if said.i > verb.i or start == 0 or verb.doc[start - 1].text != ",":
        return
    if verb.lemma_ in _SPEAKING:
        told = said.dep_ == "ccomp" and said.lemma_ not in _SPEAKING and said.head.lemma_ in _SAYING
        if told and said.head.i < said.i:
            verb.head = said.head
        return
    if said.lemma_ not in _SAYING:
        return
    deed = next((c for c in said.children if c.dep_ == "ccomp" and said.i < c.i < start), None)
    while deed is not None:
        later = next((c for c in deed.children if c.dep_ == "conj" and deed.i < c.i < start), None)
        if later is None:
            verb.head = deed
        deed = later
