"""What claims of precedence claim: measure, span of days, act and whom it is done to, over a table of our own sentences."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dragoman

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from precedence import claimed, table

if TYPE_CHECKING:
    from dragoman.tables import Row

ROWS = table()


@pytest.fixture(scope="module")
def found() -> list[tuple[Row, tuple[str, str, str, str]]]:
    coder = dragoman.Coder()
    return [(row, claimed(coder, row)) for row in ROWS]


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
