"""What a sentence adds to the truth of its main clause: a yes-or-no question, a doubtful source, a later correction.

It looks at the clause that holds the act and the clauses that report it, never at other sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.declining import speaks
from dragoman.attribution.statuswords import status_words
from dragoman.attribution.verdicts import Verdict, predicate_verdict, verdict
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_CLIMB = 14  # as in status.py: a bound against loops in odd parses
_INVERTED = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
    ]
)
# Clauses that a question takes for granted: "Will Iran answer after Israel bombed it?"
_GRANTED = frozenset(
    {"after", "since", "because", "although", "though", "as", "when", "while", "who", "which", "that"}
)
_SOURCES = frozenset({"according", "by", "in"})


def caveat(token: Token) -> Verdict | None:
    """("hypothetical" or "denied", why) where the sentence puts the act in doubt from outside its own clause."""
    if _asked(token):
        return "hypothetical", "question"
    if _or_so(token):
        return "hypothetical", "'or so'"
    for later in token.doc[token.i + 1 :]:
        corrected = _correction(later) or _without_proof(later) or _of_all_before(later)
        if corrected is not None:
            return corrected
    at = token
    for _ in range(_MAX_CLIMB):
        for child in at.children:
            found = _by_account(child) or _taken_back(child)
            if found is not None:
                return found
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _asked(token: Token) -> bool:
    """The sentence is a yes-or-no question and the act stands in what it asks."""
    doc = token.doc
    last = next((t for t in reversed(doc) if not t.is_space and t.text not in "\"”’'“)"), None)
    first = next((t for t in doc if t.is_alpha), None)
    if last is None or first is None or first.lower_ not in _INVERTED:
        return False
    if last.text != "?" and not _asks(token.doc):
        return False
    at = token
    while at.head.i != at.i:
        if at.dep_ in {"advcl", "relcl"} and any(c.lower_ in _GRANTED for c in at.children if c.i < at.i):
            return False
        if at.dep_ == "pobj" and at.head.lower_ in {"after", "since", "despite", "following"}:
            return False
        at = at.head
    return True


def _asks(doc: Doc) -> bool:
    """ "Is it true that they fired, readers ask.": a question without its mark."""
    return any(lemma(t) in {"ask", "wonder"} and t.dep_ in {"ROOT", "parataxis"} for t in doc)


def _of_all_before(word: Token) -> Verdict | None:
    """ "The photo said to show soldiers killing villagers is a fake": a copula whose subject the parse gave away."""
    copula = word.head
    if word.dep_ not in {"attr", "acomp"} or lemma(copula) != "be" or copula.dep_ != "ccomp":
        return None
    if (
        any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj", "mark"} for c in copula.children)
        or copula.i < copula.head.i
    ):
        return None
    return predicate_verdict(copula)


def _or_so(token: Token) -> bool:
    """ "..., or so a message had it": the sentence before the comma is only told."""
    doc = token.doc
    return any(
        doc[i].lower_ == "or" and doc[i + 1].lower_ == "so" and doc[i - 1].text == "," and doc[i + 2].is_alpha
        for i in range(token.i + 2, len(doc) - 2)
    )


def _without_proof(noun: Token) -> Verdict | None:
    """ "..., but there was no proof": proof of nothing else than of what stands before it."""
    if lemma(noun) not in status_words().verdicts["proof"] or any(
        c.i > noun.i and not c.is_punct for c in noun.children
    ):
        return None
    lacking = any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)
    clause = noun.head
    opens = {clause.doc[max(0, clause.left_edge.i - 1)].lower_, clause.left_edge.lower_}
    return ("hypothetical", f"no {noun.text}") if lacking and opens & {"but", "though", "although"} else None


def _by_account(child: Token) -> Verdict | None:
    """ "According to unconfirmed accounts", "by some unverified reports"."""
    if child.dep_ != "prep" or child.lower_ not in _SOURCES:
        return None
    inner = next((c for c in child.children if c.lower_ == "to"), child)
    noun = next((c for c in inner.children if c.dep_ == "pobj"), None)
    return verdict(noun) if noun is not None and noun.pos_ == "NOUN" else None


def _taken_back(child: Token) -> Verdict | None:
    """ "An earlier version of this report said that": what it said is told no more."""
    if child.dep_ == "nsubj" and earlier_text(child) and speaks(child.head):
        return "denied", f"{child.text} that was corrected"
    return None


def earlier_text(noun: Token) -> bool:
    """True for "an earlier version of this report", "a previous headline"."""
    return lemma(noun) in _TEXTS and any(c.lower_ in _EARLIER for c in noun.lefts)


_TEXTS = frozenset({"version", "headline", "edition", "caption"})
_EARLIER = frozenset({"earlier", "previous", "original"})


def _correction(child: Token) -> Verdict | None:
    """ "..., which turned out to be false": the clause behind the comma judges all that stands before it."""
    if child.dep_ != "relcl" or child.left_edge.i == 0:
        return None
    subject = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    comma = child.doc[child.left_edge.i - 1].text == ","
    if subject is None or subject.lower_ != "which" or not comma or lemma(child) not in _TURNING:
        return None
    return predicate_verdict(child)


_TURNING = frozenset({"turn", "prove", "be", "appear", "seem", "deny"})
