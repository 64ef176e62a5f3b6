"""Claims of precedence held against the record: it contradicts, supports, or says that it does not hold enough."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import dragoman
from dragoman.errors import UsageError
from dragoman.model import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.relations.record import RelationsDatabase

TOLD = (
    ("2010-09-19", "Iranian President Mahmoud Ahmadinejad visited Damascus on Saturday."),
    ("2011-03-14", "A bomb killed 40 people in Damascus on Sunday."),
    ("2012-06-11", "Iranian Foreign Minister Ali Akbar Salehi visited Damascus on Sunday."),
    ("2012-08-20", "Iranian President Mahmoud Ahmadinejad will visit Damascus next month."),
    ("2012-10-02", "Syria denied that Iranian President Mahmoud Ahmadinejad had visited Damascus on Monday."),
)
# Two reports a month that tell of both powers, and of no visit.
FILL = ("Iran praised Syria for its stand in dispute number {n}.", "Syria thanked Iran for its help with project number {n}.")  # fmt: skip
ON = date(2013, 1, 5)


@pytest.fixture(scope="module")
def record() -> Iterator[RelationsDatabase]:
    told = list(TOLD)
    for n in range(36):
        told += [(date(2010 + n // 12, n % 12 + 1, 9).isoformat(), text.format(n=n)) for text in FILL]
    with dragoman.open() as db:
        db.add(
            Report(f"r{n}", text, date.fromisoformat(day), outlet="Levant Courier")
            for n, (day, text) in enumerate(told)
        )
        yield db


@pytest.mark.parametrize(
    ("statement", "verdict", "against"),
    [
        ("It was the first visit by an Iranian president to Syria since 2010.", "supported", []),
        ("It was the first visit by an Iranian president to Syria since 2009.", "contradicted", ["2010-09-18"]),
        ("It was the first visit by an Iranian foreign minister to Syria since 2010.", "contradicted", ["2012-06-10"]),
        ("Mr Salehi is the first Iranian foreign minister to visit Syria in two years.", "contradicted", ["2012-06-10"]),
        ("It was the second visit by an Iranian foreign minister to Syria since 2010.", "supported", []),
        ("It was the third visit by an Iranian foreign minister to Syria since 2010.", "not enough coverage", []),
        ("It was the first visit by an Iranian president to Turkey since 2010.", "not enough coverage", []),
        ("It was the first visit by an Iranian president to Syria since 1990.", "contradicted", ["2010-09-18"]),
        ("It was the first visit by a Syrian president to Iran since 1990.", "not enough coverage", []),
        ("It was the first visit ever by a Syrian president to Iran.", "not enough coverage", []),
        ("It was the most important visit by an Iranian president to Syria since 2010.", "not understood", []),
    ],
)  # fmt: skip
def test_a_claim_is_held_against_the_record(
    record: RelationsDatabase, statement: str, verdict: str, against: list[str]
) -> None:
    (made,) = record.check(statement, on=ON)
    assert (made.verdict, [e.record["date"]["start"] for e in made.against]) == (verdict, against), (
        made.reason
    )


def test_what_was_only_planned_or_denied_contradicts_nothing(record: RelationsDatabase) -> None:
    (made,) = record.check("It was the first visit by an Iranian president to Syria since 2010.", on=ON)
    assert made.verdict == "supported"


def test_a_supported_claim_shows_the_one_before_it(record: RelationsDatabase) -> None:
    (made,) = record.check("It was the first visit by an Iranian president to Syria since 2010.", on=ON)
    assert [e.record["date"]["start"] for e in made.beside] == ["2010-09-18"]
    assert "the one before it on 2010-09-18" in made.reason


def test_a_claim_says_how_much_of_its_span_is_told_of(record: RelationsDatabase) -> None:
    (made,) = record.check("It was the first visit by an Iranian president to Syria since 2008.", on=ON)
    assert made.coverage is not None
    assert made.coverage.months == 48  # January 2009 to December 2012
    assert made.coverage.told == 36


def test_a_day_not_yet_known_contradicts_nothing(record: RelationsDatabase) -> None:
    (made,) = record.check(
        "It was the first visit by an Iranian foreign minister to Syria since 2010.", on=date(2012, 6, 1)
    )
    assert made.verdict == "supported"


def test_a_person_s_own_first_is_not_undone_by_another_holder_of_the_office() -> None:
    with dragoman.open() as db:
        told = (
            ("2004-03-02", "Iranian President Mohammad Khatami visited Damascus on Monday."),
            ("2005-10-05", "Iranian President Mahmoud Ahmadinejad visited Damascus on Tuesday, his first visit to Syria in ten years."),
        )  # fmt: skip
        db.add(Report(f"r{n}", text, date.fromisoformat(day)) for n, (day, text) in enumerate(told))
        (made,) = db.checks()
    assert made.question is not None
    assert made.question.source is not None
    assert made.question.source.who == "Mahmoud Ahmadinejad"
    assert made.against == ()


def test_it_takes_up_the_visit_of_the_sentence_before() -> None:
    text = "Syrian President Bashar al-Assad visited Tehran on Saturday. It was his second visit to Iran since 2011."
    coding = dragoman.Coder().code(text, published="2022-05-09")
    (claim,) = [c for c in coding.claims if c.precedence is not None]
    assert claim.precedence is not None
    asked = claim.precedence
    assert (asked.measure, asked.act, asked.target, asked.who) == (
        "second",
        "CONSULT/visit",
        "IRN",
        "Bashar al-Assad",
    )
    assert asked.event in {e.event_id for e in coding.events}


def test_the_deadliest_is_compared_by_the_dead_that_were_counted() -> None:
    with dragoman.open() as db:
        told = (
            ("2011-03-14", "Gunmen killed 40 soldiers in Iraq on Sunday."),
            (
                "2011-09-05",
                "Gunmen killed 12 soldiers in Iraq on Sunday, the deadliest attack in the country this year.",
            ),
        )
        db.add(Report(f"r{n}", text, date.fromisoformat(day)) for n, (day, text) in enumerate(told))
        (made,) = db.checks()
    assert made.verdict == "contradicted", made.reason
    assert made.reason == "more than 12 dead on record once in that time"


def test_the_largest_number_is_not_the_deadliest_attack() -> None:
    with dragoman.open() as db:
        told = (
            ("2011-03-14", "Gunmen killed 90 soldiers in Saudi Arabia on Sunday."),
            (
                "2011-09-05",
                "Saudi Arabia executed 81 men on Saturday, the largest number in one day this year.",
            ),
        )
        db.add(Report(f"r{n}", text, date.fromisoformat(day)) for n, (day, text) in enumerate(told))
        (made,) = db.checks()
    assert made.verdict == "not understood"


SIZES = (
    ("2017-12-27", "Ukraine and Russia exchanged 310 prisoners on Wednesday."),
    ("2020-04-01", "Russia freed 2,000 Ukrainian prisoners on Wednesday."),
    (
        "2020-08-23",
        "More than 100,000 people protested in Minsk, Belarus, on Sunday against President Lukashenko.",
    ),
    ("2018-03-26", "The United States expelled 60 Russian diplomats on Monday over the poisoning of a spy."),
    ("2021-05-03", "The United States gave Ukraine $1 billion in aid on Monday."),
    ("2022-05-03", "The United States has given Ukraine a total of $9 billion in aid since the war began."),
)


@pytest.fixture(scope="module")
def sized() -> Iterator[RelationsDatabase]:
    with dragoman.open() as db:
        db.add(Report(f"r{n}", text, date.fromisoformat(day)) for n, (day, text) in enumerate(SIZES))
        yield db


@pytest.mark.parametrize(
    ("statement", "verdict", "shown", "because"),
    [
        ("Russia and Ukraine exchanged 100 prisoners on Friday, the largest prisoner exchange between them since 2014.", "contradicted",
         ["2017-12-27"], "more than 100 exchanged on record once"),
        ("Russia and Ukraine exchanged 100 prisoners on Friday. It was the largest prisoner exchange between the two countries since 2014.",
         "contradicted", ["2017-12-27"], "more than 100 exchanged"),
        ("Russia and Ukraine exchanged 300 prisoners on Friday, the largest prisoner exchange since 2014.", "not enough coverage",
         ["2017-12-27"], "1 that may be larger"),
        ("Russia freed 120 Ukrainian prisoners on Friday in the biggest release since 2015.", "contradicted", ["2020-04-01"], "120 freed"),
        ("About 50,000 people protested in Minsk, Belarus, on Sunday, the largest demonstration in the country since 2019.", "contradicted",
         ["2020-08-23"], "more than 50,000 people"),
        ("About 50,000 people protested in Minsk, Belarus, on Sunday, the largest demonstration in Minsk since 2019.", "not enough coverage",
         ["2020-08-23"], "“in Minsk”"),
        ("The United States expelled 10 Russian diplomats on Monday, the largest expulsion of Russian diplomats since 2016.", "contradicted",
         ["2018-03-26"], "10 expelled"),
        ("The United States gave Ukraine $500 million in aid on Monday, the largest package since 2019.", "contradicted",
         ["2021-05-03"], "500,000,000 USD on record once"),
        ("The United States gave Ukraine $500 million in military aid on Monday, the largest package since 2019.", "not enough coverage",
         ["2021-05-03"], "whether it was military"),
        ("The United States gave Ukraine 500 million euros in aid on Monday, the largest package since 2019.", "not enough coverage", [], "EUR"),
        ("Russia and Ukraine exchanged prisoners on Friday, the largest prisoner exchange since 2014.", "not understood", [], "no number"),
        ("About 50,000 people protested in Minsk, Belarus, on Sunday, one of the largest demonstrations in the country since 2019.",
         "not enough coverage", ["2020-08-23"], "“one of”"),
        ("Russia and Ukraine exchanged more than 100 prisoners on Friday, the largest prisoner exchange since 2014.", "not enough coverage",
         ["2017-12-27"], "1 that may be larger"),
        ("Sweden started its largest military exercise in over 20 years on Monday.", "not understood", [], "nothing on record measures"),
    ],
)  # fmt: skip
def test_the_largest_is_compared_by_what_reports_count(
    sized: RelationsDatabase, statement: str, verdict: str, shown: list[str], because: str
) -> None:
    (made,) = sized.check(statement, on=date(2023, 5, 10))

    assert (made.verdict, [e.record["date"]["start"] for e in (*made.against, *made.beside)]) == (
        verdict,
        shown,
    ), made.reason
    assert because in made.reason


def test_words_that_rank_nothing_are_refused_with_an_example(record: RelationsDatabase) -> None:
    with pytest.raises(UsageError, match="claims no precedence that is understood"):
        record.check("The first lady of Syria visited a school.", on=ON)


def test_an_id_that_is_no_claim_is_refused(record: RelationsDatabase) -> None:
    with pytest.raises(UsageError, match="no single claim begins with"):
        record.check("0123456789abcdef")
