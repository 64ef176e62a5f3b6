"""The measure on the corpus: what counts as the same event, and what as false."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import scoring

TEXT = "Mali expelled the envoy of Chad. Rain fell."
SENTENCES = [[0, 32], [33, 43]]


def span(words, text=TEXT):
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def gold(
    type="SANCTION", trigger="expelled", source=("Mali",), target=("the envoy of Chad",), status="occurred"
):
    return {
        "type": type, "modes": ["expel"], "status": status, "trigger": span(trigger),
        "source": [span(s) for s in source], "target": [span(t) for t in target],
    }  # fmt: skip


def passage(*events, refers=()):
    return {"text": TEXT, "sentences": SENTENCES, "events": list(events), "refers": list(refers)}


def told(
    type="SANCTION", trigger="expelled", source=("Mali",), target=("the envoy of Chad",), modes=("expel",)
):
    trigger = span(trigger)

    def spans(words):
        return frozenset((span(w)["start"], span(w)["end"]) for w in words)

    at = (trigger["start"], trigger["end"])
    sentence = 0 if at[0] < 33 else 1
    return scoring.Told(sentence, type, frozenset(modes), "occurred", at, spans(source), spans(target))


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ([told()], {"type": 1, "full": 1, "modes": 1, "status": 1, "false": 0}),
        ([told(target=("Chad",))], {"type": 1, "full": 0}),
        ([told(target=("envoy of Chad",))], {"type": 1, "full": 1}),
        ([told(source=("the envoy of Chad",), target=("Mali",))], {"type": 1, "full": 0}),
        ([told(type="REJECT")], {"type": 0, "full": 0, "false": 0}),
        ([told(), told()], {"type": 1, "full": 1, "ours": 2}),
        (
            [told(trigger="fell", source=("Rain",), target=())],
            {"type": 0, "false": 1, "false real": 1, "fired": 1},
        ),
        ([], {"gold": 1, "free": 1, "false": 0}),
    ],
)
def test_counts_of_one_passage(ours, expected):
    counts = scoring.score(passage(gold()), ours).n

    assert {name: counts[name] for name in expected} == expected


def test_parties_of_a_symmetric_act_may_stand_on_either_side():
    labelled = passage(gold("CONSULT", source=("Mali", "Chad"), target=()))

    assert scoring.score(labelled, [told("CONSULT", source=("Chad",), target=("Mali",))]).n["full"] == 1


def test_an_antecedent_stands_for_its_pronoun():
    refers = [{"mention": span("the envoy of Chad"), "antecedent": span("Rain")}]
    ours = [told(target=("Rain",))]

    assert scoring.score(passage(gold(), refers=refers), ours).n["full"] == 1
    assert scoring.score(passage(gold()), ours).n["full"] == 0


@given(st.permutations([told(), told(type="REJECT"), told(trigger="fell"), told(target=("Chad",))]))
def test_the_order_of_events_does_not_count(ours):
    assert scoring.score(passage(gold()), list(ours)).n == scoring.score(passage(gold()), ours[::-1]).n


@given(st.lists(st.sampled_from([told(), told(type="REJECT"), told(trigger="fell")]), max_size=4))
def test_nothing_is_right_twice(ours):
    counts = scoring.score(passage(gold(), gold("REJECT")), ours).n

    assert counts["full"] <= counts["type"] <= min(counts["gold"], counts["ours"])
