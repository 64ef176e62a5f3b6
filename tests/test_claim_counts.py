"""Claims counted over time and by who says them."""

from __future__ import annotations

import random

import pytest

from dragoman.relations.claim_counts import counted


def claim(day, speaker, text="words", stance="asserts", report="r1", outlet="Gazette", agency=None):
    return {
        "said_on": {"start": day, "end": day} if day else None, "speaker": {"name": speaker, "text": speaker} if speaker else None,
        "text": text, "stance": stance, "report_id": report, "outlet": outlet, "agency": agency,
    }  # fmt: skip


CLAIMS = [
    claim("2020-01-31", "Iran", "a", "denies"),
    claim("2020-02-01", "Iran", "b", "asserts", "r2"),
    claim("2020-02-03", "Qatar", "c", "asserts", "r3", agency="QNA"),
    claim("2021-02-03", "Iran", "d", "threatens", "r4"),
    claim(None, None, "e", "asserts", "r5"),
]


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("day", ["2020-01-31", "2020-02-01", "2020-02-03", "2021-02-03", None]),
        ("week", ["2020-01-27", "2020-02-03", "2021-02-01", None]),
        ("month", ["2020-01-01", "2020-02-01", "2021-02-01", None]),
        ("year", ["2020-01-01", "2021-01-01", None]),
        ("speaker", ["Iran", "Qatar", None]),
        ("agency", ["QNA", None]),
        ("stance", ["asserts", "denies", "threatens"]),
    ],
)
def test_steps_of_time_stand_in_order_and_names_by_how_much_they_say(by, keys):
    assert [c.key for c in counted(CLAIMS, by)] == keys


def test_copies_of_one_statement_count_once_and_keep_their_reports():
    copies = [claim("2020-01-31", "Iran", "The same words.", report=f"r{n}") for n in range(10)]

    (count,) = counted([*copies, claim("2020-01-31", "Iran", "the same words. ")], "month")

    assert (count.claims, count.reports, count.speakers) == (1, 10, 1)


def test_stances_add_up_to_the_claims():
    for count in counted(CLAIMS, "speaker"):
        assert sum(n for _, n in count.stances) == count.claims


def test_the_order_of_claims_makes_no_difference():
    shuffled = random.Random(1).sample(CLAIMS, len(CLAIMS))

    assert counted(shuffled, "month") == counted(CLAIMS, "month")


def test_who_owns_an_outlet_or_agency_stands_beside_its_counts():
    claims = [
        claim("2020-01-31", "Iran", agency="SANA"),
        claim("2020-01-31", "Iran", "b", agency="No Such Agency"),
    ]

    assert [(c.key, c.ownership) for c in counted(claims, "agency")] == [
        ("No Such Agency", None),
        ("SANA", "state"),
    ]
    assert [c.ownership for c in counted(claims, "speaker")] == [None]
