"""Hostile and broken inputs: each gives a typed reason, and the rest is read."""

from __future__ import annotations

import gzip
import pathlib
import resource
import time
import tomllib

import pytest

from dragoman.errors import REASONS
from dragoman.model import Rejected, Report
from dragoman.reading import Limits, extract, read
from dragoman.reading.pages import Article
from dragoman.reading.refused import Refused
from dragoman.reading.worker import PageWorker

FAULTS = pathlib.Path(__file__).parent / "faults"
CASES = tomllib.loads((FAULTS / "cases.toml").read_text("utf-8"))["case"]

TEN = "".join(
    f"<p>The president of country number {i} arrived in the capital on Wednesday for talks.</p>"
    for i in range(10)
)


def page(body):
    return (
        f"<!DOCTYPE html><html><head><title>Talks</title></head><body><article>{body}</article></body></html>"
    )


@pytest.fixture(scope="module")
def worker():
    with PageWorker(Limits(page_seconds=2)) as running:
        yield running


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_stored_fault_gives_its_reports_and_reasons(case):
    found = list(read(FAULTS / case["file"]))
    reports = [r.text for r in found if isinstance(r, Report)]
    rejected = [r for r in found if isinstance(r, Rejected)]

    assert [r.code for r in rejected] == case.get("rejected", [])
    assert all(r.code in REASONS and r.origin and case["file"] in r.origin for r in rejected)
    assert len(reports) == len(case.get("reports", []))
    assert all(text.startswith(head) for text, head in zip(reports, case.get("reports", []), strict=True))
    assert "root:" not in "".join(reports)


def test_every_stored_fault_is_a_case():
    assert {case["file"] for case in CASES} == {p.name for p in FAULTS.iterdir()} - {"cases.toml"}


PAGES = {
    "nested 240 deep": ("<div>" * 240 + TEN + "</div>" * 240, "number 9"),
    "nested 255 deep": ("<div>" * 255 + TEN + "</div>" * 255, "number 9"),
    "nested 257 deep": ("<div>" * 257 + TEN + "</div>" * 257, "number 9"),
    "nested 4,900 deep": ("<div>" * 4900 + TEN + "</div>" * 4900, "number 9"),
    "nested 6,000 deep": ("<div>" * 6000 + TEN, "too_deep"),
    "nested 300,000 deep": ("<div>" * 300_000 + TEN, "too_deep"),
    "lists in lists": ("<ul><li>" * 2000 + TEN, "number 9"),
    "tables in tables": ("<table><tr><td>" * 2000 + TEN, "number 9"),
    "20,000 attributes": (
        "<p " + " ".join(f'a{i}="x"' for i in range(20_000)) + ">Words.</p>" + TEN,
        "number 9",
    ),
    "200,000 attributes": (
        "<p " + " ".join(f'a{i}="x"' for i in range(200_000)) + ">Words.</p>" + TEN,
        "number 9",
    ),
    "attributes with brackets": ("<p " + " ".join(f'a{i}="<"' for i in range(200_000)) + ">", "too_slow"),
    "100,000 paragraphs": ("".join(f"<p>paragraph number {i}</p>" for i in range(100_000)), "number 99999"),
    "one paragraph of 4 MB": ("<p>" + "word " * 800_000 + "end</p>", "word end"),
    "an attribute of 1 MB": ("<p title='" + "x" * 1_000_000 + "'>Words.</p>" + TEN, "number 9"),
    "nothing but brackets": ("<" * 1_000_000, "<<<"),
    "a script that looks like tags": ("<script>" + "if (a<b) {x}" * 50_000 + "</script>" + TEN, "number 9"),
}


@pytest.mark.parametrize(("body", "expected"), PAGES.values(), ids=PAGES.keys())
def test_hostile_page_gives_text_or_a_reason_within_its_limits(worker, body, expected):
    start = time.monotonic()
    try:
        outcome = worker.article(page(body)).text
    except Refused as err:
        outcome = err.code

    assert expected in outcome
    assert time.monotonic() - start < 30


