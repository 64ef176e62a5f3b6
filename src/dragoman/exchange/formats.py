"""Reads the tables of foreign formats and checks them. It never opens a data file."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from dragoman.errors import TableError, UsageError
from dragoman.exchange.records import Column, Format
from dragoman.tables import read_toml, read_tsv

PACKAGE = "dragoman.exchange"
_COLUMNS = ("format", "name", "aliases", "needed", "derive")
_FIELDS = frozenset({"title", "delimiter", "header", "quoted", "nulls", "helpers", "words", "mapping"})
CELL = re.compile(r'c\."([^"]+)"')


@cache
def formats() -> dict[str, Format]:
    """Every foreign format by name. Raises TableError where the tables break their schema."""
    columns: dict[str, list[Column]] = {}
    for row in read_tsv(PACKAGE, "data/columns.tsv", _COLUMNS):
        needed = row.one_of("needed", {"", "yes", "rare"})
        columns.setdefault(row["format"], []).append(
            Column(row["name"], row.many("aliases"), needed == "yes", row["derive"] or None, needed == "rare")
        )
    described = read_toml(PACKAGE, "data/formats.toml")
    if set(described) != set(columns):
        raise TableError(f"formats.toml names {sorted(described)}, columns.tsv {sorted(columns)}")
    found = {}
    for name, block in described.items():
        if set(block) != _FIELDS:
            raise TableError(f"formats.toml: [{name}] has {sorted(block)}; expected {sorted(_FIELDS)}")
        known = {c.name for c in columns[name]}
        for column in columns[name]:
            unknown = set(CELL.findall(column.derive or "")) - known
            if unknown:
                raise TableError(
                    f"columns.tsv: {name}/{column.name} is made from {sorted(unknown)}: no such cell"
                )
        found[name] = Format(
            name=name, title=block["title"], delimiter=block["delimiter"], header=block["header"],
            quoted=block["quoted"], nulls=tuple(block["nulls"]), columns=tuple(columns[name]),
            helpers={k: (v[0], v[1]) for k, v in block["helpers"].items()},
            words={k: tuple(v) for k, v in block["words"].items()}, mapping=block["mapping"],
        )  # fmt: skip
    return found


def format_of(name: str) -> Format:
    """The format of that name, in any case. Raises UsageError."""
    known = formats()
    if name.lower() not in known:
        raise UsageError(f"{name!r} is no format that is imported; expected one of {', '.join(known)}")
    return known[name.lower()]


def sql(name: str) -> str:
    """The text of `sql/NAME.sql` of this package."""
    return resources.files(PACKAGE).joinpath(f"sql/{name}.sql").read_text("utf-8")
