"""The dyad-month panel: directed counts by month with Correlates of War and Gleditsch-Ward numbers valid on the day.

A month without a row is a month without events on record, never a zero that somebody counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.exchange import lookups
from dragoman.exchange.formats import sql
from dragoman.exchange.mapping import text
from dragoman.exchange.selection import chosen

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.exchange.exporting import Order, Written
    from dragoman.store import Database

_COLUMNS = {
    "year": "year", "month": "month, 1 to 12", "source": "country code of the source", "target": "country code of the target",
    "ccode1": "Correlates of War number of the source at the date", "ccode2": "the same of the target",
    "gwcode1": "Gleditsch-Ward number of the source at the date", "gwcode2": "the same of the target",
    "events": "events", "verbal_cooperation": "events of quad 1", "material_cooperation": "events of quad 2",
    "verbal_conflict": "events of quad 3", "material_conflict": "events of quad 4",
    "statements": "events without a PLOVER type (CAMEO 01 and 02)", "intensity_sum": "sum of PLOVER scores", "intensity_mean": "their mean",
    "goldstein_sum": "sum of Goldstein scores", "dead_min": "sum of the lower bounds of the dead", "dead_max": "sum of the upper bounds",
    "reports": "different reports that tell them (our own events)",
}  # fmt: skip
_NUMBERS = "LEFT JOIN codes_out AS {0} ON {0}.system = '{1}' AND {0}.code = k.{2} AND k.date_start BETWEEN {0}.start_day AND {0}.end_day"


def panel(database: Database, order: Order, path: Path) -> Written:
    """CSV, or Parquet where the file is called so."""
    from dragoman.exchange.exporting import Written

    found = chosen(database, order.query, order.datasets, shape="pairs")
    with lookups.registered(database.connection):
        database.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE dyads AS {sql('panel').format(found=found.sql)} SELECT * FROM known",
            list(found.values),
        )
        dropped = database.connection.execute(
            "SELECT dropped, count(*) FROM dyads WHERE dropped IS NOT NULL GROUP BY ALL"
        ).fetchall()
        kind = (
            "parquet, COMPRESSION zstd"
            if path.name.removesuffix(".part").endswith(".parquet")
            else "csv, HEADER"
        )
        row = database.connection.execute(
            f"COPY ({_select()}) TO {text(str(path))} (FORMAT {kind})"
        ).fetchone()
        unnumbered = database.connection.execute(
            f"SELECT count(*) FROM ({_select()}) WHERE ccode1 IS NULL OR ccode2 IS NULL"
        ).fetchone()
        database.connection.execute("DROP TABLE dyads")
    written = Written(int(row[0]) if row else 0, {str(w): int(n) for w, n in dropped}, columns=dict(_COLUMNS))
    written.not_represented = {
        "dyads without events": "have no row; silence is not counted as zero",
        "ccode1, ccode2": f"empty in {unnumbered[0] if unnumbered else 0} rows: no member of the state system of that list at the date",
        "events that go over months": "are left out",
    }
    written.reading = {"R": "read.csv(FILE)", "Stata": "import delimited FILE"}
    return written


def _select() -> str:
    joins = " ".join(
        _NUMBERS.format(*parts)
        for parts in (("c1", "cow", "source_country"), ("c2", "cow", "target_country"), ("g1", "gw", "source_country"), ("g2", "gw", "target_country"))
    )  # fmt: skip
    return f"""
        SELECT year(date_start) AS year, month(date_start) AS month, source_country AS source, target_country AS target,
            cast(c1.foreign_code AS INTEGER) AS ccode1, cast(c2.foreign_code AS INTEGER) AS ccode2,
            cast(g1.foreign_code AS INTEGER) AS gwcode1, cast(g2.foreign_code AS INTEGER) AS gwcode2,
            count(*) AS events, count(*) FILTER (quad = 1) AS verbal_cooperation, count(*) FILTER (quad = 2) AS material_cooperation,
            count(*) FILTER (quad = 3) AS verbal_conflict, count(*) FILTER (quad = 4) AS material_conflict,
            count(*) FILTER (type IS NULL) AS statements,
            round(sum(intensity), 4) AS intensity_sum, round(avg(intensity), 4) AS intensity_mean, round(sum(goldstein), 4) AS goldstein_sum,
            cast(sum(dead_min) AS BIGINT) AS dead_min, cast(sum(dead_max) AS BIGINT) AS dead_max, count(DISTINCT report_id) AS reports
        FROM dyads AS k {joins} WHERE dropped IS NULL GROUP BY ALL ORDER BY year, month, source, target, ccode1, ccode2
    """
