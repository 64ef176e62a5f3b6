"""PLOVER's boundary rules (manual, "potential ambiguities"), each as sentences with the acts they must give.

`expected` lists every act of the sentence as TYPE or TYPE/mode, or with `+` what must be among them.
"""

from __future__ import annotations

import pytest

from dragoman.codebook import codebook
from dragoman.coding import code_sentence, load_lexicon
from dragoman.coding.relation import settled_types
from dragoman.language.parser import parse
from dragoman.model import Sentence

RULES = [
    # will sign, promises to ratify: AGREE
    ("Uganda will sign the fisheries treaty with Kenya next month.", "AGREE"),
    ("The Latvian president promised to ratify the convention.", "AGREE"),
    # signs or finalises a treaty: SUPPORT
    ("Uganda signed a fisheries treaty with Kenya.", "SUPPORT"),
    ("Chile and Peru finalised a border treaty on Monday.", "SUPPORT"),
    # future AID, COOPERATE, CONSULT, SUPPORT: AGREE
    ("Norway will send food aid to Malawi.", "AGREE"),
    ("The Omani foreign minister will visit Nairobi next week.", "AGREE"),
    # future RETREAT or announced withdrawal: CONCEDE
    ("The general announced a withdrawal of troops from the valley.", "CONCEDE"),
    ("The rebels announced a ceasefire with the army.", "CONCEDE"),
    # pardon, amnesty, acquittal, apology, regret, lifting a curfew: CONCEDE
    ("The king pardoned forty dissidents.", "CONCEDE"),
    ("The junta declared an amnesty for the rebels.", "CONCEDE"),
    ("A Cairo court acquitted the opposition leader.", "CONCEDE"),
    ("The Dutch premier apologised to Indonesia for the massacres.", "CONCEDE"),
    ("The ambassador expressed regret over the remarks to the Greek government.", "CONCEDE"),
    ("The authorities lifted the curfew in the city.", "CONCEDE"),
    # actual release or exchange of prisoners: RETREAT/release
    ("The rebels released twelve soldiers on Friday.", "RETREAT/release"),
    ("Armenia and Azerbaijan exchanged prisoners at the border.", "RETREAT/release"),
    # resignation of an official: RETREAT/resign
    ("The Bulgarian prime minister resigned on Tuesday.", "RETREAT/resign"),
    ("The interior minister stepped down after the riots.", "+RETREAT/resign"),
    # debt forgiveness, hostage rescue, forces for disaster relief: AID
    ("China cancelled Zambia's debt.", "AID"),
    ("Commandos rescued the hostages from the ship.", "AID"),
    ("The army deployed troops to help flood victims in Bihar.", "+AID"),
    # voluntary reparations: AID; court-ordered payment: SANCTION
    ("Germany paid reparations to Namibia.", "AID"),
    ("The court ordered the company to pay damages to the villagers.", "SANCTION"),
    # joint exercise: COOPERATE; own exercise: MOBILIZE
    ("India and Oman held joint naval exercises in the gulf.", "COOPERATE"),
    ("The Egyptian army held military exercises in the desert.", "MOBILIZE/troops"),
    # mobilisation inside a reported attack: ASSAULT only
    ("The army sent tanks into Homs and shelled the old town.", "ASSAULT/heavy-weapons"),
    ("Russia deployed paratroopers to attack the airfield.", "ASSAULT"),
    # mobilising supporters to demonstrate: PROTEST
    ("The opposition leader called on her supporters to march in the capital.", "PROTEST"),
    ("The union called for a nationwide strike.", "PROTEST"),
    # summoned ambassador, diplomatic protest, petition: ACCUSE/disapprove
    ("Sweden summoned the Iranian ambassador.", "ACCUSE/disapprove"),
    ("Japan lodged a diplomatic protest with China over the patrol.", "+ACCUSE/disapprove"),
    # demand made by a demonstration: PROTEST only
    ("Thousands of students marched in Dhaka demanding the release of their leader.", "PROTEST/demo"),
    ("Miners rallied outside the ministry to demand the resignation of the governor.", "PROTEST/demo"),
    # withdrawing a demand: CONCEDE
    ("The union dropped its demand for a pay rise.", "CONCEDE"),
    ("Serbia withdrew its demand for an inquiry.", "CONCEDE"),
    # call to dismiss an official: REQUEST/change
    ("The opposition called for the resignation of the finance minister.", "REQUEST/change"),
    ("Lawmakers demanded the dismissal of the police chief.", "REQUEST/change"),
    # military aid withdrawn: SANCTION; refusal to start it: REJECT
    ("The United States suspended military aid to Mali.", "SANCTION/discontinue"),
    ("Canada refused to send weapons to the rebels.", "REJECT/assist"),
    # meeting cancelled: REJECT
    ("The Turkish president cancelled a meeting with the Greek premier.", "REJECT/meet"),
    ("Pakistan called off the talks with India.", "REJECT/meet"),
    # conviction: SANCTION/convict; with prison: also COERCE/arrest; no ACCUSE beside it
    ("A Paris court convicted the former minister of corruption.", "SANCTION/convict"),
    ("A Minsk court convicted the blogger of treason and jailed him for nine years.", "SANCTION/convict COERCE/arrest"),
    # arrest warrant in absentia: THREATEN/arrest
    ("A Beirut judge issued an arrest warrant in absentia for the banker.", "THREATEN/arrest"),
    ("A Spanish court issued an arrest warrant in absentia for the general.", "THREATEN/arrest"),
    # combatant captured in fighting: ASSAULT/abduct
    ("Ukrainian troops captured two Russian soldiers near Kupiansk.", "ASSAULT/abduct"),
    ("The rebels captured an army officer in the battle.", "+ASSAULT/abduct"),
    # bars entry: REJECT; expels a group: COERCE; expels a diplomat: SANCTION/expel; deports a person: COERCE/deport
    ("Nicaragua barred the bishop from entering the country.", "REJECT"),
    ("Burundi expelled thousands of Congolese migrants.", "COERCE/deport"),
    ("Poland expelled three Russian diplomats.", "SANCTION/expel"),
    ("Turkey deported the German journalist.", "COERCE/deport"),
    # people flee: SANCTION/expel, the cause is the actor
    ("Government shelling forced thousands of villagers to flee.", "+SANCTION/expel"),
    ("The rebel offensive drove 20,000 residents from their homes.", "SANCTION/expel"),
    # state of emergency for a natural disaster: no COERCE
    ("The governor declared a state of emergency after the earthquake.", ""),
    ("Fiji declared a state of emergency as the cyclone neared.", ""),
    # beating: with fists, with clubs, with knives or fire
    ("Police beat two reporters.", "ASSAULT/beat"),
    ("Guards beat the detainees with clubs.", "ASSAULT/beat+primitive"),
    ("Attackers stabbed the imam with a knife.", "ASSAULT/primitive"),
    # weapon vehicles or ships moved: MOBILIZE/weapons
    ("China sent two warships to the strait.", "MOBILIZE/weapons"),
    ("The Syrian army moved tanks towards the border.", "MOBILIZE/weapons"),
]  # fmt: skip


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def told(sentence, lexicon):
    """Acts as TYPE or TYPE/modes under the manual's rule for acts that have not happened."""
    (parsed,) = parse([Sentence(0, 0, len(sentence), sentence, 0)])
    return [
        "/".join([name, *(["+".join(sorted(modes))] if modes else [])])
        for name, modes in settled_types(parsed, lexicon)
    ]


@pytest.mark.parametrize(("sentence", "expected"), RULES)
def test_boundary_rule_holds(sentence, expected, lexicon):
    acts = told(sentence, lexicon)

    if expected.startswith("+"):
        assert expected[1:] in acts
    else:
        assert sorted(acts) == sorted(expected.split())


def test_every_row_of_the_manual_has_sentences():
    assert len(RULES) >= 2 * 26


def test_types_and_modes_are_the_codebooks():
    types = codebook().types
    for _, expected in RULES:
        for act in expected.removeprefix("+").split():
            name, _, modes = act.partition("/")
            assert all(m in types[name].modes for m in modes.split("+") if m), act


def test_mentions_quote_the_sentence(lexicon):
    sentence = "  Egypt's army, which is large, bombed two camps in Sinai; Israel praised it."
    (parsed,) = parse([Sentence(0, 100, 100 + len(sentence), sentence, 0)])

    acts, _ = code_sentence(parsed, lexicon)

    assert acts
    for act in acts:
        for mention in (*act.source, *act.target):
            assert sentence[mention.start - 100 : mention.end - 100] == mention.text
            assert mention.start <= mention.head_start < mention.head_end <= mention.end
