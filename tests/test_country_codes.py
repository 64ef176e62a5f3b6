"""The concordance of country codes: one meaning a day, and the public lists agree."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman.registry.codes import SYSTEMS, country_codes, read, written
from dragoman.registry.known import shipped

LISTS = next(
    (p / "shared/data/registry" for p in Path(__file__).parents if (p / "shared/data/registry").exists()),
    None,
)
needs_lists = pytest.mark.skipif(LISTS is None, reason="the public lists are not here")
FAR = date(9999, 12, 31)


def overlap(a, b) -> bool:
    return (a.start or date.min) <= (b.end or FAR) and (b.start or date.min) <= (a.end or FAR)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(("used", "key"), [("reads", "foreign"), ("writes", "code")])
def test_a_code_has_one_meaning_on_a_day(system, used, key):
    rows = [r for r in country_codes() if r.system == system and getattr(r, used)]
    found: dict[str, list] = {}
    for row in rows:
        others = found.setdefault(getattr(row, key), [])
        assert not [o for o in others if overlap(row, o)], row
        others.append(row)


@pytest.mark.parametrize(
    ("system", "foreign", "day", "code"),
    [
        ("cow", "970", "2020-01-01", "NRU"), ("gw", "970", "2020-01-01", "KIR"), ("cow", "260", "1980-01-01", "DEU"),
        ("cow", "260", "1995-01-01", None), ("cow", "255", "1995-01-01", "DEU"), ("gw", "260", "2020-01-01", "DEU"),
        ("cow", "345", "2000-01-01", "YUG"), ("cow", "345", "2004-01-01", "SCG"), ("cow", "345", "2010-01-01", "SRB"),
        ("gw", "340", "2010-01-01", "SRB"), ("gw", "345", "2010-01-01", None), ("cow", "365", "1985-06-01", "SUN"),
        ("cow", "365", "1992-06-01", "RUS"), ("gw", "678", "1980-01-01", "YAR"), ("gw", "678", "2000-01-01", "YEM"),
        ("cow", "679", "2000-01-01", "YEM"), ("fips", "AU", "2000-01-01", "AUT"), ("iso2", "AU", "2000-01-01", "AUS"),
        ("cameo", "ROM", "2000-01-01", "ROU"), ("icews", "Congo", "2000-01-01", "COG"), ("isonum", "4", "2000-01-01", "AFG"),
    ],
)  # fmt: skip
def test_a_foreign_code_is_read_by_the_day(system, foreign, day, code):
    assert read(system, foreign, date.fromisoformat(day)) == code


@pytest.mark.parametrize(
    ("system", "code", "day", "foreign"),
    [
        ("cow", "DEU", "1960-01-01", "260"), ("cow", "DEU", "2000-01-01", "255"), ("gw", "DEU", "2000-01-01", "260"),
        ("cow", "RUS", "1985-01-01", "365"), ("cow", "SRB", "1999-01-01", "345"), ("gw", "SRB", "2010-01-01", "340"),
        ("cow", "KIR", "2010-01-01", "946"), ("gw", "KIR", "2010-01-01", "970"), ("gw", "SSD", "2005-01-01", None),
        ("cow", "GE-AB", "2010-01-01", None), ("gw", "GE-AB", "2010-01-01", "396"), ("cameo", "ROU", "2010-01-01", "ROM"),
    ],
)  # fmt: skip
def test_our_code_is_written_by_the_day(system, code, day, foreign):
    assert written(system, code, date.fromisoformat(day)) == foreign


@needs_lists
@pytest.mark.parametrize(("system", "file"), [("cow", "cow_states.csv"), ("gw", "gw_states.csv")])
def test_every_state_number_of_the_public_list_is_ours_in_its_span(system, file):
    from dragoman.registry.pack_columns import country_code

    # Names of the lists that are no names of the country here, or are those of another state with the same short name.
    other = {"484": "COG", "490": "COD", "437": "CIV", "731": "PRK", "680": "YMD", "817": "RVN", "511": "ZNZ"}
    known = shipped().countries
    assert LISTS is not None
    with (LISTS / file).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            number = row.get("gwcode") or row["ccode"]
            start, end = span(row)
            # Tibet is no state here; the split of 345 between Yugoslavia and Serbia is tested by itself.
            if end.year < 1946 or number in {"711", "345"}:
                continue
            name = (row.get("statename") or row["statenme"]).split("/")[0].split("(")[0].strip()
            for day in (max(start, date(1945, 12, 31)) + timedelta(days=1), end - timedelta(days=1)):
                code = read(system, number, day)
                wanted = other.get(number) or country_code(name)
                assert code, (number, name, day)
                assert (
                    code == wanted
                    or wanted in known[code].successors
                    or code in known[wanted or ""].successors
                ), (number, name, day)


def span(row):
    if "startdate" in row:
        return date.fromisoformat(row["startdate"]), date.fromisoformat(row["enddate"])
    parts = [int(row[k]) for k in ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")]
    return date(*parts[:3]), date(*parts[3:])


@needs_lists
def test_two_letter_and_numeric_codes_agree_with_the_public_list():
    assert LISTS is not None
    with (LISTS / "country_codes.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    day = date(2020, 1, 1)
    wrong = [
        r["iso3166_1_alpha_3"] for r in rows
        if read("iso2", r["iso3166_1_alpha_2"], day) != r["iso3166_1_alpha_3"]
        or read("isonum", str(int(r["iso3166_1_numeric"])), day) != r["iso3166_1_alpha_3"]
    ]  # fmt: skip
    fips = [
        r["iso3166_1_alpha_3"] for r in rows
        if len(r["fips"].strip()) == 2 and read("fips", r["fips"].strip(), day) != r["iso3166_1_alpha_3"]
    ]  # fmt: skip

    assert wrong == []
    assert fips == ["BES"]  # the list gives the Netherlands' code
