"""Negation and future of an act, read off its own word and the words that govern it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_set

if TYPE_CHECKING:
    from dragoman.coding.matching import Match
    from dragoman.coding.slots import Reader
    from dragoman.coding.tree import Tree

FUTURE = frozenset({"will", "'ll", "shall", "wo", "would", "'d"})
_SAYING = word_set("saying")


def negated(reader: Reader, match: Match) -> bool:
    """The act's word, or a word that governs it, is negated."""
    tree = reader.tree
    words = {match.i, match.top, *match.scope}
    for k in sorted(words):
        h = tree.head[k]
        if (
            tree.dep[k] in {"advcl", "xcomp"}
            and tree.pos[h] == "v"
            and any(tree.lower[c] == "to" for c in tree.kids[k])
        ):
            words.add(h)  # "will not go to Moscow to meet": what it was for does not happen either
    return sum(_negations(tree, k) for k in sorted(words)) % 2 == 1


def _negations(tree: Tree, i: int) -> int:
    found = 0
    for k in tree.kids[i]:
        if (
            tree.dep[k] == "neg"
            or tree.lower[k] in {"not", "n't", "never", "neither"}
            or (tree.dep[k] == "det" and tree.lower[k] == "no")
        ):
            found += 1
    if (
        tree.pos[i] == "v"
        and tree.dep[i] == "conj"
        and not found
        and not any(tree.dep[k] in {"aux", "nsubj"} for k in tree.kids[i])
    ):
        h = tree.head[i]
        if (
            tree.pos[h] == "v"
            and any(tree.dep[k] == "neg" for k in tree.kids[h])
            and any(tree.lower[k] in {"or", "nor"} for k in tree.kids[h])
        ):
            found += 1
    return min(found, 1)


def future(reader: Reader, match: Match) -> bool:
    """The act, or a word that governs it, stands in the future (will, shall, would, is to, is going to)."""
    tree = reader.tree
    return any(_future(tree, k) for k in sorted({match.i, match.top, *match.scope}))


def _future(tree: Tree, i: int) -> bool:
    if tree.pos[i] not in {"v", "n"}:
        return False
    for k in tree.kids[i]:
        if tree.dep[k] == "aux" and tree.lower[k] in FUTURE:
            return True
    if tree.dep[i] == "xcomp" and tree.lemma[tree.head[i]] in {"be", "go"}:
        return tree.lemma[tree.head[i]] == "be" or tree.tag[tree.head[i]] == "VBG"
    if (
        tree.dep[i] == "conj"
        and tree.pos[tree.head[i]] == "v"
        and not any(tree.dep[k] in {"aux", "nsubj"} for k in tree.kids[i])
    ):
        return _future(tree, tree.head[i])
    return False


def spoken(reader: Reader, match: Match) -> bool:
    """The act stands in what someone says about themselves: "said it does not recognise ..."."""
    tree = reader.tree
    h = tree.head[match.top]
    return tree.dep[match.top] == "ccomp" and tree.lemma[h] in _SAYING


def conditional(tree: Tree, i: int) -> bool:
    """Some clause above token `i` begins with if, unless, whether or in case."""
    for v in tree.path_up(i):
        if any(
            tree.dep[k] == "mark" and tree.lower[k] in {"if", "unless", "whether", "should", "until"}
            for k in tree.kids[v]
        ):
            return True
    return False


def owed(tree: Tree, v: int) -> bool:
    """Clause `v` says what someone must or should do, and that someone is not the speaker."""
    subjects = [k for k in tree.kids[v] if tree.dep[k] in {"nsubj", "nsubjpass"}]
    if not subjects or tree.lower[subjects[0]] in {
        "it",
        "we",
        "he",
        "she",
        "i",
        "this",
        "that",
        "there",
        "they",
        "you",
        "which",
        "who",
    }:
        return False
    aux = {tree.lower[k] for k in tree.kids[v] if tree.dep[k] == "aux"}
    if aux & {"must", "should", "ought"}:
        return "have" not in aux  # "should have bombed" is regret, not a demand
    return (
        tree.lemma[v] in {"need", "have"}
        and tree.tag[v] in {"VBZ", "VBP"}
        and any(tree.dep[k] == "xcomp" for k in tree.kids[v])
    )
