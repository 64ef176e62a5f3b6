"""The account of an act: what was considered beside it, and why it lost."""

from __future__ import annotations

from dragoman.coding.account import account
from dragoman.coding.lexicon import load_lexicon
from dragoman.coding.scorer import load_scorer
from dragoman.language.parser import parse
from dragoman.model import Sentence

START = 40


def of(text, word, scorer=None):
    (parsed,) = parse([Sentence(2, START, START + len(text), text, 0)])
    begin = START + text.index(word)
    return account(parsed, (begin, begin + len(word)), load_lexicon(), scorer)


def lost(told, frame):
    return [c.why for c in told.considered if c.frame == frame]


def test_a_weaker_frame_is_named_with_both_strengths():
    (why,) = lost(of("Turkish jets bombed Kurdish positions.", "bombed"), "bomb.v1")

    assert why.startswith("fits, but weaker")


def test_a_frame_that_does_not_fit_says_what_it_wanted_and_found():
    (why,) = lost(of("Ankara accused Baghdad of sloth.", "accused"), "accuse.v2")

    assert why.startswith("wants of to be")
    assert why.endswith("found sloth")


def test_a_figure_of_speech_in_the_sentence_is_listed_with_its_reason():
    told = of("Mali expelled the envoy while hail bombarded the capital.", "expelled")

    assert any(c.word == "bombarded" and "figurative" in c.why for c in told.considered)


def test_the_scorer_gives_its_sums_and_the_facts_behind_them():
    told = of("Turkish jets bombed Kurdish positions.", "bombed", load_scorer())

    assert told.sums is not None
    assert told.sums.told
    assert told.facts


def test_what_the_scorer_refuses_beside_the_act_is_listed():
    text = "A comet destroyed a shed."
    told = of(text, "destroyed", load_scorer())

    assert any("refused by the scorer" in c.why for c in told.considered)


def test_spans_are_those_of_the_report():
    text = "Mali expelled the envoy after the minister suffered a heart attack."
    for c in of(text, "expelled").considered:
        assert text[c.trigger.start - START : c.trigger.end - START] == c.word


def test_an_offset_without_act_gives_only_what_else_was_considered():
    told = of("Mali expelled the envoy.", "envoy", load_scorer())

    assert told.sums is None
    assert told.facts == ()
