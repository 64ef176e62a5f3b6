"""The place names of a sentence that can be where an act happens, nearest first.

It reads the parse and the gazetteer's keys and decides nothing between places of one name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding.dates_clause import reached
from dragoman.grounding.dates_scan import expressions
from dragoman.grounding.gazetteer import gazetteer
from dragoman.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from dragoman.language.parsed import Parsed
    from dragoman.model import Span

_LONGEST_NAME = 6
_AFTER_HEAD = 4
_INSIDE_NAMES = frozenset(
    (
        "of",
        "the",
        "al",
        "el",
        "and",
        "de",
        "del",
        "la",
        "le",
        "les",
        "au",
        "aux",
        "sur",
        "en",
        "ez",
        "ash",
        "as",
        "-",
        "'s",
        "\u2019s",
        "'",
        "\u2019",
        ".",
    )
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place name in the text. `within` is the name after its comma, `countries` those of words around it."""

    text: str
    start: int
    within: str | None = None
    countries: tuple[str, ...] = ()
    meaning: str | None = None
    """The name to look up where the text gives none ("the Syrian capital")."""


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, frozenset[str]]:
    """The word lists of `data/places.toml`."""
    return {
        name: frozenset(words) for name, words in read_toml("dragoman.grounding", "data/places.toml").items()
    }


def named(parsed: Parsed, trigger: Span) -> list[tuple[float, Named]]:
    """The place names that can be the place of the act at `trigger`, with their cost, cheapest first."""
    tokens = parsed.tokens_in(trigger)
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)
    if head is None:
        return []
    dates = [(e.start, e.end) for e in expressions(parsed.sentence.text) if e.role == "time"]
    found: dict[int, tuple[float, Named]] = {}
    for token, cost, way in reached(head):
        for extra, noun in _nouns(token, head, way):
            if any(start <= noun.idx < end for start, end in dates):
                continue
            name = name_at(noun) or _capital(noun)
            if name is not None and (name.start not in found or cost + extra < found[name.start][0]):
                found[name.start] = cost + extra, name
    return sorted(found.values(), key=lambda item: (item[0], item[1].start))


def _nouns(token: Token, trigger: Token, way: str) -> Iterator[tuple[float, Token]]:
    """The nouns below a reached word at which a place name can stand, with what speaks against each."""
    for child in token.children:
        if child.dep_ in ("prep", "agent") and child.dep_ == "prep":
            if (extra := _prepositional(child, token, trigger)) is not None:
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        yield from ((extra + deeper, n) for deeper, n in _below(noun))
        elif (
            child.dep_ in ("compound", "nmod", "amod", "poss")
            and token.pos_ in ("NOUN", "PROPN")
            and way in ("self", "inside")
        ):
            if child.pos_ == "PROPN" and token.i == trigger.i and child.dep_ != "poss":
                yield 0.8, child  # the Kabul bombing
        elif child.dep_ == "dobj" and token.lemma_ in vocabulary()["at_object"]:
            yield from ((0.4 + deeper, n) for deeper, n in _below(child))
        elif child.dep_ == "advmod" and child.lower_ in ("there", "here"):
            continue
        elif child.dep_ in ("advmod", "npadvmod") and child.lemma_ in vocabulary()["place_nouns"]:
            yield from ((0.6 + deeper, n) for deeper, n in _below(child))
    if (
        token.dep_ == "nsubjpass"
        and token.head.lemma_ in vocabulary()["at_object"]
        and token.head.i == trigger.i
    ):
        yield 0.5, token


def _prepositional(prep: Token, owner: Token, trigger: Token) -> float | None:
    """What speaks against a prepositional phrase as the place; None when it is none."""
    words = vocabulary()
    lemmas = {owner.lemma_, trigger.lemma_}
    if prep.lower_ not in words["locative"]:
        return None
    if prep.lower_ == "of":  # the capture of Aleppo
        return 0.6 if owner.i == trigger.i and owner.pos_ == "NOUN" else None
    if prep.lower_ in words["origin"]:
        return 0.3 if lemmas & words["leaving"] else None
    if prep.lower_ in words["goal"]:
        return 0.3 if lemmas & words["going"] else None
    return 0.2 if prep.lower_ == "on" else 0.0


def _below(noun: Token) -> Iterator[tuple[float, Token]]:
    """The noun itself, what its "of", "in" or comma adds, and its conjuncts."""
    yield 0.0, noun
    for child in noun.children:
        if child.dep_ == "prep" and (
            child.lower_ in ("in", "near", "at", "outside")
            or (child.lower_ == "of" and noun.lemma_.lower() in vocabulary()["place_nouns"])
        ):
            for deeper in child.children:
                if deeper.dep_ == "pobj":
                    yield from ((0.1 + cost, n) for cost, n in _below(deeper))
        elif child.dep_ in ("compound", "poss", "nmod") and child.pos_ == "PROPN" and _holds_place(noun):
            yield 0.3, child  # "in a Kabul hotel"; "near the Pakistan border" may lie on either side
        elif child.dep_ in ("conj", "appos") and child.i > noun.i:
            yield 0.5, child


