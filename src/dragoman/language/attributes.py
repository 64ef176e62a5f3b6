"""Coarse tags, lemmas and morphology of parsed tokens: the pipeline's own rules, each case asked once.

It never decides anything itself: every answer is the pipeline's `attribute_ruler` and `lemmatizer`, which
look at a token's form, tag and dependency. The few rules that look at the next token too are left to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.language import Language

# First words of the rules over two tokens in attribute_ruler/patterns of 3.8.0 (gonna, gotta, let's, ain't,
# c'mon, y'all) and the dependency of the last such rule ("there is"); a test compares them with the file.
PAIR_WORDS = ("gon", "got", "let", "ai", "c'm", "y'", "y")
PAIR_DEP = "expl"

# No rule names it; it stands for every word that no rule names.
_ANY_WORD = "dragoman"

# Forms with their tags and dependencies, 350 bytes each: 70 MB. 150 news articles have 20,000 of them.
_REMEMBERED_MAX = 200_000


class Attributes:
    """Sets POS, LEMMA and MORPH of documents that have tags and dependencies."""

    def __init__(self, nlp: Language) -> None:
        pipes: dict[str, Any] = dict(nlp.pipeline)
        self._vocab = nlp.vocab
        self._ruler, self._lemmatizer = pipes["attribute_ruler"], pipes["lemmatizer"]
        index = self._lemmatizer.lookups.get_table("lemma_index")
        for part_of_speech in list(index):  # lists as shipped: a look-up reads 57,528 nouns one by one
            index[part_of_speech] = frozenset(index[part_of_speech])
        store = nlp.vocab.strings
        self._pair_words = frozenset(
            store.add(form) for word in PAIR_WORDS for form in (word, word.title(), word.upper())
        )
        self._pair_dep = store.add(PAIR_DEP)
        self._rule_words = frozenset(_rule_words(self._ruler.patterns))
        self._ruled: dict[tuple[str, int, int], tuple[int, int, int]] = {}
        self._known: dict[tuple[int, int, int], tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> None:
        """Fill in one document, equal to what the pipeline would set."""
        cases = [tuple(row) for row in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        if any(orth in self._pair_words or dep == self._pair_dep for orth, _, dep in cases):
            self._lemmatizer(self._ruler(doc))
            return
        if len(self._known) > _REMEMBERED_MAX:
            self._known.clear()
            self._ruled.clear()
        known = self._known
        for case in cases:
            if case not in known:
                known[case] = self._ask(case)
        _fill(doc, ["POS", "LEMMA", "MORPH"], [known[case] for case in cases])
        for token in doc:
            if token.is_space:  # the pipeline gives blanks a tag and a dependency of their own
                token.tag_, token.dep_ = "_SP", "dep"

    def _ask(self, case: tuple[int, int, int]) -> tuple[int, int, int]:
        """What the pipeline gives a token that stands alone."""
        orth, tag, dep = case
        form = self._vocab.strings[orth]
        # Rules name the words that they are for; any other word stands for all of its tag and dependency.
        shown = form if not form.isalpha() or form.lower() in self._rule_words else _ANY_WORD
        ruled = self._ruled.get((shown, tag, dep))
        if ruled is None:
            alone = Doc(self._vocab, words=[shown], spaces=[False])
            _fill(alone, ["TAG", "DEP"], [(tag, dep)])
            pos, lemma, morph = self._ruler(alone).to_array(["POS", "LEMMA", "MORPH"])[0].tolist()
            ruled = self._ruled[shown, tag, dep] = pos, lemma, morph
        pos, lemma, morph = ruled
        if lemma == 0:
            alone = Doc(self._vocab, words=[form], spaces=[False])
            _fill(alone, ["POS", "MORPH"], [(pos, morph)])
            lemma = self._vocab.strings.add(self._lemmatizer.lemmatize(alone[0])[0])
        return pos, lemma, morph


def _fill(doc: Any, names: list[str], values: list[tuple[int, ...]]) -> None:
    doc.from_array(names, np.array(values, dtype=np.uint64))


def _rule_words(patterns: Any) -> set[str]:
    """The lowercased words that rules name."""
    words: set[str] = set()
    for rule in patterns:
        for pattern in rule["patterns"]:
            for token in pattern:
                named = token.get("LOWER", {"IN": []})
                words.update([named] if isinstance(named, str) else named.get("IN", []))
    return words
