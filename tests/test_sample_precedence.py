"""Every claim of precedence of the bundled sample, with the answer that it should have and the happening that shows it."""

from __future__ import annotations

import pathlib

import pytest

import dragoman
from dragoman.reading import read
from dragoman.sample import reports_folder
from dragoman.tables import Row, parse_tsv

PATH = pathlib.Path(__file__).parent / "data" / "sample_precedence.tsv"
COLUMNS = ("report", "words", "verdict", "narrower", "evidence", "because")
ROWS = list(parse_tsv(PATH.read_text("utf-8"), PATH.name, COLUMNS))


@pytest.fixture(scope="module")
def made() -> list[dragoman.relations.checks.Check]:
    with dragoman.open() as db:
        db.add(read([reports_folder()]), dragoman.Coder())
        return db.checks()


def the_check_of(made, row: Row):
    found = [c for c in made if _report(c) == row["report"] and row["words"] in c.claim["text"]]
    assert len(found) == 1, (row["report"], row["words"], [c.claim["text"] for c in found])
    return found[0]


def _report(check) -> str:
    """The id that the report has of its own, else where it came from without one."""
    return str(check.claim["report_id"])


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['report']}: {r['words'][:40]}" for r in ROWS])
def test_the_claim_has_the_answer_it_should_have_and_its_evidence(made, row: Row) -> None:
    check = the_check_of(made, row)
    shown = [e.record["date"]["start"] for e in (*check.against, *check.beside)]
    narrower = ", ".join(check.question.narrower) if check.question is not None else ""

    assert (check.verdict, narrower, "|".join(shown)) == (row["verdict"], row["narrower"], row["evidence"])
    assert row["because"] in check.reason


def test_the_table_holds_every_claim_of_precedence_of_the_sample(made) -> None:
    told = {(_report(c), c.claim["text"]) for c in made}
    held = {(_report(the_check_of(made, row)), the_check_of(made, row).claim["text"]) for row in ROWS}

    assert sorted(told - held) == []
