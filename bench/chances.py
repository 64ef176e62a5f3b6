"""Dyad forecasts on two records: ICEWS dyad-months 1990 to 2013, and dated summaries of world news coded by us.

    python bench/chances.py icews
    python bench/chances.py stream STORE.duckdb

Forecasts are made again every so often with what was known then, and scored; figures as in `dragoman forecast backtest`.
The ICEWS table (../shared/data/relations) gives CAMEO root counts by directed pair and month. Its columns cameo12 to cameo20 are
zero throughout, so nothing can be asked there about conflict in deed; roots 3 to 11 are.
"""

from __future__ import annotations

import csv
import gzip
import sys
import time
from datetime import date
from pathlib import Path

TABLE = Path(__file__).parents[2] / "shared/data/relations/icews_dyad_month_1990_2013.csv.gz"
ROOTS = {
    3: "AGREE", 4: "CONSULT", 5: "SUPPORT", 6: "COOPERATE", 7: "AID", 8: "RETREAT", 9: "ACCUSE", 10: "REQUEST", 11: "ACCUSE",
}  # fmt: skip


def icews_rows():
    seen = set()
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            cell = (row["source"], row["target"], row["year"], row["month"])
            if (
                cell in seen or int(row["year"]) < 1995
            ):  # several disputes repeat a month; early years are thin
                continue
            seen.add(cell)
            for root, name in ROOTS.items():
                if n := int(row[f"cameo{root:02d}"] or 0):
                    yield row["source"], row["target"], date(int(row["year"]), int(row["month"]), 1), name, n


def show(panel, act, length, starts) -> None:
    from dragoman.forecast.backtest import backtest, by_region, measures, reliability

    began = time.process_time()
    test = backtest(panel, panel.channel_of(act), length, starts)
    m = measures(test)
    print(
        f"{act}, {length} {panel.period}s, {len(starts)} starts: {m['forecasts']:,.0f} forecasts, {m['share that happened']:.1%} happened; "
        f"Brier {m['brier model']:.4f} / persistence {m['brier persistence']:.4f} / base rate {m['brier base rate']:.4f}; "
        f"log {m['log model']:.4f} / {m['log persistence']:.4f} / {m['log base rate']:.4f}; "
        f"skill over persistence {m['skill over persistence']:+.3f} [{m['skill over persistence low']:+.3f}, "
        f"{m['skill over persistence high']:+.3f}], over base rate {m['skill over base rate']:+.3f} "
        f"[{m['skill over base rate low']:+.3f}, {m['skill over base rate high']:+.3f}]; {time.process_time() - began:.0f} s"
    )
    print("  reliability", " ".join(f"{p:.2f}:{y:.2f}({n})" for p, y, n in reliability(test)))
    for region, f in by_region(panel, test).items():
        print(
            f"  {region}: {f['forecasts']:,.0f}, skill over persistence {f['skill over persistence']:+.3f}, over base rate {f['skill over base rate']:+.3f}"
        )


def main() -> None:
    from dragoman.forecast.panel import panel

    if sys.argv[1:2] == ["icews"]:
        record = panel(icews_rows(), "month")
        for act in ("quad 1", "quad 2", "quad 3"):
            for length in (1, 3):
                show(
                    record,
                    act,
                    length,
                    range(record.step_of(date(2003, 1, 1)), record.step_of(date(2013, 9, 1)), 6),
                )
        return
    from dragoman.forecast.source import panel_of
    from dragoman.relations.record import open as open_store

    with open_store(sys.argv[2]) as database:
        record = panel_of(database)
    for act in ("quad 1", "quad 2", "quad 3", "quad 4", "ASSAULT", "SANCTION"):
        for length in (7, 30, 90):
            show(record, act, length, range(record.step_of(date(2010, 1, 1)), record.steps - length, 120))


if __name__ == "__main__":
    main()
