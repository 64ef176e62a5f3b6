"""Whose words a cue introduces: the subject of a verb as far as the sentence tells, and the owner of a noun.

It follows passives, conjunctions, control, participles and relative clauses, and never leaves the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.attribution.cues import cues
from dragoman.attribution.declining import speaks
from dragoman.attribution.going_on import goes_on, stands_beside
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# Documents that an institution issues in its own name, and nouns for such institutions.
_ISSUED = frozenset(
    {"statement", "communique", "communiqué", "release", "declaration", "bulletin", "tweet", "post", "letter"}
)
_BODIES = frozenset(
    ["ministry", "government", "army", "military", "police", "presidency", "embassy", "cabinet", "office", "party", "palace",
     "junta", "court", "parliament", "council", "navy", "agency", "commission", "group", "company", "union", "rebel"]
)  # fmt: skip
_OWNER_PREPOSITIONS = frozenset({"by", "from", "of"})
# Verbs whose object, not subject, does what the infinitive says.
_OBJECT_CONTROL = frozenset(
    [
        "ask",
        "urge",
        "tell",
        "order",
        "force",
        "persuade",
        "lead",
        "cause",
        "prompt",
        "allow",
        "invite",
        "press",
        "get",
        "compel",
        "require",
    ]
)
# Words that open a sentence with a capital and are no name.
_OPENERS = frozenset(
    ["earlier", "later", "still", "also", "so", "then", "thus", "here", "there", "now", "today", "yesterday", "meanwhile",
     "however", "instead", "moreover", "afterwards", "again", "once", "first", "second", "asked", "pressed"]
)  # fmt: skip
_INSERT = (
    12  # tokens: the longest appositions between a name and its verb ("a 23-year-old student from Lima")
)
# Verbs of speech by whose subject a statement, claim or threat is made.
_MAKING = frozenset(
    {
        "make",
        "issue",
        "repeat",
        "reiterate",
        "offer",
        "express",
        "voice",
        "renew",
        "release",
        "give",
        "raise",
        "cast",
    }
)
_MAX_CLIMB = 8  # parses have no deeper chains of control and conjunction; a bound against cycles in odd trees


@dataclass(frozen=True, slots=True)
class Subject:
    """`word` stands at the cue, `speaker` is whom it stands for (the noun before "who"), both None when unsaid."""

    word: Token | None = None
    speaker: Token | None = None
    passive: bool = False


def subject_of(verb: Token, depth: int = 0) -> Subject:
    """The one who says: the subject of an active verb, the by-agent of a passive one, else inherited from above."""
    if depth > _MAX_CLIMB:
        return Subject()
    if is_passive(verb):
        return _agent(verb, depth)
    late = _last_subject(verb)
    if late is not None:
        return Subject(late, late)
    for child in verb.children:
        if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and not _has_be(verb)):
            if child.i > verb.i and child.left_edge.i > verb.i + 2 and _left_neighbour(verb).word is not None:
                return _left_neighbour(verb)
            if any(
                t.text == ":" for t in verb.doc[child.i : verb.i]
            ):  # a topic: "War in Syria: the minister says"
                near = _left_neighbour(verb)
                return (
                    near if near.word is not None else Subject(_right_neighbour(verb), _right_neighbour(verb))
                )
            return _resolved(child, verb)
    inverted = _inverted(verb)
    if inverted is not None:
        return Subject(inverted, inverted)
    return _inherited(verb, depth)


def _last_subject(verb: Token) -> Token | None:
    """ "Thousands flee as dam breaks, says UN": of two subjects the one right behind a verb that ends the sentence."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    if len(subjects) < 2 or verb.i == 0 or verb.doc[verb.i - 1].text not in {",", '"', "”", "’"}:
        return None
    last = subjects[-1]
    ends = all(t.is_punct or t.is_space for t in verb.doc[last.right_edge.i + 1 :])
    return last if last.left_edge.i == verb.i + 1 and ends else None


