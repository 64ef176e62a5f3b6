"""Political event data from news reports: who did what to whom, when, where and according to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman import later

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.relations.record import RelationsDatabase, open

__version__ = "0.1.0"
__all__ = ["Coder", "RelationsDatabase", "__version__", "open"]

# Heavy parts are imported on first use, so that `import dragoman` costs nothing.
__getattr__ = later.names(
    __name__,
    {
        "Coder": "dragoman.coder",
        "RelationsDatabase": "dragoman.relations.record",
        "open": "dragoman.relations.record",
    },
)
