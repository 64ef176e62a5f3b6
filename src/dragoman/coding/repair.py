"""Repairs of parses that the parser regularly gets wrong: split hyphens, lost clauses and verbs (headlines: `headlines`).

Only trees in which something is plainly missing are touched; a sentence with a finite verb stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.attachment import reattached
from dragoman.coding.clauses import rehung
from dragoman.coding.headlines import headline, make_root

if TYPE_CHECKING:
    from dragoman.coding.entries import Lexicon
    from dragoman.coding.tree import Tree

_OF_TALKS = frozenset(
    {
        "begin",
        "break",
        "collapse",
        "continue",
        "drag",
        "end",
        "fail",
        "falter",
        "open",
        "resume",
        "stall",
        "start",
    }
)


def repaired(tree: Tree, lexicon: Lexicon) -> Tree:
    """The same tree, repaired in place."""
    _join_hyphens(tree, lexicon)
    _lost_clause(tree, lexicon)
    _lost_infinitive(tree, lexicon)
    _lost_second_verb(tree, lexicon)
    _lost_main_verb(tree)
    _two_subjects(tree)
    _talks(tree)
    _late_participle(tree)
    _name_read_as_adverb(tree)
    reattached(tree, lexicon)
    rehung(tree, lexicon)
    if not _has_finite_clause(tree):
        headline(tree, lexicon)
    return tree


def _join_hyphens(tree: Tree, lexicon: Lexicon) -> None:
    """Give the head of `cease-fire`, which the tokenizer splits, the lemma that the tables know."""
    for i in range(1, tree.n - 1):
        if tree.words[i] != "-" or not (tree.words[i - 1].isalpha() and tree.words[i + 1].isalpha()):
            continue
        forms = [f"{tree.lower[i - 1]}-{ending}" for ending in (tree.lemma[i + 1], tree.lower[i + 1])]
        for word in (*forms, *(f.replace("-", "") for f in forms)):
            if word in lexicon.words:
                tree.lemma[i + 1] = word
                if (
                    tree.pos[i + 1] == "v"
                    and ("n", word) in lexicon.patterns
                    and ("v", word) not in lexicon.patterns
                ):
                    tree.pos[i + 1] = "n"
                break


def _lost_clause(tree: Tree, lexicon: Lexicon) -> None:
    """`demanded that X resign`, where the parser takes the subjunctive for a noun and X for its modifier."""
    for i in range(tree.n):
        if (
            tree.pos[i] != "n"
            or tree.dep[i] not in {"dobj", "pobj", "attr"}
            or ("v", tree.lemma[i]) not in lexicon.patterns
        ):
            continue
        mark = next((k for k in tree.kids[i] if tree.lower[k] == "that" and k < i), None)
        subject = next(
            (k for k in tree.kids[i] if tree.dep[k] in {"compound", "poss", "nmod"} and k == i - 1), None
        )
        if mark is not None and subject is not None:
            tree.pos[i], tree.tag[i], tree.dep[i] = "v", "VB", "ccomp"
            tree.move(subject, i, "nsubj")
            tree.move(mark, i, "mark")


def _lost_infinitive(tree: Tree, lexicon: Lexicon) -> None:
    """`phoned to apologise`, where the parser, used to American spelling, takes the verb for a noun."""
    for i in range(1, tree.n):
        to = i - 1
        if tree.pos[i] != "n" or tree.lower[to] != "to" or tree.head[i] != to or tree.dep[i] != "pobj":
            continue
        known = ("v", tree.lemma[i]) in lexicon.patterns or ("v", tree.lemma[i]) in lexicon.governors
        if known and ("n", tree.lemma[i]) not in lexicon.patterns and not any(k < i for k in tree.kids[i]):
            over = tree.head[to]
            tree.pos[i], tree.tag[i] = "v", "VB"
            tree.move(i, over, "xcomp")
            tree.move(to, i, "aux")


def _lost_second_verb(tree: Tree, lexicon: Lexicon) -> None:
    """`kills three people and wounds 23`, where the parser coordinates the second verb with the people."""
    for i in range(2, tree.n - 1):
        h = tree.head[i]
        if (
            tree.tag[i] != "NNS"
            or tree.dep[i] != "conj"
            or tree.dep[h] != "dobj"
            or ("v", tree.lemma[i]) not in lexicon.patterns
        ):
            continue
        number = next((k for k in range(i + 1, min(i + 5, tree.n)) if tree.tag[k] == "CD"), None)
        if number is None or tree.pos[tree.head[h]] != "v":
            continue
        counted = tree.head[number] if tree.dep[number] == "nummod" and tree.head[number] > i else number
        tree.move(i, tree.head[h], "conj")
        tree.pos[i], tree.tag[i] = "v", "VBZ"
        tree.pos[counted] = "n"
        tree.move(counted, i, "dobj")


def _lost_main_verb(tree: Tree) -> None:
    """`Malaysia, which chairs the bloc, offered to mediate`, where the parser takes the main verb for a participle."""
    for v in range(2, tree.n):
        top = tree.path_up(v)[-1]
        if (
            _tensed(tree, v)
            and tree.dep[v] == "acl"
            and tree.words[v - 1] == ","
            and tree.pos[top] == "n"
            and any(tree.dep[k] in {"relcl", "appos"} and top < k < v for k in tree.kids[top])
        ):
            tree.move(v, v, "ROOT")
            tree.move(top, v, "nsubj")
            tree.tag[v] = "VBD"
            return


def _tensed(tree: Tree, v: int) -> bool:
    """A past tense, or a participle with an object or infinitive of its own, which no passive has."""
    return tree.tag[v] == "VBD" or (tree.tag[v] == "VBN" and tree.kid(v, "xcomp", "dobj") is not None)


def _two_subjects(tree: Tree) -> None:
    """`Kiir, the president, offered to mediate; neither side replied`: the second clause got the first one's subject."""
    for root in range(2, tree.n):
        subjects = [k for k in tree.kids[root] if tree.dep[k] == "nsubj"]
        if tree.head[root] != root or len(subjects) != 2:
            continue
        first, second = subjects
        for v in tree.kids[first]:
            if tree.dep[v] == "acl" and _tensed(tree, v) and first < v < second and tree.words[v - 1] == ",":
                tree.tag[v] = "VBD"
                tree.move(v, root, "ccomp")
                tree.move(first, v, "nsubj")
                return


