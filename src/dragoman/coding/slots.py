"""What fills a slot (`subj`, `obj`, `on`, `obj.poss`, `clause.obj` ...) of a trigger word in one sentence.

Slots are the vocabulary of the frame tables; `arguments` knows grammar, this module knows the names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.coding.arguments import Arguments
from dragoman.coding.entries import PREPOSITIONS, Lexicon, Light
from dragoman.coding.event_nouns import doer, of_event_noun
from dragoman.coding.grammar import word_set
from dragoman.coding.tree import NOMINAL, Tree
from dragoman.coding.words import calendar, satisfies
from dragoman.language.mending import SUBJECTS

if TYPE_CHECKING:
    from dragoman.coding.words import Test


_ACTING = ("official", "troops", "police", "militant", "group", "protester", "person_noun")
_DOUBLE_OBJECT = word_set("double_object")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may tell an act. `pos` is v, n, a, or g for a verb's gerund used as a noun.

    `light` is the verb that carries the noun, `carrier` its table entry.
    """

    i: int
    pos: str
    light: int | None = None
    carrier: Light | None = None
    particle: int | None = None
    """The particle of a particle verb that the parser took for a preposition; its object is the verb's."""

    @property
    def top(self) -> int:
        """The token that stands for the act in the clause: the light verb where there is one."""
        return self.i if self.light is None else self.light


