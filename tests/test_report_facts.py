"""Reports of our own give the facts that a careful reader finds in them; the share is a floor of bench/floors.json."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"


def _load():
    spec = importlib.util.spec_from_file_location("own_reports", BENCH / "own_reports.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


OWN = _load()
KEYS = {"id", "kind", "types", "modes", "contexts", "status", "stance", "claim_kind", "source", "target", "third", "speaker",
        "either_way", "date", "max_days", "place", "agency", "text", "dead", "by"}  # fmt: skip


def test_there_are_ten_reports_and_each_has_facts_of_all_kinds():
    specs = OWN.facts()
    assert len(specs) >= 10
    for name, spec in specs:
        assert {f["kind"] for f in spec["facts"]} >= {"event", "claim"}, name
        assert all(set(f) <= KEYS for f in spec["facts"]), name
        assert len({f["id"] for f in spec["facts"]}) == len(spec["facts"]), name


EVENT = {
    "record": "event", "type": "CONSULT", "modes": ["visit"], "status": "planned", "magnitude": {"dead": {"min": 3}},
    "source": [{"country": "MLT", "text": "the premier", "sector": "GOV"}], "target": [{"country": "CYP", "text": "Nicosia"}],
    "date": {"start": "2023-05-01", "end": "2023-05-07"}, "place": {"name": "Nicosia"},
    "claim": {"stance": "asserts", "agency": "Harbour News"}, "evidence": {"text": "The premier will travel to Nicosia."},
}  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "met"),
    [
        ({"types": ["CONSULT"], "modes": ["visit"], "status": ["planned"]}, True),
        ({"types": ["ASSAULT"]}, False),
        ({"status": ["occurred"]}, False),
        ({"source": {"country": ["MLT"], "sector": ["GOV"]}}, True),
        ({"source": {"country": ["CYP"]}}, False),
        ({"source": {"country": ["MLT"], "name": ["king"]}}, False),
        ({"either_way": [{"country": ["CYP"]}, {"country": ["MLT"]}]}, True),
        ({"date": ["2023-05-07", "2023-05-09"]}, True),
        ({"date": ["2023-05-08", "2023-05-09"]}, False),
        ({"date": ["2023-05-01", "2023-05-07"], "max_days": 2}, False),
        ({"place": ["nicosia"], "text": ["travel"], "dead": 3}, True),
        ({"dead": 4}, False),
        ({"by": {"stance": ["asserts"], "agency": ["harbour"]}}, True),
        ({"by": {"stance": ["denies"]}}, False),
    ],
)
def test_fact_is_met_when_every_condition_holds(fact, met):
    assert OWN.meets(EVENT, fact) is met


def test_no_event_is_met_by_the_absence_of_one():
    spec = {
        "facts": [
            {"id": "none", "kind": "no_event", "types": ["ASSAULT"]},
            {"id": "visit", "kind": "no_event", "types": ["CONSULT"]},
        ]
    }
    event = EVENT | {"evidence": {"start": 0, "end": 2, "text": "Th"}}
    assert list(OWN.check("The", [event], spec)) == [("none", True), ("visit", False)]


def test_evidence_that_does_not_quote_the_text_is_a_missing_fact():
    event = EVENT | {"event_id": "e", "evidence": {"start": 0, "end": 2, "text": "no"}}
    assert list(OWN.check("The", [event], {"facts": []})) == [("evidence of e", False)]


def test_share_of_facts_found_is_at_least_its_floor():
    from dragoman import Coder

    coder = Coder()
    met = [m for _, spec in OWN.facts() for _, m in OWN.check(*OWN.records(spec, coder), spec)]
    floor = json.loads((BENCH / "floors.json").read_text("utf-8"))["own_reports"]["facts"]
    assert sum(met) / len(met) >= floor
