"""`dragoman plans`: announced visits and talks, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dragoman.episodes import Episode
    from dragoman.relations.plans import Plan

_STYLE = {"held": "green", "called off": "bold red", "not told of": "yellow", "open": "blue"}


def plans(
    store: options.Store = options.DEFAULT_STORE,
    country: Annotated[str | None, typer.Option(help="Only plans with this country.")] = None,
    outcome: Annotated[
        str | None, typer.Option(help="Only this outcome: held, called off, not told of, open.")
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """Announced visits and talks, and what became of them: held, called off, or told of no more.

    Example: dragoman plans --country Iran --outcome "called off"
    """
    from dragoman.errors import UsageError

    if outcome is not None and outcome not in _STYLE:
        raise UsageError(f"no outcome {outcome!r}; there are {', '.join(_STYLE)}")
    with options.opened(store) as database:
        found = database.plans(
            country=options.country(country), since=options.day(since, "--since"), until=options.day(until, "--until", last=True),
        )  # fmt: skip
    found = tuple(p for p in found if outcome is None or p.outcome == outcome)[:limit]
    if json:
        output.print_json(p.to_dict() for p in found)
        return
    show(found)
    output.say(f"{len(found)} plans")


def show(found: Sequence[Plan], title: str | None = None) -> None:
    """Print plans as a table, what became of each under it."""
    rows = [(str((p.plan.record.get("date") or {}).get("start") or "—"), output.plain(p.outcome, _STYLE[p.outcome]), _words(p)) for p in found]  # fmt: skip
    output.table(("planned for", "outcome", "the plan, and what became of it"), rows, title=title)


def _words(plan: Plan) -> Text:
    from dragoman.relations.plans import announcement

    told = announcement(plan.plan)
    assert told is not None
    words = output.plain(_line(told.text, told.outlet, told.agency, told.published))
    if plan.by is not None:
        words.append("\n" + _telling(plan.by), style="dim")
    return words


def _telling(episode: Episode) -> str:
    told = episode.record
    return _line(told["evidence"]["text"], told["outlet"], told["claim"]["agency"], told["published"])


def _line(text: str, outlet: str | None, agency: str | None, day: str | None) -> str:
    return f"{output.clip(text, 170)} ({output.via(outlet, agency)}, {day or 'no day'})"
