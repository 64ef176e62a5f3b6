"""`dragoman forecast`: who is likely to do what to whom, and how good such forecasts are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer
from typer.core import TyperGroup

from dragoman.cli import options, output
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.forecast.backtest import Backtest
    from dragoman.forecast.issued import Forecast


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

Folder = Annotated[
    Path,
    typer.Argument(
        help="Folder with train, valid and test (.txt, .tsv or .tsv.gz): source relation target time."
    ),
]
Threads = Annotated[int, typer.Option(min=1, help="Threads of the ranker; the result does not depend on it.")]


@app.command()
def bench(
    folder: Folder,
    split: Annotated[str, typer.Option(help="valid or test.")] = "test",
    setting: Annotated[
        str, typer.Option(help="single (facts before the day asked) or multi (facts before the split).")
    ] = "single",
    seed: Annotated[int, typer.Option(help="Seed of the trees.")] = 1,
    seeds: Annotated[
        int, typer.Option(min=1, help="So many seeds, from --seed on, over the same features.")
    ] = 1,
    scores: Annotated[
        Path | None,
        typer.Option(help="Save the scores (.npz) for eval_tkg.py; further seeds as NAME-SEED.npz."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="Leave out a family of features (for ablations).")
    ] = None,
    threads: Threads = 1,
    json: options.Json = False,
) -> None:
    """Fit on train, choose on valid, rank every entity for both directions of a split; ties at the mean rank.

    Example: dragoman forecast bench icews14 --split test --setting single --scores scores.npz --json
    """
    from dragoman.forecast.benchmark import runs
    from dragoman.forecast.quads import load
    from dragoman.forecast.ranker import Settings

    if setting not in {"single", "multi"}:
        raise UsageError(f"--setting is {setting!r}; expected single or multi")
    if split not in {"valid", "test"}:
        raise UsageError(f"--split is {split!r}; expected valid or test")
    chosen = Settings(setting=cast("Literal['single', 'multi']", setting), threads=threads)
    families = tuple(f"{name}." for name in without or ())
    found = runs(
        load(folder), split, chosen, seeds=range(seed, seed + seeds), without=(families,), scores=scores
    )
    for result in found:
        if json:
            output.print_json([result])
            continue
        output.table(
            ("figure", "value"),
            [
                (name, f"{value:.2f}" if isinstance(value, float) else f"{value}")
                for name, value in result.items()
            ],
        )


@app.command()
def explain(
    folder: Folder,
    source: Annotated[str, typer.Argument(help="Source: name or number.")],
    relation: Annotated[str, typer.Argument(help="Relation: name or number.")],
    step: Annotated[int, typer.Option(help="Step asked; the first of test when left out.")] = 0,
    top: Annotated[int, typer.Option(min=1, help="So many candidates.")] = 3,
    inverse: Annotated[bool, typer.Option("--inverse", help="Ask who does it to SOURCE.")] = False,
    first_day: Annotated[
        str | None, typer.Option(help="The day of the first step (ISO), so that facts are dated by day.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Who is SOURCE likely to do RELATION to, and what speaks for and against each candidate.

    Example: dragoman forecast explain icews14 China Consult --top 5 --first-day 2014-01-01
    """
    from dragoman.forecast.explain import explain as explain_question
    from dragoman.forecast.quads import load
    from dragoman.forecast.ranker import fit

    ranker = fit(load(folder))
    reasons = explain_question(
        ranker, source, relation, step or int(ranker.graph.test[0, 3]), top=top, inverse=inverse,
        first_day=options.day(first_day, "--first-day"),
    )  # fmt: skip
    if json:
        output.print_json([reason.to_dict() for reason in reasons])
        return
    typer.echo(reasons[0].question)
    for reason in reasons:
        typer.echo(reason.text())


Dataset = Annotated[str | None, typer.Option(help="An imported data set in place of the coded events.")]
Acts = Annotated[
    list[str] | None,
    typer.Option("--act", help="A PLOVER type, or quad 1 to quad 4. May be repeated; else the four quads."),
]


@app.command()
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
              for f in issue(panel, database, source, target, _act(name), horizons=windows, on=day, dataset=dataset)),
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


def _act(name: str) -> str:
    return name.lower() if name.lower().startswith("quad") else name.upper()


@app.command()
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
    from dragoman.relations.record import open as open_store

    with open_store(options.existing(store)) as database:
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
        done = run(panel, panel.channel_of(_act(act)), days, shown)
    what = tie or _act(act)
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


@app.command()
def score(
    store: options.Store = options.DEFAULT_STORE, dataset: Dataset = None, json: options.Json = False
) -> None:
    """Score the forecasts kept in the store whose windows are over by now.

    Example: dragoman forecast score --store dragoman.duckdb
    """
    from dragoman.forecast.issued import score as run
    from dragoman.forecast.source import panel_of
    from dragoman.forecast.tie_changes import changes, told
    from dragoman.forecast.tie_issued import score_ties
    from dragoman.relations.record import open as open_store

    with open_store(options.existing(store)) as database:
        panel = panel_of(database, dataset)
        if dataset is None:
            score_ties(database, panel, changes(told(database)))
        done = run(database, panel, dataset)
    if json:
        output.print_json(done)
    elif not done:
        output.say("no kept forecast has a window that is over and covered by the record")
    else:
        output.table(
            ("issued", "who", "act", "window", "chance", "happened", "Brier", "log"),
            [
                (f["issued_on"], f"{f['source']} → {f['target']}", f["act"], f"{f['window_start']} to {f['window_end']}",
                 f"{f['probability']:.0%}", "yes" if f["outcome"] else "no", f"{f['brier']:.3f}", f"{f['log']:.3f}")
                for f in done
            ],
        )  # fmt: skip
        mean = sum(f["brier"] for f in done) / len(done)
        simple = {
            k: sum((f[k] - f["outcome"]) ** 2 for f in done) / len(done) for k in ("persistence", "base_rate")
        }
        output.say(
            f"{len(done)} scored: mean Brier {mean:.4f}; persistence {simple['persistence']:.4f}, base rate {simple['base_rate']:.4f}"
        )
