"""Logical arguments: who is the subject, object or prepositional complement of a verb, noun or adjective.

It undoes passives, control, shared subjects, relative clauses and participles. Arguments are token numbers of
noun phrase heads; whether they are actors is decided later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_set
from dragoman.coding.nouns import NounArguments
from dragoman.coding.tree import NOMINAL, RELATIVE, Tree
from dragoman.coding.words import calendar
from dragoman.language.mending import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable


_OBJECT_PREPS = frozenset({"on", "upon", "to", "for", "with", "against"})
_CALLERS = word_set("callers")
_SUBJECT_CONTROL = word_set("subject_control")
_ABOUT_OBJECT = frozenset({"of", "for", "from", "into", "over", "with"})
_TO_VERB_DEPS = frozenset(
    {"xcomp", "ccomp", "advcl", "pcomp", "acl", "relcl", "acomp", "oprd", "dep", "parataxis", "conj"}
)
_PAPERS = frozenset(
    {"proclamation", "decree", "order", "law", "bill", "resolution", "ruling", "decision", "motion"}
)
_TAKING_UP = frozenset({"they", "it", "he", "she"})
_MAX_CLIMB = 8


class Arguments(NounArguments):
    """The argument finder of one sentence; answers are remembered."""

    __slots__ = ("_subjects",)

    def __init__(self, tree: Tree) -> None:
        super().__init__(tree)
        self._subjects: dict[int, list[int]] = {}

    # Verbs

    def subject(self, v: int, depth: int = 0) -> list[int]:
        """The surface subject of verb `v`, shared and controlled ones included."""
        if v in self._subjects:
            return self._subjects[v]
        found = self._find_subject(v, depth) if depth < _MAX_CLIMB else []
        if depth == 0:
            self._subjects[v] = found
        return found

    def _find_subject(self, v: int, depth: int) -> list[int]:
        tree = self.tree
        own = [k for k in tree.kids[v] if tree.dep[k] in SUBJECTS and tree.pos[k] != "v"]
        if own:
            return self.antecedents(own, v)
        deeds = [k for k in tree.kids[v] if tree.dep[k] in SUBJECTS]
        if deeds:
            return deeds  # "they said shelling of the market had killed 17": not those who said so
        dep, h = tree.dep[v], tree.head[v]
        if h == v or dep not in _TO_VERB_DEPS:
            return self._loose_subject(v)
        if dep == "conj":
            return self.subject(h, depth + 1) if tree.pos[h] in {"v", "a"} else []
        if tree.tag[v] == "VBG" and dep in {"acl", "advcl"} and self._result(v):
            return self._result_subject(v, depth)
        if dep in {"relcl", "acl"} and tree.pos[h] in NOMINAL:
            if tree.tag[v] in {"VBN", "VBG", "VBD"} or (dep == "relcl" and not self._infinitive(v)):
                return [h]
            return self.holder(h, depth + 1)
        if dep == "pcomp":
            return self._gerund_subject(h, depth)
        if tree.pos[h] == "a":
            up = tree.head[h]
            return self.subject(up, depth + 1) if tree.dep[h] in {"acomp", "oprd", "conj"} else []
        if tree.pos[h] in NOMINAL:
            return self.holder(h, depth + 1)
        if dep in {"xcomp", "ccomp", "oprd"}:
            return self._controller(h, v, depth)
        return self.subject(h, depth + 1)

    def _result(self, v: int) -> bool:
        """Participle `v` follows a comma: it tells what the main clause led to (`attacked the town, killing 12`)."""
        tree = self.tree
        first = min(tree.kids[v] + [v])
        before = first - 1
        return before > tree.head[v] and tree.words[before] in {",", "-", "–", "—"}

    def _result_subject(self, v: int, depth: int) -> list[int]:
        tree = self.tree
        h = tree.head[v]
        for _ in range(_MAX_CLIMB):
            if tree.pos[h] == "v":
                break
            if tree.head[h] == h:
                return [h] if tree.pos[h] in NOMINAL else []
            h = tree.head[h]
        if tree.passive(h):
            return self.agent(h)
        return self.subject(h, depth + 1)

    def _loose_subject(self, v: int) -> list[int]:
        # A headline's or a broken parse's subject: a noun to the left hung on the verb by another label.
        tree = self.tree
        for k in tree.kids[v]:
            if (
                k < v
                and tree.dep[k] in {"dep", "npadvmod", "nmod", "compound"}
                and tree.pos[k] == "n"
                and not calendar(tree.lower[k])
            ):
                return [k]
        return []

    def _controller(self, h: int, v: int, depth: int) -> list[int]:
        tree = self.tree
        if tree.passive(h):
            return self.subject(h, depth + 1)
        if tree.lemma[h] not in _SUBJECT_CONTROL:
            objects = [
                k
                for k in tree.kids[h]
                if tree.dep[k] in {"dobj", "dative"} and h < k < v and tree.pos[k] in NOMINAL
            ]
            if objects:
                return self.antecedents(objects[:1], h)
        if tree.lemma[h] in _CALLERS:
            for k in tree.kids[h]:
                if tree.dep[k] == "prep" and h < k < v and tree.lower[k] in _OBJECT_PREPS:
                    found = [g for g in tree.kids[k] if tree.dep[g] == "pobj"]
                    if found:
                        return found
        return self.subject(h, depth + 1)

    def _gerund_subject(self, prep: int, depth: int) -> list[int]:
        tree = self.tree
        while tree.dep[prep] == "conj" and tree.pos[tree.head[prep]] == "i":
            prep = tree.head[prep]  # "by imposing a ban and by fining two banks"
        h = tree.head[prep]
        if tree.pos[h] == "v":
            if tree.passive(h) and tree.lower[prep] != "by":
                return self.subject(h, depth + 1)
            objects = [k for k in tree.kids[h] if tree.dep[k] == "dobj"]
            if objects and tree.lower[prep] in _ABOUT_OBJECT:
                return self.antecedents(objects[:1], h)
            return self.subject(h, depth + 1)
        if tree.pos[h] in NOMINAL:
            return self.holder(h, depth + 1)
        if tree.pos[h] == "a":
            return self.subject(tree.head[h], depth + 1)
        return []

    def antecedents(self, heads: Iterable[int], v: int) -> list[int]:
        """Heads with relative pronouns replaced by the noun that the clause hangs on."""
        tree = self.tree
        found = []
        for i in heads:
            if tree.lower[i] in RELATIVE and tree.tag[i] in {"WP", "WDT", "IN", "DT"}:
                up = v
                for _ in range(_MAX_CLIMB):
                    if tree.dep[up] in {"relcl", "acl"} or tree.head[up] == up:
                        break
                    up = tree.head[up]
                if tree.dep[up] in {"relcl", "acl", "ccomp"} and tree.pos[tree.head[up]] in NOMINAL:
                    found.append(tree.head[up])
                    continue
            found.append(i)
        return found

    def meant(self, i: int) -> list[int]:
        """The subject that a subject pronoun of a told clause takes up ("the rebels said they had taken the town"), or none."""
        tree = self.tree
        if tree.lower[i] not in _TAKING_UP or tree.dep[i] not in SUBJECTS:
            return []
        v = tree.head[i]
        while tree.dep[v] == "conj":
            v = tree.head[v]
        up = tree.head[v]
        if tree.dep[v] != "ccomp" or tree.pos[up] != "v":
            return []
        return [k for k in self.subject(up) if k != i and tree.pos[k] in NOMINAL]

    def agent(self, v: int) -> list[int]:
        """The by-phrase of a passive."""
        tree = self.tree
        for k in tree.kids[v]:
            if tree.dep[k] == "agent" or (tree.dep[k] == "prep" and tree.lower[k] == "by"):
                found = [
                    g
                    for p in self.with_its_pair(k)
                    if tree.lower[p] == "by"
                    for g in tree.kids[p]
                    if tree.dep[g] in {"pobj", "pcomp"} and tree.pos[g] in NOMINAL
                ]
                if found and not calendar(tree.lower[found[0]]):
                    return found
        return self._agent_inside(v) if self._plain_passive(v) else []

    def _plain_passive(self, v: int) -> bool:
        tree = self.tree
        return tree.tag[v] == "VBN" and tree.kid(v, "nsubjpass") is not None

    def _agent_inside(self, v: int) -> list[int]:
        """The by-phrase that the parser hangs on a noun before it: `was criticised for the trials by Amnesty`."""
        tree = self.tree
        for k in reversed(tree.kids[v]):
            if tree.dep[k] != "prep" or k < v:
                continue
            for i in reversed(tree.subtree(k)):
                if tree.dep[i] == "prep" and tree.lower[i] == "by" and i + 1 < tree.n:
                    found = [g for g in tree.kids[i] if tree.dep[g] == "pobj" and tree.pos[g] == "n"]
                    if found and not calendar(tree.lower[found[0]]):
                        return found
        return []

    def logical_subject(self, v: int) -> list[int]:
        """The agent of verb `v`: its subject if active, its by-phrase if passive."""
        tree = self.tree
        if tree.passive(v):
            return self.agent(v)
        found = self.subject(v)
        if tree.dep[v] in {"relcl", "acl"} and found == [tree.head[v]] and tree.lemma[found[0]] in _PAPERS:
            return (
                self.holder(found[0]) or found
            )  # "signed a decree that lifts the ban": who signed it lifts it
        return found

    def logical_object(self, v: int) -> list[int]:
        """The patient of verb `v`: its object if active, its subject if passive."""
        tree = self.tree
        if tree.passive(v):
            return self.subject(v)
        found = [k for k in tree.kids[v] if tree.dep[k] == "dobj"]
        if found:
            # A second object behind a comma is an afterthought: "will visit Damascus on Monday, the first visit by ..."
            found = [k for k in found if k == found[0] or "," not in tree.words[found[0] : k]]
            return self.antecedents(found, v)
        subject = tree.kid(v, "nsubj") if tree.dep[v] == "relcl" else None
        if subject is not None:
            if tree.lower[subject] not in RELATIVE and not self.after(v, None) and not self._at_which(v):
                return [tree.head[v]]
            return []
        for k in tree.kids[v]:
            # "wants Iran to halt" hangs Iran on the infinitive; loose objects of broken parses come last.
            if (
                tree.dep[k] in {"ccomp", "xcomp"}
                and (tree.pos[k] == "a" or self._infinitive(k))
                and tree.kid(k, "mark") is None
            ):
                inner = [g for g in tree.kids[k] if tree.dep[g] == "nsubj"]
                if inner:
                    return inner
        for k in tree.kids[v]:
            if tree.dep[k] == "prt":
                found = [g for g in tree.kids[k] if tree.dep[g] == "pobj"]  # "burned down the village"
                if found:
                    return found
            if (
                k > v
                and tree.dep[k] in {"oprd", "attr", "npadvmod", "dep", "nmod"}
                and tree.pos[k] == "n"
                and not calendar(tree.lower[k])
            ):
                return [k]
        shared = [k for k in tree.kids[v] if tree.dep[k] == "conj" and tree.pos[k] == "v" and k - v <= 3]
        for k in shared:
            if tree.kid(k, *SUBJECTS) is None:
                return self.logical_object(k) if not tree.passive(k) else []
        return []

    def _at_which(self, v: int) -> bool:
        """ "The embassy where they shelter": the noun is the place of the clause and no part of it."""
        return any(self.tree.tag[k] == "WRB" for k in self.tree.kids[v])

    def _infinitive(self, v: int) -> bool:
        return any(self.tree.lower[k] == "to" and self.tree.dep[k] == "aux" for k in self.tree.kids[v])

    def recipients(self, v: int) -> list[int]:
        """Whom something is given to: a dative noun or the object of to, for."""
        tree = self.tree
        for k in tree.kids[v]:
            if tree.dep[k] == "dative":
                if tree.pos[k] in NOMINAL:
                    return [k]
                found = [g for g in tree.kids[k] if tree.dep[g] == "pobj"]
                if found:
                    return found
        return self.after(v, "to") or self.after(v, "for")

    def clauses(self, i: int) -> list[int]:
        """The heads of the complement clauses of a verb, noun or adjective."""
        tree = self.tree
        found = []
        for k in tree.kids[i]:
            dep = tree.dep[k]
            if dep in {"xcomp", "ccomp", "pcomp"} or (dep in {"acl", "advcl"} and self._infinitive(k)):
                found.append(k)
            elif dep == "prep":
                found.extend(g for g in tree.kids[k] if tree.dep[g] == "pcomp")
            elif dep == "dobj":
                found.extend(g for g in tree.kids[k] if tree.dep[g] == "acl" and self._infinitive(g))
        return found

    # Prepositions

    def holder(self, n: int, depth: int = 0) -> list[int]:
        """Who has or does noun `n`: possessor, by-phrase, actor modifier, or the subject of the verb it depends on."""
        found = self.possessor(n) or self.after(n, "by") or self.after(n, "from") or self.actor_modifiers(n)
        if found or depth >= _MAX_CLIMB:
            return found
        tree = self.tree
        h, dep = tree.head[n], tree.dep[n]
        if dep in {"dobj", "attr"} and tree.pos[h] == "v":
            return self.subject(h, depth + 1) if not tree.passive(h) else self.agent(h)
        if dep == "nsubjpass":
            return self.agent(h)
        if dep == "pobj" and tree.dep[h] == "prep" and tree.pos[tree.head[h]] == "v":
            return self.subject(tree.head[h], depth + 1)
        if dep == "conj":
            return self.holder(h, depth + 1)
        return []
