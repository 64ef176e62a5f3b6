"""Repairs of parses that the parser regularly gets wrong: headlines read as one long name, split hyphens, lost clauses.

Only trees in which something is plainly missing are touched; a sentence with a finite verb stays as it is.
"""

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


def repaired(tree: Tree, lexicon: Lexicon) -> Tree:
    """The same tree, repaired in place."""
    _join_hyphens(tree, lexicon)
    _lost_clause(tree, lexicon)
    _lost_infinitive(tree, lexicon)
    _lost_second_verb(tree, lexicon)
    _lost_main_verb(tree)
    _late_participle(tree)
    _name_read_as_adverb(tree)
    if not _has_finite_clause(tree):
        _headline(tree, lexicon)
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
            (tree.tag[v] == "VBD" or (tree.tag[v] == "VBN" and tree.kid(v, "xcomp", "dobj") is not None))
            and tree.dep[v] == "acl"
            and tree.words[v - 1] == ","
            and tree.pos[top] == "n"
            and any(tree.dep[k] in {"relcl", "appos"} and top < k < v for k in tree.kids[top])
        ):
            tree.move(v, v, "ROOT")
            tree.move(top, v, "nsubj")
            tree.tag[v] = "VBD"
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


def _headline(tree: Tree, lexicon: Lexicon) -> None:
    """Make the word that looks like a present-tense verb the verb: `Kenya Suspends Relations with the West`."""
    for v in range(1, tree.n - 1):
        base = _verb_base(tree, v, lexicon)
        if base is None:
            continue
        before = v - 1
        if tree.pos[before] not in NOMINAL and tree.tag[before] not in {"CD", "JJ"}:
            continue
        _make_root(tree, v, before, base)
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
    """Nothing but names stands before the word, and a name follows: no article says that it describes one."""
    return tree.tag[v + 1].startswith("NNP") and all(tree.tag[k].startswith("NNP") for k in range(v))


def _make_root(tree: Tree, v: int, before: int, base: str) -> None:
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
                if dep in {"appos", "dobj", "compound", "nmod", "ROOT", "npadvmod", "conj"}
                and tree.pos[k] == "n"
                else dep,
            )
    if tree.head[old] == old:
        tree.move(old, v, "nsubj" if tree.kid(v, "nsubj") is None else "dep")
    for k in tree.kids[v]:
        if k > v and tree.dep[k] == "appos":
            tree.dep[k] = "dobj"
