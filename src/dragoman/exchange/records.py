"""What a foreign format is: its columns, how its cells are written, and what an import did.

It never reads a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a format. `derive` is the SQL that makes its cell from the columns of `imported`.

    On import the cell itself is kept (in `extra`) where it is not what `derive` gives, on export it is written
    from there; so what came in goes out again. None: nothing in `imported` tells it. `late`: the expression
    looks at other cells (`c."Name"`).
    """

    name: str
    aliases: tuple[str, ...]
    needed: bool
    derive: str | None
    rare: bool = False
    """Not in every file of the format; written only where some row has it."""

    @property
    def late(self) -> bool:
        """True when the cell is made from other cells."""
        return self.derive is not None and 'c."' in self.derive


@dataclass(frozen=True, slots=True)
class Format:
    """A foreign event format."""

    name: str
    title: str
    delimiter: str
    header: bool
    """False: the files have no line of names, columns are known by their place."""
    quoted: bool
    """True: cells may be quoted as in RFC 4180; False: every character stands for itself."""
    nulls: tuple[str, ...]
    """Words that stand for an empty cell."""
    columns: tuple[Column, ...]
    helpers: dict[str, tuple[str, str]]
    """Name -> (code system, column of `imported` that holds our code): what the system calls that country."""
    words: dict[str, tuple[str, ...]]
    """Vocabulary -> the SQL expressions over a row `c` that give its keys."""
    mapping: str
    """The file in `sql/` that makes rows of `imported` from its cells."""


# A file of another format gives a line for each of its rows; ten are enough to see it.
FIRST = 10


@dataclass(slots=True)
class Imported:
    """What an import did, over all its files. `repaired` and `set_aside` count by kind."""

    dataset: str
    format: str
    files: int = 0
    files_known: int = 0
    rows: int = 0
    added: int = 0
    revised: int = 0
    known: int = 0
    differing: int = 0
    """Rows whose id is known with other content; the first one stays unless `revise` is asked for."""
    repaired: dict[str, int] = field(default_factory=dict)
    set_aside: dict[str, int] = field(default_factory=dict)
    first_aside: list[str] = field(default_factory=list)
    """The first FIRST of what was set aside: where, code, why."""
