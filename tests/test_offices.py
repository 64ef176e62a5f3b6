"""The table of offices: its form, its order, and that heads of state and government follow one another."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations

import pytest

from dragoman.registry.load import OFFICE_COLUMNS, SECTORS
from dragoman.registry.records import TENURE_KINDS
from dragoman.tables import Row, read_tsv

ROWS = read_tsv("dragoman.registry", "data/offices.tsv", OFFICE_COLUMNS)

STATE = frozenset({"head_of_state", "monarch", "supreme_leader"})
MIDDLE_EAST = (
    "ARE BHR DZA EGY IRN IRQ ISR JOR KWT LBN LBY MAR OMN PSE QAT SAU SDN SYR TUN TUR YEM".split()  # noqa: SIM905
)
G20 = "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF".split()  # noqa: SIM905
# Realms whose monarch stands in the table under the United Kingdom only.
MONARCH_OF = {"AUS": "GBR", "CAN": "GBR"}
FIRST, LAST = date(2000, 1, 1), date(2024, 12, 31)
LONGEST_GAP = timedelta(days=60)

# Country, side, first day without a holder -> why nobody held the office.
VACANT = {
    ("IRQ", "state", "2003-04-09"): "occupation, before the Governing Council",
    (
        "IRQ",
        "government",
        "2003-04-09",
    ): "occupation and Governing Council, no prime minister before June 2004",
    ("LBN", "state", "2007-11-23"): "parliament elected no president",
    ("LBN", "state", "2014-05-24"): "parliament elected no president",
    ("LBN", "state", "2022-10-30"): "parliament elected no president",
    ("SDN", "government", "2019-04-11"): "military council without a prime minister",
    ("TUN", "government", "2021-07-25"): "government dismissed by the president",
}


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
        country = MONARCH_OF.get(country, country)
        rows = [r for r in ROWS if r["country"] == country and r["kind"] in STATE]
    else:
        rows = [
            r
            for r in ROWS
            if r["country"] == country
            and (
                r["kind"] == "head_of_government"
                or (r["kind"] in STATE and "also head of government" in r["note"])
            )
        ]
    return sorted((_start(r), _end(r)) for r in rows)


def _gaps(country: str, side: str) -> list[tuple[date, date]]:
    gaps, covered = [], FIRST
    for start, end in [*_held(country, side), (LAST, LAST)]:
        if start - covered > LONGEST_GAP:
            gaps.append((covered, start))
        covered = max(covered, end)
    return gaps


@pytest.mark.parametrize("side", ["state", "government"])
@pytest.mark.parametrize("country", sorted({*MIDDLE_EAST, *G20}))
def test_heads_follow_one_another_from_2000_to_2024(country: str, side: str) -> None:
    gaps = [(country, side, str(first)) for first, _ in _gaps(country, side)]
    assert [g for g in gaps if g not in VACANT] == []


def test_every_listed_vacancy_is_one() -> None:
    gaps = {
        (c, s, str(g)) for c in {*MIDDLE_EAST, *G20} for s in ("state", "government") for g, _ in _gaps(c, s)
    }
    assert set(VACANT) <= gaps


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
