"""Contexts of a passage: cues at word boundaries, stems, capitals, and the rules between contexts."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook import codebook
from dragoman.coding.contexts import build, contexts, load_cues
from dragoman.errors import TableError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The foreign ministers met in Muscat.", ("diplomatic",)),
        ("Warplanes struck the airport.", ("military",)),
        ("Armed men attacked a village.", ()),
        ("The embassy reopened after seven years.", ("diplomatic",)),
        ("Iran resumed uranium enrichment.", ("cbrn",)),
        ("The EU widened its oil embargo.", ("economic",)),
        ("A quake killed dozens; rescue teams are on their way.", ("disasters",)),
        ("Thousands of refugees crossed the river.", ("migration",)),
        ("The court sentenced him to death.", ("legal",)),
        ("Parliament passed the bill.", ("legislative",)),
        ("Voters went to the polls for the parliamentary election.", ("election",)),
        ("He was granted asylum in Norway.", ("asylum",)),
        ("Police used tear gas in the crackdown.", ("repression",)),
        ("Peacekeepers of UNIFIL were wounded.", ("peacekeeping",)),
        ("Stars of the film thanked the audience.", ()),
    ],
)
def test_cues_give_the_context_of_a_sentence(text, expected):
    assert contexts(text) == expected


@pytest.mark.parametrize("parent", ["corruption", "bribery", "heroin smuggling", "human trafficking"])
def test_a_nearer_context_suppresses_crime(parent):
    found = contexts(f"A gang was charged over {parent}.")

    assert "crime" not in found
    assert set(found) & {"corruption", "illegal_drugs", "trafficking"}


def test_crime_stays_beside_cyber():
    assert contexts("Hackers of a criminal gang broke into the ministry's computer network.") == (
        "crime",
        "cyber",
    )


@pytest.mark.parametrize(
    ("kind", "modes", "expected"),
    [
        ("COERCE", ("cyber",), ("cyber",)),
        ("COERCE", ("misinformation", "cyber"), ("cyber", "misinformation")),
        ("SANCTION", ("convict",), ("legal",)),
        ("ASSAULT", ("unconventional",), ("cbrn",)),
        ("COERCE", (), ()),
        (None, ("cyber",), ()),
    ],
)
def test_an_act_brings_its_own_contexts(kind, modes, expected):
    assert contexts("It happened on Monday.", kind, modes) == expected


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Artificial intelligence will change work.", "intelligence"),
        ("The settlement lies in the West Bank.", "economic"),
        ("A think tank published the study.", "military"),
        ("Who said this?", "health"),
        ("They investigated the matter.", "economic"),
        ("The mice said so.", "cyber"),
        ("The courtyard was empty.", "legal"),
        ("The Syrian Observatory for Human Rights gave the figure.", "human_rights"),
        ("A war crimes tribunal sat.", "crime"),
    ],
)
def test_words_that_only_look_like_a_cue_do_not_count(text, absent):
    assert absent not in contexts(text)


@pytest.mark.parametrize(
    "text",
    [
        "a chemical-weapons attack",
        "a chemical weapons attack",
        "a chemical\nweapons attack",
        "CHEMICAL WEAPONS",
    ],
)
def test_hyphens_line_breaks_and_capitals_do_not_hide_a_phrase(text):
    assert "cbrn" in contexts(text)


def test_every_context_has_cues_and_every_cue_finds_itself():
    table = load_cues()

    assert {cue.context for cue in table.cues if cue.counts} == set(codebook().contexts)
    for cue in table.cues:
        assert any(hit is cue for _, _, hit in table.find(f"x {cue.words} x")), cue


def test_no_cue_stands_twice_in_a_context():
    cues = [(cue.context, cue.words, cue.counts) for cue in load_cues().cues]

    assert len(cues) == len(set(cues))


@given(st.text(max_size=200))
def test_offsets_of_cues_stay_inside_odd_text(text):
    for start, end, cue in load_cues().find(text + " İran army İ"):
        assert 0 <= start < end <= len(text) + 12
        assert end - start == len(cue.words)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ('[[context]]\nname = "weather"\ncues = ["rain"]', "'weather' is not a context"),
        ('[[context]]\nname = "health"\ncues = ["virus * x"]', "expected words with at most one"),
        ('[[context]]\nname = "health"\ncues = ["virus"]', "no cues for"),
    ],
)
def test_broken_cue_table_is_refused_with_file_and_line(change, problem):
    data = tomllib.loads(change) | {"suppress": [], "add": []}
    with pytest.raises(TableError, match=problem):
        build(data, lambda name: [1] if name == "context" else [])
