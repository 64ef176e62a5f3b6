"""Compares the registry's table of offices with public lists of office-holders and prints every disagreement.

    python bench/check_offices.py [--country IRN ...] [--all]

Needs the reference lists in ../shared/data/registry (not part of the project). It changes nothing: who is right is
decided by hand. At the end: for heads of state and of government, the share of (country, first day of a month) pairs
since 2000 for which the table names the person that the list names, and the share of listed terms that it holds.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.registry import registry
from dragoman.registry.load import OFFICE_COLUMNS
from dragoman.registry.surfaces import key
from dragoman.tables import first_or_last_day, read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    """A person in an office: from the table (`names` with aliases) or from a list."""

    country: str
    kind: str
    names: tuple[str, ...]
    qid: str
    start: date
    end: date | None
    accredited: str = ""

    def on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        return f"{self.names[0]} {self.start}..{self.end or ''}"


def table() -> list[Term]:
    terms = []
    for row in read_tsv("dragoman.registry", "data/offices.tsv", OFFICE_COLUMNS):
        start = row.day("start") or date.min
        names = (row["person"], *row.many("aliases"))
        terms.append(
            Term(
                row["country"],
                row["kind"],
                names,
                row["qid"],
                start,
                row.day("end", last=True),
                row["accredited"],
            )
        )
    return terms


def words(name: str) -> list[str]:
    """The parts of a name without articles, in a spelling that levels romanisations."""
    plain = re.sub(r"[^a-z ]", " ", key(name).replace("'", "").replace("-", " "))
    plain = re.sub(r"ou|oo|o", "u", re.sub(r"ee|ei|ai|y|e", "i", plain))
    plain = re.sub(
        r"(.)\1", r"\1", plain.replace("q", "k").replace("dj", "j").replace("kh", "h").replace("gh", "g")
    )
    return [
        w for w in plain.split() if w not in {"al", "il", "bin", "bn", "ibn", "ul", "jr", "di", "da", "du"}
    ]


def same(names: Iterable[str], other: str) -> bool:
    """True when one of the names is likely another spelling of `other`: its last part or most parts agree."""
    theirs = words(other)
    for name in names:
        ours = words(name)
        if not ours or not theirs:
            continue
        pairs = [max(SequenceMatcher(None, a, b).ratio() for b in theirs) for a in ours]
        shorter = min(len(ours), len(theirs))
        if sum(p >= 0.75 for p in pairs) >= max(1, round(0.67 * shorter)):
            return True
    return False


def wikidata() -> Iterator[tuple[str, str, Term]]:
    """(commit date, position, term) of the offices that POSITIONS knows."""
    with gzip.open(LISTS / "officeholders_wikidata.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            kinds = POSITIONS.get(row["position"])
            code = country_of(row["repo"])
            if code not in ONLY.get(row["position"], {code}):
                continue
            if not kinds or not code or not re.fullmatch(r"\d{4}(-\d\d){0,2}", row["start"]):
                continue
            end = None
            if re.fullmatch(r"\d{4}(-\d\d){0,2}", row["end"]):
                end = first_or_last_day(row["end"], last=True)
            start = first_or_last_day(row["start"])
            term = Term(code, kinds[0], (row["person"],), row["person_qid"], start, end)
            yield row["commit_date"], row["position"], term


_codes: dict[str, str] = {}


def country_of(folder: str) -> str:
    if folder not in _codes:
        name = re.sub(r"-(ministers|cabinet)$", "", folder).replace("-", " ").title()
        found = [e.ref for n in registry().find(name) for e in n.entries if e.kind == "country"]
        _codes[folder] = LIST_NAMES.get(folder) or (found[0] if found else "")
    return _codes[folder]


def is_same(ours: Term, theirs: Term) -> bool:
    return bool(ours.qid and ours.qid == theirs.qid) or same(ours.names, theirs.names[0])


def months(last: date) -> Iterator[date]:
    day = FIRST
    while day <= last:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def by_month(ours: list[Term], wanted: set[str]) -> None:
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
            if not wanted or code in wanted:
                days = [d for d, t in wrong if t == term]
                here = "; ".join(str(m) for m in mine if m.on(days[0])) or "nobody"
                print(
                    f"{code} {position}: list has {term}; on {days[0]} ({len(days)} months) the table has {here}"
                )
    low = sorted((right[c] / n, c) for c, n in total.items() if right[c] < n)
    print("\nmonths right, countries below 1:", " ".join(f"{c} {share:.3f}" for share, c in low))
    print(f"months right: {right.total()} of {total.total()} = {right.total() / total.total():.4f}")
    print(f"countries in the list: {len(total)}")


def by_term(ours: list[Term], wanted: set[str], kinds: tuple[str, ...]) -> None:
    """The listed terms since 2000 that the table holds under the same office with a start close by."""
    counts: Counter[str] = Counter()
    for _, position, term in sorted(wikidata(), key=lambda x: (x[2].country, x[1], x[2].start)):
        here = POSITIONS[position]
        if here[0] not in kinds or (term.end and term.end < FIRST):
            continue
        mine = [t for t in ours if t.country == term.country and t.kind in here]
        if not mine:
            counts[f"{here[0]}: country not covered"] += 1
            continue
        match = [t for t in mine if is_same(t, term)]
        near = [t for t in match if abs(t.start - term.start) <= TOLERANCE or (t.on(term.start))]
        state = "held" if near else ("other dates" if match else "missing")
        counts[f"{here[0]}: {state}"] += 1
        if not near and (not wanted or term.country in wanted):
            print(f"{term.country} {position}: {term} {state}", "; ".join(map(str, match[:3])))
    print("\nlisted terms:", dict(sorted(counts.items())))


def factbook(ours: list[Term], wanted: set[str]) -> None:
    """Leaders by edition (no ends): is the person in the table, and did the term begin then?"""
    with (LISTS / "country_codes.csv").open(encoding="utf-8") as lines:
        codes = {r["iso3166_1_alpha_2"]: r["iso3166_1_alpha_3"] for r in csv.DictReader(lines)}
    counts: Counter[str] = Counter()
    skip = re.compile(
        r"deputy|vice|crown|governor|lieutenant|secretary|minister of|represent|assistant", re.IGNORECASE
    )
    with (LISTS / "leaders_factbook_1990_2026.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code, title = codes.get(row["iso2"], ""), row["title_and_name"]
            plain = not skip.search(title) and re.search(
                r"president|premier|prime|king|emir|sultan|chancell", title, re.IGNORECASE
            )
            if not code or not plain or int(row["last_edition"] or 0) < 2001 or len(row["since"]) < 4:
                continue
            kinds = STATE if row["role"] == "chief of state" else GOVERNMENT
            mine = [t for t in ours if t.country == code and t.kind in kinds]
            if not mine:
                counts["country not covered"] += 1
                continue
            since = first_or_last_day(row["since"])
            surname = " ".join(re.findall(r"\b[A-ZÀ-Þ'’-]{2,}\b", title)) or title
            match = [t for t in mine if same(t.names, surname) or same(t.names, title)]
            year = date(int(row["first_edition"]), 6, 30)
            near = [t for t in match if t.on(since) or abs(t.start - since) <= TOLERANCE or t.on(year)]
            state = "held" if near else ("other dates" if match else "missing")
            counts[state] += 1
            if not near and (not wanted or code in wanted):
                print(
                    f"{code} {row['role']}: {title} since {row['since']} {state}",
                    "; ".join(map(str, match[:3])),
                )
    print("\nleaders by edition:", dict(counts))


def current(ours: list[Term]) -> None:
    """The list of leaders of one day in 2026."""
    data = json.loads((LISTS / "world_leaders_current.json").read_text("utf-8"))
    day = date.fromisoformat(data["snapshot_date"])
    for country, row in data["leaders"].items():
        found = [e.ref for n in registry().find(country.replace("_", " ").title()) for e in n.entries]
        code = {"uk": "GBR", "usa": "USA"}.get(country) or (found[0] if found else "")
        for office, kinds in (("head_of_state", STATE), ("head_of_government", GOVERNMENT)):
            person = row[office]
            mine = [t for t in ours if t.country == code and t.kind in kinds and t.on(day)]
            if person and mine and not any(same(t.names, person) for t in mine):
                print(f"{code} {office} {day}: list has {person}; the table has {'; '.join(map(str, mine))}")


def us_lists(ours: list[Term]) -> None:
    """US secretaries of state, and chiefs of mission at posts that the table has."""
    posts = {t.accredited for t in ours if t.country == "USA" and t.kind == "ambassador" and t.accredited}
    held, missing = 0, []
    with gzip.open(LISTS / "us_chiefs_of_mission.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [(r, r["post"]) for r in csv.DictReader(lines) if (r["started"] or r["appointed"]) >= "2000"]
    for row, post in rows:
        found = [e.ref for n in registry().find(post.replace("-", " ").title()) for e in n.entries]
        code = "UNO" if post.startswith("united-nations") else (found[0] if found else "")
        if code not in posts or row["post_kind"] not in {"country", "org"}:
            continue
        surname, _, given = row["person"].partition("-")
        mine = [t for t in ours if t.country == "USA" and t.accredited == code]
        if any(same(t.names, f"{given} {surname}".replace("-", " ")) for t in mine):
            held += 1
        else:
            missing.append(f"{post} {row['person']} {row['started']}..{row['ended']}")
    print(f"US chiefs of mission at the posts of the table since 2000: {held} held, {len(missing)} not")
    for line in missing:
        print("  ", line)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    args.add_argument("--country", nargs="*", default=[], help="print only disagreements of these countries")
    args.add_argument(
        "--all",
        action="store_true",
        help="also ministers (foreign, defence, interior), heads of services and US chiefs of mission",
    )
    options = args.parse_args()
    if not LISTS.is_dir():
        args.exit(2, f"no reference lists in {LISTS}\n")
    ours, wanted = table(), set(options.country)
    by_term(ours, wanted, MINISTERS if options.all else ())
    if options.all:
        us_lists(ours)
    factbook(ours, wanted)
    current(ours)
    by_month(ours, wanted)


if __name__ == "__main__":
    main()
