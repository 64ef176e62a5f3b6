"""`dragoman dyad A B`: what happened between two countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.relations.dyads import Dyad

_ARROW = {"forth": "{a} → {b}", "back": "{b} → {a}", "mutual": "{a} ↔ {b}"}


def dyad(
    a: Annotated[str, typer.Argument(help="A country, name or code.")],
    b: Annotated[str, typer.Argument(help="Another country.")],
    store: options.Store = options.DEFAULT_STORE,
    since: options.Since = None,
    until: options.Until = None,
    status: Annotated[str | None, typer.Option(help="Only this status.")] = None,
    dataset: options.Dataset = None,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """What happened between two countries, by date, with status and sentences.

    Example: dragoman dyad IRN SYR --since 2019
    """
    from dragoman.relations.record import open as open_store

    first, second = options.country(a), options.country(b)
    assert first is not None
    assert second is not None
    with open_store(options.existing(store)) as database:
        wanted = options.datasets(dataset)
        options.imported(database, wanted)
        record = database.dyad(first, second, wanted, since=options.day(since, "--since"),
                               until=options.day(until, "--until", last=True), status=status, limit=limit)  # fmt: skip
    if json:
        output.print_json(
            [record.to_dict(), *(line.event | {"direction": line.direction} for line in record.lines)]
        )
        return
    show(record)


def show(record: Dyad, *, words: int = 200, of: Dyad | None = None) -> None:
    """Print the record of a dyad as a table under its counts; `of` is the whole that it is a part of."""
    whole = of or record
    part = f", {len(record.lines)} of them shown" if of else ""
    output.table(
        ("date", "direction", "status", "act", "the sentence, and who says so"),
        [
            (
                output.day(e),
                _ARROW[line.direction].format(a=record.a, b=record.b),
                output.status(e),
                output.act(e),
                _told(e, words),
            )
            for line in record.lines
            for e in (line.event,)
        ],
        title=f"{record.a} and {record.b}: {len(whole.lines)} events ({whole.reports} reports){part}",
    )
    quads = ", ".join(f"{n} {name}" for name, n in whole.by_quad().items())
    output.say(f"of those that happened or go on: {quads}")


def _told(event: dict[str, Any], words: int) -> Text:
    from rich.text import Text

    if "claim" not in event:  # of another data set
        parts = [
            output.actors(event["source"]) + " → " + output.actors(event["target"]),
            event["text"] or event["url"],
        ]
        return Text(
            "\n".join(output.clip(p, words) for p in parts if p)
            + f"\n{event['dataset']} > {event['outlet'] or '—'}"
        )
    claim = event["claim"]
    speaker = claim["speaker"]
    parts = [claim["outlet"], claim["agency"], (speaker.get("name") or speaker["text"]) if speaker else None]
    chain = " > ".join(dict.fromkeys(str(p) for p in parts if p))
    text = Text(output.clip(event["evidence"]["text"], words))
    text.append(f"\n{chain}" if chain else "", style="dim")
    return text
