"""Visits in the record of a coded stream, held against two public keys: recall, precision, and every miss in words.

    python bench/visits.py STORE.duckdb [--misses]

Keys (Office of the Historian): visits of foreign leaders to the United States, travels of presidents and secretaries of state. Found is a
visit of the two states that the record dates, or publishes, near the days of the key. A visit that no item of the stream tells cannot be
found: recall is given of all, and of those that an item near the days names by visitor and the other country.
"""

from __future__ import annotations

import argparse
import csv
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared/data/relations"
# Days by which the key's days and the record's may differ: time zones, arrival, the day of the paper.
NEAR = timedelta(3)
LEADS = ("President", "Prime Minister", "King", "Queen", "Chancellor", "Emperor", "Emir", "Sultan", "Premier", "Taoiseach", "Pope", "Crown Prince", "General Secretary")  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """A line of a key: who visited which country on which days."""

    key: str
    visitor: str
    of: str
    host: str
    start: date
    end: date

    def near(self, first: date, last: date) -> bool:
        return self.start - NEAR <= last and first <= self.end + NEAR


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def country(name: str) -> str | None:
    """The code of a country as the key names it; None for what the registry does not know."""
    from dragoman.registry import registry

    for found in registry().find(name):
        for entry in found.entries:
            if entry.kind == "country":
                return entry.ref
    return None


def keys() -> list[Visit]:
    out = []
    for name, of_us in (("us_visits_by_foreign_leaders", False), ("us_travels_president_secretary", True)):
        with (DATA / f"{name}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                code = country(row["country"])
                if code is None or code == "USA" or not row["start_date"]:
                    continue
                start = date.fromisoformat(row["start_date"])
                end = date.fromisoformat(row["end_date"] or row["start_date"])
                who = row["name"] if of_us else row["visitor"]
                out.append(Visit("travels" if of_us else "visits", who, *(("USA", code) if of_us else (code, "USA")), start, end))  # fmt: skip
    return out


def surname(visitor: str) -> str:
    words = [w for w in visitor.replace(",", " ").split() if w[0].isupper() and w.strip(".") not in {"Jr", "Sr", "II", "III", "IV", "V", "VI"}]  # fmt: skip
    return plain(words[-1]) if words else ""


def days(event: dict) -> tuple[date, date] | None:
    when, published = event["date"] or {}, event["published"]
    first = when.get("start") or when.get("end") or published
    last = when.get("end") or when.get("start") or published
    return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def pairs(event: dict) -> set[tuple[str, str]]:
    """(visitor's country, host) as the event tells them: targets, else where it took place."""
    hosts = {a["country"] for a in event["target"] if a["country"]}
    place = (event["place"] or {}).get("country")
    hosts |= {place} if place else set()
    return {(a["country"], h) for a in event["source"] if a["country"] for h in hosts if h != a["country"]}


def led(event: dict) -> set[tuple[str, str]]:
    """Those pairs of an event in which a leader of the kind that a key lists does the visiting, one side the United States."""
    out = set()
    for a in event["source"]:
        office = a.get("office") or ""
        for of, host in pairs({**event, "source": [a]}):
            ours = of == "USA" and office in {"President of United States", "Secretary of State"}
            if ours or (host == "USA" and office.startswith(LEADS)):
                out.add((of, host))
    return out


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("store")
    ask.add_argument("--misses", action="store_true")
    options = ask.parse_args()
    from dragoman.relations.record import open as open_store

    with open_store(options.store, read_only=True) as database:
        first, last, *_ = database.coverage()
        events = [
            e for e in database.events(mode="visit") if e["status"] in {"occurred", "ongoing", "planned"}
        ]
        texts = defaultdict(list)
        for day, text in database.sql("SELECT published, text FROM reports WHERE published IS NOT NULL"):
            texts[day].append(plain(text))
    wanted = keys()
    recall(wanted, events, texts, first, last, options.misses)
    precision(wanted, events, options.misses)


def recall(wanted, events, texts, first, last, misses) -> None:
    by_pair = defaultdict(list)
    for e in events:
        if when := days(e):
            for pair in pairs(e):
                by_pair[pair].append(when)
    print(
        "| key | visits in the days of the stream | named by an item | found | recall of the named | of all |\n|---|---|---|---|---|---|"
    )
    for key in ("visits", "travels"):
        rows = [v for v in wanted if v.key == key and first <= v.start and v.end <= last]
        named, found, found_all = 0, 0, 0
        for v in rows:
            hit = any(v.near(*when) for when in by_pair[v.of, v.host])
            found_all += hit
            told = [
                t
                for n in range(-1, (v.end - v.start).days + 3)
                for t in texts[v.start + timedelta(n)]
                if names(t, v)
            ]
            named += bool(told)
            found += hit and bool(told)
            if misses and told and not hit:
                print("missed", v.key, v.start, v.visitor, v.of, ">", v.host, "|", told[0][:300], sep="\t")
        print(
            f"| {key} | {len(rows)} | {named} | {found} | {found / max(1, named):.2f} | {found_all / max(1, len(rows)):.2f} |"
        )


def names(text: str, v: Visit) -> bool:
    """True where an item tells of the visit: its visitor, and a word of visiting with the other country."""
    from dragoman.registry import registry

    if surname(v.visitor) not in text or not any(
        w in text for w in ("visit", "arriv", "trip", "travel", "tour")
    ):
        return False
    other = v.host
    if other == "USA":
        return any(w in text for w in ("united states", "u.s.", "washington", "white house", "american"))
    known = registry().country(other)
    return bool(known) and plain(known.name) in text


def precision(wanted, events, misses) -> None:
    by_pair = defaultdict(list)
    for v in wanted:
        by_pair[v.of, v.host].append(v)
    counts = Counter()
    for e in events:
        when = days(e)
        if when is None or e["status"] == "planned":
            continue
        for pair in led(e):
            kind = "travels" if pair[0] == "USA" else "visits"
            hit = any(v.near(*when) for v in by_pair[pair])
            counts[kind, hit] += 1
            if misses and not hit:
                print("not in the key", kind, *when, *pair, "|", e["evidence"]["text"][:300], sep="\t")
    print("\n| key | visits told as happened, of leaders it lists | in the key | share |\n|---|---|---|---|")
    for kind in ("visits", "travels"):
        right, n = counts[kind, True], counts[kind, True] + counts[kind, False]
        print(f"| {kind} | {n} | {right} | {right / max(1, n):.2f} |")


if __name__ == "__main__":
    main()
