"""Lists of others beside our own tables: read with line and reason, kept apart, used after our own."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.errors import TableError, UsageError
from dragoman.registry import known, packs
from dragoman.registry.pack_columns import country_code
from dragoman.registry.pack_reading import read_pack
from dragoman.registry.records import Tenure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLDERS = """person,person_qid,position,country,start,end
Runa Halvorsdatter,Q900001,Minister of Fisheries,Norway,2011-03-01,2014-06-30
Tomi Vaaralainen,Q900002,Minister of Foreign Affairs,fi,2031-05-02,2032-08-01
Runa Halvorsdatter,Q900003,ambassador to Japan,DNK,2016-02-01,
Odd,Q900004,Prime Minister,NOR,1999-01-01,2000-01-01
Bad Dates,Q900005,Prime Minister,NOR,2001-01-01,2000-01-01
No Where,Q900006,Prime Minister,Atlantis,2001-01-01,2002-01-01
No Days,Q900007,Prime Minister,NOR,,
First Holder,Q900008,Minister of Defence,TON,2040-01-01,
Second Holder,Q900009,Minister of Defence,TON,2041-06-01,2043-01-01
"""


@contextmanager
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The registry with the packs of `folder`, for the time of the block."""
    monkeypatch.setenv("DRAGOMAN_PACKS", str(folder))
    known.registry.cache_clear()
    try:
        yield
    finally:
        monkeypatch.undo()
        known.registry.cache_clear()


def save(path: Path, text: str, name: str = "people") -> packs.Pack:
    path.write_text(text, "utf-8")
    rows = read_pack(path)
    return packs.save(name, rows, source=path.name, sha256="0" * 64, licence="CC0", as_of=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("NOR", "NOR"), ("no", "NOR"), ("Norway", "NOR"), ("us", "USA"), ("norway-ministers", "NOR"), ("czech-ministers", "CZE"),
        ("south-korea", "KOR"), ("eu", "EUR"), ("xk", "KOS"), ("Atlantis", None), ("congo", None), ("", None),
    ],
)  # fmt: skip
def test_country_is_read_from_code_name_or_folder(words: str, code: str | None) -> None:
    assert country_code(words) == code


def test_every_refused_line_says_where_and_why(tmp_path: Path) -> None:
    path = tmp_path / "holders.csv"
    path.write_text(HOLDERS, "utf-8")

    rows = read_pack(path)

    assert [(r.origin, r.code) for r in rows.refused] == [
        ("holders.csv:5", "bad_row"), ("holders.csv:6", "bad_date"), ("holders.csv:7", "unknown_country"),
        ("holders.csv:8", "bad_date"),
    ]  # fmt: skip
    assert "--country 'Atlantis=XYZ'" in rows.refused[2].detail
    assert len(rows.offices) == 5


def test_words_of_the_country_column_can_be_explained(tmp_path: Path) -> None:
    path = tmp_path / "holders.csv"
    path.write_text(HOLDERS, "utf-8")

    rows = read_pack(path, {"atlantis": "GRC"})

    assert [c["country"] for c in rows.offices if c["person"] == "No Where"] == ["GRC"]


def test_next_holder_bounds_an_open_term_of_an_office_for_one(tmp_path: Path) -> None:
    path = tmp_path / "holders.csv"
    path.write_text(HOLDERS, "utf-8")

    (first,) = [c for c in read_pack(path).offices if c["person"] == "First Holder"]

    assert (first["end"], first["note"]) == ("2041-06-01", "end: start of the next holder")


def test_person_of_a_pack_is_known_by_date_and_says_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dragoman

    monkeypatch.setenv("DRAGOMAN_PACKS", str(tmp_path / "packs"))
    save(tmp_path / "holders.csv", HOLDERS)
    with installed(tmp_path / "packs", monkeypatch):
        actor = dragoman.Coder().actor("Runa Halvorsdatter", on="2012-05-01")
        assert actor is not None
        assert (actor.country, actor.sector, actor.office) == ("NOR", "GOV", "Minister of Fisheries")
        assert actor.by == "office 2011-03-01/2014-06-30 (pack people)"


def test_two_people_of_one_name_stay_apart_by_their_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_PACKS", str(tmp_path / "packs"))
    save(tmp_path / "holders.csv", HOLDERS)
    with installed(tmp_path / "packs", monkeypatch):
        found = known.registry().find("Runa Halvorsdatter spoke.")[0].entries
        assert [e.ref for e in found] == ["Runa Halvorsdatter", "Runa Halvorsdatter (Q900003)"]
        second = known.registry().person("Runa Halvorsdatter (Q900003)")
        assert [(t.person, t.country, t.accredited) for t in second] == [("Runa Halvorsdatter", "DNK", "JPN")]


def test_our_own_line_wins_over_a_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = known.shipped().holders("NOR", "head_of_government", date(2016, 6, 1))
    assert own
    lines = f"person,position,country,start,end\n{own[0].person},Prime Minister,NOR,2001-01-01,2030-01-01\nSome Body Else,Prime Minister,NOR,2015-01-01,2018-01-01\n"
    monkeypatch.setenv("DRAGOMAN_PACKS", str(tmp_path / "packs"))
    save(tmp_path / "holders.csv", lines)
    with installed(tmp_path / "packs", monkeypatch):
        registry = known.registry()
        assert registry.holders("NOR", "head_of_government", date(2016, 6, 1)) == own
        assert all(t.pack is None for t in registry.person(own[0].person))
        assert registry.person("Some Body Else")


