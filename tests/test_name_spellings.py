"""The spellings under which a person is looked for."""

from __future__ import annotations

import pytest

from dragoman.registry.spellings import written


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Faisal al-Karimi", "Faisal Al-Karimi"),
        ("Faisal al-Karimi", "Faisal Al Karimi"),
        ("Faisal al-Karimi", "Faisal Karimi"),
        ("Mohammed Karimi", "Muhammad Karimi"),
        ("Abdel Fattah Karimi", "Abdul Fattah Karimi"),
        ("Pak Jong-un", "Pak Jong-Un"),
        ("Pak Jong-un", "Pak Jong Un"),
        ("Sergei Ivanenko", "Sergey Ivanenko"),
    ],
)
def test_a_name_is_written_in_several_ways(name, other):
    assert other in written(name)


def test_a_single_word_has_no_other_spelling():
    assert written("Mohammed") == ()


def test_the_number_of_spellings_is_bounded():
    assert len(written("Mohammed Ahmed Hussein Abdullah al-Karimi")) <= 20
