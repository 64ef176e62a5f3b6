"""Reads the codebook's tables, checks them against each other and builds the `Codebook`.

Every error names file and line. It never fills in what a table leaves out.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from dragoman.codebook.book import Codebook
from dragoman.codebook.quads import QUAD_NAMES
from dragoman.codebook.records import (
    Boundary,
    CameoCode,
    Context,
    Decision,
    EventType,
    Mode,
    ReverseRow,
    Sector,
)
from dragoman.errors import TableError
from dragoman.model import STATUSES
from dragoman.tables import Row, lines_of_blocks, read_toml, read_tsv

PACKAGE = "dragoman.codebook"
_CAMEO_COLUMNS = ("code", "name", "goldstein", "type", "mode", "contexts", "note")


@cache
def codebook() -> Codebook:
    """The codebook that ships with dragoman, read once. Raises TableError where a table breaks its schema."""
    modes = _modes()
    decisions = _decisions(frozenset(_type_names()))
    types = _types(modes, decisions)
    contexts = {row["context"]: Context(row["context"], row["definition"]) for row in _unique("contexts")}
    sectors = {
        row["code"]: Sector(row["code"], row.one_of("use", {"common", "rare"}) == "common", row["definition"])
        for row in _unique("sectors")
    }
    cameo = _cameo(types, contexts)
    return Codebook(
        types=types,
        contexts=contexts,
        sectors=sectors,
        cameo_codes=cameo,
        decisions=decisions,
        boundaries=_boundaries(types),
        status_types=_status_types(types),
        reverse=_reverse(types, contexts, cameo),
    )


_COLUMNS: dict[str, tuple[str, ...]] = {
    "contexts": ("context", "definition"),
    "sectors": ("code", "use", "definition"),
    "cameo": _CAMEO_COLUMNS,
}


def _unique(table: str) -> list[Row]:
    columns = _COLUMNS[table]
    seen: set[str] = set()
    rows = read_tsv(PACKAGE, f"data/{table}.tsv", columns)
    for row in rows:
        key = row[columns[0]]
        if key in seen:
            raise row.error(f"{key!r} stands in the table twice")
        seen.add(key)
    return rows


def _number(row: Row, column: str) -> float:
    try:
        value = float(row[column])
    except ValueError:
        raise row.error(f"column {column} is {row[column]!r}; expected a number") from None
    if not math.isfinite(value) or abs(value) > 10:
        raise row.error(f"column {column} is {value}; expected -10 to 10")
    return value


def _modes() -> dict[str, dict[str, Mode]]:
    names = frozenset(_type_names())
    found: dict[str, dict[str, Mode]] = {}
    for row in read_tsv(PACKAGE, "data/modes.tsv", ("type", "mode", "score", "definition")):
        modes = found.setdefault(row.one_of("type", names), {})
        if row["mode"] in modes:
            raise row.error(f"{row['type']}/{row['mode']} stands in the table twice")
        modes[row["mode"]] = Mode(row["mode"], _number(row, "score"), row["definition"])
    return found


def _type_names() -> list[str]:
    return [str(block["name"]) for block in read_toml(PACKAGE, "data/types.toml")["type"]]


def _blocks(
    name: str, table: str, fields: dict[str, type | tuple[type, ...]]
) -> list[tuple[str, dict[str, Any]]]:
    # Each block with the "file:line" where it begins, its fields checked for presence and kind.
    blocks = read_toml(PACKAGE, name)[table]
    checked = []
    for line, block in zip(lines_of_blocks(PACKAGE, name, table), blocks, strict=True):
        where = f"{name}:{line}"
        if set(block) != set(fields):
            raise TableError(f"{where}: fields are {sorted(block)}; expected {sorted(fields)}")
        for field, kind in fields.items():
            if not isinstance(block[field], kind):
                raise TableError(f"{where}: {field} is {block[field]!r}; expected {kind}")
        checked.append((where, block))
    return checked


def _types(modes: dict[str, dict[str, Mode]], decisions: tuple[Decision, ...]) -> dict[str, EventType]:
    fields: dict[str, type | tuple[type, ...]] = {
        "name": str, "quad": int, "score": (int, float), "recipient_required": bool,
        "older": list, "definition": str, "examples": list,
    }  # fmt: skip
    types: dict[str, EventType] = {}
    for where, block in _blocks("data/types.toml", "type", fields):
        name = block["name"]
        if name in types:
            raise TableError(f"{where}: {name} stands in the table twice")
        if block["quad"] not in QUAD_NAMES:
            raise TableError(f"{where}: quad is {block['quad']}; expected 1 to 4")
        types[name] = EventType(
            name=name,
            quad=block["quad"],
            score=float(block["score"]),
            recipient_required=block["recipient_required"],
            definition=block["definition"],
            modes=modes.get(name, {}),
            examples=tuple(block["examples"]),
            decisions=tuple(d for d in decisions if name in d.types),
            older=tuple(block["older"]),
        )
    return types


def _decisions(names: frozenset[str]) -> tuple[Decision, ...]:
    fields: dict[str, type | tuple[type, ...]] = {
        "id": str,
        "types": list,
        "what": str,
        "why": str,
        "test": str,
    }
    decisions = []
    for where, block in _blocks("data/decisions.toml", "decision", fields):
        unknown = [t for t in block["types"] if t not in names]
        if unknown:
            raise TableError(f"{where}: {', '.join(unknown)} is not an event type")
        decisions.append(
            Decision(block["id"], tuple(block["types"]), block["what"], block["why"], block["test"])
        )
    return tuple(decisions)


def _checked_code(row: Row, code: str, types: dict[str, EventType]) -> str:
    name, _, mode = code.partition("/")
    if name not in types:
        raise row.error(f"{name!r} is not an event type")
    if mode and mode not in types[name].modes:
        raise row.error(f"{mode!r} is not a mode of {name}")
    return code


def _cameo(types: dict[str, EventType], contexts: dict[str, Context]) -> dict[str, CameoCode]:
    codes = {}
    for row in _unique("cameo"):
        name, mode = row["type"], row["mode"]
        if name:
            _checked_code(row, f"{name}/{mode}" if mode else name, types)
        elif not row["note"]:
            raise row.error("a code without a type needs a note that says why")
        for context in row.many("contexts"):
            if context not in contexts:
                raise row.error(f"{context!r} is not a context")
        codes[row["code"]] = CameoCode(
            code=row["code"],
            name=row["name"],
            goldstein=_number(row, "goldstein") if row["goldstein"] else None,
            type=name or None,
            mode=mode or None,
            contexts=row.many("contexts"),
            note=row["note"],
        )
    return codes


def _boundaries(types: dict[str, EventType]) -> tuple[Boundary, ...]:
    rules = []
    for row in read_tsv(PACKAGE, "data/boundaries.tsv", ("situation", "codes", "not", "note")):
        codes = tuple(_checked_code(row, code, types) for code in row.many("codes"))
        others = tuple(_checked_code(row, code, types) for code in row.many("not"))
        rules.append(Boundary(row["situation"], codes, others, row["note"]))
    return tuple(rules)


def _status_types(types: dict[str, EventType]) -> dict[tuple[str, str], str]:
    table = {}
    for row in read_tsv(PACKAGE, "data/status.tsv", ("status", "types", "plover", "reason")):
        status = row.one_of("status", frozenset(STATUSES))
        named = tuple(types) if row["types"] == "*" else row.many("types")
        for name in named:
            table[status, _checked_code(row, name, types)] = row.one_of("plover", frozenset(types))
    return table


def _reverse(
    types: dict[str, EventType], contexts: dict[str, Context], cameo: dict[str, CameoCode]
) -> dict[str, tuple[ReverseRow, ...]]:
    rows: dict[str, list[ReverseRow]] = {name: [] for name in types}
    columns = ("type", "mode", "context", "content", "cameo")
    for row in read_tsv(PACKAGE, "data/plover_to_cameo.tsv", columns):
        name, mode, context, content = row["type"], row["mode"], row["context"], row["content"]
        _checked_code(row, f"{name}/{mode}" if mode else name, types)
        if content:
            _checked_code(row, content, types)
        if context and context not in contexts:
            raise row.error(f"{context!r} is not a context")
        if row["cameo"] not in cameo:
            raise row.error(f"{row['cameo']!r} is not a CAMEO code")
        rows[name].append(ReverseRow(name, mode or None, context or None, content or None, row["cameo"]))
    return {name: tuple(found) for name, found in rows.items()}
