"""A dateline is a sentence of its own, so that it does not disturb the parse of the first sentence."""

from __future__ import annotations

import pytest

from dragoman.language.sentences import split


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("DAMASCUS (Reuters) - Talks began.", "DAMASCUS (Reuters) -"),
        ("BEIRUT, Lebanon, May 3 (AP) -- Talks began.", "BEIRUT, Lebanon, May 3 (AP) --"),
        ("Ankara (AFP) – Talks began.", "Ankara (AFP) –"),
        ("(Reuters) - Talks began.", "(Reuters) -"),
        ("MOSCOW, October 21. /TASS/. Talks began.", "MOSCOW, October 21. /TASS/."),
        ("KUWAIT - Talks began.", "KUWAIT -"),
        ("NEW DELHI — Talks began.", "NEW DELHI —"),
        ("JERUSALEM/BEIRUT, March 11 (Reuters) - Talks began.", None),
        ("May 3 (Reuters) - Talks began.", "May 3 (Reuters) -"),
    ],
)
def test_dateline_is_a_sentence_of_its_own(text, head):
    found = [s.text for s in split(text)]

    if head is None:
        assert found[-1].endswith("Talks began.")
    else:
        assert found == [head, "Talks began."]


@pytest.mark.parametrize(
    "text",
    [
        "The army (ANA) - once feared - withdrew.",
        "NATO forces withdrew.",
        "Iran-backed forces withdrew.",
        "The UN-led talks began.",
        "US - China talks began.",
        "Talks (AFP) began.",
    ],
)
def test_what_only_looks_like_a_dateline_is_not_cut(text):
    assert [s.text for s in split(text)] == [text]
