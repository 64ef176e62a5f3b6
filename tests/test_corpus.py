"""The corpus in data/corpus: its sources parse, its codes and spans hold, and it stays balanced."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
sys.path.insert(0, str(CORPUS))

import build  # noqa: E402
import markup  # noqa: E402
import validate  # noqa: E402

FOUND = build.passages()
RECORDS = [json.loads(line) for line in build.COMPILED.read_text("utf-8").splitlines()]


def passage(line: str, *more: str) -> markup.Passage:
    text = "\n".join(["! voice: wire", "! region: global", line, *more])
    return markup.parse(text, "try.txt")[0]


def test_no_source_line_is_wrong():
    assert validate.problems(FOUND) == []


def test_corpus_jsonl_is_what_the_sources_give():
    assert build.COMPILED.read_text("utf-8") == build.compiled(FOUND)


def test_every_passage_has_its_number():
    assert [p.id for p in FOUND if p.number is None] == []


def test_counts_stand_above_the_floors():
    assert validate.shortfalls(validate.balance(FOUND)) == []


def spans(value):
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def test_every_span_quotes_the_text():
    for record in RECORDS:
        for span in spans(record["events"]) if record["events"] else ():
            assert record["text"][span["start"] : span["end"]] == span["text"], record["id"]


def test_passages_have_one_to_six_sentences_that_cover_the_text():
    for record in RECORDS:
        assert 1 <= len(record["sentences"]) <= 6, record["id"]
        joined = " ".join(record["text"][a:b] for a, b in record["sentences"])
        assert joined == record["text"]


def test_a_group_lies_in_one_split():
    splits: dict[str, set[str]] = {}
    for record in RECORDS:
        splits.setdefault(record["group"], set()).add(record["split"])
    assert [g for g, s in splits.items() if len(s) > 1] == []


# The split is a promise to everyone who trains on the corpus: these never change.
@pytest.mark.parametrize(
    ("group", "split"),
    [
        ("diplomacy-0001", "train"),
        ("diplomacy-0003", "dev"),
        ("courts-0002", "dev"),
        ("conflict-0002", "test"),
        ("plain-talks-0001", "train"),
    ],
)
def test_the_split_of_a_group_never_moves(group, split):
    assert markup.split_of(group) == split


def test_no_sentence_repeats_an_example_of_the_coder():
    """The lexicon's examples are its tests; a corpus that held them would measure nothing."""
    data = Path(__file__).parents[1] / "src" / "dragoman"
    examples = []
    for path in sorted(data.glob("coding/data/**/*.toml")):
        for blocks in tomllib.loads(path.read_text("utf-8")).values():
            if isinstance(blocks, list):
                examples += [b["example"] for b in blocks if isinstance(b, dict) and "example" in b]
    for kind in tomllib.loads((data / "codebook/data/types.toml").read_text("utf-8"))["type"]:
        examples += kind["examples"]

    def words(text: str) -> frozenset[str]:
        return frozenset(re.findall(r"[^\W_]+", text.lower()))

    known = {words(e) for e in examples}
    assert len(known) > 100
    copied = [
        (r["id"], r["text"][a:b])
        for r in RECORDS
        for a, b in r["sentences"]
        if words(r["text"][a:b]) in known
    ]
    assert copied == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["[a Chad [x left] it."], "span 'a' is not closed"),
        (["[a Chad] [a left] it."], "label 'a' stands twice"),
        (["[a Chad] left.", "- RETREAT a>"], "the event has no trigger"),
        (["[a Chad] left.", "- RETREAT a> @x"], "no span has label 'x'"),
        (["[x Left].", "- RETREAT > @x soon"], "cannot read 'soon'"),
        (["- RETREAT > @x"], "belongs to no passage"),
        (["! colour: red"], "unknown setting"),
    ],
)
def test_bad_marks_are_refused_with_file_and_line(lines, message):
    with pytest.raises(markup.MarkupError, match=r"try\.txt:\d+: ") as caught:
        passage(*lines)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["[a Chad] [x left].", "- LEAVE a> @x"], "type 'LEAVE' is not in the codebook"),
        (["[a Chad] [x left].", "- RETREAT/fast a> @x"], "RETREAT has no mode 'fast'"),
        (["[a Chad] [x left].", "- RETREAT a> @x #wild"], "context 'wild' is not in the codebook"),
        (["[a Chad] [x left].", "- RETREAT a> @x ~ASSAULT"], "no speech act"),
        (["[a Chad] [x left] [b Mali].", "- RETREAT a> @x"], "label 'b' is marked and never used"),
        (["[a Chad] le[x ft] it.", "- RETREAT a> @x"], "cuts a word"),
        (["[a Chad,] [x left].", "- RETREAT a> @x"], "ends with punctuation"),
        (["[a Chad] [x left]", "- RETREAT a> @x"], "no full stop"),
        (["[a Chad] [x left].", "- RETREAT a>a @x"], "one span plays two roles"),
    ],
)
def test_bad_annotation_is_reported_with_file_and_line(lines, message):
    found = validate.problems([passage(*lines)])
    assert any(message in f and f.startswith("source/try.txt:") for f in found), found


def test_marks_give_exact_spans_nested_and_over_sentences():
    made = passage(
        "[a The [b Malian] army] [x left] it. || [c It] will [y return].",
        "- RETREAT a>b @x",
        "- MOBILIZE c> @y planned",
        "= c a",
    )
    record = build.record(made)
    assert record["text"] == "The Malian army left it. It will return."
    assert record["sentences"] == [[0, 24], [25, 40]]
    assert record["events"][0]["target"] == [{"start": 4, "end": 10, "text": "Malian"}]
    assert record["refers"][0]["antecedent"]["text"] == "The Malian army"


def test_a_sentence_with_other_names_put_in_is_a_near_duplicate():
    texts = [
        "Ghana sent forty doctors to the flooded villages of the north.",
        "Peru sent sixty doctors to the flooded villages of the south.",
        "The minister of health slept through the debate on flooded villages.",
    ]
    assert [(a, b) for a, b, _ in validate.similar_pairs(texts)] == [(0, 1)]


def test_numbering_keeps_numbers_that_were_given():
    text = "! voice: wire\n0007| One.\nTwo.\n- RETREAT > @x\n"
    assert build.number_new(text) == "! voice: wire\n0007| One.\n0008| Two.\n- RETREAT > @x\n"
