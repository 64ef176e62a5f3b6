"""Every quotation of a report: where it opens and closes, what is nested in it, and what is only a scare quote.

It works on characters alone and never decides who speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dragoman.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["double", "single"]

# Two straight or curly single marks in a row are how some agencies write a double mark.
_MARK = re.compile(r"''|``|’’|‘‘|[\"“”„‟«»‘’‚‛']")
_SINGLE = frozenset("‘’‚‛'")
_OPENS = frozenset({"“", "„", "‟", "«", "``", "‘‘", "‘", "‚", "‛"})
_CLOSES = frozenset({"”", "»", "’’"})
_BEFORE_OPENING = frozenset("([{<–—―-/“‘«\"'…")
_ELISION = re.compile(r"(?:\d0s|em|til|till|cause|n|tis|twas|round|bout)\b", re.IGNORECASE)
# Scare quotes and titles are a few words; of the quotations in running news text that have at most five
# words and follow a word directly, nearly all are borrowed words and not an utterance.
SCARE_WORDS = 5
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation. `span` runs from the first opening mark to the last closing mark.

    `parts` are the quoted words without marks, one span a paragraph. `depth` counts the quotations it lies in.
    `scare` is True for a few words borrowed inside someone else's sentence. `closed` is False when no
    closing mark was found before the paragraph ended.
    """

    span: Span
    parts: tuple[Span, ...]
    depth: int
    scare: bool
    closed: bool

    @property
    def is_speech(self) -> bool:
        """True for an utterance of its own: outermost and not a scare quote."""
        return self.depth == 0 and not self.scare


@dataclass(slots=True)
class _Open:
    kind: Kind
    start: int
    words_from: int
    depth: int
    parts: list[Span] = field(default_factory=list)
    first_nested: int | None = None


