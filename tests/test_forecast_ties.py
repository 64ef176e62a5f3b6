"""Forecasts of changes of ties: each change once, nothing of the future, probabilities with reasons, scored as issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.forecast.backtest import backtest_ties, measures
from dragoman.forecast.issued import Forecast, save
from dragoman.forecast.panel import panel
from dragoman.forecast.tie_chances import by_direction, chances, outcomes, reasons, train
from dragoman.forecast.tie_changes import KINDS, Change, changes, kinds_of
from dragoman.forecast.tie_issued import issue_ties, score_ties
from dragoman.forecast.tie_signals import FAMILIES, NAMES, Memory
from dragoman.forecast.words import in_words, percent
from dragoman.relations.transitions import Transition

FIRST = date(2012, 1, 1)
STATES = ["ARM", "AZE", "CHL", "EST", "FIN", "PER", "IRN", "USA"]
(SANCTIONS,) = kinds_of("sanctions: in force")
(LIFTED,) = kinds_of("sanctions: lifted")
DAYS, START, WINDOW = 2400, 1800, 60


def telling(day: int, state: str = "in force", **other) -> Transition:
    known = FIRST + timedelta(day)
    plain = {
        "kind": "sanctions", "a": "USA", "b": "IRN", "directed": True, "state": state, "point": False, "start": known, "end": known,
        "precision": "day", "explicit": True, "background": False, "denied": False, "known_on": known, "event_id": f"e{day}",
        "report_id": f"r{day}", "text_hash": "x", "outlet": None, "agency": None, "confidence": 0.9, "rule": "r", "text": "t",
    }  # fmt: skip
    return Transition(**(plain | other))


def world(seed: int = 1, days: int = DAYS) -> tuple[list, list[Change]]:
    """Threats come at random; half of the time sanctions of the one who threatened follow within two months."""
    random = np.random.default_rng(seed)
    rows, found = [], []
    for day in range(days):
        for a in STATES:
            for b in STATES:
                if a == b:
                    continue
                if random.random() < 0.01:
                    rows.append((a, b, FIRST + timedelta(day), "CONSULT", 1))
                if random.random() < 0.0015:
                    rows += [(a, b, FIRST + timedelta(day), "THREATEN", 3)]
                    if random.random() < 0.5:
                        known = FIRST + timedelta(day + int(random.integers(2, 60)))
                        found.append(Change(SANCTIONS, a, b, known, f"{a}{b}{day}", "imposed sanctions"))
    last = FIRST + timedelta(days - 1)
    rows.append(("ARM", "AZE", last, "CONSULT", 1))
    return rows, sorted((c for c in found if c.known_on <= last), key=lambda c: c.known_on)


@pytest.fixture(scope="module")
def record():
    rows, found = world()
    return panel(rows, "day"), found


@pytest.mark.parametrize(
    ("what", "tellings", "expected"),
    [
        ("told again within ninety days", [telling(100), telling(160)], [100]),
        ("told again after a year", [telling(100), telling(465)], [100, 465]),
        ("the undoing is another change", [telling(100), telling(120, "lifted")], [100, 120]),
        ("what only sets the scene", [telling(100, background=True)], []),
        ("what is denied", [telling(100, denied=True)], []),
        ("history", [telling(400, start=FIRST, end=FIRST)], []),
        ("a state that is not forecast", [telling(100, "frozen")], []),
    ],
)
def test_a_change_counts_once_on_the_day_it_was_first_told(what, tellings, expected):
    assert [(c.known_on - FIRST).days for c in changes(tellings)] == expected, what


def test_later_tellings_never_alter_earlier_changes():
    random = np.random.default_rng(4)
    early = [
        telling(int(d), str(s))
        for d, s in zip(random.integers(0, 900, 40), ["in force", "lifted"] * 20, strict=True)
    ]
    late = [telling(900 + int(d), "in force") for d in random.integers(0, 900, 40)]
    before = [c for c in changes(early) if c.known_on < FIRST + timedelta(900)]
    assert [c for c in changes([*late, *reversed(early)]) if c.known_on < FIRST + timedelta(900)] == before


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("sanctions", 2), ("sanctions: lifted", 1), ("Sanctions:Lifted", 1), ("diplomatic_relations", 2), ("diplomatic relations: severed", 1),
        ("all", len(KINDS)), ("breaks", sum(k.breaks for k in KINDS)), ("mends", sum(not k.breaks for k in KINDS)),
    ],
)  # fmt: skip
def test_a_tie_means_all_its_changes_and_a_state_means_one(name, kinds):
    assert len(kinds_of(name)) == kinds


def test_an_unknown_tie_names_those_there_are():
    with pytest.raises(UsageError, match="embassy"):
        kinds_of("friendship")


def test_every_signal_belongs_to_a_family_that_has_words():
    assert {n.split(".")[0] for n in NAMES} == set(FAMILIES)


def shaken(record, start: int, seed: int) -> tuple:
    """The record with everything from `start` on drawn anew."""
    known, found = record
    random = np.random.default_rng(seed)
    rows = [r for r in world()[0] if known.step_of(r[2]) < start]
    later = [c for c in found if known.step_of(c.known_on) < start]
    for step in range(start, known.steps):
        a, b = (str(x) for x in random.choice(STATES, 2, replace=False))
        rows.append((a, b, known.day_of(step), "ASSAULT", int(random.integers(1, 50))))
        if random.random() < 0.2:
            later.append(Change(int(random.integers(len(KINDS))), a, b, known.day_of(step), f"x{step}", "x"))
    return panel(rows, "day"), later


def asked(record, start: int = START) -> list[bytes]:
    known, found = record
    given = chances(known, found, train(known, found, SANCTIONS, WINDOW, start), SANCTIONS)
    return [
        np.asarray(x).tobytes()
        for x in (given.dyads, given.probability, given.low, given.high, given.persistence, given.base_rate)
    ]


def test_nothing_of_the_future_changes_a_byte_of_a_forecast_of_a_tie(record):
    before = asked(record)
    for seed in range(2):
        assert asked(shaken(record, START, seed)) == before


def test_the_test_of_the_future_can_fail(record):
    """One day of the past drawn anew is seen."""
    assert asked(shaken(record, START - 1, 1)) != asked(record)


def test_who_threatened_lately_is_more_likely_to_impose_sanctions(record):
    known, found = record
    model = train(known, found, SANCTIONS, WINDOW, START)
    given = chances(known, found, model, SANCTIONS)
    threats = given.signals[:, NAMES.index("quarrel.threats")]
    loud, quiet = given.probability[threats > 2], given.probability[threats < 0.1]
    assert loud.mean() > 1.3 * quiet.mean()
    assert ((given.low < given.probability) & (given.probability < given.high)).all()
    family, added = reasons(model, given.signals[int(np.argmax(given.probability))])[0]
    assert added > 0
    assert family in FAMILIES.values()


def test_backtest_of_ties_beats_both_simple_forecasts_where_there_is_a_pattern(record):
    known, found = record
    test, kind = backtest_ties(known, found, [SANCTIONS, LIFTED], WINDOW, range(1200, DAYS - WINDOW, WINDOW))
    figures = measures(test)
    assert set(kind) == {SANCTIONS}  # the other is never told
    assert figures["skill over persistence low"] > 0
    assert figures["skill over base rate low"] > 0
    assert figures["log skill over base rate"] > 0


def test_kinds_of_one_direction_share_a_model_and_rare_ones_are_refused(record):
    known, found = record
    models = by_direction(known, found, [SANCTIONS, LIFTED], WINDOW, START)
    assert list(models) == [SANCTIONS]
    with pytest.raises(UsageError, match="told of only 0 times"):
        by_direction(known, found, [LIFTED], WINDOW, START)


def test_windows_nobody_covered_are_unknown():
    seen = panel(
        [("USA", "IRN", FIRST, "CONSULT", 1)], "day", {FIRST + timedelta(d): 3 for d in (*range(10), 60)}
    )
    assert outcomes(Memory(seen, ()), [0, 20], 15).covered.tolist() == [True, False]


def test_a_forecast_of_a_tie_is_issued_kept_and_scored(record):
    known, found = record
    with dragoman.open() as database:
        (forecast,) = issue_ties(
            known, found, database, "USA", "IRN", "sanctions", horizons=(WINDOW,), on=known.day_of(START - 1)
        )
        assert isinstance(forecast, Forecast)
        assert (forecast.act, forecast.source, forecast.target) == ("sanctions: in force", "USA", "IRN")
        assert 0 < forecast.low <= forecast.probability <= forecast.high < 1
        assert all(e["published"] <= forecast.issued_on.isoformat() for e in forecast.evidence)
        save(database, [forecast])
        assert score_ties(database, known, found) == 1
        ((outcome,),) = database.sql("SELECT outcome FROM forecasts")
    window = range(START, START + WINDOW)
    assert outcome == any((c.a, c.b) == ("USA", "IRN") and known.step_of(c.known_on) in window for c in found)


def test_a_forecast_in_words_tells_the_chance_beside_the_simple_ones_and_what_speaks_for_and_against(record):
    known, found = record
    with dragoman.open() as database:
        (forecast,) = issue_ties(
            known, found, database, "USA", "IRN", "sanctions", horizons=(WINDOW,), on=known.day_of(START - 1)
        )
    first, second, *rest = in_words(forecast).split("\n")
    assert first.startswith("USA → IRN: sanctions imposed, ")
    assert "base rate" in second
    assert "persistence" in second
    odds = [line for line in rest if "odds ×" in line]
    assert all(("for" in line.split()[0]) == (float(line.split("×")[1]) > 1) for line in odds)
    quiet = in_words(replace(forecast, reasons=(), evidence=()))
    assert "nothing on record moves the odds" in quiet
    assert "no act or change between the two is on record" in quiet


@pytest.mark.parametrize(("p", "words"), [(0.5, "50%"), (0.0312, "3.12%"), (0.00001, "under 0.01%")])
def test_small_chances_keep_their_digits(p, words):
    assert percent(p) == words


def test_command_says_what_is_missing_where_the_record_tells_of_too_few_changes(tmp_path):
    store = tmp_path / "few.duckdb"
    with dragoman.open(store):
        pass
    out = CliRunner().invoke(app, ["forecast", "IRN", "USA", "--store", str(store), "--tie", "sanctions"])
    assert isinstance(out.exception, UsageError)


def test_ties_are_not_asked_of_an_imported_record(tmp_path):
    out = CliRunner().invoke(
        app,
        ["forecast", "IRN", "USA", "--tie", "sanctions", "--dataset", "toy", "--store", str(tmp_path / "x")],
    )
    assert isinstance(out.exception, UsageError)
    assert "--dataset" in str(out.exception)
