"""PLOVER as data: types, modes, contexts, sectors, scores, decisions, and CAMEO with Goldstein scores beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman import later
from dragoman.codebook.quads import QUAD_NAMES

if TYPE_CHECKING:
    from dragoman.codebook.book import Codebook
    from dragoman.codebook.load import codebook
    from dragoman.codebook.records import Boundary, CameoCode, Context, Decision, EventType, Mode, Sector

__all__ = [
    "QUAD_NAMES",
    "Boundary",
    "CameoCode",
    "Codebook",
    "Context",
    "Decision",
    "EventType",
    "Mode",
    "Sector",
    "codebook",
]

_RECORDS = ("Boundary", "CameoCode", "Context", "Decision", "EventType", "Mode", "Sector")
__getattr__ = later.names(
    __name__,
    {"Codebook": "dragoman.codebook.book", "codebook": "dragoman.codebook.load"}
    | dict.fromkeys(_RECORDS, "dragoman.codebook.records"),
)
