"""Mends of parses that all stages read: verbs and names that the parser regularly hangs on the wrong word.

What needs the tables of coding is mended there, on its own copy (`coding.repair`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_VERBS = frozenset({"VBD", "VBZ", "VBN", "VBG"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_MARGINS = frozenset(
    {"vote", "margin", "majority", "percent", "point", "show", "acclamation", "decree", "referendum"}
)
_PERSONA = frozenset({"persona", "personae", "personas"})
_DECLARING = frozenset({"declare", "pronounce", "proclaim", "designate", "name", "label", "call", "make"})
_BODIES = frozenset(
    ["movement", "party", "group", "union", "front", "alliance", "army", "organisation", "organization", "government",
     "ministry", "faction", "militia", "coalition", "council", "committee", "agency", "company", "court", "parliament",
     "association", "federation", "bank", "police", "force", "bloc", "commission", "institute", "university"]
)  # fmt: skip
"""Bodies, which no clause with "who" describes."""
_SAYING = frozenset(
    ["say", "report", "announce", "state", "confirm", "claim", "tell", "add", "declare", "write"]
)
_BLAMING = frozenset({"accuse", "blame", "suspect", "charge", "convict"})
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
        if token.lower_ in _PERSONA:
            _unwanted(token)
        if token.dep_ == "conj" and token.tag_ in _VERBS and _finite(token):
            _second_deed(token)
        elif token.dep_ == "ccomp" and token.i < token.head.i:
            _apart(token)
        elif token.dep_ == "pobj" and token.tag_ == "JJ":
            _name_cut_off(token)
        elif token.dep_ == "relcl":
            _who(token)
        elif token.dep_ == "advcl" and token.tag_ == "VBG":
            _result(token)
        elif token.dep_ == "agent" and any(c.lemma_ in _MARGINS for c in token.children):
            token.dep_ = "prep"  # "by nine votes to none": who voted is not the votes


def _second_deed(verb: Token) -> None:
    """`urged both sides to show restraint and offered to mediate`: a finite verb goes on with the finite verb, not with the infinitive."""
    over = verb.head
    if _finite(over) or over.dep_ not in _BELOW or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    infinitive = over.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in over.children)
    helped = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    if not (infinitive or helped):
        return
    above = next((a for a in over.ancestors if (_finite(a) if helped else a.tag_ == verb.tag_)), None)
    if above is None or not above.i < over.i < verb.i:
        return
    for joining in [c for c in over.children if c.dep_ in {"cc", "punct"} and over.i < c.i < verb.i]:
        joining.head = above
    verb.head = above


def _finite(verb: Token) -> bool:
    """It has a tense of its own, or a helping verb that has."""
    helping = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return any(c.tag_ in {"VBZ", "VBP", "VBD", "MD"} for c in helping) or (
        not helping and verb.tag_ in {"VBD", "VBZ", "VBP"}
    )


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
        c.lower_ == "who" and c.dep_ in SUBJECTS for c in verb.children
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
    if said.lemma_ in _BLAMING:
        of = [
            g
            for c in said.children
            if c.dep_ == "prep"
            for g in c.children
            if g.dep_ == "pcomp" and g.i < start
        ]
        if of:
            verb.head = of[-1]
        return
    if said.lemma_ not in _SAYING:
        return
    deed = next((c for c in said.children if c.dep_ == "ccomp" and said.i < c.i < start), None)
    while deed is not None:
        later = next((c for c in deed.children if c.dep_ == "conj" and deed.i < c.i < start), None)
        if later is None:
            verb.head = deed
        deed = later


def _unwanted(persona: Token) -> None:
    """`declared two diplomats personae non gratae`: the parser knows no Latin and makes verbs or names of it."""
    doc = persona.doc
    rest = list(doc[persona.i + 1 : persona.i + 3])
    if len(rest) < 2 or rest[0].lower_ != "non" or not rest[1].lower_.startswith("grata"):
        return
    verb = next((t for t in reversed(doc[: persona.i]) if t.lemma_ in _DECLARING), None)
    if verb is None:
        return
    latin = [persona, *rest]
    outer = next((t for t in latin if t.head not in latin), persona)
    over, dep = outer.head, outer.dep_
    left = [c for t in latin for c in t.children if c not in latin and c.i < persona.i]
    right = [c for t in latin for c in t.children if c not in latin and c.i > persona.i]
    if verb.head in latin:
        verb.head = verb if over in latin else over
        verb.dep_ = "ROOT" if over in latin else verb.dep_
    persona.head, persona.dep_, persona.tag_, persona.pos_, persona.lemma_ = (
        verb,
        "oprd",
        "NN",
        "NOUN",
        "persona",
    )
    for word in rest:
        word.head, word.dep_, word.tag_, word.pos_ = persona, "amod", "FW", "X"
    noun = max(left, key=lambda t: t.i, default=None)
    inside = noun is not None and dep == "pobj" and verb.i < over.i < noun.i
    for word in left:
        if noun is not None and word.i == noun.i:
            word.head, word.dep_ = (over, "pobj") if inside else (verb, "dobj")
        elif inside and word.i < over.i:
            word.head, word.dep_ = verb, "dobj"
        elif noun is not None:
            word.head = noun
    for word in right:
        word.head = verb


def _apart(verb: Token) -> None:
    """`The mayor was jailed; his lawyers announced an appeal`: what stands before a semicolon is nothing that was announced."""
    if any(t.text == ";" for t in verb.doc[verb.right_edge.i + 1 : verb.head.i]):
        verb.dep_ = "parataxis"
