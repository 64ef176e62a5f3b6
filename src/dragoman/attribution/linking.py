"""Joins quotations to the cues that introduce them, over sentences and paragraphs.

It changes drafts only; what a quotation is comes from quotes.py, what a cue is from drafts.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.attribution.cues import Cue
from dragoman.attribution.drafts import Draft
from dragoman.attribution.phrases import MARKS, date_words, runs
from dragoman.model import Mention, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.attribution.quotes import Quote

_FOLLOWS = Cue("", frozenset({"quote"}), "asserts", 0.8, "speech", person=False)
_FINITE_CUES = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_TRAILING = 4  # at most so many words follow the cue of a sentence that ends with "S said in Rome"; a clause has as many
# A name with titles and what stands behind it in commas: "Rep. Glenn Thompson, ".
_NAME = re.compile(r"\s+(?:(?:[A-Z][\w.’'-]*|of|the|for|and|de|van|von|al|bin)[ ,(/-]+){1,8}")
_BLANK = re.compile(r"[\s,.;:!?—–―\-…()\[\]]*\Z")


def link_quotes(drafts: list[Draft], found: Sequence[Quote], text: str) -> None:
    """Gives each draft the quotations that belong to it: those its pieces touch and those beside its cue."""
    speech = [q for q in found if q.is_speech]
    for draft in drafts:
        if draft.cue_span is None:
            continue
        around = [q for q in found if q.span.covers(draft.cue_span)]
        if around:
            _clip(draft, around[-1])
            _end_with_quotation(draft, [q for q in found if q.depth > around[-1].depth])
            continue
        outside = [q for q in speech if not q.span.touches(draft.cue_span)]
        _expand(draft, [q for q in found if not q.span.touches(draft.cue_span)])
        if "quote" in draft.row.forms or draft.row.kind == "speech":
            _attach(draft, outside, text)


def _clip(draft: Draft, quote: Quote) -> None:
    """A cue inside a quotation introduces nothing outside of it."""
    draft.bounds = quote.parts
    pieces = [_cut(piece, part) for piece in draft.pieces for part in quote.parts]
    draft.pieces = [p for p in pieces if p is not None]
    for name in ("speaker", "subject", "addressee"):
        mention: Mention | None = getattr(draft, name)
        if mention is not None and not (quote.span.start <= mention.start and mention.end <= quote.span.end):
            setattr(draft, name, None)


def _end_with_quotation(draft: Draft, inner: Sequence[Quote]) -> None:
    """ "He told me, 'We will not,' and I believed him": what begins with a quotation inside a quotation ends with it."""
    for n, piece in enumerate(draft.pieces):
        for quote in inner:
            begins = piece.start in {quote.span.start, quote.parts[0].start}
            if begins and quote.closed and quote.span.end < piece.end:
                draft.pieces[n] = quote.span


def _cut(piece: Span, within: Span) -> Span | None:
    start, end = max(piece.start, within.start), min(piece.end, within.end)
    return Span(start, end) if start < end else None


def _expand(draft: Draft, speech: list[Quote]) -> None:
    """A piece that touches a quotation takes all of it: parses end at sentences, quotations do not."""
    grown: list[Span] = []
    for part in draft.pieces:
        piece = part
        for quote in speech:
            if quote.span.touches(piece):
                piece = Span(min(piece.start, quote.span.start), max(piece.end, quote.span.end))
        if draft.cue_span is None or not piece.touches(draft.cue_span):
            grown.append(piece)
        else:
            grown += _around(piece, draft)
    draft.pieces = merged(grown)


def _around(piece: Span, draft: Draft) -> list[Span]:
    """A piece that has grown over its cue, as what stands before and after cue and subject."""
    first, last = _cue_bounds(draft)
    halves = []
    if piece.start < first:
        halves.append(Span(piece.start, first))
    if last < piece.end:
        halves.append(Span(last, piece.end))
    return halves


def _cue_bounds(draft: Draft) -> tuple[int, int]:
    """From where to where cue, subject and addressee stand."""
    assert draft.cue_span is not None
    spans = [draft.cue_span]
    spans += [Span(m.start, m.end) for m in (draft.subject, draft.addressee) if m is not None]
    sentence = draft.parsed.sentence
    spans = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
    return min(s.start for s in spans), max(s.end for s in spans)


def _attach(draft: Draft, speech: list[Quote], text: str) -> None:
    """The quotation that ends right before the cue's clause, and the one that starts right after it."""
    first, last = _cue_bounds(draft)
    sentence = draft.parsed.sentence
    for quote in speech:
        if any(p.touches(quote.span) for p in draft.pieces):
            continue
        trails = (
            draft.cue is not None and draft.cue.tag_ == "VBG"
        )  # "..., he said, adding": the quotation is his saying
        before = not trails and quote.span.end <= first and _only_name(draft, text, quote.span.end, first)
        after = last <= quote.span.start < sentence.end and _leads_in(draft, text, last, quote.span.start)
        near = quote.span.end > sentence.start - 1 or "\n" not in text[quote.span.end : first]
        if (before and near) or after:
            draft.pieces = merged([*draft.pieces, quote.span])
            draft.form = draft.form or "quote"
    if not draft.pieces and text[last : sentence.end].rstrip().endswith(":"):
        draft.open_end = True


