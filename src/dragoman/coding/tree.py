"""A parse as plain lists: the form in which coding reads a sentence, with the parser's commonest slips repaired.

Reading a spaCy token's attributes costs more than the rules themselves, so each sentence is copied once.
Token numbers are those of `Parsed.doc`. Nothing here knows about events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_set
from dragoman.language.lemmas import whole
from dragoman.language.mending import SUBJECTS

if TYPE_CHECKING:
    from dragoman.language.parsed import Parsed

NOMINAL = frozenset({"n", "p"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
UNDERGONE = word_set("undergone")
"""Verbs whose bare past participle after a noun tells what was done to it: headlines leave the auxiliary out."""
_HURT = frozenset({"kill", "wound", "injure", "hurt", "arrest", "detain", "displace", "abduct", "kidnap"})
_NEVER_VERB_AFTER = frozenset({"det", "poss", "amod", "compound", "nummod"})


def word_class(tag: str) -> str:
    """`v` verb, `n` noun, `p` pronoun, `a` adjective, `r` adverb, `i` preposition or particle, `` anything else."""
    if tag.startswith("VB"):
        return "v"
    if tag.startswith("NN"):
        return "n"
    if tag in {"PRP", "WP", "WDT", "DT", "PRP$", "WP$"}:
        return "p"
    if tag.startswith("JJ"):
        return "a"
    if tag.startswith("RB"):
        return "r"
    return "i" if tag in {"IN", "TO", "RP"} else ""


class Tree:
    """One sentence: parallel lists over tokens, and the children of each token in order."""

    __slots__ = (
        "dep", "head", "kids", "lemma", "lower", "n", "parsed", "pos", "tag", "title", "words",
    )  # fmt: skip

    def __init__(self, parsed: Parsed) -> None:
        doc = parsed.doc
        self.parsed = parsed
        self.n = len(doc)
        self.words: list[str] = []
        self.lower: list[str] = []
        self.lemma: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        for token in doc:
            text = token.text
            self.words.append(text)
            self.lower.append(text.lower())
            self.lemma.append(whole(token.lemma_.lower(), self.lower[-1]))
            self.tag.append(token.tag_)
            self.dep.append(token.dep_)
            self.head.append(token.head.i)
        self.pos = [word_class(t) for t in self.tag]
        for i, tag in enumerate(self.tag):
            if tag == "CD" and self.dep[i] not in {"nummod", "quantmod", "compound", "npadvmod"}:
                self.pos[i] = "n"  # "killing 12", "four wounded"
        self.kids: list[list[int]] = [[] for _ in range(self.n)]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)
        self.title = self._is_title()

    def _is_title(self) -> bool:
        """True where nearly every word is capitalised, so that capitals say nothing (headlines)."""
        long = [w for w in self.words if len(w) > 3 and w[0].isalpha()]
        return len(long) >= 3 and sum(w[0].isupper() for w in long) >= 0.85 * len(long)

    def move(self, child: int, head: int, dep: str) -> None:
        """Hang `child` on another head; used by repairs only."""
        old = self.head[child]
        if old != child:
            self.kids[old].remove(child)
        self.head[child], self.dep[child] = head, dep
        if head != child:
            self.kids[head].append(child)
            self.kids[head].sort()

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of the labels."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def subtree(self, i: int) -> list[int]:
        """Token `i` and all below it, in text order."""
        found = [i]
        for k in found:
            found.extend(self.kids[k])
        return sorted(found)

    def path_up(self, i: int) -> list[int]:
        """Token `i` and its heads up to the root."""
        path = [i]
        while self.head[i] != i and len(path) <= self.n:
            i = self.head[i]
            path.append(i)
        return path

    def conjuncts(self, i: int) -> list[int]:
        """`i` and the nouns (or verbs) coordinated with it, in text order."""
        found = [i]
        for k in found:
            found.extend(c for c in self.kids[k] if self.dep[c] == "conj")
        return found

    def capital(self, i: int) -> bool:
        """The word is capitalised and that means something: no headline, no first word that is no name."""
        word = self.words[i]
        if not word[:1].isupper() or (self.title and not self.tag[i].startswith("NNP")):
            return False
        return i > 0 or self.tag[i].startswith("NNP") or self.words[i].isupper()

    def passive(self, v: int) -> bool:
        """Verb `v` has its patient as surface subject."""
        perfect = False
        for k in self.kids[v]:
            dep = self.dep[k]
            if dep in {"auxpass", "nsubjpass", "csubjpass", "agent"}:
                return True
            if dep == "aux" and self.lemma[k] == "be" and self.tag[v] == "VBN":
                return True
            if dep == "aux" and self.lemma[k] in {"have", "'ve"}:
                perfect = True
        if self.tag[v] not in {"VBN", "VBD"} or perfect:
            return False
        dep = self.dep[v]
        if self.kid(v, "dobj") is not None:
            return False
        if dep in {"acl", "amod"}:
            return True
        if self.tag[v] != "VBN":
            # "; four soldiers killed in ambush": a headline leaves out "were", and the parser takes it for a past tense.
            # Behind another clause only: there the parser has no other verb to go by.
            other = any(
                k < v and self.pos[k] == "v" and self.dep[k] in {"ccomp", "parataxis"} for k in self.kids[v]
            )
            return other and dep == "ROOT" and self.lemma[v] in _HURT and self.kid(v, "nsubj") is not None
        if dep == "conj" and self.pos[self.head[v]] == "v" and self.kid(v, *SUBJECTS) is None:
            return self.passive(self.head[v])
        if any(self.dep[k] == "prep" and self.lower[k] == "by" for k in self.kids[v]):
            return True
        # "Ten soldiers wounded in Syria" is passive, "The firm invested in Syria" is not: only the verb tells.
        return self.kid(v, "nsubj") is None or self.lemma[v] in UNDERGONE
