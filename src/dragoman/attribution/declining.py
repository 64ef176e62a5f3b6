"""Refusals to speak: "declined to comment on the strike", "would not say whether", "did not respond to a request".

Each is a statement of its own with the stance `declines`; what it is about is its contents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.cues import Cue, cues
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

DECLINES = Cue("decline", frozenset({"inf"}), "declines", 0.9, "speech", person=False)

_REFUSING = frozenset({"decline", "refuse", "deny"})
_SPEAKING = frozenset(
    ["comment", "elaborate", "answer", "respond", "reply", "speculate", "discuss", "disclose", "reveal", "divulge", "detail",
     "explain", "confirm", "say", "specify", "identify", "speak", "talk", "react", "clarify"]
)  # fmt: skip
# Negated, these alone tell that nothing was said: "did not respond", "would not comment".
_SILENT = frozenset({"comment", "elaborate", "respond", "reply", "answer", "return"})
_ASKED = frozenset(
    {"request", "question", "call", "message", "email", "e-mail", "query", "inquiry", "enquiry", "comment"}
)
_UNSAID = frozenset({"whether", "if", "why", "how", "what", "who", "when", "where", "which"})
# Negated, with a question behind them: "did not say whether".
_TELLING = frozenset({"say", "confirm", "specify", "disclose", "reveal"})
_MAY_DECLINE = _REFUSING | _SILENT | _TELLING | {"have"}


def declined(verb: Token) -> tuple[list[Token], Token | None] | None:
    """What a verb of refusing to speak is about, and the inner verb of speaking that it governs.

    None where the verb refuses something else ("declined to run").
    """
    word = lemma(verb)
    if word not in _MAY_DECLINE:
        return None
    if word in _REFUSING:
        inner = next((c for c in verb.children if c.dep_ == "xcomp" and lemma(c) in _SPEAKING), None)
        if inner is not None:
            return _topic(inner), inner
        if word == "deny":
            return None
        thing = next(
            (c for c in verb.children if c.dep_ == "dobj" and lemma(c) in {"comment", "request"}), None
        )
        return (list(thing.subtree), None) if thing is not None else None
    if word == "have" and (unsaid := _no_comment(verb)) is not None:
        return _topic(unsaid), None
    negated = any(c.dep_ == "neg" for c in verb.children)
    if not negated:
        return None
    if word in _SILENT and (word != "return" or _about_questions(verb)):
        return _topic(verb), None
    if word == "confirm" and any(
        c.dep_ == "aux" and c.lower_ in {"can", "ca", "could"} for c in verb.children
    ):
        return None  # who cannot confirm does not refuse to
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if clause is not None and word in _TELLING:
        first = next((t for t in clause.subtree if not t.is_punct), clause)
        return (list(clause.subtree), None) if first.lower_ in _UNSAID else None
    return None


def _no_comment(verb: Token) -> Token | None:
    """ "Had no comment", "had no immediate comment on the report"."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and lemma(c) == "comment"), None)
    return thing if thing is not None and any(c.lower_ == "no" for c in thing.children) else None


def neither_way(verb: Token) -> bool:
    """ "Neither confirmed nor denied": the second verb of such a pair."""
    if lemma(verb) not in {"deny", "confirm"} or verb.dep_ != "conj":
        return False
    pair = {lemma(verb), lemma(verb.head)} == {"deny", "confirm"}
    return pair and any(c.lower_ in {"nor", "or"} for c in verb.head.children if c.dep_ == "cc")


def _topic(verb: Token) -> list[Token]:
    """What is not spoken of; where the sentence does not tell, the verb itself."""
    for child in verb.children:
        if child.dep_ in {"ccomp", "dobj"} and child.i > verb.i:
            return list(child.subtree)
    for child in verb.children:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"on", "about", "to", "beyond", "for", "regarding"}
            and child.i > verb.i
        ):
            inner = [t for c in child.children if c.dep_ in {"pobj", "pcomp"} for t in c.subtree]
            if inner:
                return inner
    return [verb]


def _about_questions(verb: Token) -> bool:
    return any(c.dep_ in {"dobj", "pobj"} and lemma(c) in _ASKED for c in verb.children)


def speaks(verb: Token) -> bool:
    """True for verbs that mostly introduce what someone says."""
    return any(row.kind == "speech" and row.weight >= 0.7 for row in cues().verbs.get(lemma(verb), ()))
