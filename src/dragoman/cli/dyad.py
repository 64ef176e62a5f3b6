"""`dragoman dyad A B`: what happened between two countries."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.relations.dyad_view import DyadView
    from dragoman.relations.dyads import Dyad, Totals
    from dragoman.relations.series import DyadSeries
    from dragoman.relations.turning import TurningPoint

# Of imported events a table shows so many, unless --limit says how many; --json gives all.
_SHOWN = 50
# A drawing of fewer steps shows nothing that the lines do not.
_DRAWN = 6


def dyad(
    a: Annotated[str, typer.Argument(help="A country, name or code.")],
    b: Annotated[str, typer.Argument(help="Another country.")],
    store: options.Store = options.DEFAULT_STORE,
    since: options.Since = None,
    until: options.Until = None,
    status: Annotated[str | None, typer.Option(help="Only this status.")] = None,
    dataset: options.Dataset = None,
    limit: options.Limit = None,
    by: Annotated[
        str | None, typer.Option(help="The series instead of the events: by day, week or month.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the series into this file: .svg, .html or .png.")
    ] = None,
    json: options.Json = False,
) -> None:
    """What happened between two countries, by date, with status and sentences; with --by counts beside coverage.

    Example: dragoman dyad IRN SYR --since 2019
    Example: dragoman dyad IRN SYR --by week --json
    Example: dragoman dyad IRN SYR --plot iran-syria.svg
    """
    first, second = options.country(a), options.country(b)
    assert first is not None
    assert second is not None
    with options.opened(store) as database:
        wanted = options.datasets(dataset)
        options.imported(database, wanted)
        asked = database.dyad(first, second, wanted, since=options.day(since, "--since"),
                              until=options.day(until, "--until", last=True), status=status, limit=limit)  # fmt: skip
        if plot is not None:
            _plotted(asked, by or "month", plot)
            return
        if by is not None:
            found = asked.series(by, episodes=json)
            output.print_json(found.to_dicts()) if json else _drawn(found, _turns(found))
            return
        if not json:
            _shown(asked, limit, drawn=limit is None and status is None and len(wanted) == 1)
            return
        record = asked.record
    output.print_json(
        [record.to_dict(), *(line.event | {"direction": line.direction} for line in record.lines)]
    )


def _shown(asked: DyadView, limit: int | None, *, drawn: bool) -> None:
    """The table and, under it, the drawing, whose turning points are sought while the table is read."""
    if not drawn:
        _table(asked, limit)
        return
    with ThreadPoolExecutor(1) as beside:
        found = asked.series(episodes=False)
        points = beside.submit(_turns, found)
        _table(asked, limit)
        _drawn(found, points.result())


def _table(asked: DyadView, limit: int | None) -> None:
    """The record as a table; of many imported events the newest, under the counts of all."""
    if limit is None and asked.imported_only:
        totals = asked.imported_totals()
        if totals.events > _SHOWN:
            show(asked.newest(_SHOWN), of=totals)
            output.say(
                f"the newest {_SHOWN} of {totals.events:,} are shown; --limit, --since and --until show others, --json all"
            )
            return
    show(asked.record)


def _plotted(asked: DyadView, by: str, path: Path) -> None:
    """Write the picture of the series; its turning points are marked where there are not too many steps to seek them."""
    from dragoman.registry import registry
    from dragoman.relations.plots import write
    from dragoman.relations.turning import STEPS_MAX, turning_points

    found = asked.series(by, episodes=False)
    points = turning_points(found) if len(found) <= STEPS_MAX else []
    made = asked.made_of(found, points) if path.suffix.lower() == ".html" else []
    known = [registry().country(code) for code in (found.a, found.b)]
    one, other = (c.name if c else code for c, code in zip(known, (found.a, found.b), strict=True))
    write(path, found, points, (one, other), made)
    output.say(
        f"{path}: {len(found)} {found.by}s, {int(found.counts.sum())} acts, {len(points)} turning points"
    )


def _turns(found: DyadSeries) -> list[TurningPoint]:
    """The turning points of a series; none where it is not drawn, or has more steps than they are sought in."""
    from dragoman.relations.turning import STEPS_MAX, turning_points

    return turning_points(found) if _drawable(found) and len(found) <= STEPS_MAX else []


def _drawable(found: DyadSeries) -> bool:
    return len(found) >= _DRAWN and bool(found.counts.any())


def _drawn(found: DyadSeries, points: list[TurningPoint]) -> None:
    """Print the drawing of a series with its turning points; nothing where there are too few steps to see anything."""
    from dragoman.cli.dyad_drawing import draw
    from dragoman.relations.turning import STEPS_MAX

    if not _drawable(found):
        return
    if len(found) > STEPS_MAX:
        output.say(
            f"turning points are not sought in {len(found)} {found.by}s; name fewer with --since and --until"
        )
    draw(found, points)
    for n, p in enumerate(points, 1):
        output.say(f"{n}  {p.first} to {p.last}, {p.probability:.0%} sure; {p.effect.words()}")


def show(record: Dyad, *, words: int = 200, of: Totals | None = None) -> None:
    """Print the record of a dyad as a table under its counts; `of` is the whole that it is a part of."""
    whole = of or record.totals
    part = f", {len(record.lines)} of them shown" if of else ""
    output.table(
        ("date", "direction", "status", "act", "the sentence, and who says so"),
        [
            (
                output.day(e),
                output.ARROW[line.direction].format(a=record.a, b=record.b),
                output.status(e),
                output.act(e),
                _told(e, words),
            )
            for line in record.lines
            for e in (line.event,)
        ],
        title=f"{record.a} and {record.b}: {output.many(whole.events, 'event')} ({output.many(whole.reports, 'report')}){part}",
    )
    quads = ", ".join(f"{n} {name}" for name, n in whole.quads.items())
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
    who = (speaker.get("name") or speaker["text"]) if speaker else None
    chain = output.chain(claim["outlet"], claim["agency"], who, otherwise="")
    text = Text(output.clip(event["evidence"]["text"], words))
    text.append(f"\n{chain}" if chain else "", style="dim")
    return text
