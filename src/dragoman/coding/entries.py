"""What the coding tables hold, as records: frames, light verbs, governing words, figurative uses, and the lexicon of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.coding.words import Test

TYPES: tuple[str, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
PREPOSITIONS = frozenset({
    "to", "with", "against", "on", "at", "in", "for", "from", "over", "into", "toward", "between",
    "about", "of", "by", "during", "under", "through", "as", "after", "amid", "before", "without",
    "via", "upon", "near", "across", "around", "inside", "behind", "since", "outside", "among",
    "despite", "beyond", "off", "out", "along", "within", "following",
})  # fmt: skip
ROLES = frozenset({"mediator", "host", "beneficiary", "ally", "instrument", "topic"})
EFFECTS = frozenset({
    "keep", "start", "continue", "end", "suspend", "cancel", "prevent", "plan", "delay", "join", "back",
    "suffer", "tell",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying an act. `lemmas` are tuples of words, the trigger's own word first for verbs, last for nouns."""

    id: str
    type: str
    pos: str
    lemmas: tuple[tuple[str, ...], ...]
    modes: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    third: tuple[tuple[str, tuple[str, ...]], ...]
    reciprocal: bool
    when: tuple[tuple[str, Test], ...]
    unless: tuple[tuple[str, Test], ...]
    prefer: float
    content: str
    content_modes: tuple[str, ...]
    status: str
    example: str
    example_source: str
    example_target: str
    where: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One lemma of one frame, ready to match: the other words it needs and the head's place for noun phrases."""

    frame: Frame
    words: tuple[str, ...]
    place: int
    rank: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that hands its arguments to an event noun. `prep` set: the noun hangs on that preposition."""

    lemmas: tuple[tuple[str, ...], ...]
    effect: str
    preps: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that governs another act; see the table's head for the fields."""

    pos: str
    lemmas: tuple[tuple[str, ...], ...]
    takes: frozenset[str]
    gives: str
    modes: Mapping[str, str]
    status: str
    turn: str
    exceptions: Mapping[str, str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    plain: bool
    factive: bool
    """The governed act did happen: where nobody is named who condemns or praises it, it stands by itself."""
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figurative, sporting or commercial use of a trigger: rejected when all tests hold."""

    lemmas: frozenset[str]
    when: tuple[tuple[str, Test], ...]
    near: frozenset[str]
    missing: tuple[str, ...]
    code: str
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, indexed by word class and head lemma; patterns of one lemma stand in order of priority."""

    frames: tuple[Frame, ...]
    patterns: Mapping[tuple[str, str], tuple[Pattern, ...]]
    lights: Mapping[str, tuple[tuple[tuple[str, ...], Light], ...]]
    governors: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], Governor], ...]]
    figures: Mapping[str, tuple[Figure, ...]]
    turns: Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]]
    classes: Mapping[str, Test]
    words: frozenset[str] = field(default_factory=frozenset)
    """Every trigger's head lemma, of any word class."""

    def __len__(self) -> int:
        return len(self.frames)
