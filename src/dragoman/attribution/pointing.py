"""Speakers that only point back in the report: "the statement said", "according to the paper", "he" of an unnamed source.

It changes drafts; whom a name stands for is settled by grounding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.attribution.agencies import agency_of
from dragoman.attribution.cues import cues
from dragoman.attribution.phrases import medium, medium_words, noun_phrase
from dragoman.attribution.subjects import document_owner
from dragoman.attribution.unnamed import is_unnamed
from dragoman.attribution.words import lemma

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.attribution.drafts import Draft
    from dragoman.language.parsed import Parsed

_DEFINITE = frozenset({"the", "this", "that"})
# Nouns by which an outlet that was named is called again.
_OUTLET = re.compile(
    r"(?:the|that|this) (?:\w+ )?(?:paper|newspaper|daily|weekly|magazine|agency|news agency|broadcaster|channel|station|network|website|"
    r"outlet|portal|tabloid)$",
    re.IGNORECASE,
)
_HE = frozenset({"he", "she"})


def point_back(drafts: Sequence[Draft], parsed: Sequence[Parsed]) -> None:
    """Gives drafts in text order the outlet, the document and its author that their speakers point back to."""
    sentences = {p.sentence.index: p for p in parsed}
    for n, draft in enumerate(drafts):
        before = drafts[:n]
        _outlet(draft, before)
        _document(draft, before)
        if draft.medium is None and draft.speaker is not None and draft.speaker.text.lower() in _HE:
            draft.medium = _medium_before(sentences.get(draft.home.index - 1), draft)


def _outlet(draft: Draft, before: Sequence[Draft]) -> None:
    """ "According to the paper": the outlet that was named last."""
    speaker = draft.speaker
    if speaker is None or _OUTLET.fullmatch(speaker.text) is None:
        return
    draft.agency = next((o.agency for o in reversed(before) if o.agency is not None), draft.agency)
    named = (o.speaker for o in reversed(before) if o.speaker is not None and o.agency == draft.agency)
    draft.speaker = next((s for s in named if agency_of(s.text) == draft.agency), speaker)


def _document(draft: Draft, before: Sequence[Draft]) -> None:
    """A document that says something is the medium; who issued it speaks, where the report has told who did."""
    subject, head = draft.subject, None
    if subject is not None:
        head = draft.parsed.token_at(subject.head_start)
    if head is None or head.pos_ != "NOUN" or lemma(head) not in cues().documents:
        return
    draft.medium = draft.medium or medium_words(head)
    if draft.speaker is not subject:
        return
    author = document_owner(head)
    if author is not None:
        draft.speaker = noun_phrase(draft.parsed, author)
        return
    if not any(c.lower_ in _DEFINITE for c in head.children):
        return
    for other in reversed(before):
        if other.medium is not None and other.medium.split(" on ")[0].split()[-1] == lemma(head):
            if other.speaker is not None and not _is_document(other):
                draft.speaker, draft.agency = other.speaker, draft.agency or other.agency
            return


def _medium_before(last: Parsed | None, draft: Draft) -> str | None:
    """ "Hit back in a post on X. 'They are afraid,' he wrote": what the sentence before says he spoke in."""
    if last is None or last.sentence.paragraph != draft.home.paragraph:
        return None
    root = next((t for t in last.doc if t.dep_ == "ROOT"), None)
    return medium(root, set(), cues())[0] if root is not None and root.pos_ == "VERB" else None


def _is_document(draft: Draft) -> bool:
    speaker = draft.speaker
    head = draft.parsed.token_at(speaker.head_start) if speaker is not None else None
    return head is not None and lemma(head) in cues().documents


def mark_unnamed(drafts: Sequence[Draft]) -> None:
    """Says of each draft, in text order, whether its speaker is a person without a name; "he" is who spoke just before."""
    last: Draft | None = None
    for draft in drafts:
        if draft.speaker is None:
            continue
        again = draft.speaker.text.lower() in _HE and last is not None and last.unnamed
        near = last is not None and 0 <= draft.home.index - last.home.index <= 1
        draft.unnamed = is_unnamed(draft) or (again and near)
        last = draft
