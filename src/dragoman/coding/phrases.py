"""Noun phrases as mentions: the words that stand for one participant, without relative clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_set
from dragoman.coding.words import calendar
from dragoman.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.coding.tree import Tree

_CUT = frozenset({
    "relcl", "acl", "advcl", "ccomp", "xcomp", "parataxis", "mark", "aux", "auxpass", "agent", "nsubj",
    "nsubjpass", "dobj", "cc", "preconj", "dep", "intj", "punct",
})  # fmt: skip
_LOOSE_PREPS = word_set("loose_preps")
"""Prepositional phrases that tell when, how or why and are no part of a name or description."""
_ANYBODY = frozenset({"people", "person", "man", "other", "member"})
_PURPOSES = frozenset(
    {
        "consultation",
        "talk",
        "discussion",
        "negotiation",
        "questioning",
        "treatment",
        "interrogation",
        "reprimand",
        "clarification",
        "explanation",
    }
)


# "In response", "in protest": the noun behind "in" is nobody and no part of who is named before it.
_IDIOMS = word_set("behind_in")


def as_a_preposition(tree: Tree, prep: int) -> bool:
    """`In response to the strike`, `in solidarity with Mali`: the phrase is as good as a preposition."""
    return (
        tree.lower[prep] == "in"
        and prep + 1 in tree.kids[prep]
        and tree.dep[prep + 1] == "pobj"
        and tree.lemma[prep + 1] in _IDIOMS
    )


def heads(tree: Tree, head: int) -> list[int]:
    """The heads of the coordinated noun phrases of which `head` is the first: `Iran and Russia` gives two.

    Where no word joins them, only names count (headlines: `Iran, Iraq agree`): `Damascus, the first visit` is no list.
    """
    found = [
        k
        for k in tree.conjuncts(head)
        if k == head or (tree.pos[k] in {"n", "p", "a", ""} and not _short_form(tree, k))
    ]
    among = _among(tree, head)
    if len(found) == 1 or any(tree.dep[c] == "cc" for k in found for c in tree.kids[k]):
        return found + among
    return [k for k in found if k == head or tree.tag[k].startswith("NNP")] + among


def _among(tree: Tree, head: int) -> list[int]:
    """ "Eight people, including three Afghan soldiers": of people of no description those are named who are known."""
    if tree.lemma[head] not in _ANYBODY:
        return []
    return [
        g
        for k in tree.kids[head]
        if tree.lower[k] == "including" or tree.lower[k] == "among"
        for g in tree.kids[k]
        if tree.dep[g] == "pobj" and tree.pos[g] == "n"
    ]


def _short_form(tree: Tree, k: int) -> bool:
    """ "The Burmese Farmers League, or BFL, ...": the letters behind `or` are the same body."""
    return (
        k > 1
        and tree.lower[k - 1] == "or"
        and tree.words[k - 2] == ","
        and tree.words[k].isupper()
        and tree.tag[k].startswith("NNP")
        and tree.tag[tree.head[k]].startswith("NNP")
    )


def heads_of(tree: Tree, found: Iterable[int]) -> list[int]:
    """All heads, coordinated ones included, each once and in text order."""
    return sorted({k for h in found for k in heads(tree, h)})


def phrase(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of the noun phrase of `head`, both included."""
    inside = {head}
    stack = [head]
    while stack:
        i = stack.pop()
        for k in tree.kids[i]:
            dep = tree.dep[k]
            if dep in _CUT and not (dep in {"cc", "punct", "preconj"} and i != head):
                continue
            if dep == "conj" and i == head:
                continue
            if dep == "prep" and (tree.lower[k] in _LOOSE_PREPS or _aside(tree, k)):
                continue
            if dep in {"npadvmod", "advmod"} and calendar(tree.lower[k]):
                continue
            inside.add(k)
            stack.append(k)
    first = last = head
    if tree.dep[head] in {"amod", "compound", "nmod"}:
        inside.update(_name_before(tree, head))
    while first - 1 in inside or (first - 2 in inside and tree.dep[first - 1] in {"punct", "cc"}):
        first -= 1
    while last + 1 in inside or (
        last + 2 in inside and tree.dep[last + 1] in {"punct", "cc"} and tree.dep[last + 2] != "conj"
    ):
        last += 1
    while first < head and (tree.dep[first] in {"punct", "cc"} or _pairs(tree, first, head)):
        first += 1
    while last > head and (tree.dep[last] in {"punct", "cc"} or tree.lower[last] == "'s"):
        last -= 1
    return first, last


def _pairs(tree: Tree, k: int, head: int) -> bool:
    """The word belongs to a pair, not to the name: "Both Seoul and Tokyo"."""
    return (
        tree.lower[k] in {"both", "either", "neither"}
        and tree.tag[head].startswith("NNP")
        and len(tree.conjuncts(head)) > 1
    )


def _name_before(tree: Tree, head: int) -> Iterator[int]:
    """The words of a name before an event noun whose last word is `head`: `Russian military` of `Russian military strikes`."""
    k = head - 1
    while k >= 0:
        beside = tree.head[k] == tree.head[head] and tree.dep[k] in {"amod", "compound", "nmod"}
        below = tree.head[k] == head or (k + 1 <= head and tree.head[k] in range(k + 1, head + 1))
        if not below and not (beside and tree.words[k][:1].isupper()):
            return
        yield k
        k -= 1


def _aside(tree: Tree, prep: int) -> bool:
    return _about_time(tree, prep) or _purpose(tree, prep) or as_a_preposition(tree, prep)


def _purpose(tree: Tree, prep: int) -> bool:
    """ "Both countries for consultations": what something was done for is no part of who it was done to."""
    return tree.lower[prep] == "for" and any(
        tree.dep[k] == "pobj" and tree.lemma[k] in _PURPOSES for k in tree.kids[prep]
    )


def _about_time(tree: Tree, prep: int) -> bool:
    return any(tree.dep[k] == "pobj" and calendar(tree.lower[k]) for k in tree.kids[prep])


def mention(tree: Tree, head: int) -> Mention:
    """The mention headed by token `head`."""
    first, last = phrase(tree, head)
    whole = tree.parsed.span(first, last)
    word = tree.parsed.span(head, head)
    start = tree.parsed.sentence.start
    text = tree.parsed.doc.text[whole.start - start : whole.end - start]
    return Mention(whole.start, whole.end, text, word.start, word.end)


def mentions(tree: Tree, found: list[int]) -> tuple[Mention, ...]:
    """The mentions of the given heads, in text order, each once; a gerund ("shelling of the market") is nobody."""
    return tuple(mention(tree, k) for k in sorted({_named(tree, k) for k in found}) if tree.tag[k] != "VBG")


def _named(tree: Tree, head: int) -> int:
    """The name that an apposition explains: "General X, the commander who was killed" is X."""
    while tree.dep[head] == "appos" and tree.tag[tree.head[head]].startswith("NNP"):
        head = tree.head[head]
    return head
