"""Scores attribution on the project's own sentences, by construction.

usage: python bench/attribution_suite.py

tests/data/attribution.tsv: construction, what one statement of the text must hold, text ("¶" parts paragraphs). Of the
wanted fields `speaker` (- for none), `stance`, `content` and `quotes` (pieces parted by " | "), `quotation`, `agency`,
`medium`, `told` (what is told of an unnamed speaker), `said` (the date words), `unnamed` and `within` (the speaker of the
statement in whose words it stands) must be equal but for capitals and marks at the edges; `content~` must be part of the contents. A row is right when one
statement holds all of them.
"""

from __future__ import annotations

import pathlib
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.attribution.statements import statements
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.attribution.records import Statement

TABLE = pathlib.Path(__file__).parents[1] / "tests" / "data" / "attribution.tsv"
FIELDS = frozenset(
    {"speaker", "stance", "content", "content~", "quotes", "quotation", "agency", "medium", "told", "said", "unnamed", "within"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One text and what one of its statements must hold."""

    construction: str
    wanted: tuple[tuple[str, str], ...]
    text: str


def rows() -> list[Row]:
    """The table. Raises ValueError with the line number where a field is unknown."""
    found = []
    for number, line in enumerate(TABLE.read_text("utf-8").splitlines()[1:], start=2):
        construction, expected, text = line.split("\t")
        wanted = []
        for item in expected.split("; "):
            name, _, value = (
                item.partition("=")
                if "~" not in item.split("=")[0]
                else ("content~", "", item.partition("~")[2])
            )
            if name not in FIELDS:
                raise ValueError(
                    f"{TABLE.name}:{number}: unknown field {name!r}; expected one of {sorted(FIELDS)}"
                )
            wanted.append((name, value))
        found.append(Row(construction, tuple(wanted), text.replace("¶", "\n\n")))
    return found


def is_right(row: Row) -> bool:
    """One statement of the text holds all that is wanted."""
    return any(all(_holds(holds, k, v) for k, v in row.wanted) for holds in held(row.text))


def _holds(holds: dict[str, str], name: str, value: str) -> bool:
    if name == "content~":
        return value in holds["content"]
    return _plain(holds.get(name, "")) == _plain(value)


def _plain(words: str) -> str:
    """Without capitals and without marks at the edges of pieces, which are not what is tested."""
    return " | ".join(piece.strip(" ,.;:").casefold() for piece in words.split(" | "))


def held(text: str) -> list[dict[str, str]]:
    """The fields of each statement of a text, attitudes left out."""
    found = [s for s in statements(Report("r", text), parse(split(text))) if s.kind != "attitude"]
    return [fields_of(s, found, text) for s in found]


def fields_of(s: Statement, every: Sequence[Statement], text: str) -> dict[str, str]:
    """One statement as the table writes it."""
    outer = [o for o in every if o.holds(s)]
    inner = max(outer, key=lambda o: o.depth, default=None)
    return {
        "speaker": s.speaker.text if s.speaker else "-",
        "stance": s.stance,
        "content": " | ".join(c.of(text) for c in s.contents),
        "quotes": " | ".join(q.of(text).strip() for q in s.quotes),
        "quotation": "indirect" if not s.quoted else "mixed" if s.mixed else "direct",
        "agency": s.agency or "",
        "medium": s.medium or "",
        "told": s.told_of.of(text) if s.told_of else "",
        "said": s.said_on.of(text) if s.said_on else "",
        "unnamed": "yes" if s.unnamed else "no",
        "within": inner.speaker.text if inner is not None and inner.speaker else "",
    }  # fmt: skip


def main() -> None:
    """Prints what is wrong, then the share that is right of each construction."""
    right, every = Counter[str](), Counter[str]()
    for row in rows():
        every[row.construction] += 1
        right[row.construction] += is_right(row)
        if not is_right(row):
            sys.stdout.write(
                f"wrong {row.construction}: {'; '.join(f'{k}={v}' for k, v in row.wanted)}: {row.text!r}\n"
            )
            for holds in held(row.text):
                sys.stdout.write(f"    {'; '.join(f'{k}={v}' for k, v in holds.items() if v)}\n")
    for construction, n in every.items():
        sys.stdout.write(f"{construction:20} {right[construction]:3} of {n}\n")
    total = every.total()
    sys.stdout.write(f"attribution suite: {right.total()} of {total} ({right.total() / total:.1%})\n")


if __name__ == "__main__":
    main()
