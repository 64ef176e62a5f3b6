"""When "he said" cannot mean the person whom the words just said name: nobody speaks of himself by his name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.attribution.records import Statement

_HE = frozenset({"he", "she"})
# How many sentences back the one who speaks on may have been named.
_BACK = 2


def speaks_of(statement: Statement, name: str | None, text: str) -> bool:
    """True where the speaker is a pronoun for a person whom the contents before it name."""
    if name is None or statement.speaker is None or statement.speaker.text.lower() not in _HE:
        return False
    said = " ".join(c.of(text) for c in statement.contents if c.end <= statement.speaker.start)
    return name.split()[-1] in said.replace("’", " ").replace("'", " ").split()


def only_quoted(statement: Statement, name: str | None, all_of_them: Sequence[Statement], text: str) -> bool:
    """True where since the last speaker only quoted words name the person: "he" is then who was quoted."""
    before = speakers_before(statement, all_of_them)
    if name is None or not before or statement.speaker is None or statement.speaker.text.lower() not in _HE:
        return False
    at, end = before[-1].speaker.end if before[-1].speaker else 0, statement.speaker.start
    quoted = sorted({q for s in all_of_them for q in s.quotes if at <= q.start and q.end <= end})
    if not quoted:
        return False
    own, said = [], []
    for quote in quoted:
        own.append(text[at : max(at, quote.start)])
        said.append(quote.of(text))
        at = max(at, quote.end)
    own.append(text[at:end])
    surname = name.split()[-1]
    return surname in " ".join(said) and surname not in " ".join(own)


def speakers_before(statement: Statement, all_of_them: Sequence[Statement]) -> list[Statement]:
    """Statements with a speaker other than a pronoun, of the sentences just before, in text order."""
    return [
        s
        for s in all_of_them
        if s.speaker is not None
        and s.speaker.text.lower() not in _HE
        and s.sentence <= statement.sentence
        and statement.sentence - s.sentences[-1] <= _BACK
        and (statement.speaker is None or s.speaker.start < statement.speaker.start)
        and not s.depth
    ]
