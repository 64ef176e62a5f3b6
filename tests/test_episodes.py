"""Episodes: what happened is counted once, whatever the order in which it is told and however often it is copied."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.episodes import episodes
from dragoman.episodes.copies import copy_groups, resemblance, signature
from dragoman.model import Report

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from episodes import figures, judged, scenes


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def told(coder, *lines):
    """Events of (day, outlet, text) lines, each a report of its own."""
    return [
        e.to_dict() | {"published": day, "outlet": outlet, "text_hash": str(n)}
        for n, (day, outlet, text) in enumerate(lines)
        for e in coder.code(text, published=day, outlet=outlet, report_id=f"r{n}").events
    ]


def test_held_out_pairs_are_joined_right(coder):
    """The scenes of odd number were not used to set the weights; the issue of the measure is .85, the floor what is reached."""
    pairs = list(judged(coder, [(n, s) for n, s in enumerate(scenes()) if n % 2]))
    assert figures(pairs)["F1"] >= 0.9
    assert len(pairs) + sum(1 for s in scenes()[::2] for _ in range(len(s) * (len(s) - 1) // 2)) >= 600


def test_plan_and_deed_are_one_episode_that_happened(coder):
    found = episodes(told(
        coder,
        ("2019-03-03", "Post", "Kenya's president will visit Ethiopia on Monday."),
        ("2019-03-04", "Mail", "The president of Kenya visited Ethiopia on Monday."),
    ))  # fmt: skip
    visits = [e for e in found if "visit" in e.record["modes"]]
    assert [(e.status, e.reports) for e in visits] == [("occurred", 2)]
    assert {t.status for t in visits[0].tellings} == {"planned", "occurred"}


def test_denied_deed_is_one_disputed_episode(coder):
    (attack,) = [
        e
        for e in episodes(told(
            coder,
            ("2019-03-04", "Post", "Syrian forces shelled a Turkish village on Monday."),
            ("2019-03-04", "Mail", "Syria denied that its forces had shelled a Turkish village on Monday."),
        ))
        if e.record["type"] == "ASSAULT"
    ]  # fmt: skip
    assert attack.disputed
    assert attack.status == "occurred"


def test_rising_toll_revises_the_episode_and_keeps_its_history(coder):
    (attack,) = episodes(told(
        coder,
        ("2019-09-01", "Post", "Taliban militants killed 12 civilians in a bombing in Kabul on Sunday."),
        ("2019-09-03", "Mail", "Taliban militants killed 17 civilians in a bombing in Kabul on Sunday."),
    ))  # fmt: skip
    assert attack.record["magnitude"]["dead"]["min"] == 17
    assert [(d, low) for d, kind, low, *_ in attack.revisions if kind == "dead"] == [
        ("2019-09-01", 12),
        ("2019-09-03", 17),
    ]


def test_a_thousand_copies_of_one_wire_text_are_one_origin(coder):
    text = "Poland expelled three Russian diplomats on Monday. The ministry gave them two days to leave the country."
    (event, *_) = coder.code(text, published="2021-04-12").events
    copies = [event.to_dict() | {"event_id": f"e{n}", "report_id": f"r{n}", "published": "2021-04-12", "outlet": f"paper {n}", "text_hash": "x"}
              for n in range(1000)]  # fmt: skip
    (episode,) = episodes(copies, {(f"r{n}", "x"): text for n in range(1000)})
    assert (episode.reports, episode.origins) == (1000, 1)


def test_papers_that_credit_one_agency_are_one_origin(coder):
    found = episodes(told(
        coder,
        ("2021-04-12", "Post", "Poland expelled three Russian diplomats on Monday, Reuters reported."),
        ("2021-04-12", "Mail", "Poland on Monday expelled three diplomats from Russia, according to Reuters."),
        ("2021-04-12", "Star", "Three Russian diplomats were expelled by Poland on Monday."),
    ))  # fmt: skip
    (expulsion,) = [e for e in found if "expel" in e.record["modes"]]
    assert expulsion.reports == 3
    assert expulsion.origins == 2


def test_flood_from_one_source_counts_once(coder):
    """A hundred texts of one outlet, each in other words, are one origin; so are they beside two papers that tell it too."""
    (event, *_) = coder.code(
        "Poland expelled three Russian diplomats on Monday.", published="2021-04-12"
    ).events
    made = event.to_dict() | {"published": "2021-04-12", "text_hash": "x"}
    flood = [made | {"event_id": f"e{n}", "report_id": f"r{n}", "outlet": "Bot"} for n in range(100)]
    papers = [made | {"event_id": f"p{o}", "report_id": f"p{o}", "outlet": o} for o in ("Post", "Mail")]
    words = {(f"r{n}", "x"): " ".join(f"word{n}x{k}" for k in range(40)) for n in range(100)}
    words |= {(f"p{o}", "x"): " ".join(f"{o}{k}" for k in range(40)) for o in ("Post", "Mail")}
    (alone,), (beside,) = episodes(flood, words), episodes([*flood, *papers], words)
    assert (alone.reports, alone.origins) == (100, 1)
    assert (beside.reports, beside.origins) == (102, 3)
    assert beside.record["confidence"] == pytest.approx(1 - (1 - made["confidence"]) ** 3, abs=0.001)


def test_text_that_several_outlets_print_is_an_origin_beside_their_own(coder):
    """A wire text without credit in two papers, one of which also writes itself: two origins."""
    (event, *_) = coder.code(
        "Poland expelled three Russian diplomats on Monday.", published="2021-04-12"
    ).events
    made = event.to_dict() | {"published": "2021-04-12", "text_hash": "x"}
    told_by = [("a", "Post", "wire"), ("b", "Mail", "wire"), ("c", "Mail", "own")]
    (episode,) = episodes(
        [made | {"event_id": n, "report_id": n, "outlet": outlet} for n, outlet, _ in told_by],
        {(n, "x"): " ".join(f"{text}{k}" for k in range(40)) for n, _, text in told_by},
    )
    assert (episode.reports, episode.origins) == (3, 2)


def test_same_act_on_another_day_is_another_episode(coder):
    found = episodes(told(
        coder,
        ("2021-04-12", "Post", "Poland expelled three Russian diplomats on Monday."),
        ("2021-05-17", "Post", "Poland expelled three Russian diplomats on Monday."),
    ))  # fmt: skip
    assert len(found) == 2


def test_answer_in_kind_is_another_episode(coder):
    found = episodes(told(
        coder,
        ("2021-04-12", "Post", "Poland expelled three Russian diplomats on Monday."),
        ("2021-04-13", "Post", "Russia expelled three Polish diplomats on Tuesday."),
    ))  # fmt: skip
    assert len(found) == 2


@given(st.randoms())
@settings(max_examples=15, deadline=None)
def test_order_of_arrival_does_not_change_a_byte(chance):
    coder = dragoman.Coder()
    lines = [(day, f"o{n}", text) for n, (_, day, text) in enumerate(scenes()[1])]
    events = told(coder, *lines)
    mixed = list(events)
    chance.shuffle(mixed)
    assert json.dumps([e.to_dict() for e in episodes(events)]) == json.dumps(
        [e.to_dict() for e in episodes(mixed)]
    )


def test_edited_copy_is_a_copy_and_another_telling_is_not():
    wire = "The ministry said on Monday that talks on the dam would go on in Khartoum next week with all three states at the table."
    edited = wire.replace("on Monday ", "")
    other = "Three states will meet in Khartoum in a week to speak about water, according to a ministry statement on Monday."
    assert resemblance(signature(wire), signature(edited)) > 0.5
    assert resemblance(signature(wire), signature(other)) < 0.2
    assert copy_groups({("a", ""): signature(wire), ("b", ""): signature(edited), ("c", ""): signature(other)}) == {
        ("a", ""): ("a", ""), ("b", ""): ("a", ""), ("c", ""): ("c", ""),
    }  # fmt: skip


def test_text_without_words_is_no_copy_of_anything():
    assert copy_groups({("a", ""): signature("..."), ("b", ""): signature("...")}) == {
        ("a", ""): ("a", ""),
        ("b", ""): ("b", ""),
    }


def test_command_lists_and_shows_one(tmp_path, coder):
    path = tmp_path / "e.duckdb"
    with dragoman.open(path) as database:
        database.add([
            Report("a", "Poland expelled three Russian diplomats on Monday.", date(2021, 4, 12), "Post"),
            Report("b", "Three Russian diplomats were expelled by Poland on Monday.", date(2021, 4, 13), "Mail"),
        ], coder)  # fmt: skip
        assert [e.reports for e in database.episodes(between=("POL", "RUS"))] == [2]
        assert [e.reports for e in database.episodes(between=("POL", "RUS"), known_on=date(2021, 4, 12))] == [
            1
        ]
    run = CliRunner().invoke
    (line,) = run(
        app, ["episodes", "POL", "Russia", "--store", str(path), "--told", "2", "--json"]
    ).stdout.splitlines()
    record = json.loads(line)
    assert (record["record"], record["reports"], record["origins"], len(record["tellings"])) == (
        "episode",
        2,
        2,
        2,
    )
    shown = run(app, ["episodes", "POL", "RUS", "--store", str(path), "--id", record["episode_id"][:10]])
    assert "Three Russian diplomats were expelled" in shown.stdout
