"""Finding names: spellings, boundaries, case, articles, and words that only look like a name."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.registry import registry

if TYPE_CHECKING:
    from dragoman.registry.records import Name


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(n.text, tuple(e.ref for e in n.entries)) for n in registry().find(text)]


def refs(text: str) -> list[str]:
    return [ref for _, names in found(text) for ref in names]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran", "IRN"), ("Iranian", "IRN"), ("Iranians", "IRN"), ("Tehran", "IRN"), ("TEHRAN", "IRN"),
        ("SAUDI ARABIA", "SAU"), ("Saudis", "SAU"), ("Britons", "GBR"), ("UK", "GBR"), ("U.K.", "GBR"),
        ("U.S.", "USA"), ("US", "USA"), ("USA", "USA"), ("U.A.E.", "ARE"), ("Emirati", "ARE"), ("Burma", "MMR"),
        ("DPRK", "PRK"), ("Ivory Coast", "CIV"), ("Côte d'Ivoire", "CIV"), ("Cote d’Ivoire", "CIV"),
        ("Turkiye", "TUR"), ("Türkiye", "TUR"), ("Sana'a", "YEM"), ("Sana’a", "YEM"), ("Sanaa", "YEM"),
        ("Bogotá", "COL"), ("Bogota", "COL"), ("Kremlin", "RUS"), ("Foggy Bottom", "USA"), ("Élysée", "FRA"),
        ("Elysee", "FRA"), ("Zhongnanhai", "CHN"), ("Soviet Union", "SUN"), ("Zaire", "COD"), ("Kosovar", "KOS"),
        ("Gaza", "PSE"), ("West Bank", "PSE"), ("Abkhazia", "GE-AB"), ("South Ossetia", "GE-OS"),
        ("North Korean", "PRK"), ("South Koreans", "KOR"), ("Holy See", "VAT"), ("Guinea-Bissau", "GNB"),
        ("Bosnia-Herzegovina", "BIH"), ("São Tomé", "STP"),
    ],
)  # fmt: skip
def test_a_country_is_found_in_each_of_its_spellings(text: str, code: str) -> None:
    assert code in refs(text)
    assert found(text)[0][0] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US-led forces", ["US"]),
        ("Saudi-backed troops", ["Saudi"]),
        ("the anti-Iranian front", ["Iranian"]),
        ("Iran's capital", ["Iran"]),
        ("Iran’s capital", ["Iran"]),
        ("(Syria)", ["Syria"]),
        ("Sino-Russian talks", ["Sino", "Russian"]),
        ("Syria/Lebanon", ["Syria", "Lebanon"]),
    ],
)
def test_hyphens_possessives_and_brackets_end_a_name(text: str, expected: list[str]) -> None:
    assert [n for n, _ in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "tell us",
        "who is it",
        "it is",
        "Romanov",
        "Malice",
        "Chaddar",
        "turkey and china",
        "an iranian",
        "USB",
        "IRNAX",
    ],
)
def test_parts_of_words_and_lower_case_words_are_no_names(text: str) -> None:
    assert found(text) == []


def test_the_longest_name_wins_at_one_place() -> None:
    assert [n for n, _ in found("South Sudan and Papua New Guinea")] == ["South Sudan", "Papua New Guinea"]


def test_a_name_with_an_article_does_not_hide_a_longer_one_without() -> None:
    assert found("the West Bank") == [("West Bank", ("PSE",))]
    assert found("the West") == [("the West", ("west",))]
    assert found("west of the river") == []


def test_every_meaning_of_an_ambiguous_name_is_kept() -> None:
    assert set(refs("Congo")) == {"COG", "COD"}
    assert {"taliban_rebel", "taliban_government"} <= set(refs("the Taliban"))


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith said", "Chad Smith was there", "Michael Jordan scored", "the actor Denzel Washington won",
        "Juan Carlos Ibarrola said", "the Jordan River", "the Gulf of Mexico",
    ],
)  # fmt: skip
def test_parts_of_other_names_are_not_read(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("In Jordan King Abdullah spoke", "JOR"),
        ("Jordan Foreign Minister Ayman Safadi", "JOR"),
        ("Jordan Rejects Claims of Support", "JOR"),
        ("Neighbouring Jordan closed the border", "JOR"),
        ("But Chad denied it", "TCD"),
    ],
)
def test_a_country_beside_a_title_or_in_a_headline_is_read(text: str, code: str) -> None:
    assert code in refs(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Congress voted", ["us_congress"]),
        ("the US Senate voted", ["us_senate"]),
        ("the Australian Senate voted", ["AUS"]),
        ("Brazil's Congress voted", ["BRA"]),
        ("the Congress of Ecuador voted", ["ECU"]),
        ("the UN Security Council met", ["united_nations_security_council"]),
        ("the Russian Security Council met", ["russian_security_council"]),
        ("the Dutch Labour Party won", ["NLD"]),
    ],
)
def test_an_institution_that_many_have_is_only_read_for_its_own_state(text: str, expected: list[str]) -> None:
    assert refs(text) == expected


def test_acronyms_that_are_words_are_not_read_in_a_headline_in_capitals() -> None:
    assert "islamic_state" in refs("IS claimed the attack")
    assert "islamic_state" not in refs("TRUMP IS READY")
    assert "USA" in refs("TRUMP SAYS US READY")


def test_adjective_prefixes_need_their_hyphen() -> None:
    assert refs("Franco-German talks") == ["FRA", "DEU"]
    assert refs("Franco ruled") == []


@given(st.text(alphabet=st.sampled_from("Iran US's-’.\n\r\téأ👍 the West IS Jordan"), max_size=60))
def test_spans_are_exactly_the_words_and_never_overlap(text: str) -> None:
    names: list[Name] = registry().find(text)
    assert all(text[n.start : n.end] == n.text for n in names)
    assert all(a.end <= b.start for a, b in itertools.pairwise(names))


def test_finding_is_the_same_alone_and_inside_a_longer_text() -> None:
    sentence = "Iranian President Ebrahim Raisi met Bashar al-Assad in Damascus."
    alone = found(sentence)
    assert found(f"x.\n{sentence}\n{sentence}") == alone + alone


@pytest.mark.parametrize(
    "text", ["Yoshirō Mori spoke.", "Recep Tayyip Erdoğan spoke.", "Recep Tayyip Erdogan spoke."]
)
def test_marks_on_letters_of_the_text_do_not_hide_a_name(text: str) -> None:
    (name,) = registry().find(text)

    assert text[name.start : name.end] == name.text == text.removesuffix(" spoke.")
