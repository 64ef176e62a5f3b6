"""Both sides of a happening stand beside each other: asserted, denied, confirmed later, taken back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.reading import read
from dragoman.relations.dispute_records import Version, Voice
from dragoman.relations.disputes import AFTER_DAYS, CONFIRMED_DAYS, disputes, retractions
from dragoman.relations.record import open as open_store
from dragoman.sample import manifest, reports_folder

DAY = date(2021, 4, 18)


def voice(
    id, says, text, country, *, days=0, report=None, countries=("MLT", "CYP"), speaker="a spokesman", **more
):
    return Voice(id, report or id, DAY + timedelta(days), "Harbour Post", None, speaker, country, says, text,
                 frozenset(countries), **more)  # fmt: skip


DENIED = voice("d", "denies", "that its gunboats had shelled the lighthouse", "MLT")
ASSERTED = voice("a", "asserts", "that Maltese gunboats shelled the lighthouse at dawn", "CYP", days=-1)
CONFIRMED = voice("c", "confirms", "that its gunboats had shelled the lighthouse by mistake", "MLT", days=9)
FILLER = [
    voice(f"f{n}", "asserts", f"that the budget of year {n} would pass parliament", "MLT") for n in range(9)
]


def test_denial_stands_beside_what_it_denies():
    (found,) = disputes([DENIED, ASSERTED, *FILLER])
    assert found.standing == "disputed"
    assert [v.id for v in found.asserted] == ["a"]
    assert [v.id for v in found.denied] == ["d"]


def test_what_another_report_says_on_another_day_must_share_more():
    later = voice("a", "asserts", "that gunboats patrol near the lighthouse since the spring", "CYP", days=5)
    assert disputes([DENIED, later, *FILLER]) == ()


def test_what_a_denial_says_that_others_confirm_is_no_confirmation():
    denied = voice(
        "d",
        "denies",
        "knowing of the shelling of the lighthouse, as Cyprus confirms the use of gunboats",
        "MLT",
        report="r",
    )
    inside = voice("c", "confirms", "the use of gunboats", "CYP", report="r")
    assert disputes([denied, inside, *FILLER]) == ()


def test_later_confirmation_says_by_whom_and_when():
    (found,) = disputes([DENIED, ASSERTED, CONFIRMED, *FILLER])
    assert found.standing == "denied, then confirmed"
    assert [(v.country, v.day) for v in found.confirmed] == [("MLT", date(2021, 4, 27))]


def test_confirmation_before_the_denial_is_an_assertion():
    early = voice("c", "confirms", "that its gunboats had shelled the lighthouse", "CYP", days=-2)
    (found,) = disputes([DENIED, early, *FILLER])
    assert (found.standing, [v.id for v in found.asserted]) == ("disputed", ["c"])


@pytest.mark.parametrize(
    "other",
    [
        voice("a", "asserts", "that its gunboats had fired flares near the lighthouse", "MLT"),  # the denier's own words
        voice("a", "asserts", "that Cypriot miners went on strike over wages", "CYP"),  # other words
        voice("a", "asserts", "that gunboats shelled the lighthouse", "FIN", countries=("FIN",)),  # other countries
        voice("a", "asserts", "that Maltese gunboats shelled the lighthouse", "CYP", days=AFTER_DAYS + 1),
        voice("a", "confirms", "that gunboats had shelled the lighthouse", "MLT", days=CONFIRMED_DAYS + 1),
    ],
)  # fmt: skip
def test_nothing_is_disputed_by_other_matters(other):
    assert disputes([DENIED, other, *FILLER]) == ()


def raid(*, told_by):
    """One raid as Malta denies it and as `told_by`, or the report itself, tells it in other words."""
    of_one = {"episode": "e1", "kind": "ASSAULT"}
    return [
        voice("d", "denies", "that any such raid took place", "MLT", **of_one),
        voice("a", "asserts", "Commandos stormed the customs house.", None, speaker=told_by, **of_one),
    ]


def test_tellings_of_one_episode_stand_together_whatever_their_words():
    (found,) = disputes([*raid(told_by="a harbour pilot"), *FILLER])
    assert [v.id for v in found.asserted] == ["a"]


def test_another_report_s_own_telling_must_share_words_with_the_denial():
    assert disputes([*raid(told_by=None), *FILLER]) == ()


def test_who_says_the_same_as_the_denial_is_no_second_side():
    denied = voice("d", "denies", "that any lorries with cement were seen at the harbour gate", "MLT")
    told = voice("a", "asserts", "that no lorries with cement were seen at the harbour gate", "CYP")
    assert disputes([denied, told, *FILLER]) == ()


def test_sentence_around_a_statement_is_not_counted_again():
    around = voice("s", "asserts", f"The report said {ASSERTED.text}.", None, report="a", speaker=None)
    (found,) = disputes([DENIED, ASSERTED, around, *FILLER])
    assert [v.id for v in found.asserted] == ["a"]


@settings(deadline=None)  # a busy machine is no failure
@given(st.permutations([DENIED, ASSERTED, CONFIRMED, *FILLER]))
def test_order_makes_no_difference(voices):
    assert disputes(voices) == disputes([DENIED, ASSERTED, CONFIRMED, *FILLER])


def event(id, type, mode, text, status="occurred", source="CYP", target="MLT"):
    return {"event_id": id, "type": type, "modes": [mode], "status": status, "evidence": {"text": text},
            "source": [{"country": source}], "target": [{"country": target}]}  # fmt: skip


CUT = event("1", "SANCTION", "discontinue", "Cyprus cut relations with Malta.")
RECALLED = event("2", "SANCTION", "withdraw", "Cyprus recalled its ambassador from Malta.")
NOT_CUT = event("3", "SANCTION", "discontinue", "It did not cut relations with Malta.", status="denied")


def version(text, *events, day=5):
    return Version("r", text, date(2016, 1, day), "Harbour Post", events)


OLD = version("Cyprus cut relations with Malta.", CUT)


def test_correction_keeps_what_was_told_and_what_is_told_instead():
    new = version(
        "Cyprus recalled its ambassador from Malta. Correction: it did not cut relations.",
        RECALLED,
        NOT_CUT,
        day=6,
    )
    (found,) = retractions([(OLD, new)])
    assert (found.text, found.instead) == (CUT["evidence"]["text"], NOT_CUT["evidence"]["text"])
    assert (found.denied, found.silent, found.told_on, found.gone_on) == (
        True,
        False,
        date(2016, 1, 5),
        date(2016, 1, 6),
    )


def test_silent_edit_is_told_as_one():
    (found,) = retractions([(OLD, version("Cyprus recalled its ambassador from Malta.", RECALLED, day=6))])
    assert found.silent
    assert not found.denied
    assert disputes([], [found])[0].standing == "no longer told"


def test_longer_text_that_keeps_its_sentences_takes_nothing_back():
    assert retractions([(OLD, version("Cyprus  cut relations with Malta. More soon.", day=6))]) == ()


def test_same_act_in_other_words_takes_nothing_back():
    again = event("4", "SANCTION", "discontinue", "Nicosia broke off ties with Valletta.")
    assert retractions([(OLD, version("Nicosia broke off ties with Valletta.", again, day=6))]) == ()


# -- the sample ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The reports of the sample that the manifest names as contradicting, denied or corrected, and one that tells nothing of them."""
    named = {r for c in manifest()["contradiction"] for r in c["reports"]}
    named |= {d[k] for d in manifest()["denial"] for k in ("report", "later") if k in d}
    named |= {c[k] for c in manifest()["correction"] for k in ("earlier", "later")}
    named |= {"2014-06-22-alborz-football"}
    page = manifest()["pages"][1]
    reports = [r for r in read(sorted(reports_folder().glob("*.jsonl"))) if getattr(r, "id", None) in named]
    reports += list(read([reports_folder() / page["file"]]))
    path = tmp_path_factory.mktemp("disputes") / "s.duckdb"
    with open_store(path) as database:
        database.add(reports)
    return path