class Reader:
    """One sentence with everything needed to read its slots."""

    __slots__ = ("_filled", "args", "lexicon", "tree")

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        self.args = Arguments(tree)
        self.lexicon = lexicon
        self._filled: dict[tuple[int, str, int | None, int | None, str], list[int]] = {}

    def fill(self, trigger: Trigger, slot: str) -> list[int]:
        """The heads of the noun phrases (or clauses) in a slot, in text order of finding."""
        key = (trigger.i, trigger.pos, trigger.light, trigger.particle, slot)
        if key not in self._filled:
            found = self._find(trigger, slot)
            self._filled[key] = [i for i in dict.fromkeys(found) if i != trigger.i]
        return self._filled[key]

    def first(self, trigger: Trigger, slots: tuple[str, ...]) -> tuple[str, list[int]]:
        """The first slot that is filled, and what fills it."""
        for slot in slots:
            found = self.fill(trigger, slot)
            if found:
                return slot, found
        return "", []

    def holds(self, trigger: Trigger, slot: str, test: Test) -> float:
        """How well the best word in the slot passes the test, 0 for none; coordinated and measured nouns count."""
        tree, best = self.tree, 0.0
        for i in self.fill(trigger, slot):
            for k in tree.conjuncts(i):
                best = max(best, satisfies(tree, k, test))
                for inner in (self.args.through(k), *self.args.meant(k)):
                    if inner != k:
                        best = max(best, satisfies(tree, inner, test))
        return best

    def acts(self, o: int) -> bool:
        """Noun `o` names someone who can act: a proper name or a word for people, forces, officials, groups."""
        tree, classes = self.tree, self.lexicon.classes
        if tree.tag[o].startswith("NNP"):
            return not tree.title
        return any(name in classes and satisfies(tree, o, classes[name]) >= 1 for name in _ACTING)

    def _find(self, trigger: Trigger, slot: str) -> list[int]:
        first, _, rest = slot.partition(".")
        if rest and first == "obj":
            return [f for o in self._objects(trigger) for f in self._of_noun(o, rest)]
        if rest and first == "subj":
            return [f for o in self.fill(trigger, "subj") for f in self._of_noun(o, rest)]
        if rest and first == "clause":
            return [f for c in self.fill(trigger, "clause") for f in self._of_clause(c, rest)]
        if rest and first in PREPOSITIONS:
            return [f for o in self.fill(trigger, first) for f in self._of_phrase(o, rest)]
        if first == "any":
            return [*self.fill(trigger, "obj"), *self.args.after(trigger.i, None)]
        if trigger.pos == "v":
            found = self._of_verb(trigger.i, first)
            if first == "obj" and not found and trigger.particle is not None:
                found = [k for k in self.tree.kids[trigger.particle] if self.tree.dep[k] == "pobj"]
            return found
        if trigger.pos == "a":
            return self._of_adjective(trigger.i, first)
        return of_event_noun(self, trigger, first)

    def _objects(self, trigger: Trigger) -> list[int]:
        return [k for o in self.fill(trigger, "obj") for k in self.tree.conjuncts(o)]

    def _of_verb(self, v: int, slot: str) -> list[int]:
        args, tree = self.args, self.tree
        if slot == "subj":
            return args.logical_subject(v)
        if slot == "obj":
            return args.logical_object(v)
        if slot == "iobj":
            return args.recipients(v) or self._squeezed_recipient(v)
        if slot == "clause":
            return args.clauses(v)
        if slot == "inf":
            return [
                c
                for c in args.clauses(v)
                if any(tree.lower[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[c])
            ]
        if slot == "attr":
            # "found him guilty" makes a clause of the object and its predicate.
            return [
                k
                for k in tree.kids[v]
                if tree.dep[k] in {"attr", "acomp", "oprd"}
                or (tree.dep[k] == "ccomp" and tree.pos[k] in {"a", "n"})
            ]
        if slot in PREPOSITIONS:
            found = args.after(v, slot)
            for k in tree.kids[v] if not found else ():
                # The parser often hangs the phrase on the object or on a neighbouring noun.
                if tree.dep[k] in {
                    "dobj",
                    "nsubjpass",
                    "attr",
                    "dative",
                    "oprd",
                    "npadvmod",
                    "advmod",
                    "acomp",
                }:
                    found = args.after(k, slot)
                    if found:
                        break
            if not found and slot in {"to", "against", "with", "from", "on", "in", "at", "into"}:
                found = self._deep_after(v, slot)
            return found
        return []

    def _deep_after(self, v: int, slot: str) -> list[int]:
        # "sent troops to help fight rebels in X": not searched; only the object of a preposition of this verb is.
        tree = self.tree
        for k in tree.kids[v]:
            if tree.dep[k] == "prep":
                for g in tree.kids[k]:
                    if tree.dep[g] == "pobj" and not self.args.idiom(g):
                        found = self.args.after(g, slot)
                        if found:
                            return found
        return []

    def _squeezed_recipient(self, v: int) -> list[int]:
        # "gave Nepal vaccines" is parsed as "gave Nepal-vaccines".
        tree = self.tree
        if tree.lemma[v] not in _DOUBLE_OBJECT:
            return []
        for o in tree.kids[v]:
            if tree.dep[o] == "dobj" and not tree.tag[o].startswith("NNP"):
                first = [
                    k for k in tree.kids[o] if tree.dep[k] in {"compound", "nmod"} and tree.tag[k] == "NNP"
                ]
                if first and first[0] == v + 1:
                    return first[:1]
        return []

    def _of_adjective(self, a: int, slot: str) -> list[int]:
        args, tree = self.args, self.tree
        h = tree.head[a]
        if slot == "subj":
            own = [k for k in tree.kids[a] if tree.dep[k] in SUBJECTS]  # "was disappointed", read as a verb
            if own:
                return args.antecedents(own, a)
            return args.subject(h) if tree.pos[h] == "v" else ([h] if tree.dep[a] == "amod" else [])
        if slot == "clause":
            return args.clauses(a) or (args.clauses(h) if tree.pos[h] == "v" else [])
        if slot in PREPOSITIONS:
            return args.after(a, slot) or (args.after(h, slot) if tree.pos[h] == "v" else [])
        return []

    def _of_noun(self, o: int, rest: str) -> list[int]:
        args, tree = self.args, self.tree
        o = args.through(o) if rest != "of" else o
        if rest == "poss" and self.acts(o):
            return [o]  # "backed the rebel forces": the object is the actor itself, not its modifier
        if rest == "poss":
            return (
                args.possessor(o)
                or args.after(o, "by")
                or args.after(o, "from")
                or args.actor_modifiers(o)
                or args.after(o, "of")
            )
        if rest == "comp":
            return [k for k in tree.kids[o] if tree.dep[k] in {"compound", "amod", "nmod"}]
        if rest == "clause":
            return args.clauses(o)
        if rest == "obj":
            return args.after(o, "of")
        if rest == "subj":
            return doer(self, Trigger(o, "n"))
        found = args.after(o, rest)
        for k in tree.kids[o] if not found else ():
            if tree.dep[k] == "acl" and tree.tag[k] == "VBN":  # "lifted the sanctions imposed on Iran"
                found = found or args.after(k, rest)
        return found

    def _of_clause(self, c: int, rest: str) -> list[int]:
        args, tree = self.args, self.tree
        if tree.pos[c] in NOMINAL:
            return self.fill(Trigger(c, "n"), rest)
        if rest == "ANY":
            return args.after(c, None)
        if rest.startswith("obj."):
            return [f for o in args.logical_object(c) for f in self._of_noun(o, rest[4:])]
        return self._of_verb(c, rest)

    def _of_phrase(self, o: int, rest: str) -> list[int]:
        # `under.mediation`: in "under the mediation of Oman", Oman.
        args, tree = self.args, self.tree
        if rest in PREPOSITIONS:
            return args.after(o, rest)
        if rest == "poss":
            return self._of_noun(o, "poss")
        if tree.lemma[o] != rest:
            return []
        return [k for k in self._of_noun(o, "poss") if not calendar(tree.lower[k])]
