"""Quality does not fall: each figure is at least its floor in bench/floors.json (where the data are at hand)."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture(autouse=True)
def _sampled(monkeypatch):
    monkeypatch.setenv("DRAGOMAN_BENCH", "sample")


def bench():
    spec = importlib.util.spec_from_file_location("bench_run", BENCH / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("task", sorted(json.loads((BENCH / "floors.json").read_text("utf-8"))))
def test_figures_are_at_least_their_floors(task):
    rows = bench().TASKS[task]()
    if rows[0]["value"] is None:
        pytest.skip(rows[0]["note"])

    below = [
        (r["figure"], r["value"], r["floor"])
        for r in rows
        if r["floor"] is not None and r["value"] < r["floor"]
    ]
    assert below == []


def test_every_floor_belongs_to_a_task():
    assert set(json.loads((BENCH / "floors.json").read_text("utf-8"))) <= set(bench().TASKS)
