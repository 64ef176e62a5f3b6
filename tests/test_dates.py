"""Dates: what is found in a text, what dates an act, and what is never guessed."""

from __future__ import annotations

import pathlib
from datetime import date
from functools import lru_cache

import pytest

from dragoman.grounding import dates
from dragoman.grounding.dates_calendar import easter, part, period, shift, week_of_month, weekday
from dragoman.grounding.dates_feasts import feast, islamic_day, jewish_new_year, orthodox_easter, passover
from dragoman.language.parsed import Parsed
from dragoman.language.parser import parse
from dragoman.model import Sentence, Span, When
from dragoman.tables import Row, parse_tsv

DATA = pathlib.Path(__file__).parent / "data"
FOUND = ("text", "published", "words", "start", "end", "precision")
ACTS = ("text", "published", "trigger", "words", "start", "end", "precision")
PUBLISHED = date(2023, 5, 1)


def _rows(name: str, columns: tuple[str, ...]) -> list[Row]:
    return list(parse_tsv((DATA / name).read_text("utf-8"), name, columns))


def _expected(row: Row) -> tuple[str, str, str]:
    return row["start"], row["end"], row["precision"]


def _seen(found: When | None) -> tuple[str, str, str]:
    if found is None:
        return "", "", ""
    return str(found.start or "open"), str(found.end or "open"), found.precision


def _published(row: Row) -> date | None:
    return date.fromisoformat(row["published"]) if row["published"] else None


@lru_cache(maxsize=256)
def _parsed(text: str, start: int = 0) -> Parsed:
    return parse([Sentence(0, start, start + len(text), text, 0)])[0]


def _resolve(text: str, trigger: str, published: date | None = PUBLISHED, **more: object) -> When | None:
    at = text.index(trigger)
    return dates.resolve(_parsed(text), Span(at, at + len(trigger)), published, **more)  # type: ignore[arg-type]


SENTENCES: dict[tuple[str, str], list[Row]] = {}
for _row in _rows("dates.tsv", FOUND):
    SENTENCES.setdefault((_row["text"], _row["published"]), []).append(_row)


@pytest.mark.parametrize(
    ("key", "rows"), SENTENCES.items(), ids=lambda v: v[0] if isinstance(v, tuple) else ""
)
def test_sentence_holds_exactly_these_dates(key: tuple[str, str], rows: list[Row]) -> None:
    found = [(w.text or "", *_seen(w)) for _, w in dates.find(key[0], _published(rows[0]))]

    assert [(r["words"], *_expected(r)) for r in rows if r["words"]] == found


def test_suite_has_the_promised_size() -> None:
    assert len(SENTENCES) >= 300


@pytest.mark.parametrize(
    "row", _rows("dates_of_acts.tsv", ACTS), ids=lambda r: f"{r['trigger']}: {r['text'][:40]}"
)
def test_act_is_dated_by_its_own_clause(row: Row) -> None:
    assert _expected(row) == _seen(_resolve(row["text"], row["trigger"], _published(row)))


def test_spans_quote_the_text_and_move_with_the_offset() -> None:
    text = "\u200fOn Sunday \U0001f1eb\U0001f1f7 he left; on 3 May\u00a02021 he came back."

    for offset in (0, 17):
        for span, found in dates.find(text, PUBLISHED, offset):
            assert text[span.start - offset : span.end - offset] == found.text


def test_every_reading_says_what_it_rests_on() -> None:
    found = dates.find("Shot on 3 May 2021, he died a day later and was buried last week.", PUBLISHED)

    assert [w.basis for _, w in found] == ["absolute", "relative to text", "relative to publication"]


def test_context_from_an_earlier_sentence_anchors_the_previous_day() -> None:
    context = When(date(2020, 6, 5), date(2020, 6, 5), "day")

    found = _resolve("The town had been shelled the previous day.", "shelled", context_date=context)

    assert found is not None
    assert found.start == found.end == date(2020, 6, 4)
    assert found.basis == "relative to text"


def test_tense_given_by_the_caller_decides_the_weekday() -> None:
    planned = _resolve("A visit to Rome on Friday.", "visit", tense="future")
    done = _resolve("A visit to Rome on Friday.", "visit", tense="past")

    assert planned is not None and planned.start == date(2023, 5, 5)
    assert done is not None and done.start == date(2023, 4, 28)


def test_relative_dates_are_not_guessed_without_a_publication_date() -> None:
    assert dates.find("He left on Sunday, three days ago, in May.", None) == []
    assert _resolve("He left on Sunday.", "left", None) is None
    assert dates.default(None) is None


def test_default_is_the_day_of_publication_or_the_day_before() -> None:
    past, future = dates.default(PUBLISHED), dates.default(PUBLISHED, "future")

    assert past == When(date(2023, 4, 30), PUBLISHED, "day", None, "publication date")
    assert future == When(PUBLISHED, None, "vague", None, "publication date")


