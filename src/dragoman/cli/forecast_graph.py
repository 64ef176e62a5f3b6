"""`dragoman forecast bench` and `explain`: rankings over a folder of dated facts. They fit a ranker and print; no more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from dragoman.cli import options, output
from dragoman.errors import UsageError

Folder = Annotated[
    Path,
    typer.Argument(
        help="Folder with train, valid and test (.txt, .tsv or .tsv.gz): source relation target time."
    ),
]
Threads = Annotated[int, typer.Option(min=1, help="Threads of the ranker; the result does not depend on it.")]


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
    rows: Annotated[
        int | None,
        typer.Option(
            min=1000,
            help="Candidates of sampled questions to learn from, about 350 bytes each; by the size of train when left out.",
        ),
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
    chosen = Settings(setting=cast("Literal['single', 'multi']", setting), threads=threads, rows=rows)
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
