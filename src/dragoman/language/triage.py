"""Which sentences are worth parsing: those that may tell a political act or report what somebody said.

It never decides that there is an act: it only leaves out sentences without any word that could tell one. It
knows no vocabulary of its own but function words and words of saying; names and triggers are given to it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ahocorasick_rs import AhoCorasick

    from dragoman.model import Sentence

# From this length on a lemma is searched as a beginning ("negotiat" finds negotiates, negotiators and
# negotiations); a shorter one only in its inflected forms, so that "war" does not find "warm".
STEM_MIN = 6

_SAYING = (
    "say", "tell", "state", "announce", "declare", "claim", "add", "note", "stress", "insist", "argue", "warn",
    "according to", "report", "comment", "remark", "reply", "respond", "ask", "speak", "write", "tweet", "quote",
)  # fmt: skip
_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_BETWEEN_WORDS = re.compile(r"[^\w&]+|_+")
# A word that can stand for a participant though it is no name: pronouns here, role nouns come with `actors`.
_PRONOUNS = (
    "he",
    "she",
    "they",
    "it",
    "we",
    "who",
    "his",
    "her",
    "their",
    "its",
    "our",
    "him",
    "them",
    "us",
    "i",
)
_FIRST_WORD = re.compile(r"[\W_]*(?:The\s+)?([^\W_]+)")
_NAME_INSIDE = re.compile(r"\S\s+[\"'\u201c\u2018(\[]*[^\W\d_a-z]\w")
_NAME_WITH_HYPHEN = re.compile(r"[\W_]*(?:The\s+)?[^\W\d_a-z]\w*-[^\W\d_a-z]")
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprtv]\Z")


class Triage:
    """A vocabulary of participants and triggers, compiled for searching."""

    def __init__(self, actors: Iterable[str], triggers: Iterable[str], first: Iterable[str] = ()) -> None:
        """`actors`: names and role nouns, any case. `triggers`: lemmas; of a phrase the longest word is searched.

        `first`: first words of names, any case, that count only where they begin the sentence ("May", "Hamas").
        """
        forms: set[str] = set()
        for lemma in triggers:
            forms.update(_patterns(lemma))
        for lemma in _SAYING:
            forms.update(_patterns(lemma))
        names = {_normal(name) for name in actors}
        names.update(f"{name.rstrip()}s " for name in list(names) if name.strip())
        names.update(f" {word} " for word in _PRONOUNS)
        self._triggers = _automaton(forms)
        self._actors = _automaton(name for name in names if name.strip())
        self._first = frozenset(word.casefold() for word in first)

    def keep(self, text: str) -> bool:
        """True when the sentence has a trigger and somebody to do it, or a quotation.

        Somebody: a name, a role noun, a pronoun, a capitalised word that is not the first, or a first word that
        begins a name or holds a second capital ("Al-Shabaab").
        """
        if _QUOTES.search(text):
            return True
        words = _normal(text)
        if not self._triggers.find_matches_as_indexes(words):
            return False
        if (
            _NAME_INSIDE.search(text)
            or _NAME_WITH_HYPHEN.match(text)
            or self._actors.find_matches_as_indexes(words)
        ):
            return True
        begins = _FIRST_WORD.match(text)
        return begins is not None and begins[1].casefold() in self._first

    def triage(self, sentences: Sequence[Sentence]) -> list[bool]:
        """`keep` for each sentence, in order."""
        return [self.keep(sentence.text) for sentence in sentences]


def _automaton(patterns: Iterable[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(sorted(patterns), matchkind=MatchKind.LeftmostLongest)


def _normal(text: str) -> str:
    """Lowercased words between single blanks, a blank at both ends: a blank in a pattern is a word's edge."""
    return f" {_BETWEEN_WORDS.sub(' ', text.lower()).strip()} "


def _patterns(lemma: str) -> set[str]:
    """What is searched for a trigger: the beginning of a long word, the inflected forms of a short one."""
    words = _normal(lemma).split()
    if not words:
        return set()
    patterns = set()
    for word in _spellings(max(words, key=len)):
        patterns |= {f" {form} " for form in inflections(word)}
        if len(word) >= STEM_MIN:
            patterns.add(f" {word[:-1] if word[-1] in 'ey' else word}")
    return patterns


def _spellings(word: str) -> set[str]:
    """The word as it stands (the tables write American English) and as British English writes it."""
    return {word, *(re.sub(old, new, word) for old, new in _BRITISH if re.search(old, word))}


# recognize, analyze, defense, labor, center.
_BRITISH = (
    (r"iz(?=e|ation|ing|$)", "is"),
    ("yze", "yse"),
    ("ense$", "ence"),
    (r"(?<=[^aeiou])or$", "our"),
    ("ter$", "tre"),
)


def inflections(lemma: str) -> set[str]:
    """The forms an English verb or noun may take, the lemma among them; some that do not exist are harmless."""
    forms = {lemma, *_irregular().get(lemma, ()), f"{lemma}s", f"{lemma}ed", f"{lemma}ing", f"{lemma}es"}
    if lemma.endswith("e"):
        forms |= {f"{lemma}d", f"{lemma[:-1]}ing"}
    if lemma.endswith("y"):
        forms |= {f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"}
    if _DOUBLED.search(lemma):
        forms |= {f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"}
    return forms


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    return {
        row["lemma"]: row.many("forms")
        for row in read_tsv("dragoman.language", "data/irregular.tsv", ("lemma", "forms"))
    }
