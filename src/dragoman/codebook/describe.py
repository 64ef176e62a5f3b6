"""One page of the codebook about one type, as a record that the command line and the console render.

It never formats anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from dragoman.codebook.load import codebook
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.codebook.book import Codebook
    from dragoman.codebook.records import Boundary, CameoCode, Decision, EventType, Mode


@dataclass(frozen=True, slots=True)
class TypePage:
    """Everything the codebook holds about one type; `cameo` are the CAMEO codes that map to it."""

    name: str
    definition: str
    quad: int
    quad_name: str
    score: float
    recipient_required: bool
    modes: tuple[Mode, ...]
    boundaries: tuple[Boundary, ...]
    decisions: tuple[Decision, ...]
    cameo: tuple[CameoCode, ...]
    examples: tuple[str, ...]
    older: tuple[str, ...]


def describe(name: str) -> TypePage:
    """The page of a type, by its name in any case. Raises UsageError with the nearest names for any other."""
    book = codebook()
    wanted = name.strip().upper()
    if wanted not in book.types:
        raise UsageError(f"{name!r} is not an event type; {_hint(name.strip(), book)}")
    entry = book.types[wanted]
    return TypePage(
        name=entry.name,
        definition=entry.definition,
        quad=entry.quad,
        quad_name=entry.quad_name,
        score=entry.score,
        recipient_required=entry.recipient_required,
        modes=tuple(entry.modes.values()),
        boundaries=tuple(b for b in book.boundaries if _concerns(b, entry)),
        decisions=entry.decisions,
        cameo=tuple(c for c in book.cameo_codes.values() if c.type == entry.name),
        examples=entry.examples,
        older=entry.older,
    )


def _concerns(rule: Boundary, entry: EventType) -> bool:
    return any(code.partition("/")[0] == entry.name for code in (*rule.codes, *rule.confused_with))


def _hint(name: str, book: Codebook) -> str:
    older = [t.name for t in book.types.values() if name.upper() in t.older]
    if older:
        return f"older codebooks call {' or '.join(older)} so"
    owners = [t.name for t in book.types.values() if name.lower() in t.modes]
    if owners:
        return f"it is a mode of {' and '.join(owners)}"
    near = get_close_matches(name.upper(), book.types, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"expected one of {', '.join(book.types)}"
