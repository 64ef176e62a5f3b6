"""`dragoman import`: event data of others into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from dragoman.exchange.records import Imported


def import_(
    format: Annotated[str, typer.Argument(help="icews, gdelt1, gdelt2, polecat, acled, ucdp or phoenix.")],
    files: Annotated[list[Path], typer.Argument(help="Files of that format, plain, gzipped or zipped.")],
    store: options.Store = options.DEFAULT_STORE,
    dataset: Annotated[
        str | None, typer.Option(help="Name of the data set in the store; else the format's.")
    ] = None,
    revise: Annotated[
        bool, typer.Option(help="An event that is known with other content takes the new content.")
    ] = False,
    lean: Annotated[
        bool,
        typer.Option(
            help="Do not keep columns that have no place in the table; they cannot be exported again."
        ),
    ] = False,
    json: options.Json = False,
) -> None:
    """Bring event data of others in, beside our own and under their own name. Running it twice changes nothing.

    Example: dragoman import gdelt2 20230501.export.CSV.zip --store relations.duckdb
    """
    from dragoman.exchange.importing import import_files
    from dragoman.model import plain
    from dragoman.relations.record import open as open_store

    with open_store(store) as database, output.counter("importing", "rows") as told:
        done = import_files(database, format, files, dataset=dataset, revise=revise, lean=lean, told=told)
    if json:
        output.print_json([{"record": "imported", "store": str(store), **plain(done)}])
    else:
        _say(done, store)
    if done.set_aside:
        raise typer.Exit(output.PARTIAL)


def _say(done: Imported, store: Path) -> None:
    parts = [f"{done.added:,} events of {done.dataset} added", f"{done.known:,} already known"]
    if done.revised:
        parts.append(f"{done.revised:,} revised")
    if done.differing:
        parts.append(f"{done.differing:,} of them with other content (--revise takes it)")
    if done.files_known:
        parts.append(f"{done.files_known:,} of {done.files:,} files read before")
    for what, counts in (("repaired", done.repaired), ("set aside", done.set_aside)):
        if counts:
            kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(counts.items()))
            parts.append(f"{what}: {kinds}")
    output.say(f"{store}: {'; '.join(parts)}")
    for line in done.first_aside:
        output.say(line)
    more = sum(done.set_aside.values()) - len(done.first_aside)
    if more:
        output.say(f"... and {more:,} more, each with line and reason in the table rejected")