def test_page_that_takes_too_much_memory_is_refused_and_the_next_one_is_read():
    with PageWorker(Limits(memory_bytes=120 * 2**20)) as worker:
        with pytest.raises(Refused) as refusal:
            worker.article(page("<br>" * 600_000 + TEN))
        assert refusal.value.code == "out_of_memory"

        assert "number 9" in worker.article(page(TEN)).text


def test_worker_that_was_killed_is_started_again(worker):
    assert worker.article(page(TEN)).title == "Talks"
    worker._process.kill()
    with pytest.raises(Refused) as refusal:
        worker.article(page(TEN))

    assert refusal.value.code == "stage_failed"
    assert worker.article(page(TEN)).title == "Talks"


def test_no_worker_is_started_where_no_page_needs_one(tmp_path, monkeypatch):
    monkeypatch.setattr("subprocess.Popen", None)
    (tmp_path / "a.txt").write_text("Talks began.")

    assert [type(r) for r in read(tmp_path)] == [Report]


def test_worker_ends_with_its_run(tmp_path):
    (tmp_path / "a.html").write_text(page(TEN))
    (tmp_path / "b.html").write_text(page(TEN.replace("president", "king")))
    run = read(tmp_path)
    next(run)
    run.close()

    with PageWorker(Limits()) as worker:
        worker.article(page(TEN))
        process = worker._process
    assert process.poll() is not None


BOMB = gzip.compress(b"text,id\n" + b"a" * 50_000_000, 1)


@pytest.mark.parametrize(
    "name", ["bomb.html.gz", "bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz", "bomb.xml.gz"]
)
def test_gzip_bomb_is_stopped_before_it_fills_the_memory(tmp_path, name):
    """50 MB of one letter in 200 kB; the process may grow by less than 32 MB (its highest mark is kept)."""
    (tmp_path / name).write_bytes(BOMB)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    found = list(read(tmp_path / name, limits=Limits(file_bytes=8 * 2**20, page_bytes=4 * 2**20)))

    assert {r.code for r in found} <= {"too_large", "bad_row"}
    assert "too_large" in {r.code for r in found}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024


def test_gzip_in_gzip_and_cut_gzip_are_refused(tmp_path):
    packed = gzip.compress(b"Talks began in Muscat. " * 500)
    (tmp_path / "double.txt.gz").write_bytes(gzip.compress(packed))
    (tmp_path / "cut.txt.gz").write_bytes(packed[:-12])
    (tmp_path / "cut.jsonl.gz").write_bytes(
        gzip.compress(b'{"text": "Talks began."}\n' * 2 + b'{"text": "More')[:-4]
    )

    codes = [(pathlib.Path(r.origin).name, r.code) for r in read(tmp_path) if isinstance(r, Rejected)]

    assert ("cut.txt.gz", "broken_file") in codes
    assert ("cut.jsonl.gz", "broken_file") in codes
    assert ("double.txt.gz", "unknown_format") in codes


def test_files_over_the_limits_are_refused_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").write_text("word " * 1000)
    (tmp_path / "b.html").write_text(page(TEN))
    (tmp_path / "c.jsonl").write_text('{"text": "' + "word " * 100_000 + '"}\n{"text": "Talks."}\n')
    (tmp_path / "d.csv").write_text("text\n" + "word " * 1000 + "\nTalks went on.\n")
    limits = Limits(file_bytes=1000, page_bytes=500, text_chars=2000)

    found = list(read(tmp_path, limits=limits))

    assert [r.code for r in found if isinstance(r, Rejected)] == ["too_large"] * 4
    assert [r.text for r in found if isinstance(r, Report)] == ["Talks.", "Talks went on."]


def test_limits_must_be_positive():
    with pytest.raises(ValueError, match="page_seconds"):
        Limits(page_seconds=0)


def test_extract_gives_an_article_or_a_reason():
    assert isinstance(extract(page(TEN)), Article)
    assert extract(b"\xff\xfe\x00\xd8A").code == "bad_encoding"
    assert extract("half a pair \ud800").code == "bad_encoding"
    assert extract("").code == "empty_text"
