"""Figures of speech, pastimes and history tell no event; sentences that look alike and mean it do."""

from __future__ import annotations

import pytest

import dragoman

FIGURES = [
    "Storm clouds besieged the hill town for a week.",
    "Rats have invaded the cellars of Lyon.",
    "Cholera has killed 40 people in Harare.",
    "Traffic strangled Manila and held its drivers hostage.",
    "A leopard attacked two joggers near Pune.",
    "Hail bombarded the vineyards of Mendoza.",
    "The immune system attacks the body's own cells.",
    "Firemen rescued a kitten from a drain in Oslo.",
    "Rwanda launched an assault on malaria.",
    "The city declared war on rats.",
    "The supermarket declared a price war on its rivals.",
    "Two chefs buried the hatchet on Monday.",
    "The captain protested to the referee.",
    "The favourite threatened to withdraw from the Giro.",
    "The crooner blasted the critics of his show.",
    "Two bidders fought over a clock in the auction room.",
    "The ministry declined to comment on the report.",
    "The widow won her war with her landlord.",
    "The duke was murdered by his own guards in 1634.",
    "The premier offered incense at the temple.",
    "Kenya will meet Ghana in its last match on Sunday.",
    "Egypt will meet Mali in the qualifiers.",
    "France visit Norway on Saturday needing a draw to qualify.",
    "The Polish champion pulled out of the tournament in Madrid.",
    "Novak Djokovic withdrew from the Madrid Open on Tuesday.",
    "The fleet that attacked Port Arthur in 1904 had sailed from Sasebo.",
    "The ministry declined to say where the minister was.",
]

MEANT = [
    ("Rebels besieged the hill town for a week.", "COERCE"),
    ("Turkish troops have invaded the north of Syria.", "ASSAULT"),
    ("Gunmen killed 40 people in Harare.", "ASSAULT"),
    ("Militants took ten drivers hostage in Manila.", "ASSAULT"),
    ("A gunman attacked two joggers near Pune.", "ASSAULT"),
    ("Rebels bombarded the suburbs of Tripoli.", "ASSAULT"),
    ("Terror cells attacked a police station in Jakarta.", "ASSAULT"),
    ("Commandos rescued a French hostage in Mali.", "AID"),
    ("Rwanda launched an assault on the rebels.", "ASSAULT"),
    ("Eritrea declared war on Ethiopia.", "THREATEN"),
    ("China imposed tariffs on its rivals.", "COERCE"),
    ("Sudan and Chad buried the hatchet on Monday.", "AGREE"),
    ("Students protested against the president in Lima.", "PROTEST"),
    ("Iran threatened to withdraw from the nuclear treaty.", "THREATEN"),
    ("The president criticised the opposition on Sunday.", "ACCUSE"),
    ("Soldiers fought rebels in the market of Goma.", "ASSAULT"),
    ("The ministry refused to extradite the banker.", "REJECT"),
    ("The army ended its war with the rebels.", "RETREAT"),
    ("The mayor was murdered by his own guards in 2009.", "ASSAULT"),
    ("The premier offered an apology to Korea.", "CONCEDE"),
    ("Kenya withdrew its troops from Somalia.", "RETREAT"),
    ("Mali pulled out of the peace talks.", "REJECT"),
    ("The Kenyan president met his Ghanaian counterpart in Accra.", "CONSULT"),
]


def happened(text: str, *, scorer: bool = True) -> list[str]:
    events = dragoman.Coder(scorer=scorer).code(text, published="2020-06-15").events
    return [e.type for e in events if e.status in {"occurred", "ongoing"}]


@pytest.mark.parametrize("text", FIGURES)
def test_figures_pastimes_and_history_tell_no_event(text):
    assert happened(text) == []


@pytest.mark.parametrize(("text", "expected"), MEANT)
def test_near_twins_that_are_meant_tell_their_event(text, expected):
    assert expected in happened(text, scorer=False)  # what the tables of figures let through


def test_a_figure_is_rejected_with_its_code():
    coding = dragoman.Coder().code("Rats have invaded the cellars of Lyon.", published="2020-06-15")

    assert "figurative" in {r.code for r in coding.rejected}


def test_present_speech_about_an_old_crime_is_still_an_act():
    assert happened("Turkey condemned France over a law on the killings of 1915.") == ["ACCUSE"]
