"""Magnitudes: what is counted, within what bounds, and for which act."""

from __future__ import annotations

import pathlib
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from dragoman.grounding import magnitudes
from dragoman.grounding.magnitudes_amounts import amounts
from dragoman.grounding.magnitudes_numbers import number
from dragoman.grounding.magnitudes_roles import KINDS, vocabulary
from dragoman.language.parser import parse
from dragoman.model import Amount, Sentence, Span
from dragoman.tables import Row, parse_tsv

if TYPE_CHECKING:
    from dragoman.language.parsed import Parsed

TABLE = pathlib.Path(__file__).parent / "data" / "magnitudes.tsv"
COLUMNS = ("text", "trigger", "type", "expected")
ROWS = list(parse_tsv(TABLE.read_text("utf-8"), TABLE.name, COLUMNS))


@lru_cache(maxsize=256)
def _parsed(text: str, start: int = 0) -> Parsed:
    return parse([Sentence(0, start, start + len(text), text, 0)])[0]


def _shown(kind: str, amount: Amount) -> str:
    sides = ("" if side is None else str(side) for side in (amount.min, amount.max))
    return f"{kind}={'..'.join(sides)}"


def _seen(row: Row) -> str:
    parsed = _parsed(row["text"])
    if not row["trigger"]:
        return " ".join(_shown(m.kind, m.amount) for m in magnitudes.find(parsed))
    at = row["text"].index(row["trigger"])
    found = magnitudes.of_act(parsed, Span(at, at + len(row["trigger"])), row["type"])
    return " ".join(_shown(kind, record.amount) for kind, record in found.items())


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['trigger']}: {r['text'][:50]}")
def test_counts_are_those_of_the_sentence_or_act(row: Row) -> None:
    assert row["expected"] == _seen(row)


def test_suite_has_the_promised_size() -> None:
    assert len(ROWS) >= 100


def test_spans_quote_the_amount_in_the_report() -> None:
    text = "Shells \U0001f4a5 killed over 500 people and wounded dozens."

    for found in magnitudes.find(_parsed(text, 40)):
        assert found.span.start >= 40
        assert text[found.span.start - 40 : found.span.end - 40] == found.amount.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200), ("1.2 million", 1_200_000), ("twenty-two", 22), ("half a million", 500_000), ("a hundred", 100),
        ("three hundred and five", 305), ("two thousand five hundred", 2500), ("3bn", 3e9), ("5k", 5000), ("forty", 40),
        ("two and a half million", 2_500_000), ("150 000", 150_000), ("zero", 0), ("a", None), ("five six", None),
        ("soldier", None), ("", None), ("and", None),
    ],
)  # fmt: skip
def test_numbers_in_words_and_figures_have_their_value(text: str, value: float | None) -> None:
    assert value == number(text)


@pytest.mark.parametrize(
    "text",
    ["on 3 May 2021", "a 26-year-old", "15 percent", "15%", "a two-day visit", "no longer", "10.30 a.m."],
)
def test_dates_ages_and_shares_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


def test_money_is_never_counted_as_people() -> None:
    kinds = {m.kind for m in magnitudes.find(_parsed("The attack killed $3 million worth of cattle."))}

    assert kinds <= {"money"}


def test_every_kind_has_every_column() -> None:
    columns, _ = vocabulary()

    assert all(set(KINDS) >= set(kinds) for words in columns.values() for kinds in words.values())
