"""The codebook as one object that answers questions about types, scores and CAMEO codes.

It never reads files: `load.py` builds it from the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.errors import UsageError
from dragoman.model import Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.codebook.records import (
        Boundary,
        CameoCode,
        Context,
        Decision,
        EventType,
        ReverseRow,
        Sector,
    )


@dataclass(frozen=True, slots=True)
class Codebook:
    """PLOVER as dragoman settles it, with CAMEO beside it. Every mapping is in the tables' order."""

    types: dict[str, EventType]
    contexts: dict[str, Context]
    sectors: dict[str, Sector]
    cameo_codes: dict[str, CameoCode]
    decisions: tuple[Decision, ...]
    boundaries: tuple[Boundary, ...]
    status_types: dict[tuple[str, str], str]
    """(status, type) -> the manual's type for an act of that status."""
    reverse: dict[str, tuple[ReverseRow, ...]]
    """PLOVER type -> the rows that lead back to CAMEO, narrow ones first."""

    def event_type(self, name: str) -> EventType:
        """The type of that exact name. Raises UsageError for a name that is not a type."""
        try:
            return self.types[name]
        except KeyError:
            raise UsageError(
                f"{name!r} is not an event type; expected one of {', '.join(self.types)}"
            ) from None

    def quad(self, name: str) -> int:
        """The quad class of a type, 1 to 4."""
        return self.event_type(name).quad

    def intensity(self, name: str, modes: Iterable[str] = ()) -> float:
        """The score of the mode farthest from 0, or the type's own score without modes.

        Of two modes equally far from 0 the negative one counts. Modes the type does not have raise UsageError.
        """
        entry = self.event_type(name)
        scores = []
        for mode in modes:
            if mode not in entry.modes:
                raise UsageError(
                    f"{mode!r} is not a mode of {name}; it has {', '.join(entry.modes) or 'none'}"
                )
            scores.append(entry.modes[mode].score)
        return max(scores, key=lambda s: (abs(s), -s)) if scores else entry.score

    def plover(self, name: str, status: str | None = None, modes: Sequence[str] = ()) -> str:  # noqa: ARG002 - callers pass it already; no row needs it yet
        """The manual's type for an act of that status: a planned visit is AGREE, a demanded one REQUEST.

        Equal to `name` for every status that the table does not list. `modes` make no difference today.
        """
        return self.status_types.get((status or "", name), name)

    def cameo(
        self,
        name: str,
        modes: Iterable[str] = (),
        contexts: Iterable[str] = (),
        *,
        status: str | None = None,
        content: Content | None = None,
    ) -> str | None:
        """The CAMEO code nearest to an act: of the type `name`, or of what `plover` makes of it under `status`.

        `content` is the act that a speech act is about; for a plan or demand it is the act itself.
        """
        kept = tuple(modes)
        seen = self.plover(name, status, kept)
        if seen != name:
            content, kept = Content(name, kept), ()
        about = _content_keys(content)
        wanted = set(contexts)
        for row in self.reverse.get(seen, ()):
            if row.mode is not None and row.mode not in kept:
                continue
            if row.context is not None and row.context not in wanted:
                continue
            if row.content is None or row.content in about:
                return row.cameo
        return None

    def goldstein(self, cameo: str | None) -> float | None:
        """The Goldstein score of a CAMEO code (ICEWS), None for no code, an unknown one or one without score."""
        entry = self.cameo_codes.get(cameo or "")
        return entry.goldstein if entry else None

    def from_cameo(self, code: str) -> tuple[str, str | None, tuple[str, ...]] | None:
        """Type, mode and contexts of a CAMEO code; None for a code that is unknown or that PLOVER drops."""
        entry = self.cameo_codes.get(code)
        if entry is None or entry.type is None:
            return None
        return entry.type, entry.mode, entry.contexts


def _content_keys(content: Content | None) -> frozenset[str]:
    if content is None:
        return frozenset()
    return frozenset({content.type, *(f"{content.type}/{mode}" for mode in content.modes)})