def is_passive(verb: Token) -> bool:
    """True for "was told", "quoted by", and participles that modify a noun."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    if any(c.dep_ == "nsubj" for c in verb.children):
        return False
    if any(c.dep_ == "agent" for c in verb.children):
        return True
    if verb.tag_ != "VBN" or _has_have(verb):
        return False
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "amod", "advcl"} or any(c.dep_ == "nsubjpass" for c in verb.children)


def owner_of(noun: Token) -> Token | None:
    """Whose statement, claim or threat it is: possessor, "by" or "from" phrase, adjective of an actor, or the
    subject of the verb that makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in _OWNER_PREPOSITIONS:
            named = next((g for g in child.children if g.dep_ == "pobj"), None)
            if named is not None and (child.lower_ != "of" or named.pos_ == "PROPN"):
                return named
    for child in noun.children:
        if child.dep_ in {"amod", "compound"} and child.text[:1].isupper() and child.i > noun.sent.start:
            return child
    verb = _verb_above(noun)
    beside = (
        noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with", "through", "by"} and noun.head.head == verb
    )
    if verb is not None and noun.dep_ == "dobj" and speaks(verb) and lemma(verb) not in _MAKING:
        return None  # "rejected reports that": the reports are not the one's who rejects them
    if verb is not None and (noun.dep_ == "dobj" or beside):
        return subject_of(verb).speaker
    return None


def _agent(verb: Token, depth: int) -> Subject:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for named in child.children:
                if named.dep_ == "pobj":
                    return Subject(named, named, passive=True)
    if verb.dep_ == "conj" and is_passive(verb.head):
        return _agent(verb.head, depth + 1)
    return Subject(passive=True)


def _resolved(word: Token, verb: Token) -> Subject:
    if word.lower_ in _RELATIVE and word.tag_ in {"WP", "WDT", "IN"} and verb.dep_ == "relcl":
        return Subject(word, verb.head)
    if word.lower_ in _RELATIVE and word.tag_ in {"WP", "WDT"}:
        above = verb
        for _ in range(_MAX_CLIMB):
            if above.dep_ == "relcl":
                return Subject(word, above.head)
            above = above.head
    if lemma(word) in cues().documents and word.pos_ == "NOUN":
        owner = document_owner(word)
        return Subject(word, owner or word)
    return Subject(word, word)


def document_owner(noun: Token) -> Token | None:
    """Who speaks in a document: "Iran's letter", "a report by the council", "a foreign ministry statement"."""
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ in {"PROPN", "NOUN"}:
            return child
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return next((g for g in child.children if g.dep_ == "pobj"), None)
        if (
            child.dep_ == "prep" and child.lower_ == "of" and child.i > noun.i
        ):  # "a document of the defence ministry"
            body = next((g for g in child.children if g.dep_ == "pobj"), None)
            if body is not None and any(lemma(body).endswith(b) for b in _BODIES):
                return body
    if lemma(noun) in _ISSUED:  # "a foreign ministry statement": the ministry speaks
        return next((c for c in reversed(list(noun.children)) if c.dep_ == "compound" and _is_body(c)), None)
    return None


def _is_body(word: Token) -> bool:
    return word.i < word.head.i and (word.pos_ == "PROPN" or word.lower_ in _BODIES)


def _inverted(verb: Token) -> Token | None:
    """ "..., said the minister": parses often call the speaker an object."""
    doc, at = verb.doc, verb.i
    if (
        verb.tag_ in {"VBG", "VB"}
        or at == 0
        or doc[at - 1].text not in {",", '"', "”", "’", "'", "''", "?", "!", "-", "—", "–", "«", "»"}
    ):
        return None
    for child in verb.children:
        if (
            (
                child.dep_ in {"dobj", "attr", "npadvmod", "oprd", "dep", "ccomp", "dative"}
                and child.pos_ in _NOMINAL
            )
            and child.left_edge.i == at + 1
            and not any(c.dep_ == "det" and c.lower_ == "no" for c in child.children)
        ):
            return child
    return None


def _inherited(verb: Token, depth: int) -> Subject:
    head = verb.head
    if head.i == verb.i:
        return _left_neighbour(verb)
    if goes_on(verb, head) or stands_beside(verb):
        return subject_of(head.head, depth + 1)  # "said that he was ill and vowed to return"
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _surface(head) if is_passive(head) else subject_of(head, depth + 1)
    if verb.dep_ == "xcomp" and head.pos_ in {"VERB", "AUX", "ADJ"}:
        controlled = next((c for c in head.children if c.dep_ == "dobj" and c.i < verb.i), None)
        if controlled is not None and lemma(head) in _OBJECT_CONTROL:
            return Subject(controlled, controlled)
        if head.pos_ == "ADJ":
            head = head.head
        return _surface(head) if is_passive(head) else subject_of(head, depth + 1)
    outer = _saying_above(verb)
    if outer is not None:
        return subject_of(outer, depth + 1)
    if verb.dep_ in {"advcl", "ccomp", "dep"} and verb.tag_ in {"VBG", "VBN", "VB"}:
        return _surface(head) if is_passive(head) else _above(head, depth)
    if verb.dep_ == "acl":
        if lemma(head) in cues().media | cues().documents:
            return Subject(head, owner_of(head) or head)
        return Subject(head, head)
    if verb.dep_ == "pcomp":
        above = _verb_above(head)
        held = _held_for(head, above)
        if held is not None:
            return Subject(held, held)
        return (
            Subject()
            if above is None
            else _surface(above)
            if is_passive(above)
            else subject_of(above, depth + 1)
        )
    return _left_neighbour(verb)


