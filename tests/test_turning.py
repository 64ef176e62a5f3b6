"""Turning points: a change is found where there is one, and silence, bursts and gaps are none."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.relations.detector.changes import in_counts, in_values
from dragoman.relations.detector.online import alarms
from dragoman.relations.effect import effect
from dragoman.relations.series import Coverage, DyadSeries
from dragoman.relations.turning import question, turning_points

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from turning_made import KINDS, steady


def months(n, first=2005):
    return tuple(date(first + m // 12, m % 12 + 1, 1) for m in range(n))


def bursts(seed, n, mean):
    return np.random.default_rng(seed).negative_binomial(1, 1 / (1 + mean), n).astype(float)


def made(conflict, covered=None):
    n = len(conflict)
    counts = np.zeros((3, 4, n))
    counts[0, 3] = conflict
    reports = np.full(n, 100.0) if covered is None else covered
    seen = Coverage(reports, np.full(n, 3.0), np.full(n, 28.0), np.full(n, 30.0))
    return DyadSeries("AAA", "BBB", "month", "dragoman", months(n), counts, -9.0 * counts.sum(axis=1), seen)


def test_rise_of_conflict_is_a_turning_point_in_its_month():
    (point,) = turning_points(made(np.concatenate([bursts(1, 48, 1.0), bursts(2, 48, 12.0)])))
    assert abs((point.at.year - 2009) * 12 + point.at.month - 1) <= 3
    assert point.first <= point.at <= point.last
    rise = point.effect.quads[4]
    assert rise.low <= 12 <= rise.high
    assert rise.low > 1
    assert "material conflict ×" in point.effect.words()


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


@pytest.mark.parametrize("kind", KINDS)
def test_false_alarms_on_steady_series_keep_the_stated_level(kind):
    """Stated: at most 3 in 100 (bench/turning.md). Six of each kind here, seeds not used elsewhere."""
    alarms = sum(bool(in_counts(*steady(kind, seed)).found) for seed in range(900_000, 900_006))
    assert alarms <= 1


def test_level_of_values_that_shifts_is_found_whatever_scale_and_origin():
    noise = np.random.default_rng(5).normal(0, 1, 80)
    y = noise + np.where(np.arange(80) < 40, 0, 6)
    one, other = (in_values(v).found for v in (y, 1000 + 0.01 * y))
    assert [c.step for c in one] == [c.step for c in other]
    assert len(one) == 1
    assert abs(one[0].step - 40) <= 1


def test_season_is_no_turning_point_and_does_not_hide_one():
    """Twelve months that come round ten times; then the same with a level that falls by less than the season's own reach."""
    at = np.arange(120)
    y = 2 * np.sin(2 * np.pi * at / 12) + (at % 12 == 11) * 2 + np.random.default_rng(6).normal(0, 0.7, 120)
    assert in_values(y).found == ()
    (point,) = in_values(y - np.where(at < 70, 0, 2.0)).found
    assert abs(point.step - 70) <= 2


def test_each_of_several_levels_is_told():
    """Regimes far apart with hardly any noise: each jump is told, though a walk of few jumps would explain them too."""
    y = np.repeat([0.0, 5.0, 1.0, 6.0], 25) + np.cumsum(np.random.default_rng(8).normal(0, 0.05, 100))
    assert [c.step for c in in_values(y).found] == [25, 50, 75]


def test_alarm_knows_nothing_of_later_steps():
    """What is said at a step stays the same whatever follows."""
    y = np.concatenate([bursts(1, 40, 1.0), bursts(2, 30, 15.0)])
    whole = alarms([y])
    (first,) = [a for a in whole if a.step >= 36]
    assert 2 <= first.at - 40 <= 12
    assert first.step <= first.at
    for n in (first.at, first.at + 1, 60):
        assert alarms([y[:n]]) == tuple(a for a in whole if a.at < n)
    assert alarms([np.concatenate([y[: first.at + 1], bursts(9, 25, 0.2)])])[: len(whole)] == whole


@pytest.mark.parametrize("kind", KINDS)
def test_false_alarms_of_watching_keep_the_stated_level(kind):
    """Stated: at most 10 in 100 (bench/turning.md). Four of each kind here, seeds not used elsewhere."""
    given = sum(bool(alarms(*steady(kind, seed))) for seed in range(910_000, 910_004))
    assert given <= 1


def test_negative_counts_are_refused():
    with pytest.raises(UsageError, match="negative"):
        in_counts([[1, 2, -1, 3, 4, 5, 6, 7]])


