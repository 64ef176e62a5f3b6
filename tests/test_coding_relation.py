"""`relation`: always an answer, always the same, and the laws that active, passive and renaming keep."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coding import load_lexicon, relation
from dragoman.coding.lexicon import TYPES
from dragoman.language.parser import parse
from dragoman.model import Sentence

PAIRS = [
    ("Iran condemned Israel.", "Israel was condemned by Iran.", "ACCUSE"),
    ("Police arrested the editor.", "The editor was arrested by police.", "COERCE"),
    ("Gunmen killed the envoy.", "The envoy was killed by gunmen.", "ASSAULT"),
    ("France recognised Kosovo.", "Kosovo was recognised by France.", "SUPPORT"),
    ("Rebels released the pilot.", "The pilot was released by rebels.", "RETREAT"),
    ("Japan rejected the Chinese offer.", "The Chinese offer was rejected by Japan.", "REJECT"),
]


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def told(sentence, source, target, lexicon):
    (parsed,) = parse([Sentence(0, 0, len(sentence), sentence, 0)])
    return relation(parsed, source, target, lexicon)


@pytest.mark.parametrize(("active", "passive", "kind"), PAIRS)
def test_active_and_passive_say_the_same(active, passive, kind, lexicon):
    source, target = active.rstrip(".").split(" ", 1)[0], active.rstrip(".").split(" ", 2)[2]

    assert told(active, source, target, lexicon).type == kind
    assert told(passive, source.lower() if source not in passive else source, target, lexicon).type == kind


@pytest.mark.parametrize(
    ("sentence", "source", "target", "kind"),
    [
        ("Kenya said it will send doctors to Malawi.", "Kenya", "Malawi", "AGREE"),
        ("The rebels said they will release two pilots.", "The rebels", "two pilots", "AGREE"),
        ("Chad is willing to withdraw its troops from Libya.", "Chad", "Libya", "AGREE"),
        ("Mali announced it would boycott the summit.", "Mali", "the summit", "THREATEN"),
        ("Cuba will not lift the ban on foreign ships.", "Cuba", "foreign ships", "REJECT"),
        ("The premier phoned the Malian leader to apologise.", "The premier", "the Malian leader", "CONCEDE"),
        ("Oman says Yemen must free the sailors.", "Oman", "Yemen", "REQUEST"),
    ],
)  # fmt: skip
def test_acts_that_have_not_happened_have_the_manuals_type(sentence, source, target, kind, lexicon):
    assert told(sentence, source, target, lexicon).type == kind


def test_two_acts_in_a_sentence_are_told_apart_by_the_mentions(lexicon):
    sentence = "Sudan accused Chad of lying, and Libya sent aid to Niger."

    assert told(sentence, "Sudan", "Chad", lexicon).type == "ACCUSE"
    assert told(sentence, "Libya", "Niger", lexicon).type == "AID"


def test_the_main_clause_outweighs_what_a_relative_clause_tells(lexicon):
    sentence = "The clan announced it will return tanks and outposts it has seized from the navy."

    assert told(sentence, "The clan", "the navy", lexicon).type == "CONCEDE"


def test_a_day_behind_the_object_of_a_call_is_no_call_on_someone(lexicon):
    sentence = "Peru called the envoy on Sunday to thank Chile for its help."

    assert told(sentence, "Peru", "Chile", lexicon).type != "REQUEST"
    assert told("Peru called on Chile to free the sailors.", "Peru", "Chile", lexicon).type == "REQUEST"


_SENTENCE = "Bolivia expelled two Chilean diplomats after talks with Peru failed."
_MENTION = st.one_of(
    st.sampled_from(
        [
            "Bolivia",
            "two Chilean diplomats",
            "Peru",
            "talks",
            "",
            " ",
            "Bolivia expelled",
            "🙂",
            "nobody at all",
        ]
    ),
    st.text(max_size=20),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=_MENTION, target=_MENTION)
def test_any_two_mentions_get_a_type_and_scores_that_sum_to_one(lexicon, source, target):
    found = told(_SENTENCE, source, target, lexicon)

    assert found.type in TYPES
    assert set(found.scores) == set(TYPES)
    assert abs(sum(found.scores.values()) - 1) < 1e-9
    assert found.confidence == found.scores[found.type] == max(found.scores.values())


def test_a_sentence_without_any_clue_still_gets_an_answer(lexicon):
    assert told("Grass is green.", "Grass", "green", lexicon).type in TYPES
