"""Armed groups: who sponsored them when, and what they were from the day on which they took power, joined an army or became a party."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.errors import TableError
from dragoman.grounding.actors import ActorResolver
from dragoman.model import Report, When
from dragoman.registry import registry
from dragoman.registry.bodies import BODY_COLUMNS, bodies, sponsors_on
from dragoman.tables import parse_tsv

KNOWN = {"IRN", "SYR"}
ARMY = "army\tArmy\t\tforce\tSYR\tMIL\t\t\t\t\tgeneral"


def rows(*cells: str):
    return list(parse_tsv("\n".join(["\t".join(BODY_COLUMNS), *cells]), "t.tsv", BODY_COLUMNS))


def who(phrase: str, on: str):
    day = date.fromisoformat(on)
    return ActorResolver(registry(), Report("r", phrase, day), ()).phrase(phrase, When(day, day, "day"))


@pytest.mark.parametrize(
    ("phrase", "on", "country", "sector"),
    [
        ("the Taliban", "2021-08-14", "AFG", "REB"),
        ("the Taliban", "2021-08-15", "AFG", "GOV"),
        ("the Taliban", "1999-06-01", "AFG", "GOV"),
        ("the Taliban", "2001-12-20", "AFG", "REB"),
        ("Hayat Tahrir al-Sham", "2024-12-07", "SYR", "REB"),
        ("Hayat Tahrir al-Sham", "2024-12-08", "SYR", "GOV"),
        ("Seleka", "2013-03-23", "CAF", "REB"),
        ("Seleka", "2013-03-24", "CAF", "GOV"),
        ("Seleka", "2014-01-11", "CAF", "REB"),
        ("the National Transitional Council", "2011-10-23", "LBY", "GOV"),
        # the Houthis hold the capital and are not the recognised government
        ("the Houthis", "2015-03-01", "YEM", "REB"),
        # an army or a party under the name of the group that became it
        ("the Syrian National Army", "2025-01-29", "SYR", "REB"),
        ("the Syrian National Army", "2025-01-30", "SYR", "MIL"),
        ("FARC", "2016-01-01", "COL", "REB"),
        ("FARC", "2018-03-01", "COL", "PTY"),
        ("UNITA", "2001-01-01", "AGO", "REB"),
        ("UNITA", "2008-01-01", "AGO", "PTY"),
        ("CNDD-FDD", "2002-01-01", "BDI", "REB"),
        ("CNDD-FDD", "2006-01-01", "BDI", "PTY"),
        ("the Free Aceh Movement", "2003-05-19", "IDN", "REB"),
    ],
)
def test_a_group_is_what_it_was_on_that_day(phrase: str, on: str, country: str, sector: str) -> None:
    (actor,) = who(phrase, on)
    assert (actor.country, actor.sector) == (country, sector), actor.by


@pytest.mark.parametrize(
    ("body", "on", "states"),
    [
        ("houthis", "2015-03-26", ("IRN",)),
        ("hezbollah", "2024-12-09", ("IRN",)),
        ("hezbollah", "2006-07-12", ("IRN", "SYR")),
        ("march_23_movement", "2012-11-20", ("RWA", "UGA")),
        ("march_23_movement", "2018-01-01", ()),
        ("march_23_movement", "2022-06-13", ("RWA",)),
        ("farc", "2005-01-01", ()),
    ],
)
def test_sponsors_are_those_of_the_day(body: str, on: str, states: tuple[str, ...]) -> None:
    found = registry().body(body)
    assert found is not None
    assert sponsors_on(found, date.fromisoformat(on)) == states


def test_many_groups_have_sponsors_and_a_later_standing() -> None:
    groups = [b for b in registry().bodies.values() if b.kind in {"group", "movement"} and "@" not in b.id]
    assert sum(bool(b.sponsors) for b in groups) >= 100
    assert sum(b.became is not None for b in groups) >= 50


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("x\tX\t\tgroup\tSYR\tREB\t2011\t2024\tIRQ\t\tgeneral", "no country 'IRQ'"),
        ("x\tX\t\tgroup\tSYR\tREB\t2011\t2024\tIRN:soon\t\tgeneral", "member 'IRN:soon'"),
        ("x\tX\t\tgroup\tSYR\tREB\t2011\t2024\tIRN\tnavy\tgeneral", "column became is 'navy'"),
        ("x\tX\t\tgroup\tSYR\tREB\t2011\t\tIRN\tarmy\tgeneral", "column end is empty"),
    ],
)
def test_a_broken_sponsor_or_link_is_named_with_file_and_line(cells: str, message: str) -> None:
    with pytest.raises(TableError, match=r"^t\.tsv:3: ") as error:
        bodies(rows(ARMY, cells), KNOWN)
    assert message in str(error.value)


def test_a_group_cannot_become_what_had_ended_before() -> None:
    gone = ARMY.replace("MIL\t\t", "MIL\t2001\t2005")
    with pytest.raises(TableError, match="which ended on 2005-12-31"):
        bodies(rows(gone, "x\tX\t\tgroup\tSYR\tREB\t2011\t2024\t\tarmy\tgeneral"), KNOWN)


def test_the_old_name_is_read_as_the_army_from_the_day_after() -> None:
    found = bodies(rows(ARMY, "x\tX\t\tgroup\tSYR\tREB\t2011\t2024-03-01\t\tarmy\tgeneral"), KNOWN)
    later = found["x@army"]
    assert (later.name, later.sector, later.start) == ("X", "MIL", date(2024, 3, 2))
