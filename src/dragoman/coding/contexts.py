"""What a passage is about, in PLOVER's 37 contexts, by cue words.

It never looks at who did what: an act's own type and mode only add the contexts that the manual ties to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.codebook import codebook
from dragoman.errors import TableError
from dragoman.tables import lines_of_blocks, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "dragoman.coding"
TABLE = "data/contexts.toml"

# Each maps one code point to one, so that offsets hold: a hyphen or a line break inside a phrase is a space.
_SPACES = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013\t\n\r\u00a0\u202f", " ") | {"\u2019": "'"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One word or phrase. `stem`: it may go on to the end of a word; `cased`: its capitals must match."""

    words: str
    context: str
    stem: bool
    cased: bool
    counts: bool
    """False for the phrases inside which a cue does not count."""


class Cues:
    """The compiled table: one automaton over all cues, and the rules between contexts and acts."""

    def __init__(
        self, cues: tuple[Cue, ...], suppress: dict[str, frozenset[str]], added: dict[str, tuple[str, ...]]
    ) -> None:
        """`suppress` maps a context to those that stand for it, `added` an act to the contexts it brings."""
        from ahocorasick_rs import AhoCorasick

        self.cues = cues
        self._suppress = suppress
        self._added = added
        self._automaton = AhoCorasick([_lower(cue.words) for cue in cues])

    def find(self, text: str) -> Iterator[tuple[int, int, Cue]]:
        """Every cue in the text that stands at word boundaries, with its offsets, by end and then by table."""
        plain = text.translate(_SPACES)
        lowered = _lower(plain)
        for number, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            cue = self.cues[number]
            if start and lowered[start - 1].isalnum():
                continue
            if not cue.stem and end < len(lowered) and lowered[end].isalnum():
                continue
            if cue.cased and plain[start:end] != cue.words:
                continue
            yield start, end, cue

    def contexts(self, text: str, acts: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The contexts of the text and of the acts (TYPE or TYPE/mode) in it, sorted."""
        hits = list(self.find(text))
        barred = [(start, end, cue.context) for start, end, cue in hits if not cue.counts]
        found = {
            cue.context
            for start, end, cue in hits
            if cue.counts and not any(s <= start < e and cue.context == c for s, e, c in barred)
        }
        for act in acts:
            found.update(self._added.get(act, ()))
        return tuple(sorted(name for name in found if not (self._suppress.get(name, frozenset()) & found)))


def contexts(
    text: str,
    type: str | None = None,
    modes: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """The context names of a sentence or paragraph, sorted; with `type` and `modes` those the act brings too."""
    acts = (type, *(f"{type}/{mode}" for mode in modes)) if type else ()
    return load_cues().contexts(text, acts)


@cache
def load_cues() -> Cues:
    """The cue table that ships with dragoman. Raises TableError with file and line where it breaks its schema."""
    return build(read_toml(PACKAGE, TABLE), _lines)


def _lines(table: str) -> list[int]:
    return lines_of_blocks(PACKAGE, TABLE, table)


def build(data: dict[str, Any], lines: Any) -> Cues:
    """The compiled form of a parsed table; `lines(name)` gives the first line of each `[[name]]` block."""
    book = codebook()
    cues: list[Cue] = []
    seen: set[str] = set()
    for line, block in zip(lines("context"), data["context"], strict=True):
        name = _known(block["name"], book.contexts, "context", line)
        if name in seen:
            raise TableError(f"{TABLE}:{line}: context {name} stands in the table twice")
        seen.add(name)
        cues += [_cue(words, name, counts=True, line=line) for words in block["cues"]]
        cues += [_cue(words, name, counts=False, line=line) for words in block.get("without", [])]
    missing = sorted(set(book.contexts) - seen)
    if missing:
        raise TableError(f"{TABLE}: no cues for {', '.join(missing)}")
    suppress = {
        _known(block["context"], book.contexts, "context", line): frozenset(
            _known(name, book.contexts, "context", line) for name in block["by"]
        )
        for line, block in zip(lines("suppress"), data["suppress"], strict=True)
    }
    acts = set(book.types) | {f"{t.name}/{mode}" for t in book.types.values() for mode in t.modes}
    added: dict[str, tuple[str, ...]] = {}
    for line, block in zip(lines("add"), data["add"], strict=True):
        act = _known(block["act"], acts, "act", line)
        added[act] = (*added.get(act, ()), _known(block["context"], book.contexts, "context", line))
    return Cues(tuple(cues), suppress, added)


def _known(name: str, names: Any, kind: str, line: int) -> str:
    if name not in names:
        raise TableError(f"{TABLE}:{line}: {name!r} is not a {kind} of the codebook")
    return name


def _cue(words: str, context: str, *, counts: bool, line: int) -> Cue:
    stem = words.endswith("*")
    plain = words.removesuffix("*").translate(_SPACES)
    if not plain.strip() or plain != plain.strip() or "*" in plain:
        raise TableError(f"{TABLE}:{line}: cue {words!r}; expected words with at most one * at the end")
    return Cue(plain, context, stem, plain != _lower(plain), counts)


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # A few letters lower to two code points; they are kept as they are, so that offsets hold.
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)
