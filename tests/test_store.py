"""What the store promises: adding is idempotent, versions keep their evidence, one writer, no newer file opened."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from dragoman.cli.options import opened
from dragoman.errors import OldStoreError, StoreError
from dragoman.model import (
    Actor,
    Claim,
    Coding,
    Content,
    Event,
    Evidence,
    Rejected,
    Report,
    Said,
    When,
    digest,
)
from dragoman.relations.record import open as open_store
from dragoman.store.connection import migrations, version

TEXT = "Iran's president visited Syria on Wednesday."


class HandCoder:
    """Codes each report to one visit by hand, so that the tests need no parser."""

    def code_many(self, reports, workers=1):
        for report in reports:
            yield coding(report)


def coding(report: Report, *, source: str = "IRN", target: str = "SYR", status: str = "occurred") -> Coding:
    day = report.published or date(2023, 5, 3)
    event_id = digest(report.id, report.text_hash, "event")
    event = Event(
        event_id=event_id, report_id=report.id, sentence=0, type="CONSULT", modes=("visit",), plover="CONSULT",
        content=Content("AID"), contexts=("diplomatic",), quad=1, intensity=4.0, cameo="042", goldstein=1.9,
        source=(Actor("Iran's president", 0, 16, country=source, sector="GOV", sectors=("GOV",)),),
        target=(Actor("Syria", 25, 30, country=target),), third=(), date=When(day, day, "day", "on Wednesday"), place=None,
        magnitude={}, status=status, claim=Said(report.outlet, "IRNA", None, "asserts", None, False),
        evidence=Evidence(0, len(TEXT), TEXT, (17, 24)), confidence=0.9, why=("by hand",),
    )  # fmt: skip
    claim = Claim(
        claim_id=digest(report.id, report.text_hash, "claim"), report_id=report.id, kind="statement",
        speaker=Actor("Akbari", 0, 6, name="Hossein Akbari", country="IRN"), agency="IRNA", outlet=report.outlet, stance="denies",
        cue="denied", quoted=False, said_on=None, text=TEXT, start=0, end=len(TEXT), events=(event_id,),
    )  # fmt: skip
    refused = Rejected("coding", "figurative", "a figure of speech", report_id=report.id)
    return Coding(report, (event,), (claim,), (refused,))


def report(n: int = 1, text: str = TEXT, **changes) -> Report:
    base = Report(f"r{n}", text, date(2023, 5, n), outlet="Harbour Post", url=f"https://example.org/{n}")
    return replace(base, **changes)


def test_adding_the_same_report_twice_changes_nothing():
    with open_store() as db:
        first = db.add([report(1), report(2)], HandCoder())
        again = db.add([report(2), report(1)], HandCoder())

        assert (first.reports, first.events) == (2, 2)
        assert (again.reports, again.events, again.unchanged) == (0, 0, 2)
        assert db.count("events") == 2


def test_the_same_report_twice_in_one_run_is_stored_once():
    with open_store() as db:
        added = db.add([report(1), report(1)], HandCoder())

        assert (added.reports, added.unchanged) == (1, 1)


def test_changed_text_under_one_url_is_a_new_version_and_the_old_evidence_stays():
    corrected = report(
        1, TEXT + " An earlier version named another day.", id="r1b", published=date(2023, 5, 9)
    )
    with open_store() as db:
        db.add([report(1)], HandCoder())
        added = db.add([corrected], HandCoder())

        assert added.versions == 1
        assert [e["report_id"] for e in db.events()] == ["r1b"]
        assert [(e["report_id"], e["current"]) for e in db.events(versions=True)] == [
            ("r1", False),
            ("r1b", True),
        ]
        assert db.text("r1", report(1).text_hash) == TEXT


def test_order_of_adding_does_not_show_in_any_answer():
    reports = [report(n) for n in range(1, 13)] + [
        report(3, TEXT + " Corrected.", published=date(2023, 5, 20))
    ]
    answers = []
    for seed in range(3):
        shuffled = random.Random(seed).sample(reports, len(reports))
        with open_store() as db:
            for at in range(0, len(shuffled), seed + 1):
                db.add(shuffled[at : at + seed + 1], HandCoder())
            answers.append((db.events(versions=True), db.claims(), db.rejections()))

    assert answers[0] == answers[1] == answers[2]


def test_a_dyad_holds_both_directions_and_mutual_acts():
    there = coding(report(1))
    back = coding(report(2), source="SYR", target="IRN")
    other = coding(report(3), target="LBN")

    class Fixed:
        def code_many(self, reports, workers=1):
            by_id = {c.report.id: c for c in (there, back, other)}
            for r in reports:
                yield by_id[r.id]

    with open_store() as db:
        db.add([report(1), report(2), report(3)], Fixed())
        record = db.dyad("IRN", "SYR").record

    assert [line.direction for line in record.lines] == ["forth", "back"]
    assert record.reports == 2
    assert record.by_quad()["verbal cooperation"] == 2


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({"source": "IRN"}, 4),
        ({"target": "IRN"}, 0),
        ({"country": "SYR"}, 4),
        ({"type": "CONSULT", "mode": "visit"}, 4),
        ({"type": "ASSAULT"}, 0),
        ({"status": "denied"}, 0),
        ({"since": date(2023, 5, 3)}, 2),
        ({"until": date(2023, 5, 3)}, 3),
        ({"name": "president"}, 4),
        ({"min_confidence": 0.95}, 0),
        ({"limit": 2}, 2),
    ],
)
def test_conditions_select_events(conditions, found):
    with open_store() as db:
        db.add([report(n) for n in range(1, 5)], HandCoder())

        assert len(db.events(**conditions)) == found


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ({"speaker": "akbari"}, 1),
        ({"stance": "denies"}, 1),
        ({"stance": "asserts"}, 0),
        ({"agency": "irna"}, 1),
        ({"about": "visited"}, 1),
    ],
)
def test_conditions_select_claims(conditions, found):
    with open_store() as db:
        db.add([report(1)], HandCoder())

        assert len(db.claims(**conditions)) == found


def test_what_reading_refused_is_stored_with_its_reason():
    refused = Rejected("reading", "broken_file", "not a page", origin="folder/page.html")
    with open_store() as db:
        added = db.add([refused, report(1)], HandCoder())

        assert added.set_aside == {"broken_file": 1}
        assert ("reading", "broken_file", 1) in db.rejections()


def test_a_second_process_is_told_the_pid_of_the_first(tmp_path):
    path = tmp_path / "one.duckdb"
    with open_store(path):
        second = subprocess.run(
            [sys.executable, "-c", f"from dragoman.relations.record import open\nopen({str(path)!r})"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert second.returncode != 0
    assert "is open in another process (pid " in second.stderr


def test_questions_do_not_lock_each_other_out(tmp_path):
    path = tmp_path / "one.duckdb"
    with open_store(path) as db:
        db.add([report(1)], HandCoder())
    with open_store(path, read_only=True):
        second = subprocess.run(
            [sys.executable, "-m", "dragoman", "events", "--store", str(path), "--json"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert second.returncode == 0, second.stderr
    assert len(second.stdout.splitlines()) == 1


def test_a_question_brings_a_store_of_an_earlier_version_up_to_date(tmp_path):
    path = tmp_path / "earlier.duckdb"
    open_store(path).close()
    latest = migrations()[-1]
    raw = duckdb.connect(str(path))
    raw.execute("DELETE FROM schema_versions WHERE version = ?", [latest[0]])
    for table in ("imported_pairs", "imported_pairs_of"):
        raw.execute(f"DROP TABLE {table}")
    raw.close()
    with pytest.raises(OldStoreError, match="Open it once for writing"):
        open_store(path, read_only=True)

    with opened(path) as db:
        assert version(db.connection) == latest[0]


def test_a_store_of_a_later_version_is_refused(tmp_path):
    path = tmp_path / "later.duckdb"
    open_store(path).close()
    raw = duckdb.connect(str(path))
    raw.execute("INSERT INTO schema_versions VALUES (9999, 'from the future')")
    raw.close()

    with pytest.raises(StoreError, match="written by a later version"):
        open_store(path)


def test_another_duckdb_file_is_not_taken_for_a_store(tmp_path):
    path = tmp_path / "other.duckdb"
    raw = duckdb.connect(str(path))
    raw.execute("CREATE TABLE mine (x INTEGER)")
    raw.close()

    with pytest.raises(StoreError, match="not a dragoman store"):
        open_store(path)


def test_a_text_file_is_not_taken_for_a_store(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("no database at all, but long enough to look at" * 20)

    with pytest.raises(StoreError):
        open_store(path)


def test_migrating_twice_changes_nothing(tmp_path):
    path = tmp_path / "twice.duckdb"
    with open_store(path) as db:
        db.add([report(1)], HandCoder())
    with open_store(path) as db:
        assert db.count("reports") == 1


def test_sql_in_a_condition_is_only_a_value():
    with open_store() as db:
        db.add([report(1)], HandCoder())

        assert db.events(name="'; DROP TABLE events; --") == []
        assert db.count("events") == 1


def test_a_text_with_control_characters_comes_back_as_it_was():
    odd = report(1, TEXT + "\x00\u202e\u0301\U0001f642\r\n")
    with open_store() as db:
        db.add([odd], HandCoder())

        assert db.text("r1", odd.text_hash) == odd.text
