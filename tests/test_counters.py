"""Units of magnitudes and who counted: the table of our own sentences, the record, the store and the exports."""

from __future__ import annotations

import json
import pathlib
from datetime import date
from typing import TYPE_CHECKING

import pytest

import dragoman
from dragoman.attribution.counting import counter
from dragoman.attribution.statements import statements
from dragoman.exchange.exporting import export
from dragoman.grounding import magnitudes
from dragoman.grounding.magnitudes_amounts import amounts
from dragoman.grounding.magnitudes_money import currencies
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Report
from dragoman.tables import Row, parse_tsv

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.grounding.magnitudes import Magnitude
    from dragoman.model import Mention

TABLE = pathlib.Path(__file__).parent / "data" / "counters.tsv"
ROWS = list(parse_tsv(TABLE.read_text("utf-8"), TABLE.name, ("text", "expected")))


def seen(text: str) -> str:
    """What is read in a text, as the table writes it."""
    parsed = parse(split(text))
    said = statements(Report("made", text), parsed)
    return "; ".join(_shown(m, counter(m, p, said)) for p in parsed for m in magnitudes.find(p))


def _shown(record: Magnitude, by: Mention | None) -> str:
    low, high = ("" if side is None else str(side) for side in (record.amount.min, record.amount.max))
    parts = [f"{record.kind}={low}..{high}", record.amount.unit, f"by {by.text}" if by else None]
    return " ".join(p for p in parts if p)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["text"][:60])
def test_unit_and_counter_are_those_of_the_sentence(row: Row) -> None:
    assert row["expected"] == seen(row["text"])


def test_suite_has_the_promised_size() -> None:
    assert len(ROWS) >= 60


def test_every_currency_word_has_one_meaning() -> None:
    """The loader refuses a word or sign claimed twice; a bare rupee, franc, peso or dinar is nobody's."""
    known = currencies()

    assert [known.code("", w) for w in ("rupees", "francs", "pesos", "dinars")] == [None] * 4
    assert all(len(code) == 3 and code.isupper() for code in known.words.values() if code)


@pytest.mark.parametrize(
    "text",
    ["12 won seats in the council", "a 500-pound bomb", "2,000 pounds of explosives", "4 crowns of thorns"],
)
def test_everyday_words_are_no_currency(text: str) -> None:
    assert [f for f in amounts(text) if f.money] == []


@pytest.fixture
def store(tmp_path: Path) -> dragoman.Database:
    text = "Russian forces shelled Kharkiv on Monday, killing 12 people, according to the Red Cross."
    base = dragoman.open(tmp_path / "one.duckdb")
    base.add([Report("one", text, date(2023, 5, 2))])
    return base


def test_record_names_who_counted(store: dragoman.Database) -> None:
    (event,) = [e for e in store.events() if e["type"] == "ASSAULT"]

    dead = event["magnitude"]["dead"]
    assert (dead["min"], dead["max"], dead["unit"]) == (12, 12, "persons")
    assert dead["counted_by"]["text"] == "the Red Cross"


def test_exports_name_who_counted(store: dragoman.Database, tmp_path: Path) -> None:
    import duckdb

    export(store, "csv", tmp_path / "out.csv")

    ((by, counts),) = duckdb.sql(
        f"SELECT dead_by, magnitude FROM read_csv('{tmp_path / 'out.csv'}') WHERE dead_min = 12"
    ).fetchall()
    assert by
    assert json.loads(counts)["dead"]["unit"] == "persons"


def test_records_from_before_units_are_read(store: dragoman.Database, tmp_path: Path) -> None:
    """An old store holds counts without unit and counter; they export as unknown."""
    store.connection.execute(
        """UPDATE events SET record = json_merge_patch(record,
           '{"magnitude": {"dead": {"unit": null, "counted_by": null}}}')"""
    )

    export(store, "parquet", tmp_path / "out.parquet")

    import duckdb

    assert duckdb.sql(f"SELECT dead_min, dead_by FROM '{tmp_path / 'out.parquet'}'").fetchall() == [
        (12, None)
    ]
