"""Chains of attribution in reports written for these tests: documents, outlets, posts, live blogs, persons named only in quotations."""

from __future__ import annotations

from operator import attrgetter

import pytest

import dragoman


@pytest.fixture(scope="module")
def coder():
    return dragoman.Coder()


def claims_of(coder, text):
    """The claims of a report of a Wednesday."""
    return coder.code(text, published="2023-05-10").claims


def told(coder, text, words):
    """The outermost claim whose words hold these."""
    claims = claims_of(coder, text)
    found = [c for c in claims if words in c.text]
    assert found, [(c.cue, c.text) for c in claims]
    return min(found, key=lambda c: (c.within is not None, len(c.text)))


def facts(coder, text, words, *names):
    """What these fields of that claim hold."""
    return attrgetter(*names)(told(coder, text, words))


def test_the_statement_is_the_medium_of_whoever_issued_it(coder):
    text = (
        "In a statement issued on Monday, Kazakhstan's foreign ministry said the attackers must be punished. "
        "“We call on the Afghan authorities to protect the missions,” the statement said."
    )

    assert facts(coder, text, "protect the missions", "speaker.country", "medium") == ("KAZ", "statement")


def test_a_document_speaks_for_the_body_whose_it_is(coder):
    text = "Germany will send 40 tanks, the Tagesspiegel reported, citing an internal document of the defence ministry."
    claim = next(c for c in claims_of(coder, text) if c.cue == "citing")

    assert (claim.speaker.text, claim.medium) == ("the defence ministry", "internal document")


def test_the_paper_is_the_outlet_named_before_and_all_it_tells_came_through_it(coder):
    text = (
        "Germany plans to deliver 40 more tanks to Ukraine, Der Spiegel reported on Saturday. "
        "According to the magazine, Chancellor Olaf Scholz had told French President Emmanuel Macron that Berlin would not wait."
    )
    outer, inner = (
        told(coder, text, "Chancellor Olaf Scholz had"),
        told(coder, text, "that Berlin would not wait"),
    )
    claims = claims_of(coder, text)
    inner = next(c for c in claims if c.within == outer.claim_id)

    assert outer.agency == inner.agency == "Der Spiegel"
    assert inner.speaker.office == "Chancellor of Germany"


def test_a_letter_seen_by_a_paper_came_through_the_paper(coder):
    text = "In a letter to the European Commission seen by the Financial Times, Hungary threatened to block the payment."

    assert facts(coder, text, "to block the payment", "agency", "medium", "speaker.country") == (
        "Financial Times",
        "letter",
        "HUN",
    )


def test_an_interview_that_opens_the_sentence_is_the_medium(coder):
    text = "In an interview with Der Spiegel published on Friday, Morawiecki said: “We will not be blackmailed by them.”"

    assert facts(coder, text, "blackmailed", "agency", "medium") == ("Der Spiegel", "interview")


def test_he_is_who_was_quoted_and_not_whom_the_quotation_names(coder):
    text = (
        "Polish Prime Minister Mateusz Morawiecki said: “We will shut the border. I have told President Lukashenko so.”\n\n"
        "He doubted that Russia would send troops."
    )

    assert facts(coder, text, "that Russia would send troops", "speaker.name", "stance") == (
        "Mateusz Morawiecki",
        "doubts",
    )


def test_an_interviewers_question_is_nobodys(coder):
    text = (
        "Polish Prime Minister Mateusz Morawiecki spoke on Monday. He said that he was calm.\n\n"
        "“Do you expect a war with Belarus?”\n\n“No. I expect patience to run out there,” the prime minister replied."
    )

    assert not [c for c in claims_of(coder, text) if "Do you expect" in c.text]


def test_what_begins_with_an_inner_quotation_ends_with_it(coder):
    text = "“The Russian president told me, ‘We have no such plans today,’ and I did not believe him,” Morawiecki said."
    inner = next(c for c in claims_of(coder, text) if c.within is not None)

    assert inner.text.strip("‘’,") == "We have no such plans today"


