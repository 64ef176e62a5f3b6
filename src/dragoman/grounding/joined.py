"""Taking "Russia, Iran and Turkey" apart into its names, where each part is one on its own.

It leaves alone what shares a head ("Saudi and Iranian officials") or a complement.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.model import Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.grounding.phrase import Reading
    from dragoman.registry.records import EntryKind, Name

_JOINT = re.compile(r",?\s+(?:and|as well as)\s+|,\s+|\s+&\s+")
_AND = re.compile(r"\s(?:and|as well as|&)\s")
_ARTICLE = re.compile(r"^(?:both\s+)?(?:the\s+)?", re.IGNORECASE)
_WHOLE: frozenset[EntryKind] = frozenset({"country", "demonym", "capital", "seat", "body", "bloc", "outlet"})


def parts(mention: Mention, read: Callable[[str], Reading]) -> tuple[Mention, ...]:
    """The joined mentions in `mention`; empty when it is one."""
    text = mention.text
    if not _AND.search(text):
        return ()
    whole = read(text)
    bounds = [
        m.span()
        for m in _JOINT.finditer(text)
        if not any(n.start < m.end() and n.end > m.start() for n in whole.names)
    ]
    if not bounds:
        return ()
    starts = [0, *(b for _, b in bounds)]
    ends = [*(a for a, _ in bounds), len(text)]
    pieces = [(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]
    readings = [read(text[a:b]) for a, b in pieces]
    if not all(_is_name(r) for r in readings) and not (len(pieces) == 2 and _two(*readings)):
        return ()
    return tuple(_piece(mention, a, b) for a, b in pieces)


def _is_name(reading: Reading) -> bool:
    """True for a bare name, or a known person with a title before the name."""
    bare = _ARTICLE.sub("", reading.text)
    for name in reading.names:
        if any(e.kind in _WHOLE for e in name.entries) and _ARTICLE.sub("", name.text) == bare:
            return True
        if name.end == len(reading.text) and any(e.kind == "person" for e in name.entries):
            return True
    return False


def _two(first: Reading, second: Reading) -> bool:
    """ "Russia and the Syrian army", "a UN envoy and Syria": two whole phrases, one of them a name."""
    if first.rest or not (_is_name(first) or _is_name(second)):
        return False
    other = second if _is_name(first) else first
    return (
        other.role is not None
        and (other.definite or other.ranked or bool(other.names))
        and not (first.owner or second.owner)
    )


def _piece(mention: Mention, start: int, end: int) -> Mention:
    text = mention.text[start:end]
    head = text.rsplit(maxsplit=1)[-1]
    begin = mention.start + start
    at = begin + len(text) - len(head)
    return Mention(begin, begin + len(text), text, at, at + len(head))


def coordinated_adjectives(core: str, names: tuple[Name, ...]) -> tuple[str, ...]:
    """Codes of "Iranian and Russian (foreign ministers)": nationalities joined by and, comma or a slash."""
    inside = [
        n for n in names if n.end <= len(core) and any(e.kind in {"adjective", "country"} for e in n.entries)
    ]
    codes: list[str] = []
    for left, right in pairwise(inside):
        between = core[left.end : right.start].strip().lower().removesuffix(" the")
        if between in {"and", ",", "/", "-", "–", ", and", "&", "'s and", "’s and"}:
            for name in (left, right):
                code = next(e.ref for e in name.entries if e.kind in {"adjective", "country"})
                if code not in codes:
                    codes.append(code)
    return tuple(codes)


def joined_owners(role_words: str, text: str, cut: int, names: tuple[Name, ...]) -> tuple[str, ...]:
    """Codes of "(the presidents) of Turkey and Iran": one holder of each, where the role stands in the plural."""
    owners = tuple(n for n in names if n.start >= cut)
    return coordinated_adjectives(text, owners) if role_words.endswith("s") else ()