def _only_name(draft: Draft, text: str, start: int, end: int) -> bool:
    """Between a quotation and the cue's clause stands nothing, or the beginning of a name that the parse cut off."""
    between = text[start:end]
    if _BLANK.match(between):
        return True
    subject = draft.subject
    if subject is None or subject is not draft.speaker or _NAME.fullmatch(between) is None:
        return False
    at = end - len(between.lstrip())
    words = text[at : subject.end]
    draft.subject = draft.speaker = Mention(at, subject.end, words, subject.head_start, subject.head_end)
    return True


def _leads_in(draft: Draft, text: str, last: int, start: int) -> bool:
    """Between the cue and a later quotation stand only adjuncts of the cue, and a comma, colon or "that"."""
    between = text[last:start]
    if _BLANK.match(between):
        return True
    if not draft.pieces and re.search(r"[:,]\s*\Z|\bthat\s*\Z", between) is None:
        return False
    if draft.pieces and re.search(r"[:,]\s*(?:(?:but|and|or)\s*)?\Z", between) is None:
        return False
    cue = draft.cue
    for token in draft.parsed.tokens_in(Span(last, start)):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {
            "relcl",
            "acl",
            "aux",
            "auxpass",
            "amod",
            "advcl",
        }:
            return False
        if cue is not None and token.i != cue.i and token.tag_ == "VBD" and token.dep_ == "conj":
            return False
    return not draft.pieces or draft.pieces[-1].end <= start


def merged(pieces: list[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    joined: list[Span] = []
    for piece in sorted(pieces):
        if joined and piece.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return joined


def fill_from_surface(draft: Draft) -> None:
    """For a cue whose contents the parse lost: the clause before "..., S said." or after "S said"."""
    cue, subject = draft.cue, draft.subject
    if draft.pieces or draft.open_end or cue is None or subject is None or "clause" not in draft.row.forms:
        return
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in cue.children)
    if (
        draft.negated
        or infinitive
        or draft.row.kind not in {"speech", "belief"}
        or cue.tag_ not in _FINITE_CUES
    ):
        return
    parsed, doc = draft.parsed, draft.parsed.doc
    named = {t.i for t in parsed.tokens_in(Span(subject.start, subject.end))}
    first, last = min([cue.i, *named]), max([cue.i, *named])
    dates = date_words(parsed, cue, set(named))
    rest = [t for t in doc if t.i > last and not t.is_punct and not t.is_space]
    rest = [t for t in rest if dates is None or not dates.touches(parsed.span_of(t))]
    if len(rest) <= _TRAILING and first > _TRAILING - 1 and doc[first - 1].text == ",":
        chosen = [t for t in doc if t.i < first - 1]
    elif cue.i > min(named) and _is_told_after(draft, rest):
        chosen = [t for t in doc if t.i >= rest[0].i]
    else:
        return
    draft.pieces = [parsed.span(a, b) for a, b in runs(chosen)]
    if draft.bounds:
        cut = [_cut(piece, part) for piece in draft.pieces for part in draft.bounds]
        draft.pieces = [p for p in cut if p is not None]
    draft.form = "surface"


def _is_told_after(draft: Draft, rest: list[Token]) -> bool:
    """What stands behind a plain verb of saying is a clause: it has a finite verb and begins like one."""
    if draft.row.weight < 0.7 or draft.row.kind != "speech" or len(rest) < _TRAILING:
        return False
    if not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest):
        return False
    begins = rest[0].pos_ not in {"ADP", "CCONJ"} and rest[0].lower_ not in {"as", "so"}
    return begins or any(t.lower_ == "that" for t in rest[:8])


