"""Who tells what: alone, first, in whose words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import dragoman
from dragoman.model import Report
from dragoman.relations.sources import sources

if TYPE_CHECKING:
    from dragoman.relations.sources import Source

TOLD = (
    ("2021-04-15", "Harbour Post", "Poland expelled three Russian diplomats on Thursday."),
    ("2021-04-16", "Vistula Daily", "Poland expelled three Russian diplomats on Thursday, PAP reported."),
    ("2021-04-16", "Baltic Mirror", "Poland expelled three Russian diplomats on Thursday, PAP reported."),
    ("2021-06-02", "Vistula Daily", "Hungary praised Turkey on Wednesday."),
)


def found() -> dict[tuple[str, str], Source]:
    with dragoman.open() as db:
        db.add(
            Report(f"r{n}", text, date.fromisoformat(day), outlet=outlet)
            for n, (day, outlet, text) in enumerate(TOLD)
        )
        return {(s.kind, s.name): s for s in db.sources()}


def test_first_alone_and_in_own_words_are_counted() -> None:
    told = found()
    got = {
        name: (s.happenings, s.alone, s.first, s.shared_first, s.own)
        for (kind, name), s in told.items()
        if kind == "outlet"
    }
    assert got == {
        "Harbour Post": (1, 0, 1, 0, 1),
        "Vistula Daily": (2, 1, 0, 0, 1),
        "Baltic Mirror": (1, 0, 0, 0, 0),
    }


def test_an_agency_stands_beside_its_owner() -> None:
    (agency,) = [s for (kind, _), s in found().items() if kind == "agency"]
    assert (agency.country, agency.ownership, agency.happenings, agency.alone) == ("POL", "state", 1, 1)


def test_papers_that_share_the_first_day_are_first_together() -> None:
    with dragoman.open() as db:
        db.add(
            Report(
                f"r{n}",
                "Poland expelled three Russian diplomats on Thursday.",
                date(2021, 4, 15),
                outlet=outlet,
            )
            for n, outlet in enumerate(("Harbour Post", "Vistula Daily"))
        )
        assert [(s.first, s.shared_first) for s in db.sources()] == [(0, 1), (0, 1)]


def test_nothing_told_gives_nobody() -> None:
    assert sources(()) == ()
