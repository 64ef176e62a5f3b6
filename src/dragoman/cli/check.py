"""`dragoman check [CLAIM]`: is it really the first? Claims of precedence held against the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dragoman.episodes import Episode
    from dragoman.relations.checks import Check

_STYLE = {
    "supported": "green",
    "contradicted": "bold red",
    "not enough coverage": "yellow",
    "not understood": "dim",
}
# Happenings shown under a verdict; --json gives all.
_SHOWN = 3


def check(
    claim: Annotated[
        str | None,
        typer.Argument(help="A sentence that claims it, or the id of a claim; all on record when left out."),
    ] = None,
    store: options.Store = options.DEFAULT_STORE,
    as_of: Annotated[
        str | None, typer.Option(help="The day a sentence speaks from (ISO); else the last day on record.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Only claims by speakers of this country.")] = None,
    about: Annotated[str | None, typer.Option(help="Only claims with these words.")] = None,
    verdict: Annotated[
        str | None, typer.Option(help="Only this verdict: supported, contradicted, not enough coverage, ...")
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """Is it really the first, the last, the deadliest? Claims of precedence held against the events on record.

    The exit status is 1 where the record contradicts one.

    Example: dragoman check "It was the first visit by an Iranian president to Syria since 2010." --as-of 2023-05-03
    """
    from collections import Counter

    with options.opened(store) as database:
        if claim is not None:
            found = database.check(claim, on=options.day(as_of, "--as-of", last=True))
        else:
            found = database.checks(
                country=options.country(country), about=about, since=options.day(since, "--since"),
                until=options.day(until, "--until", last=True), limit=limit,
            )  # fmt: skip
    found = [c for c in found if verdict is None or c.verdict == verdict]
    if json:
        output.print_json(c.to_dict() for c in found)
    else:
        show(found)
        counts = Counter(str(c.verdict) for c in found)
        output.say(f"{len(found)} claims: " + ", ".join(f"{counts[v]} {v}" for v in _STYLE if counts[v]))
    if any(c.verdict == "contradicted" for c in found):
        raise typer.Exit(output.PROBLEMS)


def show(found: Sequence[Check], title: str | None = None) -> None:
    """Print checks as a table, the happenings that decide under each."""
    rows = [(output.plain(c.verdict, _STYLE[c.verdict]), _words(c)) for c in found]
    output.table(("the record says", "of the claim, and why"), rows, title=title)


def _words(check: Check) -> Text:
    from rich.text import Text

    words = Text(output.clip(str(check.claim["text"]), 220))
    words.append("\n" + check.reason, style="italic")
    for mark, some in (("against it: ", check.against), ("beside it: ", check.beside)):
        for episode in some[:_SHOWN]:
            words.append("\n" + mark + _telling(episode), style="dim")
        if len(some) > _SHOWN:
            words.append(f"\n… and {len(some) - _SHOWN} more", style="dim")
    return words


def _telling(episode: Episode) -> str:
    told = episode.record
    via = output.via(told["outlet"], told["claim"]["agency"])
    return f"{told['date']['start']} {output.clip(told['evidence']['text'], 150)} ({via})"
