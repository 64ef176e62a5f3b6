"""Which words govern an act: those above it in the parse, with how it hangs on them (object, infinitive, that-clause).

It only finds them; what becomes of the act is for `governing` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.polarity import owed
from dragoman.coding.slots import Trigger
from dragoman.coding.tree import NOMINAL
from dragoman.coding.triggers import has_object, verb_words
from dragoman.coding.words import has_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.coding.entries import Governor
    from dragoman.coding.slots import Reader
    from dragoman.coding.tree import Tree

_QUESTIONS = frozenset(
    {"whether", "if", "why", "how", "what", "who", "when", "where", "which", "did", "has", "had", "does"}
)


def governors_of(reader: Reader, top: int) -> Iterator[tuple[int, Trigger, Governor, str]]:
    """The governing words right above a token: (token, trigger, table entry, how the act hangs on it)."""
    for g, kind in _parents(reader, top):
        for pos, governor in _entries(reader, g):
            if _takes(governor, kind) and not (
                governor.gives == "REQUEST" and kind == "that" and only_told(reader.tree, g, top)
            ):
                yield g, Trigger(g, pos), governor, kind


def tells_only(tree: Tree, v: int) -> bool:
    """Verb `v` of asking has a clause that it only asks about or tells."""
    return any(tree.dep[k] == "ccomp" and only_told(tree, v, k) for k in tree.kids[v])


def only_told(tree: Tree, g: int, i: int) -> bool:
    """The clause asks or tells and requests nothing: "asked whether they had", "insisted that they had"."""
    first = min(tree.subtree(i), default=i)
    if tree.lower[first] in _QUESTIONS:
        return True
    if tree.lemma[g] not in {"insist", "remind"}:
        return False
    aux = {tree.lower[k] for k in tree.kids[i] if tree.dep[k] in {"aux", "auxpass"}}
    return not aux & {"should", "must", "be"} and tree.tag[i] in {"VBD", "VBZ", "VBN", "VBG", "VBP"}


def _takes(governor: Governor, kind: str) -> bool:
    if kind in governor.takes:
        return True
    return kind.startswith("prep:") and "prep" in governor.takes


def _entries(reader: Reader, g: int) -> Iterator[tuple[str, Governor]]:
    tree = reader.tree
    pos = tree.pos[g]
    if (
        pos == "n"
        and ("v", tree.lemma[g]) in reader.lexicon.governors
        and any(tree.dep[k] in {"nsubj", "aux"} for k in tree.kids[g])
    ):
        pos = "v"
    if (
        pos == "v"
        and tree.dep[g] in {"pobj", "dobj", "nsubj"}
        and ("n", tree.lemma[g]) in reader.lexicon.governors
    ):
        pos = "n"
    if (
        pos == "v"
        and tree.tag[g] == "VBN"
        and ("a", tree.lower[g]) in reader.lexicon.governors
        and not has_object(tree, g)
    ):
        for _, governor in reader.lexicon.governors["a", tree.lower[g]]:
            yield "a", governor
    for words, governor in reader.lexicon.governors.get((pos, tree.lemma[g]), ()):
        if pos == "v":
            if verb_words(tree, g, words) and not _parted(tree, g, words):
                yield pos, governor
        elif len(words) == 1 or has_phrase(tree, g, words.index(tree.lemma[g]), words):
            yield pos, governor


def _parted(tree: Tree, v: int, words: tuple[str, ...]) -> bool:
    """An object stands before the preposition: "called the envoy on Sunday" does not call on him."""
    return (
        len(words) == 2
        and words[1] in {"on", "upon", "for"}
        and any(
            tree.dep[k] in {"dobj", "oprd"} and words[1] not in tree.lower[v + 1 : k] for k in tree.kids[v]
        )
    )


def _parents(reader: Reader, top: int) -> Iterator[tuple[int, str]]:
    tree, args = reader.tree, reader.args
    i = args.lifted(top) if tree.pos[top] in NOMINAL else top
    for _ in range(4):
        if tree.dep[i] == "conj" and tree.pos[tree.head[i]] == tree.pos[i]:
            i = tree.head[i]
            i = args.lifted(i) if tree.pos[i] in NOMINAL else i
    h, dep = tree.head[i], tree.dep[i]
    if h == i:
        return
    if dep in {"xcomp", "ccomp", "advcl", "oprd", "acl", "relcl", "pcomp", "acomp", "dep"} and tree.pos[
        i
    ] in {"v", "a", "n"}:
        yield from _clause_parent(reader, i, h, dep)
    if dep == "pobj" and tree.dep[h] in {"prep", "dative", "agent", "prt", "advmod"}:
        word = tree.lower[h]
        over = tree.head[h]
        if tree.dep[over] == "prep" and word == "of":
            word, over = tree.lower[over], tree.head[over]
        yield over, f"prep:{word}"
        if tree.lemma[over] == "be":  # "is due in Cairo for talks": the parser hangs the phrase on the verb
            for k in tree.kids[over]:
                if tree.dep[k] == "acomp" and k < h:
                    yield k, f"prep:{word}"
        # "After a week of protests" is no phrase of the verb.
        of_another = word == "of" and tree.dep[over] == "pobj"
        if tree.pos[over] in NOMINAL and tree.dep[over] in {"dobj", "pobj"} and not of_another:
            # "called on Iran for an end to": the parser hangs the phrase on the nearest noun.
            up = tree.head[over]
            up = tree.head[up] if tree.dep[over] == "pobj" else up
            if tree.pos[up] == "v":
                yield up, f"prep:{word}"
    elif tree.pos[i] in NOMINAL or tree.pos[i] == "v":
        if dep in {"dobj", "nsubjpass", "attr", "oprd"}:
            yield h, "obj"
        elif dep == "nsubj":
            yield h, "obj" if tree.pos[h] == "v" and tree.passive(h) else "subj"
        elif dep in {"compound", "amod", "nmod"}:
            yield h, "comp"
        elif dep == "acl" and tree.tag[i] not in {"VBN", "VBG", "VBD"}:
            yield h, "inf"
    for k in tree.kids[i]:
        if (
            tree.dep[k] in {"acl", "relcl"}
            and tree.pos[k] == "v"
            and tree.pos[i] in NOMINAL
            and (tree.passive(k))
        ):
            yield k, "obj"


def _clause_parent(reader: Reader, i: int, h: int, dep: str) -> Iterator[tuple[int, str]]:
    tree = reader.tree
    kids = tree.kids[i]
    infinitive = any(tree.lower[k] == "to" and tree.dep[k] in {"aux", "mark"} for k in kids)
    if dep == "pcomp":
        over = tree.head[h]
        if tree.lower[h] == "into" and tree.lemma[over] == "look":
            return  # "is looking into imposing sanctions" weighs them and investigates nobody
        yield over, f"prep:{tree.lower[h]}"
        if tree.pos[over] in NOMINAL and tree.pos[tree.head[over]] == "v":
            yield tree.head[over], f"prep:{tree.lower[h]}"
        return
    if dep == "relcl":
        return
    if dep == "advcl":
        if infinitive:
            yield h, "purpose"
        return
    if dep == "acl" and not infinitive and tree.tag[i] in {"VBN", "VBG"}:
        return
    if dep == "ccomp" and owed(tree, i):
        yield h, "must"
    if dep == "xcomp" and tree.dep[h] == "ccomp" and owed(tree, h):
        yield tree.head[h], "must"
    kind = (
        "inf"
        if infinitive
        else (
            "ger"
            if tree.tag[i] == "VBG" and not any(tree.dep[k] in {"aux", "nsubj"} for k in kids)
            else "that"
        )
    )
    yield h, kind
    if tree.pos[h] in NOMINAL and tree.dep[h] in {"dobj", "pobj"} and infinitive:
        up = tree.head[h] if tree.dep[h] == "dobj" else tree.head[tree.head[h]]
        if tree.pos[up] == "v":
            yield up, "inf"
    if tree.pos[h] == "v" and tree.lemma[h] in {"be", "seem", "appear", "remain", "stand"}:
        for k in tree.kids[h]:
            if tree.dep[k] in {"acomp", "attr", "oprd"} and k < i:
                yield k, kind
    if tree.pos[h] == "a" and tree.dep[h] == "ccomp":
        yield tree.head[h], kind
