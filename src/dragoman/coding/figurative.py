"""Uses of trigger words that are no political acts: sport, markets, illness, idiom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.coding.entries import Figure
    from dragoman.coding.slots import Reader, Trigger

_SCORE = re.compile(r"(?<![\d:/-])\d{1,3}\s?[-–]\s?\d{1,3}(?![\d/-])(?!\s?(?:vote|majority|in favou?r))")


def figurative(reader: Reader, trigger: Trigger) -> Figure | None:
    """The table entry by which the trigger is no act here, None where it may be one."""
    tree = reader.tree
    for figure in reader.lexicon.figures.get(tree.lemma[trigger.i], ()):
        if figure.near and not _near(reader, figure.near):
            continue
        if any(reader.fill(trigger, slot) for slot in figure.missing):
            continue
        if all(reader.holds(trigger, slot, test) for slot, test in figure.when):
            return figure
    return None


def _near(reader: Reader, words: frozenset[str]) -> bool:
    tree = reader.tree
    if "#score" in words and _SCORE.search(tree.parsed.sentence.text):
        return True
    if not words.isdisjoint(tree.lower) or not words.isdisjoint(tree.lemma):
        return True
    pairs = {f"{a} {b}" for a, b in zip(tree.lower, tree.lower[1:], strict=False)}
    return not words.isdisjoint(pairs)
