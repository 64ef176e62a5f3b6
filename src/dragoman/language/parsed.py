"""A sentence with its dependency parse, and the step between its tokens and the report's text.

It never changes a parse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.model import Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence and its spaCy parse. `doc.text == sentence.text`, so `token.idx` counts from sentence.start.

    Only a lone surrogate, which spaCy cannot hold, is U+FFFD in the doc; the lengths are always equal.
    """

    sentence: Sentence
    doc: Doc

    def span(self, first: int, last: int) -> Span:
        """The report span from token `first` to token `last`, both included."""
        begin, end = self.doc[first], self.doc[last]
        start = self.sentence.start
        return Span(start + begin.idx, start + end.idx + len(end.text))

    def span_of(self, token: Token) -> Span:
        """The report span of one token."""
        return self.span(token.i, token.i)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the report offset, None between tokens or outside the sentence."""
        local = offset - self.sentence.start
        for token in self.doc:
            if token.idx <= local < token.idx + len(token.text):
                return token
        return None

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that touch a report span, in order."""
        start, end = span.start - self.sentence.start, span.end - self.sentence.start
        return [t for t in self.doc if t.idx < end and t.idx + len(t.text) > start]
