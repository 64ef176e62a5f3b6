"""The second labelling in data/corpus/second: it is of the corpus's texts, and its figures are what the data give."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
sys.path.insert(0, str(CORPUS))

import build  # noqa: E402
import markup  # noqa: E402
import second  # noqa: E402
import validate  # noqa: E402

PAIRS = second.both()
STORED = json.loads(second.FIGURES.read_text("utf-8"))
CORPUS_TEXTS = {p.id: (p.text, p.sentences) for p in build.passages()}


def record(line, *events):
    text = "\n".join(["! voice: wire", "! region: global", line, *events])
    return build.record(markup.parse(text, "try.txt")[0])


def sums(first, other):
    return second.counts(second.paired(first, other))


def kinds(first, other):
    return [row[1] for row in second.differences([(first, other)])]


def test_stored_figures_are_what_the_two_labellings_give():
    assert json.loads(json.dumps(second.agreement(PAIRS))) == STORED


def test_three_hundred_sentences_of_35_source_files_are_labelled_twice():
    assert STORED["counts"]["sentences"] == 300
    assert len({one["id"].rsplit("-", 1)[0] for one, _ in PAIRS}) == 35


def test_both_labellings_are_of_the_corpus_text():
    for one, two in PAIRS:
        text, sentences = CORPUS_TEXTS[one["id"]]
        assert one["text"] == two["text"] == text
        assert one["sentences"] == two["sentences"] == [list(s) for s in sentences]


def test_second_labels_are_as_well_formed_as_the_corpus():
    blocks = second.blocks(second.LABELS.read_text("utf-8"))
    assert [p for b in blocks for p in validate.problems([b]) if "has no full stop" not in p] == []


def test_every_difference_has_been_judged():
    with (second.FOLDER / "verdicts.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

    assert [(r["passage"], r["kind"], r["first"], r["second"]) for r in rows] == second.differences(PAIRS)
    assert {r["slip"] for r in rows} == {"first", "second", "open"}
    assert all(r["note"] for r in rows)


def test_the_page_gives_the_stored_figures():
    page = (CORPUS.parents[1] / "docs" / "corpus.md").read_text("utf-8")
    verdicts = Counter(
        line.split("\t")[4] for line in (second.FOLDER / "verdicts.tsv").read_text("utf-8").splitlines()[1:]
    )
    for name, value in STORED["figures"].items():
        assert f"| {name} | {value:.3f}" in page, name
    for name, (low, high) in STORED["intervals"].items():
        assert f"| {name} | {STORED['figures'][name]:.3f} ({low:.3f} to {high:.3f}) |" in page
    for slip, n in verdicts.items():
        assert f"| {slip} | {n} |" in page


def test_what_is_drawn_depends_on_no_label():
    found = build.passages()[:400]
    bare = [
        markup.Passage(p.file, p.line, p.number, p.voice, p.region, p.group, p.text, p.sentences)
        for p in found
    ]

    assert [p.id for p in second.drawn(found)] == [p.id for p in second.drawn(bare)]


LEFT = "[a Mali] [x left] [b Chad]."


@pytest.mark.parametrize(
    ("first", "other", "expected"),
    [
        ("- RETREAT a>b @x", "- RETREAT a>b @x", []),
        ("- RETREAT a>b @x", "", ["event"]),
        ("- RETREAT a>b @x", "- SANCTION a>b @x", ["type"]),
        ("- RETREAT/withdraw a>b @x", "- RETREAT a>b @x", ["modes"]),
        ("- RETREAT a>b @x", "- RETREAT a>b @x planned", ["status"]),
        ("- RETREAT a>b @x", "- RETREAT a> @x", ["target"]),
        ("- RETREAT a>b @x", "- RETREAT b>a @x", ["source", "target"]),
        ("- RETREAT a,b> @x", "- RETREAT a>b @x", []),
        ("- RETREAT a>b @x", "- SANCTION b> @a planned", ["event", "event"]),
    ],
)  # fmt: skip
def test_what_counts_as_a_difference(first, other, expected):
    assert kinds(record(LEFT, *filter(None, [first])), record(LEFT, *filter(None, [other]))) == expected


def test_a_pronoun_and_its_antecedent_are_one_party():
    one = record("[a Mali] said [b it] [x left].", "- RETREAT a> @x")
    two = record("[a Mali] said [b it] [x left].", "- RETREAT b> @x", "= b a")

    assert kinds(one, two) == []


def test_spans_that_touch_are_no_difference_and_not_exact():
    n = sums(
        record("[a The Malian army] [x left].", "- RETREAT a> @x"),
        record("The [a Malian army] [x left].", "- RETREAT a> @x"),
    )

    assert (n["source"], n["source exact"], n["trigger exact"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("both", "first", "other", "neither", "expected"),
    [(50, 0, 0, 50, 1.0), (25, 25, 25, 25, 0.0), (20, 5, 10, 15, 0.4), (10, 0, 0, 0, 1.0)],
)
def test_kappa(both, first, other, neither, expected):
    n = Counter({
        "both": both, "first only": first, "second only": other, "neither": neither,
        "sentences": both + first + other + neither,
    })  # fmt: skip

    assert second.kappa(n) == pytest.approx(expected)


MARKS = st.lists(
    st.sampled_from(["- RETREAT a>b @x", "- SANCTION a> @x", "- ASSAULT a>b @y", "- ACCUSE b> @y", "- RETREAT b> @y"]),
    max_size=4,
)  # fmt: skip


@given(MARKS, MARKS)
def test_agreement_does_not_depend_on_which_labelling_is_first(one, two):
    text = "[a Mali] [x left] and [y struck] [b Chad]."
    there, back = sums(record(text, *one), record(text, *two)), sums(record(text, *two), record(text, *one))

    for name in ("both", "neither", "type", "touching", "types differ"):
        assert there[name] == back[name]
    assert there["first only"] == back["second only"]
    assert there["type"] + there["types differ"] <= min(there["first"], there["second"])


@given(MARKS)
def test_a_labelling_agrees_with_itself(one):
    text = "[a Mali] [x left] and [y struck] [b Chad]."
    n = sums(record(text, *one), record(text, *one))

    assert n["type"] == n["whole"] == n["actors"] == n["first"]
    assert kinds(record(text, *one), record(text, *one)) == []


def test_a_label_line_without_passage_id_is_refused():
    with pytest.raises(markup.MarkupError, match="no passage id"):
        second.second("Mali left.\n- RETREAT > @x\n")
