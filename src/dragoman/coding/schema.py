"""The checks on coding tables: every problem is reported with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.coding.entries import PREPOSITIONS, TYPES
from dragoman.coding.words import Test, make_test, spelling
from dragoman.errors import REASONS, TableError
from dragoman.tables import lines_of_blocks, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PLAIN_SLOTS = frozenset({"subj", "obj", "iobj", "clause", "inf", "attr", "comp", "poss", "any"})
PACKAGE = "dragoman.coding"


def blocks(name: str, table: str, keys: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    blocks = read_toml(PACKAGE, name).get(table, [])
    lines = lines_of_blocks(PACKAGE, name, table)
    for number, block in enumerate(blocks):
        where = f"{name}:{lines[number] if number < len(lines) else 0}"
        unknown = sorted(set(block) - keys)
        if unknown:
            raise TableError(
                f"{where}: unknown key {unknown[0]!r}; expected one of {', '.join(sorted(keys))}"
            )
        yield where, block


def strings(where: str, block: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = block.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TableError(f"{where}: {key} is {value!r}; expected a list of words")
    return tuple(value)


def text(where: str, block: Mapping[str, Any], key: str, *, required: bool = False) -> str:
    value = block.get(key, "")
    if not isinstance(value, str) or (required and not value):
        raise TableError(f"{where}: {key} is {value!r}; expected text")
    return value


def one_type(where: str, value: str) -> str:
    if value and value not in TYPES:
        raise TableError(f"{where}: {value!r} is no event type; expected one of {', '.join(TYPES)}")
    return value


def lemmas(where: str, block: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, ...], ...]]:
    given = [key for key in ("verb", "noun", "adj") if key in block]
    if len(given) != 1:
        raise TableError(f"{where}: expected exactly one of verb, noun, adj; found {given or 'none'}")
    words = strings(where, block, given[0])
    if not words:
        raise TableError(f"{where}: {given[0]} is empty; expected at least one lemma")
    return given[0][0], tuple(tuple(spelling(w) for w in lemma.split()) for lemma in words)


def slots(
    where: str, block: Mapping[str, Any], key: str, keys: frozenset[str] | None = None
) -> tuple[str, ...]:
    if keys is not None and key not in keys:
        raise TableError(f"{where}: {key!r} is no third role; expected one of {', '.join(sorted(keys))}")
    slots = strings(where, block, key)
    for slot in slots:
        check_slot(where, slot)
    return slots


def check_slot(where: str, slot: str) -> None:
    first, _, rest = slot.partition(".")
    known = first in _PLAIN_SLOTS or first in PREPOSITIONS or first == "content"
    if known and rest and first not in PREPOSITIONS:
        known = all(
            part in _PLAIN_SLOTS or part in PREPOSITIONS or part in {"ANY", "source", "target"}
            for part in rest.split(".")
        )
    if not known:
        raise TableError(
            f"{where}: unknown slot {slot!r}; expected {', '.join(sorted(_PLAIN_SLOTS))}, obj.X, clause.X or a preposition"
        )


def tests(
    where: str, block: Mapping[str, Any], key: str, classes: Mapping[str, Test]
) -> tuple[tuple[str, Test], ...]:
    found = []
    for slot, value in block.get(key, {}).items():
        for name, inner in value.items() if isinstance(value, dict) else [("", value)]:
            full = f"{slot}.{name}" if name else slot  # obj.on = ... is a nested table in TOML
            check_slot(where, full)
            parts = inner.split("|") if isinstance(inner, str) else [p for v in inner for p in v.split("|")]
            try:
                found.append((full, make_test(parts, classes)))
            except KeyError as err:
                raise TableError(f"{where}: class @{err.args[0]} is not in classes.toml") from None
    return tuple(found)


def reason(where: str, block: Mapping[str, Any]) -> str:
    code = text(where, block, "code") or "figurative"
    if code not in REASONS:
        raise TableError(f"{where}: code is {code!r}; expected a key of dragoman.errors.REASONS")
    return code
