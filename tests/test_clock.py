"""Times of day: read with their zone, placed in UTC only where day and zone are known, kept apart from the day."""

from __future__ import annotations

import pathlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman
from dragoman.grounding import clock
from dragoman.model import Clock, When
from dragoman.tables import Row, parse_tsv

COLUMNS = ("text", "day", "start", "end", "precision", "zone", "offset", "utc_start", "utc_end")
PATH = pathlib.Path(__file__).parent / "data" / "clock.tsv"
ROWS = list(parse_tsv(PATH.read_text("utf-8"), "clock.tsv", COLUMNS))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['day']}: {r['text'][:50]}")
def test_a_time_of_day_is_read_and_placed(row: Row) -> None:
    day = date.fromisoformat(row["day"])
    found = [clock.placed(c, When(day, day, "day")) for _, c in clock.find(row["text"])]

    seen = ("",) * 7
    if found:
        c = found[0]
        seen = (c.start, c.end, c.precision, c.zone or "", "" if c.offset is None else str(c.offset),
                c.utc_start or "", c.utc_end or "")  # fmt: skip
    assert seen == tuple(row[c] for c in COLUMNS[2:])


def test_the_suite_holds_sixty_cases() -> None:
    assert len(ROWS) >= 60


def test_spans_quote_the_text_and_move_with_the_offset() -> None:
    text = "\u200fAt 21:30 (1830 GMT) on Sunday, and at 3 a.m. local time."
    for offset in (0, 17):
        for span, found in clock.find(text, offset):
            assert text[span.start - offset : span.end - offset] == found.text


def test_without_one_day_no_instant_is_given() -> None:
    (_, found), *_ = clock.find("at 21:30 GMT")
    assert clock.placed(found, None).utc_start is None
    assert clock.placed(found, When(date(2023, 5, 1), date(2023, 5, 7), "week")).utc_start is None


@given(st.text(alphabet=st.sampled_from("0123456789:. apmGMTUC()-+noonat,'"), max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    day = When(date(2023, 5, 1), date(2023, 5, 1), "day")
    for span, found in clock.find(text):
        assert 0 <= span.start < span.end <= len(text)
        assert clock.placed(found, day).start <= "23:59"


@pytest.mark.parametrize(
    ("text", "start", "utc"),
    [
        ("Russian forces shelled Kharkiv at 3 a.m. local time on Sunday.", "03:00", None),
        ("Russian forces shelled Kharkiv on Sunday at 01:30 Kyiv time.", "01:30", "2023-04-29T22:30Z"),
        ("Israel bombed Gaza on Sunday at 21:30 (1830 GMT).", "21:30", "2023-04-30T18:30Z"),
        ("Iran expelled two German diplomats on Sunday.", None, None),
        ("Iran, whose minister spoke at 0900 GMT, expelled two German diplomats on Sunday.", None, None),
    ],
)
def test_an_event_carries_the_time_of_its_own_clause(text: str, start: str | None, utc: str | None) -> None:
    event = dragoman.Coder().code(text, published="2023-05-01").events[0]
    told = event.date.clock if event.date else None
    assert (told.start if told else None, told.utc_start if told else None) == (start, utc)
    assert event.date is not None and event.date.start == date(2023, 4, 30)


def test_a_time_of_day_is_printed_with_the_date() -> None:
    event = (
        dragoman.Coder().code("Israel bombed Gaza on Sunday at 21:30 GMT.", published="2023-05-01").events[0]
    )
    assert event.to_dict()["date"]["clock"] == {
        "start": "21:30", "end": "21:30", "precision": "minute", "zone": "GMT", "offset": 0,
        "utc_start": "2023-04-30T21:30Z", "utc_end": "2023-04-30T21:30Z", "text": "21:30 GMT",
    }  # fmt: skip
    assert isinstance(event.date.clock if event.date else None, Clock)
