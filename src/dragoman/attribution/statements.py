"""All attributed statements of a report: who says what, in which words, through whom, and when.

It gives spans and mentions; who a mention stands for is settled by grounding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.attribution.caveats import earlier_text
from dragoman.attribution.cues import cues
from dragoman.attribution.declining import neither_way
from dragoman.attribution.drafts import Draft, verb_drafts
from dragoman.attribution.linking import (
    fill_from_surface,
    follow_on,
    link_quotes,
    merged,
    position,
    sentence_at,
)
from dragoman.attribution.othercues import other_drafts
from dragoman.attribution.phrases import date_words
from dragoman.attribution.pointing import mark_unnamed, point_back
from dragoman.attribution.quotes import Quote, quotes
from dragoman.attribution.records import Statement
from dragoman.attribution.signed import colon_drafts, dash_drafts, label_drafts, post_drafts
from dragoman.attribution.subjects import is_passive
from dragoman.attribution.through import name_agency, pass_down_agency
from dragoman.attribution.unnamed import told_of
from dragoman.attribution.words import lemma
from dragoman.language.sentences import split
from dragoman.model import Report, Sentence, Span, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.language.parsed import Parsed

_FIRST_PERSON = frozenset({"i", "we", "me", "us"})
_FUTURE = frozenset({"will", "would", "'ll", "’ll", "shall", "wo"})
# Forms that hold a whole clause; of these even an unsaid speaker is worth keeping ("it was reported that").
_TOLD = frozenset(
    {
        "clause",
        "clause-wh",
        "quote",
        "obj-clause",
        "obj-inf",
        "passive-inf",
        "surface",
        "colon",
        "dash",
        "object-quote",
        "aside",
    }
)
_SELF = frozenset({"it", "he", "she", "they", "we", "i"})


def statements(report: Report, parsed: Sequence[Parsed]) -> list[Statement]:
    """The statements of a report in text order. `parsed` holds the parses of its sentences, or of those that matter.

    A direct quotation that goes on after its cue is part of the same statement within a paragraph, and a
    statement of its own, with the same speaker and no cue, in the next. Statements inside others are kept.
    """
    if not parsed:
        return []
    text = report.text
    sentences = split(text)
    found = quotes(text, _paragraphs(sentences))
    drafts = [d for p in parsed for d in _drafts(p)]
    drafts += colon_drafts(parsed, sentences, text)
    link_quotes(drafts, found, text)
    drafts += dash_drafts(parsed, found, drafts, text) + post_drafts(parsed, text)
    drafts += label_drafts(parsed, found, drafts, text)
    for draft in drafts:
        fill_from_surface(draft)
        name_agency(draft)
    drafts = follow_on(drafts, found, sentences, text)
    drafts = [d for d in drafts if d.pieces and _is_kept(d, found, text)]
    drafts = sorted(drafts, key=position)
    point_back(drafts, parsed)
    pass_down_agency(drafts)
    _resolve_first_person(drafts, found)
    _resolve_own_pronoun(drafts)
    mark_unnamed(drafts)
    made = [_statement(d, drafts, found, sentences) for d in drafts]
    return sorted(
        made,
        key=lambda s: (min(s.contents[0].start, s.cue.start if s.cue else s.contents[0].start), s.contents),
    )


def _drafts(parsed: Parsed) -> list[Draft]:
    """One draft a cue: where a word is read both ways ("citing officials"), the reading of othercues.py stands."""
    others = other_drafts(parsed)
    taken = {d.cue.i for d in others if d.cue is not None}
    return [d for d in verb_drafts(parsed) if d.cue is not None and d.cue.i not in taken] + others


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    bounds: dict[int, tuple[int, int]] = {}
    for s in sentences:
        first, last = bounds.get(s.paragraph, (s.start, s.end))
        bounds[s.paragraph] = (min(first, s.start), max(last, s.end))
    return [bounds[k] for k in sorted(bounds)]


def _is_kept(draft: Draft, found: Sequence[Quote], text: str) -> bool:
    """Attitudes and judgements need someone who holds them; reports of no one are kept only for clauses.

    "I think" and "you know" inside a quotation say nothing beyond the quotation.
    """
    cue, opinion = draft.cue_span, draft.row.kind in {"belief", "attitude"}
    if opinion and cue is not None and any(q.is_speech and q.span.covers(cue) for q in found):
        return False
    if draft.subject is None and draft.row.kind == "attitude":
        return False
    if draft.subject is None and draft.cue is not None and draft.cue.pos_ in {"VERB", "AUX"}:
        judged = draft.form in {"as", "small"} and draft.row.kind == "speech"
        told = draft.form in _TOLD
        if not told and not (is_passive(draft.cue) and (judged or draft.form == "inf")):
            return False
    return any(c.isalnum() for piece in draft.pieces for c in piece.of(text))


def _resolve_first_person(drafts: list[Draft], found: Sequence[Quote]) -> None:
    for inner in drafts:
        if inner.subject is None or inner.subject.text.lower() not in _FIRST_PERSON or inner.cue_span is None:
            continue
        cue = inner.cue_span
        if not any(q.span.covers(cue) for q in found):
            continue
        outer = [d for d in drafts if d is not inner and d.speaker and any(p.covers(cue) for p in d.pieces)]
        named = [d for d in outer if d.speaker and d.speaker.text.lower() not in _FIRST_PERSON]
        if named:
            inner.speaker = min(named, key=lambda d: sum(p.end - p.start for p in d.pieces)).speaker


def _resolve_own_pronoun(drafts: list[Draft]) -> None:
    """ "The government says it expects": "it" and "they" right under a saying are the one who says."""
    for inner in drafts:
        if inner.subject is None or inner.cue is None or inner.subject.text.lower() not in {"it", "they"}:
            continue
        above = inner.cue.head
        outer = next(
            (d for d in drafts if d.cue is not None and d.parsed is inner.parsed and d.cue.i == above.i), None
        )
        if inner.cue.dep_ == "ccomp" and outer is not None and outer.speaker is not None:
            inner.speaker = outer.speaker


def _statement(
    draft: Draft, drafts: Sequence[Draft], found: Sequence[Quote], sentences: Sequence[Sentence]
) -> Statement:
    pieces = tuple(merged(draft.pieces))
    home = draft.home.index
    # A quotation around the whole piece is the outer speaker's; one that is the piece, or lies in it, is this one's.
    inside = [q for q in found if any(p.touches(q.span) for p in pieces) and not _around_cue(draft, q)]
    whole = all(any(q.span.covers(p) for q in inside) for p in pieces)
    said_on = date_words(draft.parsed, draft.cue, draft.taken) if draft.cue is not None else None
    touched = {home}
    for piece in pieces:
        touched |= {
            sentences[i].index
            for i in range(sentence_at(sentences, piece.start), sentence_at(sentences, piece.end - 1) + 1)
        }
    return Statement(
        speaker=draft.speaker,
        cue=draft.cue_span,
        cue_lemma=draft.row.word,
        contents=pieces,
        quoted=bool(inside),
        mixed=bool(inside) and not whole,
        stance=_stance(draft),
        agency=draft.agency,
        medium=draft.medium,
        unnamed=draft.unnamed,
        told_of=told_of(draft) if draft.unnamed else None,
        quotes=tuple(sorted(_quoted_words(pieces, inside))),
        said_on=said_on,
        sentence=home,
        sentences=tuple(sorted(touched)),
        kind=draft.row.kind,
        weight=draft.row.weight * (0.5 if draft.weak else 1.0),
        subject=draft.subject,
        addressee=draft.addressee,
        negated=draft.negated,
        depth=_depth(draft, drafts),
        paragraph=draft.home.paragraph,
    )


def _around_cue(draft: Draft, quote: Quote) -> bool:
    return draft.cue_span is not None and quote.span.covers(draft.cue_span)


def _quoted_words(pieces: Sequence[Span], found: Sequence[Quote]) -> set[Span]:
    """The quoted words of the contents without their marks, those of quotations inside them left out."""
    outer = [q for q in found if not any(o is not q and o.span.covers(q.span) for o in found)]
    cut = (
        (max(part.start, piece.start), min(part.end, piece.end))
        for q in outer
        for part in q.parts
        for piece in pieces
    )
    return {Span(start, end) for start, end in cut if start < end}


def _depth(draft: Draft, drafts: Sequence[Draft]) -> int:
    at = draft.cue_span or draft.pieces[0]
    return sum(1 for d in drafts if d is not draft and any(p.covers(at) and p != at for p in d.pieces))


def _stance(draft: Draft) -> Stance:
    """The row's stance, turned by negation: "did not deny" asserts, "does not believe" denies, "did not say" doubts."""
    stance = draft.row.stance
    if draft.cue is not None and neither_way(draft.cue):
        return "declines"
    if draft.row.word == "warn" and stance == "asserts" and _announces_own_act(draft):
        return "threatens"
    if draft.cue is not None and any(c.dep_ == "nsubj" and earlier_text(c) for c in draft.cue.children):
        return "denies"  # "an earlier version of this report said": the outlet takes it back
    stance = _by_contents(draft, stance)
    if not draft.negated or stance == "declines":
        return stance
    if stance == "confirms":
        return "doubts"
    if stance == "predicts":
        return "doubts"
    if stance == "denies" or (stance == "doubts" and draft.row.kind == "speech"):
        return "asserts"
    if draft.row.kind in {"belief", "attitude"}:
        return "denies"
    return "doubts" if stance == "asserts" else "denies"


