"""Options that several forecast commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Dataset = Annotated[str | None, typer.Option(help="An imported data set in place of the coded events.")]


def act_name(name: str) -> str:
    """The name of an act as the record has it: "quad 4", or a PLOVER type in capitals."""
    return name.lower() if name.lower().startswith("quad") else name.upper()
