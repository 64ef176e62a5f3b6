"""What happened, once, however many reports tell it: tellings of one happening joined, copies counted as one origin."""

from __future__ import annotations

from dragoman.episodes.joining import episodes, joined
from dragoman.episodes.records import Episode, Told

__all__ = ["Episode", "Told", "episodes", "joined"]
