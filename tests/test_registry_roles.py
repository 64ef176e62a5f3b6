"""Role nouns to sectors."""

from __future__ import annotations

import pytest

from dragoman.registry import registry
from dragoman.registry.cells import SECTORS


@pytest.mark.parametrize(
    ("words", "sectors", "kind"),
    [
        ("the Iranian president", ("GOV",), "head_of_state"),
        ("Iran's foreign ministers", ("GOV",), "foreign_minister"),
        ("minister of foreign affairs of Iran", ("GOV",), "foreign_minister"),
        ("defence minister", ("GOV", "MIL"), "defence_minister"),
        ("army chief of staff", ("MIL",), "chief_of_staff"),
        ("UN secretary-general", ("GOV",), "igo_head"),
        ("Israeli soldiers", ("MIL",), None),
        ("police officers", ("COP",), None),
        ("rebel spokesman", ("REB",), None),
        ("naval vessels", ("MIL",), None),
        ("government fighters", ("MIL",), None),
        ("anti-government forces", ("REB",), None),
        ("anti-government protesters", ("CVL", "OPP"), None),
        ("opposition lawmakers", ("LEG", "OPP"), None),
        ("MPs", ("LEG",), None),
        ("unidentified gunmen", ("UAF",), None),
        ("women and children", ("CVL",), None),
        ("dozens of Syrian protesters", ("CVL", "OPP"), None),
        ("members of the security forces", ("MIL", "COP"), None),
        ("president of the company", ("BUS",), None),
        ("leaders of the rebels", ("REB",), None),
        ("spokesman for the foreign ministry", ("GOV",), None),
        ("the Lebanese president's office", ("GOV",), None),
        ("internally displaced people", ("REF",), None),
        ("human rights groups", ("SOC",), None),
        ("chief executives", ("BUS",), None),
        ("Gen.", ("MIL",), None),
    ],
)
def test_a_role_is_found_by_its_longest_known_ending(
    words: str, sectors: tuple[str, ...], kind: str | None
) -> None:
    role = registry().role(words)
    assert role is not None
    assert role.sectors == sectors
    assert role.office_kind == kind


@pytest.mark.parametrize(
    ("words", "sectors", "flags"),
    [
        ("former foreign minister", ("ELI",), ("former",)),
        ("ex-general", ("ELI",), ("former",)),
        ("former rebels", ("REB",), ("former",)),
        ("acting president", ("GOV",), ("acting",)),
        ("deputy oil minister", ("GOV",), ("deputy",)),
    ],
)
def test_words_before_the_noun_are_flags(
    words: str, sectors: tuple[str, ...], flags: tuple[str, ...]
) -> None:
    role = registry().role(words)
    assert role is not None
    assert role.sectors == sectors
    assert role.flags == flags


def test_former_and_deputy_officials_hold_no_office() -> None:
    for words in ("former president", "deputy foreign minister", "president-elect"):
        role = registry().role(words)
        assert role is not None
        assert role.office_kind is None


@pytest.mark.parametrize(
    "words", ["", "the agreement", "a civil war", "nuclear weapons", "presidential election", "???"]
)
def test_things_are_no_roles(words: str) -> None:
    assert registry().role(words) is None


def test_words_may_come_as_a_list() -> None:
    assert registry().role(["Iranian", "soldiers"]) == registry().role("Iranian soldiers")


def test_there_are_enough_roles_and_all_have_known_sectors() -> None:
    roles = registry().roles
    assert len(roles) >= 700
    assert all(set(r.sectors) <= SECTORS for r in roles)
