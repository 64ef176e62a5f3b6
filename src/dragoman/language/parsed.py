"""A sentence with its dependency parse, and the step between its tokens and the report's text.

It never changes a parse.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
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
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _ends: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Kept because spaCy builds an object for every token that is looked at.
        starts, lengths = self.doc.to_array(["IDX", "LENGTH"]).T.tolist() if len(self.doc) else ([], [])
        object.__setattr__(self, "_starts", starts)
        object.__setattr__(self, "_ends", [a + n for a, n in zip(starts, lengths, strict=True)])

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
        at = bisect_right(self._starts, local) - 1
        return self.doc[at] if at >= 0 and local < self._ends[at] else None

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that touch a report span, in order."""
        start, end = span.start - self.sentence.start, span.end - self.sentence.start
        first, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return list(self.doc[first:after]) if first < after else []
