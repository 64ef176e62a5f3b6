"""By what the largest of its kind is told: persons freed or arrested, money given, people who march, diplomats expelled, troops sent.

It reads numbers that reports tell and never estimates one; kinds of act that no number measures have no size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.grounding.magnitudes_amounts import amounts

if TYPE_CHECKING:
    from collections.abc import Mapping

BY_SIZE = frozenset({"largest", "biggest", "greatest"})
# Between the number and what it counts: "50,000 mostly young people".
_BETWEEN = r"(?:\s+[\w-]+){0,3}?\s+"


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: a magnitude of the event by its key, else the nouns behind a number of the sentence.

    `swap` is True where both sides give, so that a number may be that of one side or of both.
    """

    name: str
    magnitude: str | None = None
    nouns: str = ""
    swap: bool = False


_SWAP = re.compile(r"\b(?:exchang\w+|swap\w*)\b", re.IGNORECASE)
_FREED = Unit("freed", "released")
_SWAPPED = Unit("exchanged", "released", swap=True)
_MONEY = Unit("money", "money")
_ARRESTED = Unit("arrested", "arrested")
_MARCHED = Unit(
    "people",
    None,
    r"(?:people|persons|march(?:ed)?|rall(?:y|ied)|protest(?:ed)?|demonstrated?|gather(?:ed)?|take to|took to|protesters|protestors|demonstrators|marchers|supporters|citizens|workers|students)",
)
_EXPELLED = Unit(
    "expelled", None, r"(?:diplomats|envoys|officials|embassy staff|staff|officers|agents|consular officers)"
)
_TROOPS = Unit("troops", None, r"(?:troops|soldiers|servicemen|personnel|service members)")
_PLANES = Unit("aircraft", None, r"(?:aircraft|warplanes|planes|jets|fighters|fighter jets)")


def unit_of(kind: str, mode: str | None, claim: str, ranked: Mapping[str, Any] | None) -> Unit | None:
    """What measures an act of this kind, told in these words; None where nothing on record does."""
    if mode == "release" and kind in {"RETREAT", "COOPERATE", "CONCEDE", "AGREE"}:
        return _SWAPPED if _SWAP.search(claim) else _FREED
    if kind == "AID":
        return _MONEY
    if kind == "COERCE" and mode == "arrest":
        return _ARRESTED
    if kind == "PROTEST" and mode in {None, "demo", "riot"}:
        return _MARCHED
    if kind == "SANCTION" and mode == "expel":
        return _EXPELLED
    if kind == "MOBILIZE":
        return next(
            (u for u in (_TROOPS, _PLANES) if ranked is not None and size(ranked, u) is not None), None
        )
    return None


def size(record: Mapping[str, Any], unit: Unit) -> tuple[int, int | None, str | None] | None:
    """The lowest and highest number of what is counted, and its currency; None where no number is told."""
    if unit.magnitude is not None:
        told = (record.get("magnitude") or {}).get(unit.magnitude) or {}
        if told.get("min") is None and told.get("max") is None:
            return None
        return int(told["min"] or 0), _whole(told.get("max")), told.get("unit")
    text = str(record["evidence"]["text"])
    counted = [
        a.amount
        for a in amounts(text)
        if not a.money and re.match(_BETWEEN + unit.nouns + r"\b", text[a.end :], re.IGNORECASE)
    ]
    if not counted:
        return None
    most = max(counted, key=lambda a: a.min or a.max or 0)
    return int(most.min or 0), _whole(most.max), None


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None else None


def larger(
    one: tuple[int, int | None, str | None], claimed: tuple[int, int | None, str | None], unit: Unit
) -> bool | None:
    """True where the one is larger whatever the bounds; None where it may be; False where it is not, or cannot be compared.

    Of a swap, a number may count one side or both: only what is more than twice as large is larger for sure. Nothing is larger
    for sure than "more than 90,000".
    """
    if one[2] != claimed[2]:
        return False
    most = claimed[1] if claimed[1] is not None else claimed[0]
    if one[0] <= most:
        return False
    return True if claimed[1] is not None and one[0] > most * (2 if unit.swap else 1) else None


# What was done over a time or in all is no single act.
_IN_ALL = re.compile(
    r"\b(?:total\w*|so far|since|over the (?:past|last|next)|annual\w*|cumulative\w*|each year|per year)\b",
    re.IGNORECASE,
)


def told_as(record: Mapping[str, Any], unit: Unit) -> bool:
    """One act, and of an exchange an exchange, whatever else sets prisoners free."""
    text = str(record["evidence"]["text"])
    return _IN_ALL.search(text) is None and (not unit.swap or _SWAP.search(text) is not None)


def words_of(told: tuple[int, int | None, str | None], unit: Unit) -> str:
    """A size as a reader would say it: "310 exchanged", "500,000,000 USD"."""
    number = told[1] if told[1] is not None else told[0]
    return f"{number:,} {told[2] if unit.name == 'money' and told[2] else unit.name}"
