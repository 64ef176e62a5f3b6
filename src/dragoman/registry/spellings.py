"""The spellings of a personal name: transliterated parts, the Arabic article, hyphens in East Asian given names.

It never decides who is meant, and it knows no person.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations, islice, product
from typing import TYPE_CHECKING

from dragoman.registry import load

if TYPE_CHECKING:
    from collections.abc import Iterator

SPELLING_COLUMNS = ("spellings", "language")
# Names of four parts in six spellings each would give thousands of forms that nobody writes; forms that change the
# fewest parts come first, so the cut loses the rare ones. Ours.
_MOST = 20
_ARTICLE = re.compile(r"(?:al|el)[- ](?=\w)", re.IGNORECASE)
_HYPHENED = re.compile(r"(\w+)-(\w+)$")
_ARTICLES = frozenset({"al", "el"})


def written(name: str, most: int = _MOST) -> tuple[str, ...]:
    """The other ways in which `name` is written, without itself, at most `most`; empty for a name of one word."""
    parts = _joined(name.split())
    if len(parts) < 2:
        return ()
    others = [[o for o in dict.fromkeys(_part(p, first=i == 0)) if o != p] for i, p in enumerate(parts)]
    changeable = [i for i, found in enumerate(others) if found]
    forms = dict.fromkeys(islice(_changed(parts, others, changeable), most))
    return tuple(form for form in forms if form != name and " " in form)


def _changed(parts: list[str], others: list[list[str]], changeable: list[int]) -> Iterator[str]:
    """The name with one part in another spelling, then with two."""
    for many in (1, 2):
        for places in combinations(changeable, many):
            for chosen in product(*(others[i] for i in places)):
                form = list(parts)
                for i, part in zip(places, chosen, strict=True):
                    form[i] = part
                yield " ".join(form)


def _joined(parts: list[str]) -> list[str]:
    """The parts, with a free-standing article joined to the word after it: "al Assad"."""
    out: list[str] = []
    for part in parts:
        if out and out[-1].lower() in _ARTICLES:
            out[-1] = f"{out[-1]} {part}"
        else:
            out.append(part)
    return out


def _part(part: str, *, first: bool) -> Iterator[str]:
    yield from _sets().get(part, ())
    article = _ARTICLE.match(part)
    if article is not None:
        bare = part[article.end() :]
        low, high = part[:2].lower(), part[:2].capitalize()
        yield from (f"{low}-{bare}", f"{high}-{bare}", f"{low} {bare}", f"{high} {bare}")
        if not first:
            yield bare
        return
    hyphened = _HYPHENED.match(part)
    if hyphened is not None:
        left, right = hyphened.groups()
        for second in dict.fromkeys((right, right.capitalize())):
            yield f"{left}-{second}"
            yield f"{left} {second}"


@lru_cache(maxsize=1)
def _sets() -> dict[str, tuple[str, ...]]:
    """The other spellings of each part. Raises TableError for a part that stands in two lines."""
    found: dict[str, tuple[str, ...]] = {}
    for line in load.rows("spellings.tsv", SPELLING_COLUMNS):
        together = line.many("spellings")
        for part in together:
            if part in found:
                raise line.error(f"{part!r} stands on an earlier line")
            found[part] = tuple(p for p in together if p != part)
    return found