def _by_contents(draft: Draft, stance: Stance) -> Stance:
    """What the contents make of the cue: a vow to strike threatens, "insisted that wages be raised" demands."""
    cue, word = draft.cue, draft.row.word
    if cue is None:
        return stance
    if stance == "promises" and word in {"vow", "swear", "pledge", "promise"}:
        done = next((c for c in cue.children if c.dep_ in {"xcomp", "dobj"} and c.i > cue.i), None)
        hostile = done is not None and lemma(done) in cues().hostile
        return "threatens" if hostile and not any(c.dep_ == "neg" for c in cue.children) else stance
    clause = next((c for c in cue.children if c.dep_ in {"ccomp", "relcl"} and c.i > cue.i), None)
    if clause is None:
        return stance
    aux = {c.lower_ for c in clause.children if c.dep_ in {"aux", "auxpass"}}
    if word == "assure" and aux & _FUTURE:
        return "promises"
    if word in {"insist", "suggest", "ask"} and (aux == {"be"} or (clause.tag_ == "VB" and not aux)):
        return "demands"
    return stance


def _announces_own_act(draft: Draft) -> bool:
    """ "warned that it would retaliate": the clause's subject is a pronoun for the speaker, its verb is future."""
    if draft.cue is None:
        return False
    for clause in draft.cue.children:
        if clause.dep_ == "ccomp":
            subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
            future = any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in clause.children)
            return subject is not None and subject.lower_ in _SELF and future
    return False
