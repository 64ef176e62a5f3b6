"""The sentences of the corpus and the acts that coding finds in them: what the scorer sees, and what is labelled.

It trains nothing. An act is right when the corpus has an event of its type in that sentence (one to one, whole events and
touching triggers first: `bench/scoring.py`).
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import scoring

from dragoman.assemble import assemble
from dragoman.codebook import codebook
from dragoman.coding.frames import find_acts, read_sentence, to_act
from dragoman.coding.lexicon import load_lexicon
from dragoman.coding.scorer.features import Scene, of_act, of_sentence
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Report, Sentence
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.coding.entries import Lexicon

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "data/corpus/corpus.jsonl"
PLAIN = 0.1
"""What an example of the coder's own tables weighs beside a sentence of the corpus where it is asked whether a sentence tells
anything: nearly all of them do, so that they weigh as much together as the shortest sentences of the corpus. Not tuned."""


@dataclass(frozen=True, slots=True)
class Told:
    """One act of a sentence. `right`: it is labelled; `told`: grounding lets it through."""

    type: str
    facts: tuple[str, ...]
    right: bool
    told: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with the acts that the lexicon finds in it. `free`: it holds no labelled event. `weight`: 1 in the corpus."""

    passage: str
    split: str
    facts: tuple[str, ...]
    free: bool
    acts: tuple[Told, ...]
    weight: float = 1.0


def passages() -> Iterator[dict[str, Any]]:
    for line in CORPUS.read_text("utf-8").splitlines():
        yield json.loads(line)


def examples() -> Iterator[Example]:
    """Every sentence of every passage, in the order of the corpus."""
    lexicon = load_lexicon()
    for passage in passages():
        yield from of_passage(passage, lexicon)


def plain_examples(lexicon: Lexicon) -> dict[str, bool]:
    """The examples of frames, which must tell something, and those of figures of speech, which must not.

    In the order of the table, and of the alphabet: the lexicon keeps figures in no order of their own.
    """
    told = dict.fromkeys((frame.example for frame in lexicon.frames), True)
    figures = sorted((f for own in lexicon.figures.values() for f in own), key=lambda f: f.example)
    told |= {f.example: False for f in figures if f.example not in told}
    return {text: meant for text, meant in told.items() if text}


def of_tables() -> Iterator[Example]:
    """The examples of frames, each a plain sentence that tells what the lexicon reads in it, and those of figures of speech.

    Left out is an example of a frame in which the lexicon finds nothing, and one of a figure in which it finds something.
    """
    lexicon = load_lexicon()
    told = plain_examples(lexicon)
    texts = list(told)
    for text, one in zip(texts, parse([Sentence(0, 0, len(t), t, 0) for t in texts]), strict=True):
        reader = read_sentence(one, lexicon)
        found = [m for m in find_acts(reader)[0] if m.source or m.target]
        if told[text] == bool(found):
            yield Example("", "train", tuple(of_sentence(Scene(reader), found)), not found, (), PLAIN)


def of_passage(passage: dict[str, Any], lexicon: Any) -> Iterator[Example]:
    """The sentences of one passage."""
    parsed = parse(split(passage["text"]))
    gold = scoring.gold_events(passage)
    seen, acts = [], []
    for one in parsed:
        reader = read_sentence(one, lexicon)
        found = [m for m in find_acts(reader)[0] if m.source or m.target]
        scene = Scene(reader)
        own = [to_act(reader, m) for m in found]
        span = one.sentence
        free = not any(span.start <= g.trigger[0] < span.end for g in gold)
        seen.append(
            (
                of_sentence(scene, found),
                free,
                own,
                [of_act(scene, m) for m in found],
            )
        )
        acts += own
    events, _, _ = assemble(Report(passage["id"], passage["text"]), parsed, acts, registry(), codebook())
    through = {(e.evidence.trigger[0], e.type) for e in events}
    told = scoring.told_acts(passage, acts)
    labelled = {id(o) for _, o, _ in scoring.pairs(gold, told, {})}
    right = {id(act): id(one) in labelled for act, one in zip(acts, told, strict=True)}
    for named, free, own, facts in seen:
        kept = tuple(
            Told(a.type, tuple(f), right[id(a)], (a.trigger.start, a.type) in through)
            for a, f in zip(own, facts, strict=True)
        )
        yield Example(passage["id"], passage["split"], tuple(named), free, kept)
