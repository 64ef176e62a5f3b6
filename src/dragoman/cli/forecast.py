"""`dragoman forecast`: who is likely to do what to whom, and how good such forecasts are: the group of its commands."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from dragoman.cli import forecast_backtest, forecast_dyad, forecast_graph, forecast_score


class _Group(TyperGroup):
    """`dragoman forecast IRN SAU` is `dragoman forecast dyad IRN SAU`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["dyad", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    help="Forecasts from the record of events, and their honest evaluation. `dragoman forecast IRN SAU` asks for a dyad.",
    no_args_is_help=True,
    cls=_Group,
)

for command in (
    forecast_graph.bench,
    forecast_graph.explain,
    forecast_dyad.dyad,
    forecast_backtest.backtest,
    forecast_score.score,
):
    app.command()(command)
