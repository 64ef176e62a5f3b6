"""Reading files, folders and tables to reports."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
from datetime import date

import pytest

from dragoman.errors import UsageError
from dragoman.model import Rejected, Report, digest
from dragoman.reading import read
from dragoman.reading.days import day_of
from dragoman.reading.encoding import decode
from dragoman.reading.refused import Refused


def reports(*paths, **options):
    found = list(read(list(paths), **options))
    assert all(isinstance(r, Report) for r in found), found
    return found


def test_plain_text_is_kept_to_the_character(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeffIran’s envoy\r\n\r\ncame.\t\u0301 \x00".encode())
    (found,) = reports(tmp_path / "a.txt")

    assert found.text == "Iran’s envoy\r\n\r\ncame.\t\u0301 \x00"
    assert found.id == digest(found.text)
    assert (found.title, found.published, found.origin) == (None, None, str(tmp_path / "a.txt"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Iran’s envoy said “yes” – twice", "utf-8"),
        ("Iran’s envoy said “yes” – twice", "utf-8-sig"),
        ("Iran’s envoy said “yes” – twice", "cp1252"),
        ("Iran's envoy came", "utf-16"),
        ("Iran's envoy came", "utf-16-le"),
        ("Iran's envoy came", "utf-16-be"),
        ("Iran's envoy came", "utf-32"),
        ("Президент прибыл в Дамаск на переговоры с коллегой.", "cp1251"),
        ("Президент прибыл в Дамаск на переговоры с коллегой.", "koi8-r"),
        ("伊朗总统抵达大马士革，与叙利亚总统会谈。两国签署了协议。", "gb18030"),
        ("イランの大統領がダマスカスに到着した。両国は合意に署名した。", "shift_jis"),
        ("이란 대통령이 다마스쿠스에 도착했다. 두 나라는 합의에 서명했다.", "euc-kr"),
        ("وصل الرئيس الإيراني إلى دمشق", "utf-8"),
    ],
)
def test_text_is_decoded_whatever_its_encoding(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        (
            "Café “talks”".encode(),
            "iso-8859-1",
            "Café “talks”",
        ),  # a wrong declaration does not win over UTF-8
        ("Café".encode("latin-1"), "iso-8859-2", "Café"),
        ("Łódź".encode("iso-8859-2"), "ISO-8859-2", "Łódź"),
        ("東京で会談".encode("iso-2022-jp"), "iso-2022-jp", "東京で会談"),
        (b"talks", "no-such-encoding", "talks"),
        (b"talks +ADw-script+AD4-", "utf-7", "talks +ADw-script+AD4-"),
        (b"talks", "base64", "talks"),
    ],
)
def test_declared_encoding_counts_after_utf8(data, declared, expected):
    assert decode(data, declared) == expected


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00\xd8A\x00", b"caf\x81 \x8d talks", b"\xef\xbb\xbf\xff\xfe bad"]
)
def test_bytes_that_fit_no_encoding_are_refused(data):
    with pytest.raises(Refused) as refusal:
        decode(data)

    assert refusal.value.code == "bad_encoding"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2023-05-01", date(2023, 5, 1)),
        ("2023-05-01T23:30:00-05:00", date(2023, 5, 1)),
        ("2023-05-01T00:30:00+14:00", date(2023, 5, 1)),
        ("2023-05-01T23:59:59.123456Z", date(2023, 5, 1)),
        ("2023-05-01 10:00:00 UTC", date(2023, 5, 1)),
        ("2023/5/1", date(2023, 5, 1)),
        ("20230501", date(2023, 5, 1)),
        ("20230501T101500Z", date(2023, 5, 1)),
        ("Mon, 01 May 2023 23:30:00 +0300", date(2023, 5, 1)),
        ("01 May 2023 23:30 GMT", date(2023, 5, 1)),
        ("May 1, 2023", date(2023, 5, 1)),
        ("Monday, May 1st, 2023, 10:15 a.m. EST", date(2023, 5, 1)),
        ("1 Sept. 2023", date(2023, 9, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        (date(2023, 5, 1), date(2023, 5, 1)),
        (dt.datetime(2023, 5, 1, 23, tzinfo=dt.timezone(dt.timedelta(hours=-5))), date(2023, 5, 1)),
        (None, None),
        ("  ", None),
    ],
)
def test_day_is_the_calendar_day_in_the_zone_that_is_named(written, expected):
    assert day_of(written) == expected


@pytest.mark.parametrize(
    "written",
    ["01/05/2023", "0000-00-00", "2023-02-29", "2023-13-01", "9999-12-31", "0001-01-01", "yesterday", "2023", "May 2023",
     "2023-05-01T00:00:00+14:60", "1682899200", 1682899200, 5.0, True, "2023-05-01" * 50, "2023-05-01; drop", "۲۰۲۳-۰۵-۰۱x"],
)  # fmt: skip
def test_what_names_no_single_day_is_refused(written):
    with pytest.raises(ValueError, match=r".+"):
        day_of(written)


def test_folder_is_read_in_order_without_hidden_files(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden.txt", ".git/x.txt", "c.md", "no_suffix"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Report {name} was written.")

    assert [r.text.split()[1] for r in reports(tmp_path)] == [
        "a.txt",
        "c.md",
        "no_suffix",
        "b/1.txt",
        "b/2.txt",
    ]


def test_missing_path_is_a_usage_error_at_once():
    with pytest.raises(UsageError, match=r"no file or folder named 'nowhere\.txt'"):
        read(["nowhere.txt"])


def test_published_that_is_no_day_is_a_usage_error_at_once(tmp_path):
    with pytest.raises(UsageError, match="published"):
        read([tmp_path], published="last week")


def test_given_day_and_outlet_stand_in_where_a_row_says_nothing(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text(
        '{"text": "Talks began."}\n{"text": "Talks ended.", "published": "2023-05-02", "outlet": "Levant Post"}\n'
    )
    first, second = reports(path, published="2023-05-01", outlet="Gulf Courier")

    assert (first.published, first.outlet) == (date(2023, 5, 1), "Gulf Courier")
    assert (second.published, second.outlet) == (date(2023, 5, 2), "Levant Post")


def test_bad_date_leaves_the_report_without_a_day_and_a_note(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"id": "a", "text": "Talks began.", "published": "someday"}\n')
    report, note = read(path, published="2023-05-01")

    assert report.published is None
    assert (note.code, note.report_id, note.origin) == ("bad_date", "a", f"{path}:1")


@pytest.mark.parametrize(
    "kind",
    ["jsonl", "jsonl.gz", "csv", "tsv", "semicolon.csv", "parquet", "crlf.csv", "utf16.csv", "nosuffix"],
)
def test_one_table_reads_alike_in_every_format(tmp_path, kind):
    rows = [
        {"id": "r1", "text": "Iran’s envoy came;\nhe said “yes”, twice.", "published": "2023-05-01", "outlet": "Gulf Courier",
         "title": "Envoy", "url": "https://c.example/1", "extra": "ignored"},
        {"id": "r2", "text": "He left.", "published": "", "outlet": "", "title": "", "url": "", "extra": ""},
    ]  # fmt: skip
    path = tmp_path / (kind if kind != "nosuffix" else "table")
    _write(path, kind, rows)

    found = reports(path)

    assert [(r.id, r.text, r.published, r.outlet, r.title, r.url) for r in found] == [
        ("r1", rows[0]["text"], date(2023, 5, 1), "Gulf Courier", "Envoy", "https://c.example/1"),
        ("r2", "He left.", None, None, None, None),
    ]
    assert all(r.origin.startswith(str(path)) for r in found)


def _write(path, kind, rows):
    if kind.startswith(("jsonl", "nosuffix")):
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
        path.write_bytes(gzip.compress(data) if kind.endswith("gz") else data)
    elif kind == "parquet":
        import pyarrow as pa
        from pyarrow import parquet

        parquet.write_table(pa.Table.from_pylist(rows), path)
    else:
        import csv

        out = io.StringIO()
        mark = {"tsv": "\t", "semicolon.csv": ";"}.get(kind, ",")
        writer = csv.DictWriter(
            out, rows[0], delimiter=mark, lineterminator="\r\n" if kind == "crlf.csv" else "\n"
        )
        writer.writeheader()
        writer.writerows(rows)
        path.write_bytes(out.getvalue().encode("utf-16" if kind == "utf16.csv" else "utf-8"))


def test_parquet_days_may_be_typed(tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    late = dt.datetime(2023, 5, 1, 23, tzinfo=dt.UTC)
    table = pa.table(
        {"body": ["Talks began."], "date": pa.array([late], pa.timestamp("us", tz="Asia/Tehran")), "id": [7]}
    )
    parquet.write_table(table, tmp_path / "t.parquet")
    (found,) = reports(tmp_path / "t.parquet")

    assert (found.id, found.published) == ("7", date(2023, 5, 2))


@pytest.mark.parametrize("part", ["tail", "middle", "empty"])
def test_broken_parquet_is_set_aside(tmp_path, part):
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "t.parquet"
    parquet.write_table(pa.table({"text": [f"Talks number {i} began." for i in range(2000)]}), path)
    data = path.read_bytes()
    path.write_bytes(
        {
            "tail": data[:-20],
            "middle": data[:50] + bytes(400) + data[450:],
            "empty": b"",
        }[part]
    )
    found = list(read(path))

    assert {r.code for r in found if isinstance(r, Rejected)} <= {"broken_file", "bad_encoding", "empty_text"}
    assert isinstance(found[-1], Rejected)


def test_versions_and_copies_of_an_article_are_all_given(tmp_path):
    path = tmp_path / "t.jsonl"
    rows = [
        {"url": "https://c.example/1", "text": t, "id": i}
        for t, i in (("One.", "a"), ("Two.", "b"), ("Two.", None), ("One.", None))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = list(read(path))

    by_address = digest("https://c.example/1")
    assert [(r.id, r.text) for r in found] == [
        ("a", "One."),
        ("b", "Two."),
        (by_address, "Two."),
        (by_address, "One."),
    ]


def test_standard_input_is_read_under_its_own_name(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "Talks began."}\n')))
    (found,) = reports("-")

    assert (found.text, found.origin) == ("Talks began.", "standard input:1")


def test_content_wins_over_a_misleading_name(tmp_path):
    (tmp_path / "a.txt").write_text(
        "<!DOCTYPE html><html><body><article><p>The ministers met in Muscat on Tuesday for talks.</p></article></body></html>"
    )
    (tmp_path / "b.html").write_text(
        '<?xml version="1.0"?><rss><channel><item><title>Talks began</title></item></channel></rss>'
    )
    (tmp_path / "c.txt").write_bytes(gzip.compress(b"Talks ended in Muscat."))

    assert [r.text for r in reports(tmp_path)] == [
        "The ministers met in Muscat on Tuesday for talks.",
        "Talks began",
        "Talks ended in Muscat.",
    ]


def test_table_with_two_possible_text_columns_is_refused_with_both_names(tmp_path):
    (tmp_path / "t.csv").write_text("body,content\na,b\n")
    (found,) = read(tmp_path / "t.csv")

    assert found.code == "broken_file"
    assert "body, content" in found.detail


def test_unreadable_file_is_set_aside(tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")

    assert [r.code for r in read(tmp_path / "link.txt")] == ["unknown_format"]


def test_reading_twice_gives_the_same(tmp_path):
    (tmp_path / "t.jsonl").write_text('{"text": "Talks began."}\n{"text": 1}\n')

    assert list(read(tmp_path)) == list(read(tmp_path))