def test_question_about_a_day_answers_with_numbers_and_what_chance_gives():
    found = made(np.concatenate([bursts(1, 48, 1.0), bursts(2, 48, 12.0)]))
    turn, other = question(found, date(2009, 1, 20)), question(found, date(2006, 6, 1))
    assert turn.probability > 0.8 > other.probability
    assert turn.share_as_high < 0.2
    assert turn.prior < 0.05
    assert turn.words().startswith("Yes. The probability")
    assert other.words().startswith("No, not that the record shows")


@pytest.mark.parametrize(
    ("found", "why"),
    [(made(np.array([3.0])), "too few"), (made(np.zeros(0)), "outside of the record")],
)
def test_question_that_cannot_be_answered_says_why(found, why):
    answer = question(found, date(2005, 1, 1))
    assert answer.probability is None
    assert why in answer.words()


def test_change_while_nobody_watched_is_near_the_days_of_silence():
    """The first step that was watched again carries it; a day in the gap is asked for what the gap hid."""
    covered = np.full(96, 100.0)
    covered[44:56] = 0
    found = made(np.where(covered > 0, np.where(np.arange(96) < 50, 1, 15), 0).astype(float), covered)
    (point,) = turning_points(found)
    assert point.first <= date(2009, 3, 1) <= point.last
    assert question(found, date(2009, 3, 1)).probability > 0.9


def test_rare_burst_does_not_pass_for_a_sure_effect():
    """Twice the acts, all in one month: the interval of the ratio holds "as frequent as before"."""
    one, other = np.ones(24), np.ones(24)
    other[3] = 25
    assert not effect(made(np.concatenate([one, other])), 0, 24, 48).quads[4].sure


def test_series_of_too_many_steps_is_refused_with_what_to_do():
    with pytest.raises(UsageError, match="--since"):
        turning_points(made(np.ones(1200)))


def test_interval_of_steps_holds_what_its_partitions_say():
    posterior = in_counts([np.repeat([1.0, 9.0], 10)]).posterior
    each = posterior.within_each(np.array([1, 5, 19, 25]), np.array([19, 4, 30, 30]))
    assert each[0] == pytest.approx(1 - posterior.segments[0, 20])
    assert each[1] == 0
    assert each[2] == pytest.approx(posterior.changes[19])
    assert each[3] == 0


def test_command_reads_imported_months(tmp_path):
    path = tmp_path / "t.duckdb"
    counts = [*np.random.default_rng(1).poisson(2, 36), *np.random.default_rng(2).poisson(15, 36)]
    row = (
        "INSERT INTO imported (dataset, native_id, import_id, pair, date_start, type, modes, contexts, quad, source_country,"
        " source_sectors, target_country, target_sectors)"
        " SELECT 'toy', ? || range, 'x', $3 || '-' || $4, $2, $5, [], [], $6, $3, [], $4, [] FROM range($7)"
    ).replace("? ||", "$1 ||")
    with dragoman.open(path) as database:
        database.sql("INSERT INTO imports VALUES ('x', 'toy', 'gdelt1', 'f', 'h', 1, 1, 0, 0, true, '{}')")
        for m, (day, n) in enumerate(zip(months(72), counts, strict=True)):
            database.sql(row, [f"{m}-", day, "ARM", "AZE", "ASSAULT", 4, int(n)])
            # what else the data set tells of the month: its coverage
            database.sql(row, [f"{m}-c", day, "EST", "FIN", "CONSULT", 1, 60])
    run = CliRunner().invoke
    (line,) = run(
        app, ["turning", "ARM", "Azerbaijan", "--store", str(path), "--dataset", "toy", "--json"]
    ).stdout.splitlines()
    assert json.loads(line)["at"][:4] in {"2007", "2008"}
    shown = run(app, ["turning", "ARM", "AZE", "--store", str(path), "--dataset", "toy"])
    assert "Turning points of ARM and AZE" in shown.stdout
    assert "──" in shown.stdout
    assert "ASSAULT" in shown.stdout
    # The months of 2008 as they were known in the middle of the year, and what was said as they came.
    ask = ["turning", "ARM", "AZE", "--store", str(path), "--dataset", "toy", "--json"]
    assert run(app, [*ask, "--known-on", "2007-12-31"]).stdout == ""
    (alarm,) = [json.loads(x) for x in run(app, [*ask, "--alarms"]).stdout.splitlines()]
    assert alarm["record"] == "alarm"
    assert "2008-01-31" < alarm["known_on"] < "2008-12-31"
    assert 3 <= alarm["delay"] <= 10
    assert json.loads(run(app, [*ask, "--alarms", "--known-on", alarm["known_on"]]).stdout) == alarm
    assert run(app, [*ask, "--alarms", "--known-on", "2007-12-31"]).stdout == ""
