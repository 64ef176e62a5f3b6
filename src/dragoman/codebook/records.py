"""What the codebook is made of: types, modes, contexts, sectors, CAMEO codes, decisions and boundary rules.

Nothing here reads files or decides anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.codebook.quads import QUAD_NAMES


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act was done (or, for THREATEN, what was threatened). `score` runs from -10 to 10."""

    name: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the manual leaves a choice: what dragoman does, why, and the test that holds it."""

    id: str
    types: tuple[str, ...]
    what: str
    why: str
    test: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's 16 types. `quad` is 1 to 4, `score` runs from -10 (conflict) to 10 (cooperation)."""

    name: str
    quad: int
    score: float
    recipient_required: bool
    definition: str
    modes: dict[str, Mode]
    examples: tuple[str, ...]
    decisions: tuple[Decision, ...]
    older: tuple[str, ...]
    """Names of the type, or of a part of it, in earlier codebooks."""

    @property
    def quad_name(self) -> str:
        """The quad class in words."""
        return QUAD_NAMES[self.quad]


@dataclass(frozen=True, slots=True)
class Context:
    """What an act was about; any number of contexts may hold."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Sector:
    """What kind of actor; `common` tells the manual's frequent codes from the less frequent."""

    code: str
    common: bool
    definition: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code with the Goldstein score ICEWS published and its PLOVER reading.

    `goldstein` None: no published score. `type` None: PLOVER drops the code, `note` says why.
    """

    code: str
    name: str
    goldstein: float | None
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where the manual draws a line: `codes` are the answer (TYPE or TYPE/mode, none: no event)."""

    situation: str
    codes: tuple[str, ...]
    confused_with: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ReverseRow:
    """One row of the table that leads from PLOVER back to CAMEO; None fits anything."""

    type: str
    mode: str | None
    context: str | None
    content: str | None
    cameo: str
