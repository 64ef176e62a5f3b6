"""Every line of the tables of facts says where it comes from and which lists agree with it, and the command shows it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.errors import TableError
from dragoman.registry import load, registry
from dragoman.registry.codes import country_codes
from dragoman.registry.lines import lines
from dragoman.registry.sources import COLUMNS, origin_of, parse, sources
from dragoman.tables import parse_tsv, read_tsv

KNOWN = {"IRN", "SYR"}
PLACES = read_tsv(
    "dragoman.grounding",
    "data/features.tsv",
    ("name", "aliases", "kind", "country", "lat", "lon", "resolution", "source", "checked"),
)


def rows(columns: tuple[str, ...], *cells: str):
    return list(parse_tsv("\n".join(["\t".join(columns), *cells]), "t.tsv", columns))


def test_every_line_of_every_table_of_facts_has_a_source() -> None:
    known = registry()
    tenures = [t for p in known.people for t in known.person(p) if t.pack is None]
    tables = (
        known.countries.values(), known.bodies.values(), known.outlets.values(), known.blocs.values(), tenures,
        country_codes(),
    )  # fmt: skip
    for table in tables:
        for record in table:
            assert record.origin is not None
            assert sources()[record.origin.source].kind == "restated"
    assert all(sources()[place["source"]].kind == "restated" for place in PLACES)


def test_every_source_is_used() -> None:
    known = registry()
    used = {
        key
        for table in (known.countries, known.bodies, known.outlets, known.blocs)
        for r in table.values()
        if r.origin
        for key in (r.origin.source, *(m.partition(":")[0] for m in r.origin.checked))
    }
    used |= {m.partition(":")[0] for place in PLACES for m in place.many("checked")}
    for person in known.people:
        for t in known.person(person):
            if t.origin:
                used |= {t.origin.source, *(m.partition(":")[0] for m in t.origin.checked)}
    assert used == set(sources())


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("A\t\tagency\tIRN\tstate", "column source is ''"),
        ("A\t\tagency\tIRN\tstate\tmemory", "column source is 'memory'; expected one of decided, general"),
        ("A\t\tagency\tIRN\tstate\twikidata", "column source is 'wikidata'"),
        ("A\t\tagency\tIRN\tstate\tgeneral\tgeneral:name", "column checked has 'general:name'"),
        ("A\t\tagency\tIRN\tstate\tgeneral\tmedia:all", "column checked has 'media:all'"),
    ],
)
def test_an_unknown_source_is_named_with_file_and_line(cells: str, message: str) -> None:
    with pytest.raises(TableError, match=r"^t\.tsv:2: ") as error:
        load.outlets(rows(load.OUTLET_COLUMNS, cells), KNOWN)
    assert message in str(error.value)


def test_source_and_checks_are_read() -> None:
    (line,) = rows(load.OUTLET_COLUMNS, "A\t\tagency\tIRN\tstate\tgeneral\tmedia:owner|factbook:name")
    origin = origin_of(line)
    assert origin is not None
    assert (origin.source, origin.checked) == ("general", ("media:owner", "factbook:name"))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("a\trestated\tfair\t2026-11-22\t", "column words is empty"),
        ("a\trestated\tfair\t\twords", "column date is empty"),
        ("a\tguess\tfair\t2026\twords", "column kind is 'guess'"),
        ("a\tlist\tsure\t2026\twords", "column trust is 'sure'"),
    ],
)
def test_a_broken_source_is_named(cells: str, message: str) -> None:
    with pytest.raises(TableError, match=r"^t\.tsv:2: ") as error:
        parse(rows(COLUMNS, cells))
    assert message in str(error.value)


def test_a_name_shows_its_lines_with_their_sources() -> None:
    found = {(f.what, f.source) for f in lines("Kofi Annan")}
    assert ("Secretary-General of the United Nations", "general") in found
    assert any("media:owner" in f.checked for f in lines("TASS"))


def test_the_command_shows_a_name_on_a_day() -> None:
    result = CliRunner().invoke(app, ["registry", "show", "OPEC", "--on", "2006-06-01", "--json"])
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert ("offices", "Edmund Daukoru") in {(f["table"], f["name"]) for f in found}
    assert all(f["trust"] in {"high", "fair", "low"} and f["source_words"] for f in found)


def test_a_name_without_a_line_is_a_problem_not_a_crash() -> None:
    assert CliRunner().invoke(app, ["registry", "show", "Nobody Whatever"]).exit_code == 1


def test_the_command_explains_the_sources() -> None:
    result = CliRunner().invoke(app, ["registry", "sources", "--json"])
    assert {json.loads(line)["key"] for line in result.stdout.splitlines()} == set(sources())
