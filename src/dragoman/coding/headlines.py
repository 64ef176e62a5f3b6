"""Headlines that the parser reads as one long name: the word that looks like a present-tense verb becomes the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.tree import NOMINAL, Tree
from dragoman.coding.words import bases

if TYPE_CHECKING:
    from dragoman.coding.entries import Lexicon

_VERB_PLACES = frozenset(
    {"compound", "ROOT", "nsubj", "appos", "amod", "dobj", "npadvmod", "nmod", "dep", "acl", "pobj"}
)
_PLURALS = frozenset({"NNS", "NNPS"})


def headline(tree: Tree, lexicon: Lexicon) -> None:
    """Make the word that looks like a present-tense verb the verb: `Kenya Suspends Relations with the West`."""
    for v in range(1, tree.n - 1):
        base = _verb_base(tree, v, lexicon)
        if base is None:
            continue
        before = v - 1
        if tree.pos[before] not in NOMINAL and tree.tag[before] not in {"CD", "JJ"}:
            continue
        make_root(tree, v, before, base)
        return


def _verb_base(tree: Tree, v: int, lexicon: Lexicon) -> str | None:
    lower = tree.lower[v]
    following = tree.lower[v + 1] if v + 1 < tree.n else ""
    if tree.dep[v] not in _VERB_PLACES or following in {"'s", "between"}:
        return None
    # "Miners downed tools" is read as tools that miners downed, "Sweden bombed Norway" as a bombed Norway.
    below = tree.dep[v] in {"amod", "compound"} and tree.head[v] > v
    modifier = tree.tag[v] == "VBN" and below and (tree.tag[v - 1] in _PLURALS or _names_alone(tree, v))
    past = tree.tag[v] == "VBD" or modifier
    plural_before = any(tree.tag[k] in {"NNS", "NNPS"} or tree.lower[k] == "and" for k in range(v))
    third = (
        lower.endswith("s") and not lower.endswith("ss") and (tree.tag[v] in {"NNS", "NNPS", "VBZ", "NNP"})
    )
    if not (
        past
        or third
        or (plural_before and tree.tag[v] in {"NNP", "NN", "VB", "VBP"} and tree.words[v][:1].isupper())
    ):
        return None
    if past and tree.dep[v] == "acl":
        return None
    for base in bases(lower):
        known = ("v", base) in lexicon.patterns or ("v", base) in lexicon.governors or base in lexicon.lights
        noun = ("n", base) in lexicon.patterns or ("n", base) in lexicon.governors
        if not known or base == lower.removesuffix("s") + "s" or (noun and following == "of"):
            continue
        if third or past or not noun:  # a bare form may be a noun: only those that never are one count
            return base
    return None


def _names_alone(tree: Tree, v: int) -> bool:
    """Nothing but names stands between a comma and the word, and a name follows: no article says that it describes one."""
    first = max((k + 1 for k in range(v) if tree.words[k] == ","), default=0)
    before = range(first, v)
    return (
        bool(before)
        and tree.tag[v + 1].startswith("NNP")
        and all(tree.tag[k].startswith("NNP") for k in before)
    )


def make_root(tree: Tree, v: int, before: int, base: str) -> None:
    """Make token `v` the verb of the sentence, with the lemma `base`, token `before` its subject and what follows its own."""
    old = tree.head[v]
    for _ in range(tree.n):
        if tree.head[old] == old:
            break
        old = tree.head[old]
    tree.move(v, v, "ROOT")
    tree.pos[v], tree.tag[v], tree.lemma[v] = "v", "VBZ" if tree.lower[v].endswith("s") else "VBD", base
    subject = before
    for k in [k for k in range(v) if tree.head[k] >= v or k == subject]:
        if k == subject:
            tree.move(k, v, "nsubj")
        else:
            tree.move(
                k,
                subject if tree.dep[k] in {"compound", "amod", "nummod", "det", "poss", "nmod"} else v,
                tree.dep[k] if tree.dep[k] != "ROOT" else "dep",
            )
    for k in list(tree.kids[subject]):
        if k > v:
            tree.move(k, v, tree.dep[k])
    if old == v:
        _objects_of_root(tree, v)
    elif old > v:
        tree.move(old, v, "dobj")
    elif old < v and old != v:
        _right_part(tree, v, old)


def _objects_of_root(tree: Tree, v: int) -> None:
    """The verb was already the root, as a noun: the noun phrase after it is its object."""
    for k in tree.kids[v]:
        if (
            k > v
            and tree.pos[k] == "n"
            and tree.dep[k] in {"appos", "compound", "nmod", "npadvmod", "dep", "conj"}
        ):
            tree.dep[k] = "dobj"


def _right_part(tree: Tree, v: int, old: int) -> None:
    """The rest of a headline whose root stood before the verb: its noun phrases become the verb's."""
    for k in range(v + 1, tree.n):
        if tree.head[k] < v or tree.head[k] == k:
            dep = tree.dep[k]
            tree.move(
                k,
                v,
                "dobj"
                if dep in {"appos", "dobj", "compound", "nmod", "ROOT", "npadvmod", "conj", "pobj"}
                and tree.pos[k] == "n"
                else dep,
            )
    if tree.head[old] == old:
        tree.move(old, v, "nsubj" if tree.kid(v, "nsubj") is None else "dep")
    for k in tree.kids[v]:
        if k > v and tree.dep[k] == "appos":
            tree.dep[k] = "dobj"
