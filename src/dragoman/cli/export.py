"""`dragoman export`: events out of the store in forms that other tools open."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options, output


def export(
    format: Annotated[
        str,
        typer.Argument(
            help="csv, parquet, stata, panel, gexf, graphml, geojson, geopackage, plover, icews, gdelt1, gdelt2, polecat, acled, ucdp or phoenix."
        ),
    ],
    store: options.Store = options.DEFAULT_STORE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file; else standard output, for text formats.")
    ] = None,
    dataset: options.Dataset = None,
    source: Annotated[str | None, typer.Option(help="Country of the source, name or code.")] = None,
    target: Annotated[str | None, typer.Option(help="Country of the target.")] = None,
    country: Annotated[str | None, typer.Option(help="Country on either side.")] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(help="Two countries on the two sides.", metavar="A B")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Part of a participant's name.")] = None,
    type: Annotated[str | None, typer.Option(help="PLOVER type, e.g. CONSULT.")] = None,
    mode: Annotated[str | None, typer.Option(help="PLOVER mode, e.g. visit.")] = None,
    status: Annotated[str | None, typer.Option(help="occurred, ongoing, planned, ...")] = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    excel: Annotated[
        bool, typer.Option(help="CSV for spreadsheets: marked as UTF-8, formulas disarmed.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Events out of the store, with FILE.export.json that names what the format has no place for.

    Example: dragoman export csv --between Iran Syria --since 2019 --out iran_syria.csv
    """
    from dragoman.cli.codebook import known_type
    from dragoman.errors import UsageError
    from dragoman.exchange.exporting import export as export_to
    from dragoman.exchange.exporting import export_format
    from dragoman.store import EventQuery

    fmt = export_format(format)
    if out is None and fmt.binary:
        raise UsageError(f"{fmt.title} is not text; name a file: --out events{fmt.suffixes[0]}")
    pair = (options.country(between[0]) or "", options.country(between[1]) or "") if between else None
    query = EventQuery(
        source=options.country(source), target=options.country(target), country=options.country(country), between=pair,
        name=name, type=known_type(type), mode=mode, status=status, since=options.day(since, "--since"),
        until=options.day(until, "--until", last=True), limit=limit,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, options.opened(store) as database:
        path = out or Path(folder) / f"events{fmt.suffixes[0]}"
        made = export_to(database, format, path, query, datasets=options.datasets(dataset), excel=excel)
        if out is None:
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
    if json and out is not None:
        output.print_json([made.sidecar])
    _say(made.sidecar, out)


def _say(sidecar: dict[str, object], out: Path | None) -> None:
    dropped = sidecar["dropped"]
    assert isinstance(dropped, dict)
    parts = [f"{sidecar['rows']:,} rows"]
    if dropped:
        parts.append("left out: " + ", ".join(f"{n:,} {why}" for why, n in dropped.items()))
    output.say(f"{out or 'standard output'}: {'; '.join(parts)}")
    if out:
        output.say(f"{out}.export.json says what the format has no place for")