def _talks(tree: Tree) -> None:
    """`Sudan ceasefire talks collapse`, where the parser takes "talks" for the verb of a headline."""
    for i in range(1, tree.n - 1):
        if tree.lower[i] != "talks" or tree.tag[i] != "VBZ" or tree.lower[i + 1] not in _OF_TALKS:
            continue
        tree.pos[i], tree.tag[i], tree.lemma[i] = "n", "NNS", "talk"
        make_root(tree, i + 1, i, tree.lower[i + 1])
        tree.tag[i + 1] = "VBP"
        for k in tree.kids[i]:
            if tree.dep[k] == "nsubj":
                tree.dep[k] = "compound"
        return


def _late_participle(tree: Tree) -> None:
    """`approved a law that bans parties, ignoring appeals by X`: behind the comma it is the parliament that ignores."""
    for v in range(2, tree.n):
        h = tree.head[v]
        if (
            tree.tag[v] != "VBG"
            or tree.dep[v] != "advcl"
            or tree.words[v - 1] != ","
            or tree.dep[h] != "relcl"
            or h > v
        ):
            continue
        first = min((k for k in tree.kids[h]), default=h)
        over = tree.head[tree.head[h]]
        restrictive = tree.lower[first] == "that" and tree.words[first - 1] != ","
        if (
            restrictive
            and tree.dep[tree.head[h]] == "dobj"
            and tree.pos[over] == "v"
            and tree.head[over] == over
        ):
            tree.move(v, over, "advcl")


def _name_read_as_adverb(tree: Tree) -> None:
    """`retook Bakhmut on Monday`, where the parser, which does not know the name, takes it for an adverb."""
    for i in range(2, tree.n):
        v = i - 1
        if (
            tree.dep[i] == "advmod"
            and tree.head[i] == v
            and tree.tag[v] in {"VBD", "VBZ", "VBP", "VB"}
            and tree.words[i][:1].isupper()
            and not tree.title
            and not tree.lower[i].endswith("ly")
            and tree.kid(v, "dobj", "ccomp", "xcomp") is None
        ):
            tree.tag[i], tree.pos[i], tree.dep[i] = "NNP", "n", "dobj"


def _has_finite_clause(tree: Tree) -> bool:
    """Some verb has a subject of its own or an auxiliary: the sentence was understood as a clause."""
    for i in range(tree.n):
        if tree.title and tree.tag[i] == "VBG":
            continue
        if tree.pos[i] != "v" or tree.dep[i] in {"relcl", "advcl", "acl", "amod", "compound"}:
            continue
        if any(tree.dep[k] in {"nsubj", "nsubjpass", "aux", "auxpass"} for k in tree.kids[i]):
            return True
    return False
