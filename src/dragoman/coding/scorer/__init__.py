"""The learned scorer: whether a sentence tells an act, and whether it is the one that was found."""

from __future__ import annotations

from dragoman.coding.scorer.model import Scorer, load_scorer

__all__ = ["Scorer", "load_scorer"]
