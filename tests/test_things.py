"""Who is a party of an act and who is not: things, lists of countries, armies, over whole reports."""

from __future__ import annotations

import pytest

import dragoman


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def event(coder, text, kind):
    found = [e for e in coder.code(text, published="2024-05-02").events if e.type == kind]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("North Korea fired a missile towards the sea on Tuesday.", "MOBILIZE"),
        ("Chad and Niger agreed to extend the ceasefire.", "AGREE"),
        ("Azerbaijan closed the road on Monday.", "COERCE"),
        ("The accord was brokered by Qatar and Kenya.", "CONSULT"),
    ],
)
def test_an_unnamed_thing_is_no_party(coder, text, kind):
    told = event(coder, text, kind)

    words = [a.text for a in (*told.source, *told.target)]
    assert all(not w.endswith(("sea", "ceasefire", "road", "accord")) for w in words), words


def test_a_thing_with_an_owner_stands_for_its_owner(coder):
    told = event(coder, "Russia banned Georgian wine and Moldovan wheat.", "COERCE")

    assert {a.country for a in told.target} == {"GEO", "MDA"}


def test_soldiers_from_three_countries_are_of_each(coder):
    told = event(coder, "Peacekeepers from Chad, Malawi and Togo were killed by gunmen near Goma.", "ASSAULT")

    assert [(a.country, a.sector) for a in told.target] == [("TCD", "MIL"), ("MWI", "MIL"), ("TGO", "MIL")]


def test_the_army_is_not_the_rebel_army_named_before(coder):
    text = (
        "Colombia held talks with the National Liberation Army. "
        "President Gustavo Petro said the army had attacked the rebels in Arauca."
    )
    told = event(coder, text, "ASSAULT")

    assert [(a.country, a.sector) for a in told.source] == [("COL", "MIL")]
