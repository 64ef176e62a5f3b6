"""Speakers without a name: who is one, and what the report tells of such a speaker all the same.

It reads the sentence of the cue and never tries to find out who it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.cues import cues
from dragoman.attribution.words import lemma
from dragoman.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.attribution.drafts import Draft
    from dragoman.attribution.records import Statement

_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "several", "two", "three", "many", "no", "few"})
_SOME_OF = frozenset({"one", "two", "three", "some", "several", "many", "both", "another", "most"})
# Clauses about a speaker that say under which terms or from where he speaks.
_TELLING = frozenset({"relcl", "acl", "advcl", "appos"})
_NAMING = frozenset({"named", "name", "identified", "quoted"})
_TERMS = frozenset(
    {
        "speak",
        "ask",
        "request",
        "insist",
        "decline",
        "refuse",
        "agree",
        "be",
        "know",
        "brief",
        "identify",
        "quote",
    }
)


def is_unnamed(draft: Draft) -> bool:
    """The speaker is a person or persons without name or institution: sources, a senior official."""
    speaker: Mention | None = draft.speaker
    if speaker is None:
        return False
    words = speaker.text.lower().replace("-", " ").split()
    sentence = draft.parsed.sentence
    if cues().shield & set(sentence.text.lower().replace(".", " ").replace(",", " ").split()):
        return not _has_name(draft, speaker)
    head = draft.parsed.token_at(speaker.head_start)
    if head is not None and head.lower_ in _SOME_OF:
        head = _counted_among(head) or head  # "one of the officials"
    noun = lemma(head) if head is not None else words[-1]
    if noun not in cues().unnamed or _has_name(draft, speaker):
        return False
    plural = head is not None and head.tag_ == "NNS"
    return plural or words[0] in _INDEFINITE


def _counted_among(head: Token) -> Token | None:
    of = next((c for c in head.children if c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None


def told_of(draft: Draft) -> Span | None:
    """What is told of an unnamed speaker besides the noun: "who asked not to be named", "briefed on the talks"."""
    speaker = draft.speaker
    head = draft.parsed.token_at(speaker.head_start) if speaker is not None else None
    if (
        head is None
        or not draft.parsed.sentence.start <= (speaker.start if speaker else -1) < draft.parsed.sentence.end
    ):
        return None
    at = draft.cue.i if draft.cue is not None else -1
    about = [c for c in head.children if c.dep_ in {"relcl", "acl"} and c.i > head.i and c.i != at]
    about += [c for c in head.children if c.i > head.i and _knows(c)]
    if draft.cue is not None:
        about += [c for c in draft.cue.children if c.dep_ in _TELLING and _gives_terms(c)]
        about += [c for c in draft.cue.children if c.dep_ == "prep" and _gives_terms(c)]
    if not about:
        return None
    chosen = min(about, key=lambda t: abs(t.i - head.i))
    inside = [t.i for t in chosen.subtree if draft.cue is None or t.i != draft.cue.i]
    first, last = min(inside), max(inside)
    if draft.cue is not None and first < draft.cue.i < last:  # never over the cue itself
        last = draft.cue.i - 1
    while last > first and draft.parsed.doc[last].is_punct:
        last -= 1
    return draft.parsed.span(first, last)


def terms(statement: Statement, text: str) -> Span | None:
    """Where the report tells on what terms an unnamed speaker speaks: "who asked not to be named". No act is told there."""
    told = statement.told_of
    if told is None:
        return None
    words = set(told.of(text).lower().replace(",", " ").split())
    return told if words & (cues().shield | _NAMING) else None


def _knows(token: Token) -> bool:
    """ "Familiar with the plan", "with knowledge of the case", "close to the palace"."""
    if token.dep_ == "prep":
        return any(lemma(c) in {"knowledge", "access"} for c in token.children)
    return token.dep_ == "amod" and token.lower_ in {"familiar", "close"}


def _gives_terms(token: Token) -> bool:
    words = {t.lower_ for t in token.subtree}
    shielded = bool(words & cues().shield) or {"named", "not"} <= words or {"name", "not"} <= words
    return shielded and (token.dep_ == "prep" or lemma(token) in _TERMS)


def _has_name(draft: Draft, speaker: Mention) -> bool:
    """A proper noun stands in the phrase as its head or in apposition (not as a modifier: "a Reuters source")."""
    tokens = draft.parsed.tokens_in(Span(speaker.start, speaker.end))
    return any(
        t.pos_ == "PROPN" and (t.dep_ == "appos" or t.idx + draft.parsed.sentence.start == speaker.head_start)
        for t in tokens
    )
