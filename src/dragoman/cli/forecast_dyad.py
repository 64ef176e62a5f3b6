"""`dragoman forecast dyad A B`: chances of acts and of changes of ties, with reasons. It keeps them unless told not to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import options, output
from dragoman.cli.forecast_options import Dataset, act_name
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.forecast.issued import Forecast

Acts = Annotated[
    list[str] | None,
    typer.Option("--act", help="A PLOVER type, or quad 1 to quad 4. May be repeated; else the four quads."),
]


def dyad(
    a: Annotated[str, typer.Argument(help="Who acts: a country, name or code.")],
    b: Annotated[str, typer.Argument(help="Towards whom.")],
    store: options.Store = options.DEFAULT_STORE,
    act: Acts = None,
    tie: Annotated[
        list[str] | None,
        typer.Option(
            help="In place of acts, a change of a tie: sanctions, embassy, diplomatic_relations, ..., or one state of it, as "
            '"sanctions: lifted". May be repeated.'
        ),
    ] = None,
    days: Annotated[
        list[int] | None, typer.Option(min=1, help="Length of the window; else 7, 30 and 90.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="As it stood on that day (ISO); else the last day on record.")
    ] = None,
    dataset: Dataset = None,
    keep: Annotated[bool, typer.Option(help="Keep the forecasts in the store, to be scored later.")] = True,
    why: Annotated[
        bool, typer.Option("--why", help="In words, with all reasons, in place of the tables.")
    ] = False,
    json: options.Json = False,
) -> None:
    """How likely A is to do something to B soon, beside what persistence and the base rate say, with reasons.

    Example: dragoman forecast IRN SAU --act "quad 4" --days 30
    Example: dragoman forecast USA IRN --tie sanctions
    """
    from dragoman.forecast.issued import HORIZONS, issue, save
    from dragoman.forecast.source import panel_of
    from dragoman.forecast.tie_changes import changes, told
    from dragoman.forecast.tie_issued import issue_ties
    from dragoman.relations.record import open as open_store

    source, target = options.country(a), options.country(b)
    assert source is not None
    assert target is not None
    if tie and dataset:
        raise UsageError("ties are told by coded reports only; leave --dataset out with --tie")
    with open_store(options.existing(store)) as database:
        panel = panel_of(database, dataset)
        day, windows = options.day(on, "--on", last=True), days or HORIZONS
        known = changes(told(database)) if tie else []
        acts = act or ([] if tie else ["quad 1", "quad 2", "quad 3", "quad 4"])
        found = [
            *(f for name in acts
              for f in issue(panel, database, source, target, act_name(name), horizons=windows, on=day, dataset=dataset)),
            *(f for name in tie or () for f in issue_ties(panel, known, database, source, target, name, horizons=windows, on=day)),
        ]  # fmt: skip
        new = save(database, found) if keep else 0
    if json:
        output.print_json(f.to_dict() for f in found)
        return
    if why:
        from dragoman.forecast.words import in_words

        typer.echo("\n\n".join(in_words(f) for f in found))
    else:
        _show(found)
    if keep:
        output.say(
            f"{new} new forecasts kept; when their windows are over: dragoman forecast score --store {store}"
        )


def _show(found: list[Forecast]) -> None:
    from dragoman.forecast.words import percent

    first = found[0]
    output.table(
        ("act", "window", "chance", "90 % interval", "persistence", "base rate", "what speaks for (+) and against (−)"),
        [
            (
                f.act, f"{f.window_start} to {f.window_end}", percent(f.probability), f"{percent(f.low)} to {percent(f.high)}",
                percent(f.persistence), percent(f.base_rate),
                "; ".join(f"{'+' if w > 0 else '−'}{abs(w):.1f} {name}" for name, w in f.reasons if abs(w) >= _WEIGHTY),
            )
            for f in found
        ],
        title=f"{first.source} → {first.target}, as known on {first.issued_on}",
    )  # fmt: skip
    told: dict[str, dict[str, Any]] = {e["event_id"]: e for f in found for e in f.evidence}
    output.table(
        ("reported", "speaks", "act", "the latest on record"),
        [(e["published"], e.get("speaks", "for"), e["type"], output.clip(e["text"], 150))
         for e in sorted(told.values(), key=_newest, reverse=True)[:_LATEST]],
    )  # fmt: skip


# Reasons that move the log-odds by less than this change a chance of a half by under three points. Ours.
_WEIGHTY = 0.1
_LATEST = 8


def _newest(event: dict[str, Any]) -> tuple[str, str]:
    return event["published"], event["event_id"]
