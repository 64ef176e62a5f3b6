"""The ledger of ties: what opens and closes them, on two clocks, whatever the order of arrival."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.model import Report
from dragoman.relations.opening import opening
from dragoman.relations.tie_holders import code_of
from dragoman.relations.tie_records import holding
from dragoman.relations.tie_rules import DIRECTED, rules
from dragoman.relations.ties import ties
from dragoman.relations.transitions import Transition, transitions

TABLE = Path(__file__).parent / "data" / "ties.tsv"


def cases():
    with TABLE.open(encoding="utf-8") as lines:
        yield from csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def told(coder, sentence, published):
    coding = coder.code(sentence, published=published, outlet="Test Post")
    events = [
        e.to_dict() | {"published": published, "outlet": "Test Post", "text_hash": "x"} for e in coding.events
    ]
    return transitions(events)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["sentence"][:60]) for c in cases()])
def test_sentence_changes_the_ties_it_tells_and_no_other(case, coder):
    found = {
        f"{t.kind} {t.a} {t.b} {t.state}"
        for t in told(coder, case["sentence"], case["published"])
        if not (t.background or t.denied)
    }
    expected = set() if case["expected"] == "-" else set(case["expected"].split("; "))
    assert found == expected


def change(state, day, *, known=None, kind="diplomatic_relations", report="r1", origin="A", **more):
    on = date.fromisoformat(day)
    base = Transition(
        kind, "AAA", "BBB", DIRECTED[kind], state, False, on, on, "day", False, False, False,
        date.fromisoformat(known) if known else on, f"e-{state}-{day}-{report}", report, "x", origin, None, 0.8, "rule", "words",
    )  # fmt: skip
    return replace(base, **more)


def spells(*changes, given=()):
    return [
        (t.state, str(t.since.start), str(t.until.start) if t.until else None) for t in ties(changes, given)
    ]


def test_next_change_ends_a_spell():
    assert spells(change("severed", "2016-01-03"), change("full", "2023-03-10")) == [
        ("severed", "2016-01-03", "2023-03-10"), ("full", "2023-03-10", None),
    ]  # fmt: skip


def test_tellings_within_days_are_one_change_with_several_origins():
    (tie,) = ties([change("severed", "2016-01-03"), change("severed", "2016-01-05", report="r2", origin="B")])
    assert (tie.reports, tie.origins, str(tie.since.start)) == (2, 2, "2016-01-03")
    assert tie.confidence == pytest.approx(1 - 0.2 * 0.2)


def test_words_that_only_set_the_scene_open_nothing():
    assert spells(change("severed", "2019-05-01", background=True)) == []
    after = ties(
        [
            change("severed", "2016-01-03"),
            change("full", "2018-01-01"),
            change("severed", "2019-05-01", background=True, report="r2"),
        ]
    )
    assert [t.state for t in after] == ["severed", "full"]
    assert after[0].reports == 2


def test_late_report_of_an_old_change_opens_it_at_its_own_day():
    late = change("severed", "2016-01-03", known="2023-03-11", explicit=True)
    (tie,) = ties([late])
    assert (str(tie.since.start), str(tie.known_on)) == ("2016-01-03", "2023-03-11")


def test_two_reports_that_contradict_each_other_are_both_shown():
    found = ties([change("severed", "2020-01-01"), change("full", "2020-01-02", report="r2")])
    assert [(t.state, t.disputed) for t in found] == [("severed", True), ("full", True)]


def test_denial_marks_the_tie_as_disputed():
    (tie,) = ties(
        [change("severed", "2020-01-01"), change("severed", "2020-01-02", report="r2", denied=True)]
    )
    assert tie.disputed
    assert tie.reports == 1


def test_agreement_told_while_the_state_holds_does_not_end_it():
    assert spells(change("full", "2016-01-03"), change("agreed", "2017-01-01")) == [
        ("full", "2016-01-03", None)
    ]


def test_expulsions_are_points_and_end_nothing():
    found = ties(
        [
            change("expelled", d, kind="diplomatic_staff", point=True, report=d)
            for d in ("2016-01-03", "2018-01-03")
        ]
    )
    assert [(str(t.since.start), str(t.until.start)) for t in found] == [
        ("2016-01-03",) * 2,
        ("2018-01-03",) * 2,
    ]


DAYS = st.integers(0, 4000).map(lambda n: (date(2010, 1, 1) + timedelta(n)).isoformat())
CHANGES = st.lists(
    st.builds(
        lambda state, day, late, report: change(
            state, day, known=(date.fromisoformat(day) + timedelta(late)).isoformat(), report=f"r{report}", origin=f"o{report}"
        ),
        st.sampled_from(["severed", "full", "agreed", "downgraded"]), DAYS, st.integers(0, 900), st.integers(0, 50),
    ),
    max_size=14,
)  # fmt: skip


@given(CHANGES, st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_of_arrival_does_not_matter(changes, chance):
    mixed = list(changes)
    chance.shuffle(mixed)
    assert [t.to_dict() for t in ties(changes)] == [t.to_dict() for t in ties(mixed)]


@given(CHANGES, DAYS)
@settings(max_examples=60, deadline=None)
def test_reports_of_later_days_do_not_change_what_was_known(changes, day):
    """What is known on a day is what the reports up to that day tell, whatever came after."""
    on = date.fromisoformat(day)
    known = [c for c in changes if c.known_on <= on]
    later = [replace(c, known_on=on + timedelta(30)) for c in changes if c.known_on > on]
    assert ties(known) == ties([c for c in [*known, *later] if c.known_on <= on])


@given(CHANGES)
@settings(max_examples=60, deadline=None)
def test_spells_of_one_tie_follow_one_another(changes):
    found = ties(changes)
    for one, other in pairwise(found):
        assert one.state != other.state
        assert one.until is not None
        assert one.until.start == other.since.start
        assert one.since.start <= other.since.start


@given(CHANGES, DAYS)
@settings(max_examples=60, deadline=None)
def test_at_most_one_state_of_a_tie_holds_on_a_day(changes, day):
    assert len(holding(ties(changes), date.fromisoformat(day), ended=True)) <= 1


def test_opening_balance_has_eighty_pairs_each_dated_and_sourced():
    lines = opening()
    assert len({(g.a, g.b) for g in lines}) >= 80
    assert [g for g in lines if not g.source or g.start is None] == []


def test_given_spells_of_one_tie_do_not_overlap():
    by_tie = {}
    for g in opening():
        by_tie.setdefault((g.kind, g.a, g.b), []).append(g)
    wrong = [
        (key, str(one.end), str(two.start))
        for key, group in by_tie.items()
        for one, two in pairwise(sorted(group, key=lambda g: g.start))
        if one.end is not None and two.start < one.end
    ]
    assert wrong == []


def test_every_rule_names_a_known_kind_and_has_its_own_id():
    assert len({r.id for r in rules()}) == len(rules())
    assert {r.tie for r in rules()} <= set(DIRECTED)


@pytest.fixture(scope="module")
def store(tmp_path_factory, coder):
    path = tmp_path_factory.mktemp("ties") / "ties.duckdb"
    texts = [
        ("a", "2016-01-03", "Saudi Arabia severed diplomatic relations with Iran on Sunday."),
        ("b", "2016-01-04", "Bahrain cut diplomatic ties with Iran on Monday."),
        ("c", "2023-03-11", "Iran and Saudi Arabia agreed on Friday to restore diplomatic relations."),
    ]
    with dragoman.open(path) as database:
        database.add(
            [Report(i, text, date.fromisoformat(day), "Gulf Ledger") for i, day, text in texts], coder
        )
    return path


def test_state_is_asked_as_of_a_day_and_as_known_on_a_day(store):
    with dragoman.open(store) as database:
        then = database.ties("IRN", "SAU", as_of=date(2020, 1, 1), kind="diplomatic_relations", given=False)
        assert [(t.state, str(t.since.end)) for t in then] == [("severed", "2016-01-03")]
        assert (
            database.ties("IRN", "SAU", as_of=date(2020, 1, 1), known_on=date(2015, 12, 31), given=False)
            == []
        )
        now = database.ties("IRN", "SAU", as_of=date(2023, 4, 1), kind="diplomatic_relations", given=False)
        assert [t.state for t in now] == ["agreed"]


def test_acts_are_read_with_the_sentences_around_them_and_asked_for_by_either_side(tmp_path, coder):
    texts = [
        "A ceasefire between Peru and Bolivia came into force on Friday. Ghana and Cyprus mediated between the two countries.",
        "Rebels of the M23 movement captured Goma on Thursday. The Congolese army withdrew from the city on Friday.",
        "Bahrain cut diplomatic ties with Iran on Friday.",
    ]
    reports = [Report(f"r{n}", text, date(2021, 4, 3), "X") for n, text in enumerate(texts)]
    with dragoman.open(tmp_path / "s.duckdb") as db:
        db.add(reports, coder)
        every = db.ties(history=True, given=False)
        assert {(t.kind, t.a, t.b, t.state, t.third) for t in every} >= {
            ("ceasefire", "BOL", "PER", "in force", ()),
            ("mediation", "BOL", "PER", "mediated", ("CYP", "GHA")),
            ("control", "COD", "Goma, COD", "left", ()),
        }
        assert db.ties("PER", "BOL", history=True, given=False) == [t for t in every if (t.a, t.b) == ("BOL", "PER")]  # fmt: skip
        for code in ("COD", "BHR"):
            assert db.ties(code, history=True, given=False) == [
                t for t in every if code in {code_of(t.a), code_of(t.b)}
            ]


def test_given_line_is_confirmed_by_a_report_and_marked(store):
    with dragoman.open(store) as database:
        (tie,) = database.ties("SAU", "IRN", as_of=date(2020, 1, 1), kind="diplomatic_relations")
    assert tie.given
    assert tie.reports == 1
    assert tie.evidence[0]["text"].startswith("Saudi Arabia severed")


def test_command_prints_the_record_that_is_promised(store):
    out = CliRunner().invoke(
        app, ["ties", "Iran", "SAU", "--store", str(store), "--as-of", "2020-01-01", "--json"]
    )
    records = [json.loads(line) for line in out.stdout.splitlines()]
    assert {r["kind"] for r in records} == {"diplomatic_relations", "embassy"}
    (relations,) = [r for r in records if r["kind"] == "diplomatic_relations"]
    assert set(relations) >= {"record", "tie_id", "a", "b", "directed", "kind", "state", "from", "to", "known_on", "given", "episodes",
                              "reports", "origins", "confidence", "disputed"}  # fmt: skip
    assert relations["from"] == {"start": "2016-01-03", "end": "2016-01-03", "precision": "day"}


def test_unknown_kind_names_the_known_ones(store):
    out = CliRunner().invoke(app, ["ties", "IRN", "--store", str(store), "--kind", "love"])
    assert isinstance(out.exception, UsageError)
    assert "sanctions" in str(out.exception)


def test_change_told_by_month_follows_the_one_told_by_day_in_it():
    month = change("full", "2023-03-01", end=date(2023, 3, 31), precision="month", explicit=True, report="r2")
    agreed, full = sorted(ties([change("agreed", "2023-03-10"), month]), key=lambda t: t.since.end)
    assert (agreed.state, full.state) == ("agreed", "full")
    assert agreed.holds_on(date(2023, 3, 15))
    assert not agreed.holds_on(date(2023, 4, 15))
    assert full.holds_on(date(2023, 4, 15))


def test_who_takes_a_place_ends_the_hold_of_those_who_had_it():
    place = {"kind": "control", "b": "Kunduz, AFG", "directed": True}
    first = change("held", "2015-09-28", **place | {"a": "Taliban, AFG"})
    again = change("held", "2015-10-13", **place | {"a": "AFG"}, report="r2")
    elsewhere = change("held", "2015-10-20", **place | {"a": "AFG", "b": "Balkh, AFG"}, report="r3")

    found = [(t.a, t.b[:6], t.state, str(t.since.start)) for t in ties([elsewhere, again, first])]

    assert found == [
        ("AFG", "Balkh,", "held", "2015-10-20"),
        ("AFG", "Kunduz", "held", "2015-10-13"),
        ("Taliban, AFG", "Kunduz", "held", "2015-09-28"),
        ("Taliban, AFG", "Kunduz", "lost", "2015-10-13"),
    ]


def test_offices_are_given_by_the_registry_and_ended_by_a_report(tmp_path):
    """Offices stand in the ledger where they are asked for, or where a report tells of one."""
    with dragoman.open(tmp_path / "s.duckdb") as db:
        db.add(
            [
                Report(
                    "a",
                    "Prime Minister Edi Rama of Albania resigned on Friday.",
                    published=date(2018, 4, 6),
                    outlet="X",
                )
            ]
        )
        asked = db.ties("ALB", kind="office_holding", as_of=date(2017, 9, 1))
        history = [t for t in db.ties("ALB", history=True) if t.kind == "office_holding"]
        assert not [t for t in db.ties("GRC") if t.kind == "office_holding"]

    assert ("Edi Rama, Prime Minister", "in office", True) in {(t.b, t.state, t.given) for t in asked}
    assert [(t.state, str(t.until.start) if t.until else None) for t in history] == [("in office", "2018-04-06"), ("left", None)]  # fmt: skip


def test_every_kind_of_tie_is_told_by_a_sentence_of_the_table():
    told_kinds = {x.split()[0] for c in cases() for x in c["expected"].split("; ")} - {"-"}

    assert told_kinds == set(DIRECTED)
