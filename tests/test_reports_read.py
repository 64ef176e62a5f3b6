"""Classes of error found by reading reports: who is a party, which day and place, how real, in whose words."""

from __future__ import annotations

import pytest

import dragoman


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def event(coder, text, kind):
    found = [e for e in coder.code(text, published="2024-05-02").events if e.type == kind]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("North Korea fired a missile towards the sea on Tuesday.", "MOBILIZE"),
        ("Chad and Niger agreed to extend the ceasefire.", "AGREE"),
        ("Azerbaijan closed the road on Monday.", "COERCE"),
        ("Qatar and Kenya brokered the accord between Chad and the rebels.", "CONSULT"),
    ],
)
def test_an_unnamed_thing_is_no_party(coder, text, kind):
    told = event(coder, text, kind)

    words = [a.text for a in (*told.source, *told.target)]
    assert all(not w.endswith(("sea", "ceasefire", "road", "accord")) for w in words), words


def test_a_thing_with_an_owner_stands_for_its_owner(coder):
    told = event(coder, "Russia banned Georgian wine and Moldovan wheat.", "COERCE")

    assert {a.country for a in told.target} == {"GEO", "MDA"}


def test_soldiers_from_three_countries_are_of_each(coder):
    told = event(coder, "Peacekeepers from Chad, Malawi and Togo were killed by gunmen near Goma.", "ASSAULT")

    assert [(a.country, a.sector) for a in told.target] == [("TCD", "MIL"), ("MWI", "MIL"), ("TGO", "MIL")]


def test_the_army_is_not_the_rebel_army_named_before(coder):
    text = (
        "Colombia held talks with the National Liberation Army. "
        "President Gustavo Petro said the army had attacked the rebels in Arauca."
    )
    told = event(coder, text, "ASSAULT")

    assert [(a.country, a.sector) for a in told.source] == [("COL", "MIL")]


def test_the_two_countries_are_not_those_who_mediate(coder):
    text = (
        "Malawi's president met Zambian officials in Nairobi under the mediation of Kenya. "
        "The two countries agreed not to use force."
    )
    told = event(coder, text, "AGREE")

    assert {a.country for a in (*told.source, *told.target)} == {"MWI", "ZMB"}


def test_their_navies_are_those_of_both(coder):
    told = event(
        coder, "Fiji and Japan signed a pact, and their navies held joint drills off Suva.", "COOPERATE"
    )

    assert {a.country for a in (*told.source, *told.target)} == {"FJI", "JPN"}


def test_an_american_state_that_owns_an_office_is_american(coder):
    told = event(coder, "New Mexico's attorney general sued Texas on Friday.", "ACCUSE")

    assert [a.country for a in told.source] == ["USA"]


def test_a_body_and_its_letters_are_one(coder):
    told = event(
        coder, "The Kurdistan Workers' Party, or PKK, has waged a war against the Turkish state.", "ASSAULT"
    )

    assert [a.country for a in told.target] == ["TUR"]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Any Russian attacks on Estonian ships would invoke the treaty, the general said.", "ASSAULT", "hypothetical"),
        ("Myanmar policemen fled into Thailand to escape an Arakan Army offensive.", "ASSAULT", "occurred"),
        ("Chad dismissed reports that its army had shelled a Sudanese village.", "ASSAULT", "denied"),
        ("Egypt's foreign minister is due in Khartoum on Friday.", "CONSULT", "planned"),
    ],
)  # fmt: skip
def test_how_real_an_act_is(coder, text, kind, status):
    assert event(coder, text, kind).status == status


def test_answering_with_gas_says_nothing(coder):
    told = event(coder, "Youths threw stones at Kenyan police, who responded with tear gas.", "PROTEST")

    assert told.claim.speaker is None


def test_a_day_of_the_next_clause_dates_only_that(coder):
    text = "Kenya and Uganda had signed an accord and will open a border post by December."
    told = event(coder, text, "SUPPORT")

    assert told.date.end.month == 5


def test_prisoners_each_on_a_sunday_are_no_weekly_swap(coder):
    told = event(coder, "Russia and Ukraine exchanged 40 prisoners each on Sunday.", "RETREAT")

    assert told.date.start.isoformat() == "2024-04-28"


def test_whose_officials_say_so_does_not_move_the_place(coder):
    text = "Five Cubans were detained by Mexican marines off Veracruz, U.S. officials said."

    assert event(coder, text, "COERCE").place.country == "MEX"


def test_the_time_of_a_live_entry_is_no_part_of_a_name(coder):
    told = event(coder, "12:10 Britain froze the assets of four Serbian generals.", "COERCE")

    assert [a.text for a in told.source] == ["Britain"]


def test_who_confirms_an_attack_did_not_make_it(coder):
    told = event(
        coder, "Police spokesman Yazid Abubakar confirmed the attack on Gusau in Nigeria.", "ASSAULT"
    )

    assert told.source == ()


def test_a_second_thing_said_is_the_speakers(coder):
    text = "Kenya's opposition said President Ruto had lost control and demanded his resignation."
    told = event(coder, text, "REQUEST")

    assert [a.text for a in told.source] == ["Kenya's opposition"]


def test_a_memorandum_of_understanding_is_signed_with_somebody(coder):
    told = event(coder, "Fiji signed a memorandum of understanding with Tonga.", "SUPPORT")

    assert {a.country for a in (*told.source, *told.target)} == {"FJI", "TON"}


def test_a_treaty_named_after_a_town_is_not_of_that_town(coder):
    told = event(coder, "Latvia will withdraw from the Ottawa treaty.", "REJECT")

    assert told.target == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Papua New Guinea's premier promised to send police to Enga.", "AGREE"),
        ("Norway gives budget support to Mozambique.", "AID"),
        ("An Iraqi security adviser arrived in Tehran for talks with Iran.", "CONSULT"),
        ("Iran warned that any such step would draw a firm response.", "THREATEN"),
    ],
)
def test_what_kind_of_act_it_is(coder, text, kind):
    assert event(coder, text, kind)


def test_a_decree_is_the_act_of_who_signed_it(coder):
    told = event(coder, "Trump signed a decree that lifts sanctions on Syria.", "CONCEDE")

    assert [a.country for a in told.source] == ["USA"]


def test_who_speaks_for_forces_is_of_the_forces(coder):
    coding = coder.code(
        "A spokeswoman for U.S. forces in Korea said that they had received no order.", published="2024-05-02"
    )

    assert [(c.speaker.country, c.speaker.sector) for c in coding.claims] == [("USA", "MIL")]


def test_thanks_to_a_king_and_talk_with_counterparts_are_told(coder):
    assert event(coder, "Israel's prime minister thanked the king.", "SUPPORT")
    spoken = event(
        coder, "The British foreign secretary spoke to his French and German counterparts.", "CONSULT"
    )

    assert {a.country for a in spoken.target} == {"FRA", "DEU"}
