"""Repairs of words that the parser hangs on the wrong neighbour: subjects behind `and`, afterthoughts, verbs of telling.

Each looks for one shape that the parser regularly gets wrong and leaves all others alone; nothing here knows events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_set
from dragoman.language.mending import SUBJECTS

if TYPE_CHECKING:
    from dragoman.coding.entries import Lexicon
    from dragoman.coding.tree import Tree

_TELLS_OF = word_set("tells_of")
"""Verbs with a person and an of-phrase of their own: "informed the mission of the incident"."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def reattached(tree: Tree, lexicon: Lexicon) -> None:
    """Mend what hangs wrong, in place."""
    _verb_read_as_name(tree)
    _visiting(tree)
    _second_subject(tree)
    _afterthought(tree, lexicon)
    _told_of(tree)
    _strike_read_as_verb(tree)
    _list_read_as_subjects(tree)
    _memorandum(tree)
    _received_from(tree)


def _verb_read_as_name(tree: Tree) -> None:
    """`With the harvest almost in, Peru bombed Zambia`, where the parser hangs a verb that has a subject on the name behind it."""
    for v in range(1, tree.n - 1):
        n = tree.head[v]
        if (
            tree.tag[v] == "VBD"
            and tree.dep[v] == "compound"
            and n > v
            and tree.tag[n].startswith("NNP")
            and tree.dep[n] == "pobj"
            and tree.kid(v, *SUBJECTS) is not None
        ):
            tree.move(v, tree.head[n], "conj")
            tree.move(n, v, "dobj")


def _visiting(tree: Tree) -> None:
    """`held talks with visiting President X`, where the parser takes the visitor for the object of a visit."""
    for v in range(1, tree.n - 1):
        h = tree.head[v]
        if (
            tree.lower[v] == "visiting"
            and tree.dep[v] == "pcomp"
            and h == v - 1
            and tree.lower[h] in {"with", "by", "to", "from"}
        ):
            visitor = next((k for k in tree.kids[v] if tree.dep[k] == "dobj"), None)
            if visitor is None or any(tree.dep[k] in {"det", "poss"} for k in tree.kids[visitor]):
                continue
            for k in list(tree.kids[v]):
                tree.move(k, visitor if k == visitor else tree.head[h], tree.dep[k])
            tree.move(visitor, h, "pobj")
            tree.move(v, visitor, "amod")
            tree.pos[v], tree.tag[v] = "a", "JJ"


def _second_subject(tree: Tree) -> None:
    """`massed troops near the border and Britain sent a warship`, where Britain is taken for a second border."""
    for v in range(3, tree.n):
        if tree.tag[v] not in _FINITE or tree.dep[v] != "conj" or tree.kid(v, *SUBJECTS) is not None:
            continue
        first = min([v, *(k for k in tree.kids[v] if tree.dep[k] in {"aux", "neg", "auxpass"})])
        n = first - 1
        over = tree.head[n]
        if tree.dep[n] != "conj" or tree.tag[n] not in {"NNP", "NNPS"} or tree.pos[over] not in {"n", "p"}:
            continue
        start = min(tree.subtree(n))
        joined = start - 1
        passive = any(tree.dep[k] == "auxpass" for k in tree.kids[v])
        if joined > 0 and tree.lower[joined] in {"and", "but"} and tree.head[v] in tree.path_up(over)[1:]:
            tree.move(n, v, "nsubjpass" if passive else "nsubj")
            tree.move(joined, tree.head[v], "cc")


def _afterthought(tree: Tree, lexicon: Lexicon) -> None:
    """`launched 355 drones, the heaviest attack of the war`: what ranks the act behind a comma is no second object."""
    for k in range(2, tree.n):
        if tree.dep[k] not in {"dobj", "appos"} or ("n", tree.lemma[k]) not in lexicon.patterns:
            continue
        first = min(tree.subtree(k))
        if first < 2 or tree.words[first - 1] != "," or not any(_ranks(tree, g) for g in tree.kids[k]):
            continue
        verb = next((v for v in tree.path_up(k)[1:] if tree.pos[v] == "v"), None)
        earlier = verb is not None and any(tree.dep[g] == "dobj" and g < first for g in tree.kids[verb])
        if verb is not None and verb < first and (tree.dep[k] == "appos" or earlier):
            tree.move(k, verb, "parataxis")


