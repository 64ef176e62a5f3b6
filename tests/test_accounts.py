"""Accounts of one happening that differ without a denial: in place, target, actor, number or day."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.model import Report
from dragoman.reading import read
from dragoman.relations.accounts import Toll, differing
from dragoman.relations.accounts.tables import words
from dragoman.relations.record import open as open_store
from dragoman.relations.wording import stems
from dragoman.sample import manifest, reports_folder

# What the two voices of each report differ in; "none" where both may be right or speak of two things.
ACCOUNTS = [
    ("place", "Norway said that a Finnish trawler was stopped in its territorial waters on Monday. Finland said that the trawler was in international waters."),
    ("place", "Greece said that a Turkish jet had entered Greek airspace on Monday. Turkey said that the jet was flying in international airspace."),
    ("place", "Estonia said that a Russian bomber had crossed into Estonian airspace on Monday. Russia said that the bomber was over neutral waters."),
    ("place", "Peru said that a Chilean patrol boat was in Peruvian waters. Chile said that the boat was in Chilean waters."),
    ("none", "Peru said that a Chilean patrol boat was in Peruvian waters. Peru said that it would protest."),
    ("none", "Greece said that a Turkish jet had entered Greek airspace on Monday. Turkey said that its pilots had trained in Turkish airspace for a week."),
    ("number", "Police said that 12 people were killed in the attack in Nairobi on Monday. Witnesses said that at least 40 people were killed."),
    ("number", "Kenya said that three of its soldiers were killed in the battle. Al-Shabaab said that it had killed 57 soldiers."),
    ("number", "The government of Sudan said that 9 people had died in the clashes on Monday. Activists said that more than 30 people had died."),
    ("none", "Kenya said that three of its soldiers were killed in the battle. Somalia said that 20 of its soldiers were killed."),
    ("none", "Police said that 12 people were killed in the attack in Nairobi on Monday. A hospital said that at least 10 people were killed."),
    ("none", "Eritrea said that 30 Ethiopian soldiers were killed in the battle. Ethiopia said that it had killed 90 Eritrean soldiers."),
    ("none", "Police said that 12 people were killed on Monday. Activists said that 400 people have been killed since March."),
    ("target", "The Kenyan army said that its jets had bombed militants in southern Somalia on Monday. Villagers said that the Kenyan jets had bombed farmers."),
    ("none", "The Kenyan army said that its jets had bombed militants in southern Somalia on Monday. Police said that militants had killed four civilians in Mogadishu."),
    ("actor", "Sudan blamed Ethiopia for the burning of the village. Ethiopia blamed rebels for the burning of the village."),
    ("actor", "The government of Mali blamed Tuareg rebels for the massacre in Ogossagou. Activists blamed the army of Mali for the massacre in Ogossagou."),
    ("actor", "Ukraine accused Russia of blowing up the dam at the river. Russia accused Ukraine of blowing up the dam."),
    ("none", "Rwanda accused Uganda of training rebels. Uganda accused Rwanda of sending spies."),
    ("none", "Armenia accused Azerbaijan of shelling a village. Azerbaijan accused Armenia of firing at its posts."),
    ("actor", "India said that the convoy was attacked by Pakistan. Pakistan said that the convoy was attacked by rebels."),
    ("day", "The Iraqi army said that its troops had attacked the village of Tal Afar on Monday. Residents said that Iraqi troops had attacked the village of Tal Afar on Saturday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def told() -> dict[str, set[str]]:
    """The aspects found in each of the reports above, a month apart from each other."""
    with dragoman.open() as db:
        db.add(
            Report(f"r{n}", text, date(2015, 3, 4) + timedelta(35 * n), outlet="Harbour Post")
            for n, (_, text) in enumerate(ACCOUNTS)
        )
        out: dict[str, set[str]] = {}
        for d in db.disputes():
            for v in d.voices:
                out.setdefault(v.report_id, set()).update(d.aspects)
    return out


@pytest.mark.parametrize("n", range(len(ACCOUNTS)), ids=[f"{a}: {t[:50]}" for a, t in ACCOUNTS])
def test_voices_are_told_to_differ_only_where_they_cannot_both_be_right(
    told: dict[str, set[str]], n: int
) -> None:
    aspect, _ = ACCOUNTS[n]
    assert told.get(f"r{n}", set()) == ({aspect} - {"none"})


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((3, 3), (57, None), True),
        ((12, 12), (10, None), False),
        ((None, 40), (2, 2), False),
        ((5, 8), (8, 9), False),
    ],
)
def test_numbers_are_apart_where_no_number_fits_both(one: tuple, other: tuple, apart: bool) -> None:
    a, b = (Toll(*t, frozenset(), frozenset(), "") for t in (one, other))
    assert a.apart(b) is b.apart(a) is apart


def test_the_table_holds_a_pattern_for_every_class() -> None:
    assert set(words().victims) == {"civilians", "fighters", "soldiers"}
    assert words().things["aircraft"].search("two F-16 jets")


def test_stems_leave_common_words_out() -> None:
    assert stems("The ships were stopped and they had denied it") == {"ship", "stopp", "den"}


def test_no_account_is_no_difference() -> None:
    assert differing([]) == ()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The reports of the sample that the manifest names as contradicting each other."""
    named = {r for c in manifest()["contradiction"] for r in c["reports"]}
    path = tmp_path_factory.mktemp("accounts") / "s.duckdb"
    with open_store(path) as database:
        database.add(
            r for r in read(sorted(reports_folder().glob("*.jsonl"))) if getattr(r, "id", None) in named
        )
    return path


# The other four are denials: tests/test_disputes.py.
UNDENIED = [c["reports"] for c in manifest()["contradiction"] if "jet" in c["reports"][0] or "strikes" in c["reports"][0]]  # fmt: skip


@pytest.mark.parametrize("reports", UNDENIED, ids=lambda r: r[0])
def test_contradictions_of_the_sample_without_a_denial_are_found(sample, reports) -> None:
    with open_store(sample) as database:
        found = database.disputes()
    assert [d for d in found if {v.report_id for v in d.voices} >= set(reports)], reports


def test_the_command_shows_each_voice_with_its_words(sample) -> None:
    out = CliRunner().invoke(app, ["claims", "--disputed", "--store", str(sample), "--json"])
    records = [json.loads(line) for line in out.stdout.splitlines()]
    differ = {tuple(r["differ"]): r for r in records if r["standing"] == "accounts differ"}
    assert {a["tells"]["place"] for a in differ["place",]["accounts"]} == {
        "international airspace",
        "Syria's territorial waters",
    }
    table = CliRunner().invoke(app, ["claims", "--disputed", "--store", str(sample)])
    assert "accounts differ" in table.stdout
    assert "international airspace" in table.stdout
