"""The forms in which a person's name is written, and the shorter forms that stand for it later in a text.

It never decides who is meant: that depends on date and context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.registry.spellings import written
from dragoman.registry.surfaces import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Countries in whose names the family name (or the one name people are called by) comes first.
FAMILY_NAME_FIRST: frozenset[str] = frozenset(
    {"CHN", "HKG", "TWN", "KOR", "PRK", "VNM", "KHM", "SGP", "HUN", "ETH", "ERI", "MMR", "ISL", "LAO"}
)
# Parts that belong to the word after them.
_PARTICLES = frozenset(
    {"al", "el", "bin", "ben", "ibn", "bint", "abu", "abd", "abdul", "ould", "van", "von", "der", "den", "de", "da",
     "do", "dos", "del", "della", "di", "du", "la", "le", "st", "st.", "zu", "ter", "bar"}
)  # fmt: skip
_CAPITALISED = frozenset(
    {"bin", "ben", "ibn", "bint", "abu", "ould", "van", "von", "der", "den", "de", "da", "dos", "del", "di"}
)
# An alias is itself a spelling; only its nearest others (the article, a hyphen) are looked for.
_OF_ALIAS = 4
# Given names so common that two of them name thousands of people: "Mohammed Ahmed" is no short form of "Mohammed Nasser Ahmed".
_COMMON = frozenset(
    {"abdallah", "abdi", "abdullah", "abdullahi", "ahmad", "ahmed", "ali", "hamid", "hasan", "hassan", "hussein", "husayn", "ibrahim",
     "ismail", "khaled", "khalid", "khan", "mahmoud", "mahmud", "mohamed", "mohammad", "mohammed", "muhammad", "mustafa", "omar",
     "saeed", "said", "saleh", "salem", "salih", "singh", "yousef", "yusuf"}
)  # fmt: skip
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def full_forms(person: str, aliases: Sequence[str], country: str) -> tuple[str, ...]:
    """What is looked for in a text: the name, its aliases, and first and last part without the middle ones, in
    all their spellings.

    An alias of one word that is only the last part of the name is left to `short_forms`.
    """
    short = short_forms(person, (), country)
    forms = [person, *(a for a in aliases if " " in a or key(a) not in short)]
    without_middle = _first_and_last(person, country)
    others = [*written(person), *(other for alias in forms[1:] for other in written(alias, _OF_ALIAS))]
    others += [capital for name in forms if (capital := _capital_particles(name)) != name]
    if without_middle:
        others += [without_middle, *written(without_middle)]
    return tuple(dict.fromkeys([*forms, *others]))


def _capital_particles(name: str) -> str:
    """ "Osama Bin Laden": some outlets write every part with a capital."""
    return " ".join(p.capitalize() if p in _CAPITALISED else p for p in name.split())


def short_forms(person: str, aliases: Sequence[str], country: str) -> set[str]:
    """The lookup keys of surnames: every tail of the name, and the first part where that is what people say."""
    return {short for name in (person, *aliases) for short in _tails(name, country)}


def _tails(name: str, country: str) -> Iterator[str]:
    parts = [p for p in name.split() if p.lower() not in _SUFFIXES]
    for at in range(1, len(parts)):
        tail = " ".join(parts[at:])
        yield key(tail)
        yield from _without_article(tail)
    if len(parts) == 1:
        yield key(name)
    elif country in FAMILY_NAME_FIRST:
        yield key(parts[0])


def _without_article(tail: str) -> Iterator[str]:
    for article in ("al-", "el-", "ul-", "al ", "el "):
        if tail.lower().startswith(article):
            yield key(tail[len(article) :])


def _first_and_last(person: str, country: str) -> str | None:
    parts = person.split()
    if len(parts) < 3 or country in FAMILY_NAME_FIRST:
        return None
    if any(p.lower() in _PARTICLES or p.lower() in _SUFFIXES for p in parts) or "-" in parts[-1]:
        return None
    if key(parts[0]) in _COMMON and key(parts[-1]) in _COMMON:
        return None
    return f"{parts[0]} {parts[-1]}"
