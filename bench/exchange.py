"""Measures imports, exports and questions on imported events; bench/exchange.md keeps the figures.

usage: exchange.py day                        a made GDELT day of 200,000 rows: import, export, import of the export
       exchange.py make FOLDER [--files 10]   made files of a million events each and a store of them (about 15 minutes, 5 GB)
       exchange.py small FOLDER               the same events in the order of days, as 3,650 daily files would leave them, then put in order
       exchange.py ask FOLDER                 questions on both stores, seven times each
       exchange.py damage                     a file of 50,000 rows with one line in twenty damaged

Every figure is of one process on this machine; processor seconds count all its threads.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gdelt_made import make

from dragoman.exchange.exporting import export
from dragoman.exchange.formats import format_of
from dragoman.exchange.importing import import_files
from dragoman.exchange.settling import settle
from dragoman.relations.record import RelationsDatabase
from dragoman.relations.record import open as open_store

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 7


def measured(what: str, do: Callable[[], object]) -> object:
    """Do it once; print wall and processor seconds and the peak of memory so far."""
    wall, cpu = time.perf_counter(), time.process_time()
    out = do()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"| {what} | {time.perf_counter() - wall:.1f} s | {time.process_time() - cpu:.1f} s | {peak:,} MB |"
    )
    sys.stdout.flush()
    return out


def day() -> None:
    """A day of GDELT in, out, and in again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "day.csv", 200_000, date(2023, 5, 1))
        print(
            f"made: {(folder / 'day.csv').stat().st_size / 2**20:.0f} MB\n\n| step | wall | processor | peak memory |\n|---|---|---|---|"
        )
        with open_store(folder / "a.duckdb") as db:
            done = measured(
                "import of 200,000 GDELT rows", lambda: import_files(db, "gdelt2", [folder / "day.csv"])
            )
            measured("the same again", lambda: import_files(db, "gdelt2", [folder / "day.csv"]))
            measured(
                "export as gdelt2", lambda: export(db, "gdelt2", folder / "out.tsv", datasets=["gdelt2"])
            )
            for kind in ("csv", "parquet", "panel", "stata", "gexf", "geopackage"):
                measured(
                    f"export as {kind}",
                    lambda kind=kind: export(db, kind, folder / f"out.{kind}", datasets=["gdelt2"]),
                )
            with open_store(folder / "b.duckdb") as other:
                measured("import of the export", lambda: import_files(other, "gdelt2", [folder / "out.tsv"]))
                columns = "SELECT * EXCLUDE (import_id) FROM imported ORDER BY native_id"
                same = (
                    db.connection.execute(columns).fetchall() == other.connection.execute(columns).fetchall()
                )
        print(
            f"\n{done}\nimport(export(x)) is x: {same}; store {(folder / 'a.duckdb').stat().st_size / 2**20:.0f} MB"
        )


def stores(folder: Path, files: int) -> None:
    """The files and the store of the big questions."""
    folder.mkdir(exist_ok=True)
    print("| step | wall | processor | peak memory |\n|---|---|---|---|")
    for n in range(files):
        path = folder / f"{2014 + n}.csv"
        if not path.exists():
            make(
                path, 1_000_000, date(2014 + n, 1, 1), 365, seed=n + 10, first_id=500_000_000 + n * 1_000_000
            )
    store = folder / "big.duckdb"
    store.unlink(missing_ok=True)
    with open_store(store) as db:
        for n in range(files):
            measured(
                f"import of file {n + 1}",
                lambda n=n: import_files(db, "gdelt2", [folder / f"{2014 + n}.csv"]),
            )
    print(f"\nstore: {store.stat().st_size / 2**20:.0f} MB")


def small(folder: Path) -> None:
    """The events in the order of days, and then put in order of pairs."""
    store = folder / "days.duckdb"
    store.unlink(missing_ok=True)
    print("| step | wall | processor | peak memory |\n|---|---|---|---|")
    with open_store(store) as db:
        sql = db.connection
        sql.execute("SET memory_limit = '2GB'")
        sql.execute(f"ATTACH '{folder / 'big.duckdb'}' AS big (READ_ONLY)")
        measured(
            "copied in the order of days",
            lambda: sql.execute(
                "INSERT INTO imported SELECT * FROM big.imported ORDER BY date_start, native_id"
            ),
        )
        sql.execute("INSERT INTO imports SELECT * REPLACE (false AS settled) FROM big.imports")
        sql.execute("CHECKPOINT")
    print(f"\nstore: {store.stat().st_size / 2**20:.0f} MB\n")
    shutil.copy(store, folder / "settled.duckdb")
    print("| step | wall | processor | peak memory |\n|---|---|---|---|")
    with open_store(folder / "settled.duckdb") as db:
        db.connection.execute("SET memory_limit = '1GB'")
        measured("put in order", lambda: settle(db.connection))
    print(f"\nstore: {(folder / 'settled.duckdb').stat().st_size / 2**20:.0f} MB")


