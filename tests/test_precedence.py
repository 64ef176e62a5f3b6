"""What claims of precedence claim: measure, span of days, act and whom it is done to, over a table of our own sentences."""

from __future__ import annotations

import pathlib

import pytest

import dragoman
from dragoman.tables import Row, parse_tsv

PATH = pathlib.Path(__file__).parent / "data" / "precedence.tsv"
ROWS = list(
    parse_tsv(PATH.read_text("utf-8"), PATH.name, ("group", "text", "measure", "start", "act", "target"))
)
PUBLISHED = "2023-05-01"


@pytest.fixture(scope="module")
def found() -> list[tuple[Row, tuple[str, str, str, str]]]:
    coder = dragoman.Coder()
    return [(row, claimed(coder, row)) for row in ROWS]


def claimed(coder: dragoman.Coder, row: Row) -> tuple[str, str, str, str]:
    claims = coder.code(row["text"], published=PUBLISHED).claims
    told = next((c.precedence for c in claims if c.precedence is not None), None)
    if told is None:
        return "-", "", "", ""
    act = (told.act or "") if "/" in row["act"] else (told.act or "").partition("/")[0]
    return told.measure, str(told.window[0] or ""), act, told.target or ""


def test_nineteen_of_twenty_claims_are_told_from_what_claims_nothing(found) -> None:
    right = [(row["measure"] == "-") == (got[0] == "-") for row, got in found]

    assert sum(right) >= 0.95 * len(right), [
        r["text"] for (r, _), ok in zip(found, right, strict=True) if not ok
    ]


def test_nine_of_ten_are_read_whole(found) -> None:
    wrong = [
        (row["text"], got)
        for row, got in found
        if got != (row["measure"], row["start"], row["act"], row["target"])
    ]

    assert len(wrong) <= 0.1 * len(found), wrong


def test_the_suite_has_the_promised_size() -> None:
    assert len(ROWS) >= 120
    assert sum(row["measure"] == "-" for row in ROWS) >= 20
