"""`dragoman events`: what the store holds, by date."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli import options, output


def events(
    store: options.Store = options.DEFAULT_STORE,
    source: Annotated[str | None, typer.Option(help="Country of the source, name or code.")] = None,
    target: Annotated[str | None, typer.Option(help="Country of the target.")] = None,
    country: Annotated[str | None, typer.Option(help="Country on either side.")] = None,
    name: Annotated[str | None, typer.Option(help="Part of a participant's name.")] = None,
    type: Annotated[str | None, typer.Option(help="PLOVER type, e.g. CONSULT.")] = None,
    mode: Annotated[str | None, typer.Option(help="PLOVER mode, e.g. visit.")] = None,
    status: Annotated[
        str | None, typer.Option(help="occurred, ongoing, planned, demanded, hypothetical, denied, failed.")
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    versions: Annotated[
        bool, typer.Option(help="Also events of texts that a later version replaced.")
    ] = False,
    dataset: options.Dataset = None,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """Events on record, by date.

    Example: dragoman events --source Iran --type CONSULT --since 2022
    """
    from dragoman.cli.codebook import known_type
    from dragoman.store import EventQuery

    query = EventQuery(
        source=options.country(source), target=options.country(target), country=options.country(country), name=name,
        type=known_type(type), mode=mode, status=status, since=options.day(since, "--since"),
        until=options.day(until, "--until", last=True), versions=versions, limit=limit, brief=not json,
    )  # fmt: skip
    wanted = options.datasets(dataset)
    with options.opened(store) as database:
        found = database.events(query) if "dragoman" in wanted else []
        others = options.imported(database, wanted)
        found += database.imported(others, query) if others else []
    if others:
        found = sorted(found, key=lambda e: (output.first_day(e), e["event_id"]))[:limit]
    if json:
        output.print_json(found)
        return
    output.table(
        ("date", "id", "status", "act", "outlet", "who, to whom, and the sentence"),
        [
            (
                output.day(e),
                e["event_id"] if "dataset" in e else e["event_id"][:8],
                output.status(e),
                output.act(e),
                e["outlet"] or "—",
                output.told(e, 150),
            )
            for e in found
        ],
    )
    reports = len({e["report_id"] for e in found if "report_id" in e})
    output.say(f"{len(found):,} events" + (f" ({reports} reports)" if reports or not others else ""))
