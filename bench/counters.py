"""Units of magnitudes and who counted: the share of our own sentences (tests/data/counters.tsv) read as expected."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"


def main() -> int:
    sys.path.insert(0, str(TESTS))
    from test_counters import ROWS, seen

    good = 0
    for row in ROWS:
        found = seen(row["text"])
        good += found == row["expected"]
        if found != row["expected"]:
            print(f"{row['text']}\n  expected {row['expected']}\n  found    {found}")
    print(f"counters: {good} of {len(ROWS)} sentences ({good / len(ROWS):.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
