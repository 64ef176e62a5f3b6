"""The whole chain: laws that hold for any text, and what a newcomer would try first."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.model import Report, plain

REPORTS = [
    Report("a", "The foreign ministers of Egypt and Turkey met in Doha on Tuesday. They agreed to reopen embassies.", date(2023, 4, 12)),
    Report("b", "Gunmen killed at least 12 soldiers in northern Mali, the army said. No group claimed the attack.", date(2022, 7, 4)),
    Report("c", "Poland expelled three Russian diplomats.\n\nMoscow denied that its agents had planned an attack.", date(2021, 4, 15)),
    Report("d", "It rained in the hills. The film opens on Friday.", date(2021, 4, 15)),
    Report("e", "“We will not sign,” the Cuban president said. France offered to mediate.", date(2019, 2, 1)),
]  # fmt: skip


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def lines(codings):
    return [
        [e.to_json() for e in c.events]
        + [x.to_json() for x in c.claims]
        + [str(plain(r)) for r in c.rejected]
        for c in codings
    ]


def spans_hold(coding):
    text = coding.report.text
    for event in coding.events:
        assert text[event.evidence.start : event.evidence.end] == event.evidence.text
        start, end = event.evidence.trigger
        assert event.evidence.start <= start < end <= event.evidence.end
        for actor in (*event.source, *event.target, *event.third):
            assert text[actor.start : actor.end] == actor.text
    for claim in coding.claims:
        assert text[claim.start : claim.end] == claim.text
        if claim.speaker:
            assert text[claim.speaker.start : claim.speaker.end] == claim.speaker.text


def test_same_bytes_in_any_order(coder):
    expected = dict(zip([r.id for r in REPORTS], lines(coder.code_many(REPORTS)), strict=True))
    for seed in (1, 2):
        shuffled = random.Random(seed).sample(REPORTS, len(REPORTS))

        assert dict(zip([r.id for r in shuffled], lines(coder.code_many(shuffled)), strict=True)) == expected


def test_same_bytes_with_any_number_of_workers(coder):
    assert lines(coder.code_many(REPORTS, workers=2)) == lines(coder.code_many(REPORTS))


def test_order_of_results_is_the_order_of_reports(coder):
    assert [c.report.id for c in coder.code_many(REPORTS, workers=2)] == [r.id for r in REPORTS]


_ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("abc ABC.!?,;:'\"“”‘’-–—\r\n\t\u00a0\u200b\u200f\u202e\u0301\u0000é中日حربשל🙂👩‍🚀")
        ),
        st.characters(),
    ),
    max_size=60,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(before=_ODD, between=_ODD, after=_ODD)
def test_every_span_quotes_the_text_however_odd(coder, before, between, after):
    text = f"{before} Iran attacked Iraq. {between}Russia accused Ukraine of shelling Kursk, Sergei Lavrov said.{after}"

    coding = coder.code(text, published="2023-05-01")

    assert not [r for r in coding.rejected if r.code == "stage_failed"], coding.rejected
    spans_hold(coding)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", ".", "a", "؟", "🙂", "x" * 5000, "word " * 3000])
def test_texts_without_sense_give_no_event_and_no_error(coder, text):
    coding = coder.code(text, published="2023-05-01")

    assert coding.events == ()
    assert not [r for r in coding.rejected if r.code == "stage_failed"]


def test_a_wrong_publication_date_says_what_was_expected(coder):
    with pytest.raises(dragoman.errors.UsageError, match="expected an ISO date"):
        coder.code("Iran attacked Iraq.", published="yesterday")


def test_sample_reports_keep_the_law_of_spans(coder):
    for report in REPORTS:
        spans_hold(coder.code(report))


@pytest.mark.parametrize(
    ("sentence", "source", "target", "expected"),
    [
        ("Poland expelled three Russian diplomats.", "Poland", "three Russian diplomats", "SANCTION"),
        ("Gunmen killed twelve soldiers in northern Mali.", "Gunmen", "twelve soldiers", "ASSAULT"),
        ("Egypt praised the Turkish decision.", "Egypt", "the Turkish decision", "SUPPORT"),
    ],
)
def test_relation_of_two_given_mentions(coder, sentence, source, target, expected):
    relation = coder.relation(sentence, source, target)

    assert relation.type == expected
    assert sum(relation.scores.values()) == pytest.approx(1, abs=1e-6)
    assert len(relation.scores) == 16


@pytest.mark.parametrize(
    ("mention", "on", "country", "office"),
    [
        ("the Iranian president", "2009-06-01", "IRN", "Mahmoud Ahmadinejad"),
        ("the Iranian president", "2022-06-01", "IRN", "Ebrahim Raisi"),
        ("the French president", "2015-06-01", "FRA", "François Hollande"),
        ("US President Barack Obama", "2011-01-01", "USA", "Barack Obama"),
    ],
)
def test_an_office_means_its_holder_on_the_day(coder, mention, on, country, office):
    actor = coder.actor(mention, on=on)

    assert (actor.country, actor.name) == (country, office)


def test_a_word_that_names_nobody_gives_none(coder):
    assert coder.actor("the weather", on="2020-01-01") is None


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Mali vowed to respond to any attack on its territory.", []),
        ("Mali threatened to attack Niger.", ["NER"]),
        ("Mali arrested its own soldiers.", ["MLI"]),
    ],
)
def test_nobody_is_his_own_target_by_a_pronoun(text, target):
    events = dragoman.Coder().code(text, published="2018-05-01").events

    assert [a.country for a in events[0].target] == target
