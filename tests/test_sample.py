"""The sample corpus: its size and shape, and that its manifest says what is in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from difflib import SequenceMatcher

import pytest

from dragoman.sample import manifest, reports_folder

FOLDER = reports_folder()
MANIFEST = manifest()
TABLES = sorted(p for p in FOLDER.glob("*.jsonl") if p.name != MANIFEST["broken"]["file"])
ROWS = [json.loads(line) for path in TABLES for line in path.read_text("utf-8").splitlines()]
BY_ID = {row["id"]: row for row in ROWS}
PAGES = {page["id"] for page in MANIFEST["pages"]}
INVENTED = {
    "Alborz Daily", "Amman Mirror", "Barada Post", "Bosphorus Record", "Gulf Ledger",
    "Hejaz Tribune", "Levant Courier", "Neva Chronicle", "Potomac Bulletin", "Tigris Herald",
}  # fmt: skip
AGENCIES = {"SANA", "IRNA", "TASS", "Xinhua"}


def readme() -> str:
    return " ".join((FOLDER.parent / "README.md").read_text("utf-8").split())


def test_there_are_165_reports_in_tables_and_173_in_all():
    assert len(ROWS) == 165
    whole = len(ROWS) + len(MANIFEST["pages"]) + MANIFEST["feed"]["items"] + len(MANIFEST["broken"]["whole"])
    assert whole == 173
    assert f"{whole} short reports" in readme()


def test_no_id_stands_twice():
    assert [i for i, n in Counter(row["id"] for row in ROWS).items() if n > 1] == []


def test_every_year_from_2010_to_2023_has_reports():
    years = Counter(date.fromisoformat(row["published"]).year for row in ROWS)

    assert sorted(years) == list(range(2010, 2024))
    assert min(years.values()) >= 6


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_report_is_whole(row):
    assert set(row) == {"id", "text", "published", "outlet", "title", "url"}
    assert row["id"].startswith(row["published"])
    assert 60 <= len(row["text"].split()) <= 160
    assert row["text"] == row["text"].strip()
    assert row["title"]
    assert row["outlet"] in INVENTED | AGENCIES
    assert re.match(r"https://[a-z-]+\.example/\d{4}/\d\d/\d\d/[a-z0-9-]+$", row["url"])


def test_rows_of_a_table_are_in_the_order_of_publication():
    for path in TABLES:
        days = [json.loads(line)["published"] for line in path.read_text("utf-8").splitlines()]
        assert days == sorted(days), path.name


def test_every_invented_paper_is_named_in_the_readme_and_used():
    assert {row["outlet"] for row in ROWS} == INVENTED | AGENCIES
    for name in INVENTED:
        assert name in readme()


def test_every_agency_of_a_dateline_is_named_in_the_readme():
    credited = {
        m[1] for row in ROWS if (m := re.match(r"[A-Z' -]+(?:, \w+\.? \d+)? \((\w+)\) -", row["text"]))
    }

    assert len(credited) >= 12
    for name in credited:
        assert re.search(rf"\b{name}\b", readme().split("**Agencies.**")[1])


def test_copies_of_one_text_are_nearly_the_same_and_differ():
    for group in MANIFEST["copies"]:
        texts = [BY_ID[i]["text"] for i in group["reports"]]
        outlets = [BY_ID[i]["outlet"] for i in group["reports"]]
        assert len(set(outlets)) == len(outlets) >= 3
        assert len(set(texts)) == len(texts)
        for other in texts[1:]:
            # The shortest copies are cut by an editor; what they keep is the same.
            matcher = SequenceMatcher(None, texts[0], other, autojunk=False)
            same = sum(block.size for block in matcher.get_matching_blocks())
            assert same >= 0.9 * min(len(texts[0]), len(other)), group["about"]


def test_correction_stands_under_the_address_of_the_report_it_corrects():
    shared = {url for url, n in Counter(row["url"] for row in ROWS).items() if n > 1}
    corrected = set()
    for entry in MANIFEST["correction"]:
        earlier, later = BY_ID[entry["earlier"]], BY_ID[entry["later"]]
        assert earlier["url"] == later["url"]
        assert earlier["published"] < later["published"]
        assert "Correction" in later["text"]
        corrected.add(earlier["url"])

    assert shared == corrected


def test_manifest_names_only_reports_that_exist():
    named = [
        i
        for kind in ("copies", "contradiction", "toll")
        for entry in MANIFEST[kind]
        for i in entry["reports"]
    ]
    named += [entry["report"] for kind in ("denial", "precedence") for entry in MANIFEST[kind]]
    named += [
        entry[key] for entry in MANIFEST["cancelled"] for key in ("announced", "dropped") if key in entry
    ]
    named += [entry[key] for entry in MANIFEST["fulfilled"] for key in ("announced", "done")]
    named += [entry["later"] for entry in MANIFEST["denial"] if "later" in entry]
    named += MANIFEST["no_events"]["reports"]

    assert [i for i in named if i not in BY_ID and i not in PAGES] == []


def test_tolls_rise_and_stand_in_the_text():
    for entry in MANIFEST["toll"]:
        days = [BY_ID[i]["published"] for i in entry["reports"]]
        assert days == sorted(days)
        assert entry["dead"] == sorted(entry["dead"])
        for report, dead in zip(entry["reports"], entry["dead"], strict=True):
            assert re.search(rf"\b({dead}|{dead:,})\b", BY_ID[report]["text"]), (report, dead)


def test_words_of_precedence_claims_stand_in_the_text():
    for entry in MANIFEST["precedence"]:
        assert entry["words"] in BY_ID[entry["report"]]["text"]


def test_pages_hold_text_and_furniture():
    for page in MANIFEST["pages"]:
        html = (FOLDER / page["file"]).read_text("utf-8")
        assert page["file"].split("/")[1].startswith(page["published"])
        for part in ("<nav>", "<footer>", "Advertisement", "cookies", 'rel="canonical"', page["outlet"]):
            assert part in html


def test_feed_has_its_items_with_dates():
    xml = (FOLDER / MANIFEST["feed"]["file"]).read_text("utf-8")

    assert xml.count("<item>") == xml.count("<pubDate>") == MANIFEST["feed"]["items"]


def test_damaged_file_is_damaged_where_the_manifest_says():
    lines = (FOLDER / MANIFEST["broken"]["file"]).read_text("utf-8").splitlines()
    assert len(lines) == len(MANIFEST["broken"]["whole"]) + len(MANIFEST["broken"]["damaged"])

    whole = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            date.fromisoformat(row["published"])
        except ValueError:
            continue
        if row["text"]:
            whole.append(number)
    assert whole == MANIFEST["broken"]["whole"]


def test_direct_quotations_are_short_and_few():
    """Words in quotation marks are generic or belong to nobody named; see the README."""
    quoted = [q for row in ROWS for q in re.findall(r'"([^"]+)"', row["text"])]

    assert len(quoted) <= 12
    assert all(len(q.split()) <= 12 for q in quoted), quoted
