"""Who is meant, class by class: names, titles, descriptions, appositions, acronyms, joined, groups, pronouns, ambiguous."""

from __future__ import annotations

import pathlib
from collections import Counter
from datetime import date

import pytest

from dragoman.grounding.actors import ActorResolver
from dragoman.grounding.meanings import as_meant, meanings
from dragoman.grounding.meanings import table as meaning_table
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


AMBIGUOUS = pathlib.Path(__file__).parent / "data" / "ambiguous.tsv"
SHARED_NAMES = list(
    parse_tsv(
        AMBIGUOUS.read_text("utf-8"),
        AMBIGUOUS.name,
        ("name", "published", "text", "words", "nth", "expected", "open"),
    )
)


def countries(row: Row) -> str:
    return "; ".join(a.country or "-" for a in resolved(row))


@pytest.mark.parametrize("row", SHARED_NAMES, ids=lambda r: f"{r['name']}: {r['text'][:60]}")
def test_a_name_that_states_share_means_the_one_of_the_text(row: Row) -> None:
    assert (countries(row) == row["expected"]) is not bool(row["open"])


def test_ambiguous_names_have_the_promised_size() -> None:
    assert len(SHARED_NAMES) >= 60


def test_the_first_meaning_needs_no_sign() -> None:
    """A name keeps what the registry says where the report holds no sign of another meaning."""
    for name, found in meaning_table().items():
        assert meanings(f"{name} is named once.") == ()
        assert found[0].least == 0


def test_a_view_of_a_name_leaves_the_registry_as_it_is() -> None:
    text = "Police in Georgia and Alabama arrested 12 people."

    meant = as_meant(registry(), text)
    assert [e.ref for n in meant.find("Georgia") for e in n.entries] == ["USA"]
    assert "GEO" in [e.ref for n in registry().find("Georgia") for e in n.entries]
    assert as_meant(registry(), "Georgia voted.") is registry()
