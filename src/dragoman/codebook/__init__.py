"""PLOVER as data: types, modes, contexts, sectors, scores, decisions, and CAMEO with Goldstein scores beside it."""

from __future__ import annotations

from dragoman.codebook.book import Codebook
from dragoman.codebook.load import codebook
from dragoman.codebook.records import (
    QUAD_NAMES,
    Boundary,
    CameoCode,
    Context,
    Decision,
    EventType,
    Mode,
    Sector,
)

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
