"""Our table of offices and public lists of office-holders, read into one form; nothing is compared here.

The lists lie in ../shared/data/registry (not part of the project).
"""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.registry import registry
from dragoman.registry.load import OFFICE_COLUMNS
from dragoman.tables import first_or_last_day, read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTS = Path(__file__).parents[2] / "shared" / "data" / "registry"
FIRST = date(2000, 1, 1)
MINISTERS = ("foreign_minister", "defence_minister", "interior_minister", "intelligence_chief")
HEADS = ("head_of_state", "monarch", "supreme_leader", "head_of_government")
# Terms whose starts lie further apart than this are a disagreement; below, lists differ by oath, election or decree.
TOLERANCE = timedelta(days=45)

# How the lists call an office -> the kinds that count as the same office here.
STATE = ("head_of_state", "monarch", "supreme_leader")
GOVERNMENT = ("head_of_government", *STATE)  # an executive president is both
POSITIONS: dict[str, tuple[str, ...]] = {
    "President": STATE,
    "King": STATE,
    "Emperor": STATE,
    "Emir": STATE,
    "Sultan": STATE,
    "Grand Duke": STATE,
    "Supreme Leader": ("supreme_leader", "group_leader"),
    "Prime Minister": GOVERNMENT,
    "Premier": GOVERNMENT,
    "Chancellor": GOVERNMENT,  # Germany and Austria; see ONLY
    "Taoiseach": GOVERNMENT,
    "Minister of Foreign Affairs": ("foreign_minister",),
    "Minister for Foreign Affairs": ("foreign_minister",),
    "Secretary of State": ("foreign_minister",),
    "Minister of Defence": ("defence_minister",),
    "Minister of National Defence": ("defence_minister",),
    "Secretary of Defense": ("defence_minister",),
    "Secretary of State for Defence": ("defence_minister",),
    "Secretary of National Defence": ("defence_minister",),
    "Federal Minister of Defence": ("defence_minister",),
    "Federal Minister of National Defence": ("defence_minister",),
    "Minister for Defence": ("defence_minister",),
    "Minister of the Interior": ("interior_minister",),
    "Minister of Interior": ("interior_minister",),
    "Minister of Interior Affairs": ("interior_minister",),
    "Minister of Home Affairs": ("interior_minister",),
    "Minister for Home Affairs": ("interior_minister",),
    "Minister of Public Security": ("interior_minister",),
    "Federal Minister of the Interior": ("interior_minister",),
    "Minister of the Interior and Kingdom Relations": ("interior_minister",),
    "Minister of the Interior and Administration": ("interior_minister",),
    "Minister of the Interior and Public Security": ("interior_minister",),
    "Secretary of the Interior and Local Government": ("interior_minister",),
    "Secretary of State for the Home Department": ("interior_minister",),
    "Secretary of Homeland Security": ("interior_minister",),
    "Head of the Security Service": ("intelligence_chief",),
    "Director General of the State Security Service": ("intelligence_chief",),
}
ONLY = {
    "Chancellor": {"DEU", "AUT"},
    "Secretary of State": {"USA"},
}  # elsewhere the title means something else
LIST_NAMES = {  # folder names of the list that are no country names
    "congo-brazzaville": "COG",
    "congo-kinshasa-ministers": "COD",
    "swiss-federal-council": "CHE",
    "uae-ministers": "ARE",
    "us-cabinet": "USA",
    "united-kingdom-cabinet": "GBR",
    "saudi-ministers": "SAU",
    "czech-ministers": "CZE",
    "bosnia-herzegovina-ministers": "BIH",
    "dominican-republic": "DOM",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A person in an office: from the table (`names` with aliases) or from a list.

    `start` and `end` are the first and last day of what is said; where a list says a year, `start_by` is the last
    day on which it may have begun, and `end_from` the first on which it may have ended.
    """

    country: str
    kind: str
    names: tuple[str, ...]
    qid: str
    start: date
    end: date | None
    accredited: str = ""
    start_by: date | None = None
    end_from: date | None = None

    def on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        return f"{self.names[0]} {self.start}..{self.end or ''}"


def starts_with(ours: Term, theirs: Term) -> bool:
    """True when the two terms begin close to each other, as precisely as both are told."""
    return _near(ours.start, ours.start_by, theirs.start, theirs.start_by)


def ends_with(ours: Term, theirs: Term) -> bool:
    """True when the two terms end close to each other; an open end agrees with nothing."""
    if ours.end is None or theirs.end is None:
        return False
    return _near(ours.end_from or ours.end, ours.end, theirs.end_from or theirs.end, theirs.end)


def _near(a: date, a_last: date | None, b: date, b_last: date | None) -> bool:
    return a - (b_last or b) <= TOLERANCE and b - (a_last or a) <= TOLERANCE


def table() -> list[Term]:
    """Our own terms."""
    return [
        Term(
            row["country"],
            row["kind"],
            (row["person"], *row.many("aliases")),
            row["qid"],
            row.day("start") or date.min,
            row.day("end", last=True),
            row["accredited"],
            row.day("start", last=True) or date.min,
            row.day("end"),
        )
        for row in read_tsv("dragoman.registry", "data/offices.tsv", OFFICE_COLUMNS)
    ]


def wikidata() -> Iterator[tuple[str, str, Term]]:
    """(commit date, position, term) of the offices that POSITIONS knows."""
    with gzip.open(LISTS / "officeholders_wikidata.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            kinds = POSITIONS.get(row["position"])
            code = country_of(row["repo"])
            if code not in ONLY.get(row["position"], {code}):
                continue
            start, end = row["start"], row["end"]
            if not kinds or not code or not is_day(start):
                continue
            term = Term(
                code,
                kinds[0],
                (row["person"],),
                row["person_qid"],
                first_or_last_day(start),
                first_or_last_day(end, last=True) if is_day(end) else None,
                start_by=first_or_last_day(start, last=True),
                end_from=first_or_last_day(end) if is_day(end) else None,
            )
            yield row["commit_date"], row["position"], term


def is_day(text: str) -> bool:
    """True for a year, a month or a day."""
    return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", text))


_codes: dict[str, str] = {}


def country_of(folder: str) -> str:
    if folder not in _codes:
        name = re.sub(r"-(ministers|cabinet)$", "", folder).replace("-", " ").title()
        found = [e.ref for n in registry().find(name) for e in n.entries if e.kind == "country"]
        _codes[folder] = LIST_NAMES.get(folder) or (found[0] if found else "")
    return _codes[folder]
