"""Marks each line of the registry's tables of facts with the public lists that agree with it (column `checked`).

    python bench/check_marks.py [--write]

A mark LIST:WHAT says what of the line the list agrees with: name (who or what, country and office), start (the first
day as well), days (both days), owner, members, code; see src/dragoman/registry/data/sources.tsv. Only agreement is
marked: no word or day of a list comes into a table. Without --write nothing is changed; the exit status is 1 when the
marks in the tables are not those that the lists give. Needs ../shared/data/registry (not part of the project).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from mark_offices import marks_of_offices
from mark_tables import (
    marks_of_blocs,
    marks_of_bodies,
    marks_of_codes,
    marks_of_countries,
    marks_of_outlets,
    marks_of_places,
)
from office_lists import LISTS

PACKAGE = Path(__file__).parents[1] / "src" / "dragoman"
# Table -> what gives the marks of each of its lines, in the order of the table.
TABLES = {
    "registry/data/offices.tsv": marks_of_offices,
    "registry/data/countries.tsv": marks_of_countries,
    "registry/data/country_codes.tsv": marks_of_codes,
    "registry/data/bodies.tsv": marks_of_bodies,
    "registry/data/outlets.tsv": marks_of_outlets,
    "registry/data/blocs.tsv": marks_of_blocs,
    "grounding/data/features.tsv": marks_of_places,
}


def marked(text: str, marks: list[set[str]]) -> tuple[str, int]:
    """The table with these marks in its last column, and how many lines that changes."""
    out, changed, width = [], 0, 0
    left = iter(marks)
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            out.append(line)
            continue
        cells = line.split("\t")
        if not width:
            width = len(cells)
            assert cells[-1] == "checked", cells
            out.append(line)
            continue
        cells += [""] * (width - len(cells))
        checked = "|".join(sorted(next(left)))
        changed += checked != cells[-1]
        out.append("\t".join([*cells[:-1], checked]).rstrip("\t"))
    assert next(left, None) is None
    return "\n".join(out) + "\n", changed


def main() -> int:
    if not LISTS.is_dir():
        print(f"no reference lists in {LISTS}", file=sys.stderr)
        return 2
    differ = 0
    for name, marks_of in TABLES.items():
        path = PACKAGE / name
        marks = marks_of()
        text, changed = marked(path.read_text("utf-8"), marks)
        differ += changed
        if "--write" in sys.argv:
            path.write_text(text, "utf-8")
        by_mark = Counter(m for found in marks for m in found)
        some = sum(bool(found) for found in marks)
        print(f"{name}: {some} of {len(marks)} lines agree with a list; {changed} lines changed")
        print("   ", ", ".join(f"{m} {n}" for m, n in sorted(by_mark.items())))
    return 1 if differ and "--write" not in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
