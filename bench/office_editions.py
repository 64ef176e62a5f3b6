"""Three further lists of office-holders beside our table: leaders by edition, leaders of one day, and US chiefs of mission."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Protocol

from office_lists import GOVERNMENT, LISTS, STATE, TOLERANCE, Term
from office_names import same

from dragoman.registry import registry
from dragoman.tables import first_or_last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

# Titles of the editions that are no heads: named beside them.
_BESIDE = re.compile(
    r"deputy|vice|crown|governor|lieutenant|secretary|minister of|represent|assistant", re.IGNORECASE
)
_HEAD = re.compile(r"president|premier|prime|king|emir|sultan|chancell", re.IGNORECASE)


class Adds(Protocol):
    """What takes the differences."""

    def add(self, check: str, country: str, person: str, text: str) -> None: ...


def listed_editions() -> Iterator[tuple[str, dict[str, str]]]:
    """(code, row) of the leaders since 2001 that have a first day and are heads."""
    with (LISTS / "country_codes.csv").open(encoding="utf-8") as lines:
        codes = {r["iso3166_1_alpha_2"]: r["iso3166_1_alpha_3"] for r in csv.DictReader(lines)}
    codes["XK"] = "KOS"
    with (LISTS / "leaders_factbook_1990_2026.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code, title = codes.get(row["iso2"], ""), row["title_and_name"]
            head = not _BESIDE.search(title) and _HEAD.search(title)
            if code and head and int(row["last_edition"] or 0) >= 2001 and len(row["since"]) >= 4:
                yield code, row


def surname_of(title: str) -> str:
    """The part in capitals, as the editions write surnames."""
    return " ".join(re.findall(r"\b[A-ZÀ-Þ'’-]{2,}\b", title)) or title


def editions(ours: list[Term], found: Adds) -> None:
    """Leaders by edition (no ends): is the person in the table, and did the term begin then?"""
    counts: Counter[str] = Counter()
    for code, row in listed_editions():
        title = row["title_and_name"]
        kinds = STATE if row["role"] == "chief of state" else GOVERNMENT
        mine = [t for t in ours if t.country == code and t.kind in kinds]
        if not mine:
            counts["country not covered"] += 1
            continue
        since, by = first_or_last_day(row["since"]), first_or_last_day(row["since"], last=True)
        surname = surname_of(title)
        match = [t for t in mine if same(t.names, surname) or same(t.names, title)]
        year = date(int(row["first_edition"]), 6, 30)
        near = [
            t for t in match if t.on(since) or since - TOLERANCE <= t.start <= by + TOLERANCE or t.on(year)
        ]
        state = "held" if near else ("other dates" if match else "missing")
        counts[state] += 1
        if not near:
            text = f"{row['role']}: {title} since {row['since']} {state} {'; '.join(map(str, match[:3]))}"
            found.add("edition", code, surname, text)
    print("\nleaders by edition:", dict(counts))


def listed_leaders() -> Iterator[tuple[date, str, str, str]]:
    """(day, code, office, person) of the leaders of one day."""
    data = json.loads((LISTS / "world_leaders_current.json").read_text("utf-8"))
    day = date.fromisoformat(data["snapshot_date"])
    for country, row in data["leaders"].items():
        names = registry().find(country.replace("_", " ").title())
        refs = [e.ref for n in names for e in n.entries]
        code = {"uk": "GBR", "usa": "USA"}.get(country) or (refs[0] if refs else "")
        for office in ("head_of_state", "head_of_government"):
            if row[office]:
                yield day, code, office, row[office]


def current(ours: list[Term], found: Adds) -> None:
    """The list of leaders of one day in 2026."""
    for day, code, office, person in listed_leaders():
        kinds = STATE if office == "head_of_state" else GOVERNMENT
        mine = [t for t in ours if t.country == code and t.kind in kinds and t.on(day)]
        if mine and not any(same(t.names, person) for t in mine):
            found.add("day", code, person, f"{office} on {day}; the table has {'; '.join(map(str, mine))}")


def listed_missions() -> Iterator[tuple[str, str, dict[str, str]]]:
    """(code of the post, name, row) of the US chiefs of mission to states and organisations since 2000."""
    with gzip.open(LISTS / "us_chiefs_of_mission.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [r for r in csv.DictReader(lines) if (r["started"] or r["appointed"]) >= "2000"]
    posts: dict[str, str] = {}
    for row in rows:
        post = row["post"]
        if post not in posts:
            refs = [e.ref for n in registry().find(post.replace("-", " ").title()) for e in n.entries]
            posts[post] = "UNO" if post.startswith("united-nations") else (refs[0] if refs else "")
        if posts[post] and row["post_kind"] in {"country", "org"}:
            surname, _, given = row["person"].partition("-")
            yield posts[post], f"{given} {surname}".replace("-", " ").title(), row


def missions(ours: list[Term], found: Adds) -> None:
    """US chiefs of mission at posts that the table has."""
    sent = [t for t in ours if t.country == "USA" and t.kind == "ambassador" and t.accredited]
    counts: Counter[str] = Counter()
    for code, name, row in listed_missions():
        mine = [t for t in sent if t.accredited == code]
        if not mine:
            continue
        held = any(same(t.names, name) for t in mine)
        counts["held" if held else "missing"] += 1
        if not held:
            found.add("mission", code, name, f"US chief of mission {row['started']}..{row['ended']} missing")
    print("\nUS chiefs of mission at the posts of the table since 2000:", dict(counts))
