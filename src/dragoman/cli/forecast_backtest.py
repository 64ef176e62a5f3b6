"""`dragoman forecast backtest`: forecasts made again at past days and scored. It keeps nothing in the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output
from dragoman.cli.forecast_options import Dataset, act_name
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.forecast.backtest import Backtest


def backtest(
    store: options.Store = options.DEFAULT_STORE,
    act: Annotated[str, typer.Option(help="A PLOVER type, or quad 1 to quad 4.")] = "quad 4",
    tie: Annotated[
        str | None,
        typer.Option(help="In place of an act, changes of a tie, or breaks, mends or all of them."),
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="Length of the windows.")] = 30,
    since: options.Since = None,
    until: options.Until = None,
    every: Annotated[int, typer.Option(min=1, help="Days between two forecasts.")] = 90,
    dataset: Dataset = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the reliability to this file (.svg).")] = None,
    json: options.Json = False,
) -> None:
    """Make the forecasts again at past days, with what was known then, and score them against what came.

    Example: dragoman forecast backtest --act "quad 4" --days 30 --since 2015
    Example: dragoman forecast backtest --tie sanctions --days 90
    """
    from dragoman.forecast.backtest import backtest as run
    from dragoman.forecast.backtest import backtest_ties, by_region, measures, reliability
    from dragoman.forecast.reliability import draw
    from dragoman.forecast.source import panel_of
    from dragoman.forecast.tie_changes import changes, kinds_of, told

    with options.opened(store) as database:
        panel = panel_of(database, dataset)
        known = changes(told(database)) if tie else []
    first = panel.step_of(options.day(since, "--since") or panel.day_of(panel.steps // 2))
    last = min(
        panel.step_of(options.day(until, "--until", last=True) or panel.day_of(panel.steps - 1)) + 1,
        panel.steps,
    )
    starts = range(max(first, 1), last - days + 1, every)
    if not starts:
        raise UsageError(
            f"no window of {days} days fits between --since and --until; the record ends on {panel.day_of(panel.steps - 1)}"
        )
    shown = list(output.track(starts, "forecasting from", "starts"))
    if tie:
        done, _ = backtest_ties(panel, known, kinds_of(tie), days, shown)
    else:
        done = run(panel, panel.channel_of(act_name(act)), days, shown)
    what = tie or act_name(act)
    figures, regions, curve = measures(done), by_region(panel, done), reliability(done)
    if plot is not None:
        plot.write_text(draw(curve, f"{what}, {days} days"), "utf-8")
        output.say(f"drawn to {plot}")
    if json:
        output.print_json(
            [
                {"record": "backtest", "act": what, "days": days, "starts": len(starts)} | _rounded(figures),
                *({"record": "backtest region", "region": r} | _rounded(f) for r, f in regions.items()),
                *({"record": "reliability", "forecast": round(p, 4), "happened": round(y, 4), "n": n} for p, y, n in curve),
            ]
        )  # fmt: skip
        return
    _show_backtest(done, figures, regions, curve, f"{what} within {days} days, {len(starts)} starts")


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {k.replace(" ", "_"): round(v, 4) for k, v in figures.items()}


def _show_backtest(
    done: Backtest, figures: dict[str, float], regions: dict[str, dict[str, float]], curve: list[tuple[float, float, int]], title: str
) -> None:  # fmt: skip
    from dragoman.forecast.backtest import SYSTEMS

    output.table(
        ("forecast by", "Brier score", "log score", "model's skill over it", "95 % interval"),
        [
            (s, f"{figures[f'brier {s}']:.4f}", f"{figures[f'log {s}']:.4f}",
             f"{figures[f'skill over {s}']:+.3f}" if s != "model" else "—",
             f"{figures[f'skill over {s} low']:+.3f} to {figures[f'skill over {s} high']:+.3f}" if s != "model" else "—")
            for s in SYSTEMS
        ],
        title=f"{title}: {len(done.outcome):,} forecasts, {figures['share that happened']:.1%} happened",
    )  # fmt: skip
    output.table(
        ("region of the source", "forecasts", "happened", "Brier score", "skill over persistence", "over base rate"),
        [
            (r, f"{f['forecasts']:,.0f}", f"{f['share that happened']:.1%}", f"{f['brier model']:.4f}",
             f"{f['skill over persistence']:+.3f}", f"{f['skill over base rate']:+.3f}")
            for r, f in regions.items()
        ],
    )  # fmt: skip
    output.table(
        ("forecast", "happened", "n", "reliability: o forecast, # happened"),
        [(f"{p:.1%}", f"{y:.1%}", f"{n:,}", _ruler(p, y)) for p, y, n in curve],
    )


def _ruler(forecast: float, happened: float, width: int = 50) -> str:
    line = ["·"] * (width + 1)
    line[round(happened * width)] = "#"
    line[round(forecast * width)] = "o" if line[round(forecast * width)] != "#" else "@"
    return "".join(line)
