"""`dragoman sources`: who tells what, how often alone, how often first, and who owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.relations.sources import Source


def sources(
    store: options.Store = options.DEFAULT_STORE,
    country: Annotated[str | None, typer.Option(help="Only happenings with this country.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="At most so many outlets and so many agencies.")
    ] = None,
    json: options.Json = False,
) -> None:
    """For each outlet and agency: happenings told, how often alone, how often first, with its country and ownership.

    Example: dragoman sources --country Iran --since 2023
    """
    with options.opened(store) as database:
        found = database.sources(
            country=options.country(country), since=options.day(since, "--since"), until=options.day(until, "--until", last=True),
        )  # fmt: skip
    kept = [s for kind in ("outlet", "agency") for s in [x for x in found if x.kind == kind][:limit]]
    if json:
        output.print_json(s.to_dict() for s in kept)
        return
    show(kept)


def show(found: Sequence[Source]) -> None:
    """Print outlets, then agencies, as two tables; shares are of the happenings that each tells."""
    for kind, title in (("outlet", "Outlets"), ("agency", "Agencies")):
        rows = [
            (s.name, s.country or "—", s.ownership or "—", str(s.reports), str(s.happenings), _of(s.alone, s), _of(s.first, s),
             _of(s.shared_first, s), *([_of(s.own, s)] if kind == "outlet" else []))
            for s in found
            if s.kind == kind
        ]  # fmt: skip
        if rows:
            own = ("own words",) if kind == "outlet" else ()
            output.table((title.lower(), "country", "owner", "reports", "happenings", "alone", "first", "first with others", *own), rows, title=title if kind == "outlet" else f"\n{title}")  # fmt: skip


def _of(n: int, source: Source) -> str:
    return f"{n} ({n / source.happenings:.0%})"
