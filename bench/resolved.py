"""Share of the participants of coded events that the registry resolves, by year, and the names it does not know.

Usage: python bench/resolved.py STORE.duckdb [--plot FILE.svg] [--names N]   shares by year from a coded store
       python bench/resolved.py REPORTS.jsonl --sample N [--names N]         codes a seeded sample anew

Resolved: a country, a sector or a group of states is known. What is left keeps its words and a reason.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

_SEED = 4
# A name: a capital that does not open the phrase, or a phrase of one capitalised word.
_NAME = re.compile(r"(?:^|[\w,.] )(?!The |An? |This|He\b|It\b)[A-Z][\w.&-]+")
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her) ", re.IGNORECASE)

Row = tuple[int, str, bool, bool, bool, str]
"""Year, words, country known, sector known, group of states, by what it was decided."""
# Why words stay open, in the order in which they are looked for.
_PRONOUN = re.compile(
    r"(?:it|its|they|them|their|he|him|his|she|her|we|us|who|which|that|this|these|those|what|\w+sel(?:f|ves))$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:[\w ]+ )?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|another|others?|more)$",
    re.IGNORECASE,
)


def from_store(path: Path) -> list[Row]:
    """The participants of a store. A group of states is told by a name that is a bloc of the registry."""
    import duckdb

    from dragoman.registry import registry

    blocs = {bloc.name for bloc in registry().blocs.values()}
    base = duckdb.connect(str(path), read_only=True)
    found = base.execute(
        "SELECT extract(year FROM published), record FROM events WHERE published IS NOT NULL"
    ).fetchall()
    rows: list[Row] = []
    for year, record in found:
        event = json.loads(record)
        rows.extend(
            (
                int(year),
                a["text"],
                a["country"] is not None,
                a["sector"] is not None,
                a["name"] in blocs,
                a["by"] or "",
            )
            for a in (*event["source"], *event["target"])
        )
    return rows


def from_reports(path: Path, size: int) -> list[Row]:
    """The participants of a sample of reports, coded now."""
    import dragoman

    lines = path.read_text("utf-8").splitlines()
    chosen = sorted(random.Random(_SEED).sample(range(len(lines)), min(size, len(lines))))
    coder = dragoman.Coder()
    rows: list[Row] = []
    for number in chosen:
        report = json.loads(lines[number])
        coding = coder.code(report["text"], published=report["published"])
        for event in coding.events:
            for actor in (*event.source, *event.target):
                group = actor.by == "group of states"
                rows.append(
                    (
                        int(report["published"][:4]),
                        actor.text,
                        actor.country is not None,
                        actor.sector is not None,
                        group,
                        actor.by or "",
                    )
                )
    return rows


def shares(rows: list[Row]) -> dict[int, tuple[int, float, float, float]]:
    """By year (0: all): how many, share with a country, with a sector, resolved."""
    out = {}
    for year in (0, *sorted({r[0] for r in rows})):
        own = [r for r in rows if year in (0, r[0])]
        n = len(own)
        out[year] = (
            n,
            sum(r[2] for r in own) / n,
            sum(r[3] for r in own) / n,
            sum(any(r[2:5]) for r in own) / n,
        )
    return out


def unresolved(rows: list[Row], *, names: bool) -> Counter[str]:
    """Words of what is not resolved and how often; `names`: only where they hold a proper name."""
    words = (_ARTICLE.sub("", r[1]) for r in rows if not any(r[2:5]))
    return Counter(w for w in words if not names or _NAME.search(w))


def why(words: str, by: str) -> str:
    """The class of words that stay open."""
    if _PRONOUN.match(words):
        return "pronoun"
    if _NUMBER.match(words):
        return "number"
    if _NAME.search(_ARTICLE.sub("", words)):
        return (
            "with a proper name: " + by.removeprefix("unresolved: ")
            if by.startswith("unresolved")
            else "with a proper name"
        )
    return "a word for no actor (thing, act, place)"


def plot(table: dict[int, tuple[int, float, float, float]]) -> str:
    """The shares by year as a small SVG: one line each, the axis from .5 to 1."""
    years = sorted(y for y in table if y)
    left, top, wide, high = 50, 20, 560, 240

    def at(year: int, share: float) -> str:
        x = left + wide * (year - years[0]) / max(1, years[-1] - years[0])
        return f"{x:.1f},{top + high * (1 - share) / 0.5:.1f}"

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 310" font-family="sans-serif" font-size="12">',
        '<rect width="720" height="310" fill="white"/>',
    ]
    for tenth in range(5, 11):
        y = top + high * (1 - tenth / 10) / 0.5
        parts.append(f'<path d="M{left} {y:.1f}H{left + wide}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{tenth / 10:.1f}</text>')
    for year in years[:: max(1, len(years) // 10)]:
        x = at(year, 0.5).split(",")[0]
        parts.append(f'<text x="{x}" y="{top + high + 18}" text-anchor="middle">{year}</text>')
    for column, label, colour in (
        (3, "resolved", "#222"),
        (1, "country", "#1f77b4"),
        (2, "sector", "#d62728"),
    ):
        points = " ".join(at(y, table[y][column]) for y in years)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        end = at(years[-1], table[years[-1]][column]).split(",")[1]
        parts.append(f'<text x="{left + wide + 8}" y="{end}" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--sample", type=int, default=3000)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--names", type=int, default=0)
    given = parser.parse_args()
    rows = from_reports(given.file, given.sample) if given.file.suffix == ".jsonl" else from_store(given.file)
    table = shares(rows)
    print("year  participants  country  sector  resolved")
    for year, (n, country, sector, resolved) in table.items():
        print(f"{year or 'all':4}  {n:12}  {country:7.3f}  {sector:6.3f}  {resolved:8.3f}")
    named = unresolved(rows, names=True)
    print(
        f"unresolved: {sum(unresolved(rows, names=False).values())}, with a proper name {sum(named.values())}"
    )
    classes = Counter(why(r[1], r[5]) for r in rows if not any(r[2:5]))
    for kind, count in classes.most_common():
        print(f"{count:6}  {count / len(rows):.3f}  {kind}")
    for words, count in named.most_common(given.names):
        print(f"{count:5}  {words}")
    if given.plot:
        given.plot.write_text(plot(table), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
