"""Forecasts of dyads: they know nothing later than their day, are probabilities, and are scored as they were issued."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.forecast.backtest import backtest, brier, by_region, log_loss, measures, reliability
from dragoman.forecast.chances import chance, chances, train
from dragoman.forecast.issued import issue, save, score
from dragoman.forecast.logit import fit, probability
from dragoman.forecast.panel import happened, panel
from dragoman.forecast.reliability import draw
from dragoman.forecast.signals import signals
from dragoman.forecast.source import panel_of

FIRST = date(2018, 1, 1)
STATES = ["ARM", "AZE", "CHL", "PER", "FIN", "EST"]


def rows(days=900, seed=1, rate=0.05):
    """Acts at random: one pair is hostile all along, one turns hostile half way, the others rarely meet."""
    chance_of = np.random.default_rng(seed)
    out = []
    for day in range(days):
        for a in STATES:
            for b in STATES:
                if a == b:
                    continue
                hot = {a, b} == {"ARM", "AZE"} or ({a, b} == {"CHL", "PER"} and day > days / 2)
                if chance_of.random() < (rate if hot else rate / 10):
                    out.append((a, b, FIRST + timedelta(day), "ASSAULT" if hot else "CONSULT", 1))
                if chance_of.random() < rate / 10:
                    out.append((a, b, FIRST + timedelta(day), "ASSAULT", 1))
    return out


@pytest.fixture(scope="module")
def record():
    return panel(rows(), "day")


def test_each_event_stands_in_its_type_and_in_its_quad(record):
    counted = np.bincount(record.channel, record.count, len(record.channels))
    by_name = dict(zip(record.channels, counted, strict=True))
    assert by_name["quad 4"] == by_name["ASSAULT"]
    assert by_name["quad 1"] == by_name["CONSULT"]


def test_order_of_rows_does_not_matter(record):
    again = panel(reversed(rows()), "day")
    for name in ("dyad", "step", "channel", "count", "covered"):
        assert getattr(again, name).tobytes() == getattr(record, name).tobytes()


def test_silence_of_days_nobody_covered_is_unknown_not_peace():
    acts = [("ARM", "AZE", FIRST, "ASSAULT", 1)]
    seen = panel(acts, "day", {FIRST + timedelta(d): 5 for d in (*range(10), *range(30, 40))})

    came = happened(seen, seen.channel_of("ASSAULT"), [0, 1, 15, 32], 7)[:, seen.index("ARM", "AZE")]

    assert came.tolist() == [1, 0, -1, 0]


def test_nothing_of_the_future_changes_a_byte_of_a_forecast(record):
    start = 600
    shaken = np.random.default_rng(3)
    later = [r for r in rows() if record.step_of(r[2]) < start]
    for step in range(start, record.steps + 50):
        a, b = shaken.choice(STATES, 2, replace=False)
        later.append((str(a), str(b), record.day_of(step), "ASSAULT", int(shaken.integers(1, 50))))
    other = panel(later, "day")
    channel = record.channel_of("ASSAULT")

    one, two = (chances(p, train(p, channel, 14, start)) for p in (record, other))

    assert [x.tobytes() for x in one] == [x.tobytes() for x in two]


def test_hot_pair_is_more_likely_than_a_quiet_one(record):
    model = train(record, record.channel_of("ASSAULT"), 30, 880)
    hot, quiet = (chance(record, model, record.index(*pair)) for pair in (("ARM", "AZE"), ("FIN", "EST")))

    assert hot.probability > quiet.probability
    assert hot.low < hot.probability < hot.high
    assert {name for name, _ in hot.reasons} >= {"acts of this kind by the same side"}


def test_too_little_on_record_is_refused_in_words():
    few = panel(rows(60), "day")
    with pytest.raises(UsageError, match="windows of 30 days lie before"):
        train(few, few.channel_of("ASSAULT"), 30, 59)


def test_model_beats_both_simple_forecasts_where_the_record_has_a_pattern(record):
    test = backtest(record, record.channel_of("ASSAULT"), 30, range(500, 870, 30))
    figures = measures(test)

    assert figures["skill over persistence"] > 0.1
    assert (
        figures["skill over persistence low"]
        <= figures["skill over persistence"]
        <= figures["skill over persistence high"]
    )
    assert figures["log model"] < figures["log persistence"]
    assert sum(n for _, _, n in reliability(test)) == figures["forecasts"]
    assert set(by_region(record, test)) <= {
        "Caucasus and Central Asia",
        "Latin America and the Caribbean",
        "Europe",
    }


@given(st.lists(st.tuples(st.floats(-3, 3), st.booleans()), min_size=8, max_size=40), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_fitted_probabilities_average_to_the_share_seen(pairs, seed):
    del seed
    x = np.array([[a] for a, _ in pairs])
    y = np.array([float(b) for _, b in pairs])
    model = fit(x, y, np.arange(len(y)), ridge=1.0)
    p = probability(model.score(x))

    assert ((p > 0) & (p < 1)).all()
    assert abs(p.mean() - y.mean()) < 0.05  # the intercept is all but free
    assert (model.error(x) >= 0).all()


def test_weight_stands_for_rows():
    x, y = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0.0, 1.0, 0.0, 1.0])
    twice = fit(np.repeat(x, [1, 3, 1, 1], 0), np.repeat(y, [1, 3, 1, 1]), np.arange(6))
    weighted = fit(x, y, np.arange(4), weight=np.array([1.0, 3.0, 1.0, 1.0]))

    assert np.allclose(twice.weights, weighted.weights)


@pytest.mark.parametrize(
    ("p", "y", "expected"), [(0.8, 1.0, 0.04), (0.8, 0.0, 0.64), (0.5, 1.0, 0.25), (0.0, 0.0, 0.0)]
)
def test_brier_score_is_the_squared_error(p, y, expected):
    assert brier(np.array([p]), np.array([y]))[0] == pytest.approx(expected)


def test_sure_and_wrong_costs_much_but_not_everything():
    assert np.isfinite(log_loss(np.array([0.0]), np.array([1.0])))[0]


def test_signals_are_asked_for_at_any_starts_in_any_order(record):
    one = signals(record, 7, [100, 300, 500])
    two = signals(record, 7, [500, 100, 300, 100])

    assert one.values[2].tobytes() == two.values[0].tobytes()
    assert two.values[1].tobytes() == two.values[3].tobytes()


def test_diagram_names_every_bin():
    picture = draw([(0.05, 0.04, 900), (0.55, 0.6, 10)], "quad 4 & more")
    assert picture.count("<circle") == 2
    assert "quad 4 &amp; more" in picture


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with an imported record of two and a half years."""
    path = tmp_path_factory.mktemp("chances") / "record.duckdb"
    with dragoman.open(path) as database:
        for n, (a, b, day, name, _) in enumerate(rows()):
            quad = 4 if name == "ASSAULT" else 1
            database.sql(
                "INSERT INTO imported (dataset, native_id, date_start, date_end, type, modes, contexts, quad, source_country, "
                "source_sectors, target_country, target_sectors, text, import_id) VALUES ('toy', ?, ?, ?, ?, [], [], ?, ?, [], ?, [], 'x', 'toy')",
                [str(n), day, day, name, quad, a, b],
            )
    return path


