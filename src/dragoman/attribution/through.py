"""What a statement came through: the medium it was made in, the agency or outlet that brought it.

It reads the sentence of the cue; what points back in the report is in pointing.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.agencies import agency_of
from dragoman.attribution.cues import cues
from dragoman.attribution.drafts import Draft, quoted_by_verb
from dragoman.attribution.phrases import medium, medium_words, noun_phrase
from dragoman.attribution.subjects import is_passive, subject_of
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_BRINGING = frozenset(
    {"see", "obtain", "publish", "review", "carry", "air", "broadcast", "print", "quote", "cite"}
)
_GATHERINGS = frozenset({"conference", "briefing", "hearing", "rally"})


def name_agency(draft: Draft) -> None:
    """Gives a draft the medium of its words and the agency that they came through, as far as its sentence tells."""
    if draft.cue is None:
        return
    draft.medium, noun = medium(draft.cue, draft.taken, cues())
    if draft.medium is None and draft.cue.dep_ == "ROOT":
        draft.medium, noun = _leading_medium(draft)
    if draft.medium is None and draft.addressee is not None:
        last = draft.addressee.text.lower().split()
        draft.medium = " ".join(last[-2:]) if last[-1] in _GATHERINGS else None  # "told a press conference"
    quoting = quoted_by_verb(draft.cue)
    if quoting is not None:
        agent = subject_of(quoting).speaker
        if not is_passive(quoting):
            quoted = next((c for c in quoting.children if c.dep_ == "dobj"), None)
            if quoted is not None:
                draft.speaker = draft.subject = noun_phrase(draft.parsed, quoted)
        draft.agency = agency_of(_whole_name(draft, agent)) if agent is not None else None
        return
    for mention in (draft.speaker, draft.addressee):
        if mention is not None and draft.agency is None:
            draft.agency = agency_of(mention.text)
    if draft.agency is None and draft.speaker is not None:
        draft.agency = _cited_by(draft)
    if draft.agency is None and noun is not None:
        for prep in noun.children:
            if prep.dep_ == "prep" and prep.lower_ in {"with", "to", "for", "on"}:
                for named in prep.children:
                    draft.agency = draft.agency or agency_of(noun_phrase(draft.parsed, named).text)
    if draft.agency is None and noun is not None:
        draft.agency = _brought_by(draft, noun)


def _leading_medium(draft: Draft) -> tuple[str | None, Token | None]:
    """ "In an interview with X published on Friday, she said": the parse hangs the interview on "published"."""
    first = draft.parsed.doc[0]
    noun = next((c for c in first.children if c.dep_ == "pobj"), None)
    if first.lower_ not in {"in", "on", "during"} or noun is None or lemma(noun) not in cues().media:
        return None, None
    if draft.cue is None or noun.i > draft.cue.i or noun.i in draft.taken:
        return None, None
    return medium_words(noun), noun


def _brought_by(draft: Draft, noun: Token) -> str | None:
    """The outlet in "a letter seen by the Financial Times"."""
    for word in noun.subtree:
        if word.dep_ == "acl" and lemma(word) in _BRINGING:
            agent = subject_of(word).speaker
            if agent is not None and is_passive(word):
                return agency_of(noun_phrase(draft.parsed, agent).text)
    return None


def _whole_name(draft: Draft, agent: Token) -> str:
    """The words of an agency, with the name behind its kind that the parse took for a second subject."""
    words = noun_phrase(draft.parsed, agent)
    after = next(
        (c for c in agent.head.children if c.dep_ == "nsubj" and c.pos_ == "PROPN" and c.i > agent.i), None
    )
    return (
        f"{words.text} {after.text}" if after is not None and after.left_edge.i == agent.i + 1 else words.text
    )


def _cited_by(draft: Draft) -> str | None:
    """The agency in "a military source cited by the agency says"."""
    head = draft.parsed.token_at(draft.speaker.head_start) if draft.speaker is not None else None
    if head is None:
        return None
    for clause in head.children:
        if clause.dep_ in {"acl", "relcl"} and lemma(clause) in {"cite", "quote", "report"}:
            agent = subject_of(clause).speaker
            if agent is not None and agent.i != head.i:
                return agency_of(noun_phrase(draft.parsed, agent).text)
    return None


def pass_down_agency(drafts: list[Draft]) -> None:
    """What an agency says that someone said reached us through the agency."""
    for outer in drafts:
        if outer.agency is None:
            continue
        for inner in drafts:
            covered = inner.cue_span is not None and any(p.covers(inner.cue_span) for p in outer.pieces)
            if inner is not outer and inner.agency is None and covered:
                inner.agency = outer.agency
