"""Words that the parser regularly hangs on the wrong word hang on the right one."""

from __future__ import annotations

import pytest

from dragoman.language.parser import parse
from dragoman.language.sentences import split

# sentence, word, the word it hangs on
CASES = [
    # a finite verb goes on with the finite verb
    ("The union urged both sides to show restraint and offered to send an envoy.", "offered", "urged"),
    ("China called on all sides to show calm and blamed Japan for raising tension.", "blamed", "called"),
    ("Chad wants to talk and eat.", "eat", "talk"),
    # a name behind an adjective is one phrase
    ("Fighters of the paramilitary Rapid Support Forces overran the base.", "Forces", "of"),
    # "who" is somebody
    ("The leader of the opposition Free Serbia movement, who was arrested, began a fast.", "arrested", "leader"),
    # what came of a deed hangs on the deed, what was said besides on the verb of saying
    ("Peru said a Chilean ship had fired at two of its boats near the border, injuring four sailors.", "injuring", "fired"),
    ("Iraq said Turkey had shelled a village, accusing Ankara of aggression.", "accusing", "said"),
    # the parser knows no Latin
    ("Moscow declared three employees of the Czech embassy personae non gratae.", "employees", "declared"),
    ("Peru declared the ambassador persona non grata.", "ambassador", "declared"),
    ("The ministry has declared the Ethiopian counsellor in Garowe persona non grata for his conduct.", "counsellor", "declared"),
    # "re-" is no word by itself, and votes do nothing
    ("Chad and Gabon re-established diplomatic relations on Monday.", "relations", "re-established"),
    ("The council imposed an embargo on Chad by nine votes to none.", "by", "imposed"),
    # what somebody has done besides does not go on with what is thought
    ("Oslo considers him wrongly held and has demanded his release.", "demanded", "considers"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "word", "head"), CASES)
def test_a_word_hangs_on_the_word_it_belongs_to(sentence, word, head):
    (parsed,) = parse(split(sentence))
    token = next(t for t in parsed.doc if t.text == word)

    assert token.head.text == head


def test_a_mended_parse_is_still_a_tree():
    for sentence, _, _ in CASES:
        (parsed,) = parse(split(sentence))
        assert sum(t.head.i == t.i for t in parsed.doc) == 1
        assert all(len(list(t.ancestors)) < len(parsed.doc) for t in parsed.doc)
