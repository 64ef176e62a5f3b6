"""The frame tables: they parse, cover every type and mode, and fire on their own examples."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from dragoman.codebook import codebook
from dragoman.coding import code_sentence, load_lexicon
from dragoman.language.parser import parse
from dragoman.model import Act, Mention, Sentence

FOLDER = resources.files("dragoman.coding").joinpath("data/frames")
FILES = sorted(f.name for f in FOLDER.iterdir() if f.name.endswith(".toml"))
LEAST_FRAMES = 400
LEAST_SHARE = 0.95
"""Share of examples that must give the frame's type with its participants; the rest is what the parser gets wrong."""


def blocks(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))["frame"])


@functools.cache
def every() -> tuple[tuple[str, dict[str, Any]], ...]:
    return tuple((name.split(".")[0].upper(), block) for name in FILES for block in blocks(name))


def test_every_type_has_a_file() -> None:
    assert {name.split(".")[0].upper() for name in FILES} == set(codebook().types)


def test_there_are_enough_frames() -> None:
    assert len(every()) >= LEAST_FRAMES


def test_ids_are_unique() -> None:
    doubled = [id_ for id_, n in Counter(block["id"] for _, block in every()).items() if n > 1]
    assert doubled == []


def test_modes_belong_to_their_type() -> None:
    types = codebook().types
    unknown = [(b["id"], m) for t, b in every() for m in b.get("modes", ()) if m not in types[t].modes]
    assert unknown == []


def test_every_mode_has_a_frame() -> None:
    wanted = {(name, mode) for name, entry in codebook().types.items() for mode in entry.modes}
    assert wanted - {(t, m) for t, block in every() for m in block.get("modes", ())} == set()


def test_every_frame_is_of_one_word_class() -> None:
    wrong = [block["id"] for _, block in every() if sum(k in block for k in ("verb", "noun", "adj")) != 1]
    assert wrong == []


def test_every_frame_has_an_example_with_its_participants() -> None:
    wrong = []
    for _, block in every():
        sentence = block.get("example", "")
        words = (block.get("example_source", ""), block.get("example_target", ""))
        if not sentence or not any(words) or not all(w in sentence for w in words):
            wrong.append(block["id"])
    assert wrong == []


def test_examples_are_not_repeated() -> None:
    doubled = [text for text, n in Counter(block["example"] for _, block in every()).items() if n > 1]
    assert doubled == []


@functools.cache
def coded() -> tuple[tuple[str, dict[str, Any], tuple[Act, ...]], ...]:
    """The acts of every example, parsed in one go."""
    texts = [block["example"] for _, block in every()]
    sentences = [Sentence(index=i, start=0, end=len(t), text=t, paragraph=i) for i, t in enumerate(texts)]
    lexicon = load_lexicon()
    return tuple(
        (event_type, block, tuple(code_sentence(parsed, lexicon)[0]))
        for (event_type, block), parsed in zip(every(), parse(sentences), strict=True)
    )


def holds(found: tuple[Mention, ...], wanted: str) -> bool:
    """Every word of the example's participant that says something is in the mentions."""
    said = " ".join(m.text for m in found).lower()
    small = {"the", "a", "an", "of", "two", "its", "his", "their", "'s", "s'"}
    words = [w.removesuffix("'s").rstrip("'") for w in wanted.lower().split()]
    heads = [w for w in words if w not in small]
    return not wanted or all(w in said for w in heads) or any(m.text.lower() in wanted.lower() for m in found)


def fires(event_type: str, block: dict[str, Any], acts: tuple[Act, ...]) -> bool:
    """Some act has the frame's type and participants; of two equal parties the sides may be swapped."""
    source, target = block.get("example_source", ""), block.get("example_target", "")
    for act in acts:
        both = act.source + act.target
        if act.type != event_type:
            continue
        if holds(act.source, source) and holds(act.target, target):
            return True
        if block.get("reciprocal") and holds(both, source) and holds(both, target):
            return True
    return False


@pytest.mark.parametrize("event_type", sorted({name.split(".")[0].upper() for name in FILES}))
def test_frames_fire_on_their_examples(event_type: str) -> None:
    own = [(block, acts) for t, block, acts in coded() if t == event_type]
    silent = [
        f"{block['id']}: {block['example']}" for block, acts in own if not fires(event_type, block, acts)
    ]
    assert len(silent) <= (1 - LEAST_SHARE) * len(own), silent
