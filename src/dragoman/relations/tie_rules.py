"""The table of transitions: which told acts open, change or close a tie, read and checked.

It never looks at an event; that is `transitions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.codebook import codebook
from dragoman.errors import TableError
from dragoman.model import STATUSES
from dragoman.tables import lines_of_blocks, read_toml

PACKAGE, FILE = "dragoman.relations", "data/transitions.toml"

DIRECTED: dict[str, bool] = {
    "diplomatic_relations": False, "embassy": True, "ambassador": True, "diplomatic_staff": True, "recognition": True,
    "sanctions": True, "war": False, "ceasefire": False, "occupation": True, "border": False, "alliance": False,
    "membership": True, "military_aid": True, "economic_aid": True, "mediation": False, "normalisation": False,
    "control": True, "office_holding": True,
}  # fmt: skip
"""Every kind of tie, and whether `a` and `b` are told apart in it."""
SIDES = frozenset(
    {
        "mutual",
        "forth",
        "back",
        "owner",
        "member",
        "member back",
        "holder",
        "holder from",
        "office",
        "office back",
    }
)
POINTS = frozenset({"diplomatic_staff", "military_aid", "economic_aid", "mediation"})
"""Kinds that are acts of a day and last no longer."""
# States in which a tie no longer holds: a spell of them is history unless it is asked for.
ENDED = frozenset({"lifted", "ended", "broken", "withdrawn", "left", "lost", "removed"})
_KEYS = frozenset(
    {
        "id",
        "tie",
        "types",
        "modes",
        "status",
        "trigger",
        "object",
        "needs",
        "content",
        "sides",
        "state",
        "point",
        "decided",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table; see the file's head for what each field asks."""

    id: str
    tie: str
    types: frozenset[str]
    modes: frozenset[str]
    status: frozenset[str]
    trigger: re.Pattern[str] | None
    object: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    content: frozenset[str]
    sides: str
    state: str
    point: bool
    decided: bool
    """The rule's own words say that it was decided, so that "will" and "to" before the trigger leave no doubt."""


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules in the order of the file. Raises TableError with file and line."""
    table = read_toml(PACKAGE, FILE)
    lines = lines_of_blocks(PACKAGE, FILE, "rule")
    objects = {name: _pattern(text, f"{FILE}:1: object {name}") for name, text in table["objects"].items()}
    found = [_rule(r, objects, f"{FILE}:{n}") for n, r in zip(lines, table["rule"], strict=True)]
    for n, rule in zip(lines, found, strict=True):
        if sum(r.id == rule.id for r in found) > 1:
            raise TableError(f"{FILE}:{n}: rule {rule.id!r} stands twice")
    return tuple(found)


@lru_cache(maxsize=64)
def rules_of(type: str) -> tuple[Rule, ...]:
    """The rules for acts of a type, in the order of the file. Raises TableError."""
    return tuple(rule for rule in rules() if type in rule.types)


def _rule(raw: dict[str, Any], objects: dict[str, re.Pattern[str]], where: str) -> Rule:
    book = codebook()
    if unknown := sorted(set(raw) - _KEYS):
        raise TableError(f"{where}: unknown keys {', '.join(unknown)}; known: {', '.join(sorted(_KEYS))}")
    modes = {m for t in book.types.values() for m in t.modes}
    for key, known in (
        ("types", set(book.types)),
        ("modes", modes),
        ("status", set(STATUSES)),
        ("content", set(book.types)),
    ):
        for value in raw.get(key, ()):
            if value not in known:
                raise TableError(f"{where}: {key} has {value!r}; expected one of {', '.join(sorted(known))}")
    for key, allowed in (("tie", set(DIRECTED)), ("sides", SIDES)):
        if raw[key] not in allowed:
            raise TableError(f"{where}: {key} is {raw[key]!r}; expected one of {', '.join(sorted(allowed))}")
    if raw.get("object") and raw["object"] not in objects:
        raise TableError(f"{where}: no object {raw['object']!r}; there are {', '.join(sorted(objects))}")
    return Rule(
        raw["id"], raw["tie"], frozenset(raw["types"]), frozenset(raw.get("modes", ())), frozenset(raw["status"]),
        _pattern(raw["trigger"], where) if raw.get("trigger") else None, objects.get(raw.get("object", "")),
        _pattern(raw["needs"], where) if raw.get("needs") else None, frozenset(raw.get("content", ())), raw["sides"],
        raw["state"], bool(raw.get("point")), bool(raw.get("decided")),
    )  # fmt: skip


def _pattern(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as err:
        raise TableError(f"{where}: {text!r} is no regular expression ({err})") from None
