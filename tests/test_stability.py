"""Laws of coding: what a change of names, sides, voice, tense or idle words changes, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman

STATES = [
    "France", "Kenya", "Peru", "Norway", "Egypt", "Vietnam", "Canada", "Ghana", "Poland", "Chile", "Japan", "Nepal",
    "Angola", "Sweden", "Brazil", "Ukraine", "Zambia", "Mexico", "Algeria", "Mali", "Serbia", "Ethiopia", "Hungary",
]  # fmt: skip
# (active past, passive, base, type)
ACTS = [
    ("condemned", "condemned", "condemn", "ACCUSE"),
    ("sanctioned", "sanctioned", "sanction", "COERCE"),
    ("threatened", "threatened", "threaten", "THREATEN"),
    ("praised", "praised", "praise", "SUPPORT"),
    ("invaded", "invaded", "invade", "ASSAULT"),
    ("bombed", "bombed", "bomb", "ASSAULT"),
    ("recognised", "recognised", "recognise", "SUPPORT"),
    ("thanked", "thanked", "thank", "SUPPORT"),
    ("accused", "accused", "accuse", "ACCUSE"),
    ("congratulated", "congratulated", "congratulate", "SUPPORT"),
]
IDLE = ["", "On a rainy Tuesday, ", "After weeks of drought, ", "With the harvest almost in, "]

two_states = st.permutations(STATES).map(lambda s: (s[0], s[1]))
acts = st.sampled_from(ACTS)


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def told(coder, text):
    events = coder.code(text, published="2021-05-04").events
    return [(e.type, e.status, [a.text for a in e.source], [a.text for a in e.target]) for e in events]


@settings(max_examples=25, deadline=None)
@given(states=two_states, act=acts)
def test_the_act_does_not_depend_on_who_does_it(coder, states, act):
    a, b = states

    assert told(coder, f"{a} {act[0]} {b}.") == [(act[3], "occurred", [a], [b])]


@settings(max_examples=25, deadline=None)
@given(states=two_states, act=acts)
def test_active_and_passive_tell_the_same(coder, states, act):
    a, b = states

    assert told(coder, f"{b} was {act[1]} by {a}.") == told(coder, f"{a} {act[0]} {b}.")


@settings(max_examples=25, deadline=None)
@given(states=two_states, act=acts, idle=st.sampled_from(IDLE))
def test_an_idle_beginning_adds_nothing(coder, states, act, idle):
    a, b = states

    assert told(coder, f"{idle}{a} {act[0]} {b}.") == told(coder, f"{a} {act[0]} {b}.")


@settings(max_examples=25, deadline=None)
@given(states=two_states, act=acts)
def test_the_future_is_planned_and_else_the_same(coder, states, act):
    a, b = states

    assert told(coder, f"{a} will {act[2]} {b}.") == [(act[3], "planned", [a], [b])]


@settings(max_examples=25, deadline=None)
@given(states=two_states, act=acts)
def test_relation_turns_with_its_sides(coder, states, act):
    a, b = states
    text = f"{a} {act[0]} {b}."

    assert coder.relation(text, a, b).type == act[3]
    assert coder.relation(text, a, b).confidence >= coder.relation(text, b, a).confidence


@settings(max_examples=20, deadline=None)
@given(first=two_states, second=two_states, acts=st.tuples(acts, acts))
def test_two_sentences_tell_what_each_tells_alone(coder, first, second, acts):
    one, two = (f"{a} {act[0]} {b}." for (a, b), act in zip((first, second), acts, strict=True))

    assert told(coder, f"{one} {two}") == told(coder, one) + told(coder, two)


@pytest.mark.parametrize("pair", ["Angola Zambia", "Sweden Norway", "Sweden Mali", "Sweden Algeria"])
def test_bare_names_around_a_verb_that_could_be_a_participle_tell_an_act(coder, pair):
    """The parser reads `Sweden bombed Norway` as a Norway that was bombed; nothing but names stands around the verb."""
    a, b = pair.split()

    assert told(coder, f"{a} bombed {b}.") == [("ASSAULT", "occurred", [a], [b])]
