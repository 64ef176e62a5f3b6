"""How real an act is: the suite of marked sentences, and how a status set by coding combines with the words above."""

from __future__ import annotations

import pathlib
from collections import defaultdict

import pytest

from dragoman.attribution.status import status
from dragoman.attribution.statuswords import EFFECTS, parse_status_words, status_words
from dragoman.errors import TableError
from dragoman.language.parser import parse
from dragoman.model import STATUSES, Act, Content, Sentence, Span

SUITE = pathlib.Path(__file__).parent / "data" / "status.tsv"
# Seven of 527 sentences are not told right today (98.7 %).
WRONG_AT_MOST = 8
# What the suite must cover, whatever else it holds.
CONSTRUCTIONS = {
    "past", "perfect", "progressive", "perfect progressive", "state", "headline", "will", "be to", "set to", "plans",
    "future present", "modal", "must", "would", "condition", "temporal", "question", "negated", "no", "without", "denial",
    "scope of negation", "not ruled out", "failed to", "stopped short of", "refused to", "prevented", "called off", "managed",
    "implied", "wants", "accused of", "alleged", "suspected", "so-called", "reported", "reported would", "calls for", "open",
}  # fmt: skip


def marked(text):
    """The sentence without brackets and the spans of the bracketed words, in order."""
    plain, spans, start = "", [], 0
    for char in text:
        if char == "[":
            start = len(plain)
        elif char == "]":
            spans.append(Span(start, len(plain)))
        else:
            plain += char
    return plain, spans


def told(text, **act):
    """The status of the act whose trigger is the first bracketed word, its scope all bracketed words."""
    plain, spans = marked(text)
    (parsed,) = parse([Sentence(0, 0, len(plain), plain, 0)])
    return status(Act(0, "", (), spans[0], scope=tuple(sorted(spans)), **act), parsed)


def suite():
    rows = [line.split("\t") for line in SUITE.read_text("utf-8").splitlines()]
    assert rows[0] == ["construction", "status", "sentence"]
    return rows[1:]


def test_suite_has_ten_sentences_of_each_construction_and_one_act_in_each():
    constructions = defaultdict(int)
    for construction, expected, sentence in suite():
        constructions[construction] += 1
        assert expected in STATUSES
        assert (sentence.count("["), sentence.count("]")) == (1, 1)
    assert constructions.keys() >= CONSTRUCTIONS
    assert min(constructions.values()) >= 10
    assert len({sentence for _, _, sentence in suite()}) > 0.95 * len(suite())


@pytest.fixture(scope="module")
def results():
    return [(construction, expected, s, told(s)[0]) for construction, expected, s in suite()]


def test_status_suite_is_told_right(results):
    wrong = [f"{found} for {expected}: {s}" for _, expected, s, found in results if found != expected]
    assert len(wrong) <= WRONG_AT_MOST, "\n".join(wrong)


def test_no_construction_misses_more_than_two_sentences_but_habits(results):
    """Habits in the present ("Iran arms groups") look like headlines; three of these are told as acts."""
    wrong = defaultdict(int)
    for construction, expected, _, found in results:
        wrong[construction] += found != expected
    assert {c: n for c, n in wrong.items() if n > 2} == {"state": 3}


@pytest.mark.parametrize(
    ("sentence", "given", "expected"),
    [
        ("The two sides [failed] to [sign] the deal.", "failed", "failed"),
        ("The two sides did not [fail] to [sign] the deal.", "failed", "occurred"),
        ("Madrid [plans] to [recall] its envoy.", "planned", "planned"),
        ("Madrid does not [plan] to [recall] its envoy.", "planned", "denied"),
        ("Madrid may [plan] to [recall] its envoy.", "planned", "hypothetical"),
        ("Lusaka [denied] [arming] the rebels.", "denied", "denied"),
        ("Lusaka never [denied] [arming] the rebels.", "denied", "occurred"),
        ("If Lima [fails] to [pay], the bank will act.", "failed", "hypothetical"),
    ],
)
def test_a_status_set_by_coding_stands_and_is_turned_by_what_is_above_it(sentence, given, expected):
    assert told(sentence, status=given)[0] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hanoi [threatened] to [expel] the envoys.", "occurred"),
        ("Hanoi will [threaten] to [expel] the envoys.", "planned"),
        ("Hanoi did not [threaten] to [expel] the envoys.", "denied"),
        ("Hanoi could [promise] to [release] the envoys.", "hypothetical"),
    ],
)
def test_a_speech_act_about_an_act_has_the_status_of_the_speech_act(sentence, expected):
    assert told(sentence, content=Content("SANCTION"))[0] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Palau [announced] that it will [ban] trawlers.", "planned"),
        ("Palau will [stop] [supplying] the fleet.", "planned"),
        ("Palau has [suspended] the [delivery] of fuel.", "occurred"),
    ],
)
def test_governing_words_that_made_the_act_carry_it_but_a_report_does_not(sentence, expected):
    plain, spans = marked(sentence)
    (parsed,) = parse([Sentence(0, 0, len(plain), plain, 0)])
    assert status(Act(0, "", (), spans[1], scope=tuple(spans)), parsed)[0] == expected


def test_a_refusal_told_by_negation_has_occurred():
    plain, spans = marked("Palau will not [attend] the summit.")
    (parsed,) = parse([Sentence(0, 0, len(plain), plain, 0)])
    refusal = Act(0, "REJECT", (), spans[0], content=Content("CONSULT"), status="occurred")
    assert status(refusal, parsed)[0] == "occurred"


@pytest.mark.parametrize(
    "sentence",
    [
        "The colonel denied that his men had [burned] the village.",
        "Georgia threatened to [close] the tunnel.",
        "The envoy demanded that the siege [end].",
        "If the dam [breaks], the town will drown.",
        "The bishop predicted that the army would [attack].",
    ],
)
def test_what_is_denied_threatened_demanded_conditional_or_foretold_has_not_occurred(sentence):
    assert told(sentence)[0] not in {"occurred", "ongoing"}


def test_the_reason_names_the_words_that_decide():
    assert "'not'" in told("The garrison did not [surrender].")[1]
    assert "denied" in told("Rwanda denied [supporting] the rebels.")[1]


def test_the_same_act_is_told_the_same_whatever_stands_before_its_sentence():
    text = "Rebels seized a town. The army did not attack it."
    sentence = Sentence(1, 22, len(text), text[22:], 0)
    (parsed,) = parse([sentence])
    at = text.index("attack")
    assert status(Act(1, "", (), Span(at, at + 6)), parsed)[0] == "denied"


def test_status_words_name_their_effects():
    words = status_words()
    assert set(words.governors.values()) <= set(EFFECTS)
    assert words.governor(["call off", "call"], "obj") == "failed"
    assert words.governor(["walk"], "inf") is None


@pytest.mark.parametrize(
    "block",
    [
        {"words": ["plan"], "takes": ["inf"], "effect": "maybe"},
        {"words": ["plan"], "takes": ["upwards"], "effect": "planned"},
        {"words": ["plan", "plan"], "takes": ["inf"], "effect": "planned"},
    ],
)
def test_a_broken_status_table_is_refused_with_its_line(block):
    with pytest.raises(TableError, match=r"status\.toml:7"):
        parse_status_words({"governor": [block]}, {"governor": [7]})
