"""Broken and hostile files of event data: what is whole comes in, the rest is set aside with a reason, and nothing is unpacked
that an archive should not hold."""

from __future__ import annotations

import gzip
import io
import resource
import stat
import struct
import zipfile
import zlib

import pytest

from dragoman.errors import REASONS
from dragoman.exchange import sources as limits
from dragoman.exchange.importing import import_files
from dragoman.relations.record import open as open_store
from test_exchange_import import HEADER, ROW, icews, row, taken

MANY = icews(*(row(event_id=str(n)) for n in range(4000)))


def zipped(*members: tuple[str, bytes], kind=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("week.tab")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def overlapping() -> bytes:
    """Two members whose entries point at the same bytes, as in bombs without recursion."""
    data = zipped(("a.tab", MANY.encode()), ("b.tab", MANY.encode()))
    at = data.rfind(b"PK\x01\x02")
    return data[: at + 42] + struct.pack("<I", 10) + data[at + 46 :]


def big_claim() -> bytes:
    """A member that says it inflates to a gigabyte."""
    data = bytearray(zipped(("a.tab", MANY.encode())))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 2**30)
    return bytes(data)


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        lambda b: zipped(("week.tab", b)),
        lambda b: zipped(("week.tab", b), kind=zipfile.ZIP_STORED),
    ],
)
def test_packed_files_come_in_like_plain_ones(tmp_path, pack):
    with open_store() as db:
        done = taken(db, tmp_path / "week", pack(MANY.encode()))

    assert (done.added, done.set_aside) == (4000, {})


def test_each_member_of_an_archive_is_read_and_named(tmp_path):
    parts = [
        ("b.tab", icews(row(event_id="2"), row(event_id="3", event_date="x")).encode()),
        ("a.tab", icews(ROW).encode()),
    ]
    with open_store() as db:
        done = taken(db, tmp_path / "all.zip", zipped(*parts))
        files = [r[0] for r in db.connection.execute("SELECT file FROM imports ORDER BY file").fetchall()]
        aside = db.connection.execute("SELECT origin FROM rejected").fetchall()
        again = import_files(db, "icews", [tmp_path / "all.zip"])

    assert (done.added, again.files_known, again.added) == (2, 2, 0)
    assert files == [f"{tmp_path}/all.zip/a.tab", f"{tmp_path}/all.zip/b.tab"]
    assert aside == [(f"{tmp_path}/all.zip/b.tab:3",)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "broken_file"),
        (zipped(("week.tab", MANY.encode()))[:2000], "broken_file"),
        (zipped(("../week.tab", b"x")), "unsafe_archive"),
        (zipped(("/week.tab", b"x")), "unsafe_archive"),
        (zipped(("C:week.tab", b"x")), "unsafe_archive"),
        (zipped(("a\\..\\..\\week.tab", b"x")), "unsafe_archive"),
        (zipped(("week.tab", b"x"), ("WEEK.TAB", b"y")), "unsafe_archive"),
        (link(), "unsafe_archive"),
        (zipped(("inner.zip", zipped(("week.tab", MANY.encode())))), "unsafe_archive"),
        (zipped(*((f"{n}.tab", b"") for n in range(limits.MEMBERS_MAX + 1))), "unsafe_archive"),
        (overlapping(), "unsafe_archive"),
        (big_claim(), "unsafe_archive"),
        (b"\x1f\x8b" + bytes(100), "broken_file"),
    ],
    ids=["empty", "cut", "up", "absolute", "drive", "backslash", "case", "link", "nested", "many", "overlap", "claim", "no gzip"],
)  # fmt: skip
def test_what_an_archive_must_not_hold_is_set_aside(tmp_path, data, code):
    with open_store() as db:
        done = taken(db, tmp_path / "week.zip", data)

        assert (done.added, done.set_aside) == (0, {code: 1})
        assert code in REASONS
        ((origin, detail),) = db.connection.execute("SELECT origin, detail FROM rejected").fetchall()
        assert origin.startswith(str(tmp_path / "week.zip"))
        assert detail


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_rows_before_a_break_in_a_gzip_file_come_in(tmp_path, part):
    packed = gzip.compress(MANY.encode(), 1)
    with open_store() as db:
        done = taken(db, tmp_path / "week.tab.gz", packed[: int(len(packed) * part)])

        assert 100 < done.added < 4000
        assert done.set_aside["broken_file"] == 2  # the line that is cut off, and the file
        whole = taken(db, tmp_path / "whole.tab.gz", packed)
        assert (whole.added, whole.known) == (4000 - done.added, done.added)


