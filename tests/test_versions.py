"""Two texts of one report under one address: the later one changes or corrects the earlier, which is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import dragoman
from dragoman.model import Report
from dragoman.store import ClaimQuery, EventQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.relations.record import RelationsDatabase

# Address, text of the first of May, text of the second.
TEXTS = (
    (
        "https://example.org/convoy",
        "Israeli jets bombed a convoy near Damascus on Sunday, killing four Syrian soldiers. Syria's army said it had shot down a plane.",
        "Israeli jets bombed a convoy near Damascus on Sunday, wounding four Syrian soldiers. Israel denied that it had lost a plane.",
    ),
    (
        "https://example.org/envoys",
        "Turkey expelled two Greek diplomats on Monday.",
        "Correction: an earlier version of this report said that Turkey had expelled two Greek diplomats. Turkey did not expel any Greek diplomats.",
    ),
    (
        "https://example.org/rising",
        "Gunmen killed four soldiers in Mali on Sunday, the army said.",
        "Gunmen killed seven soldiers in Mali on Sunday, the army said.",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Iterator[RelationsDatabase]:
    with dragoman.open() as db:
        for n in (1, 2):
            db.add(
                Report(t[0][-6:], t[n], date(2023, 5, n), outlet="Levant Courier", url=t[0]) for t in TEXTS
            )
        yield db


def test_a_silent_edit_shows_what_was_told_and_what_is_told_instead(record: RelationsDatabase) -> None:
    gone = [r for d in record.disputes() if d.standing == "no longer told" for r in d.retracted]
    toll = next(r for r in gone if "killing four" in r.text)

    assert toll.silent
    assert toll.instead is not None and "wounding four" in toll.instead
    assert any("shot down" in r.text for r in gone)


def test_a_correction_takes_back_what_the_earlier_version_told(record: RelationsDatabase) -> None:
    (taken,) = [r for d in record.disputes() if d.standing == "retracted" for r in d.retracted]

    assert (taken.text, taken.silent) == (TEXTS[1][1], False)


def test_what_an_earlier_version_said_has_not_happened(record: RelationsDatabase) -> None:
    assert {e["status"] for e in record.events(EventQuery(target="GRC"))} == {"denied"}


def test_a_toll_that_rises_is_news_and_no_correction(record: RelationsDatabase) -> None:
    assert not [d for d in record.disputes() if any("Mali" in r.text for r in d.retracted)]


def test_the_earlier_text_is_kept_and_given_when_asked_for(record: RelationsDatabase) -> None:
    now = {c["text"] for c in record.claims(ClaimQuery())}
    ever = {c["text"] for c in record.claims(ClaimQuery(versions=True))}

    assert "it had shot down a plane" in ever - now
