"""Compares the registry's table of offices with public lists of office-holders and prints every disagreement.

    python bench/check_offices.py [--country IRN ...] [--heads] [--decided]

Needs the reference lists in ../shared/data/registry (not part of the project). It changes nothing: who is right is
decided by hand, and what stays is told with its reason in offices_decided.tsv. At the end: for heads of state and of
government, the share of (country, first day of a month) pairs since 2000 for which the table names the person that
the list names, and the share of listed terms that it holds. Exit status 1 when a difference is not decided.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from office_editions import current, editions, missions
from office_lists import (
    FIRST,
    GOVERNMENT,
    HEADS,
    LISTS,
    MINISTERS,
    POSITIONS,
    STATE,
    Term,
    starts_with,
    table,
    wikidata,
)
from office_names import is_same

from dragoman.tables import parse_tsv

if TYPE_CHECKING:
    from collections.abc import Iterator

DECIDED = Path(__file__).with_name("offices_decided.tsv")
COLUMNS = ("check", "country", "persons", "why")
CHECKS = ("term", "edition", "day", "month", "mission")
# Who stood in for a minister for less than a month is not kept in the table, unless news was made.
STAND_IN = timedelta(days=31)


def decisions() -> dict[tuple[str, str, str], str]:
    """(check, country, person of the list) -> why the difference stays."""
    found = {}
    for row in parse_tsv(DECIDED.read_text("utf-8"), DECIDED.name, COLUMNS):
        for person in row.many("persons"):
            found[row.one_of("check", set(CHECKS)), row["country"], person] = row["why"]
    return found


@dataclass(slots=True)
class Findings:
    """The differences, decided and open."""

    wanted: frozenset[str]
    show_decided: bool = False
    decided: dict[tuple[str, str, str], str] = field(default_factory=decisions)
    used: set[tuple[str, str, str]] = field(default_factory=set)
    open: Counter[str] = field(default_factory=Counter)

    def add(self, check: str, country: str, person: str, text: str) -> None:
        """One difference: printed unless it is decided."""
        key = (check, country, person)
        if key in self.decided:
            self.used.add(key)
            if self.show_decided:
                print(f"{check} {country} {person}: {text}: stays: {self.decided[key]}")
            return
        self.open[check] += 1
        if not self.wanted or country in self.wanted:
            print(f"{check} {country} {person}: {text}")

    def close(self) -> int:
        """The counts, and decisions that nothing asks for any more."""
        print(f"\ndifferences decided: {len(self.used)}, open: {dict(self.open)}")
        stale = sorted(set(self.decided) - self.used)
        for key in stale:
            print("decided, but no difference any more:", *key)
        return 1 if self.open or stale else 0


def months(last: date) -> Iterator[date]:
    day = FIRST
    while day <= last:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def by_month(ours: list[Term], found: Findings) -> None:
    """The share of months in which the table names whom the list names, by country, and each stretch it does not."""
    held: dict[tuple[str, str], list[Term]] = defaultdict(list)
    until: dict[str, date] = {}
    for committed, position, term in wikidata():
        if POSITIONS[position] in {STATE, GOVERNMENT}:
            held[term.country, position].append(term)
            until[term.country] = date.fromisoformat(committed)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for (code, position), terms in sorted(held.items()):
        mine = [t for t in ours if t.country == code and t.kind in POSITIONS[position]]
        wrong: list[tuple[date, Term]] = []
        last_start = max(t.start for t in terms)
        for day in months(until[code]):
            listed = [t for t in terms if t.on(day) and (t.end or t.start == last_start)]
            if not listed:
                continue
            total[code] += 1
            if any(m.on(day) and is_same(m, t) for m in mine for t in listed):
                right[code] += 1
            else:
                wrong.append((day, listed[0]))
        for term in dict.fromkeys(t for _, t in wrong):
            days = [d for d, t in wrong if t == term]
            here = "; ".join(str(m) for m in mine if m.on(days[0])) or "nobody"
            text = f"{position} {term}; on {days[0]} ({len(days)} months) the table has {here}"
            found.add("month", code, term.names[0], text)
    low = sorted((right[c] / n, c) for c, n in total.items() if right[c] < n)
    print("\nmonths right, countries below 1:", " ".join(f"{c} {share:.3f}" for share, c in low))
    print(f"months right: {right.total()} of {total.total()} = {right.total() / total.total():.4f}")
    print(f"countries in the list: {len(total)}")


def by_term(ours: list[Term], found: Findings, kinds: tuple[str, ...]) -> None:
    """The listed terms since 2000 that the table holds under the same office with a start close by."""
    counts: Counter[str] = Counter()
    by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in ours:
        by_office[term.country, term.kind].append(term)
    for _, position, term in sorted(wikidata(), key=lambda x: (x[2].country, x[1], x[2].start)):
        here = POSITIONS[position]
        if here[0] not in kinds or (term.end and term.end < FIRST):
            continue
        mine = [t for kind in here for t in by_office[term.country, kind]]
        if not mine:
            counts[f"{here[0]}: country not covered"] += 1
            continue
        match = [t for t in mine if is_same(t, term)]
        if any(starts_with(t, term) or t.on(term.start) for t in match):
            counts[f"{here[0]}: held"] += 1
        elif term.end and here[0] in MINISTERS and term.end - term.start <= STAND_IN:
            counts[f"{here[0]}: stand-in"] += 1
        else:
            counts[f"{here[0]}: {'other dates' if match else 'missing'}"] += 1
            text = f"{position} {term}; the table has {'; '.join(map(str, match[:3])) or 'nobody'}"
            found.add("term", term.country, term.names[0], text)
    print("\nlisted terms:", dict(sorted(counts.items())))


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    args.add_argument("--country", nargs="*", default=[], help="print only disagreements of these countries")
    args.add_argument("--heads", action="store_true", help="heads of state and government only")
    args.add_argument("--decided", action="store_true", help="also print the differences that are decided")
    options = args.parse_args()
    if not LISTS.is_dir():
        args.exit(2, f"no reference lists in {LISTS}\n")
    ours, found = table(), Findings(frozenset(options.country), options.decided)
    by_term(ours, found, HEADS if options.heads else (*HEADS, *MINISTERS))
    if not options.heads:
        missions(ours, found)
    editions(ours, found)
    current(ours, found)
    by_month(ours, found)
    return found.close()


if __name__ == "__main__":
    raise SystemExit(main())
