"""Which lists of office-holders agree with each line of offices.tsv; the lines are read by office_lists.table."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from datetime import date

from office_editions import listed_editions, listed_leaders, listed_missions, surname_of
from office_lists import (
    GOVERNMENT,
    LISTS,
    POSITIONS,
    STATE,
    Term,
    ends_with,
    is_day,
    starts_with,
    table,
    wikidata,
)
from office_names import alike, words

from dragoman.tables import first_or_last_day

Offices = dict[tuple[str, str], list[int]]


def marks_of_offices() -> list[set[str]]:
    """For each line, in order, the marks of the lists that agree with it."""
    ours = table()
    by_office: Offices = defaultdict(list)
    for at, term in enumerate(ours):
        by_office[term.country, term.kind].append(at)
    best: dict[tuple[int, str], int] = defaultdict(int)
    for listed, key, kinds in [*_terms(), *_editions(), *_leaders(), *_missions()]:
        for kind in kinds:
            for at in by_office[listed.country, kind]:
                level = _agreement(ours[at], listed, key)
                best[at, key] = max(best[at, key], level)
    marks: list[set[str]] = [set() for _ in ours]
    for (at, key), level in best.items():
        if level:
            marks[at].add(f"{key}:{('', 'name', 'start', 'days')[level]}")
    return marks


def _agreement(ours: Term, listed: Term, key: str) -> int:
    """0 nothing, 1 the person in that office at that time, 2 the first day as well, 3 both days."""
    if ours.accredited != listed.accredited:
        return 0
    same_item = bool(ours.qid) and ours.qid == listed.qid
    if key == "factbook":
        same = any(set(words(listed.names[0])) & set(words(n)[-2:] + words(n)[:1]) for n in ours.names)
    else:
        same = same_item or any(alike(n, listed.names[0]) for n in ours.names)
    if not same or not _meet(ours, listed):
        return 0
    if not starts_with(ours, listed):
        return 1
    return 3 if ends_with(ours, listed) else 2


def _meet(ours: Term, listed: Term) -> bool:
    end_by = listed.end or (listed.start_by or listed.start)
    return ours.start <= end_by and listed.start <= (ours.end or date.max)


def _terms() -> list[tuple[Term, str, tuple[str, ...]]]:
    return [(term, "wikidata", POSITIONS[position]) for _, position, term in wikidata()]


def _editions() -> list[tuple[Term, str, tuple[str, ...]]]:
    found = []
    for code, row in listed_editions():
        since = row["since"]
        term = Term(
            code, "", (surname_of(row["title_and_name"]),), "", first_or_last_day(since), None,
            start_by=first_or_last_day(since, last=True),
        )  # fmt: skip
        found.append((term, "factbook", STATE if row["role"] == "chief of state" else GOVERNMENT))
    return found


def _leaders() -> list[tuple[Term, str, tuple[str, ...]]]:
    return [
        (
            Term(code, "", (person,), "", day, day),
            "leaders",
            STATE if office == "head_of_state" else GOVERNMENT,
        )
        for day, code, office, person in listed_leaders()
    ]


def _missions() -> list[tuple[Term, str, tuple[str, ...]]]:
    found = []
    for code, name, row in listed_missions():
        start, end = row["started"] or row["appointed"], row["ended"]
        if not is_day(start):
            continue
        last = first_or_last_day(end, last=True) if is_day(end) else None
        term = Term(
            "USA", "", (name,), "", first_or_last_day(start), last, code,
            start_by=first_or_last_day(start, last=True), end_from=first_or_last_day(end) if last else None,
        )  # fmt: skip
        found.append((term, "missions", ("ambassador",)))
    return found


def opened(name: str) -> csv.DictReader[str]:
    """The rows of a list, packed or not."""
    path = LISTS / name
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return csv.DictReader(text.decode("utf-8").splitlines())
