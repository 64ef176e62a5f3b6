"""Exports open in the tools they are made for, say what they left out, and give the same bytes for the same store."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
import subprocess
from datetime import date

import duckdb
import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.exchange.exporting import EXPORTS, export
from dragoman.exchange.formats import format_of
from dragoman.exchange.importing import import_files
from dragoman.model import Actor, Amount, Coding, Event, Evidence, Place, Report, Said, When
from dragoman.relations.record import open as open_store
from dragoman.store import EventQuery

TEXT = "Norway's minister and Sweden's minister met in Oslo on Monday. Police in Oslo killed 3 people. Norway will visit Japan."


def actor(name, country, sector="GOV"):
    return Actor(name, 0, 6, name=name, country=country, sector=sector, sectors=(sector,), qid="Q1")


def event(
    n,
    kind,
    modes,
    source,
    target,
    *,
    status="occurred",
    plover=None,
    quad=1,
    cameo="040",
    day=date(2023, 5, 1),
    last=None,
    **more,
):
    said = Said("=Fjord Wire", "NTB", None, "asserts", None, False)
    evidence = Evidence(0, 62, TEXT[:62], (40, 43))
    values = {
        "contexts": ("diplomatic",), "content": None, "third": (), "place": None, "magnitude": {}, "intensity": 2.5, "goldstein": 1.0,
    } | more  # fmt: skip
    return Event(
        event_id=f"{n:016x}", report_id="r1", sentence=0, type=kind, modes=modes, plover=plover or kind, quad=quad, cameo=cameo,
        source=tuple(source), target=tuple(target), date=When(day, last or day, "day") if day else None, status=status, claim=said,
        evidence=evidence, confidence=0.5, why=(), **values,
    )  # fmt: skip


OSLO = Place("Oslo", "NOR", "Oslo", 59.91, 10.75, 3143244, "city")
NORWAY, SWEDEN, JAPAN = actor("Anne Fjell", "NOR"), actor("=Bo Sjö", "SWE"), actor("Japan", "JPN")
EVENTS = (
    event(1, "CONSULT", ("multilateral",), [NORWAY, SWEDEN], []),
    event(2, "ASSAULT", ("firearms",), [actor("Oslo police", "NOR", "COP")], [actor("people", "NOR", "CVL")], quad=4, cameo="190",
          intensity=-9.0, goldstein=-10.0, place=OSLO, magnitude={"dead": Amount(3, 3)}),
    event(3, "CONSULT", ("visit",), [NORWAY], [JAPAN], status="planned", plover="AGREE", cameo="036"),
    event(4, "CONSULT", ("visit",), [NORWAY], [JAPAN], status="denied"),
    event(5, "CONSULT", ("visit",), [NORWAY], [JAPAN], day=date(2020, 1, 1), last=date(2020, 12, 31)),
    event(6, "SUPPORT", (), [SWEDEN], [JAPAN], day=None),
)  # fmt: skip


class HandCoder:
    """Gives the events above, so that what a test expects is written beside it."""

    def code_many(self, reports, workers=1):
        return (Coding(r, EVENTS, (), ()) for r in reports)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    lines = [
        ["Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Target Name", "Target Country", "Latitude", "Longitude"],
        ["11", "2019-03-04", "Germany", "Germany", "036", "Kiribati", "Kiribati", "1.5", "173"],
        ["12", "2019-03-05", "Serbia", "Serbia", "190", "Kosovo", "Kosovo", "", ""],
        ["13", "1989-03-05", "Germany", "Germany", "010", "Russia", "Russian Federation", "", ""],
    ]  # fmt: skip
    (folder / "icews.tab").write_text("".join("\t".join(r) + "\n" for r in lines))
    with open_store(folder / "store.duckdb") as db:
        db.add(
            [Report("r1", TEXT, date(2023, 5, 2), "Fjord Wire", url="https://fjord.example/1")], HandCoder()
        )
        import_files(db, "icews", [folder / "icews.tab"])
        yield db


def made(store, name, tmp_path, query=None, **options):
    out = tmp_path / f"out{EXPORTS[name].suffixes[0]}"
    return out, export(store, name, out, query, **options).sidecar


@pytest.mark.parametrize("name", list(EXPORTS))
@pytest.mark.parametrize("dataset", ["dragoman", "icews"])
def test_the_same_store_gives_the_same_bytes_and_a_sidecar(store, tmp_path, name, dataset):
    first, sidecar = made(store, name, tmp_path, datasets=[dataset])
    before = first.read_bytes()
    made(store, name, tmp_path, datasets=[dataset])

    assert first.read_bytes() == before
    assert json.loads((tmp_path / f"{first.name}.export.json").read_text()) == sidecar
    assert sidecar["format"] == name
    assert sidecar["not_represented"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [first.name, f"{first.name}.export.json"]


def test_csv_opens_in_duckdb_with_its_nulls(store, tmp_path):
    out, sidecar = made(store, "csv", tmp_path)
    rows = duckdb.sql(
        f"SELECT native_id, status, modes, source_name, dead_max FROM read_csv('{out}', all_varchar=true)"
    ).fetchall()

    assert sidecar["rows"] == len(rows) == 6
    assert (f"{1:016x}", "occurred", "multilateral", "Anne Fjell; =Bo Sjö", None) in rows
    assert (f"{2:016x}", "occurred", "firearms", "Oslo police", "3") in rows


def test_spreadsheet_mode_disarms_formulas_and_marks_the_file(store, tmp_path):
    plain, _ = made(store, "csv", tmp_path)
    raw = plain.read_bytes()
    safe, sidecar = made(store, "csv", tmp_path, excel=True)

    assert ",=Bo Sjö,".encode() in raw
    assert safe.read_bytes().startswith(b"\xef\xbb\xbfdataset,")
    assert ",'=Bo Sjö,".encode() in safe.read_bytes()
    assert b",-9.0," in safe.read_bytes()  # a number is no formula
    assert "formulas" in sidecar["not_represented"]


def test_parquet_keeps_types_and_lists(store, tmp_path):
    out, _ = made(store, "parquet", tmp_path)
    rows = duckdb.sql(
        f"SELECT modes, date_start, source_countries FROM '{out}' WHERE type = 'CONSULT' AND status = 'occurred'"
    ).fetchall()

    assert (["multilateral"], date(2023, 5, 1), ["NOR", "SWE"]) in rows


def cells(path, name):
    names = [c.name for c in format_of(name).columns if not c.rare]
    return [dict(zip(names, line.split("\t"), strict=True)) for line in path.read_text().splitlines()]


def test_gdelt_has_one_row_per_pair_and_says_what_was_dropped(store, tmp_path):
    out, sidecar = made(store, "gdelt2", tmp_path)
    rows = cells(out, "gdelt2")

    assert [(r["Actor1CountryCode"], r["Actor2CountryCode"], r["EventCode"], r["QuadClass"]) for r in rows] == [
        ("NOR", "SWE", "040", "1"), ("SWE", "NOR", "040", "1"), ("NOR", "NOR", "190", "4"), ("NOR", "JPN", "036", "1"),
    ]  # fmt: skip
    assert sidecar["dropped"] == {
        "status that the format cannot say (hypothetical, denied, failed)": 1, "no day": 1, "interval longer than 7 days": 1,
    }  # fmt: skip
    assert all(r["GLOBALEVENTID"].isdigit() for r in rows)
    assert len({r["GLOBALEVENTID"] for r in rows}) == 4
    assert (rows[2]["ActionGeo_Type"], rows[2]["ActionGeo_CountryCode"], rows[2]["Actor1Code"]) == (
        "4",
        "NO",
        "NORCOP",
    )


def test_planned_visit_is_an_agreement_in_the_formats_of_others(store, tmp_path):
    out, _ = made(store, "polecat", tmp_path, EventQuery(status="planned"))
    header, line = (x.split("\t") for x in out.read_text().splitlines())
    row = dict(zip(header, line, strict=True))

    assert (row["Event Type"], row["Event Mode"], row["Actor COW"], row["Recipient COW"]) == (
        "AGREE",
        "",
        "385",
        "740",
    )


def test_acled_like_rows_are_violence_only_and_claim_no_ids_of_theirs(store, tmp_path):
    out, sidecar = made(store, "acled", tmp_path)
    (row,) = duckdb.sql(
        f"SELECT event_id_cnty, event_type, sub_event_type, inter1, fatalities, civilian_targeting FROM read_csv('{out}', all_varchar=true)"
    ).fetchall()

    assert row == (f"dragoman:{2:016x}", "Battles", "Armed clash", "State forces", "3", "Civilian targeting")
    assert sidecar["dropped"]["neither violence nor a demonstration"] == 3


def test_plover_lines_have_the_fields_that_the_manual_requires(store, tmp_path):
    out, sidecar = made(store, "plover", tmp_path)
    lines = [json.loads(line) for line in out.read_text().splitlines()]

    assert [(x["event"], x.get("mode"), len(x["actor"])) for x in lines if x["date"] == "2023-05-01"] == [
        (["CONSULT"], ["multilateral"], 2), (["ASSAULT"], ["firearms"], 1), (["AGREE"], None, 1),
    ]  # fmt: skip
    assert all({"id", "date", "actor", "event"} <= set(x) for x in lines)
    assert sidecar["dropped"] == {
        "status that the format cannot say (hypothetical, denied, failed)": 1,
        "no day": 1,
    }
    killing = next(x for x in lines if x["event"] == ["ASSAULT"])
    assert (killing["dead"], killing["event_loc"]["resolution"], killing["actor"][0]["code"]) == (3, 4, "NOR")


def test_panel_has_the_numbers_that_hold_on_the_day(store, tmp_path):
    out, sidecar = made(store, "panel", tmp_path, datasets=["icews"])
    rows = duckdb.sql(
        f"SELECT year, source, target, ccode1, ccode2, gwcode1, gwcode2, events, statements FROM '{out}'"
    ).fetchall()

    assert rows == [
        (1989, "DEU", "RUS", 260, 365, 260, 365, 1, 1),
        (2019, "DEU", "KIR", 255, 946, 260, 970, 1, 0),
        (2019, "SRB", "KOS", 345, 347, 340, 347, 1, 0),
    ]
    assert "silence" in sidecar["not_represented"]["dyads without events"]


def test_panel_counts_what_happened_between_two_known_countries(store, tmp_path):
    out, sidecar = made(store, "panel", tmp_path)

    assert duckdb.sql(f"SELECT source, target, events, reports FROM '{out}'").fetchall() == [
        ("NOR", "SWE", 1, 1),
        ("SWE", "NOR", 1, 1),
    ]
    assert sum(sidecar["dropped"].values()) == 5


def test_networkx_reads_both_network_files(store, tmp_path):
    networkx = pytest.importorskip("networkx", reason="networkx opens GEXF and GraphML")
    for name, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
        graph = read(made(store, name, tmp_path, datasets=["icews"])[0])

        assert graph.is_directed()
        assert sorted(graph.edges) == [("DEU", "KIR"), ("DEU", "RUS"), ("SRB", "KOS")]
        assert graph.edges["SRB", "KOS"]["sign"] == -1
        assert graph.edges["SRB", "KOS"]["weight"] > 0
    spells = networkx.read_gexf(tmp_path / "out.gexf").edges["SRB", "KOS"]["spells"]
    assert spells == [("2019-03-01", "2019-03-31")]


def test_points_say_how_precise_they_are_and_the_rest_is_counted(store, tmp_path):
    out, sidecar = made(store, "geojson", tmp_path)
    found = json.loads(out.read_text())
    (feature,) = found["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [10.75, 59.91]}
    assert (feature["properties"]["geo_resolution"], sidecar["dropped"]) == ("city", {"no coordinates": 5})


def test_geopackage_has_the_tables_and_blobs_of_the_standard(store, tmp_path):
    out, _ = made(store, "geopackage", tmp_path)
    file = sqlite3.connect(out)
    try:
        assert file.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert file.execute("SELECT table_name, srs_id, min_x, max_y FROM gpkg_contents").fetchall() == [
            ("events", 4326, 10.75, 59.91)
        ]
        ((blob, place),) = file.execute("SELECT geom, place FROM events").fetchall()
    finally:
        file.close()
    assert (blob[:4], struct.unpack("<i", blob[4:8])[0], struct.unpack("<dd", blob[13:]), place) == (
        b"GP\x00\x01",
        4326,
        (10.75, 59.91),
        "Oslo",
    )


def test_pandas_reads_the_stata_file_as_it_was_written(store, tmp_path):
    pandas = pytest.importorskip("pandas", reason="pandas opens .dta")
    out, _ = made(store, "stata", tmp_path)
    table = pandas.read_stata(out)
    killing = table[table["type"] == "ASSAULT"].iloc[0]

    assert len(table) == 6
    assert (
        killing["dead_max"],
        killing["intensity"],
        killing["latitude"],
        killing["place"],
        killing["text"],
    ) == (3, -9.0, 59.91, "Oslo", TEXT[:62])
    assert killing["date_start"] == pandas.Timestamp("2023-05-01")
    assert pandas.isna(table[table["event_id"] == f"{6:016x}"].iloc[0]["date_start"])
    assert "=Bo Sjö" in table["source_name"].iloc[-1] or any("=Bo Sjö" in s for s in table["source_name"])


def test_long_texts_go_out_as_strl(tmp_path):
    pandas = pytest.importorskip("pandas", reason="pandas opens .dta")
    header = [
        "Event ID",
        "Event Date",
        "Source Name",
        "Source Country",
        "CAMEO Code",
        "Target Name",
        "Target Country",
        "Event Text",
    ]
    rows = [
        [str(n), "2019-03-04", "a", "Norway", "036", "b", "Japan", f"{n} " + "ж" * 3000 if n % 2 else ""]
        for n in range(5)
    ]
    (tmp_path / "a.tab").write_text("".join("\t".join(r) + "\n" for r in [header, *rows]))
    with open_store() as db:
        import_files(db, "icews", [tmp_path / "a.tab"])
        out, _ = made(db, "stata", tmp_path, datasets=["icews"])

    assert pandas.read_stata(out)["text"].tolist() == ["", "1 " + "ж" * 3000, "", "3 " + "ж" * 3000, ""]


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_csv_and_stata(store, tmp_path):
    table, _ = made(store, "csv", tmp_path)
    stata, _ = made(store, "stata", tmp_path)
    script = f"""
        d <- read.csv("{table}", na.strings = "", colClasses = c(cameo = "character"))
        cat(nrow(d), sum(is.na(d$date_start)), d$cameo[d$type == "ASSAULT"], "\\n")
        if (requireNamespace("haven", quietly = TRUE)) {{
            s <- haven::read_dta("{stata}"); cat(nrow(s), format(max(s$date_start, na.rm = TRUE)), "\\n")
        }} else cat("6 2023-05-01 \\n")
    """
    run = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=False)

    assert run.stdout.splitlines() == ["6 1 190 ", "6 2023-05-01 "], run.stderr


def test_unknown_names_are_answered_with_what_there_is(store, tmp_path):
    with pytest.raises(UsageError, match="no format that is exported; expected one of csv, parquet"):
        export(store, "xlsx", tmp_path / "a")
    with pytest.raises(UsageError, match="no data set nobody in this store; it has icews"):
        export(store, "csv", tmp_path / "a", datasets=["nobody"])
    with pytest.raises(UsageError, match="events of other data sets have no status"):
        export(store, "csv", tmp_path / "a", EventQuery(status="denied"), datasets=["icews"])
    assert list(tmp_path.iterdir()) == []


def test_command_writes_to_standard_output_and_wants_a_file_for_binary_formats(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "s.duckdb") as db:
        db.add([Report("r1", TEXT, date(2023, 5, 2), "Fjord Wire")], HandCoder())
    shown = CliRunner().invoke(app, ["export", "csv", "--store", "s.duckdb", "--between", "Norway", "Sweden"])
    refused = CliRunner().invoke(app, ["export", "stata", "--store", "s.duckdb"])

    assert shown.stdout.splitlines()[0].startswith("dataset,native_id,")
    assert len(shown.stdout.splitlines()) == 2
    assert isinstance(refused.exception, UsageError)
