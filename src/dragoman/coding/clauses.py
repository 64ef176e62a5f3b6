"""Repairs of clauses that the parser hangs on the wrong verb or takes for something else.

Each looks for one shape that the parser regularly gets wrong and leaves all others alone; nothing here knows events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_set
from dragoman.language.mending import SUBJECTS

if TYPE_CHECKING:
    from dragoman.coding.entries import Lexicon
    from dragoman.coding.tree import Tree

_TELLING = word_set("saying") | {"brief", "assure", "remind", "inform", "warn"}
_OVER_GERUNDS = word_set("over_gerunds")
"""Verbs that a bare gerund follows: "denied supplying weapons"."""


def rehung(tree: Tree, lexicon: Lexicon) -> None:
    """Mend what hangs wrong, in place."""
    _object_read_as_clause(tree, lexicon)
    _clause_read_as_relative(tree)
    _second_thing_said(tree, lexicon)
    _gerund_read_as_adjective(tree, lexicon)


def _object_read_as_clause(tree: Tree, lexicon: Lexicon) -> None:
    """`sank two boats caught fishing`, where the parser reads that the boats caught."""
    for v in range(1, tree.n):
        h = tree.head[v]
        boats = next((k for k in tree.kids[v] if tree.dep[k] == "nsubj"), None)
        if (
            boats is None
            or tree.dep[v] != "ccomp"
            or tree.tag[v] not in {"VBD", "VBN"}
            or boats != v - 1
            or min(tree.subtree(boats)) != h + 1
            or ("v", tree.lemma[h]) in lexicon.governors
            or ("v", tree.lemma[h]) not in lexicon.patterns
            or tree.kid(v, "mark", "aux", "dobj", "expl") is not None
            or tree.kid(h, "dobj") is not None
            or tree.pos[boats] != "n"
        ):
            continue
        tree.move(boats, h, "dobj")
        for k in list(tree.kids[v]):
            if tree.dep[k] in {"conj", "cc"}:
                tree.move(k, h, tree.dep[k])
        tree.move(v, boats, "acl")
        tree.tag[v] = "VBN"


def _clause_read_as_relative(tree: Tree) -> None:
    """`told a briefing that China urges Japan to stop`: "that" cannot be the object of a verb that has one."""
    for v in range(2, tree.n):
        noun = tree.head[v]
        that = next((k for k in tree.kids[v] if tree.lower[k] == "that" and tree.dep[k] == "dobj"), None)
        if that is None or tree.dep[v] != "relcl" or tree.dep[noun] not in {"dobj", "pobj"}:
            continue
        over = tree.head[noun] if tree.dep[noun] == "dobj" else tree.head[tree.head[noun]]
        objects = [k for k in tree.kids[v] if tree.dep[k] == "dobj"]
        if len(objects) > 1 and tree.kid(v, "nsubj") is not None and tree.lemma[over] in _TELLING:
            tree.move(v, over, "ccomp")
            tree.dep[that], tree.tag[that] = "mark", "IN"


def _second_thing_said(tree: Tree, lexicon: Lexicon) -> None:
    """`X said Y had lost control and demanded that he resign`: the plain past goes on with X, not with what Y had done."""
    for v in range(3, tree.n):
        told = tree.head[v]
        said = tree.head[told]
        aux = {tree.lower[k] for k in tree.kids[told] if tree.dep[k] == "aux"}
        if (
            tree.dep[v] == "conj"
            and tree.tag[v] == "VBD"
            and tree.dep[told] == "ccomp"
            and tree.tag[said] == "VBD"
            and said < told < v
            and tree.lemma[said] in _TELLING
            and aux & {"had", "would", "will", "could"}
            and not any(tree.dep[k] in {*SUBJECTS, "aux"} for k in tree.kids[v])
            and _speaks(tree, v, lexicon)
        ):
            tree.move(v, said, "conj")


def _speaks(tree: Tree, v: int, lexicon: Lexicon) -> bool:
    found = lexicon.patterns.get(("v", tree.lemma[v]), ())
    return any(p.frame.type in {"REQUEST", "ACCUSE", "THREATEN", "REJECT"} for p in found)


def _gerund_read_as_adjective(tree: Tree, lexicon: Lexicon) -> None:
    """`denied supplying weapons to the rebels`, where the parser reads of weapons that supply."""
    for g in range(1, tree.n - 1):
        verb, noun = g - 1, tree.head[g]
        if (
            tree.tag[g] != "VBG"
            or tree.dep[g] not in {"amod", "compound"}
            or tree.lemma[verb] not in _OVER_GERUNDS
            or tree.pos[verb] != "v"
            or tree.dep[noun] != "dobj"
            or tree.head[noun] != verb
            or ("v", tree.lemma[g]) not in lexicon.patterns
        ):
            continue
        tree.pos[g] = "v"
        tree.move(g, verb, "xcomp")
        tree.move(noun, g, "dobj")
        for k in list(tree.kids[verb]):
            if k > noun and tree.dep[k] in {"prep", "dative", "npadvmod"}:
                tree.move(k, g, tree.dep[k])
