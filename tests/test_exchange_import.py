"""Event data of others come in whole, once, under their own name; what is damaged is mended or set aside with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.exchange.importing import import_files
from dragoman.relations.record import open as open_store

SAMPLE = Path(__file__).parents[2] / "shared/data/relations/icews_events_sample_2018_06.tsv"
SAMPLE = next(
    (p for p in (SAMPLE, Path(__file__).parents[3] / "shared/data/relations" / SAMPLE.name) if p.exists()),
    SAMPLE,
)

HEADER = [
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
]  # fmt: skip
ROW = [
    "7001", "2019-03-04", "Foreign Affairs (Norway)", "Foreign Ministry,Executive,Government", "Norway", "Express intent to meet",
    "036", "4", "Naruhito", "NULL", "Japan", "55", "2", "Fjord Wire", "Kyoto", "NULL", "Kansai", "Japan", "35.02", "135.75",
]  # fmt: skip


def icews(*rows: list[str], header: list[str] | None = HEADER) -> str:
    return "".join("\t".join(r) + "\n" for r in ([header] if header else []) + list(rows))


def row(**cells: str) -> list[str]:
    named = dict(zip((h.lower().replace(" ", "_") for h in HEADER), ROW, strict=True)) | cells
    return list(named.values())


def taken(db, path: Path, text: str | bytes, format: str = "icews", **options):
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return import_files(db, format, [path], **options)


def test_cells_of_icews_become_columns(tmp_path):
    with open_store() as db:
        taken(db, tmp_path / "a.tab", icews(ROW))
        (event,) = db.imported(["icews"])

    assert (event["type"], event["modes"], event["quad"], event["cameo"], event["goldstein"]) == (
        "AGREE",
        [],
        1,
        "036",
        4.0,
    )
    assert event["source"] == [
        {"text": ROW[2], "name": ROW[2], "country": "NOR", "sector": "GOV", "sectors": ["GOV"]}
    ]
    assert (event["target"][0]["country"], event["date"]["start"], event["status"]) == (
        "JPN",
        "2019-03-04",
        "occurred",
    )
    assert (event["place"]["name"], event["place"]["country"], event["place"]["resolution"]) == (
        "Kyoto",
        "JPN",
        "city",
    )
    assert event["extra"] == {
        "Source Sectors": "Foreign Ministry,Executive,Government", "Story ID": "55", "Sentence Number": "2",
    }  # fmt: skip


def test_the_same_file_and_the_same_events_come_in_once(tmp_path):
    with open_store() as db:
        first = taken(db, tmp_path / "a.tab", icews(ROW, row(event_id="7002")))
        again = import_files(db, "icews", [tmp_path / "a.tab"])
        other = taken(db, tmp_path / "b.tab", icews(row(event_id="7002"), row(event_id="7003")))

        assert (first.added, again.added, again.files_known, other.added, other.known) == (2, 0, 1, 1, 1)
        assert db.count("imported") == 3


def test_an_event_with_other_content_stays_until_it_is_revised(tmp_path):
    with open_store() as db:
        taken(db, tmp_path / "a.tab", icews(ROW))
        kept = taken(db, tmp_path / "b.tab", icews(row(publisher="Fjord Herald")))
        assert (kept.added, kept.known, kept.differing, db.imported(["icews"])[0]["outlet"]) == (
            0,
            1,
            1,
            "Fjord Wire",
        )

        new = taken(
            db, tmp_path / "c.tab", icews(row(publisher="Fjord Herald"), row(event_id="7009")), revise=True
        )
        assert (new.added, new.revised, db.count("imported")) == (1, 1, 2)
        assert db.imported(["icews"], event="7001")[0]["outlet"] == "Fjord Herald"


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        (b"\xef\xbb\xbf" + icews(ROW).encode(), "byte order mark"),
        (icews(row(source_name="Storting r\xe5d")).encode("latin-1"), "not UTF-8, read as Windows-1252"),
        (icews([*ROW, "", ""], row(event_id="7002")), "tabs at the end of the line"),
        (icews(row(source_name='"Foreign\tAffairs"')), "tab inside a quoted cell"),
        (icews(ROW, header=[*HEADER, "Headline"]), "header names without a column"),
        (icews(ROW, header=None), "no header"),
        (icews(ROW).replace("Naruhito", "Naru\rhito"), "carriage return in a cell"),
        (icews(ROW).encode("utf-16"), "byte order mark"),
        (icews(ROW).replace("\n", "\r\n"), None),
        (icews(row(event_date="03/04/2019")), None),
        (icews(row(cameo_code="03y")), None),
        (icews(ROW)[:-1], None),
        (icews(["x", *ROW], header=["Feed", *HEADER]), None),
    ],
)
def test_damage_with_one_reading_is_mended(tmp_path, text, repair):
    with open_store() as db:
        done = taken(db, tmp_path / "a.tab", text)
        event = db.imported(["icews"], event="7001")[0]

    assert done.set_aside == {}
    assert list(done.repaired) == ([repair] if repair else [])
    assert (event["date"]["start"], event["type"], event["source"][0]["country"]) == (
        "2019-03-04",
        "AGREE",
        "NOR",
    )


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(event_date="2019-13-04"), "bad_date"),
        (row(event_date=""), "bad_date"),
        (row(event_id="NULL"), "no_id"),
        (ROW[:-3], "wrong_columns"),
        ([*ROW, "one", "two"], "wrong_columns"),
        (row(publisher="Another"), "duplicate_id"),
        (["x" * (2**20 + 10)], "too_large"),
    ],
)
def test_damage_with_no_reading_is_set_aside_with_its_line(tmp_path, bad, code):
    with open_store() as db:
        done = taken(db, tmp_path / "a.tab", icews(ROW, bad, row(event_id="7002")))
        found = db.connection.execute("SELECT stage, code, origin FROM rejected").fetchall()

        assert done.set_aside == {code: 1}
        assert (done.added, db.count("imported")) == (2, 2)
        assert found == [("import", code, f"{tmp_path / 'a.tab'}:3")]
        assert done.first_aside[0].startswith(f"{tmp_path / 'a.tab'}:3: {code}: ")


def test_a_file_of_another_format_is_set_aside_whole(tmp_path):
    with open_store() as db:
        done = taken(db, tmp_path / "a.csv", "name,age\nx,1\n")

    assert (done.added, done.set_aside) == (0, {"wrong_columns": 1})


def test_names_of_data_sets_keep_them_apart(tmp_path):
    with open_store() as db:
        taken(db, tmp_path / "a.tab", icews(ROW))
        taken(db, tmp_path / "a.tab", icews(ROW), dataset="icews-2019")

        assert db.datasets() == {"icews": 1, "icews-2019": 1}
        with pytest.raises(UsageError, match="our own events"):
            taken(db, tmp_path / "a.tab", icews(ROW), dataset="dragoman")


def gdelt(**cells: str) -> list[str]:
    from dragoman.exchange.formats import format_of

    base = {
        "GLOBALEVENTID": "9001", "SQLDATE": "20230501", "Actor1Name": "NORWAY", "Actor1CountryCode": "NOR", "Actor1Code": "NORGOV",
        "Actor1Type1Code": "GOV", "Actor2CountryCode": "ROM", "Actor2Code": "ROM", "EventCode": "0841", "NumMentions": "3",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Bergen, Vestland, Norway", "ActionGeo_CountryCode": "NO",
        "ActionGeo_Lat": "60.39", "ActionGeo_Long": "5.32", "DATEADDED": "20230502003000", "SOURCEURL": "https://www.fjord.example/a",
    } | cells  # fmt: skip
    return [base.get(c.name, "") for c in format_of("gdelt2").columns]


def test_cells_of_gdelt_become_columns(tmp_path):
    with open_store() as db:
        taken(db, tmp_path / "a.csv", icews(gdelt(), header=None), "gdelt2")
        (event,) = db.imported(["gdelt2"])

    assert (event["type"], event["modes"], event["source"][0]["country"], event["target"][0]["country"]) == (
        "RETREAT", ["release"], "NOR", "ROU",
    )  # fmt: skip
    assert (event["outlet"], event["published"], event["mentions"]) == ("fjord.example", "2023-05-02", 3)
    assert (event["place"]["country"], event["place"]["admin1"]) == ("NOR", "Vestland")


@pytest.mark.skipif(not SAMPLE.exists(), reason="the genuine ICEWS sample is not here")
def test_the_genuine_sample_comes_in_whole():
    with open_store() as db:
        done = import_files(db, "icews", [SAMPLE])
        unknown = db.connection.execute("""
            SELECT count(*) FROM imported WHERE place_country IS NULL AND lat IS NOT NULL AND json_exists(extra, '$.Country')
        """).fetchone()
        korea = db.imported(["icews"], between=("PRK", "USA"), since=date(2018, 6, 2))

    assert (done.rows, done.added, done.set_aside, done.repaired) == (3705, 3705, {}, {})
    assert unknown == (0,)
    assert korea
    assert {c for e in korea for s in ("source", "target") for c in (e[s][0]["country"],)} == {"PRK", "USA"}


def test_part_of_a_name_is_sought_among_the_names_and_gives_what_every_row_would(tmp_path):
    """A name of an event that came later is found, in a store opened for reading only too."""
    path = tmp_path / "store.duckdb"
    with open_store(path) as db:
        taken(
            db,
            tmp_path / "a.tab",
            icews(row(event_id="1"), row(event_id="2", target_name="Emperor of Norway")),
        )
        assert db.sql("SELECT name FROM imported_names ORDER BY name") == [
            ("Emperor of Norway",), ("Foreign Affairs (Norway)",), ("Naruhito",)
        ]  # fmt: skip
        taken(
            db,
            tmp_path / "b.tab",
            icews(row(event_id="3", source_name="Fish Council", event_date="2019-03-05")),
        )
    with open_store(path, read_only=True) as db:
        found = {
            word: [e["native_id"] for e in db.imported(["icews"], name=word, limit=9)]
            for word in ("norway", "NARU", "fish council", "nobody")
        }
        assert found == {"norway": ["1", "2"], "NARU": ["1", "3"], "fish council": ["3"], "nobody": []}
        assert [e["native_id"] for e in db.imported(["icews"], name="norway", country="JPN", limit=1)] == [
            "1"
        ]
        last = db.imported(["icews"], country="NOR", limit=1, newest=True)
        assert [e["native_id"] for e in last] == ["3"]


def test_a_brief_event_has_what_a_line_of_a_table_shows_and_else_nothing(tmp_path):
    with open_store() as db:
        taken(db, tmp_path / "a.tab", icews(ROW))
        (whole,), (brief,) = (db.imported(["icews"], brief=b) for b in (False, True))

    assert brief == {k: whole[k] for k in brief}
    assert not {"place", "extra", "magnitude"} & set(brief)
