"""The named mentions of a report, as they are introduced: what surnames and pronouns may later stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.grounding.identify import Identifier, reading_of
from dragoman.grounding.memory import BOTH, PRONOUNS, Kind, Seen
from dragoman.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dragoman.grounding.people import Interval
    from dragoman.grounding.phrase import Reading
    from dragoman.language.parsed import Parsed
    from dragoman.model import Actor


def introduced(parsed: Parsed, identify: Identifier, interval: Interval) -> Iterator[Seen]:
    """Each mention of a sentence that stands for one known somebody, in text order."""
    for chunk in parsed.doc.noun_chunks:
        head = chunk.root
        if head.pos_ not in {"PROPN", "NOUN"}:
            continue
        mention = _mention(parsed, chunk, head)
        if mention.text.split()[0].lower() in PRONOUNS or BOTH.match(mention.text):
            continue
        actors = identify(mention, interval)
        if len(actors) != 1:
            continue
        reading = reading_of(mention.text, identify.registry)
        kind = _kind(actors[0], reading, head)
        if kind is not None:
            yield Seen(
                mention.start, mention.end, parsed.sentence.index, kind, _is_subject(head), sum(1 for _ in head.ancestors),
                actors[0], reading.role_words if reading.role else "", plural=head.tag_ in {"NNS", "NNPS"},
            )  # fmt: skip


def _mention(parsed: Parsed, chunk: Span, head: Token) -> Mention:
    last = chunk.end - 1
    for child in head.children:  # an apposition belongs to the introduction of a name
        if child.dep_ == "appos" and child.i > head.i and "PROPN" in {head.pos_, child.pos_}:
            last = max(last, child.right_edge.i)
    span, at = parsed.span(chunk.start, last), parsed.span_of(head)
    text = parsed.sentence.text[span.start - parsed.sentence.start : span.end - parsed.sentence.start]
    return Mention(span.start, span.end, text, at.start, at.end)


def _kind(actor: Actor, reading: Reading, head: Token) -> Kind | None:
    by = actor.by or ""
    if by.startswith(("office", "former office", "name", "description: office", "surname")) or (
        reading.role and reading.person
    ):
        return "person"
    if by in {"country", "capital", "seat", "group of states"}:
        return "state"
    if by.startswith("body") or by == "outlet":
        return "group"
    if by.startswith(("nationality and role", "role")):
        if head.tag_ in {"NNS", "NNPS"}:
            return "people"
        return "person" if reading.role and reading.role.office_kind else "group"
    return None


def _is_subject(head: Token) -> bool:
    """True for the subject of a clause and for what is joined to it."""
    first = head
    while first.dep_ == "conj" and first.head.dep_ in {"conj", "nsubj", "nsubjpass"}:
        first = first.head
    return first.dep_ in {"nsubj", "nsubjpass"}
