"""Text to sentences, triage, and parses with exact offsets."""

from __future__ import annotations

from dragoman.language.parsed import Parsed
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.language.triage import Triage

__all__ = ["Parsed", "Triage", "parse", "split"]