def _ranks(tree: Tree, i: int) -> bool:
    return tree.tag[i] in {"JJS", "RBS"} or tree.lower[i] in {"first", "second", "third", "last", "latest"}


def _told_of(tree: Tree) -> None:
    """`informed the mission and the Federation of the incident`: the incident is what they were told of."""
    for v in range(tree.n):
        if tree.lemma[v] not in _TELLS_OF or tree.pos[v] != "v":
            continue
        told = next((k for k in tree.kids[v] if tree.dep[k] == "dobj"), None)
        if told is None or any(tree.lower[k] == "of" for k in tree.kids[v]):
            continue
        last = tree.conjuncts(told)[-1]
        for k in tree.kids[last]:
            inner = next((g for g in tree.kids[k] if tree.dep[g] in {"pobj", "pcomp"}), None)
            if k > last and tree.lower[k] == "of" and inner is not None and not tree.capital(inner):
                tree.move(k, v, "prep")
                break


def _strike_read_as_verb(tree: Tree) -> None:
    """`Drone strike on a market kills 18`, where the parser takes the strike for a verb with a drone as its subject."""
    for i in range(1, tree.n):
        before = i - 1
        if (
            tree.tag[i] in {"VBP", "VB"}
            and tree.dep[i] == "nsubj"
            and tree.dep[before] == "nsubj"
            and tree.head[before] == i
            and tree.kid(i, "dobj", "aux", "xcomp", "ccomp") is None
        ):
            tree.pos[i], tree.tag[i], tree.dep[before] = "n", "NN", "compound"


def _list_read_as_subjects(tree: Tree) -> None:
    """`Peacekeepers from Chad, Mali and Togo were killed`: a list cut at its comma goes on behind it."""
    for v in range(3, tree.n):
        subjects = [k for k in tree.kids[v] if tree.dep[k] in {"nsubj", "nsubjpass"} and k < v]
        if len(subjects) != 2:
            continue
        first, second = subjects
        last = next(
            (
                g
                for k in reversed(tree.kids[first])
                if tree.dep[k] == "prep" and tree.lower[k] in {"from", "of"}
                for g in tree.kids[k]
                if tree.dep[g] == "pobj"
            ),
            None,
        )
        if (
            last is not None
            and tree.tag[last].startswith("NNP")
            and tree.tag[second].startswith("NNP")
            and max(tree.subtree(last)) + 2 == min(tree.subtree(second))
            and tree.words[max(tree.subtree(last)) + 1] == ","
            and any(tree.dep[k] == "conj" for k in tree.kids[second])
        ):
            tree.move(second, last, "conj")


def _memorandum(tree: Tree) -> None:
    """`a memorandum of understanding with X`: the understanding only names the paper, and X signed that."""
    for i in range(2, tree.n):
        paper = tree.head[tree.head[i]]
        if tree.lemma[i] != "understanding" or tree.dep[i] != "pobj" or tree.lemma[paper] != "memorandum":
            continue
        for k in list(tree.kids[i]):
            if tree.dep[k] == "prep" and k > i:
                tree.move(k, paper, "prep")


def _received_from(tree: Tree) -> None:
    """`received a shipment of missiles from Norway`: who gave hangs on the verb, not on what the parcel holds."""
    for v in range(tree.n):
        if tree.pos[v] != "v" or tree.lemma[v] not in {"receive", "get", "obtain"}:
            continue
        thing = tree.kid(v, "dobj")
        while thing is not None:
            of = next((k for k in tree.kids[thing] if k > thing and tree.lower[k] == "of"), None)
            thing = tree.kid(of, "pobj") if of is not None else None
            giver = (
                next((k for k in tree.kids[thing] if tree.lower[k] == "from"), None)
                if thing is not None
                else None
            )
            if giver is not None and any(tree.capital(k) for k in tree.kids[giver]):
                tree.move(giver, v, "prep")
                break
