"""The second labellings in data/corpus/second: they are of the corpus's texts, and the figures are what the data give."""

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

PAIRS = {name: second.both(sample) for name, sample in second.SAMPLES.items()}
STORED = {name: json.loads(sample.figures.read_text("utf-8")) for name, sample in second.SAMPLES.items()}
SLIPS = {"edition": {"first", "second", "open"}, "feed": {"first", "second", "neither", "silent"}}
FOUND = build.passages()
CORPUS_TEXTS = {p.id: (p.text, p.sentences) for p in FOUND}
each_sample = pytest.mark.parametrize("name", list(second.SAMPLES))


def verdicts(name):
    """The judged differences of a sample."""
    with (second.SAMPLES[name].folder / "verdicts.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def page(name):
    """The part of the corpus's page that gives a sample's figures."""
    whole = (CORPUS.parents[1] / "docs" / "corpus.md").read_text("utf-8")
    edition, _, feed = whole.partition("## Agreement on the feed")
    return {"edition": edition, "feed": feed}[name]


def record(line, *events):
    text = "\n".join(["! voice: wire", "! region: global", line, *events])
    return build.record(markup.parse(text, "try.txt")[0])


def sums(first, other):
    return second.counts(second.paired(first, other))


def kinds(first, other):
    return [row[1] for row in second.differences([(first, other)])]


@each_sample
def test_stored_figures_are_what_the_two_labellings_give(name):
    assert json.loads(json.dumps(second.agreement(PAIRS[name]))) == STORED[name]


@pytest.mark.parametrize(("name", "sentences", "files"), [("edition", 300, 35), ("feed", 200, 11)])
def test_so_many_sentences_of_so_many_source_files_are_labelled_twice(name, sentences, files):
    assert STORED[name]["counts"]["sentences"] == sentences
    assert len({one["id"].rsplit("-", 1)[0] for one, _ in PAIRS[name]}) == files


def test_the_feed_sample_is_of_test_passages_of_its_files_and_about_half_have_events():
    assert all(one["split"] == "test" for one, _ in PAIRS["feed"])
    assert all(one["id"].startswith(("feed-", "week-")) for one, _ in PAIRS["feed"])

    n = STORED["feed"]["counts"]
    assert 0.4 < (n["both"] + n["second only"]) / n["sentences"] < 0.6


def test_no_sentence_is_in_both_samples():
    ids = [{one["id"] for one, _ in pairs} for pairs in PAIRS.values()]

    assert not set.intersection(*ids)


@each_sample
def test_both_labellings_are_of_the_corpus_text(name):
    for one, two in PAIRS[name]:
        text, sentences = CORPUS_TEXTS[one["id"]]
        assert one["text"] == two["text"] == text
        assert one["sentences"] == two["sentences"] == [list(s) for s in sentences]


@each_sample
def test_second_labels_are_as_well_formed_as_the_corpus(name):
    blocks = second.blocks(second.SAMPLES[name].labels.read_text("utf-8"))
    assert [p for b in blocks for p in validate.problems([b]) if "has no full stop" not in p] == []


@each_sample
def test_every_difference_has_been_judged(name):
    rows = verdicts(name)

    found = [(r["passage"], r["kind"], r["first"], r["second"]) for r in rows]
    assert found == second.differences(PAIRS[name])
    assert {r["slip"] for r in rows} == SLIPS[name]
    assert all(r["note"] for r in rows)


@each_sample
def test_the_page_gives_the_stored_figures(name):
    stored = STORED[name]
    for figure, value in stored["figures"].items():
        assert f"| {figure} | {value:.3f}" in page(name), figure
    for figure, (low, high) in stored["intervals"].items():
        assert f"| {figure} | {stored['figures'][figure]:.3f} ({low:.3f} to {high:.3f}) |" in page(name)
    for slip, n in Counter(r["slip"] for r in verdicts(name)).items():
        assert f"| {slip} | {n} |" in page(name)
    n = stored["counts"]
    told = (
        f"{n['both']} have an event for both, {n['neither']} for neither, {n['first only']} for the first alone, "
        f"{n['second only']} for the second alone"
    )
    assert told in page(name)


@each_sample
def test_what_is_drawn_depends_on_no_label(name):
    sample = second.SAMPLES[name]
    bare = [
        markup.Passage(p.file, p.line, p.number, p.voice, p.region, p.group, p.text, p.sentences)
        for p in FOUND
    ]

    drawn = [p.id for p in second.drawn(FOUND, sample)]

    assert drawn
    assert drawn == [p.id for p in second.drawn(bare, sample)]


def test_a_sample_takes_only_files_and_split_that_it_names():
    taken = second.drawn(FOUND, second.SAMPLES["feed"])

    assert {markup.split_of(p.group or p.id) for p in taken} == {"test"}
    assert sum(len(p.sentences) for p in taken) == pytest.approx(200, abs=5)


@pytest.mark.parametrize("arguments", [[], ["feed"], ["elsewhere", "agree"], ["draw"]])
def test_wrong_use_is_refused(arguments, capsys):
    assert second.main(arguments) == 2
    assert "second.py feed agree" in capsys.readouterr().err


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
