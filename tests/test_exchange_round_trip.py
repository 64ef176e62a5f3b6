"""What came in a format goes out in it as it came: import(export(x)) is x, whatever the cells hold."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dragoman.exchange.exporting import export
from dragoman.exchange.formats import formats
from dragoman.exchange.importing import import_files
from dragoman.relations.record import open as open_store

# Cells as these formats hold them, and cells that they should not hold.
USUAL = {
    "icews": {
        "Event Date": ["2018-06-01", "06/02/2018"], "CAMEO Code": ["036", "13y", "190", "010", "9999", ""],
        "Source Country": ["Norway", "Russian Federation", "Hong Kong", "Atlantis", "NULL"], "Intensity": ["4", "-2.0", "3.40", "x"],
        "Source Sectors": ["Government", "Executive,Government", '"Government,Police"', "Dissident,Rebel"],
        "Country": ["Norway", "Kosovo", "NA"], "Latitude": ["60.39", "-0", "91", "1e-5", "007"], "Longitude": ["5.32", "180"],
    },
    "gdelt2": {
        "SQLDATE": ["20230501", "19790101"], "EventCode": ["0841", "042", "11", "---"], "Actor1CountryCode": ["NOR", "EUR", "ROM", "HKG"],
        "Actor1Type1Code": ["GOV", "MED", "UAF", "MOD"], "Actor1Code": ["NORGOV", "XYZ"], "ActionGeo_Type": ["1", "2", "4", "5", "9"],
        "ActionGeo_FullName": ["Bergen, Vestland, Norway", "Norway"], "ActionGeo_CountryCode": ["NO", "WE", "OS"],
        "ActionGeo_Lat": ["60.39", "60"], "ActionGeo_Long": ["5.3200", "200"], "NumMentions": ["3", "03"], "Year": ["2023", "2022"],
        "DATEADDED": ["20230502003000", "20230502000000"], "QuadClass": ["1", "4"], "Actor1Geo_Lat": ["60.39"],
    },
    "polecat": {
        "Event Date": ["2023-05-01"], "Event Type": ["ASSAULT", "AGREE", "DEMAND", "NONE"], "Event Mode": ["firearms", "visit", ""],
        "Actor Country": ["NOR", "NOR; SWE", "USA|CAN; MEX", "None"], "Actor COW": ["385", "None"], "Intensity": ["-9.0", "-9", "99"],
        "Contexts": ["military", "military; economic", "odd"], "Actor Sectors": ["GOV", "GOV; MIL", "MIL; GOV"],
        "Primary Actor Sector": ["GOV", "MIL"], "Quad Code": ["MATERIAL CONFLICT", "VERBAL COOPERATION"], "Country": ["NOR", "Norway"],
        "Publication Date": ["2023-05-02", "soon"], "Event Text": ["Shots were fired.", ""], "Headline": ["Shots", ""],
    },
    "acled": {
        "event_date": ["2023-05-01", "01 May 2023", "1-May-23"], "event_type": ["Battles", "Protests", "Odd"],
        "sub_event_type": ["Armed clash", "Peaceful protest", "Odd"], "time_precision": ["1", "2", "3", ""], "iso": ["578", "0", ""],
        "actor1": ["Military Forces of Norway (2001-)", "Protesters (Norway)", "Group of the Fjord"], "inter1": ["1", "State forces", "6"],
        "country": ["Norway", "Ivory Coast"], "fatalities": ["0", "12", "12.0", "many"], "geo_precision": ["1", "2", "3"],
        "latitude": ["60.39", "60.3900"], "notes": ["On 1 May, a clash.\nTwo died.", 'He said "no", and left', "a;b,c"],
    },
    "ucdp": {
        "type_of_violence": ["1", "2", "3"], "side_a": ["Government of Norway", "Group A"], "side_b": ["Civilians", "Group B"],
        "date_start": ["2019-03-04", "2019-03-04 00:00:00.000"], "date_end": ["2019-03-04", "2019-03-09", ""], "date_prec": ["1", "2", "5"],
        "country_id": ["385", "970"], "gwnoa": ["385", "999"], "low": ["1", "", "0"], "high": ["3", "3.0"], "best": ["1", "2"],
        "where_prec": ["1", "2", "7"], "latitude": ["60.39"], "longitude": ["5.32"], "geom_wkt": ["POINT (5.32 60.39)", "POINT(5.32 60.39)"],
    },
    "phoenix": {
        "date": ["20150301", "2015-03-01"], "source_actor_entity": ["NOR", "IGO", "ROU"], "source_actor_role": ["GOV", "MED", "ZZZ"],
        "event_code": ["042", "190", "01"], "penta_class": ["0", "4"], "country_code": ["NOR", "XXX"], "lat": ["60.39"], "lon": ["5.32"],
        "urls": ["https://a.example/1;https://b.example/2"], "location_name": ["Bergen"], "state_name": ["Vestland", "Bergen"],
    },
}  # fmt: skip

# Few files of many rows: an import costs as much for a row as for a thousand. DRAGOMAN_EXAMPLES asks for a longer run.
EXAMPLES, ROWS = int(os.environ.get("DRAGOMAN_EXAMPLES", "2")), 12

# Text of any script, with quotes and marks, but without what these files use between cells and lines.
ODD = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@st.composite
def files(draw, name):
    """The text of a file of the format with some rows of different ids, some with a column of its own."""
    fmt = formats()[name]
    columns = [c.name for c in fmt.columns if not c.rare or draw(st.booleans())]
    if fmt.header and draw(st.booleans()):
        columns.append("Remark of the house")
    rows = []
    for n in range(draw(st.integers(1, ROWS))):
        row = []
        for column in columns:
            usual = USUAL[name].get(column, [])
            needed = next(
                (c.needed and c.derive and "date_start" in c.derive for c in fmt.columns if c.name == column),
                False,
            )
            cell = draw(
                st.sampled_from(usual) if needed else st.one_of(st.sampled_from([*usual, "", "7", "-"]), ODD)
            )
            row.append(
                f"id{n}"
                if next((c for c in fmt.columns if c.name == column), fmt.columns[0]).derive == "native_id"
                else cell
            )
        rows.append(row)
    out = io.StringIO()
    if fmt.quoted:
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    else:
        lines = [columns, *rows] if fmt.header else rows
        out.write("".join("\t".join(line) + "\n" for line in lines))
    return out.getvalue()


COLUMNS = "SELECT * EXCLUDE (import_id) FROM imported ORDER BY native_id, date_start"


@pytest.mark.parametrize("name", list(USUAL))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],
)
@given(data=st.data())
def test_import_of_an_export_is_what_was_imported(name, data):
    text = data.draw(files(name))
    with tempfile.TemporaryDirectory() as folder, open_store() as first, open_store() as second:
        given_, out = Path(folder, "given.txt"), Path(folder, "out.txt")
        given_.write_text(text, "utf-8")
        done = import_files(first, name, [given_])
        export(first, name, out, datasets=[name])
        again = import_files(second, name, [out])

        assert (done.set_aside, again.set_aside, again.added) == ({}, {}, done.added)
        assert second.connection.execute(COLUMNS).fetchall() == first.connection.execute(COLUMNS).fetchall()
