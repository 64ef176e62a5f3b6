"""Writes docs/ten-dyads.md: what a store says of ten dyads, under what a reader makes of it (bench/ten_dyads.toml).

    python bench/ten_dyads.py STORE.duckdb          the page and its pictures
    python bench/ten_dyads.py STORE.duckdb --print  the record of each, in full, to be read

The readings are written by hand after the record was read; they are the only part that this script does not make.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
READINGS = Path(__file__).with_suffix(".toml")
TIES_SHOWN = 14


def record(database, a, b):
    """(acts by quad and in all, turning points with what is on record, ties told) of a dyad."""
    view = database.dyad(a, b)
    series = view.series(episodes=True)
    points = view.turning_points()
    ties = sorted(
        database.ties(a, b, history=True, given=False), key=lambda t: (str(t.since.start), t.tie_id)
    )
    return series, points, view.made_of(series, points), ties


def line(text, *, whole):
    """A line of what is on record; without the sentence, which belongs to its author, where it is not only read here."""
    return text if whole else text.partition(": “")[0]


def tie_line(tie):
    arrow = "→" if tie.directed else "and"
    last = f" to {tie.since.end:%d}" if tie.since.end != tie.since.start else ""
    day = f"{tie.since.start}{last}"
    if tie.since.precision in {"month", "year"}:
        day = f"{tie.since.start:%Y-%m}" if tie.since.precision == "month" else f"{tie.since.start:%Y}"
    reports = "1 report" if tie.reports == 1 else f"{tie.reports} reports"
    return f"{day} {tie.kind.replace('_', ' ')} of {tie.a} {arrow} {tie.b} {tie.state} ({reports})"


def asked(series, reading):
    """A table of days that a specialist would name: was it a turning point?"""
    from datetime import date

    from dragoman.relations.turning import question

    out = ["| day | | probability of a turn near it | months with one as high |", "|---|---|---|---|"]
    for day, what in reading.get("ask", ()):
        answer = question(series, date.fromisoformat(day))
        chance = (
            ("?", "?")
            if answer.probability is None
            else (f"{answer.probability:.0%}", f"{answer.share_as_high:.0%}")
        )
        out.append(f"| {day} | {what} | {chance[0]} | {chance[1]} |")
    return [*out, ""]


def section(database, reading, whole):
    from dragoman.codebook.quads import QUAD_NAMES

    a, b = reading["pair"]
    series, points, made, ties = record(database, a, b)
    counts = series.by_quad.sum(axis=1)
    out = [f"## {reading['name']}", ""]
    quads = ", ".join(f"{int(counts[q - 1])} {name}" for q, name in QUAD_NAMES.items())
    out += [
        f"{int(counts.sum())} acts ({quads}) in {int(series.episodes.sum())} episodes; turning points: {len(points)}; lines of ties: {len(ties)}.",
        "",
    ]
    if reading.get("plot"):
        from dragoman.relations.plots import write

        name = f"{a.lower()}-{b.lower()}.svg"
        write(ROOT / "docs" / name, series, points, tuple(reading["names"]))
        out += [f"![{reading['name']}, acts by month beside coverage]({name})", ""]
    for n, (p, m) in enumerate(zip(points, made, strict=True), 1):
        out += [
            f"{n}. **{p.at:%Y-%m}** ({p.first} to {p.last}), {p.probability:.0%} sure: {p.effect.words()}"
        ]
        out += [f"   - {line(words, whole=whole)}" for words in (m.lines() if whole else m.lines()[:6])]
    if points:
        out.append("")
    out += ["Ties told: " + ("; ".join(tie_line(t) for t in ties[: None if whole else TIES_SHOWN]) or "none")
            + ("" if whole or len(ties) <= TIES_SHOWN else f"; and {len(ties) - TIES_SHOWN} more") + ".", ""]  # fmt: skip
    return [*out, *asked(series, reading), reading["reading"].strip(), ""]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("store")
    ask.add_argument("--print", action="store_true", dest="shown")
    options = ask.parse_args()
    from dragoman.relations.record import open as open_store

    table = tomllib.loads(READINGS.read_text("utf-8"))
    lines = [table["head"].strip(), ""]
    with open_store(options.store, read_only=True) as database:
        for reading in table["dyad"]:
            part = section(database, reading, options.shown)
            if options.shown:
                print("\n".join(part), flush=True)
            lines += part
    lines += [table["tail"].strip(), ""]
    if not options.shown:
        (ROOT / "docs/ten-dyads.md").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
