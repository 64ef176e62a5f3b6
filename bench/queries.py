"""What a user waits for on a store of ten million imported events: whole commands, as typed, without the start of the interpreter.

    python bench/queries.py STORE.duckdb [--rounds 15] [--only WORDS]

Counted is all that the command does once the interpreter has started and read its modules: words of the command line, opening the store, the
question, and the table or the JSON lines. Printed is the least of so many rounds, which on a shared machine is what the command costs, and
the median beside it; processor time is that of all threads. bench/exchange.py makes the store.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import statistics
import time

GDELT = ["--dataset", "gdelt2"]
COMMANDS = [
    "dyad IRN USA --by month --json",
    "dyad IRN USA --by day --json",
    "dyad IRN USA --since 2020-01 --until 2020-01 --json",
    "dyad IRN USA -n 50",
    "dyad IRN USA",
    "dyad CUB NOR --json",
    "dyad CUB NOR",
    "ties IRN USA",
    "ties IRN SAU --as-of 2020-01-01",
    "ties IRN",
    "events --source IRN --type CONSULT --since 2022 -n 50",
    "events --source IRN --target USA -n 50",
    "events --country NOR -n 50",
    "events --type ASSAULT -n 50",
    "events --mode arrest -n 50",
    "events --name NORGOV -n 50",
    "events --since 2020-01-01 --until 2020-01-01 -n 50",
    "events --type ASSAULT --country UKR --since 2022-02 --until 2022-03 --json -n 200",
]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("store")
    ask.add_argument("--rounds", type=int, default=15)
    ask.add_argument("--only", default="")
    options = ask.parse_args()
    import typer

    from dragoman.cli.app import made

    print("| command | least, median wall ms | least processor ms | lines |\n|---|---|---|---|")
    for words in COMMANDS:
        if options.only not in words:
            continue
        args = [*words.split(), "--store", options.store, *([] if words.startswith("ties") else GDELT)]
        command = typer.main.get_command(made([words.split()[0]]))
        walls, processor = [], []
        for n in range(options.rounds + 1):
            wall, cpu = time.perf_counter(), time.process_time()
            out = io.TextIOWrapper(io.BytesIO())
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                command.main(args, standalone_mode=False)
            if n:  # the first round reads modules
                walls.append(1000 * (time.perf_counter() - wall))
                processor.append(1000 * (time.process_time() - cpu))
        out.flush()
        lines = out.buffer.getvalue().count(b"\n")  # type: ignore[attr-defined]
        print(f"| `{words}` | {min(walls):.0f}, {statistics.median(walls):.0f} | {min(processor):.0f} | {lines:,} |", flush=True)  # fmt: skip
    print(f"\nload {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
