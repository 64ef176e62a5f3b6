"""The registry's tables: complete, consistent, and with errors that name the line."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from dragoman.errors import TableError
from dragoman.registry import bodies, cells, load, registry, word_tables
from dragoman.registry.records import Bloc, Member, Tenure
from dragoman.tables import parse_tsv

KNOWN = {"IRN", "SYR"}


def lines(columns: tuple[str, ...], *cells: str):
    text = "\n".join(["\t".join(columns), *cells])
    return list(parse_tsv(text, "t.tsv", columns))


@pytest.mark.parametrize(
    ("columns", "row", "read", "message"),
    [
        (load.COUNTRY_COLUMNS, "Iran\tIran", load.countries, "code 'Iran'"),
        (load.COUNTRY_COLUMNS, "IRN\tIran" + "\t" * 8 + "XXX", load.countries, "no country 'XXX'"),
        (load.COUNTRY_COLUMNS, "IRN\tIran" + "\t" * 6 + "1979-13", load.countries, "column start is '1979-13'"),
        (load.COUNTRY_COLUMNS, "IRN\t", load.countries, "column name is empty"),
        (bodies.BODY_COLUMNS, "x\tX\t\tclub\tIRN\tGOV", lambda r: bodies.bodies(r, KNOWN), "column kind is 'club'"),
        (bodies.BODY_COLUMNS, "x\tX\t\tgroup\tIRQ\tGOV", lambda r: bodies.bodies(r, KNOWN), "column country is 'IRQ'"),
        (bodies.BODY_COLUMNS, "x\tX\t\tgroup\tIRN\tGUV", lambda r: bodies.bodies(r, KNOWN), "column sector is 'GUV'"),
        (bodies.BODY_COLUMNS, "x\tX\t\tgroup\tIRN\tREB\t2001\t2000", lambda r: bodies.bodies(r, KNOWN), "before its start"),
        (load.OUTLET_COLUMNS, "A\t\tagency\tIRN\tmine", lambda r: load.outlets(r, KNOWN), "column ownership is 'mine'"),
        (word_tables.ROLE_COLUMNS, "Soldier\tMIL", word_tables.role_table, "lower case"),
        (word_tables.ROLE_COLUMNS, "soldier\t", word_tables.role_table, "column sectors is empty"),
        (word_tables.ROLE_COLUMNS, "soldier\tMIL\t\t\tplural", word_tables.role_table, "column use is 'plural'"),
        (load.BLOC_COLUMNS, "b\tB\t\tIRQ", lambda r: load.blocs(r, KNOWN), "no country 'IRQ'"),
        (load.BLOC_COLUMNS, "b\tB\t\tIRN:soon", lambda r: load.blocs(r, KNOWN), "CODE:FROM"),
        (word_tables.NAMESAKE_COLUMNS, "Jordan\tsoft\t", word_tables.namesakes, "column rule is 'soft'"),
        (load.OFFICE_COLUMNS, "A\t\tX1\tIRN\tPresident\thead_of_state\tGOV", lambda r: load.tenures(r, KNOWN), "Q and a number"),
        (load.OFFICE_COLUMNS, "A\t\t\tIRN\tPresident\tboss\tGOV", lambda r: load.tenures(r, KNOWN), "column kind is 'boss'"),
    ],
)  # fmt: skip
def test_a_broken_line_is_named_with_file_and_line(columns, row, read, message) -> None:
    with pytest.raises(TableError, match=r"^t\.tsv:2: ") as error:
        read(lines(columns, row))
    assert message in str(error.value)


def test_a_repeated_key_is_an_error() -> None:
    with pytest.raises(TableError, match=r"t\.tsv:3: .*earlier line"):
        row = "A\t\tagency\tIRN\tstate\tgeneral"
        load.outlets(lines(load.OUTLET_COLUMNS, row, row), KNOWN)


def test_all_states_are_there() -> None:
    countries = registry().countries
    states = [c for c in countries.values() if c.coded_as == c.code and c.end is None]
    assert len(states) >= 195
    assert {"PSE", "KOS", "TWN", "HKG", "ATA", "VAT"} <= countries.keys()
    assert all(c.adjectives or c.code in {"ATA", "DMA", "VAT"} for c in states), [
        c.code for c in states if not c.adjectives
    ]


@pytest.mark.parametrize(
    ("code", "coded_as"),
    [("GE-AB", "GEO"), ("GE-OS", "GEO"), ("UA-14", "UKR"), ("UA-09", "UKR"), ("AZ-NK", "AZE"), ("CY-NC", "CYP"),
     ("MD-SN", "MDA"), ("SO-SL", "SOM"), ("ESH", "MAR")],
)  # fmt: skip
def test_partially_recognised_entities_are_coded_as_the_nominal_state(code: str, coded_as: str) -> None:
    country = registry().country(code)
    assert country is not None
    assert (country.coded_as, country.sector) == (coded_as, "PRE")


@pytest.mark.parametrize(
    ("code", "start", "end", "successor"),
    [
        ("SUN", None, date(1991, 12, 26), "RUS"),
        ("CSK", None, date(1992, 12, 31), "CZE"),
        ("DDR", date(1949, 10, 7), date(1990, 10, 2), "DEU"),
        ("YMD", date(1967, 11, 30), date(1990, 5, 21), "YEM"),
        ("SCG", date(2003, 2, 4), date(2006, 6, 3), "SRB"),
        ("UAR", date(1958, 2, 22), date(1961, 9, 28), "EGY"),
    ],
)
def test_gone_states_have_their_days_and_a_continuing_state(code, start, end, successor) -> None:
    country = registry().country(code)
    assert country is not None
    assert (country.start, country.end, country.successors[0]) == (start, end, successor)


def test_the_tables_are_as_large_as_they_should_be() -> None:
    known = registry()
    kinds = [b.kind for b in known.bodies.values()]
    assert kinds.count("igo") >= 60
    assert sum(kinds.count(k) for k in ("group", "party", "movement")) >= 400
    assert len(known.outlets) >= 250
    assert len(known.blocs) >= 100


def test_members_of_an_organisation_are_those_of_the_day() -> None:
    known = registry()
    on = {
        ("ecowas_members", "2024-12-31"): "NER",
        ("sco_members", "2023-07-04"): "IRN",
        ("opec_members", "2016-06-01"): "IDN",
        ("coe_members", "2022-03-15"): "RUS",
    }
    for (bloc, day), member in on.items():
        found = known.bloc(bloc)
        assert found is not None
        assert member in found.on(date.fromisoformat(day))
    after = known.bloc("ecowas_members"), known.bloc("coe_members")
    assert after[0] is not None
    assert after[1] is not None
    assert "NER" not in after[0].on(date(2025, 1, 29))
    assert "RUS" not in after[1].on(date(2022, 3, 17))


def test_a_group_that_took_power_is_the_government_from_that_day() -> None:
    known = registry()
    on = {
        b.sector
        for b in known.bodies.values()
        if b.name == "Taliban" and b.start <= date(2022, 1, 1) <= (b.end or date.max)
    }
    before = {
        b.sector
        for b in known.bodies.values()
        if b.name == "Taliban" and b.start <= date(2015, 1, 1) <= (b.end or date.max)
    }
    assert (before, on) == ({"REB"}, {"GOV"})
    syria = {b.sector: (b.start, b.end) for b in known.bodies.values() if b.name == "Hayat Tahrir al-Sham"}
    assert syria["REB"][1] == date(2024, 12, 7)
    assert syria["GOV"][0] == date(2024, 12, 8)


def test_lines_of_one_body_do_not_overlap_in_time() -> None:
    by_name: dict[tuple[str, str | None], list] = {}
    for body in registry().bodies.values():
        by_name.setdefault((body.name, body.country), []).append(body)
    for same in by_name.values():
        spans = sorted((b.start or date.min, b.end or date.max) for b in same)
        assert all(a[1] < b[0] for a, b in pairwise(spans)), same


def test_every_office_is_in_a_known_country() -> None:
    known = registry()
    codes = known.countries.keys() | cells.INTERNATIONAL
    assert all(t.country in codes for p in known.people for t in known.person(p))


def test_every_name_of_an_outlet_finds_it() -> None:
    known = registry()
    for name in (
        "IRNA",
        "SANA",
        "Fars",
        "Tasnim",
        "Xinhua",
        "TASS",
        "Reuters",
        "AFP",
        "the Guardian",
        "al-Jazeera",
    ):
        assert known.outlet(name) is not None, name
    assert known.outlet("SANA").ownership == "state"
    assert known.outlet("no such paper") is None


def test_members_of_a_bloc_depend_on_the_day() -> None:
    bloc = Bloc(
        "b", "B", (), (Member("IRN", date(2000, 1, 1), date(2000, 12, 31)), Member("SYR")), None, None
    )
    assert bloc.on(date(2000, 6, 1)) == ("IRN", "SYR")
    assert bloc.on(date(2001, 1, 1)) == ("SYR",)
    nato = registry().bloc("nato_members")
    assert nato is not None
    assert "FIN" not in nato.on(date(2023, 4, 3))
    assert "FIN" in nato.on(date(2023, 4, 4))


def _registry_with(*tenures: Tenure):
    from dragoman.registry.known import Registry
    from dragoman.registry.shelf import Given

    whole = registry()
    return Registry(Given(
        countries=whole.countries, bodies={}, outlets={}, blocs={}, tenures=tenures,
        roles=word_tables.RoleTable((), {}, frozenset(), {}, frozenset()),
        namesakes=word_tables.Namesakes(*[frozenset()] * 6), as_of=date(2020, 1, 1),
    ))  # fmt: skip


def _tenure(person: str, office: str, kind: str, start: date | None, end: date | None, **more) -> Tenure:
    return Tenure(
        person,
        more.get("aliases", ()),
        None,
        more.get("country", "IRN"),
        office,
        kind,
        "GOV",
        ("GOV",),
        start,
        end,
        as_of=None if end else date(2020, 1, 1),
    )


def test_holders_are_those_of_the_day() -> None:
    first = _tenure(
        "Ali One", "President of Iran", "head_of_government", date(2010, 1, 1), date(2014, 12, 31)
    )
    second = _tenure("Ali Two", "President of Iran", "head_of_government", date(2015, 1, 1), None)
    leader = _tenure("Ali Three", "Supreme Leader", "supreme_leader", date(2000, 1, 1), None)
    known = _registry_with(second, first, leader)
    assert known.holders("IRN", "head_of_government", date(2014, 12, 31)) == (first,)
    assert known.holders("IRN", "head_of_government", date(2015, 1, 1)) == (second,)
    assert known.holders("IRN", "head_of_state", date(2015, 1, 1), noun="president") == (second,)
    assert known.holders("IRN", "head_of_state", date(2015, 1, 1), noun="supreme leader") == (leader,)


def test_an_open_end_is_not_still_in_office_after_the_registry_s_date() -> None:
    known = _registry_with(_tenure("Ali Two", "President", "head_of_state", date(2015, 1, 1), None))
    assert known.tenures("Ali Two", date(2020, 1, 1))
    assert known.tenures("Ali Two", date(2020, 1, 2)) == ()


def test_one_of_many_ministers_is_only_given_by_title() -> None:
    oil = _tenure("Ali Oil", "Minister of Oil", "minister", date(2010, 1, 1), None)
    trade = _tenure("Ali Trade", "Trade Minister", "minister", date(2010, 1, 1), None)
    known = _registry_with(oil, trade)
    assert known.holders("IRN", "minister", date(2015, 1, 1), noun="oil minister") == (oil,)
    assert known.holders("IRN", "minister", date(2015, 1, 1), noun="trade minister") == (trade,)
    assert known.holders("IRN", "minister", date(2015, 1, 1), noun="health minister") == ()


@pytest.mark.parametrize(
    ("person", "country", "word"),
    [
        ("Bashar al-Assad", "SYR", "Assad"), ("Bashar al-Assad", "SYR", "al-Assad"), ("Xi Jinping", "CHN", "Xi"),
        ("Mohammed bin Salman", "SAU", "bin Salman"), ("Enrique Peña Nieto", "MEX", "Peña Nieto"),
        ("Enrique Peña Nieto", "MEX", "Pena Nieto"), ("Abiy Ahmed", "ETH", "Abiy"), ("Joe Biden Jr.", "USA", "Biden"),
        ("Recep Tayyip Erdoğan", "TUR", "Erdogan"),
    ],
)  # fmt: skip
def test_a_person_is_found_by_what_people_are_called_later_in_a_text(
    person: str, country: str, word: str
) -> None:
    known = _registry_with(_tenure(person, "President", "head_of_state", None, None, country=country))
    assert known.surname(word) == (person,)


def test_full_names_are_found_in_texts_and_surnames_are_not() -> None:
    known = _registry_with(
        _tenure(
            "George Walker Bush", "President", "head_of_state", None, None, country="USA", aliases=("Dubya",)
        )
    )
    assert [n.text for n in known.find("George Bush and George Walker Bush; Bush; Dubya")] == [
        "George Bush", "George Walker Bush", "Dubya",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [("IRN", "IRN"), ("irn", "IRN"), ("Iran", "IRN"), ("iran", "IRN"), ("Iranian", "IRN"), ("Tehran", "IRN"),
     ("the Gambia", "GMB"), ("Cote d'Ivoire", "CIV"), ("Côte d’Ivoire", "CIV"), ("Panama", "PAN"), ("Atlantis", None), ("Iran and Iraq", None)],
)  # fmt: skip
def test_a_country_is_known_by_code_name_adjective_or_capital(words, code) -> None:
    found = registry().country_named(words)
    assert (found.code if found else None) == code


def test_a_question_about_a_country_reads_no_offices() -> None:
    from dragoman.registry.known import Registry
    from dragoman.registry.shelf import Shipped

    tables = Shipped(())
    Registry(tables).country_named("Iran")
    assert "countries" in vars(tables)
    assert "tenures" not in vars(tables)


def test_a_broken_pack_is_told_before_anything_is_coded() -> None:
    from dragoman.registry.known import Registry
    from dragoman.registry.shelf import Shipped

    class Broken(Shipped):
        @property
        def blocs(self):
            raise TableError("blocs.tsv:3: no country 'XXX'")

    with pytest.raises(TableError, match=r"blocs\.tsv:3"):
        Registry(Broken(())).check()
