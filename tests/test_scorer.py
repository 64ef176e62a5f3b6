"""The learned scorer: what it refuses, that its confidence is ordered, and that its files are the ones it names."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman
from dragoman.coding.entries import TYPES
from dragoman.coding.frames import code_sentence, find_acts, read_sentence
from dragoman.coding.lexicon import load_lexicon
from dragoman.coding.scorer import load_scorer
from dragoman.coding.scorer.features import Scene, known_sides, of_act, of_sentence
from dragoman.coding.scorer.model import HIGHEST, kind_of, share
from dragoman.coding.scorer.tables import load_tables, weights
from dragoman.language.parser import parse
from dragoman.model import Sentence

SCORER = load_scorer()
LEXICON = load_lexicon()


def read(text):
    (parsed,) = parse([Sentence(0, 0, len(text), text, 0)])
    return parsed


def acts(text, judge=SCORER):
    return code_sentence(read(text), LEXICON, judge)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Kenya expelled the Belgian ambassador on Friday.", "SANCTION"),
        ("The Peruvian president met her Chilean counterpart in Lima.", "CONSULT"),
        ("Turkish jets bombed Kurdish positions in northern Iraq.", "ASSAULT"),
        ("The Vietnamese foreign ministry condemned the Chinese drills.", "ACCUSE"),
        ("Norway sent two field hospitals to Malawi after the cyclone.", "AID"),
    ],
)
def test_ordinary_news_between_known_actors_is_told(text, type):
    assert type in {a.type for a in acts(text)[0]}


@pytest.mark.parametrize(
    "text",
    [
        "A retaining wall collapsed beside the pitch, killing seven spectators and injuring three.",
        "A comet destroyed a shed in the orchard.",
    ],
)
def test_what_happens_to_no_one_by_no_one_is_refused_with_a_reason(text):
    told, rejected = acts(text)

    assert told == []
    assert "unlikely" in {r.code for r in rejected}


def test_without_a_scorer_nothing_is_unlikely():
    assert "unlikely" not in {r.code for r in acts("A comet destroyed a shed in the orchard.", None)[1]}


def test_without_a_scorer_every_act_of_the_lexicon_is_told():
    text = "A comet destroyed a shed. Chad's army killed two rebels near Lake Chad."
    with_it, without = dragoman.Coder().code(text), dragoman.Coder(scorer=False).code(text)
    own = {e.evidence.trigger for e in with_it.events if not e.why[0].startswith("encoder")}

    assert own <= {e.evidence.trigger for e in without.events}


@given(st.lists(st.floats(-20, 20), min_size=2, max_size=12))
def test_confidence_never_falls_as_the_sum_rises(sums):
    shares = [share(s) for s in sorted(sums)]

    assert shares == sorted(shares)
    assert 0 < share(-HIGHEST) <= shares[0] <= shares[-1] <= share(HIGHEST) < 1


def test_every_type_has_its_weight_for_both_kinds_of_acts():
    assert all(set(TYPES) <= set(SCORER.act[kind]) for kind in ("lexicon", "proposed"))


def test_an_act_is_told_where_both_sums_reach_their_least():
    for text in ("Turkish jets bombed Kurdish positions.", "A comet destroyed a shed in the orchard."):
        reader = read_sentence(read(text), LEXICON)
        kept, dropped = find_acts(reader)
        for match, judged in SCORER.weigh(reader, [m for m in kept if m.source or m.target], dropped):
            assert kind_of(match) in SCORER.least_act
            assert judged.told == (judged.against() == "")


def test_facts_are_the_same_whenever_they_are_taken_and_name_nobody():
    text = "Ruritanian troops shelled the town of Zenda, killing four people, Minister Rupert Hentzau said."
    reader = read_sentence(read(text), LEXICON)
    found = [m for m in find_acts(reader)[0] if m.source or m.target]
    facts = [of_act(Scene(reader), m) for m in found]

    assert facts == [of_act(Scene(reader), m) for m in found]
    told = " ".join([*of_sentence(Scene(reader), found), *(f for row in facts for f in row)]).lower()
    assert not {"zenda", "rupert", "hentzau"} & set(told.replace("=", " ").replace(":", " ").split())


def test_a_side_that_is_nobody_takes_the_bonus_away():
    reader = read_sentence(read("France warned Mali. A comet destroyed a shed."), LEXICON)
    known = {m.type: known_sides(Scene(reader), m) for m in find_acts(reader)[0]}

    assert known["THREATEN"] == 2
    assert known["ASSAULT"] == 0


def test_reasons_are_facts_with_weights_strongest_first():
    reader = read_sentence(read("Turkish jets bombed Kurdish positions in northern Iraq."), LEXICON)
    found = [m for m in find_acts(reader)[0] if m.source or m.target]
    reasons = load_tables().reasons(Scene(reader), found, found[0])

    assert reasons
    assert [abs(w) for _, w in reasons] == sorted((abs(w) for _, w in reasons), reverse=True)


def test_the_cards_name_the_tables_and_the_corpus_of_both_trainings():
    folder = resources.files("dragoman.coding.scorer").joinpath("data")
    card, mix = (json.loads(folder.joinpath(f"{n}.json").read_text("utf-8")) for n in ("scorer", "mix"))
    tables = {n: weights(folder.joinpath(f"{n}.tsv").read_text("utf-8")) for n in ("sentence", "act")}

    assert tables == {"sentence": load_tables().sentence, "act": load_tables().act}
    assert sum(len(t) for t in tables.values()) == sum(card["facts"].values())
    assert card["corpus_sha256"] == mix["corpus_sha256"]
