"""Names that states share: the share of our own sentences (tests/data/ambiguous.tsv) whose country is as expected."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"


def main() -> int:
    sys.path.insert(0, str(TESTS))
    from test_resolution import SHARED_NAMES, countries

    good = 0
    for row in SHARED_NAMES:
        found = countries(row)
        good += found == row["expected"]
        if found != row["expected"]:
            print(
                f"{row['text']}\n  {row['words']}: expected {row['expected']}, found {found} ({row['open'] or 'new'})"
            )
    print(f"ambiguous: {good} of {len(SHARED_NAMES)} sentences ({good / len(SHARED_NAMES):.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
