"""`dragoman add`: reports into the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options, output


def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Reports: text, HTML, JSONL, CSV, Parquet, RSS or Atom files, folders, - for stdin."
        ),
    ],
    store: options.Store = options.DEFAULT_STORE,
    published: options.Published = None,
    outlet: options.OutletName = None,
    workers: options.Workers = 1,
    json: options.Json = False,
) -> None:
    """Code reports into the store. Running it twice changes nothing.

    Example: dragoman add reports/ --store relations.duckdb
    """
    from dragoman.model import plain
    from dragoman.reading import read
    from dragoman.relations.record import open as open_store

    day = options.day(published, "--published")
    with open_store(store) as database:
        added = database.add(read(files, published=day, outlet=outlet), workers=workers)
    if json:
        output.print_json([{"record": "added", "store": str(store), **plain(added)}])
    else:
        output.say(f"{store}: {output.summary(added)}")
    if added.set_aside:
        raise typer.Exit(output.PARTIAL)