def quotes(text: str, bounds: Sequence[tuple[int, int]] | None = None) -> tuple[Quote, ...]:
    """The quotations of a text, by where they begin, an outer one before those nested in it.

    Marks may be straight, curly, doubled single marks or guillemets, and may be mismatched. A quotation
    that is not closed goes on when the next paragraph repeats the opening mark or closes it; otherwise it
    ends with its paragraph (`closed` is False). `bounds` are the paragraphs where they are already known.
    """
    found: list[Quote] = []
    pending: _Open | None = None
    for begin, end in paragraphs(text) if bounds is None else bounds:
        pending = _Scan(text, begin, end, found).run(pending)
    if pending is not None:
        _give_up(text, pending, found)
    return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph begins and ends: blank lines part them, or line ends in a text without blank lines."""
    gap = r"\n[^\S\n]*\n\s*" if re.search(r"\S[^\S\n]*\r?\n[^\S\n]*\r?\n", text) else r"\r?\n"
    bounds: list[tuple[int, int]] = []
    at = 0
    for match in [*re.finditer(gap, text), None]:
        stop = match.start() if match else len(text)
        piece = text[at:stop]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            bounds.append((at + lead, at + len(piece.rstrip())))
        at = match.end() if match else stop
    return bounds


class _Scan:
    """One pass over the marks of a paragraph, with a stack of the quotations that are open."""

    def __init__(self, text: str, begin: int, end: int, found: list[Quote]) -> None:
        self.text, self.begin, self.end, self.found = text, begin, end, found
        self.stack: list[_Open] = []
        self.pending: _Open | None = None

    def run(self, pending: _Open | None) -> _Open | None:
        """Adds what closes in this paragraph to `found`; gives back the quotation still open at its end."""
        self.pending = pending
        for match in _MARK.finditer(self.text, self.begin, self.end):
            if match.start() == self.begin and self._continues(match):
                continue
            kind: Kind = "single" if match.group() in _SINGLE else "double"
            if kind == "double":
                self._double(match)
            else:
                self._single(match)
        if self.pending is not None:  # neither repeated nor closed here
            _give_up(self.text, self.pending, self.found)
        for nested in reversed(self.stack[1:]):
            if nested.kind == "double":
                self._end_unclosed(nested)
        if not self.stack:
            return None
        outer = self.stack[0]
        if outer.words_from < self.end:
            outer.parts.append(Span(outer.words_from, self.end))
        return outer if outer.parts else None

    def _continues(self, match: re.Match[str]) -> bool:
        pending = self.pending
        if pending is None or match.group() in _CLOSES or match.end() >= self.end:
            return False
        if (match.group() in _SINGLE) != (pending.kind == "single"):
            return False
        pending.words_from = match.end()
        self.stack, self.pending = [pending], None
        return True

    def _double(self, match: re.Match[str]) -> None:
        mark = match.group()
        opens, closes = self._may_open(match), self._may_close(match)
        is_open = any(q.kind == "double" for q in self.stack)
        if mark in _CLOSES:
            wants_close = is_open or self.pending is not None or not opens
        elif mark in _OPENS:
            wants_close = is_open and closes and not opens
        else:
            wants_close = self._straight_closes(match, opens=opens, closes=closes, is_open=is_open)
        if wants_close:
            self._close("double", match)
        else:
            self._open("double", match)

    def _straight_closes(self, match: re.Match[str], *, opens: bool, closes: bool, is_open: bool) -> bool:
        before = self._char(match.start() - 1)
        if before.isdigit() and not is_open and self.pending is None:
            return True  # an inch mark: closing with nothing open does nothing
        if opens != closes:
            return closes
        return is_open or (self.pending is not None and closes)

    def _single(self, match: re.Match[str]) -> None:
        mark, after = match.group(), self._char(match.end())
        is_open = any(q.kind == "single" for q in self.stack)
        if is_open and mark not in {"‘", "‚", "‛"} and self._may_close(match) and not after.isalnum():
            if not self._possessive_inside(match):
                self._close("single", match)
            return
        if mark == "’" or not self._may_open(match) or _ELISION.match(self.text, match.end()):
            return
        starts_word = after.isalnum() or after in '“"‘[(…$£€'
        if starts_word and (mark == "‘" or self._closes_later(match.end())):
            self._open("single", match)

    def _possessive_inside(self, match: re.Match[str]) -> bool:
        """A plural possessive ("the states' rights") looks like a closing mark; the true one comes later."""
        if self._char(match.start() - 1).lower() != "s" or self._char(match.end()) != " ":
            return False
        if not self._char(match.end() + 1).islower():
            return False
        return self._closes_later(match.end())

    def _closes_later(self, at: int) -> bool:
        for later in _MARK.finditer(self.text, at, self.end):
            if later.group() not in _SINGLE:
                continue
            if later.group() == "‘" or (later.group() == "'" and self._may_open(later)):
                return False
            if self._may_close(later) and not self._char(later.end()).isalnum():
                return True
        return False

    def _open(self, kind: Kind, match: re.Match[str]) -> None:
        depth = len(self.stack)
        if self.stack and self.stack[0].first_nested is None:
            self.stack[0].first_nested = match.start()
        self.stack.append(_Open(kind, match.start(), match.end(), depth))

    def _close(self, kind: Kind, match: re.Match[str]) -> None:
        while self.stack and kind == "double" and self.stack[-1].kind == "single":
            if not any(q.kind == "double" for q in self.stack):
                return
            self.stack.pop()
        if self.stack and self.stack[-1].kind == kind:
            closed = self.stack.pop()
        elif not self.stack and self.pending is not None and self.pending.kind == kind:
            closed, self.pending = self.pending, None
            closed.words_from = self.begin
        else:
            return
        if match.start() > closed.words_from:
            closed.parts.append(Span(closed.words_from, match.start()))
        if not closed.parts:
            return
        span, parts = Span(closed.start, match.end()), tuple(closed.parts)
        self.found.append(Quote(span, parts, closed.depth, _is_scare(self.text, span, parts), closed=True))

    def _end_unclosed(self, opened: _Open) -> None:
        if self.end > opened.words_from:
            opened.parts.append(Span(opened.words_from, self.end))
            _give_up(self.text, opened, self.found)

    def _may_open(self, match: re.Match[str]) -> bool:
        before, after = self._char(match.start() - 1), self._char(match.end())
        return (
            (not before or before.isspace() or before in _BEFORE_OPENING)
            and bool(after)
            and not after.isspace()
        )

    def _may_close(self, match: re.Match[str]) -> bool:
        before, after = self._char(match.start() - 1), self._char(match.end())
        return bool(before) and not before.isspace() and (not after or not after.isalnum())

    def _char(self, at: int) -> str:
        return self.text[at] if self.begin <= at < self.end else ""


def _give_up(text: str, opened: _Open, found: list[Quote]) -> None:
    """Keeps a quotation that never closes: up to the next one that opens inside it, or to its paragraph's end."""
    parts = opened.parts
    if opened.first_nested is not None and len(parts) == 1:
        stop = opened.first_nested
        while stop > parts[0].start and text[stop - 1].isspace():
            stop -= 1
        if stop <= parts[0].start:
            return
        parts = [Span(parts[0].start, stop)]
    # A stray mark opens nothing: an utterance whose end was lost has at least a clause.
    if not parts or len(_WORD.findall(parts[0].of(text))) <= SCARE_WORDS:
        return
    found.append(
        Quote(Span(opened.start, parts[-1].end), tuple(parts), opened.depth, scare=False, closed=False)
    )


def _is_scare(text: str, span: Span, parts: tuple[Span, ...]) -> bool:
    if len(parts) > 1:
        return False
    words = parts[0].of(text)
    if len(_WORD.findall(words)) > SCARE_WORDS:
        return False
    before = text[: span.start].rstrip(" \t([")[-1:]
    if before and (before.isalnum() or before in "’'%"):
        return True  # runs on from a word: borrowed words in a sentence
    ending = words.rstrip()[-1:] + text[span.end : span.end + 1]
    return not any(c in ",.!?…" for c in ending)
