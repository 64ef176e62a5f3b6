"""The command line: one file a command, each a thin wrapper around the Python of the same name."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the process ends with 0 ok, 1 problems found, 2 usage, 3 partial."""
    from dragoman.cli.app import run

    run()