def test_kept_forecast_is_scored_when_its_window_is_over(store):
    with dragoman.open(store) as database:
        record = panel_of(database, "toy")
        past = issue(
            record,
            database,
            "ARM",
            "AZE",
            "ASSAULT",
            horizons=(30,),
            on=FIRST + timedelta(700),
            dataset="toy",
        )
        assert save(database, past) == 1
        assert save(database, past) == 0
        (done,) = score(database, record, "toy")
    assert done["issued_on"] == (FIRST + timedelta(700)).isoformat()
    assert done["window_start"] == (FIRST + timedelta(701)).isoformat()
    assert done["brier"] == pytest.approx((done["probability"] - done["outcome"]) ** 2, abs=1e-3)
    assert past[0].evidence
    assert all(e["published"] <= done["issued_on"] for e in past[0].evidence)


def test_command_forecasts_a_dyad_without_naming_the_subcommand(store):
    out = CliRunner().invoke(
        app, ["forecast", "Armenia", "AZE", "--store", str(store), "--dataset", "toy", "--act", "assault", "--days", "30", "--no-keep", "--json"]
    )  # fmt: skip
    (record,) = map(json.loads, out.stdout.splitlines())
    assert record["record"] == "forecast"
    assert 0 < record["low"] <= record["probability"] <= record["high"] < 1


def test_backtest_command_prints_figures_regions_and_reliability(store, tmp_path):
    picture = tmp_path / "curve.svg"
    out = CliRunner().invoke(
        app, ["forecast", "backtest", "--store", str(store), "--dataset", "toy", "--since", "2019-07", "--json", "--plot", str(picture)]
    )  # fmt: skip
    kinds = {json.loads(line)["record"] for line in out.stdout.splitlines()}
    assert {"backtest", "reliability"} <= kinds
    assert picture.read_text("utf-8").startswith("<svg")


def test_unknown_act_names_those_there_are(store):
    out = CliRunner().invoke(
        app, ["forecast", "ARM", "AZE", "--store", str(store), "--dataset", "toy", "--act", "love"]
    )
    assert isinstance(out.exception, UsageError)
    assert "ASSAULT" in str(out.exception)


def test_rare_acts_do_not_throw_the_fit_off():
    """A start at the right share once sent Newton's method back and forth for ever on columns of large spread."""
    chance_of = np.random.default_rng(2)
    x = np.concatenate([chance_of.exponential(1, (4000, 1)), chance_of.normal(0, 1, (4000, 6))], axis=1)
    true = probability(-7 + 2.0 * x[:, 0])
    y = (chance_of.random(4000) < true).astype(float)

    model = fit(x, y, np.arange(4000), weight=np.where(y == 1, 1.0, 10.0))

    scores = model.score(x)
    assert scores[y == 1].mean() > scores[y == 0].mean() + 2
    assert (
        abs(
            float(np.average(probability(scores), weights=np.where(y == 1, 1.0, 10.0)))
            - float(np.average(y, weights=np.where(y == 1, 1.0, 10.0)))
        )
        < 0.002
    )
