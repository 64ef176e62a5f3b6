"""`dragoman bench`: measure quality and speed, and compare with the floors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options, output
from dragoman.errors import UsageError


def bench(
    task: Annotated[list[str] | None, typer.Argument(help="Tasks to run; all when left out.")] = None,
    json: options.Json = False,
) -> None:
    """Run the benchmarks of a source checkout and compare with bench/floors.json.

    Example: dragoman bench coding
    """
    folder = Path(__file__).parents[3] / "bench"
    if not (folder / "run.py").exists():
        raise UsageError(
            "the benchmarks live in a source checkout (bench/run.py); this is an installed package"
        )
    sys.path.insert(0, str(folder))
    import run  # type: ignore[import-not-found]

    results = run.run(task or [])
    if json:
        output.print_json(results)
    else:
        output.table(("task", "figure", "value", "floor", "n", "note"),
                     [(r["task"], r["figure"], f"{r['value']}", f"{r['floor'] if r['floor'] is not None else '—'}", f"{r['n']}", r["note"]) for r in results])  # fmt: skip
    if any(r["floor"] is not None and r["value"] is not None and r["value"] < r["floor"] for r in results):
        raise typer.Exit(output.PROBLEMS)
