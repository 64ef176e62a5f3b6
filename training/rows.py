"""Sentences as the encoder learns them: those of the corpus, and the examples of the coder's own tables.

It reads and labels; what is learned of it is for `encoder.py`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from examples import PLAIN, passages, plain_examples
from stability import Told, passive

from dragoman.coding.frames import find_acts, read_sentence
from dragoman.coding.lexicon import load_lexicon
from dragoman.coding.phrases import phrase
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.coding.slots import Reader


@dataclass(frozen=True, slots=True)
class Labelled:
    """One event of a sentence: its word, all words of its trigger, and for each side the heads and words of its spans."""

    type: str
    modes: tuple[str, ...]
    at: int
    span: tuple[int, ...]
    sides: tuple[tuple[tuple[int, int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence: its words and its labelled events. `whole`: how much it says of whether a sentence tells any."""

    words: tuple[str, ...]
    events: tuple[Labelled, ...]
    whole: float = 1.0


def of_corpus(wanted: str) -> list[Row]:
    """The sentences of one split in the order of the corpus."""
    lexicon = load_lexicon()
    return [
        Row(tuple(reader.tree.words), tuple(_labelled(reader, passage["events"])))
        for passage in passages()
        if passage["split"] == wanted
        for reader in (read_sentence(one, lexicon) for one in parse(split(passage["text"])))
    ]


def _labelled(reader: Reader, events: list[dict[str, Any]]) -> Iterable[Labelled]:
    tree = reader.tree
    sentence = tree.parsed.sentence
    for event in events:
        start = event["trigger"]["start"]
        span = _tokens(reader, event["trigger"])
        if not sentence.start <= start < sentence.end or not span:
            continue
        sides = tuple(
            tuple((_top(reader, t), t[0], t[-1]) for t in (_tokens(reader, s) for s in event[side]) if t)
            for side in ("source", "target")
        )
        yield Labelled(event["type"], tuple(event["modes"]), _told_at(reader, span), tuple(span), sides)


def _tokens(reader: Reader, span: dict[str, Any]) -> list[int]:
    start = reader.tree.parsed.sentence.start
    return [
        t.i
        for t in reader.tree.parsed.doc
        if start + t.idx < span["end"] and start + t.idx + len(t.text) > span["start"]
    ]


def _told_at(reader: Reader, span: list[int]) -> int:
    """The word that stands for a trigger: the noun after a light verb, else the top of the stretch."""
    tree = reader.tree
    nouns = [k for k in span if tree.pos[k] == "n"]
    verbs = [k for k in span if tree.pos[k] == "v"]
    return nouns[-1] if nouns and verbs and nouns[-1] > verbs[0] else _top(reader, span)


def _top(reader: Reader, span: list[int]) -> int:
    tree = reader.tree
    tops = [t for t in span if tree.head[t] not in span or tree.head[t] == t]
    tops = [t for t in tops if tree.dep[t] not in {"det", "punct", "cc"}] or tops
    return min(tops, key=lambda t: (len(tree.path_up(t)), t))


def of_tables() -> list[Row]:
    """The examples of frames and of figures of speech, in the order of the tables, labelled as the lexicon reads them.

    Each frame has one plain sentence that it must tell, and each figure one that tells nothing: what the tests hold. An
    example of a frame that tells nothing, or of a figure that tells something, is left out. Nearly all tell something,
    which is no measure of the news: of how many do they say little (`PLAIN`).
    """
    lexicon = load_lexicon()
    told = plain_examples(lexicon)
    texts = list(told)
    readers = [read_sentence(one, lexicon) for one in parse([Sentence(0, 0, len(t), t, 0) for t in texts])]
    found = [
        (told[t], Row(tuple(r.tree.words), tuple(_read(r)), whole=PLAIN))
        for t, r in zip(texts, readers, strict=True)
    ]
    return [row for meant, row in found if meant == bool(row.events)]


_BEFORE = (
    "On Sunday ,", "Late on Friday ,", "Despite the heat ,", "After a sleepless night ,", "As the shops were closing ,",
    "In a week of heavy snow ,", "Not for the first time ,", "With summer nearly over ,",
)  # fmt: skip
_AFTER = (
    ", a radio station said",
    ", according to local media",
    ", the evening paper reported",
    ", a short bulletin said",
)
_EVERY = 6


def varied(rows: list[Row]) -> list[Row]:
    """Every sixth row again behind or before idle words: they say nothing of whether a sentence tells an act."""
    out = []
    for n, row in enumerate(rows):
        if n % _EVERY or not row.words:
            continue
        if (n // _EVERY) % 3 == 2 and row.words[-1] == ".":
            out.append(replace(row, words=(*row.words[:-1], *_AFTER[n % len(_AFTER)].split(), ".")))
        else:
            before = tuple(_BEFORE[n % len(_BEFORE)].split())
            first = row.words[0].lower() if row.words[0] in _LOWERED else row.words[0]
            moved = tuple(_moved(event, len(before)) for event in row.events)
            out.append(replace(row, words=(*before, first, *row.words[1:]), events=moved))
    return out


_LOWERED = frozenset({
    "The", "A", "An", "Police", "Troops", "Rebels", "Protesters", "Thousands", "Hundreds", "Two", "Three", "Several", "His", "Its", "Their",
})  # fmt: skip
"""First words that are written small behind other words."""


def _moved(event: Labelled, by: int) -> Labelled:
    sides = tuple(tuple((h + by, f + by, t + by) for h, f, t in spans) for spans in event.sides)
    return replace(event, at=event.at + by, span=tuple(k + by for k in event.span), sides=sides)


def in_passive() -> list[Row]:
    """Half of the plain active examples of frames (by a sum of their letters) again in the passive, read as they stand."""
    lexicon = load_lexicon()
    texts = []
    for text in dict.fromkeys(frame.example for frame in lexicon.frames):
        if zlib.crc32(text.encode()) % 2 or not text.endswith("."):
            continue
        reader = read_sentence(parse([Sentence(0, 0, len(text), text, 0)])[0], lexicon)
        found = [m for m in find_acts(reader)[0] if m.source and m.target]
        if len(found) != 1:
            continue
        source, target = (_said(reader, heads[0]) for heads in (found[0].source, found[0].target))
        changed = passive(reader.tree.parsed.doc, Told(found[0].type, (), "", (source,), (target,)))
        if changed:
            texts.append(changed)
    out = []
    for one in parse([Sentence(0, 0, len(t), t, 0) for t in texts]):
        reader = read_sentence(one, lexicon)
        events = tuple(_read(reader))
        if events:
            out.append(Row(tuple(reader.tree.words), events, whole=PLAIN))
    return out


def _said(reader: Reader, k: int) -> str:
    """The words of the phrase that token `k` heads."""
    first, last = phrase(reader.tree, k)
    return " ".join(reader.tree.words[first : last + 1])


def _read(reader: Reader) -> Iterator[Labelled]:
    for match in find_acts(reader)[0]:
        if match.source or match.target:
            sides = tuple(
                tuple((k, *phrase(reader.tree, k)) for k in heads) for heads in (match.source, match.target)
            )
            span = tuple(
                sorted({match.i, *([match.trigger.light] if match.trigger.light is not None else [])})
            )
            yield Labelled(match.type, match.modes, match.i, span, sides)
