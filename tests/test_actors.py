"""Who a mention stands for at a date, and within a report."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.grounding.actors import ActorResolver
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Mention, Report, When
from dragoman.registry import registry


def who(phrase, on="2023-05-01"):
    day = date.fromisoformat(on)
    resolver = ActorResolver(registry(), Report("r", phrase, day), ())
    return resolver.phrase(phrase, When(day, day, "day"))


@pytest.mark.parametrize(
    ("phrase", "on", "name", "country", "sector"),
    [
        # persons in office, by date
        ("Ebrahim Raisi", "2023-05-01", "Ebrahim Raisi", "IRN", "GOV"),
        ("President Vladimir Putin", "2015-01-01", "Vladimir Putin", "RUS", "GOV"),
        ("General Qasem Soleimani, the Iranian military commander", "2019-12-01", "Qasem Soleimani", "IRN", "MIL"),
        ("the former US president Barack Obama", "2019-01-01", "Barack Obama", "USA", "ELI"),
        ("Angela Merkel", "2017-04-01", "Angela Merkel", "DEU", "GOV"),
        ("Angela Merkel", "2022-01-10", "Angela Merkel", "DEU", "ELI"),
        # descriptions by date
        ("the Iranian president", "2010-01-01", "Mahmoud Ahmadinejad", "IRN", "GOV"),
        ("the Supreme Leader of Iran", "2012-01-01", "Ali Khamenei", "IRN", "GOV"),
        ("the US Secretary of State", "2014-01-01", "John Kerry", "USA", "GOV"),
        ("Tehran's ambassador to Damascus", "2023-05-01", "Hossein Akbari", "IRN", "GOV"),
        # no one holder is meant
        ("the first Iranian president", "2023-05-01", None, "IRN", "GOV"),
        ("a French president", "2023-05-01", None, "FRA", "GOV"),
        # spellings of names
        ("Faisal Al-Mekdad", "2023-05-01", "Faisal Mekdad", "SYR", "GOV"),
        ("Mustafa Al-Kadhimi", "2021-05-01", "Mustafa al-Kadhimi", "IRQ", "GOV"),
        ("Muhammad Khatami", "2000-05-01", "Mohammad Khatami", "IRN", "GOV"),
        ("Kim Jong-Un", "2018-05-01", "Kim Jong-un", "PRK", "GOV"),
        ("Abdul Fattah al-Sisi", "2018-05-01", "Abdel Fattah el-Sisi", "EGY", "GOV"),
        # a name behind its title
        ("Vice President of the United States Dick Cheney", "2005-05-01", "Dick Cheney", "USA", "GOV"),
        ("Prosecutor General of Ukraine Ivan Koval", "2018-05-01", "Ivan Koval", "UKR", "JUD"),
        ("Yemen's top cleric, Said Abdel Karimi", "2018-05-01", "Said Abdel Karimi", "YEM", "REL"),
        ("his chief of staff Leo Wolkow", "2018-05-01", "Leo Wolkow", None, "MIL"),
        ("a judge in Providence, Rhode Island", "2018-05-01", None, "USA", "JUD"),
        # somebody else of that name
        ("actor John Kelly", "2018-05-01", "John Kelly", None, "CVL"),
        # of somebody, not he himself
        ("Vladimir Putin's lawyer", "2018-05-01", None, "RUS", "JUD"),
        ("the Obama administration", "2012-05-01", None, "USA", "GOV"),
        ("aides to Vladimir Putin", "2018-05-01", None, "RUS", "GOV"),
        ("the mausoleum of Ruhollah Khomeini", "2018-05-01", None, "IRN", None),
        ("an aide to the Iranian president", "2018-05-01", None, "IRN", "GOV"),
        # the state at which somebody aims is not his
        ("the first lawyer to visit the Afghan camps", "2018-05-01", None, None, "JUD"),
        ("a militia backed by Iran", "2018-05-01", None, None, "PRM"),
        # heads of what is no state
        ("the president of the Chadian Human Rights League", "2022-05-01", None, "TCD", "SOC"),
        ("the president of the United States", "2022-05-01", "Joe Biden", "USA", "GOV"),
        ("the UN chief", "2015-05-01", "Ban Ki-moon", "UNO", "GOV"),
        ("the head of UN Women", "2015-05-01", "Phumzile Mlambo-Ngcuka", "UNO", "GOV"),
        # institutions called after their town
        ("Lahore High Court", "2022-05-01", None, "PAK", "JUD"),
        ("the Federal High Court", "2022-05-01", None, None, "JUD"),
        # a surname with the words of its office
        ("Deputy Secretary Hicks", "2022-05-01", "Kathleen Hicks", "USA", "GOV"),
        ("Deputy Secretary Hicks", "2005-05-01", "Hicks", None, "GOV"),
        # every part of a name with a capital; companies that are also words
        ("Osama Bin Laden", "2005-05-01", "Osama bin Laden", "AFG", "REB"),
        ("Apple", "2012-05-01", "Apple Inc", "USA", "BUS"),
        ("the Amazon", "2019-05-01", None, None, None),
        # heads of provinces and states of a federation
        ("Chief Minister Yogi Adityanath", "2020-05-01", "Yogi Adityanath", "IND", "GOV"),
        # states that are gone
        ("North Yemen rebels", "2011-05-01", None, "YEM", "REB"),
        # states
        ("Iran", "2023-05-01", "Iran", "IRN", None),
        ("the United States", "2023-05-01", "United States", "USA", None),
        ("Tehran", "2023-05-01", "Iran", "IRN", "GOV"),
        ("the Kremlin", "2023-05-01", "Russia", "RUS", "GOV"),
        ("U.S. calls", "2023-05-01", None, "USA", None),
        ("the talks with Iran", "2023-05-01", None, "IRN", None),
        # roles
        ("US forces", "2023-05-01", None, "USA", "MIL"),
        ("dozens of Syrian soldiers", "2023-05-01", None, "SYR", "MIL"),
        ("rebel fighters", "2023-05-01", None, None, "REB"),
        ("Saudi-backed Yemeni forces", "2023-05-01", None, "YEM", "MIL"),
        ("French Defense Minister Jean Dupont", "2001-05-01", "Jean Dupont", "FRA", "GOV"),
        ("Chile's Defense Department", "2023-05-01", None, "CHL", "GOV"),
        # bodies
        ("the European Union", "2023-05-01", "European Union", "EUR", None),
        ("the Taliban", "2010-01-01", "Taliban", "AFG", "REB"),
        ("president of the Riigikogu", "2023-05-01", None, "EST", "LEG"),
        ("the UN chief", "2023-05-01", "António Guterres", "UNO", "GOV"),
        ("a UN spokesman", "2023-05-01", None, "UNO", "GOV"),
        ("the Syrian Red Crescent", "2023-05-01", "Syrian Red Crescent", "SYR", "MED"),
        # groups of states are never a country
        ("some Arab countries", "2023-05-01", "Arab states", None, None),
        # nobody known
        ("the weather", "2023-05-01", None, None, None),
    ],
)  # fmt: skip
def test_a_phrase_stands_for_somebody_at_a_date(phrase, on, name, country, sector):
    (actor,) = who(phrase, on)

    assert (actor.name, actor.country, actor.sector) == (name, country, sector), actor.by
    assert actor.by


def test_the_taliban_are_the_government_after_august_2021():
    (actor,) = who("the Taliban", "2022-05-01")

    assert (actor.country, actor.sector) == ("AFG", "GOV")


def test_joined_nationalities_give_an_actor_each():
    actors = who("Iranian and Russian foreign ministers")

    assert [(a.country, a.office) for a in actors] == [
        ("IRN", "Foreign Minister of Iran"),
        ("RUS", "Foreign Minister of Russia"),
    ]


def in_report(text, words, published="2023-05-01", nth=0):
    report = Report("r", text, date.fromisoformat(published))
    parsed = parse(split(text))
    resolver = ActorResolver(registry(), report, parsed)
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    head = text.index(words.split()[-1], start)
    mention = Mention(start, start + len(words), words, head, head + len(words.split()[-1]))
    sentence = next(p for p in parsed if p.sentence.start <= start < p.sentence.end)
    return [(a.name, a.country) for a in resolver.resolve(mention, sentence, None)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("When he travels to Damascus, Ebrahim Raisi will meet Bashar al-Assad.", "he", [("Ebrahim Raisi", "IRN")]),
        ("Hossein Akbari spoke in Damascus. He praised the visit.", "He", [("Hossein Akbari", "IRN")]),
        ("Syrian President Bashar al-Assad won. Later Assad thanked Russia.", "Assad", [("Bashar al-Assad", "SYR")]),
        ("Finland's army chief Matti Virtanen resigned. Virtanen had failed.", "Virtanen", [("Matti Virtanen", "FIN")]),
        ("Iran and Saudi Arabia agreed. The two countries will trade.", "The two countries", [("Iran", "IRN"), ("Saudi Arabia", "SAU")]),
        ("Iran and Saudi Arabia agreed. They will trade.", "They", [("Iran", "IRN"), ("Saudi Arabia", "SAU")]),
        ("Turkey closed its border. It also recalled an envoy.", "It", [("Turkey", "TUR")]),
        ("Kremlin spokesman Dmitry Peskov spoke. Putin left, the spokesman said.", "the spokesman", [("Dmitry Peskov", "RUS")]),
        # short names
        ("The Arab League met in Cairo. The League condemned Iran.", "The League", [("Arab League", "IGO")]),
        ("Hezbollah fired rockets at Israel. Israel blamed the group.", "the group", [("Hezbollah", "LBN")]),
        ("Saudi Arabia and Iran agreed. Later the kingdom invited Raisi.", "the kingdom", [("Saudi Arabia", "SAU")]),
        ("Sameh Shoukry visited Syria. He said his country would help.", "his country", [("Egypt", "EGY")]),
        ("Norway closed its border. The country also recalled an envoy.", "The country", [("Norway", "NOR")]),
        # institutions of the country that the report speaks of
        ("Bahrain charged 23 activists. They wanted to overthrow the government.", "the government", [(None, "BHR")]),
        ("Brazilian police arrested former Finance Minister Ana Rocha.", "former Finance Minister Ana Rocha", [("Ana Rocha", "BRA")]),
        ("Iran attacked Iraq. The army fired back.", "The army", [(None, None)]),
        ("Iran expelled two diplomats.", "two diplomats", [(None, None)]),
        # two at once
        ("Sergei Lavrov met Mevlut Cavusoglu in Ankara. The ministers agreed.", "The ministers", [("Sergei Lavrov", "RUS"), ("Mevlüt Çavuşoğlu", "TUR")]),
        ("Iran and Russia said that they condemned it.", "Iran and Russia", [("Iran", "IRN"), ("Russia", "RUS")]),
        ("Hossein Amir-Abdollahian met his Syrian counterpart.", "his Syrian counterpart", [("Faisal Mekdad", "SYR")]),
        # what a pronoun cannot mean
        ("Iran met Russia. Syria condemned it.", "it", [(None, None)]),
        ("Israel bombed a base. The officials left and it closed.", "it", [("Israel", "ISR")]),
        # names that the parser cuts
        ("Syrian President Bashar al-Assad agreed to the plan.", "Syrian President Bashar al", [("Bashar al-Assad", "SYR")]),
        ("Planes bombed the Islamic State of Iraq and the Levant.", "the Levant", [("Islamic State", "IMG")]),
        ("FIFA bars Bosnia and Herzegovina.", "Herzegovina", [("Bosnia and Herzegovina", "BIH")]),
    ],
)  # fmt: skip
def test_a_report_says_who_is_meant(text, words, expected):
    nth = 1 if text.startswith("Finland") or "Later Assad" in text else 0

    assert in_report(text, words, nth=nth) == expected


def test_a_pronoun_with_nobody_before_it_stays_unresolved():
    report = Report("r", "It rained.", date(2023, 5, 1))
    parsed = parse(split(report.text))
    (actor,) = ActorResolver(registry(), report, parsed).resolve(Mention(0, 2, "It", 0, 2), parsed[0], None)

    assert (actor.name, actor.country) == (None, None)
    assert actor.by == "unresolved: pronoun without an antecedent"


def test_a_word_cut_at_its_hyphen_is_one_actor() -> None:
    text = "Pakistan rejects a claim of the Afghan vice-president Amrullah Saleh."
    report = Report("r", text, date(2020, 5, 1))
    parsed = parse(split(text))
    spans = [("the Afghan vice", "vice"), ("-", "-"), ("president Amrullah Saleh", "Saleh")]
    mentions = []
    for words, head in spans:
        start = text.index(words)
        at = text.index(head, start)
        mentions.append(Mention(start, start + len(words), words, at, at + len(head)))

    (actor,) = ActorResolver(registry(), report, parsed).resolve_all(mentions, parsed[0], None)

    assert (actor.text, actor.name) == ("the Afghan vice-president Amrullah Saleh", "Amrullah Saleh")
