"""The series of a dyad: directed, beside its coverage, and unknown where nothing was watched."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.relations.series import STEPS, calendar, first_day, following

REPORT = (
    "INSERT INTO reports (report_id, text_hash, story, published, outlet, text) VALUES (?, 'h', ?, ?, ?, ?)"
)
EVENT = """INSERT INTO events SELECT ?, 's' || ?, 'h', ?, ?, ?, 0, 'ASSAULT', [], 'ASSAULT', [], ?, ?, NULL, NULL, ?, ?, ?, ?, NULL,
           NULL, NULL, NULL, NULL, NULL, 'asserts', 1.0, ?, ?"""


def tell(
    db,
    n,
    day,
    source="ARM",
    target="AZE",
    quad=4,
    score=-8.0,
    status="occurred",
    happened=None,
    outlet="Post",
):
    """One report with one event, or none when there is no source."""
    text = f"Report {n}: soldiers of {source} fired on {target} near village number {n * 7919}."
    db.sql(REPORT, [f"r{n}", f"s{n}", day, outlet, text])
    if source is None:
        return
    who = [
        {"name": c, "text": c, "country": c, "sector": "MIL", "sectors": ["MIL"], "office": None, "qid": None}
        for c in (source, target)
        if c
    ]
    start = happened.isoformat() if happened else None
    record = {
        "event_id": f"e{n}", "report_id": f"r{n}", "sentence": 0, "type": "ASSAULT", "modes": [], "quad": quad, "contexts": [],
        "source": who[:1], "target": who[1:], "third": [], "status": status, "intensity": score, "place": None, "magnitude": {},
        "date": {"start": start, "end": start, "precision": "day", "text": "", "basis": ""} if start else None,
        "claim": {"outlet": outlet, "agency": None, "speaker": None, "stance": "asserts"}, "plover": "ASSAULT", "content": None,
        "evidence": {"start": 0, "end": len(text), "text": text, "trigger": [0, 1]}, "confidence": 1.0,
    }  # fmt: skip
    db.sql(EVENT, [f"e{n}", n, f"r{n}", day, outlet, quad, score, status, [source], [target] if target else [], happened, text, json.dumps(record)])  # fmt: skip


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "s.duckdb"
    with dragoman.open(path) as db:
        tell(db, 1, date(2020, 9, 27))
        tell(db, 2, date(2020, 9, 28), "AZE", "ARM", outlet="Herald")
        tell(db, 3, date(2020, 9, 29), quad=3, score=-2.0)
        tell(db, 4, date(2020, 9, 29), status="planned")
        tell(db, 5, date(2020, 9, 30), happened=date(1994, 5, 12))
        tell(db, 6, date(2020, 12, 1), "FIN", "EST")
    return path


def test_series_is_directed_by_quad_and_stands_on_the_day_of_publication(store):
    with dragoman.open(store) as db:
        found = db.dyad("ARM", "AZE").series(by="month")

    assert [d.isoformat() for d in found.starts] == ["2020-09-01", "2020-10-01", "2020-11-01", "2020-12-01"]
    assert found.counts[0, :, 0].tolist() == [0, 0, 1, 1]
    assert found.counts[1, :, 0].tolist() == [0, 0, 0, 1]
    assert found.mean_intensity(("forth",))[0] == -5.0
    assert found.episodes[:, 0].tolist() == [2, 1, 0]
    assert found.origins[:, 0].tolist() == [1, 1, 0]  # the Post tells two happenings; it is one source


def test_what_nobody_watched_is_unknown_and_what_was_watched_is_zero(store):
    with dragoman.open(store) as db:
        lines = list(db.dyad("ARM", "AZE").series(by="month").to_dicts())

    head, september, october, _, december = lines
    assert (head["steps"], head["unwatched"], head["acts"]) == (4, 2, 3)
    assert september["coverage"] == {
        "reports": 5, "sources": 2, "days": 30, "days_covered": 4, "reports_per_day": 0.167,
    }  # fmt: skip
    assert september["directions"][0]["per_1000"]["material conflict"] == 200.0
    assert october["directions"][0]["counts"] is None
    assert december["directions"][0]["counts"]["material conflict"] == 0
    assert december["directions"][0]["intensity"] is None


def test_sources_without_names_are_unknown_and_not_none(tmp_path):
    with dragoman.open(tmp_path / "s.duckdb") as db:
        tell(db, 1, date(2020, 9, 27), outlet=None)
        assert np.isnan(db.dyad("ARM", "AZE").series(by="day").coverage.sources[0])


@pytest.mark.parametrize("by", STEPS)
def test_all_steps_count_the_same_acts(store, by):
    with dragoman.open(store) as db:
        assert db.dyad("ARM", "AZE").series(by=by).counts.sum() == 3


def test_swapped_countries_swap_the_directions(store):
    with dragoman.open(store) as db:
        one, other = db.dyad("ARM", "AZE").series(), db.dyad("AZE", "ARM").series()
    assert (one.counts[[1, 0, 2]] == other.counts).all()


def test_days_that_are_asked_for_bound_the_series(store):
    with dragoman.open(store) as db:
        found = db.dyad("ARM", "AZE").series(by="day", since=date(2020, 9, 28), until=date(2020, 9, 28))
    assert found.starts == (date(2020, 9, 28),)
    assert found.counts.sum() == 1


def test_other_steps_and_several_data_sets_are_refused(store):
    with dragoman.open(store) as db:
        with pytest.raises(UsageError, match="day, week, month"):
            db.dyad("ARM", "AZE").series(by="fortnight")
        with pytest.raises(UsageError, match="one data set"):
            db.dyad("ARM", "AZE", ("dragoman", "icews")).series()


def test_imported_events_have_a_series_beside_all_that_the_data_set_tells(tmp_path):
    row = (
        "INSERT INTO imported (dataset, native_id, import_id, pair, date_start, modes, contexts, quad, intensity, source_country,"
        " source_sectors, target_country, target_sectors) SELECT 'toy', ?, 'x', ?, ?, [], [], 4, -9.0, ?, [], ?, []"
    )
    with dragoman.open(tmp_path / "s.duckdb") as db:
        db.sql(row, ["1", "ARM-AZE", date(2020, 9, 27), "AZE", "ARM"])
        db.sql(row, ["2", "EST-FIN", date(2020, 9, 27), "FIN", "EST"])
        db.sql(row, ["3", "EST-FIN", date(2020, 11, 2), "FIN", "EST"])
        found = db.dyad("ARM", "AZE", ("toy",)).series()

    assert found.coverage.reports.tolist() == [2, 0, 1]
    assert found.counts[1, 3].tolist() == [1, 0, 0]
    assert found.episodes is None
    assert next(iter(found.to_dicts()))["day_of_act"] == "the event"


def test_coverage_of_a_data_set_that_grew_is_summed_up_anew(tmp_path):
    row = (
        "INSERT INTO imported (dataset, native_id, import_id, pair, date_start, modes, contexts, quad, intensity, source_country,"
        " source_sectors, target_country, target_sectors) SELECT 'toy', ?, ?, 'ARM-AZE', ?, [], [], 4, -9.0, 'ARM', [], 'AZE', []"
    )
    known = "INSERT INTO imports VALUES (?, 'toy', 'gdelt1', 'f', ?, 1, 1, 0, 0, true, '{}')"
    path = tmp_path / "s.duckdb"
    with dragoman.open(path) as db:
        seen = []
        for n in ("1", "2"):
            db.sql(row, [n, n, date(2020, 9, 27)])
            db.sql(known, [n, n])
            seen += [db.dyad("ARM", "AZE", ("toy",)).series().coverage.reports.tolist() for _ in range(2)]
        db.sql(row, ["3", "3", date(2020, 9, 28)])
        db.sql(known, ["3", "3"])
    with dragoman.open(path, read_only=True) as db:
        seen.append(db.dyad("ARM", "AZE", ("toy",)).series().coverage.reports.tolist())
    assert seen == [[1], [1], [2], [2], [3]]


@pytest.fixture(scope="module")
def pair_store(tmp_path_factory):
    """Some hundred imported events of two countries, a few of them without a quad or a score, and some of others."""
    random = np.random.default_rng(3)
    path = tmp_path_factory.mktemp("pairs") / "s.duckdb"
    with dragoman.open(path) as db:
        for n in range(400):
            a, b = [("ARM", "AZE"), ("AZE", "ARM"), ("AZE", "FIN")][random.integers(3)]
            day = date(2019, 12, 5) + timedelta(int(random.integers(300)))
            db.sql(
                "INSERT INTO imported (dataset, native_id, import_id, pair, date_start, date_end, modes, contexts, quad, intensity,"
                " source_country, source_sectors, target_country, target_sectors) SELECT 'toy', ?, '1', ?, ?, ?, [], [], ?, ?, ?, [], ?, []",
                [str(n), "-".join(sorted((a, b))), day, day, [None, 1, 2, 3, 4][random.integers(5)],
                 [None, 3.4, -10.0, -0.4][random.integers(4)], a, b],
            )  # fmt: skip
        db.sql("INSERT INTO imports VALUES ('1', 'toy', 'gdelt1', 'f', '1', 400, 400, 0, 0, true, '{}')")
    return path


@pytest.mark.parametrize("pair", [("ARM", "AZE"), ("AZE", "ARM")])
@pytest.mark.parametrize(
    ("since", "until"),
    [(None, None), (date(2020, 2, 1), date(2020, 6, 30)), (date(2020, 2, 3), None), (None, date(2020, 5, 9))],
)
def test_sums_kept_by_month_tell_what_the_events_themselves_tell(pair_store, pair, since, until, monkeypatch):
    def told():
        with dragoman.open(pair_store) as db:
            view = db.dyad(*pair, ("toy",), since=since, until=until)
            found = view.series()
            return (
                found.counts.tolist(),
                found.intensity.tolist(),
                view.imported_totals(),
                [line.event["event_id"] for line in view.newest(30).lines],
                [line.event["event_id"] for line in db.dyad(*pair, ("toy",)).newest(400).lines],
            )

    kept = told()
    monkeypatch.setattr("dragoman.store.pairs.pairs_kept", lambda *_: False)
    assert told() == kept
    assert kept[2].events > 30
    assert len(kept[3]) == 30


def test_sums_kept_by_month_are_read_in_place_of_the_events(pair_store, monkeypatch):
    with dragoman.open(pair_store) as db:
        db.dyad("ARM", "AZE", ("toy",)).series()
    monkeypatch.setattr("dragoman.store.pairs.PairEvents.rows", property(lambda _: pytest.fail("all read")))
    with dragoman.open(pair_store, read_only=True) as db:
        view = db.dyad("ARM", "AZE", ("toy",))
        assert view.series().counts.sum() > 0
        assert view.imported_totals().events > len(view.newest(20).lines)


def test_command_prints_one_json_object_a_step(store):
    out = (
        CliRunner()
        .invoke(app, ["dyad", "Armenia", "AZE", "--by", "week", "--store", str(store), "--json"])
        .stdout
    )
    lines = [json.loads(line) for line in out.splitlines()]
    assert [x["record"] for x in lines[:2]] == ["dyad series", "step"]
    assert lines[1]["start"] == "2020-09-21"
    assert len(lines) == 1 + lines[0]["steps"]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 900), st.sampled_from(STEPS))
def test_steps_cover_every_day_once(first, span, by):
    last = first + timedelta(days=span)
    starts = calendar(first, last, by)
    assert starts[0] <= first
    assert starts[-1] <= last < following(starts[-1], by)
    assert all(following(x, by) == y for x, y in pairwise(starts))
    assert all(first_day(day, by) in starts for day in (first, last))
