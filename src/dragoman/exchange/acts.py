"""What foreign codes of acts mean in PLOVER: CAMEO codes, the types and modes of POLECAT, the events of ACLED.

It never guesses: a code that no table knows gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.codebook import codebook
from dragoman.exchange.formats import PACKAGE
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.exchange.countries import Meaning


def act(code: str) -> Meaning | None:
    """The PLOVER act of a CAMEO code. A code with letters or unknown last digits is read as the code above it."""
    book = codebook()
    digits = "".join(ch for ch in code if ch.isdigit())
    tried = [digits[:n] for n in range(len(digits), 1, -1)]
    entry = next((book.cameo_codes[t] for t in tried if t in book.cameo_codes), None)
    if entry is None or entry.type is None:
        return None
    return _meaning(entry.type, [entry.mode] if entry.mode else [], entry.contexts)


def plover_act(key: str) -> Meaning | None:
    """`TYPE|MODE` as POLECAT writes it; older type names are read as what became of them."""
    book = codebook()
    name, _, mode = key.partition("|")
    word = name.strip().upper()
    entry = book.types.get(word) or next((t for t in book.types.values() if word in t.older), None)
    if entry is None:
        return None
    known = [m for m in (_mode(mode),) if m in entry.modes]
    return _meaning(entry.name, known)


def _mode(word: str) -> str:
    return word.strip().lower().replace("_", "-").replace(" ", "-")


def _meaning(name: str, modes: list[str], contexts: Iterable[str] = ()) -> Meaning:
    book = codebook()
    return {
        "type": name, "modes": modes, "contexts": sorted(contexts), "quad": book.quad(name),
        "intensity": book.intensity(name, modes),
    }  # fmt: skip


def contexts(words: str) -> Meaning:
    """The contexts of a list between semicolons, commas or bars; words that PLOVER has not are left out."""
    known = codebook().contexts
    found = {w.strip().lower().replace(" ", "_").replace("-", "_") for w in _split(words)}
    return {"contexts": sorted(found & set(known))}


def _split(words: str) -> list[str]:
    return [w.strip() for w in re.split(r"[;|,]", words) if w.strip()]


@dataclass(frozen=True, slots=True)
class AcledAct:
    """An event of ACLED, the PLOVER act it is read as (None where there is none) and the modes written as it."""

    event: str
    sub_event: str
    disorder: str
    type: str | None
    mode: str | None
    written_for: tuple[str, ...]


@cache
def acled_acts() -> tuple[AcledAct, ...]:
    """ACLED's sub-events. Raises TableError for a type or mode that PLOVER has not."""
    book = codebook()
    found = []
    for row in read_tsv(
        PACKAGE, "data/acled_acts.tsv", ("event", "sub_event", "disorder", "type", "mode", "written_for")
    ):
        name, mode = row["type"], row["mode"]
        if name and (name not in book.types or (mode and mode not in book.types[name].modes)):
            raise row.error(f"{name}/{mode} is not an act of PLOVER")
        found.append(
            AcledAct(
                row["event"],
                row["sub_event"],
                row["disorder"],
                name or None,
                mode or None,
                row.many("written_for"),
            )
        )
    return tuple(found)


def acled_act(key: str) -> Meaning | None:
    """`EVENT TYPE|SUB-EVENT TYPE` of ACLED; a sub-event that is not known is read by its event type alone."""
    event, _, sub = (w.strip().lower() for w in key.partition("|"))
    rows = [a for a in acled_acts() if a.event.lower() == event and a.type]
    for row in acled_acts():
        if row.event.lower() == event and row.sub_event.lower() == sub:
            return _meaning(row.type, [row.mode] if row.mode else []) if row.type else None
    types = {a.type for a in rows}
    return _meaning(str(rows[0].type), []) if len(types) == 1 else None
