"""Compares the members of organisations in blocs.tsv with the participations that the Factbook lists, and prints each difference.

    python bench/members.py

A difference that stays is told with its reason in members_decided.tsv. Exit status 1 when one is not decided. Needs
../shared/data/registry (not part of the project). The list gives the state of February 2026, no accession days.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mark_offices import opened

from dragoman.registry import registry
from dragoman.tables import parse_tsv

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
LAST_EDITION = 2026
DAY = date(2026, 1, 1)


def labels() -> dict[str, tuple[str, ...]]:
    """Bloc -> the labels of the list that mean its members."""
    text = (HERE / "members_labels.tsv").read_text("utf-8")
    return {r["bloc"]: r.many("labels") for r in parse_tsv(text, "members_labels.tsv", ("bloc", "labels"))}


def listed() -> dict[str, set[str]]:
    """Label -> the states under it in the last edition."""
    codes = {r["iso3166_1_alpha_2"]: r["iso3166_1_alpha_3"] for r in opened("country_codes.csv")}
    codes["XK"] = "KOS"
    found: dict[str, set[str]] = defaultdict(set)
    for row in opened("igo_participation_factbook.csv.gz"):
        code = codes.get(row["iso2"])
        if code and int(row["last_edition"]) >= LAST_EDITION:
            found[row["org"]].add(code)
    return found


def members_of_lists() -> Iterator[tuple[str, set[str], set[str]]]:
    """(bloc, states only in the list, states only in our table) on the first day of 2026."""
    known, theirs = registry(), listed()
    for bloc, names in labels().items():
        found = known.bloc(bloc)
        if found is None:
            raise SystemExit(f"members_labels.tsv: no bloc {bloc}")
        ours = set(found.on(DAY))
        list_has = {c for name in names for c in theirs[name]}
        yield bloc, list_has - ours, ours - list_has


def decisions() -> dict[tuple[str, str], str]:
    """(bloc, state) -> why it stays."""
    text = (HERE / "members_decided.tsv").read_text("utf-8")
    rows = parse_tsv(text, "members_decided.tsv", ("bloc", "states", "why"))
    return {(r["bloc"], code): r["why"] for r in rows for code in r["states"].split()}


def main() -> int:
    decided, used, undecided, agree, compared = decisions(), set(), 0, 0, 0
    for bloc, lacking, more in members_of_lists():
        compared += 1
        agree += not lacking and not more
        for side, codes in (("only in the list", lacking), ("only in the table", more)):
            rest = sorted(c for c in codes if (bloc, c) not in decided)
            used |= {(bloc, c) for c in codes}
            undecided += len(rest)
            if rest:
                print(f"{bloc}: {side}: {' '.join(rest)}")
    stale = sorted(k for k in decided if k not in used)
    for key in stale:
        print("decided, but no difference any more:", *key)
    print(
        f"{agree} of {compared} organisations have the list's members; {len(decided)} differences decided, {undecided} open"
    )
    return 1 if undecided or stale else 0


if __name__ == "__main__":
    sys.exit(main())
