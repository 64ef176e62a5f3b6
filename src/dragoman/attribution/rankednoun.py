"""The noun that a claim of precedence ranks, what is said of it and the clause that claims it, from the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.words import lemma
from dragoman.model import Span
from dragoman.registry import registry

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.attribution.ranking import Found
    from dragoman.language.parsed import Parsed


def ranked_noun(parsed: Parsed, found: Found) -> Token | None:
    """The noun that is ranked: "president" in "the first Iranian president to visit", "raid" in "the raid was the first in years"."""
    token = anchor(parsed, found)
    if token is None or token != _rank_word(parsed, found) or not _is_rank(token):
        return token
    if token.dep_ == "appos" and token.head.pos_ in {"NOUN", "PROPN"}:
        return token.head  # "a declaration, their first since 2000"
    noun = _noun_before(token)
    if noun is not None:
        return noun  # "a two-day visit, the first by a president", which the parser hangs on the verb
    be = token.head
    subject = (
        next((c for c in be.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if be.pos_ in {"AUX", "VERB"}
        else None
    )
    return subject if subject is not None and subject.pos_ == "NOUN" else None


def anchor(parsed: Parsed, found: Found) -> Token | None:
    """The word on which "by a minister" and "to Russia" hang: the ranked noun, or the ranking word where it stands for a noun."""
    token = _rank_word(parsed, found)
    if token is not None and "-" in found.measure and token.dep_ in {"compound", "amod", "npadvmod", "nmod"}:
        token = token.head  # "the highest-level meeting"
    if token is None or (token.pos_ in {"NOUN", "PROPN"} and not _is_rank(token)):
        return token
    head = token.head
    while head.dep_ in {"compound", "amod"} and head.head.i != head.i:
        head = head.head
    if head.pos_ in {"NOUN", "PROPN"} and token.dep_ != "appos" and head.i > token.i:
        return head
    if _noun_before(token) is not None:
        return token
    return token if token.dep_ in {"attr", "acomp", "oprd", "appos"} else None


def _noun_before(token: Token) -> Token | None:
    """The noun right before ", the first by ..." where the ranking word has words of its own behind it and is no noun's."""
    if token.dep_ not in {"advmod", "npadvmod", "dep", "appos", "conj"} or token.i < 3:
        return None
    start = next((t.i for t in token.lefts if t.dep_ in {"det", "poss"}), token.i)
    before = token.doc[start - 2]
    if token.doc[start - 1].text != "," or before.pos_ != "NOUN":
        return None
    return (
        before
        if any(t.dep_ == "prep" and t.lower_ in {"by", "to", "since", "in"} for t in token.rights)
        else None
    )


def _rank_word(parsed: Parsed, found: Found) -> Token | None:
    return parsed.token_at(parsed.sentence.start + max(found.start, found.end - 2))


def _is_rank(token: Token) -> bool:
    return token.lower_ in {"first", "last", "second", "third"} or token.lower_.endswith(("est", "worst"))


def phrase(head: Token, measure: str) -> str:
    """The noun with what stands before it, less the article and the ranking word."""
    words = [t for t in head.subtree if t.i <= head.i and t.dep_ != "det" and t.lower_ not in measure.split()]
    return "".join(t.text_with_ws for t in words).strip()


def role_of(head: Token | None) -> str | None:
    """The role noun ("president") when the ranked noun is one."""
    if head is None or head.pos_ != "NOUN":
        return None
    words = [
        t.lower_
        for t in head.lefts
        if t.dep_ == "compound" or (t.dep_ == "amod" and t.lower_ in {"prime", "foreign"})
    ]
    for phrase in (" ".join([*words, lemma(head)]), lemma(head)):
        if registry().role(phrase) is not None:
            return phrase
    return None


def said_of(head: Token | None) -> list[Token] | None:
    """The words of "to visit Iran" in "the first president to visit Iran"; None where nothing is said of a ranked person."""
    if head is None or role_of(head) is None:
        return None
    clause = next((t for t in head.rights if t.dep_ in {"relcl", "acl"} and t.pos_ == "VERB"), None)
    return [clause] if clause is not None else None


def clause(parsed: Parsed, found: Found) -> Span:
    """The clause that makes the claim: of the finite verb above the ranked words, the whole sentence at the root."""
    token = parsed.token_at(parsed.sentence.start + found.start) or parsed.doc[0]
    while token.head.i != token.i:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ in {"ccomp", "conj", "parataxis"}:
            break
        token = token.head
    inside = sorted(t.i for t in token.subtree if not (t.is_space or (t.is_punct and t.text in {",", "."})))
    if not inside:
        return Span(parsed.sentence.start, parsed.sentence.end)
    span = parsed.span(inside[0], inside[-1])
    begin, end = parsed.sentence.start + found.start, parsed.sentence.start + found.end
    return Span(min(span.start, begin), max(span.end, end))
