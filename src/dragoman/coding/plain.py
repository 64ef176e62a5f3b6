"""Governing verbs without a coded act below them: `refused to comment`, `threatened to burn the house`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.governors import tells_only
from dragoman.coding.matching import Match
from dragoman.coding.phrases import heads_of
from dragoman.coding.polarity import owed
from dragoman.coding.slots import Reader, Trigger
from dragoman.coding.triggers import verb_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.coding.entries import Governor


def plain_acts(reader: Reader, taken: set[int]) -> Iterator[Match]:
    """Acts of governing verbs that give a type of their own, at words that no other act has taken."""
    tree = reader.tree
    for i in range(tree.n):
        if i in taken or tree.pos[i] != "v" or tree.dep[i] in {"amod", "compound"}:
            continue
        for words, governor in reader.lexicon.governors.get(("v", tree.lemma[i]), ()):
            if not governor.plain or not governor.gives or not verb_words(tree, i, words):
                continue
            match = _plain(reader, i, governor)
            if match is not None:
                yield match
                break


def _plain(reader: Reader, i: int, governor: Governor) -> Match | None:
    trigger = Trigger(i, "v")
    if not _complement(reader, trigger, governor) or (
        governor.gives == "REQUEST" and tells_only(reader.tree, i)
    ):
        return None
    source = heads_of(reader.tree, reader.first(trigger, governor.source or ("subj",))[1])
    slots = tuple(s for s in governor.target if not s.startswith("content."))
    target = [t for t in heads_of(reader.tree, reader.first(trigger, slots)[1]) if t not in source]
    word = reader.tree.lower[i]
    return Match(
        trigger=trigger, type=governor.gives, modes=(), source=tuple(source), target=tuple(target), top=i,
        frame=f"governor {word}", rank=0, scope=(i,), why=(f"{word} without a coded act below",),
    )  # fmt: skip


def _complement(reader: Reader, trigger: Trigger, governor: Governor) -> bool:
    for form in governor.takes:
        if form.startswith("prep:"):
            # "called it a good day for Sweden" names it and asks for nothing
            if reader.fill(trigger, form[5:]) and reader.tree.kid(trigger.i, "oprd") is None:
                return True
        elif form == "must":
            if any(owed(reader.tree, c) for c in reader.fill(trigger, "clause")):
                return True
        elif form == "obj":
            if reader.fill(trigger, "obj"):
                return True
        elif form in {"inf", "that", "ger"} and reader.fill(trigger, "clause"):
            return True
    return False
