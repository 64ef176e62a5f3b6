"""Lemmas as attribution reads them: those of `dragoman.language.lemmas`."""

from __future__ import annotations

from dragoman.language.lemmas import lemma

__all__ = ["lemma"]