def found_in(sample):
    with open_store(sample) as database:
        return database.disputes()


def by_report(found, report):
    return [d for d in found if report in {v.report_id for v in (*d.asserted, *d.denied, *d.confirmed)}]


@pytest.mark.parametrize(
    "reports",
    [c["reports"] for c in manifest()["contradiction"] if "su24" in c["reports"][0] or "sanaa" in c["reports"][0]
     or "drone" in c["reports"][0] or "abqaiq" in c["reports"][0]],
    ids=lambda r: r[0],
)  # fmt: skip
def test_contradictions_of_the_sample_are_found_with_both_reports(sample, reports):
    found = found_in(sample)
    both = [d for d in found if {v.report_id for v in (*d.asserted, *d.denied)} >= set(reports)]
    assert both, reports
    assert all(d.standing == "disputed" for d in both)


@pytest.mark.parametrize(
    ("denied", "by"),
    [
        ("2021-04-19-hejaz-denial", "IRN"),
        ("2020-01-10-alborz-plane", "IRN"),
        ("2018-10-05-bosphorus-khashoggi", "SAU"),
    ],
)
def test_denials_of_the_sample_that_were_confirmed_later(sample, denied, by):
    (found,) = by_report(found_in(sample), denied)
    assert found.standing == "denied, then confirmed"
    assert {v.country for v in found.confirmed} == {by}
    assert min(v.day for v in found.confirmed) > max(v.day for v in found.denied)


def test_correction_of_the_sample_keeps_the_earlier_version(sample):
    (entry,) = manifest()["correction"]
    (found,) = [d for d in found_in(sample) if d.standing == "retracted"]
    (gone,) = found.retracted
    assert gone.report_id == entry["earlier"]
    assert entry["wrong"].split(" with ")[0].removesuffix(" relations") in gone.text
    assert not gone.silent


def test_command_prints_both_sides(sample):
    out = CliRunner().invoke(
        app, ["claims", "--disputed", "--country", "Iran", "--store", str(sample), "--json"]
    )
    records = [json.loads(line) for line in out.stdout.splitlines()]
    assert {r["record"] for r in records} == {"dispute"}
    assert {r["standing"] for r in records} >= {"disputed", "denied, then confirmed"}
    table = CliRunner().invoke(app, ["claims", "--disputed", "--store", str(sample)])
    assert "denied" in table.stdout
    assert "confirmed" in table.stdout


def test_command_refuses_conditions_that_would_be_ignored(sample):
    out = CliRunner().invoke(app, ["claims", "--disputed", "--stance", "denies", "--store", str(sample)])
    assert isinstance(out.exception, UsageError)
