"""The record of one attribution: who says what, by which words. It holds no rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dragoman.model import Mention, Span, Stance

StatementKind = Literal["speech", "belief", "attitude", "document"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Someone says, believes or wants something, in the words of one report. All spans are absolute.

    `speaker` is whom the words stand for as far as the sentence tells: the noun before "who", the outer
    speaker for "I" and "we" inside a quotation; `subject` is the word that stands at the cue itself.
    `contents` are the pieces of what is said, in text order, quotation marks included.
    """

    speaker: Mention | None
    cue: Span | None
    cue_lemma: str
    contents: tuple[Span, ...]
    quoted: bool
    """A quotation stands inside the contents, or is them."""
    mixed: bool
    """Part of the contents is quoted and part of it is not."""
    stance: Stance
    agency: str | None
    """The agency or outlet through which it reached this report, or that says it itself."""
    medium: str | None
    """What it was said in: interview, statement, televised speech."""
    unnamed: bool
    """The speaker is a person or persons without name or institution: sources, a senior official."""
    said_on: Span | None
    """The date words attached to the cue ("on Sunday")."""
    sentence: int
    """The index of the sentence that holds the cue, or the quotation where there is no cue."""
    sentences: tuple[int, ...]
    """The indexes of all sentences that the cue and the contents touch."""
    kind: StatementKind
    """speech; belief (thinks, expects); attitude (wants, plans, supports: not an utterance); document (a poll shows)."""
    weight: float
    """How far the cue commits the speaker, 0 to 1: `confirm` 1, `suggest` 0.5."""
    subject: Mention | None = None
    addressee: Mention | None = None
    negated: bool = False
    """The cue is negated ("did not say"); the stance is turned already."""
    depth: int = 0
    """In how many other statements of the report its cue stands."""
    paragraph: int = 0
    told_of: Span | None = None
    """What is told of an unnamed speaker: "who asked not to be named"."""
    quotes: tuple[Span, ...] = ()
    """The quoted words among the contents, without marks."""

    def holds(self, other: Statement) -> bool:
        """True when the cue (or, without one, the contents) of `other` stands in what this one says."""
        at = other.cue or other.contents[0]
        return other is not self and any(c.covers(at) and c != at for c in self.contents)
