"""Traps: acts that are only denied, threatened, demanded, foretold, imagined or remembered do not come out as done.

The sentences and what may come out of them are in tests/data/traps.tsv, traps_second.tsv and counter_traps.tsv; bench/traps.py prints
those that get through.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from dragoman.coder import Coder

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import traps

# Measured 4 of 644 (0.6 %), 7 of 219 (3.2 %), 132 of 145 and 106 of 114 on the day these were set. One in a hundred may
# get through of the first set; other bounds leave one or two sentences.
THROUGH_AT_MOST = 6
SECOND_THROUGH_AT_MOST = 8
SPEECH_ACTS_AT_LEAST = 129
COUNTER_AT_LEAST = 105


@pytest.fixture(scope="module")
def coder():
    return Coder()


def events(coder, trap):
    return coder.code(trap.sentence, published=traps.PUBLISHED).events


def test_there_are_500_traps_of_thirty_classes_and_no_sentence_stands_twice():
    rows = traps.traps()
    assert len(rows) >= 500
    assert len({t.kind for t in rows}) >= 30
    assert len({t.sentence for t in rows}) == len(rows)


@pytest.fixture(scope="module")
def coded(coder):
    return [(trap, events(coder, trap)) for trap in traps.traps()]


def test_at_most_one_trap_in_a_hundred_gets_through(coded):
    through = [t.sentence for t, found in coded if traps.leaks(t, found)]
    assert len(through) <= THROUGH_AT_MOST, "\n".join(through)


def test_of_the_second_set_few_get_through_and_none_stands_in_the_first(coder):
    rows = traps.traps("traps_second.tsv")
    through = [t.sentence for t in rows if traps.leaks(t, events(coder, t))]
    assert len(rows) >= 100
    assert not {t.sentence for t in rows} & {t.sentence for t in traps.traps()}
    assert len(through) <= SECOND_THROUGH_AT_MOST, "\n".join(through)


@pytest.mark.parametrize("kind", ["denial", "threat", "demand", "condition", "prediction"])
def test_no_event_has_occurred_out_of_what_is_denied_threatened_demanded_conditional_or_foretold(coded, kind):
    through = [t.sentence for t, found in coded if t.kind == kind and traps.leaks(t, found)]
    assert through == []


def test_speech_acts_of_traps_are_told_themselves(coded):
    told = [t for t, found in coded if t.speech and traps.told(t, found)]
    assert len(told) >= SPEECH_ACTS_AT_LEAST


def test_acts_that_were_done_stay_done_beside_words_of_doubt(coder):
    rows = traps.counter_traps()
    found = [(t, events(coder, t)) for t in rows]
    kept = [t for t, told in found if traps.told(t, told)]
    lost = [
        t.sentence for t, told in found if not traps.told(t, told) and any(e.type in t.speech for e in told)
    ]
    assert len(kept) >= COUNTER_AT_LEAST
    assert lost == []


def test_every_class_of_traps_is_more_than_one_sentence():
    assert min(Counter(t.kind for t in traps.traps()).values()) >= 10


@pytest.mark.parametrize(
    "terms",
    ["who asked not to be named", "who declined to be identified", "who spoke on condition of anonymity"],
)
def test_the_terms_on_which_a_source_speaks_are_no_act(coder, terms):
    coding = coder.code(
        f"A Kenyan diplomat {terms} said that Somalia had expelled two envoys.", published=traps.PUBLISHED
    )
    assert [e.type for e in coding.events] == ["SANCTION"]
    assert {r.code for r in coding.rejected} <= {"source_terms", "no_participant", "unlikely"}
