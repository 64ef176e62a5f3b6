"""The table of offices: its form, its order, and that heads of state and government follow one another."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from dragoman.registry import registry
from dragoman.registry.cells import SECTORS
from dragoman.registry.load import OFFICE_COLUMNS
from dragoman.registry.records import TENURE_KINDS
from dragoman.registry.surfaces import key
from dragoman.tables import Row, parse_tsv, read_tsv

ROWS = read_tsv("dragoman.registry", "data/offices.tsv", OFFICE_COLUMNS)
BY_COUNTRY: dict[str, list[Row]] = defaultdict(list)
for _row in ROWS:
    BY_COUNTRY[_row["country"]].append(_row)

STATE = frozenset({"head_of_state", "monarch", "supreme_leader"})
FIRST = date(2000, 1, 1)
LONGEST_GAP = timedelta(days=14)
# Realms whose monarch stands in the table under the United Kingdom only, and the day on which they ceased to be.
REALMS = dict.fromkeys("AUS CAN NZL JAM BHS GRD PNG SLB TUV LCA VCT ATG BLZ KNA".split(), date.max)  # noqa: SIM905
REALMS["BRB"] = date(2021, 11, 30)
# Two captains regent every half year are not in the table; the continent has no government.
NOT_COVERED = {"SMR", "ATA"}
VACANCIES = parse_tsv(
    Path(__file__).with_name("data").joinpath("vacancies.tsv").read_text("utf-8"),
    "vacancies.tsv",
    ("country", "side", "since", "why"),
)
VACANT = {(r["country"], r["side"], r["since"]) for r in VACANCIES if r["side"] != "igo"}


def _start(row: Row) -> date:
    return row.day("start") or date.min


def _first_possible_end(row: Row) -> date:
    return row.day("end") or date.max


def _end(row: Row) -> date:
    return row.day("end", last=True) or date.max


def test_table_holds_at_least_900_rows() -> None:
    assert len(ROWS) >= 900


@pytest.mark.parametrize("column", ["person", "country", "office", "kind", "sector", "start"])
def test_column_is_filled_in_every_row(column: str) -> None:
    assert [r.line for r in ROWS if not r[column]] == []


def test_kinds_and_sectors_are_known() -> None:
    assert {r["kind"] for r in ROWS} <= set(TENURE_KINDS)
    assert {s for r in ROWS for s in r.many("sector")} <= SECTORS


def test_dates_parse_and_start_is_not_after_end() -> None:
    assert [str(r.line) for r in ROWS if _start(r) > _end(r)] == []


def test_rows_are_sorted_by_country_kind_and_start() -> None:
    keys = [(r["country"], r["kind"], r["start"]) for r in ROWS]
    assert keys == sorted(keys)


def test_no_row_stands_twice() -> None:
    keys = [(r["person"], r["country"], r["office"], r["start"]) for r in ROWS]
    assert len(set(keys)) == len(keys)


def test_a_person_has_the_same_aliases_and_identifier_in_every_row() -> None:
    seen: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for r in ROWS:
        seen[r["person"]].add((r["aliases"], r["qid"]))
    assert [p for p, forms in seen.items() if len(forms) > 1] == []


def test_an_identifier_belongs_to_one_person() -> None:
    people: dict[str, set[str]] = defaultdict(set)
    for r in ROWS:
        if r["qid"]:
            people[r["qid"]].add(r["person"])
    assert [q for q, names in people.items() if len(names) > 1] == []


def test_only_envoys_are_accredited() -> None:
    assert [r.line for r in ROWS if r["accredited"] and r["kind"] != "ambassador"] == []


@pytest.mark.parametrize("kinds", [STATE - {"supreme_leader"}, {"head_of_government"}])
def test_two_holders_overlap_only_where_the_note_says_so(kinds: frozenset[str]) -> None:
    by_country: dict[str, list[Row]] = defaultdict(list)
    for r in ROWS:
        if r["kind"] in kinds:
            by_country[r["country"]].append(r)
    unexplained = [
        (a["country"], a["person"], b["person"])
        for rows in by_country.values()
        for a, b in combinations(sorted(rows, key=_start), 2)
        if _start(b) < _first_possible_end(a) and "overlaps" not in a["note"] + b["note"]
    ]
    assert unexplained == []


def _held(country: str, side: str) -> list[tuple[date, date]]:
    if side == "state":
        rows = [r for r in BY_COUNTRY[country] if r["kind"] in STATE]
        spans = [(_start(r), _end(r)) for r in rows]
        if country in REALMS:
            spans += [(s, min(e, REALMS[country])) for s, e in _held("GBR", "state")]
        return sorted(spans)
    rows = [
        r
        for r in BY_COUNTRY[country]
        if r["kind"] == "head_of_government"
        or (r["kind"] in STATE and "also head of government" in r["note"])
    ]
    return sorted((_start(r), _end(r)) for r in rows)


def _gaps(country: str, side: str, born: date | None) -> list[str]:
    """First days of the stretches, to the registry's own day, in which nobody held the office."""
    last, gaps, covered = registry().as_of, [], max(FIRST, born or FIRST)
    for start, end in [*_held(country, side), (last, last)]:
        if start - covered > LONGEST_GAP:
            gaps.append(str(covered))
        covered = max(covered, end)
    return gaps