def _capital(noun: Token) -> Named | None:
    """The capital of the country whose adjective or name stands before the word."""
    from dragoman.registry import registry

    if noun.lemma_ != "capital" or any(c.dep_ == "appos" for c in noun.children):
        return None
    first = min((c.i for c in noun.lefts), default=noun.i)
    code = next(iter(_countries_before(noun.doc, noun.i)), None)
    country = registry().country(code) if code else None
    if country is None or country.capital is None:
        return None
    words = noun.doc[first : noun.i + 1]
    return Named(words.text, words.start_char, country.name, (country.code,), country.capital)


def _holds_place(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun.pos_ == "PROPN" or (lemma in vocabulary()["place_nouns"] | _KINDS and lemma != "border")


def name_at(noun: Token) -> Named | None:
    """The longest place name of the gazetteer that holds a noun; None when there is none.

    Only capitalised names count, and no word that is a body, a day or a language as well.
    """
    doc = noun.doc
    first = max(0, noun.i - _LONGEST_NAME)
    words = [t.text for t in doc[first : noun.i + _AFTER_HEAD]]
    for size in range(_LONGEST_NAME + 1, 0, -1):
        for start in range(first, noun.i + 1):
            end = start + size
            if not (start <= noun.i < end <= min(len(doc), noun.i + _AFTER_HEAD)):
                continue
            parts = words[start - first : end - first]
            if len(parts) > 1 and parts[0].lower() == "the":
                continue  # keys have no article; "The Hague" is found as Hague
            if not _is_name(parts):
                continue
            tokens = doc[start:end]
            text = tokens.text
            if not _may_be_place(text) or not gazetteer().lookup(text) or _is_cut(doc, start, end):
                continue  # "Ghulam Khan" is no Khan
            return Named(text, tokens.start_char, _after_comma(doc, end), _countries_before(doc, start))
    return None


def _is_cut(doc: Doc, start: int, end: int) -> bool:
    """True for a piece of a longer name: capitalised words of unknown sense right before or after it."""
    known = vocabulary()["place_nouns"]
    before = doc[start - 1] if start > 1 else None
    after = doc[end] if end < len(doc) else None
    if (
        before is not None
        and _is_part(before)
        and before.dep_ == "compound"
        and before.lower_ not in known | _TITLES
    ):
        return True
    if after is None or not _is_part(after) or doc[end - 1].dep_ != "compound":
        return False
    return after.lemma_.lower() not in known | _KINDS and not gazetteer().lookup(after.text)


def _is_part(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper()


def _is_name(words: list[str]) -> bool:
    if not words[0][0].isupper() and words[0].lower() not in ("al", "el", "al-"):
        return False
    if not words[-1][0].isupper() and words[-1].lower() not in _KINDS:
        return False
    return all(w[0].isupper() or w.lower() in _INSIDE_NAMES or w.lower() in _KINDS for w in words)


def _may_be_place(text: str) -> bool:
    lower = text.lower()
    return (
        lower not in vocabulary()["no_places"]
        and lower not in vocabulary()["place_nouns"]
        and "\n" not in text
    )


_KINDS = frozenset(
    [
        "province",
        "governorate",
        "region",
        "state",
        "oblast",
        "district",
        "department",
        "county",
        "prefecture",
        "municipality",
        "camp",
        "crossing",
        "airbase",
        "plant",
        "valley",
        "island",
        "islands",
        "strait",
        "corridor",
        "area",
        "airfield",
        "airport",
        "suburb",
        "square",
    ]
)


_TITLES = frozenset(
    ["downtown", "central", "greater", "upper", "lower", "new", "old", "inner", "outer", "capital"]
)


def _describes(token: Token) -> bool:
    """ "Off Veracruz, U.S. officials said": the word behind the comma says whose officials, not where Veracruz lies."""
    noun = token.head
    return (
        token.dep_ in ("compound", "amod", "poss")
        and noun.i > token.i
        and noun.pos_ == "NOUN"
        and noun.dep_ in ("nsubj", "nsubjpass")
    )


def _after_comma(doc: Doc, end: int) -> str | None:
    tokens = doc[end : end + 5]
    if len(tokens) < 2 or tokens[0].text != "," or _describes(tokens[1]):
        return None
    words: list[str] = []
    for token in tokens[1:]:
        if not (token.text[0].isupper() or (words and token.lower_ == "of")):
            break
        words.append(token.text)
    while words:
        text = " ".join(words)
        if any(c.kind in ("country", "admin1") for c in gazetteer().lookup(text)):
            return text
        words.pop()
    return None


def _countries_before(doc: Doc, start: int) -> tuple[str, ...]:
    """The country of a possessive or adjective right before a name: "Syria's Idlib", "the Syrian city of Homs"."""
    from dragoman.registry import registry

    tokens = doc[max(0, start - 5) : start]
    text = tokens.text
    found = [e.ref for n in registry().find(text) for e in n.entries if e.kind in ("country", "adjective")]
    return tuple(dict.fromkeys(code[:3] for code in found if len(code) == 3))
