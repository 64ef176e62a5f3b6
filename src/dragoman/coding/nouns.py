"""What hangs on a noun or stands over it: prepositional objects, possessors, actors before an event noun, measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_set
from dragoman.coding.phrases import as_a_preposition
from dragoman.coding.words import calendar, nationality

if TYPE_CHECKING:
    from dragoman.coding.tree import Tree

ALIASES = {
    "upon": "on", "onto": "on", "towards": "toward", "within": "in", "inside": "in", "amongst": "between",
    "among": "between", "til": "until", "regarding": "about", "concerning": "about", "near": "at", "vs": "against", "vs.": "against",
}  # fmt: skip
"""Prepositions read as another one, so that tables need name only the common one."""

TRANSPARENT = word_set("transparent")
"""Nouns that only measure what follows `of`."""
SHELLS = word_set("shells")
"""Nouns that add little to the event noun before them."""
ACTOR_NOUNS = word_set("actor_nouns")
"""Common nouns that name the doer when they stand before an act."""


_PLAIN_ENDINGS = ("ing", "ed", "ive", "ous", "al", "ful", "wide", "ly", "ent", "ant", "ary")
"""Endings of ordinary adjectives, which a headline capitalises like names."""


class NounArguments:
    """The part of the argument finder that needs no clause."""

    __slots__ = ("tree",)

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def after(self, i: int, preposition: str | None) -> list[int]:
        """The objects of a preposition (None: any) hung on token `i`, `out of` counting as from.

        A preposition that only stands for it ("near" for "at") counts where it is not there itself.
        """
        tree = self.tree
        found: list[int] = []
        itself: list[int] = []
        for k in (p for kid in tree.kids[i] for p in self.with_its_pair(kid)):
            word = ALIASES.get(tree.lower[k], tree.lower[k])
            inner = self.objects_of(k)
            nested = [g for g in tree.kids[k] if tree.dep[g] == "prep"]
            if word == preposition or preposition is None:
                found.extend(inner)
            if tree.lower[k] == preposition and tree.dep[k] == "prep":
                itself.extend(inner)
            for g in nested if word != "according" else ():  # "according to X" says who tells it
                deeper = [p for p in tree.kids[g] if tree.dep[p] == "pobj"]
                second = ALIASES.get(tree.lower[g], tree.lower[g])
                if second == "of" and word in {"out", "outside"}:
                    second = "from"
                elif second == "of":
                    second = word
                if preposition is None or second == preposition:
                    found.extend(deeper)
        if itself and not calendar(tree.lower[itself[0]]):
            found = itself
        return [i for i in found if not calendar(tree.lower[i]) and not self.idiom(i)]

    def objects_of(self, preposition: int) -> list[int]:
        """The objects of a preposition; of one without, those of the one joined to it ("to and from Iran")."""
        tree = self.tree
        own = [g for g in tree.kids[preposition] if tree.dep[g] == "pobj"]
        return own or [g for c in self._joined(preposition) for g in tree.kids[c] if tree.dep[g] == "pobj"]

    def with_its_pair(self, k: int) -> list[int]:
        """A preposition and those joined to it ("by Oman and by Qatar", "flights to and from Iran"); none for another word."""
        if self.tree.dep[k] not in {"prep", "dative", "agent", "prt", "advmod", "mark"}:
            return []
        return [k, *self._joined(k)]

    def _joined(self, preposition: int) -> list[int]:
        tree = self.tree
        return [c for c in tree.kids[preposition] if tree.dep[c] == "conj" and tree.pos[c] == "i"]

    def idiom(self, i: int) -> bool:
        """`In response to the strike`: the phrase is as good as a preposition, and its noun is nobody."""
        tree = self.tree
        return tree.dep[i] == "pobj" and as_a_preposition(tree, tree.head[i])

    def through(self, i: int) -> int:
        """The noun meant by a measuring noun: `number of protesters` means protesters."""
        tree = self.tree
        for _ in range(3):
            if tree.lower[i] not in TRANSPARENT and tree.lemma[i] not in TRANSPARENT:
                return i
            inner = [
                g
                for k in tree.kids[i]
                if tree.dep[k] == "prep" and tree.lower[k] == "of"
                for g in tree.kids[k]
                if tree.dep[g] == "pobj"
            ]
            if not inner:
                return i
            i = inner[0]
        return i

    def lifted(self, i: int) -> int:
        """The measuring noun or shell noun that stands over `i`, or `i`: the inverse of `through`."""
        tree = self.tree
        if tree.dep[i] in {"compound", "nmod"} and tree.lemma[tree.head[i]] in SHELLS:
            i = tree.head[i]
        for _ in range(3):
            up = tree.head[i]
            if tree.dep[i] != "pobj" or tree.lower[up] != "of" or tree.dep[up] != "prep":
                return i
            over = tree.head[up]
            if tree.lower[over] not in TRANSPARENT and tree.lemma[over] not in TRANSPARENT:
                return i
            i = over
        return i

    def possessor(self, n: int) -> list[int]:
        """The possessive modifier of noun `n`; shared with the noun it is coordinated with."""
        tree = self.tree
        found = [k for k in tree.kids[n] if tree.dep[k] == "poss" and not calendar(tree.lower[k])]
        if not found and tree.dep[n] == "conj" and tree.pos[tree.head[n]] == "n":
            return self.possessor(tree.head[n])
        return found

    def actor_modifiers(self, n: int) -> list[int]:
        """Adjectives and compounds of noun `n` that name someone: `Russian strike`, `police raid`."""
        tree = self.tree
        modifiers = [k for k in tree.kids[n] if tree.dep[k] in {"amod", "compound", "nmod"} and k < n]
        actors = [k for k in modifiers if self._names_actor(k)]
        return [
            k for k in actors if k + 1 not in actors
        ]  # "Royal Saudi Air Force airstrike": one name, headed by its last word

    def _names_actor(self, k: int) -> bool:
        tree = self.tree
        if calendar(tree.lower[k]):
            return False
        if tree.words[k][:1].isupper() and (tree.title or (k == 0 and tree.pos[k] == "a")):
            ordinary = tree.pos[k] == "a" or tree.lower[k].endswith(_PLAIN_ENDINGS)
            return not ordinary or nationality(tree.words[k])
        if tree.tag[k].startswith("NNP") or (tree.pos[k] == "a" and tree.words[k][:1].isupper()):
            return True
        return tree.lemma[k] in ACTOR_NOUNS and tree.pos[k] == "n"
