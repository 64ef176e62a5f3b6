"""`dragoman turning A B`: when relations between two powers turned, and whether a given day was such a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from dragoman.relations.turning import Series, TurningPoint

_BARS = " ▁▂▃▄▅▆▇█"


def turning(
    a: Annotated[str, typer.Argument(help="A country, name or code.")],
    b: Annotated[str, typer.Argument(help="Another country.")],
    store: options.Store = options.DEFAULT_STORE,
    on: Annotated[str | None, typer.Option(help="Was this day a turning point? (ISO)")] = None,
    dataset: Annotated[
        str | None, typer.Option(help="An imported data set in place of the coded events.")
    ] = None,
    json: options.Json = False,
) -> None:
    """When the acts between two countries changed, with months, probability, and the mix of acts before and after.

    Example: dragoman turning RUS UKR --on 2022-02-24
    """
    from dragoman.relations.record import open as open_store
    from dragoman.relations.turning import series, turning_points, was_one

    first, second = options.country(a), options.country(b)
    assert first is not None
    assert second is not None
    day = options.day(on, "--on")
    with open_store(options.existing(store)) as database:
        found = series(database, first, second, dataset)
    if day is not None:
        answer = was_one(found, day)
        output.print_json([answer]) if json else _answer(answer, found)
        return
    points = turning_points(found)
    if json:
        output.print_json(p.to_dict() for p in points)
        return
    _draw(found, points)
    if not points:
        output.say(f"no turning point between {first} and {second}: too little on record, or nothing changed")
        return
    output.table(
        ("month", "between", "probability", "acts per 100 reports, twelve months before → after"),
        [(f"{p.month:%Y-%m}", f"{p.first:%Y-%m} to {p.last:%Y-%m}", f"{p.probability:.0%}", _mix(p.before, p.after)) for p in points],
        title=f"Turning points of {first} and {second}",
    )  # fmt: skip


def _mix(before: dict[str, float], after: dict[str, float]) -> str:
    return "; ".join(f"{name} {before[name]:g} → {after[name]:g}" for name in before)


def _answer(answer: dict[str, Any], found: Series) -> None:
    if answer["probability"] is None:
        output.say(f"{found.a} and {found.b}, {answer['on']}: {answer['why']}")
        return
    output.table(
        ("question", "answer"),
        [
            ("probability of a change within three months of it", f"{answer['probability']:.0%}"),
            (f"share of the {answer['months']} months with one as high", f"{answer['share_as_high']:.0%}"),
            ("acts per 100 reports, twelve months before → after", _mix(answer["before"], answer["after"])),
        ],
        title=f"Was {answer['on']} a turning point between {found.a} and {found.b}?",
    )  # fmt: skip


def _draw(found: Series, points: list[TurningPoint]) -> None:
    """A line of bars a quad, one a quarter: acts per covered report, blank where nothing was covered; ▼ over turns."""
    from rich.text import Text

    from dragoman.codebook.records import QUAD_NAMES

    if not found.months:
        return
    quarters = range(0, len(found.months), 3)
    turns = {found.months.index(p.month) // 3 for p in points}
    rows: list[tuple[str, Text]] = [
        ("", Text("".join("▼" if n in turns else " " for n in range(len(quarters)))))
    ]
    for q in sorted(QUAD_NAMES):
        rates = [
            found.counts[q - 1, n : n + 3].sum() / seen if (seen := found.covered[n : n + 3].sum()) else None
            for n in quarters
        ]
        top = max((r for r in rates if r), default=0.0)
        bars = "".join("·" if r is None else _BARS[0 if not r else 1 + int(7 * r / top)] for r in rates)
        rows.append((QUAD_NAMES[q], Text(bars, style=output.QUAD_STYLE[q])))
    output.table(("", f"{found.months[0]:%Y-%m} to {found.months[-1]:%Y-%m}, a bar a quarter"), rows)
