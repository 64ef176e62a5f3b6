"""Nameless people count as those of the country of the act where the act is political by itself, and only there."""

from __future__ import annotations

import pytest

from dragoman import Coder


@pytest.fixture(scope="module")
def coder():
    return Coder()


@pytest.mark.parametrize(
    ("text", "side", "country"),
    [
        ("At least 18 civilians were killed when shells hit a market in southern Khartoum.", "target", "SDN"),
        ("Two people were killed when shells and bombs hit a market in Khartoum.", "target", "SDN"),
        ("A car bomb killed 20 people in Baghdad.", "target", "IRQ"),
        ("106 protesters were killed in Tehran.", "target", "IRN"),
        ("Sixteen people were killed by air strikes on a prison in Idlib.", "target", "SYR"),
    ],
)
def test_victims_of_war_and_terror_are_people_of_the_place(coder, text, side, country):
    events = coder.code(text, published="2024-05-01").events

    assert [getattr(e, side)[0].country for e in events] == [country]
    assert "country: the place of the act" in (getattr(events[0], side)[0].by or "")


@pytest.mark.parametrize(
    "text",
    [
        "A mother of two was stabbed in Leeds.",
        "Two people were killed in a robbery at a jewel market in Kirkuk.",
        "Three people were shot dead at a bar in Ohio.",
    ],
)
def test_a_crime_against_nameless_people_is_no_political_act(coder, text):
    assert coder.code(text, published="2024-05-01").events == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Protesters stormed the American embassy in Paris.", "FRA"),
        ("Police arrested two Russian journalists in Oslo.", "NOR"),
        ("In Rabat the police broke up a rally of opponents.", "MAR"),
    ],
)
def test_crowds_and_police_are_of_the_place_where_they_act(coder, text, country):
    events = coder.code(text, published="2024-05-01").events

    assert [e.source[0].country for e in events] == [country]