def test_terms_of_packs_do_not_depend_on_the_order_of_the_file(tmp_path: Path) -> None:
    own = [Tenure("Own One", (), "Q1", "NOR", "X", "other", "GOV", ("GOV",), None, None)]
    added = [
        Tenure("Same Name", (), q, "NOR", "Minister", "minister", "GOV", ("GOV",), date(2000 + n, 1, 1), None, pack="p")
        for n, q in enumerate(("Q7", "Q8", "Q7", "Q9"))
    ]  # fmt: skip

    assert list(packs.beside(own, added)) == list(packs.beside(own, reversed(added)))


def test_follow_the_money_gives_offices_and_organisations(tmp_path: Path) -> None:
    entities = [
        {"id": "p", "schema": "Person", "properties": {"name": ["Ilse Waldmeister"], "wikidataId": ["Q77"]}},
        {"id": "q", "schema": "Person", "properties": {"name": ["Nobody Special"]}},
        {"id": "o", "schema": "Position", "properties": {"name": ["Minister of Defence"], "country": ["at"]}},
        {"id": "x", "schema": "Occupancy", "properties": {"holder": ["p"], "post": ["o"], "startDate": ["2020-01-07"]}},
        {"id": "g", "schema": "Organization", "properties": {"name": ["Band of the Grey Wolf"], "alias": ["Grey Wolf Band"], "country": ["tj"], "topics": ["crime.terror"]}},
        {"id": "z", "schema": "Occupancy", "properties": {"holder": ["gone"], "post": ["o"]}},
    ]  # fmt: skip
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n".join([*map(json.dumps, entities), "{broken"]) + "\n", "utf-8")

    rows = read_pack(path)

    (office,) = rows.offices
    assert (office["person"], office["country"], office["kind"], office["start"]) == (
        "Ilse Waldmeister", "AUT", "defence_minister", "2020-01-07",
    )  # fmt: skip
    (body,) = rows.bodies
    assert (body["name"], body["aliases"], body["country"], body["sector"]) == (
        "Band of the Grey Wolf", "Grey Wolf Band", "TJK", "UAF",
    )  # fmt: skip
    assert sorted(r.detail.split(":")[0] for r in rows.refused) == [
        "a person without a dated office", "no JSON", "the holder 'gone' of an occupancy is not in the file",
    ]  # fmt: skip


def test_result_of_the_query_service_is_read_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "query.csv"
    path.write_text(
        "person,personLabel,positionLabel,countryLabel,start,end\n"
        "http://www.wikidata.org/entity/Q900001,Runa Halvorsdatter,Minister of Fisheries,Norway,2011-03-01T00:00:00Z,2014-06-30T00:00:00Z\n",
        "utf-8",
    )

    (office,) = read_pack(path).offices

    assert (office["person"], office["qid"], office["country"], office["start"], office["end"]) == (
        "Runa Halvorsdatter", "Q900001", "NOR", "2011-03-01", "2014-06-30",
    )  # fmt: skip


def test_organisations_of_a_csv_are_found_in_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dragoman

    monkeypatch.setenv("DRAGOMAN_PACKS", str(tmp_path / "packs"))
    save(
        tmp_path / "groups.csv",
        "name,aliases,country,sector,kind\nLantern Brigade of the North,Lantern Brigade,MLI,REB,group\n",
    )
    with installed(tmp_path / "packs", monkeypatch):
        actor = dragoman.Coder().actor("the Lantern Brigade", on="2020-01-01")
        assert actor is not None
        assert (actor.country, actor.sector) == ("MLI", "REB")


def test_file_of_another_kind_is_refused_with_the_columns_wanted(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("day,price\n2020-01-01,3\n", "utf-8")

    with pytest.raises(UsageError, match="expected a person and an office"):
        read_pack(path)


def test_damaged_pack_names_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_PACKS", str(tmp_path / "packs"))
    pack = save(tmp_path / "holders.csv", HOLDERS)
    (pack.folder / "about.toml").write_text("source = ", "utf-8")

    with pytest.raises(TableError, match=r"about\.toml:1: damaged"):
        packs.packs()


def test_command_imports_lists_and_removes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_PACKS", str(tmp_path / "packs"))
    path = tmp_path / "holders.csv"
    path.write_text(HOLDERS, "utf-8")
    run = CliRunner().invoke

    first = run(app, ["registry", "import", str(path), "--licence", "CC0", "--as-of", "2026-01-01", "--json"])
    assert first.exit_code == 3
    assert json.loads(first.stdout.splitlines()[0])["offices"] == 5
    again = run(app, ["registry", "import", str(path)])
    assert isinstance(again.exception, UsageError)
    assert [
        json.loads(line)["name"] for line in run(app, ["registry", "list", "--json"]).stdout.splitlines()
    ] == ["holders"]
    assert run(app, ["registry", "remove", "holders"]).exit_code == 0
    assert packs.packs() == []
