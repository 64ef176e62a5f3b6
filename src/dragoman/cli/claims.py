"""`dragoman claims`: who said what, when, through whom."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli import options, output


def claims(
    store: options.Store = options.DEFAULT_STORE,
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the speaker.")] = None,
    agency: Annotated[str | None, typer.Option(help="Agency it came through.")] = None,
    stance: Annotated[
        str | None,
        typer.Option(
            help="asserts, confirms, denies, doubts, threatens, promises, demands, predicts, declines."
        ),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="statement, precedence, evaluation, prediction.")] = None,
    about: Annotated[str | None, typer.Option(help="Words in the claim.")] = None,
    event: Annotated[str | None, typer.Option(help="Id of an event, or its beginning.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """Claims on record, by the day they were said.

    Example: dragoman claims --country Iran --stance denies
    """
    from dragoman.relations.record import open as open_store
    from dragoman.store import ClaimQuery

    query = ClaimQuery(
        speaker=speaker, country=options.country(country), agency=agency, stance=stance, kind=kind, about=about, event=event,
        since=options.day(since, "--since"), until=options.day(until, "--until", last=True), limit=limit,
    )  # fmt: skip
    with open_store(options.existing(store)) as database:
        found = database.claims(query)
    if json:
        output.print_json(found)
        return
    show(found)
    output.say(f"{len(found)} claims ({len({c['report_id'] for c in found})} reports)")


def show(found: list[dict[str, object]], title: str | None = None) -> None:
    """Print claims as a table."""
    from rich.text import Text

    rows = []
    for claim in found:
        said, speaker = claim["said_on"], claim["speaker"]
        via = " > ".join(str(v) for v in (claim["outlet"], claim["agency"]) if v) or "—"
        words = Text(output.actor(speaker if isinstance(speaker, dict) else None))
        words.append("\n" + output.clip(str(claim["text"]), 150), style="dim")
        day = str(said["start"]) if isinstance(said, dict) else "—"
        rows.append((day, str(claim["stance"]), str(claim["kind"]), via, words))
    output.table(("said on", "stance", "kind", "via", "who, and the words"), rows, title=title)
