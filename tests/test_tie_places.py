"""Which places an act takes or leaves, and which office somebody left, by the words of who is named."""

from __future__ import annotations

import pytest

from dragoman.relations.tie_holders import _office_of, holdings
from dragoman.relations.tie_places import places_of


def target(text, country=None, sectors=("CVL",), **more):
    return {"text": text, "start": 40, "country": country, "sectors": list(sectors), "office": None, "name": None, **more}  # fmt: skip


def place(text, country, name=None, resolution="city"):
    return {"text": text, "name": name or text, "country": country, "resolution": resolution}


@pytest.mark.parametrize(
    ("text", "country", "found", "expected"),
    [
        ("the town of Ruritz", "AFG", None, [("Ruritz", "AFG")]),
        ("the border town of Ruritz", None, place("Herat", "AFG"), [("Ruritz", "AFG")]),
        ("Mahin, a town in central Homs", "SYR", place("Mahin", "SYR", "Mahīn"), [("Mahīn", "SYR")]),
        ("the city of Farah, the capital of the province", "AFG", place("Farah", "AFG"), [("Farah", "AFG")]),
        ("the capital, Bangui", "CAF", place("Bangui", "CAF"), [("Bangui", "CAF")]),
        ("the towns of Adwa, Axum, and Shire", "ETH", place("Axum", "ETH", "Aksum"),
         [("Adwa", "ETH"), ("Aksum", "ETH"), ("Shire", "ETH")]),
        ("the city of Svatove in Luhansk Oblast", "UKR", place("Luhansk Oblast", "UKR", resolution="admin1"), [("Svatove", "UKR")]),
        ("the port in the city of Sirte", "LBY", place("Sirte", "LBY"), []),
        ("the northern Gaza Strip", "PSE", place("Gaza Strip", "PSE"), []),
        ("rebels in Aleppo", "SYR", place("Aleppo", "SYR"), []),
        ("most of the Kharkiv Oblast", "UKR", place("Kharkiv Oblast", "UKR", resolution="admin1"), []),
        ("the key town of Balad", "ISR", place("Balad", "IRQ"), []),
        ("the town of Ruritz", None, None, []),
    ],
)  # fmt: skip
def test_place_is_read_from_the_words_and_only_as_a_whole(text, country, found, expected):
    assert list(places_of(target(text, country), found)) == expected


def test_place_without_a_country_is_of_the_group_that_takes_it_never_of_a_state():
    """A state takes places abroad; armed groups hold those of their country."""
    event = {
        "evidence": {"trigger": [20, 28]},
        "place": None,
        "target": [target("the border town of Ruritz")],
    }
    taliban = {"text": "The Taliban", "name": "Taliban", "country": "AFG", "sectors": ["REB"], "start": 0}
    army = {"text": "Russian troops", "name": None, "country": "RUS", "sectors": ["MIL"], "start": 0}
    assert list(holdings(event | {"source": [taliban]})) == [("Taliban, AFG", "Ruritz, AFG", True)]
    assert list(holdings(event | {"source": [army]})) == []


@pytest.mark.parametrize(
    ("text", "name", "known", "expected"),
    [
        ("his Finance Minister Rupert Hentzau", "Rupert Hentzau", None, "Finance Minister"),
        ("Ruritania's Minister of Trade, Rupert Hentzau", "Rupert Hentzau", None, "Minister of Trade"),
        ("justice minister Rupert Hentzau", "Rupert Hentzau", None, "Justice Minister"),
        ("Rupert Hentzau, the federal Minister for Ageing in Ruritania", "Rupert Hentzau", None, "Minister for Ageing"),
        ("United States Army secretary Rupert Hentzau", "Rupert Hentzau", None, "Army Secretary"),
        ("Rupert Hentzau, the Strategic Affairs Minister", "Rupert Hentzau", "Leader of the Blues", "Strategic Affairs Minister"),
        ("Prime Minister Rupert Hentzau", "Rupert Hentzau", "Prime Minister of Ruritania", "Prime Minister of Ruritania"),
        ("Rupert Hentzau", "Rupert Hentzau", None, None),
        ("the media minister", "Rupert Hentzau", None, None),
    ],
)  # fmt: skip
def test_office_is_the_registrys_else_the_one_that_the_words_name(text, name, known, expected):
    assert _office_of(target(text, name=name, office=known)) == expected
