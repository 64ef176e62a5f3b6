"""Which states those who act speak for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NO_STATE = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
PRIVATE = frozenset(
    {"CVL", "BUS", "JRN", "EDU", "MED", "REL", "LAB", "CRM", "REF", "AGR", "SOC", "UNK", "REB", "UAF", "OPP", "PRM", "PTY", "ELI", "PRE"}
)  # fmt: skip
# Some states of a union are not the union.
_SOME_OF = re.compile(
    r"(?:several|some|many|most|other|various|\w+ of the|a (?:number|few) of)\b.*\b(?:states|countries|members|nations|governments)$",
    re.IGNORECASE,
)


def codes_of(actors: Iterable[Mapping[str, Any]]) -> list[str]:
    """The countries of those who speak for a state (or the EU and the UN); private people change no tie."""
    found = []
    for actor in actors:
        code, sectors = actor.get("country"), set(actor.get("sectors") or ())
        if _SOME_OF.match(actor.get("text") or ""):
            continue
        if code and code not in NO_STATE and "PRE" not in sectors and not (sectors and sectors <= PRIVATE):
            found.append(code)
    return sorted(set(found))
