"""Dyad and tie forecasts on two records: ICEWS dyad-months 1990 to 2013, and dated summaries of world news coded by us.

    python bench/chances.py icews [--plots FOLDER]
    python bench/chances.py stream STORE.duckdb [--plots FOLDER] [--act "quad 4"] [--days 30]
    python bench/chances.py ties STORE.duckdb [--plots FOLDER]
    python bench/chances.py floor

Forecasts are made again every so often with what was known then, and scored; figures as in `dragoman forecast backtest`.
The ICEWS table (../shared/data/relations) gives CAMEO root counts by directed pair and month. Its columns cameo12 to cameo20 are
zero throughout, so nothing can be asked there about conflict in deed; roots 3 to 11 are.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from datetime import date
from pathlib import Path

from dragoman.forecast.backtest import backtest, backtest_ties, by_region, measures, reliability
from dragoman.forecast.panel import panel
from dragoman.forecast.reliability import draw
from dragoman.forecast.tie_changes import KINDS, changes, kinds_of, told

TABLE = Path(__file__).parents[2] / "shared/data/relations/icews_dyad_month_1990_2013.csv.gz"
ROOTS = {
    3: "AGREE", 4: "CONSULT", 5: "SUPPORT", 6: "COOPERATE", 7: "AID", 8: "RETREAT", 9: "ACCUSE", 10: "REQUEST", 11: "ACCUSE",
}  # fmt: skip
STREAM_SINCE = date(2012, 1, 1)
"""Settings for acts were chosen on starts before it."""
TIES_SINCE = date(2014, 1, 1)
"""Settings for ties were chosen on starts before it."""


def icews_rows():
    seen = set()
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            cell = (row["source"], row["target"], row["year"], row["month"])
            # several disputes repeat a month; early years are thin
            if cell in seen or int(row["year"]) < 1995:
                continue
            seen.add(cell)
            for root, name in ROOTS.items():
                if n := int(row[f"cameo{root:02d}"] or 0):
                    yield row["source"], row["target"], date(int(row["year"]), int(row["month"]), 1), name, n


def show(title, record, test, plots, regions=True):
    m = measures(test)
    print(
        f"{title}: {m['forecasts']:,.0f} forecasts, {m['forecasts'] * m['share that happened']:,.0f} happened "
        f"({m['share that happened']:.3%})"
    )
    for system in ("model", "persistence", "base rate"):
        skill = (
            ""
            if system == "model"
            else f"; skill over it {_skill(m, 'skill', system)}, log skill {_skill(m, 'log skill', system)}"
        )
        print(f"  {system:12s} Brier {m[f'brier {system}']:.5f} log {m[f'log {system}']:.5f}{skill}")
    print("  reliability", " ".join(f"{p:.4f}:{y:.4f}({n})" for p, y, n in reliability(test)))
    for region, f in by_region(record, test).items() if regions else ():
        print(
            f"  {region}: {f['forecasts']:,.0f} forecasts, {f['share that happened'] * f['forecasts']:,.0f} happened, skill over "
            f"persistence {_skill(f, 'skill', 'persistence')}, base rate {_skill(f, 'skill', 'base rate')}"
        )
    if plots is not None:
        plots.mkdir(parents=True, exist_ok=True)
        name = "".join(c if c.isalnum() else "-" for c in title.casefold())
        (plots / f"reliability-{name}.svg").write_text(draw(reliability(test), title), "utf-8")


def _skill(m, what, system):
    low, high = m[f"{what} over {system} low"], m[f"{what} over {system} high"]
    return f"{m[f'{what} over {system}']:+.4f} [{low:+.4f}, {high:+.4f}]"


def icews(plots):
    record = panel(icews_rows(), "month")
    starts = range(record.step_of(date(2003, 1, 1)), record.step_of(date(2013, 9, 1)), 6)
    for act in ("quad 1", "quad 2", "quad 3"):
        for length in (1, 3):
            test = backtest(record, record.channel_of(act), length, starts)
            show(f"ICEWS, {act} within {length} months", record, test, plots)


def stream(store, plots, acts, lengths):
    from dragoman.forecast.source import panel_of
    from dragoman.relations.record import open as open_store

    with open_store(store) as database:
        record = panel_of(database)
    for act in acts or ("quad 1", "quad 2", "quad 3", "quad 4"):
        for length in lengths or (7, 30, 90):
            starts = range(record.step_of(STREAM_SINCE), record.steps - length, 120)
            test = backtest(record, record.channel_of(act), length, starts)
            show(
                f"Coded stream, {act} within {length} days",
                record,
                test,
                plots if length == 30 else None,
            )


def ties(store, plots):
    from dragoman.forecast.source import panel_of
    from dragoman.relations.record import open as open_store

    with open_store(store) as database:
        record, known = panel_of(database), changes(told(database))
    for what in ("breaks", "mends"):
        for length in (30, 90):
            starts = range(record.step_of(TIES_SINCE), record.steps - length, 90)
            test, kind = backtest_ties(record, known, kinds_of(what), length, starts)
            show(
                f"Ties, {what} within {length} days",
                record,
                test,
                plots if length == 90 else None,
                length == 90,
            )
            for k in sorted(set(kind.tolist())) if length == 90 else ():
                m = measures(test, kind == k)
                print(
                    f"  {KINDS[k].words}: {m['forecasts'] * m['share that happened']:,.0f} happened; log skill over persistence "
                    f"{_skill(m, 'log skill', 'persistence')}, base rate {_skill(m, 'log skill', 'base rate')}"
                )


def floor():
    """Few starts, in seconds: what `bench/run.py` compares with its floor."""
    record = panel(icews_rows(), "month")
    starts = range(record.step_of(date(2005, 1, 1)), record.step_of(date(2013, 1, 1)), 24)
    m = measures(backtest(record, record.channel_of("quad 1"), 1, starts))
    print(
        f"{m['forecasts']:.0f} forecasts; skill over persistence {m['skill over persistence']:.3f}, "
        f"over base rate {m['skill over base rate']:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("icews", "stream", "ties", "floor"))
    parser.add_argument("store", nargs="?")
    parser.add_argument("--plots", type=Path, help="folder for reliability plots (.svg)")
    parser.add_argument("--act", action="append", help="only this act (stream)")
    parser.add_argument("--days", action="append", type=int, help="only windows of so many days (stream)")
    chosen = parser.parse_args()
    match chosen.what:
        case "icews":
            icews(chosen.plots)
        case "stream":
            stream(chosen.store, chosen.plots, chosen.act, chosen.days)
        case "ties":
            ties(chosen.store, chosen.plots)
        case "floor":
            floor()


if __name__ == "__main__":
    main()
