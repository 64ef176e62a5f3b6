"""`dragoman ties A [B]`: what holds between powers, since when, and the sentences behind each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dragoman.relations.tie_records import Tie, TieDate

# Sentences shown under a line; --json gives all.
_SHOWN = 2
_STYLE = {
    "full": "green", "open": "green", "present": "green", "recognised": "green", "member": "green", "agreed": "blue", "severed": "bold red",
    "suspended": "red", "closed": "red", "expelled": "red", "recalled": "yellow", "downgraded": "yellow", "lifted": "green", "ended": "green",
}  # fmt: skip


def ties(
    a: Annotated[str, typer.Argument(help="A country, name or code.")],
    b: Annotated[str | None, typer.Argument(help="Another country; all partners when left out.")] = None,
    store: options.Store = options.DEFAULT_STORE,
    as_of: Annotated[
        str | None, typer.Option(help="What held on that day (ISO); else on the last day on record.")
    ] = None,
    known_on: Annotated[
        str | None, typer.Option(help="As far as reports published by that day told (ISO).")
    ] = None,
    history: Annotated[bool, typer.Option(help="All spells, ended ones too.")] = False,
    kind: Annotated[str | None, typer.Option(help="Only this kind of tie.")] = None,
    given: Annotated[bool, typer.Option(help="With the opening balance that dragoman gives.")] = True,
    json: options.Json = False,
) -> None:
    """The state of relations: relations, embassies, sanctions, wars, borders, alliances, with the sentences that tell them.

    Example: dragoman ties IRN SAU --as-of 2020-01-01
    """
    from dragoman.errors import UsageError
    from dragoman.relations.tie_rules import DIRECTED

    if kind is not None and kind not in DIRECTED:
        raise UsageError(f"no kind of tie {kind!r}; there are {', '.join(sorted(DIRECTED))}")
    first, second = options.country(a), options.country(b)
    with options.opened(store) as database:
        found = database.ties(
            first, second, as_of=options.day(as_of, "--as-of", last=True), known_on=options.day(known_on, "--known-on", last=True),
            history=history, kind=kind, given=given,
        )  # fmt: skip
    if json:
        output.print_json(t.to_dict() for t in found)
        return
    whom = f"{first} and {second}" if second else f"{first}"
    if not found:
        output.say(
            f"nothing on record says what holds between {whom}; unknown is not nothing"
            if second
            else f"no ties of {whom} on record"
        )
        return
    show(found, whom)


def show(found: Sequence[Tie], whom: str) -> None:
    """Print spells as a table, the sentences under each."""
    output.table(
        ("kind", "who", "state", "from", "to", "told by"),
        [(t.kind.replace("_", " "), _who(t), _state(t), _date(t.since), _date(t.until) if t.until else "—", _told(t)) for t in found],
        title=f"Ties of {whom}",
    )  # fmt: skip


def _who(tie: Tie) -> str:
    return f"{tie.a} → {tie.b}" if tie.directed else f"{tie.a} – {tie.b}"


def _state(tie: Tie) -> Text:
    from rich.text import Text

    by = f" by {', '.join(tie.third)}" if tie.third else ""
    return Text(f"{tie.state}{by}" + (" (disputed)" if tie.disputed else ""), style=_STYLE.get(tie.state, ""))


def _date(when: TieDate) -> str:
    if when.start is None or when.start == when.end:
        return str(when.start or when.end or "…")
    if when.precision == "year":
        return f"{when.start:%Y}"
    if when.precision == "month":
        return f"{when.start:%Y-%m}"
    return f"{when.start} to {when.end or '…'}"


def _told(tie: Tie) -> Text:
    from rich.text import Text

    text = Text()
    if tie.given:
        text.append(f"given: {tie.source}")
    if tie.reports:
        text.append(
            ("\n" if tie.given else "")
            + f"{output.many(tie.reports, 'report')}, {output.many(tie.origins, 'origin')}, "
            + (f"known on {tie.known_on}" if tie.known_on else "published on a day that is not known")
        )
    for line in tie.evidence[:_SHOWN]:
        chain = output.chain(line["outlet"], line["agency"], otherwise="")
        text.append("\n" + output.clip(line["text"], 160) + (f" ({chain})" if chain else ""), style="dim")
    if len(tie.evidence) > _SHOWN:
        text.append(f"\n… and {len(tie.evidence) - _SHOWN} more", style="dim")
    return text
