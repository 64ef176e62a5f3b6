"""Words as pieces of the encoder's vocabulary: lower case, accents off, longest piece first (BERT's WordPiece).

It is given words that the parser has already parted, and never looks at two words at once.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
PIECES_MAX = 8
"""Of one word: web addresses and the like are cut."""


class WordPiece:
    """A vocabulary of pieces; `##` before a piece says that it goes on a word."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.numbers: Mapping[str, int] = {piece: n for n, piece in enumerate(vocabulary)}
        self.unknown = self.numbers[UNKNOWN]
        self.start = self.numbers[START]
        self.end = self.numbers[END]
        self.pieces = lru_cache(maxsize=50_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, at least one."""
        found = [n for part in _parts(word) for n in self._longest_first(part)]
        return tuple(found[:PIECES_MAX]) or (self.unknown,)

    def _longest_first(self, part: str) -> list[int]:
        found = []
        at = 0
        while at < len(part):
            before = "##" if at else ""
            for end in range(len(part), at, -1):
                number = self.numbers.get(before + part[at:end])
                if number is not None:
                    break
            else:
                return [self.unknown]
            found.append(number)
            at = end
        return found


def _parts(word: str) -> Iterator[str]:
    """The word in lower case without accents, parted at everything that is no letter and no digit."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    at = 0
    for n, c in enumerate(plain):
        if c.isalnum():
            continue
        if at < n:
            yield plain[at:n]
        if not c.isspace():
            yield c
        at = n + 1
    if at < len(plain):
        yield plain[at:]
