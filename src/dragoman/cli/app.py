"""The list of commands and the one place where an error becomes a message and an exit status.

A run reads the module of the command that it names, and of no other: to read all of them takes longer than most questions.
"""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman import __version__
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

# In the order of the help. A command is the function of its name in the module of its name; what Python keeps for itself has an underscore.
COMMANDS = (
    "demo", "code", "add", "events", "episodes", "claims", "dyad", "ties", "blocs", "turning", "check", "sources", "plans", "explain",
    "codebook", "bench", "doctor", "import", "export",
)  # fmt: skip
GROUPS = ("forecast", "registry")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news reports and keeps an auditable record of who did what to whom, and according to whom."""


def made(names: Iterable[str] = (*COMMANDS, *GROUPS)) -> typer.Typer:
    """The command line with some of its commands and groups, all unless given."""
    out = typer.Typer(
        name="dragoman",
        help="Reads news reports and keeps an auditable record of who did what to whom, when, where and according to whom.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    out.callback()(root)
    for name in names:
        word = "import_" if name == "import" else name
        module = import_module(f"dragoman.cli.{word}")
        if name in GROUPS:
            out.add_typer(module.app, name=name)
        else:
            out.command(name)(getattr(module, word))
    return out


def __getattr__(name: str) -> Any:
    if name == "app":
        return made()
    raise AttributeError(name)


def _terminated(number: int, _frame: FrameType | None) -> None:
    """End as on an interrupt: workers end, what is not yet committed is rolled back, the store is closed."""
    sys.stderr.write("dragoman: terminated; what was stored before stays\n")
    sys.exit(128 + number)


def run() -> None:
    """Run the command line; errors that dragoman raises on purpose are one line on stderr, status 2; SIGTERM gives 143."""
    signal.signal(signal.SIGTERM, _terminated)
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    app = made([asked]) if asked in {*COMMANDS, *GROUPS} else made()
    try:
        app()
    except DragomanError as err:
        sys.stderr.write(f"dragoman: {err}\n")
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe went away: nothing is wrong
        sys.stderr.close()
        sys.exit(0)
