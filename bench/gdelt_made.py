"""Makes GDELT 2.0 event files of any size, with the skew of real ones: a few countries, codes and pages make most rows.

The same arguments give the same bytes. Names, places and addresses are made up; only codes are real.
usage: gdelt_made.py OUT [--rows N] [--first-day D] [--days N] [--seed N]
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import duckdb

# (CAMEO, FIPS, share of actors in thousandths), roughly as often as news tells of them; the rest is drawn evenly.
COUNTRIES = [
    ("USA", "US", 240), ("RUS", "RS", 70), ("GBR", "UK", 60), ("CHN", "CH", 55), ("ISR", "IS", 50), ("IRN", "IR", 40),
    ("IND", "IN", 40), ("UKR", "UP", 38), ("TUR", "TU", 28), ("FRA", "FR", 28), ("DEU", "GM", 25), ("PAK", "PK", 22),
    ("SYR", "SY", 22), ("SAU", "SA", 20), ("AUS", "AS", 18), ("JPN", "JA", 18), ("KOR", "KS", 16), ("PRK", "KN", 16),
    ("EGY", "EG", 15), ("PSE", "WE", 15), ("IRQ", "IZ", 14), ("CAN", "CA", 14), ("NGA", "NI", 12), ("LBN", "LE", 10),
    ("YEM", "YM", 10), ("AFG", "AF", 10), ("ITA", "IT", 9), ("POL", "PL", 8), ("ZAF", "SF", 8), ("KEN", "KE", 7),
]  # fmt: skip
OTHERS = [
    ("MEX", "MX"), ("BRA", "BR"), ("ARG", "AR"), ("ESP", "SP"), ("GRC", "GR"), ("SWE", "SW"), ("NOR", "NO"), ("FIN", "FI"),
    ("ETH", "ET"), ("SDN", "SU"), ("SOM", "SO"), ("LBY", "LY"), ("DZA", "AG"), ("MAR", "MO"), ("TUN", "TS"), ("QAT", "QA"),
    ("ARE", "AE"), ("KWT", "KU"), ("JOR", "JO"), ("VNM", "VM"), ("THA", "TH"), ("IDN", "ID"), ("MYS", "MY"), ("PHL", "RP"),
    ("BGD", "BG"), ("LKA", "CE"), ("NPL", "NP"), ("MMR", "BM"), ("TWN", "TW"), ("KAZ", "KZ"), ("UZB", "UZ"), ("GEO", "GG"),
    ("ARM", "AM"), ("AZE", "AJ"), ("SRB", "RI"), ("HUN", "HU"), ("CZE", "EZ"), ("COL", "CO"), ("VEN", "VE"), ("CUB", "CU"),
]  # fmt: skip
CODES = [
    ("010", 110), ("020", 45), ("036", 50), ("040", 80), ("042", 75), ("043", 70), ("046", 35), ("051", 45), ("057", 15),
    ("060", 20), ("070", 18), ("0841", 10), ("090", 18), ("100", 12), ("110", 25), ("111", 30), ("112", 35), ("120", 18),
    ("130", 10), ("138", 8), ("141", 15), ("150", 6), ("160", 8), ("163", 5), ("170", 10), ("172", 8), ("173", 55),
    ("180", 15), ("182", 10), ("190", 45), ("193", 20), ("195", 6),
]  # fmt: skip
ROLES = [
    (None, 430),
    ("GOV", 250),
    ("MIL", 60),
    ("COP", 50),
    ("LEG", 40),
    ("JUD", 30),
    ("BUS", 40),
    ("CVL", 40),
    ("MED", 30),
    ("EDU", 30),
]


def weighted(connection: duckdb.DuckDBPyConnection, name: str, rows: list[tuple]) -> None:
    """A table with a row for each thousandth, so that a hash picks a row by its share."""
    out = [row[:-1] for row in rows for _ in range(row[-1])]
    columns = ", ".join(f"c{n} VARCHAR" for n in range(len(out[0])))
    connection.execute(f"CREATE TABLE {name} (slot INTEGER, {columns})")
    marks = ", ".join("?" * (len(out[0]) + 1))
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", [(n, *row) for n, row in enumerate(out)])


def make(
    out: Path, rows: int, first_day: date, days: int = 1, seed: int = 1, first_id: int = 410_000_000
) -> None:
    """Write `rows` events of `days` days from `first_day` to `out`."""
    import csv
    import importlib.resources as resources

    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")
    spread = [(*c, 3) for c in OTHERS]
    weighted(con, "countries", [*COUNTRIES, *spread])
    weighted(con, "codes", CODES)
    weighted(con, "roles", ROLES)
    table = resources.files("dragoman.codebook").joinpath("data/cameo.tsv").read_text("utf-8").splitlines()
    scores = csv.DictReader((x for x in table if not x.startswith("#")), delimiter="\t")
    con.execute("CREATE TABLE scores (code VARCHAR, score DOUBLE)")
    con.executemany(
        "INSERT INTO scores VALUES (?, ?)", [(s["code"], float(s["goldstein"] or 0)) for s in scores]
    )
    con.execute(SQL.format(out=str(out).replace("'", "''")), {
        "rows": rows, "day": first_day, "days": days, "seed": seed, "first": first_id,
    })  # fmt: skip


SQL = """
COPY (
    WITH n AS (
        SELECT range AS i, hash(range + $seed::BIGINT * 1000000007) AS h FROM range($rows)
    ), sizes AS (SELECT (SELECT count(*) FROM countries) AS nc, (SELECT count(*) FROM codes) AS nk, (SELECT count(*) FROM roles) AS nr),
    drawn AS (
        SELECT i, $day::DATE + (hash(h + 1) % $days)::INTEGER AS day,
            hash(h + 2) % nc AS s1, hash(h + 3) % nc AS s2, hash(h + 4) % nk AS k, hash(h + 5) % nr AS r1, hash(h + 6) % nr AS r2,
            hash(h + 7) % 100 AS p1, hash(h + 8) % 100 AS p2, hash(h + 9) % 3000 AS place, hash(h + 10) % 100 AS kind,
            1 + (hash(h + 11) % 10) * (hash(h + 12) % 3) AS mentions, (hash(h + 13) % 200000)::DOUBLE / 10000 - 10 AS tone,
            hash(h + 14) % 60000 AS page, hash(h + 15) % 900 AS site
        FROM n, sizes
    ), named AS (
        SELECT d.*, a.c0 AS a1, a.c1 AS f1, b.c0 AS a2, k.c0 AS code, r.c0 AS t1, q.c0 AS t2, sc.score
        FROM drawn AS d JOIN countries AS a ON a.slot = d.s1 JOIN countries AS b ON b.slot = d.s2 JOIN codes AS k ON k.slot = d.k
        JOIN roles AS r ON r.slot = d.r1 JOIN roles AS q ON q.slot = d.r2 JOIN scores AS sc ON sc.code = k.c0
    ), placed AS (
        SELECT *, if(p1 < 88, a1, NULL) AS c1, if(p2 < 70, a2, NULL) AS c2,
            CASE WHEN kind < 25 THEN '1' WHEN a1 = 'USA' THEN if(kind < 40, '2', '3') WHEN kind < 35 THEN '5' ELSE '4' END AS geo,
            round(((place * 37) % 15000)::DOUBLE / 100 - 75, 4) AS lat, round(((place * 91) % 34000)::DOUBLE / 100 - 170, 4) AS lon
        FROM named
    ), full_ AS (
        SELECT *, CASE geo WHEN '1' THEN 'Land ' || f1 WHEN '2' THEN 'Region ' || place % 40 || ', Land ' || f1
            WHEN '5' THEN 'Region ' || place % 40 || ', Land ' || f1 ELSE 'Town ' || place || ', Region ' || place % 40 || ', Land ' || f1 END AS full_name,
            CASE geo WHEN '1' THEN f1 ELSE f1 || lpad((place % 40)::VARCHAR, 2, '0') END AS adm1,
            CASE geo WHEN '1' THEN f1 WHEN '2' THEN f1 || lpad((place % 40)::VARCHAR, 2, '0') WHEN '5' THEN f1 || lpad((place % 40)::VARCHAR, 2, '0')
                ELSE (-1000000 - place)::VARCHAR END AS feature
        FROM placed
    )
    SELECT $first + i, strftime(day, '%Y%m%d'), strftime(day, '%Y%m'), strftime(day, '%Y'),
        printf('%.4f', year(day) + (month(day) * 30 + day(day)) / 365),
        concat(c1, if(c1 IS NOT NULL OR p1 < 94, t1, NULL)), if(c1 IS NOT NULL, 'NAME ' || a1 || coalesce(' ' || t1, ''), if(p1 < 94, t1, NULL)), c1,
        NULL, NULL, NULL, NULL, if(c1 IS NOT NULL OR p1 < 94, t1, NULL), NULL, NULL,
        concat(c2, if(c2 IS NOT NULL, t2, NULL)), if(c2 IS NOT NULL, 'NAME ' || a2 || coalesce(' ' || t2, ''), NULL), c2,
        NULL, NULL, NULL, NULL, if(c2 IS NOT NULL, t2, NULL), NULL, NULL,
        if(kind % 3 = 0, 0, 1), code, left(code, 3), left(code, 2),
        CASE WHEN code < '06' THEN 1 WHEN code < '09' THEN 2 WHEN code < '14' THEN 3 ELSE 4 END, score, mentions, 1, mentions, tone,
        geo, full_name, f1, adm1, NULL, lat, lon, feature,
        if(c2 IS NOT NULL, geo, NULL), if(c2 IS NOT NULL, full_name, NULL), if(c2 IS NOT NULL, f1, NULL), if(c2 IS NOT NULL, adm1, NULL), NULL,
        if(c2 IS NOT NULL, lat, NULL), if(c2 IS NOT NULL, lon, NULL), if(c2 IS NOT NULL, feature, NULL),
        geo, full_name, f1, adm1, NULL, lat, lon, feature,
        strftime(day, '%Y%m%d') || '001500',
        'https://www.paper' || site || '.example/news/' || strftime(day, '%Y/%m/%d') || '/story-' || page || '-of-the-day'
    FROM full_ ORDER BY i
) TO '{out}' (FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '', ESCAPE '')
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--first-day", type=date.fromisoformat, default=date(2023, 5, 1))
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    make(args.out, args.rows, args.first_day, args.days, args.seed)


if __name__ == "__main__":
    main()
