"""Pictures of a dyad's series: laid out once as plain marks, then written as SVG, HTML or PNG."""

from __future__ import annotations

from dragoman.relations.plots.writing import FORMATS, write

__all__ = ["FORMATS", "write"]
