"""How words are compared: one spelling for British and American English, base forms, and tests on nouns.

Nothing here knows frames; it decides whether a token is one of a set of words, phrases or classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.coding.grammar import word_map, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.coding.tree import Tree

COMPUTED = frozenset({"actor", "place", "person", "full_name", "number", "state"})
"""Classes the engine decides from the sentence and not from a list."""

_LINKS = frozenset({"of", "for", "to", "in", "on", "against", "with", "from", "at", "between"})
_CALENDAR = word_set("calendar")
_VARIANTS = word_map("variants")
_ENDINGS = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("programme", "program"),
)


_ONE_SPELLING = word_set("one_spelling")


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """The word in lower case in American spelling, as tables and code have it."""
    word = word.lower()
    if word.startswith("re-") and word[3:].isalpha():
        word = f"re{word[3:]}"
    if word in _VARIANTS:
        return _VARIANTS[word]
    if word in _ONE_SPELLING:
        return word
    for old, new in _ENDINGS:
        if len(word) > len(old) + 2 and word.endswith(old):
            return word[: -len(old)] + new
    return word


_IRREGULAR = word_map("irregular")


@lru_cache(maxsize=65536)
def bases(word: str) -> tuple[str, ...]:
    """What an inflected form may come from, most likely first: for words whose tag misled the lemmatiser."""
    found = [_IRREGULAR[word]] if word in _IRREGULAR else [word]
    for ending, puts in (
        ("ies", "y"),
        ("es", "e"),
        ("es", ""),
        ("s", ""),
        ("ied", "y"),
        ("ed", "e"),
        ("ed", ""),
        ("ing", "e"),
        ("ing", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            found.append(stem + puts)
            if not puts and len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(dict.fromkeys(spelling(f) for f in found))


def calendar(word: str) -> bool:
    """A day, month, season or other word of time, which no one acts as."""
    return word in _CALENDAR or (word.endswith("s") and word[:-1] in _CALENDAR)


@lru_cache(maxsize=4096)
def nationality(word: str) -> bool:
    """A country's name or adjective: asked where a capital letter says nothing, at the head of a sentence or in a headline."""
    from dragoman.registry import registry

    return any(
        entry.kind in {"country", "adjective", "demonym"}
        for name in registry().find(word)
        for entry in name.entries
    )


@dataclass(frozen=True, slots=True)
class Test:
    """Words, phrases (by head word) and computed classes, any one of which a token may satisfy."""

    words: frozenset[str]
    phrases: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    """head word -> (place of the head in the phrase, the phrase's words)"""
    computed: frozenset[str]


def split_phrase(phrase: str) -> tuple[int, tuple[str, ...]]:
    """The words of a noun phrase and the place of its head: the last word, or the one before of, for, to ..."""
    words = tuple(spelling(w) for w in phrase.split())
    for place, word in enumerate(words):
        if place and word in _LINKS:
            return place - 1, words
    return len(words) - 1, words


def make_test(alternatives: Iterable[str], classes: Mapping[str, Test]) -> Test:
    """A test from words, phrases and `@class` names. Raises KeyError with the name of an unknown class."""
    words: set[str] = set()
    phrases: dict[str, set[tuple[int, tuple[str, ...]]]] = {}
    computed: set[str] = set()
    for item in alternatives:
        item = item.strip()  # noqa: PLW2901
        if item == "*":
            computed.add("any")
        elif item.startswith("@"):
            name = item[1:]
            if name in COMPUTED:
                computed.add(name)
            if name in classes:
                inner = classes[name]
                words |= inner.words
                computed |= inner.computed
                for head, found in inner.phrases.items():
                    phrases.setdefault(head, set()).update(found)
            elif name not in COMPUTED:
                raise KeyError(name)
        elif " " in item:
            place, parts = split_phrase(item)
            phrases.setdefault(parts[place], set()).add((place, parts))
        elif item:
            words.add(spelling(item))
    return Test(frozenset(words), {h: tuple(sorted(p)) for h, p in phrases.items()}, frozenset(computed))


def expand(classes: Mapping[str, Iterable[str]]) -> dict[str, Test]:
    """Every class as a test, with the classes it includes. Raises KeyError for an unknown or circular one."""
    done: dict[str, Test] = {}

    def resolve(name: str, above: tuple[str, ...]) -> None:
        for item in classes[name]:
            inner = item.removeprefix("@")
            if item.startswith("@") and inner in classes and inner not in done:
                if inner in above:
                    raise KeyError(inner)
                resolve(inner, (*above, inner))
        done[name] = make_test(classes[name], done)

    for name in classes:
        if name not in done:
            resolve(name, (name,))
    return done


def has_phrase(tree: Tree, i: int, place: int, phrase: tuple[str, ...]) -> bool:
    """Token `i` is the head of the phrase: word by word, or with its modifiers anywhere among its children."""
    start = i - place
    if start >= 0 and start + len(phrase) <= tree.n:
        for k, word in enumerate(phrase, start):
            if k != i and tree.lemma[k] != word and tree.lower[k] != word:
                break
        else:
            return True
    around = {tree.lemma[k] for k in tree.kids[i]} | {tree.lower[k] for k in tree.kids[i]}
    for k in tree.kids[i]:
        if tree.dep[k] in {"compound", "amod", "prep", "nmod"}:
            around.update(tree.lemma[g] for g in tree.kids[k])
            around.update(tree.lower[g] for g in tree.kids[k])
    return all(place == n or word in around for n, word in enumerate(phrase))


def satisfies(tree: Tree, i: int, test: Test) -> float:
    """How well token `i` passes: 1.5 for heading one of the phrases, 1 for being one of the words, 0.5 for a
    computed class, 0 for no. What is said more exactly counts more when frames compete."""
    lemma = tree.lemma[i]
    for place, phrase in test.phrases.get(lemma, ()):
        if has_phrase(tree, i, place, phrase):
            return 1.5
    if lemma in test.words or tree.lower[i] in test.words:
        return 1.0
    if tree.tag[i].startswith(
        "NNP"
    ):  # "Cyclone Oli", "President Assad": the common word stands before the name
        for k in tree.kids[i]:
            if tree.dep[k] in {"compound", "nmod"} and tree.lower[k] in test.words:
                return 1.0
    return 0.5 if _computed(tree, i, test) else 0.0


def _computed(tree: Tree, i: int, test: Test) -> bool:
    for name in test.computed:
        if name == "any":
            return True
        if name == "number" and (tree.tag[i] == "CD" or any(tree.dep[k] == "nummod" for k in tree.kids[i])):
            return True
        if name == "state" and tree.tag[i] == "NNP":
            return True
        if name == "place" and tree.tag[i].startswith("NNP"):
            return True
        if name == "full_name" and _full_name(tree, i):
            return True
        if name in {"actor", "person"} and named(tree, i):
            return True
    return False


def _full_name(tree: Tree, i: int) -> bool:
    """A name of two words or more, as persons bear: a name of one word is more often that of a place."""
    return tree.tag[i].startswith("NNP") and any(
        tree.dep[k] in {"compound", "nmod"} and tree.capital(k) for k in tree.kids[i]
    )


def named(tree: Tree, i: int) -> bool:
    """The noun phrase holds a name: a capitalised word that is no word of time."""
    for k in (i, *tree.kids[i]):
        if tree.pos[k] in {"n", "a"} and tree.capital(k) and tree.lower[k] not in _CALENDAR:
            return True
        if tree.dep[k] == "poss" and tree.pos[k] == "p":
            return False
    return False
