"""Who did what to whom, from one parsed sentence."""

from __future__ import annotations

from dragoman.coding.entries import Lexicon
from dragoman.coding.frames import code_sentence, code_sentences
from dragoman.coding.lexicon import load_lexicon
from dragoman.coding.relation import relation

__all__ = ["Lexicon", "code_sentence", "code_sentences", "load_lexicon", "relation"]