SERIES = """SELECT date_trunc('month', date_start) AS month, source_country, quad, count(*), sum(intensity)
    FROM imported WHERE dataset = 'gdelt2' AND pair = ? GROUP BY ALL ORDER BY ALL"""


def questions(db: RelationsDatabase) -> dict[str, Callable[[], object]]:
    """What is asked, by its words."""
    ask = db.imported
    month, late = (date(2020, 1, 1), date(2020, 1, 31)), date(2022, 1, 1)
    sql = db.connection
    return {
        "dyad: monthly series of IRN-USA, both directions, by quad": lambda: sql.execute(
            SERIES, ["IRN-USA"]
        ).fetchall(),
        "dyad: monthly series of CUB-NOR": lambda: sql.execute(SERIES, ["CUB-NOR"]).fetchall(),
        "dyad: its events of a month": lambda: ask(
            ["gdelt2"], between=("IRN", "USA"), since=month[0], until=month[1]
        ),
        "dyad: its first 50 events": lambda: ask(["gdelt2"], between=("IRN", "USA"), limit=50),
        "dyad A B of the command line (a small pair, whole)": lambda: db.dyad("CUB", "NOR", ["gdelt2"]),
        "ties of IRN and USA": lambda: db.ties("IRN", "USA"),
        "events: source, type, since; 50": lambda: ask(
            ["gdelt2"], source="IRN", type="CONSULT", since=late, limit=50
        ),
        "events: country on either side; 50": lambda: ask(["gdelt2"], country="NOR", limit=50),
        "events: type; 50": lambda: ask(["gdelt2"], type="ASSAULT", limit=50),
        "events: mode; 50": lambda: ask(["gdelt2"], mode="arrest", limit=50),
        "events: part of a name; 50": lambda: ask(["gdelt2"], name="IRN MIL", limit=50),
        "events: one day; 50": lambda: ask(["gdelt2"], since=month[0], until=month[0], limit=50),
        "events: by id": lambda: ask(["gdelt2"], event="505000123"),
        "data sets and their sizes": db.datasets,
    }


def ask(folder: Path) -> None:
    """The questions on the stores that are there."""
    names = [n for n in ("big", "days", "settled") if (folder / f"{n}.duckdb").exists()]
    table: dict[str, list[str]] = {}
    for name in names:
        with open_store(folder / f"{name}.duckdb") as db:
            for words, do in questions(db).items():
                do()
                times = []
                for _ in range(ROUNDS):
                    wall, cpu = time.perf_counter(), time.process_time()
                    do()
                    times.append((time.perf_counter() - wall, time.process_time() - cpu))
                wall, cpu = (statistics.median(t[k] for t in times) * 1000 for k in (0, 1))
                table.setdefault(words, []).append(f"{wall:.0f} ({cpu:.0f})")
    print(
        f"median of {ROUNDS}, milliseconds wall (processor); load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n"
    )
    print(f"| question | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for words, cells in table.items():
        print(f"| {words} | {' | '.join(cells)} |")


def damage() -> None:
    """One line in twenty of 50,000 damaged, in seven ways."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "day.csv", 50_000, date(2023, 5, 1))
        lines = (folder / "day.csv").read_bytes().split(b"\n")[:-1]
        width = len(format_of("gdelt2").columns)
        ways: list[Callable[[bytes], bytes]] = [
            lambda x: x[: len(x) // 2], lambda x: x + b"\t\t", lambda x: x + b"\tone\ttwo", lambda x: x.replace(b"Town", b"Vill\xe9"),
            lambda x: b"\t".join([x.split(b"\t")[0], b"20231399", *x.split(b"\t")[2:]]), lambda _: b"\t" * (width - 1), lambda _: b"",
        ]  # fmt: skip
        for n in range(0, len(lines), 20):
            lines[n] = ways[n // 20 % len(ways)](lines[n])
        (folder / "day.csv").write_bytes(b"\n".join(lines) + b"\n")
        with open_store(folder / "a.duckdb") as db:
            print("| step | wall | processor | peak memory |\n|---|---|---|---|")
            print(
                f"\n{measured('import of 50,000 rows, one in twenty damaged', lambda: import_files(db, 'gdelt2', [folder / 'day.csv']))}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("day", "make", "small", "ask", "damage"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--files", type=int, default=10)
    args = parser.parse_args()
    if args.what in {"make", "small", "ask"} and args.folder is None:
        parser.error(f"{args.what} needs a folder")
    {
        "day": day,
        "damage": damage,
        "make": lambda: stores(args.folder, args.files),
        "small": lambda: small(args.folder),
        "ask": lambda: ask(args.folder),
    }[args.what]()


if __name__ == "__main__":
    main()
