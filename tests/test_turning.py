"""Turning points: a change is found where there is one, and silence, bursts and gaps are none."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.relations.detector.changes import in_counts, in_values
from dragoman.relations.turning import Series, turning_points, was_one


def months(n, first=2005):
    return tuple(date(first + m // 12, m % 12 + 1, 1) for m in range(n))


def bursts(seed, n, mean):
    return np.random.default_rng(seed).negative_binomial(1, 1 / (1 + mean), n).astype(float)


def made(conflict, covered=None):
    counts = np.zeros((4, len(conflict)))
    counts[3] = conflict
    return Series(
        "AAA",
        "BBB",
        months(len(conflict)),
        counts,
        np.full(len(conflict), 100.0) if covered is None else covered,
    )


def test_rise_of_conflict_is_a_turning_point_in_its_month():
    (point,) = turning_points(made(np.concatenate([bursts(1, 48, 1.0), bursts(2, 48, 12.0)])))
    assert abs((point.month.year - 2009) * 12 + point.month.month - 1) <= 3
    assert point.first <= point.month <= point.last
    assert point.after["material conflict"] > point.before["material conflict"]


@pytest.mark.parametrize(
    "numbers",
    [[0] * 60, [5] * 60, [0] * 30 + [40] + [0] * 29, [3], []],
    ids=["silence", "constant", "spike", "one month", "nothing"],
)
def test_nothing_that_turns_is_no_turning_point(numbers):
    assert turning_points(made(np.array(numbers, float))) == []


def test_months_that_nobody_covered_are_missing_and_not_peace():
    steady = bursts(4, 96, 6.0)
    covered = np.full(96, 100.0)
    covered[40:60] = 0
    steady[40:60] = 0
    assert turning_points(made(steady, covered)) == []


def test_twice_the_coverage_with_twice_the_acts_is_no_turn():
    covered = np.concatenate([np.full(48, 50.0), np.full(48, 200.0)])
    acts = np.random.default_rng(3).poisson(covered * 0.05).astype(float)
    assert turning_points(made(acts, covered)) == []


def test_false_alarms_on_steady_bursts_are_rare():
    """At most one in ten series of five years without a change, at one fixed setting."""
    alarms = sum(bool(in_counts([bursts(seed, 60, 2.0)]).found) for seed in range(10))
    assert alarms <= 1


def test_level_of_values_that_shifts_is_found_whatever_scale_and_origin():
    noise = np.random.default_rng(5).normal(0, 1, 80)
    y = noise + np.where(np.arange(80) < 40, 0, 6)
    one, other = (in_values(v).found for v in (y, 1000 + 0.01 * y))
    assert [c.step for c in one] == [c.step for c in other]
    assert len(one) == 1
    assert abs(one[0].step - 40) <= 1


def test_negative_counts_are_refused():
    with pytest.raises(UsageError, match="negative"):
        in_counts([[1, 2, -1, 3, 4, 5, 6, 7]])


def test_question_about_a_day_answers_with_numbers_and_what_chance_gives():
    found = made(np.concatenate([bursts(1, 48, 1.0), bursts(2, 48, 12.0)]))
    turn, other = was_one(found, date(2009, 1, 20)), was_one(found, date(2006, 6, 1))
    assert turn["probability"] > 0.8 > other["probability"]
    assert turn["share_as_high"] < 0.2
    assert was_one(made(np.array([3.0])), date(2005, 1, 1))["probability"] is None


def test_command_reads_imported_months(tmp_path):
    path = tmp_path / "t.duckdb"
    counts = [*np.random.default_rng(1).poisson(2, 36), *np.random.default_rng(2).poisson(15, 36)]
    row = (
        "INSERT INTO imported (dataset, native_id, import_id, date_start, type, modes, contexts, quad, source_country, source_sectors, "
        "target_country, target_sectors) SELECT 'toy', ? || range, 'x', ?, ?, [], [], ?, ?, [], ?, [] FROM range(?)"
    )
    with dragoman.open(path) as database:
        for m, (day, n) in enumerate(zip(months(72), counts, strict=True)):
            database.sql(row, [f"{m}-", day, "ASSAULT", 4, "ARM", "AZE", int(n)])
            # what else the data set tells of the month: its coverage
            database.sql(row, [f"{m}-c", day, "CONSULT", 1, "FIN", "EST", 60])
    run = CliRunner().invoke
    (line,) = run(
        app, ["turning", "ARM", "Azerbaijan", "--store", str(path), "--dataset", "toy", "--json"]
    ).stdout.splitlines()
    assert json.loads(line)["month"][:4] in {"2007", "2008"}
    shown = run(app, ["turning", "ARM", "AZE", "--store", str(path), "--dataset", "toy"])
    assert "Turning points of ARM and AZE" in shown.stdout
    assert "▼" in shown.stdout