def test_damaged_checksum_of_a_member_is_told(tmp_path):
    data = bytearray(zipped(("week.tab", MANY.encode()), kind=zipfile.ZIP_STORED))
    data[200] ^= 1
    with open_store() as db:
        done = taken(db, tmp_path / "week.zip", bytes(data))

    assert done.set_aside["broken_file"] >= 1


def test_bomb_stops_early_and_takes_little_memory(tmp_path):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(2**20)
    with (tmp_path / "bomb.gz").open("wb") as file:
        for _ in range(400):
            file.write(packer.compress(block))
        file.write(packer.flush())
    with open_store() as db:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        done = import_files(db, "icews", [tmp_path / "bomb.gz"])
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024

    assert done.added == 0
    assert "too_large" in done.set_aside
    assert grown < 200


def test_one_endless_line_costs_one_line(tmp_path):
    text = icews(ROW) + "x" * (20 * 2**20) + "\n" + icews(row(event_id="7002"), header=None)
    with open_store() as db:
        done = taken(db, tmp_path / "a.tab", text)

    assert (done.added, done.set_aside) == (2, {"too_large": 1})


ACLED = "event_id_cnty,event_date,event_type,sub_event_type,actor1,inter1,actor2,country,latitude,longitude,notes,fatalities\n"


def test_quote_that_is_never_closed_costs_its_own_line(tmp_path):
    good = 'N{0},2023-05-01,Battles,Armed clash,Military Forces of Norway (2021-),1,Civilians (Norway),Norway,60,5,"A, b\nc",2\n'
    bad = 'N9,2023-05-01,Battles,Armed clash,"Military Forces,1,x,Norway,60,5,n,2\n'
    with open_store() as db:
        done = taken(
            db,
            tmp_path / "a.csv",
            ACLED + good.format(1) + bad + "".join(good.format(n) for n in range(2, 200)),
            "acled",
        )
        found = db.connection.execute("SELECT code, origin FROM rejected").fetchall()

    assert (done.added, found) == (199, [("bad_row", f"{tmp_path / 'a.csv'}:4")])


def test_rows_that_run_over_chunks_are_whole(tmp_path, monkeypatch):
    from dragoman.exchange import washing
    from dragoman.exchange.formats import format_of
    from dragoman.exchange.reading import batches

    line = 'N{0},2023-05-01,Protests,Peaceful protest,Protesters (Norway),6,,Norway,60,5,"Line one,\nline ""two""\n\nend {0}",0\n'
    path = tmp_path / "a.csv"
    path.write_text(ACLED + "".join(line.format(n) for n in range(60)))

    def read(size):
        monkeypatch.setattr(washing, "CHUNK_BYTES", size)
        rows = []
        for source in limits.sources(path):
            for _, batch in batches(source, format_of("acled")):
                rows += zip(
                    batch.table["line"].to_pylist(),
                    batch.table["event_id_cnty"].to_pylist(),
                    batch.table["notes"].to_pylist(),
                    strict=True,
                )
        return rows

    whole = read(2**24)
    assert len(whole) == 60
    assert whole[59] == (238, "N59", 'Line one,\nline "two"\n\nend 59')
    assert all(read(size) == whole for size in (400, 701, 1003))


