"""Words that stand in for somebody, names that a parser cuts, and what is said of words for nobody."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.grounding.actors import ActorResolver
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Actor, Mention, Report
from dragoman.registry import registry


def meant(text: str, words: str, published: str = "2012-05-01") -> Actor:
    report = Report("r", text, date.fromisoformat(published))
    parsed = parse(split(text))
    start = text.rindex(words)
    sentence = next(p for p in parsed if p.sentence.start <= start < p.sentence.end)
    inside = [t for t in sentence.doc if start <= sentence.sentence.start + t.idx < start + len(words)]
    head = next((t for t in inside if t.head.i not in {i.i for i in inside} or t.head.i == t.i), inside[-1])
    at = sentence.sentence.start + head.idx
    mention = Mention(start, start + len(words), words, at, at + len(head.text))
    return ActorResolver(registry(), report, parsed).resolve(mention, sentence, None)[0]


@pytest.mark.parametrize(
    ("text", "words", "sector"),
    [
        ("A bomb near Homs killed three and wounded 17.", "17", "CVL"),
        ("Gunmen killed at least 11 in Quetta.", "at least 11", "CVL"),
        ("The court will try those who fired on the crowd.", "those", "CVL"),
        ("Tunisian police arrested Karim Haddad, 19, in Sousse.", "Karim Haddad, 19", "CVL"),
    ],
)
def test_persons_counted_or_told_of_as_such_are_persons_of_no_other_role(
    text: str, words: str, sector: str
) -> None:
    assert meant(text, words).sector == sector


def test_a_year_counts_nobody() -> None:
    assert meant("The treaty ended the war of 2006.", "2006").sector is None


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        (
            "Chad recalled its ambassador from Mali after the latter freed four men.",
            "the latter",
            "Mali",
            "MLI",
        ),
        ("The Turkish president called himself a friend of Iran.", "himself", "Abdullah Gül", "TUR"),
        ("A raid by the United States military killed a farmer.", "the United", None, "USA"),
        ("The deal was rated by Standard & Poor's.", "Standard", "Standard & Poor's", "USA"),
        ("Rebels shelled Aleppo International Airport.", "Aleppo International Airport", None, "SYR"),
        ("The army lifted the siege of Deir ez-Zor.", "Deir ez-Zor", None, "SYR"),
    ],
)
def test_a_word_stands_for_whom_its_sentence_tells(
    text: str, words: str, name: str | None, country: str
) -> None:
    found = meant(text, words)

    assert found.country == country
    assert name is None or found.name == name


def test_a_surname_may_begin_with_a_small_word() -> None:
    found = meant("Iran condemned the killing of bin Laden.", "bin Laden", "2011-05-02")

    assert found.name == "Osama bin Laden"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Thousands of "red shirt" protesters marched.', 'Thousands of "red shirt" protesters'),
        ("Close to 8,000 protesters marched.", "Close to 8,000 protesters"),
    ],
)
def test_quotes_and_hedges_do_not_end_a_phrase(text: str, words: str) -> None:
    assert meant(text, words).sector is not None


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("A car bomb killed a farmer.", "A car bomb", "unresolved: a word for no actor"),
        ("Ships crossed the Yellow Sea.", "the Yellow Sea", "unresolved: a place of no one state"),
        ("Zorvan Tikhel signed the letter.", "Zorvan Tikhel", "unresolved: name not in the registry"),
    ],
)
def test_what_stays_open_says_what_it_is(text: str, words: str, why: str) -> None:
    found = meant(text, words)

    assert (found.country, found.sector, found.by) == (None, None, why)
