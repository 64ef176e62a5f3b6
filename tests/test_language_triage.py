"""Triage: sentences that may tell an act are kept, in any form of their words."""

from __future__ import annotations

import pytest

from dragoman.language.sentences import split
from dragoman.language.triage import Triage, inflections

GATE = Triage(
    actors=["Iran", "United Nations", "minister", "rebel"],
    triggers=["attack", "deny", "negotiate", "war", "call for", "stop", "strike", "withdraw", "flee"],
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Iran attacked the port.", True),
        ("Iran was ATTACKED.", True),
        ("The minister denied it.", True),
        ("the ministers are denying it", True),
        ("Negotiators from Oman met them.", True),
        ("Several rebels fled.", True),
        ("They called for a truce.", True),
        ("It stopped the war.", True),
        ("The strike by Israel went on.", True),
        ("Troops were withdrawn to Kivu.", True),
        ("He said the weather was warm.", True),
        ("According to Xinhua it rained.", True),
        ("“It rained,” wrote nobody.", True),
        ("United Nations: war-torn land", True),
        ("Iran is warm in summer.", False),
        ("The price of bread rose in Iran.", False),
        ("Attacks were many.", False),
        ("The dense wood was unattackable.", False),
        ("", False),
        ("...", False),
    ],
)
def test_a_sentence_is_kept_when_it_has_a_trigger_and_somebody(text, kept):
    assert GATE.keep(text) is kept


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("deny", "denied"), ("stop", "stopped"), ("strike", "struck"), ("agree", "agreeing"), ("agree", "agreed"), ("man", "men"),
     ("flee", "fled"), ("veto", "vetoed"), ("kidnap", "kidnapped"), ("clash", "clashes"), ("ban", "banning")],
)  # fmt: skip
def test_inflections_hold_the_forms_of_a_word(lemma, form):
    assert form in inflections(lemma)


def test_triage_answers_for_each_sentence_in_order():
    assert GATE.triage(split("Iran attacked. It rained in the hills. The minister fled.")) == [
        True,
        False,
        True,
    ]


def test_an_empty_vocabulary_keeps_only_what_is_said():
    gate = Triage([], [])

    assert gate.keep("He said so.")
    assert not gate.keep("Iran attacked Oman.")


@pytest.mark.parametrize(
    "text",
    [
        "Samoa recognised the independence of Kosovo.",
        "Fiji criticised Tonga.",
        "The army mobilised.",
        "Oman apologised to Qatar.",
    ],
)
def test_british_spelling_is_no_reason_to_leave_a_sentence_out(text):
    from dragoman.gate import triage

    assert triage().keep(text)


@pytest.mark.parametrize(
    "text",
    [
        "Moscow condemned the attack.",
        "Hamas denied any involvement.",
        "The Kremlin rejected the plan.",
        "Kyiv's allies protested.",
        "Netanyahu thanked his allies.",
        "NATO condemned the launch.",
        "Al-Shabaab claimed responsibility for the ambush.",
    ],
)
def test_a_name_that_stands_first_is_somebody(text):
    from dragoman.gate import triage

    assert triage().keep(text)


def test_a_first_word_that_begins_no_name_is_nobody():
    gate = Triage([], ["condemn", "fall"], first=["Hamas"])

    assert gate.keep("Hamas condemned the raid.")
    assert not gate.keep("Everyone else fell asleep.")
    assert not gate.keep("all of this fell on hamas.")