def test_ucdp_comes_in_with_49_columns_with_42_and_without_a_header(tmp_path):
    from dragoman.exchange.formats import format_of

    names = [c.name for c in format_of("ucdp").columns]
    value = {
        "id": "5", "year": "2019", "type_of_violence": "1", "side_a": "Government of Yemen (North Yemen)", "side_b": "Ansarallah",
        "date_start": "2019-03-04 00:00:00.000", "date_end": "2019-03-09", "date_prec": "2", "low": "2", "high": "7", "best": "4",
        "country_id": "678", "country": "Yemen (North Yemen)", "gwnoa": "678", "latitude": "15.3", "longitude": "44.2", "where_prec": "1",
    }  # fmt: skip
    older = [
        n
        for n in names
        if n
        not in {
            "conflict_dset_id",
            "dyad_dset_id",
            "side_a_dset_id",
            "side_b_dset_id",
            "code_status",
            "source_date",
            "source_office",
        }
    ]
    with open_store() as db:
        for n, (columns, header) in enumerate([(names, True), (older, True), (names, False)]):
            text = (
                (",".join(columns) + "\n" if header else "")
                + ",".join(value.get(c, "") for c in columns)
                + "\n"
            )
            done = taken(db, tmp_path / f"{n}.csv", text, "ucdp", dataset=f"ucdp{n}")
            (event,) = db.imported([f"ucdp{n}"])

            assert (done.added, list(done.repaired)) == (1, [] if header else ["no header"])
            assert (event["type"], event["source"][0]["country"], event["place"]["country"]) == (
                "ASSAULT",
                "YEM",
                "YEM",
            )
            assert (event["date"]["precision"], event["date"]["end"], event["magnitude"]["dead"]) == (
                "range",
                "2019-03-09",
                {"min": 2, "max": 7, "text": None},
            )
            assert event["target"][0]["sectors"] == ["REB"]


def test_header_names_are_matched_by_name_in_any_order_and_case(tmp_path):
    order = sorted(range(len(HEADER)), key=lambda n: HEADER[n])
    text = (
        "\t".join(HEADER[n].upper().replace(" ", "_") for n in order)
        + "\n"
        + "\t".join(ROW[n] for n in order)
        + "\n"
    )
    with open_store() as db:
        taken(db, tmp_path / "a.tab", text)
        (event,) = db.imported(["icews"])

    assert (event["native_id"], event["source"][0]["country"], event["goldstein"]) == ("7001", "NOR", 4.0)


def test_import_does_not_depend_on_the_size_of_chunks_or_the_order_of_files(tmp_path, monkeypatch):
    from dragoman.exchange import washing

    parts = [
        icews(*(row(event_id=str(n), source_country=c) for n in range(k * 300, k * 300 + 300)))
        for k, c in enumerate(["Norway", "Japan"])
    ]
    for n, text in enumerate(parts):
        (tmp_path / f"{n}.tab").write_text(text)
    columns = "SELECT * FROM imported ORDER BY native_id"
    with open_store() as first, open_store() as second:
        import_files(first, "icews", [tmp_path / "0.tab", tmp_path / "1.tab"])
        monkeypatch.setattr(washing, "CHUNK_BYTES", 40_000)
        import_files(second, "icews", [tmp_path / "1.tab", tmp_path / "0.tab"])

        assert first.connection.execute(columns).fetchall() == second.connection.execute(columns).fetchall()


def test_small_files_are_put_in_order_when_they_are_many(tmp_path, monkeypatch):
    from dragoman.exchange import settling

    monkeypatch.setattr(settling, "UNSETTLED_MAX", 500)
    with open_store(tmp_path / "s.duckdb") as db:
        for k, country in enumerate(["Sweden", "Norway", "Japan"]):
            taken(
                db,
                tmp_path / f"{k}.tab",
                icews(*(row(event_id=str(k * 300 + n), source_country=country) for n in range(300))),
            )
        pairs = [r[0] for r in db.connection.execute("SELECT pair FROM imported").fetchall()]

        assert len(pairs) == 900
        # the first two files were put in order together, the third came after
        assert pairs[:600] == sorted(pairs[:600])
        assert db.datasets() == {"icews": 900}
