"""Organisations of states: at least sixty with their heads since 2000 and their members, both by date."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.registry import registry
from dragoman.registry.igos import COLUMNS, head_of, igos, members_of, parse
from dragoman.tables import parse_tsv

LONGEST_GAP = timedelta(days=45)
TABLE = parse_tsv(
    Path(__file__).with_name("data").joinpath("vacancies.tsv").read_text("utf-8"),
    "vacancies.tsv",
    ("country", "side", "since", "why"),
)
VACANT = {(r["country"], r["since"]) for r in TABLE if r["side"] == "igo"}


def gaps(body_id: str) -> list[str]:
    """First days of stretches, within the life of the organisation and since 2000, without a head in the table."""
    known, igo = registry(), igos()[body_id]
    body, bloc = known.body(body_id), known.bloc(igo.members)
    assert body is not None
    assert bloc is not None
    covered = max(d for d in (date(2000, 1, 1), body.start, bloc.start) if d)
    last = min(d for d in (known.as_of, body.end, bloc.end) if d)
    terms = [t for p in known.people for t in known.person(p) if t.office in igo.heads]
    found = []
    for start, end in [*sorted((t.start or date.min, t.end or date.max) for t in terms), (last, last)]:
        if min(start, last) - covered > LONGEST_GAP:
            found.append(str(covered))
        covered = max(covered, end)
    return found


def test_sixty_organisations_have_heads_and_members_by_date() -> None:
    known = registry()
    assert len(igos()) >= 60
    for igo in igos().values():
        bloc = known.bloc(igo.members)
        assert bloc is not None
        assert len(bloc.members) >= 3, igo.body
        assert bloc.start, igo.body


def test_heads_of_organisations_follow_one_another_since_2000() -> None:
    assert {(i, g) for i in igos() for g in gaps(i)} - VACANT == set()


def test_every_vacancy_of_an_organisation_is_one() -> None:
    assert [v for v in sorted(VACANT) if v[1] not in gaps(v[0])] == []


@pytest.mark.parametrize(
    ("body", "day", "head"),
    [
        ("economic_community_of_west_african_states", "2010-12-07", "James Victor Gbeho"),
        ("organization_of_the_petroleum_exporting_countries", "2006-06-01", "Edmund Daukoru"),
        ("south_asian_association_for_regional_cooperation", "2016-10-01", "Arjun Bahadur Thapa"),
        ("world_bank", "2019-03-01", "Kristalina Georgieva"),
        ("pacific_islands_forum", "2010-08-04", "Tuiloma Neroni Slade"),
    ],
)
def test_the_head_is_that_of_the_day(body: str, day: str, head: str) -> None:
    assert [t.person for t in head_of(body, date.fromisoformat(day))] == [head]


@pytest.mark.parametrize(
    ("body", "member", "inside", "outside"),
    [
        ("united_nations", "SSD", "2011-07-14", "2011-07-13"),
        ("world_trade_organization", "RUS", "2012-08-22", "2012-08-21"),
        ("unesco", "USA", "2003-10-01", "2019-01-01"),
        ("arab_league", "SYR", "2023-05-07", "2015-01-01"),
        ("world_health_organization", "USA", "2020-07-06", "2026-01-23"),
        ("intergovernmental_authority_on_development", "ERI", "2024-01-01", "2026-01-01"),
    ],
)
def test_members_are_those_of_the_day(body: str, member: str, inside: str, outside: str) -> None:
    assert member in members_of(body, date.fromisoformat(inside))
    assert member not in members_of(body, date.fromisoformat(outside))


def test_the_united_nations_have_193_members() -> None:
    assert len(members_of("united_nations", date(2020, 1, 1))) == 193
    assert len(members_of("world_health_organization", date(2020, 1, 1))) == 194
    assert len(members_of("international_monetary_fund", date(2025, 1, 1))) == 191


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("no_such\tSecretary General of NATO\tnato_members", "no body 'no_such'"),
        ("nato\tChief of NATO\tnato_members", "nobody in offices.tsv is 'Chief of NATO'"),
        ("nato\tSecretary General of NATO\tnato", "no group of states 'nato'"),
        ("nato\t\tnato_members", "column heads is empty"),
    ],
)
def test_a_line_that_joins_nothing_is_named(line: str, message: str) -> None:
    rows = parse_tsv("\t".join(COLUMNS) + "\n" + line, "igos.tsv", COLUMNS)
    with pytest.raises(TableError, match=rf"^igos\.tsv:2: {message}"):
        parse(rows, registry())
