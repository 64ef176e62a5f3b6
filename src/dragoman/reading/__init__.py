"""Bytes to reports: text, HTML, JSONL, CSV, TSV, Parquet, RSS and Atom; one bad file never stops a run."""

from __future__ import annotations

from dragoman.reading.limits import Limits
from dragoman.reading.pages import Article
from dragoman.reading.reports import extract, read

__all__ = ["Article", "Limits", "extract", "read"]
