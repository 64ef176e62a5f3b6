"""`dragoman turning A B`: when relations between two powers turned, and whether a given day was such a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dragoman.relations.series import DyadSeries
    from dragoman.relations.turning import TurningPoint
    from dragoman.relations.turning_why import Makes
    from dragoman.relations.watching import Alarm

_WORDS = 260


def turning(
    a: Annotated[str, typer.Argument(help="A country, name or code.")],
    b: Annotated[str, typer.Argument(help="Another country.")],
    store: options.Store = options.DEFAULT_STORE,
    on: Annotated[str | None, typer.Option(help="Was this day a turning point? (ISO)")] = None,
    by: Annotated[str, typer.Option(help="The steps of the series: day, week or month.")] = "month",
    of: Annotated[str, typer.Option(help="What turns: counts of acts, or their mean intensity.")] = "counts",
    since: options.Since = None,
    until: options.Until = None,
    known_on: Annotated[
        str | None,
        typer.Option(
            "--known-on", help="Only what was published by this day: what would have been said then."
        ),
    ] = None,
    alarms: Annotated[
        bool,
        typer.Option(
            "--alarms", help="What would have been said as the record grew, each time with what was known."
        ),
    ] = False,
    dataset: options.Dataset = None,
    json: options.Json = False,
) -> None:
    """When the acts between two countries changed: days, probability, what changed, and what is on record there.

    Example: dragoman turning RUS UKR --on 2022-02-24
    Example: dragoman turning RUS UKR --by week --since 2020
    Example: dragoman turning RUS UKR --known-on 2014-06-30
    Example: dragoman turning RUS UKR --alarms
    """
    first, second = options.country(a), options.country(b)
    assert first is not None
    assert second is not None
    day, known = options.day(on, "--on"), options.day(known_on, "--known-on", last=True)
    end = options.day(until, "--until", last=True)
    end = min(d for d in (known, end) if d is not None) if known or end else None
    with options.opened(store) as database:
        wanted = options.datasets(dataset)
        options.imported(database, wanted)
        view = database.dyad(first, second, wanted, since=options.day(since, "--since"), until=end)
        found = view.series(by, episodes=False)
        if day is not None:
            _answer(found, day, view.around(found, day, known_on=known), json=json)
            return
        if alarms:
            _show_alarms(found, view.alarms(by), json=json)
            return
        points = view.turning_points(by, of=of)
        made = view.made_of(found, points, known_on=known)
    if json:
        output.print_json(p.to_dict() | m.to_dict() for p, m in zip(points, made, strict=True))
        return
    from dragoman.cli.dyad_drawing import draw

    draw(found, points)
    show(found, points, made)


def show(found: DyadSeries, points: Sequence[TurningPoint], made: Sequence[Makes]) -> None:
    """Print the turning points of a series as a table, each with what lies in its days."""
    if not points:
        output.say(
            f"no turning point between {found.a} and {found.b}: too little on record, or nothing changed"
        )
        return
    output.table(
        ("", "when", "between", "sure", "acts per 1,000 reports, before → after; what is on record in those days"),
        [
            (str(n), _day(p.at, found), f"{_day(p.first, found)} to {_day(p.last, found)}", f"{p.probability:.0%}", _cell(p, m))
            for n, (p, m) in enumerate(zip(points, made, strict=True), 1)
        ],
        title=f"Turning points of {found.a} and {found.b}",
    )  # fmt: skip


def _show_alarms(found: DyadSeries, given: Sequence[Alarm], *, json: bool) -> None:
    """Print what was said and when, with the delay of each in steps."""
    if json:
        output.print_json(a.to_dict() for a in given)
        return
    if not given:
        output.say(f"no alarm about {found.a} and {found.b}: too little on record, or nothing changed")
        return
    output.table(
        (
            "said on",
            "of a change in",
            "delay",
            "sure",
            "acts per 1,000 reports, before → after, as known then",
        ),
        [
            (
                a.known_on.isoformat(),
                _day(a.at, found),
                f"{a.delay} {a.by}s",
                f"{a.probability:.1%}",
                a.effect.words(),
            )
            for a in given
        ],
        title=f"Alarms about {found.a} and {found.b}",
    )


def _day(day: date, found: DyadSeries) -> str:
    return f"{day:%Y-%m}" if found.by == "month" else day.isoformat()


def _cell(point: TurningPoint, made: Makes) -> str:
    return "\n".join([point.effect.words(), *(f"• {output.clip(line, _WORDS)}" for line in made.lines())])


def _answer(found: DyadSeries, day: date, made: Makes, *, json: bool) -> None:
    from dragoman.relations.turning import question

    answer = question(found, day)
    if json:
        output.print_json([answer.to_dict() | made.to_dict()])
        return
    console = output.console()
    console.print(f"Was {day} a turning point between {found.a} and {found.b}?", style="bold")
    console.print(output.plain(answer.words()))
    if made.lines():
        console.print("\non record within 15 days of it:", style="bold")
        for line in made.lines():
            console.print(output.plain(f"• {output.clip(line, _WORDS)}"))
