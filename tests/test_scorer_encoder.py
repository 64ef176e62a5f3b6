"""The encoder of the scorer: what is told with it, and that a sentence is read the same whatever stands beside it."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.coding.frames import code_sentence
from dragoman.coding.lexicon import load_lexicon
from dragoman.coding.scorer import load_scorer
from dragoman.coding.scorer.encoder import PIECES_MAX, load_encoder
from dragoman.coding.scorer.wordpiece import WordPiece
from dragoman.language.parser import parse
from dragoman.model import Sentence

LEXICON = load_lexicon()


def acts(text):
    (parsed,) = parse([Sentence(0, 0, len(text), text, 0)])
    return code_sentence(parsed, LEXICON, load_scorer())


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Police arrested four opposition leaders in Harare on Friday.", "COERCE"),
        ("Thousands of teachers marched through Lima to protest against the cuts.", "PROTEST"),
        ("Rebels shelled the army base near Bria, killing three soldiers.", "ASSAULT"),
    ],
)
def test_plain_acts_are_told(text, type):
    assert type in {a.type for a in acts(text)[0]}


@pytest.mark.parametrize(
    "text",
    [
        "The striker attacked down the left and the defence retreated.",
        "A comet destroyed a shed in the orchard.",
        "Shares in the grocer tumbled after it warned of lower profits.",
    ],
)
def test_words_of_conflict_without_a_political_act_are_refused(text):
    assert acts(text)[0] == []


def test_a_sentence_is_read_alone():
    words = ["Chad", "'s", "army", "killed", "two", "rebels", "near", "the", "lake", "."]
    before = load_encoder().read(words).acts.tolist()
    load_encoder().read(["Nothing", "happened", "."])

    assert load_encoder().read(words).acts.tolist() == before


def test_what_is_read_is_rounded_so_that_processors_agree():
    reading = load_encoder().read(["France", "warned", "Mali", "."])

    assert all(abs(100 * x - round(100 * x)) < 1e-3 for row in reading.acts for x in row)


@pytest.mark.parametrize("words", [["."], ["\u200b"], ["word"] * 400, ["ﷺ" * 50], ["a" * 5000]])
def test_any_words_can_be_read(words):
    assert load_encoder().read(words).acts.shape == (len(words), 16)


def test_pieces_are_the_longest_first():
    pieces = WordPiece(["[UNK]", "[CLS]", "[SEP]", "un", "##rest", "##r", "-", "état", "etat"])

    assert pieces.pieces("Unrest") == (3, 4)
    assert pieces.pieces("État") == (8,)
    assert pieces.pieces("un-un") == (3, 6, 3)
    assert pieces.pieces("qqq") == (0,)
    assert PIECES_MAX < 512


def test_workers_tell_what_one_process_tells():
    text = "A comet destroyed a shed. Rebels shelled the army base near Bria, killing three soldiers."
    coder = dragoman.Coder()
    report = dragoman.Report("r", text) if hasattr(dragoman, "Report") else coder.code(text).report
    (alone,), (shared,) = list(coder.code_many([report])), list(coder.code_many([report], workers=2))

    assert alone == shared
    assert alone.events