def test_offsets_of_a_later_sentence_are_those_of_the_report() -> None:
    text = "He left on Sunday."

    found = dates.resolve(_parsed(text, 100), Span(103, 107), PUBLISHED)

    assert found is not None and found.start == date(2023, 4, 30)


@pytest.mark.parametrize(
    "text", ["in 9999 years' time", "99999 years ago", "in May 0000", "on 31 February", "on 32 May"]
)
def test_impossible_dates_are_left_out(text: str) -> None:
    for _, found in dates.find(f"It happens {text}.", PUBLISHED):
        assert found.start is None or found.end is None or found.start <= found.end


def test_a_text_without_dates_costs_nothing_and_gives_nothing() -> None:
    assert dates.find("The two sides accuse each other of breaking the truce.", PUBLISHED) == []


def test_calendar_arithmetic_cuts_days_to_the_month() -> None:
    assert shift(date(2020, 2, 29), "year", -1) == date(2019, 2, 28)
    assert shift(date(2023, 3, 31), "month", -1) == date(2023, 2, 28)
    assert period(date(2023, 5, 1), "century") == (date(2001, 1, 1), date(2100, 12, 31))
    assert period(date(2024, 1, 15), "season") == (date(2023, 12, 1), date(2024, 2, 29))
    assert part((date(2023, 5, 1), date(2023, 5, 2)), "late") == (date(2023, 5, 1), date(2023, 5, 2))
    assert week_of_month((date(2023, 6, 1), date(2023, 6, 30)), -1) == (date(2023, 6, 24), date(2023, 6, 30))
    assert weekday(date(2023, 5, 3), 4, "next") == date(2023, 5, 12)


@pytest.mark.parametrize(
    ("year", "day"), [(2000, date(2000, 4, 23)), (2019, date(2019, 4, 21)), (2024, date(2024, 3, 31))]
)
def test_easter_is_where_the_church_puts_it(year: int, day: date) -> None:
    assert easter(year) == day


def test_default_of_a_planned_act_lies_ahead() -> None:
    assert dates.default(PUBLISHED, "planned") == dates.default(PUBLISHED, "future")
    assert dates.default(PUBLISHED, "occurred") == dates.default(PUBLISHED, "past")


def test_contexts_give_each_sentence_the_last_date_before_it() -> None:
    texts = ["He was shot on 3 May 2021.", "He recovered.", "They met recently.", "It ended in June 2022."]
    parsed = [Parsed(Sentence(n, 0, len(t), t, 0), _parsed(t).doc) for n, t in enumerate(texts)]

    found = dates.contexts(parsed, PUBLISHED)

    assert sorted(found) == [1, 2, 3]
    assert found[3].start == date(2021, 5, 3)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (orthodox_easter(2016), date(2016, 5, 1)),
        (orthodox_easter(2022), date(2022, 4, 24)),
        (orthodox_easter(2024), date(2024, 5, 5)),
        (passover(2019), date(2019, 4, 20)),
        (passover(2024), date(2024, 4, 23)),
        (jewish_new_year(2013), date(2013, 9, 5)),
        (jewish_new_year(2020), date(2020, 9, 19)),
        (jewish_new_year(2023), date(2023, 9, 16)),
        (feast("kislev", 0, 0, 1, 2013, ""), (date(2013, 11, 28), date(2013, 11, 28))),
        (feast("kislev", 0, 0, 1, 2023, ""), (date(2023, 12, 8), date(2023, 12, 8))),
        (feast("nth", 11, 34, 1, 2021, ""), (date(2021, 11, 25), date(2021, 11, 25))),
        (feast("nth", 5, 9, 1, 2020, ""), (date(2020, 5, 25), date(2020, 5, 25))),
        (feast("table", 0, 0, 1, 1850, "diwali"), None),
    ],
)
def test_moving_feasts_fall_on_the_published_days(day: object, expected: object) -> None:
    assert day == expected


@pytest.mark.parametrize(
    ("month", "day", "year", "proclaimed"),
    [
        (10, 1, 1437, date(2016, 7, 6)),
        (10, 1, 1440, date(2019, 6, 4)),
        (12, 10, 1441, date(2020, 7, 31)),
        (9, 1, 1443, date(2022, 4, 2)),
        (10, 1, 1445, date(2024, 4, 10)),
        (1, 10, 1446, date(2024, 7, 16)),
    ],
)
def test_the_islamic_calendar_is_within_a_day_of_what_was_proclaimed(
    month: int, day: int, year: int, proclaimed: date
) -> None:
    assert abs((islamic_day(year, month, day) - proclaimed).days) <= 1
