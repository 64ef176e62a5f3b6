"""A dateline is a sentence of its own, so that it does not disturb the parse of the first sentence."""

from __future__ import annotations

import pytest

from dragoman.attribution.agencies import report_agency
from dragoman.grounding import places
from dragoman.language.datelines import dateline, datelines
from dragoman.language.sentences import split
from dragoman.model import Report


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


@pytest.mark.parametrize(
    ("text", "place", "within", "day", "agencies"),
    [
        ("DAMASCUS, May 3 (Reuters) - Talks began.", "DAMASCUS", None, "May 3", ("Reuters",)),
        ("BEIRUT, Lebanon (AP/AFP) -- Talks began.", "BEIRUT", "Lebanon", None, ("AP", "AFP")),
        ("MOSCOW, October 21. /TASS/. Talks began.", "MOSCOW", None, "October 21", ("TASS",)),
        ("JERUSALEM/BEIRUT, March 11 - Talks began.", "JERUSALEM", None, "March 11", ()),
        ("May 3 (Reuters) - Talks began.", None, None, "May 3", ("Reuters",)),
    ],
)
def test_parts_of_a_dateline_are_told_once_for_all(text, place, within, day, agencies):
    found = dateline(text, 0, len(text))

    assert found is not None
    assert (found.place, found.within, found.day, found.agencies) == (place, within, day, agencies)
    assert text[found.end :] == "Talks began."


def test_split_place_and_agency_read_the_same_dateline():
    """A heading may stand before it: the place and the agency are read from the line that is split off."""
    text = "Ministers meet\n\nDAMASCUS, May 3 (Reuters) - Talks began."

    assert [s.text for s in split(text)][1:] == ["DAMASCUS, May 3 (Reuters) -", "Talks began."]
    assert places.dateline(text).name == "Damascus"
    assert report_agency(Report("r", text)) == "Reuters"


def test_words_that_may_be_an_agency_are_no_sure_dateline():
    """ "Reuters - " is read for the agency alone: it is not split off, since "US - China talks" looks the same."""
    text = "Reuters - Talks began."

    assert dateline(text, 0, len(text)) is None
    assert [(d.agency, d.sure) for d in datelines(text)] == [("Reuters", False)]
