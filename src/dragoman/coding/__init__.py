"""Who did what to whom, from one parsed sentence."""

from __future__ import annotations

from dragoman.coding.lexicon import Lexicon, load_lexicon
from dragoman.coding.relation import relation
from dragoman.coding.frames import code_sentence

__all__ = ["Lexicon", "code_sentence", "load_lexicon", "relation"]
