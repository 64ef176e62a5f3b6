"""Who is meant, class by class: names, titles, descriptions, appositions, acronyms, joined, groups, pronouns, ambiguous."""

from __future__ import annotations

import pathlib
from collections import Counter
from datetime import date

import pytest

from dragoman.grounding.actors import ActorResolver
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Actor, Mention, Report
from dragoman.registry import registry
from dragoman.tables import Row, parse_tsv

PATH = pathlib.Path(__file__).parent / "data" / "resolution.tsv"
ROWS = list(
    parse_tsv(
        PATH.read_text("utf-8"), PATH.name, ("class", "published", "text", "words", "nth", "expected", "open")
    )
)
CLASSES = ("full name", "surname", "title", "description", "apposition", "acronym", "coordinated", "group of states",
           "pronoun", "ambiguous")  # fmt: skip


def resolved(row: Row) -> tuple[Actor, ...]:
    text, words = row["text"], row["words"]
    report = Report("r", text, date.fromisoformat(row["published"]))
    parsed = parse(split(text))
    start = text.index(words)
    for _ in range(int(row["nth"])):
        start = text.index(words, start + 1)
    sentence = next(p for p in parsed if p.sentence.start <= start < p.sentence.end)
    inside = [t for t in sentence.doc if start <= sentence.sentence.start + t.idx < start + len(words)]
    indices = {t.i for t in inside}
    head = next(t for t in inside if t.head.i not in indices or t.head.i == t.i)
    at = sentence.sentence.start + head.idx
    mention = Mention(start, start + len(words), words, at, at + len(head.text))
    return tuple(ActorResolver(registry(), report, parsed).resolve(mention, sentence, None))


def shown(actors: tuple[Actor, ...]) -> str:
    return "; ".join(f"{a.name or '-'}/{a.country or '-'}" for a in actors)


@pytest.mark.parametrize(
    "row", [r for r in ROWS if not r["open"]], ids=lambda r: f"{r['class']}: {r['text'][:60]}"
)
def test_a_mention_stands_for_whom_the_text_means(row: Row) -> None:
    actors = resolved(row)

    assert shown(actors) == row["expected"]
    assert all(a.by for a in actors), "every decision says by what it was made"


@pytest.mark.parametrize(
    "row", [r for r in ROWS if r["open"]], ids=lambda r: f"{r['class']}: {r['text'][:60]}"
)
def test_what_is_said_to_be_open_is_open(row: Row) -> None:
    assert shown(resolved(row)) != row["expected"], "met: take the reason away"


def test_every_class_has_ten_cases() -> None:
    counts = Counter(row["class"] for row in ROWS)

    assert set(counts) == set(CLASSES)
    assert min(counts.values()) >= 10


@pytest.mark.parametrize(
    ("bloc", "day", "member", "inside"),
    [
        ("gulf_states", "2018-05-01", "QAT", True),
        ("e3", "2018-05-01", "DEU", True),
        ("nato_members", "2016-05-01", "MNE", False),
        ("nato_members", "2018-05-01", "MNE", True),
        ("eu_members", "2019-05-01", "GBR", True),
        ("eu_members", "2021-05-01", "GBR", False),
        ("g7_members", "2018-05-01", "RUS", False),
        ("baltic_states", "2018-05-01", "EST", True),
        ("ecowas_members", "2018-05-01", "MRT", False),
        ("visegrad", "2018-05-01", "SVK", True),
    ],
)
def test_a_group_of_states_is_expanded_by_date_for_those_who_ask(
    bloc: str, day: str, member: str, inside: bool
) -> None:
    found = registry().bloc(bloc)

    assert found is not None
    assert (member in found.on(date.fromisoformat(day))) is inside