def sentence_at(sentences: Sequence[Sentence], offset: int) -> int:
    """The position in `sentences` of the last one that starts at or before the offset."""
    return max(0, bisect_right([s.start for s in sentences], offset) - 1)


def follow_on(
    drafts: list[Draft], found: Sequence[Quote], sentences: Sequence[Sentence], text: str
) -> list[Draft]:
    """Quotations without a cue go on with the speaker before them.

    In the same paragraph they join the statement before them; in the next paragraph they make a statement
    of their own. A quotation that only stands inside a narrator's sentence is nobody's.
    """
    drafts = sorted(drafts, key=position)
    for quote in found:
        if not quote.is_speech or belongs(quote, drafts):
            continue
        at = sentence_at(sentences, quote.span.start)
        sentence = sentences[at]
        if not _BLANK.match(text[sentence.start : quote.span.start]) or _is_asked(quote, sentences, at, text):
            continue
        before = _speaker_before(drafts, quote, sentences, at)
        if before is None:
            continue
        if before.open_end or (before.home.paragraph == sentence.paragraph and _is_direct(before, found)):
            before.pieces = merged([*before.pieces, quote.span])
            before.open_end = False
        else:
            row = replace(_FOLLOWS, stance=before.row.stance)
            drafts.append(
                Draft(
                    before.parsed,
                    None,
                    row,
                    [quote.span],
                    speaker=before.speaker,
                    agency=before.agency,
                    form="goes on",
                    elsewhere=sentence,
                )
            )
            drafts.sort(key=position)
    return drafts


def _is_asked(quote: Quote, sentences: Sequence[Sentence], at: int, text: str) -> bool:
    """A question that is a paragraph and is answered by a quotation in the next: the interviewer's."""
    if text[quote.parts[-1].end - 1] != "?" or (
        at and sentences[at - 1].paragraph == sentences[at].paragraph
    ):
        return False
    after = next((s for s in sentences[at + 1 :] if s.start >= quote.span.end), None)
    return after is not None and after.paragraph == sentences[at].paragraph + 1 and after.text[0] in MARKS


def belongs(quote: Quote, drafts: Sequence[Draft]) -> bool:
    """Some statement whose cue stands outside of the quotation has it among its contents."""
    outer = [d for d in drafts if d.cue_span is None or not quote.span.covers(d.cue_span)]
    return any(p.touches(quote.span) for d in outer for p in d.pieces)


def position(draft: Draft) -> int:
    """Where a draft begins: its cue or its first contents."""
    spans = [*draft.pieces, *([draft.cue_span] if draft.cue_span else [])]
    return min((s.start for s in spans), default=draft.home.start)


def _is_direct(draft: Draft, found: Sequence[Quote]) -> bool:
    return any(p.touches(q.span) for p in draft.pieces for q in found if q.is_speech)


def _speaker_before(
    drafts: list[Draft], quote: Quote, sentences: Sequence[Sentence], at: int
) -> Draft | None:
    """The last outer statement with a speaker in this sentence, or in the one before, where the quotation follows on."""
    best: tuple[int, Draft] | None = None
    for draft in drafts:
        if (
            draft.speaker is None
            or (draft.cue_span is None and draft.form != "goes on")
            or draft.row.kind == "attitude"
        ):
            continue
        spans = [*draft.pieces, *([draft.cue_span] if draft.cue_span else [])]
        end = max((s.end for s in spans), default=0)
        if end > quote.span.start or (not draft.pieces and not draft.open_end):
            continue
        last = sentence_at(sentences, end - 1)
        if at - last > 1:
            continue
        inside = any(
            o is not draft and draft.cue_span and any(p.covers(draft.cue_span) for p in o.pieces)
            for o in drafts
        )
        if not inside and (best is None or end >= best[0]):
            best = (end, draft)
    return best[1] if best else None