def _held_for(preposition: Token, above: Token | None) -> Token | None:
    """ "Arrested two men for calling for a strike", "accused him of saying": who is arrested or accused has said it."""
    if above is None or preposition.lower_ not in {"for", "of", "over"} or is_passive(above):
        return None
    return next((c for c in above.children if c.dep_ == "dobj" and c.i < preposition.i), None)


def _saying_above(verb: Token) -> Token | None:
    """For "he said that talks may resume, adding that": parses hang "adding" on "resume", but it goes on from "said"."""
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl"} or verb.left_edge.i == 0:
        return None
    if verb.doc[verb.left_edge.i - 1].text != "," or not speaks(verb):
        return None
    above = verb.head
    for _ in range(_MAX_CLIMB):
        if (
            above.dep_ == "ccomp"
            and speaks(above.head)
            and above.head.i < verb.i
            and above.head.tag_ != "VBG"
        ):
            return above.head
        if above.head.i == above.i:
            return None
        above = above.head
    return None


def _above(head: Token, depth: int) -> Subject:
    if head.pos_ in {"VERB", "AUX"}:
        return subject_of(head, depth + 1)
    return Subject()


def _surface(verb: Token) -> Subject:
    """The subject that a passive verb shows ("he was quoted", "they were expected to")."""
    for child in verb.children:
        if child.dep_ in {"nsubjpass", "nsubj"}:
            return _resolved(child, verb)
    if verb.dep_ == "conj":
        return _surface(verb.head)
    return Subject()


def _left_neighbour(verb: Token) -> Subject:
    """In headlines and broken parses: the noun phrase that ends right before the verb."""
    at = verb.i - 1
    while at >= 0 and verb.doc[at].pos_ in {"AUX", "ADV", "PART"} and not _is_name(verb.doc[at], verb):
        at -= 1
    at = _before_insert(verb.doc, at)
    if at < 0 or verb.tag_ in {"VBG", "VB"}:
        return Subject()
    if verb.doc[at].pos_ not in _NOMINAL and not _is_name(verb.doc[at], verb):
        return Subject()
    noun = verb.doc[at]
    while (
        noun.head.i < verb.i
        and noun.head.i != noun.i
        and noun.head.pos_ in _NOMINAL
        and noun.dep_ in {"compound", "appos", "conj", "flat"}
    ):
        noun = noun.head
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in _NOMINAL:
        noun = noun.head.head  # "the president of Iran claims"
    return Subject(noun, noun)


def _is_name(token: Token, verb: Token) -> bool:
    """A capitalised word before "said" that the tagger took for an adverb or adjective: a surname like Jolly."""
    if (
        not speaks(verb)
        or not token.text[:1].isupper()
        or token.pos_ not in {"ADV", "ADJ", "X", "VERB", "INTJ"}
    ):
        return False
    return token.lower_ not in _OPENERS


def _before_insert(doc: Doc, at: int) -> int:
    """Back over "(D-MA)", ", 68," or ", however," that stands between a subject and its verb."""
    if at >= 0 and doc[at].text == ")":
        opening = next((i for i in range(at - 1, max(-1, at - _INSERT), -1) if doc[i].text == "("), None)
        at = opening - 1 if opening is not None else at
    if at >= 0 and doc[at].text == ",":
        opening = next((i for i in range(at - 1, max(-1, at - _INSERT), -1) if doc[i].text == ","), None)
        inserted = doc[opening + 1 : at] if opening is not None else ()
        if opening is not None and not any(t.pos_ in {"VERB", "AUX"} for t in inserted):
            return opening - 1
    return at


def _right_neighbour(verb: Token) -> Token | None:
    """The object that begins right after the verb: the speaker of ", says his lawyer"."""
    return next(
        (c for c in verb.children if c.i > verb.i and c.left_edge.i == verb.i + 1 and c.pos_ in _NOMINAL),
        None,
    )


def _verb_above(token: Token) -> Token | None:
    for _ in range(_MAX_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _has_be(verb: Token) -> bool:
    return any(lemma(c) == "be" and c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _has_have(verb: Token) -> bool:
    return any(lemma(c) == "have" and c.dep_ == "aux" for c in verb.children)
