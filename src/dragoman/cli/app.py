"""The list of commands and the one place where an error becomes a message and an exit status."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import __version__
from dragoman.cli import (
    add,
    bench,
    blocs,
    check,
    claims,
    code,
    codebook,
    demo,
    doctor,
    dyad,
    episodes,
    events,
    explain,
    export,
    forecast,
    import_,
    plans,
    registry,
    sources,
    ties,
    turning,
)
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from types import FrameType

app = typer.Typer(
    name="dragoman",
    help="Reads news reports and keeps an auditable record of who did what to whom, when, where and according to whom.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (
    demo.demo, code.code, add.add, events.events, episodes.episodes, claims.claims, dyad.dyad, ties.ties, blocs.blocs, turning.turning, check.check, sources.sources, plans.plans, explain.explain, codebook.codebook, bench.bench,
    doctor.doctor,
):  # fmt: skip
    app.command()(command)

app.command("import")(import_.import_)
app.command()(export.export)
app.add_typer(forecast.app, name="forecast")
app.add_typer(registry.app, name="registry")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news reports and keeps an auditable record of who did what to whom, and according to whom."""


def _terminated(number: int, _frame: FrameType | None) -> None:
    """End as on an interrupt: workers end, what is not yet committed is rolled back, the store is closed."""
    sys.stderr.write("dragoman: terminated; what was stored before stays\n")
    sys.exit(128 + number)


def run() -> None:
    """Run the command line; errors that dragoman raises on purpose are one line on stderr, status 2; SIGTERM gives 143."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        app()
    except DragomanError as err:
        sys.stderr.write(f"dragoman: {err}\n")
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe went away: nothing is wrong
        sys.stderr.close()
        sys.exit(0)
