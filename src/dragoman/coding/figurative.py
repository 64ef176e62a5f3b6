"""Uses of trigger words that are no political acts now: sport, markets, illness, idiom, and acts of past centuries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.coding.entries import Figure

if TYPE_CHECKING:
    from dragoman.coding.slots import Reader, Trigger

_SCORE = re.compile(r"(?<![\d:/-])\d{1,3}\s?[-–]\s?\d{1,3}(?![\d/-])(?!\s?(?:vote|majority|in favou?r))")
_YEAR = re.compile(r"1\d{3}|[2-9]\d{3}")
# The archive of coded events that the codebook was made for begins with the United Nations.
_FIRST_YEAR = 1945
_DATING = frozenset({"in", "during", "between"})
# "At the request of Japan" only says why something else is done.
_REASONS = frozenset({"request", "invitation", "behest", "urging", "insistence"})
_ONLY_WHY = Figure(frozenset({"*"}), (), frozenset(), (), "not_an_event", "", "only why another act is done")
_HISTORY = Figure(frozenset({"*"}), (), frozenset(), (), "not_an_event", "", "history: a year before 1945")


def figurative(reader: Reader, trigger: Trigger) -> Figure | None:
    """The table entry by which the trigger is no act here, None where it may be one. Entries for `*` hold for any."""
    tree, figures = reader.tree, reader.lexicon.figures
    for figure in (*figures.get(tree.lemma[trigger.i], ()), *figures.get("*", ())):
        if figure.near and not _near(reader, figure.near):
            continue
        if any(reader.fill(trigger, slot) for slot in figure.missing):
            continue
        if all(reader.holds(trigger, slot, test) for slot, test in figure.when):
            return figure
    if _only_why(reader, trigger):
        return _ONLY_WHY
    return _HISTORY if _long_ago(reader, trigger) else None


def _only_why(reader: Reader, trigger: Trigger) -> bool:
    tree, i = reader.tree, trigger.i
    return (
        trigger.pos == "n"
        and tree.lemma[i] in _REASONS
        and tree.dep[i] == "pobj"
        and tree.lower[tree.head[i]] == "at"
    )


def _long_ago(reader: Reader, trigger: Trigger) -> bool:
    """A year before 1945 dates the trigger or its light verb, and the sentence holds no later year."""
    tree = reader.tree
    years = [k for k in range(tree.n) if tree.tag[k] == "CD" and _YEAR.fullmatch(tree.words[k])]
    if not years or any(int(tree.words[k]) >= _FIRST_YEAR for k in years):
        return False
    dated = {trigger.i, trigger.top}
    return any(_dates(reader, k, dated) for k in years)


def _dates(reader: Reader, year: int, dated: set[int]) -> bool:
    tree = reader.tree
    above = tree.head[year]
    if tree.dep[year] == "pobj" and tree.lower[above] in _DATING:
        return tree.head[above] in dated or _last_verb(reader, above) in dated
    return above in dated and tree.dep[year] in {"npadvmod", "nmod", "nummod"} and tree.tag[above] == "NN"


def _last_verb(reader: Reader, i: int) -> int | None:
    """The verb before a date, which it dates though the parser hangs it elsewhere: "the fleet that attacked the port in 1904 had sailed"."""
    return next((k for k in range(i - 1, -1, -1) if reader.tree.pos[k] == "v"), None)


def _near(reader: Reader, words: frozenset[str]) -> bool:
    tree = reader.tree
    if "#score" in words and _SCORE.search(tree.parsed.sentence.text):
        return True
    if not words.isdisjoint(tree.lower) or not words.isdisjoint(tree.lemma):
        return True
    pairs = {f"{a} {b}" for a, b in zip(tree.lower, tree.lower[1:], strict=False)}
    return not words.isdisjoint(pairs)
