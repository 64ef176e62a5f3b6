"""The learned scorer: how likely it is that an act found by the lexicon is one."""

from __future__ import annotations

from dragoman.coding.scorer.model import Scorer, load_scorer

__all__ = ["Scorer", "load_scorer"]