def test_words_that_go_on_were_said_on_the_day_of_those_before(coder):
    text = (
        "Kenyan President William Ruto said on Thursday that both armies had agreed to leave.\n\n"
        "“I spoke to both leaders last night and I believe them.”\n\n“We have learned,” he added."
    )
    days = {c.said_on.start.isoformat() for c in claims_of(coder, text) if c.within is None}

    assert days == {"2023-05-04"}


def test_one_of_the_officials_has_no_name_and_he_is_still_the_same(coder):
    text = (
        "Iran and Oman held talks in Muscat, Western officials said. “There was no breakthrough at all,” one of the officials said. "
        "“Both sides will meet again soon,” he said."
    )
    assert told(coder, text, "no breakthrough").unnamed
    assert told(coder, text, "will meet again").unnamed


def test_the_terms_on_which_a_source_speaks_are_no_claim_and_no_rank(coder):
    text = (
        "Iran and Oman held talks, three officials said, speaking on condition of anonymity to discuss sensitive matters. "
        "A fourth official, who was not allowed to speak publicly, said Iran had agreed to more."
    )
    claims = claims_of(coder, text)

    assert [c.kind for c in claims if "fourth" in c.text or "sensitive" in c.text] == []


def test_entries_of_a_live_blog_are_told_without_their_time(coder):
    text = (
        "14:40 Hezbollah denies firing rockets, according to Al-Manar television.\n\n"
        "15:10 BREAKING: “We do not want a war with Lebanon at all,” Israel's defence minister tells Army Radio."
    )
    rockets, war = told(coder, text, "Hezbollah denies"), told(coder, text, "do not want")

    assert (rockets.text, rockets.agency) == ("Hezbollah denies firing rockets", "Al-Manar")
    assert (war.quotation, war.text[0]) == ("direct", "“")


def test_posts_keep_their_platform_over_the_sentence_and_under_a_handle(coder):
    text = (
        "Venezuelan President Nicolas Maduro hit back in a Facebook post. “The empire is afraid of us,” he wrote.\n\n"
        "In a video posted on Telegram, Juan Guaido called on the army to abandon him.\n\n"
        "@MFA_Mexico: Mexico offers its good offices to both sides."
    )

    assert told(coder, text, "empire").medium == "post on Facebook"
    assert told(coder, text, "to abandon").medium == "video on Telegram"
    assert told(coder, text, "good offices").medium == "post"


def test_who_denies_it_denies_the_act_and_not_that_the_other_says_so(coder):
    text = "Zelensky says Russia shelled hospital in Kherson, Moscow denies it"
    asserts, denies = claims_of(coder, text)

    assert asserts.text == denies.text == "Russia shelled hospital in Kherson"
    assert {(asserts.stance, asserts.speaker.country), (denies.stance, denies.speaker.country)} == {
        ("asserts", "UKR"),
        ("denies", "RUS"),
    }
    assert asserts.within is denies.within is None


def test_local_officials_are_of_the_place_and_not_of_the_attacker(coder):
    text = "Russian forces shelled a hospital in Kherson overnight, local officials said."

    assert told(coder, text, "shelled a hospital").speaker.country == "UKR"


def test_a_name_in_commas_behind_according_to_is_the_speakers(coder):
    text = "According to the spokesman, Aibek Smadiyarov, the embassy works as usual."
    claim = told(coder, text, "works as usual")

    assert claim.text == "the embassy works as usual"
    assert "Smadiyarov" in claim.speaker.text


def test_a_past_verb_of_blame_beside_what_is_to_come_goes_on_from_the_saying(coder):
    text = "Turkey's foreign minister said that Ankara would not hand over the soldiers, and accused Athens of playing for time."
    first, second = claims_of(coder, text)

    assert first.text == "that Ankara would not hand over the soldiers"
    assert second.speaker.office == "Foreign Minister of Turkey"


def test_who_cannot_confirm_leaves_it_open_and_who_will_not_declines(coder):
    assert told(coder, "The UN mission could not confirm who fired first.", "who fired").stance == "doubts"
    assert told(coder, "The ministry would not confirm who fired first.", "who fired").stance == "declines"
