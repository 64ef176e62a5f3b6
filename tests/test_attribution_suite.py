"""Who says what, over the suite of marked sentences: every construction of attribution and stance, ten sentences each."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import attribution_suite

# Two of 270 are not told right today (99.3 %); the bound leaves two more.
WRONG_AT_MOST = 4
CONSTRUCTIONS = {
    "direct", "interrupted", "indirect", "mixed", "over sentences", "over paragraphs", "nested", "according to", "reportedly",
    "sources said", "told of unnamed", "institution", "document", "medium", "agency", "post", "headline", "office and date",
    "asserts", "denies", "doubts", "threatens", "promises", "demands", "predicts", "confirms", "declines",
}  # fmt: skip


def test_every_construction_of_attribution_has_ten_sentences():
    constructions = Counter(row.construction for row in attribution_suite.rows())
    assert constructions.keys() == CONSTRUCTIONS
    assert min(constructions.values()) >= 10


def test_the_attribution_suite_is_told_right():
    wrong = [row for row in attribution_suite.rows() if not attribution_suite.is_right(row)]
    assert len(wrong) <= WRONG_AT_MOST, "\n".join(f"{r.construction}: {r.text}" for r in wrong)
    assert max(Counter(r.construction for r in wrong).values(), default=0) <= 2


def test_an_unknown_field_of_the_suite_is_refused_with_its_line(tmp_path, monkeypatch):
    table = tmp_path / "attribution.tsv"
    table.write_text("construction\texpected\ttext\ndirect\tmood=sad\tHe said so.\n", "utf-8")
    monkeypatch.setattr(attribution_suite, "TABLE", table)
    with pytest.raises(ValueError, match=r"attribution\.tsv:2: unknown field 'mood'"):
        attribution_suite.rows()