def _states() -> list[tuple[str, date | None]]:
    """Every state that is there today; Hong Kong has a code and no state of its own."""
    known = registry().countries.values()
    states = [c for c in known if c.coded_as == c.code and c.end is None and c.code != "HKG"]
    return [(c.code, c.start) for c in states if c.code not in NOT_COVERED]


def test_heads_of_every_state_follow_one_another_from_2000_to_the_registry_s_day() -> None:
    assert len(_states()) >= 193
    gaps = {(c, s, g) for c, born in _states() for s in ("state", "government") for g in _gaps(c, s, born)}
    assert gaps - VACANT == set()


def test_every_listed_vacancy_is_one() -> None:
    born = dict(_states())
    assert [v for v in sorted(VACANT) if v[2] not in _gaps(v[0], v[1], born[v[0]])] == []


def test_no_term_stands_under_two_spellings_of_a_name() -> None:
    """Two lines of one office that begin and end within a month, with the same last part of the name."""
    twice = [
        (a["country"], a["person"], b["person"])
        for rows in BY_COUNTRY.values()
        for a, b in combinations([r for r in rows if r["kind"] in {*STATE, "head_of_government", "foreign_minister"}], 2)
        if a["kind"] == b["kind"] and a["person"] != b["person"]
        and key(a["person"]).split()[-1] == key(b["person"]).split()[-1]
        and abs(_start(a) - _start(b)) < timedelta(31) and _end(a) != date.max
        and abs(_end(a).toordinal() - _end(b).toordinal()) < 31
    ]  # fmt: skip
    assert twice == []


@pytest.mark.parametrize(
    ("country", "kind", "day", "person"),
    [
        ("IRN", "head_of_state", "2023-05-01", "Ebrahim Raisi"),
        ("IRN", "head_of_state", "2010-02-25", "Mahmoud Ahmadinejad"),
        ("SYR", "head_of_state", "2000-06-01", "Hafez al-Assad"),
        ("SYR", "head_of_state", "2024-12-07", "Bashar al-Assad"),
        ("SAU", "monarch", "2016-01-03", "Salman bin Abdulaziz"),
        ("SAU", "foreign_minister", "2016-01-03", "Adel al-Jubeir"),
        ("ISR", "head_of_government", "2022-07-14", "Yair Lapid"),
        ("RUS", "head_of_state", "2010-01-01", "Dmitry Medvedev"),
        ("CHN", "foreign_minister", "2023-03-10", "Qin Gang"),
        ("USA", "head_of_state", "2020-01-03", "Donald Trump"),
    ],
)
def test_office_was_held_by(country: str, kind: str, day: str, person: str) -> None:
    on = date.fromisoformat(day)
    held = [
        r["person"]
        for r in ROWS
        if (r["country"], r["kind"]) == (country, kind) and _start(r) <= on <= _end(r)
    ]
    assert held == [person]
