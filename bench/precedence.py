"""How many claims of precedence of our own are read whole, and how many of the sample's are answered as they should be.

`python bench/precedence.py` prints both shares; the tables are tests/data/precedence.tsv and tests/data/sample_precedence.tsv.
"""

from __future__ import annotations

import sys
from pathlib import Path

import dragoman
from dragoman.reading import read
from dragoman.sample import reports_folder
from dragoman.tables import Row, parse_tsv

DATA = Path(__file__).parents[1] / "tests" / "data"
PUBLISHED = "2023-05-01"


def rows(name: str, *columns: str) -> list[Row]:
    """The lines of one of our tables."""
    return list(parse_tsv((DATA / name).read_text("utf-8"), name, columns))


def claimed(coder: dragoman.Coder, row: Row) -> tuple[str, str, str, str]:
    """Measure, first day, act and target of the first claim in a sentence, "-" where none is made."""
    claims = coder.code(row["text"], published=PUBLISHED).claims
    told = next((c.precedence for c in claims if c.precedence is not None), None)
    if told is None:
        return "-", "", "", ""
    act = (told.act or "") if "/" in row["act"] else (told.act or "").partition("/")[0]
    return told.measure, str(told.window[0] or ""), act, told.target or ""


def table() -> list[Row]:
    """Our own sentences and what they claim."""
    return rows("precedence.tsv", "group", "text", "measure", "start", "act", "target")


def suite() -> tuple[int, int]:
    """How many sentences are read whole, and of how many."""
    coder, own = dragoman.Coder(), table()
    right = sum(claimed(coder, r) == (r["measure"], r["start"], r["act"], r["target"]) for r in own)
    return right, len(own)


def sample() -> tuple[int, int]:
    """How many claims of the sample have the verdict and the evidence that they should have, and of how many."""
    wanted = rows("sample_precedence.tsv", "report", "words", "verdict", "narrower", "evidence", "because")
    with dragoman.open() as db:
        db.add(read([reports_folder()]), dragoman.Coder())
        made = db.checks()
    right = 0
    for row in wanted:
        found = [c for c in made if c.claim["report_id"] == row["report"] and row["words"] in c.claim["text"]]
        shown = {
            (c.verdict, "|".join(e.record["date"]["start"] for e in (*c.against, *c.beside))) for c in found
        }
        right += shown == {(row["verdict"], row["evidence"])}
    return right, len(wanted)


def main() -> None:
    """Print both shares."""
    for name, (right, n) in (("precedence suite", suite()), ("precedence of the sample", sample())):
        sys.stdout.write(f"{name}: {right} of {n} ({right / n:.3f})\n")


if __name__ == "__main__":
    main()
