"""Quotations, statements, agencies and kinds of claims, read from sentences written for these tests."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.attribution.agencies import agency_of, report_agency
from dragoman.attribution.chain import said_by
from dragoman.attribution.claims import kind, precedences
from dragoman.attribution.cues import cues, parse_cues
from dragoman.attribution.quotes import quotes
from dragoman.attribution.statements import statements
from dragoman.errors import TableError
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Act, Report, Span

# --- quotations ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "The road is closed to us all."', ['"The road is closed to us all."']),
        ("“The road is closed to us,” he said.", ["“The road is closed to us,”"]),
        ('“The road is closed to us all," he said.', ['“The road is closed to us all,"']),
        ("''The road is closed to us all,'' he said.", ["''The road is closed to us all,''"]),
        ("«The road is closed to us all», he said.", ["«The road is closed to us all»"]),
        ("'The road isn't closed to us,' he said.", ["'The road isn't closed to us,'"]),
        ("‘The miners’ road isn’t closed,’ he said.", ["‘The miners’ road isn’t closed,’"]),
        ("In the '90s the miners' road wasn't closed.", []),
        ("The beam is 6'2\" long and the road is closed.", []),
        (
            "“One. Two three four.\n\n“Five six seven eight,” he said.",
            ["“One. Two three four.\n\n“Five six seven eight,”"],
        ),
        (
            "“One two three four five six.\n\nSeven eight nine,” he said.",
            ["“One two three four five six.\n\nSeven eight nine,”"],
        ),
    ],
)
def test_quotations_are_found_with_their_marks(text, expected):
    assert [q.span.of(text) for q in quotes(text) if q.depth == 0] == expected


def test_a_quotation_inside_a_quotation_is_nested():
    text = "“He told me ‘the bridge is gone now’ and left the town,” she said."
    outer, inner = quotes(text)
    assert (outer.depth, inner.depth) == (0, 1)
    assert inner.span.of(text) == "‘the bridge is gone now’"


def test_a_quotation_over_paragraphs_has_a_part_for_each():
    text = "“We left at dawn with the goats.\n\n“By noon the village was gone,” she said."
    (quote,) = quotes(text)
    assert [p.of(text) for p in quote.parts] == [
        "We left at dawn with the goats.",
        "By noon the village was gone,",
    ]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ('The deal was a "turning point" for both.', True),
        ("He spoke of the so-called “axis of evil.”", True),
        ("“Never,” she said.", False),
        ('She said: "No deal."', False),
    ],
)
def test_a_few_borrowed_words_are_no_speech(text, scare):
    assert [q.scare for q in quotes(text)] == [scare]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab .,\n\r\"“”'‘’«»`é\u0301😀ש\u200f", max_size=80))
def test_quotation_spans_lie_in_the_text_and_parts_in_their_quotation(text):
    for quote in quotes(text):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert quote.parts
        assert all(quote.span.covers(p) for p in quote.parts)


# --- statements ---


def found(text, **report):
    """The statements of a text, attitudes left out."""
    parsed = parse(split(text))
    return [s for s in statements(Report("r", text, **report), parsed) if s.kind != "attitude"]


def words(text, statement):
    return [c.of(text) for c in statement.contents]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "contents"),
    [
        ("Oman said that the talks had ended.", "Oman", "said", ["that the talks had ended"]),
        ("The talks had ended, the sultan said.", "the sultan", "said", ["The talks had ended"]),
        ("The talks, the sultan said, had ended.", "the sultan", "said", ["The talks", "had ended"]),
        ('"The talks have ended," said the sultan.', "the sultan", "said", ['"The talks have ended,"']),
        ('He added: "The talks have ended for good."', "He", "added", ['"The talks have ended for good."']),
        ("The envoy told reporters that the talks had ended.", "The envoy", "told", ["that the talks had ended"]),
        ("According to the envoy, the talks have ended.", "the envoy", "According to", ["the talks have ended"]),
        ("The talks have ended, according to the envoy.", "the envoy", "according to", ["The talks have ended"]),
        ("He was quoted as saying that the talks had ended.", "He", "saying", ["that the talks had ended"]),
        ("Norway vowed to reopen the mission.", "Norway", "vowed", ["to reopen the mission"]),
        ("Norway urged Mali to reopen the mission.", "Norway", "urged", ["Mali to reopen the mission"]),
        ("Norway called for a truce.", "Norway", "called for", ["a truce"]),
        ("Norway denied closing the mission.", "Norway", "denied", ["closing the mission"]),
        ("The emir described the deal as a mistake.", "The emir", "described", ["the deal as a mistake"]),
        ("Chad accused Niger of arming the rebels.", "Chad", "accused", ["Niger of arming the rebels"]),
        ("Critics mocked Chad's claim that Niger had armed the rebels.", "Chad", "claim", ["that Niger had armed the rebels"]),
        ("The report was rejected by Chad.", "Chad", "rejected", ["The report"]),
        ("The judge, who said the law was void, left.", "The judge", "said", ["the law was void"]),
        ("The emir said the raid was a mistake and warned that more would follow.", "The emir", "warned", ["that more would follow"]),
        ("The emir said the raid was a mistake and warned that more would follow.", "The emir", "said", ["the raid was a mistake"]),
        ("Shells hit a market in southern Khartoum, a committee of lawyers said.", "a committee of lawyers", "said",
         ["Shells hit a market in southern Khartoum"]),
        ("The strike killed ten, the Observatory for Human Rights said.", "the Observatory for Human Rights", "said",
         ["The strike killed ten"]),
    ],
)  # fmt: skip
def test_speaker_cue_and_contents(text, speaker, cue, contents):
    matching = [s for s in found(text) if s.cue is not None and s.cue.of(text) == cue]
    assert [(s.speaker.text, words(text, s)) for s in matching if s.speaker] == [(speaker, contents)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Peru said the border was shut.", "asserts"),
        ("Peru denied that the border was shut.", "denies"),
        ("Peru did not deny that the border was shut.", "asserts"),
        ("Peru threatened to shut the border.", "threatens"),
        ("Peru warned that it would shut the border.", "threatens"),
        ("Peru warned that floods may come.", "asserts"),
        ("Peru promised to open the border.", "promises"),
        ("Peru demanded that the border be opened.", "demands"),
        ("Peru doubted that the border was shut.", "doubts"),
        ("Peru did not confirm that the border was shut.", "doubts"),
    ],
)
def test_stance_of_a_cue_and_of_its_negation(text, stance):
    assert found(text)[0].stance == stance


def test_a_speaker_with_a_title_is_one_mention_whose_head_is_the_name():
    text = "Lena Aho, Finland's deputy chief of staff for naval affairs, said the port was safe."
    (statement,) = found(text)
    assert statement.speaker.text == "Lena Aho, Finland's deputy chief of staff for naval affairs"
    assert text[statement.speaker.head_start : statement.speaker.head_end] == "Aho"


def test_a_statement_through_an_agency_has_the_chain():
    text = "According to Syria's state-run SANA news agency, Governor Amal Hadid stated on Friday in an interview that the dam was safe."
    outer, inner = found(text)
    assert (outer.agency, outer.depth) == ("SANA", 0)
    assert (inner.agency, inner.speaker.text, inner.depth) == ("SANA", "Governor Amal Hadid", 1)
    assert (inner.said_on.of(text), inner.medium) == ("on Friday", "interview")


def test_a_quotation_that_goes_on_belongs_to_the_same_statement():
    text = "“The harbour is open to all ships again,” the mayor said. “Others will follow us.”"
    (statement,) = found(text)
    assert words(text, statement) == ["“The harbour is open to all ships again,”", "“Others will follow us.”"]
    assert (statement.quoted, statement.mixed, statement.sentences) == (True, False, (0, 1))


def test_a_quotation_in_the_next_paragraph_is_a_statement_of_the_same_speaker():
    text = (
        "“The harbour is open to all ships again,” the mayor said.\n\n“Others will follow us in the spring.”"
    )
    first, second = found(text)
    assert second.cue is None
    assert second.speaker == first.speaker


def test_a_quotation_after_a_colon_in_the_next_paragraph_is_attributed():
    text = "The mayor of Bar said:\n\n“The harbour is open to all ships again.”"
    (statement,) = found(text)
    assert statement.speaker.text == "The mayor of Bar"
    assert words(text, statement) == ["“The harbour is open to all ships again.”"]


def test_we_in_a_quotation_stands_for_the_outer_speaker():
    text = '"We have said that the harbour is open," the mayor told the crowd.'
    inner = next(s for s in found(text) if s.cue.of(text) == "said")
    assert (inner.speaker.text, inner.subject.text) == ("the mayor", "We")


def test_sources_without_a_name_are_marked():
    text = "A senior official, who asked not to be named, said the deal was close. The foreign ministry said it was not."
    unnamed, named = found(text)
    assert (unnamed.unnamed, named.unnamed) == (True, False)


def test_adding_goes_on_from_the_speaker_and_not_from_the_clause_before():
    text = "The mayor said ships may return in May, adding that the pier was safe."
    assert [s.speaker.text for s in found(text)] == ["The mayor", "The mayor"]


def test_the_same_report_gives_the_same_statements_when_only_some_sentences_are_parsed():
    text = "It rained. “The harbour is open to all ships again,” the mayor said. “Others will follow us.” It rained."
    parsed = parse(split(text))
    some = [p for p in parsed if "mayor" in p.sentence.text]
    report = Report("r", text)
    assert [s.contents for s in statements(report, some)] == [s.contents for s in statements(report, parsed)]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet='abc .,\n"“”‘’😀ש', max_size=40))
def test_statement_spans_quote_the_text(noise):
    text = f"{noise}\n\nThe mayor said: “The harbour {noise} is open.” He told AFP on Monday that {noise} it was.\n"
    for statement in statements(Report("r", text), parse(split(text))):
        for span in [*statement.contents, *([statement.cue] if statement.cue else [])]:
            assert 0 <= span.start < span.end <= len(text)
        for mention in (statement.speaker, statement.subject):
            assert mention is None or text[mention.start : mention.end] == mention.text


_SOUP = st.lists(
    st.sampled_from(
        ["a source", "officials", "who", "said", "told", "that", "not to be named", "asked", "Reuters", "declined", "to comment",
         "according to", "a diplomat", "speaking", "on condition of anonymity", "briefed", "“", "”", ",", ".", "denied", "the raid",
         "it", "was", "over", "\n\n", "wrote on X", ":", "—", "Ana Vuki", "neither", "nor", "confirmed"]
    ),
    min_size=3, max_size=16,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_SOUP)
def test_no_order_of_the_words_of_saying_breaks_a_report_and_all_spans_quote_it(pieces):
    text = " ".join(pieces)
    for statement in statements(Report("r", text), parse(split(text))):
        told = [statement.told_of] if statement.told_of else []
        assert statement.contents
        assert all(0 <= s.start < s.end <= len(text) for s in [*statement.contents, *statement.quotes, *told])


# --- agencies ---


@pytest.mark.parametrize(
    ("phrase", "agency"),
    [
        ("Iran's state-run IRNA news agency", "IRNA"),
        ("Reuters", "Reuters"),
        ("the Zubrin news agency", "Zubrin"),
        ("state television", "state television"),
        ("a Reuters reporter", None),
        ("the foreign ministry", None),
    ],
)
def test_agency_of_a_noun_phrase(phrase, agency):
    assert agency_of(phrase) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("BEIRUT (Reuters) - Two men were freed on Monday.", "Reuters"),
        ("TRIPOLI, Jan 3 (Xinhua) -- Two men were freed.", "Xinhua"),
        ("Two men were freed on Monday.", None),
        ("Two men (and a boy) - all from Tyre - were freed.", None),
    ],
)
def test_agency_of_a_report(text, agency):
    assert report_agency(Report("r", text)) == agency


# --- claims ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Malta said the pier was closed on Monday.", "statement"),
        ("Malta said the deal was a mistake.", "evaluation"),
        ("Malta hailed the deal as historic.", "evaluation"),
        ("Malta condemned the raid.", "evaluation"),
        ("Malta said the war would last for years.", "prediction"),
        ("Experts predict a drought.", "prediction"),
        ('"We will strike back," the general said.', "statement"),
        ("Malta said it was the first visit in ten years.", "precedence"),
    ],
)
def test_kind_of_claim(text, expected):
    statement = found(text)[0]
    assert kind(Span(statement.contents[0].start, statement.contents[-1].end).of(text), statement) == expected


@pytest.mark.parametrize(
    ("text", "measure", "source", "start"),
    [
        (
            "She will be the first Turkish minister to visit Oslo in more than 10 years.",
            "first",
            "TUR GOV minister",
            "2013-05-01",
        ),
        ("The trip is the first by a Greek minister since 2011.", "first", "GRC GOV minister", "2012-01-01"),
        ("It was the deadliest raid on the port since March 2014.", "deadliest", None, "2014-04-01"),
        ("The group shelled the port for the third time this year.", "third", None, "2023-01-01"),
        ("It was the worst flood in decades.", "worst", None, "2003-05-01"),
        ("Never before had the two kings met.", "never", None, None),
        ("The last Greek president to visit Oslo did so in 2010.", "last", "GRC GOV president", "2010-01-01"),
    ],
)
def test_precedence_claims_hold_measure_source_and_window(text, measure, source, start):
    report = Report("r", text, published=date(2023, 5, 1))
    ((span, claim),) = precedences(report, parse(split(text)), [])
    assert (claim.measure, claim.source) == (measure, source)
    assert claim.window == (date.fromisoformat(start) if start else None, date(2023, 5, 1))
    assert span.of(text) == text.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "The first lady met the first secretary.",
        "The first round of talks will begin on Monday.",
        "Iran's first vice president arrived last week.",
        "The last bus leaves at noon.",
    ],
)
def test_first_and_last_in_names_and_lists_rank_nothing(text):
    assert precedences(Report("r", text), parse(split(text)), []) == []


def test_said_by_gives_the_innermost_statement_and_never_an_attitude():
    text = "Mali said that Niger had denied that rebels seized the town and plan to burn it."
    every = statements(Report("r", text), parse(split(text)))

    def act(word):
        at = text.index(word)
        return Act(0, "ASSAULT", (), Span(at, at + len(word)))

    assert said_by(act("seized"), every).cue_lemma == "deny"
    assert said_by(act("burn"), every).cue_lemma == "deny"
    assert said_by(act("denied"), every).cue_lemma == "say"
    assert said_by(act("said"), every) is None


# --- tables ---


def test_cue_table_is_large_and_covers_all_stances():
    table = cues()
    assert table.count() >= 200
    rows = [row for group in (table.verbs, table.nouns) for rows in group.values() for row in rows]
    assert {row.stance for row in rows} == {
        "asserts", "denies", "threatens", "promises", "demands", "doubts", "confirms", "predicts",
    }  # fmt: skip


@pytest.mark.parametrize(
    "block",
    [
        {"words": ["say"], "takes": ["clause"], "stance": "shouts", "weight": 1},
        {"words": ["say"], "takes": ["tune"], "stance": "asserts", "weight": 1},
        {"words": ["say"], "takes": ["clause"], "stance": "asserts", "weight": 2},
        {"words": ["say", "say"], "takes": ["clause"], "stance": "asserts", "weight": 1},
        {"words": ["say"], "stance": "asserts", "weight": 1, "colour": "red"},
    ],
)
def test_a_broken_cue_table_is_refused_with_its_line(block):
    with pytest.raises(TableError, match=r"cues\.toml:12"):
        parse_cues({"verb": [block]}, {"verb": [12]})


# --- refusals, confirmations, predictions; unnamed speakers; media ---


@pytest.mark.parametrize(
    ("text", "stance", "contents"),
    [
        ("Peru confirmed that the border was shut.", "confirms", ["that the border was shut"]),
        ("Peru admitted shelling the village.", "confirms", ["shelling the village"]),
        ("Peru predicted that Chile would shut the border.", "predicts", ["that Chile would shut the border"]),
        ("The ministry declined to comment on the raid.", "declines", ["the raid"]),
        ("The ministry refused to say whether troops had crossed.", "declines", ["whether troops had crossed"]),
        ("The ministry would not say whether troops had crossed.", "declines", ["whether troops had crossed"]),
        ("The embassy did not respond to a request for comment.", "declines", ["a request for comment"]),
        ("The army neither confirmed nor denied the raid.", "declines", ["the raid"]),
        ("Norway called for Mali to reopen the mission.", "demands", ["for Mali to reopen the mission"]),
    ],
)  # fmt: skip
def test_confirming_foretelling_and_declining_are_stances_of_their_own(text, stance, contents):
    matching = [s for s in found(text) if s.stance == stance]
    assert [words(text, s) for s in matching] == [contents]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A senior official who asked not to be named said the deal was dead.", "who asked not to be named"),
        ("A source briefed on the talks said the deal was dead.", "briefed on the talks"),
        (
            '"It is over," said a diplomat, speaking on condition of anonymity.',
            "speaking on condition of anonymity",
        ),
        ("Two residents said the bridge was gone.", None),
    ],
)
def test_what_is_told_of_an_unnamed_speaker_is_kept(text, told):
    (statement,) = found(text)
    assert statement.unnamed
    assert (statement.told_of.of(text) if statement.told_of else None) == told


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("The minister wrote on Telegram that the road was open.", "post on Telegram"),
        ('Fiji\'s president posted on X: "Our patience has run out."', "post on X"),
        ("In a televised speech, the emir said that the road was open.", "televised speech"),
        ("The road is open again. We thank all. — Ana Vuki (@AnaVuki) March 3, 2023", "post"),
    ],
)
def test_posts_and_speeches_are_the_medium_of_a_statement(text, medium):
    (statement,) = [s for s in found(text) if s.depth == 0]
    assert statement.medium == medium


def test_a_ministry_statement_is_said_by_the_ministry():
    text = "A foreign ministry statement said the border was closed."
    (statement,) = found(text)
    assert statement.speaker.text == "foreign ministry"


def test_quoted_words_of_a_mixed_quotation_are_its_marks_contents():
    text = "The envoy said that “the whole deal” was dead and that nobody “would mourn it”."
    statement = found(text)[0]
    assert statement.mixed
    assert [q.of(text) for q in statement.quotes] == ["the whole deal", "would mourn it"]


def test_a_cue_inside_a_quotation_takes_nothing_from_outside_of_it():
    text = "“He did a lot and said a lot of things to us,” she said."
    outer = next(s for s in found(text) if s.speaker.text == "she")
    inner = [s for s in found(text) if s.speaker.text == "He"]
    assert outer.depth == 0
    assert all(c.end < text.index("”") + 1 for s in inner for c in s.contents)


def test_reports_that_are_rejected_are_not_told_by_the_one_who_rejects_them():
    text = "Chad rejected reports that its army had shelled the camp."
    claim = next(s for s in found(text) if s.cue.of(text) == "reports")
    assert claim.speaker is None


def test_a_second_saying_with_the_tense_of_the_first_stands_by_itself():
    text = "The emir announced that he was undergoing therapy and vowed to return."
    first, second = found(text)
    assert words(text, first) == ["that he was undergoing therapy"]
    assert (second.speaker.text, second.depth, words(text, second)) == ("The emir", 0, ["to return"])


def test_who_pledges_for_his_country_is_a_person_and_not_the_state_told_of():
    text = "The premier noted that Portugal cut its aid last year and pledged that his country would not resume it."
    first, second = found(text)
    assert words(text, first) == ["that Portugal cut its aid last year"]
    assert (second.speaker.text, words(text, second)) == (
        "The premier",
        ["that his country would not resume it"],
    )


def test_nobody_says_he_said_of_himself_by_his_name():
    text = (
        "Portuguese Foreign Minister Augusto Santos Silva said in Lisbon that talks would go on. "
        "President Emmanuel Macron will pay a visit to Portugal soon, he said."
    )
    claims = dragoman.Coder().code(text, published="2020-06-12").claims
    assert [c.speaker.name for c in claims] == ["Augusto Santos Silva", "Augusto Santos Silva"]


@pytest.mark.parametrize(
    "text",
    [
        "Tropical Storm Ana threatens the coast of Fiji.",
        "The premier dismissed two ministers.",
        "The court denied his request.",
        "The senate confirmed the nominee.",
    ],
)
def test_things_and_decisions_on_persons_and_requests_are_no_claims(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "stance", "speaker"),
    [
        ("Peru arrested two men for calling for a strike.", "demands", "two men"),
        ("The government says it expects a deficit.", "predicts", "The government"),
        ("Spokesmen denied to comment on the raid.", "declines", "Spokesmen"),
        ("The militia vowed to avenge the raid.", "threatens", "The militia"),
        ("The militia vowed to respect the truce.", "promises", "The militia"),
        ("The union insisted that wages be raised.", "demands", "The union"),
        ("The union insisted that wages were low.", "asserts", "The union"),
        ("The resolution called for an end to the siege.", "demands", "The resolution"),
    ],
)
def test_stance_and_speaker_by_what_stands_around_the_cue(text, stance, speaker):
    assert (stance, speaker) in [(s.stance, s.speaker.text if s.speaker else None) for s in found(text)]


def test_a_headline_may_end_with_who_says_it():
    (statement,) = found("'We will hold the town': army chief")
    assert (statement.speaker.text, statement.quoted) == ("army chief", True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chad recalled its ambassador to Niger on Tuesday.", 0),
        ("Chad recalled its envoy, the foreign ministry said.", 1),
        ("The envoy recalled that the bridge had been open.", 1),
    ],
)
def test_who_recalls_an_ambassador_says_nothing(text, told):
    assert len(found(text)) == told


def test_the_will_of_the_people_is_no_prediction():
    (statement,) = found("The envoy said that the vote had shown the will of the people.")

    assert kind("that the vote had shown the will of the people", statement) != "prediction"
