"""Changes of ties as the news tells them: relations cut, embassies opened, sanctions imposed; each once, on the day it was known.

A change is a pure function of the tellings up to its own day: what is told later, or told again, never alters it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.errors import UsageError
from dragoman.relations.tie_query import tellings
from dragoman.relations.tie_rules import DIRECTED
from dragoman.relations.transitions import transitions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.relations.transitions import Transition
    from dragoman.store import Database

# A change told longer after its last possible day than this is history, as with acts (`source.NEWS_DAYS`).
NEWS_DAYS = 30
# The same change told again within so many days is the same change. Ours: the ledger joins tellings whose days are close, but
# only with the days in hand; here the later telling must not matter.
AGAIN_DAYS = 90


@dataclass(frozen=True, slots=True)
class Kind:
    """One way in which a tie may change: its tie, the states it goes to, the words for it, and whether it breaks or mends.

    `undoes` are the states of the same tie in which the change has something to undo.
    """

    tie: str
    states: tuple[str, ...]
    words: str
    breaks: bool
    undoes: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """As in "sanctions: in force"."""
        return f"{self.tie}: {self.states[0]}"

    @property
    def directed(self) -> bool:
        """Whether `a` and `b` are told apart."""
        return DIRECTED[self.tie]


_BROKEN = frozenset({"severed", "downgraded", "suspended", "none"})
KINDS = (
    Kind("diplomatic_relations", ("severed", "downgraded", "suspended"), "relations cut or downgraded", True, frozenset({"full", "agreed"})),
    Kind("diplomatic_relations", ("full", "agreed"), "relations established or restored, or that agreed", False, _BROKEN),
    Kind("embassy", ("closed",), "embassy closed", True, frozenset({"open"})),
    Kind("embassy", ("open", "agreed"), "embassy opened, or that agreed", False, frozenset({"closed"})),
    Kind("ambassador", ("recalled", "expelled"), "ambassador recalled or expelled", True, frozenset({"present"})),
    Kind("ambassador", ("present",), "ambassador sent or returned", False, frozenset({"recalled", "expelled"})),
    Kind("diplomatic_staff", ("expelled",), "diplomats expelled", True),
    Kind("sanctions", ("in force",), "sanctions imposed", True, frozenset({"lifted", "eased"})),
    Kind("sanctions", ("lifted", "eased"), "sanctions lifted or eased", False, frozenset({"in force"})),
    Kind("border", ("closed",), "border closed", True, frozenset({"open"})),
    Kind("border", ("open",), "border opened", False, frozenset({"closed"})),
    Kind("ceasefire", ("agreed", "in force"), "ceasefire agreed", False, frozenset({"broken"})),
    Kind("war", ("in force",), "war begun", True, frozenset({"ended"})),
    Kind("normalisation", ("agreed",), "normalisation agreed", False),
    Kind("recognition", ("recognised",), "recognition given", False, frozenset({"refused", "withdrawn"})),
    Kind("mediation", ("mediated",), "mediation between the two", False),
    Kind("military_aid", ("given",), "military aid given", False),
    Kind("economic_aid", ("given",), "economic aid given", False),
)  # fmt: skip
"""The changes that are forecast. Those that the record tells too rarely are refused by name when they are asked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of kind KINDS[kind] between `a` and `b` (in alphabetical order where the tie is not directed), first told on `known_on`."""

    kind: int
    a: str
    b: str
    known_on: date
    event_id: str
    text: str


def kinds_of(name: str) -> list[int]:
    """The kinds that a name means: a tie ("sanctions"), a tie with a state ("sanctions: lifted"), or breaks, mends, all.

    Raises UsageError with the names there are.
    """
    tie, _, state = " ".join(name.replace("_", " ").casefold().split()).partition(":")
    found = [
        n
        for n, k in enumerate(KINDS)
        if tie in {"all", "breaks" if k.breaks else "mends"}
        or (tie == k.tie.replace("_", " ") and state.strip() in {"", *k.states})
    ]
    if not found:
        known = ", ".join(dict.fromkeys(k.tie for k in KINDS))
        raise UsageError(
            f"no change of a tie is called {name!r}; there are {known}, each also with a state, as in {KINDS[0].name!r}"
        )
    return found


def told(database: Database) -> list[Transition]:
    """All that the store's reports tell of ties, where the day of publication is known."""
    return transitions(event for event in tellings(database) if event["published"])


def changes(tellings: Iterable[Transition]) -> list[Change]:
    """The changes that tellings make, by day known.

    Left out: what is denied, only sets the scene, is told long after its day, or was told within AGAIN_DAYS before.
    """
    place = {(k.tie, state): n for n, k in enumerate(KINDS) for state in k.states}
    last: dict[tuple[int, str, str], date] = {}
    out = []
    for t in sorted(tellings, key=lambda t: (t.known_on or date.max, t.event_id, t.kind, t.a, t.b)):
        kind = place.get((t.kind, t.state))
        if kind is None or t.known_on is None or t.denied or t.background:
            continue
        day = t.end or t.start
        if day is not None and day < t.known_on - timedelta(NEWS_DAYS):
            continue
        before = last.get((kind, t.a, t.b))
        last[kind, t.a, t.b] = t.known_on
        if before is None or (t.known_on - before).days > AGAIN_DAYS:
            out.append(Change(kind, t.a, t.b, t.known_on, t.event_id, t.text))
    return out
