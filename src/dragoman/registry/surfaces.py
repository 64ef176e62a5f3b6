"""The ways in which one name is written: without accents, with other apostrophes, dotted, in capitals.

It never decides what a name stands for.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters that Unicode does not take apart into a base letter and a mark, as English-language news writes them.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "Œ": "Oe", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ə": "e", "Ə": "E"}
)  # fmt: skip
_APOSTROPHES = "'’‘ʻʿʾ`´"
_ANY_APOSTROPHE = re.compile(f"[{re.escape(_APOSTROPHES)}]")
_LONGEST_ACRONYM = 5
_ACRONYM = re.compile(rf"[A-Z]{{2,{_LONGEST_ACRONYM}}}$")
_CAPITALS_FROM = 4  # "US" in capitals is itself; "Iran" -> "IRAN"; three letters collide with acronyms


def unaccented(text: str) -> str:
    """The text without diacritics: "Élysée" gives "Elysee"."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_PLAIN_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


class _BaseLetters(dict[int, int]):
    """Code point of a letter with marks -> that of the letter alone; anything else stays, so that lengths do."""

    def __missing__(self, point: int) -> int:
        letter = chr(point)
        plain = _PLAIN_LETTERS.get(point)
        apart = unicodedata.normalize("NFD", plain if isinstance(plain, str) else letter)
        alone = len(apart) > 1 and all(map(unicodedata.combining, apart[1:]))
        self[point] = ord(apart[0]) if alone or len(apart) == 1 else point
        return self[point]


_BASE_LETTERS = _BaseLetters()


def same_length(text: str) -> str:
    """The text with each accented letter as its base letter, one for one: offsets of the result are those of `text`."""
    return text if text.isascii() else text.translate(_BASE_LETTERS)


def key(text: str) -> str:
    """The form under which words are looked up regardless of case, accents and kind of apostrophe."""
    return " ".join(_ANY_APOSTROPHE.sub("'", unaccented(text)).casefold().split())


def spellings(name: str) -> set[str]:
    """Every spelling in which `name` is looked for in a text, itself included."""
    plain = name.isascii() and "'" not in name and "`" not in name
    if plain and len(name) > _LONGEST_ACRONYM:  # nearly all names: as they are, and in capitals
        return {name, name.upper()} if _letters(name) >= _CAPITALS_FROM else {name}
    if plain:
        found = {name}
    else:
        found = {name, unaccented(name)}
        found |= {form for spelling in tuple(found) for form in _apostrophe_forms(spelling)}
    if len(name) <= _LONGEST_ACRONYM:
        found |= {dotted for spelling in tuple(found) for dotted in _dotted(spelling)}
    found |= {spelling.upper() for spelling in tuple(found) if _letters(spelling) >= _CAPITALS_FROM}
    return found


def _letters(text: str) -> int:
    return len(text) if text.isalpha() else sum(map(str.isalpha, text))


def _apostrophe_forms(name: str) -> Iterator[str]:
    if _ANY_APOSTROPHE.search(name):
        yield from (_ANY_APOSTROPHE.sub(mark, name) for mark in ("'", "’", "‘", ""))


def _dotted(name: str) -> Iterator[str]:
    if _ACRONYM.match(name):
        yield ".".join(name) + "."
