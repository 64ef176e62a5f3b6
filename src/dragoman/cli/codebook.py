"""`dragoman codebook TYPE`: what a code means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import output

if TYPE_CHECKING:
    from dragoman.codebook.describe import TypePage


def codebook(
    type: Annotated[
        str | None, typer.Argument(help="A PLOVER type, e.g. CONSULT; all types when left out.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line instead of text.")] = False,
) -> None:
    """The codebook: one type with its modes, boundaries and decisions, or the list of all.

    Example: dragoman codebook ASSAULT
    """
    from dragoman.codebook import codebook as load
    from dragoman.codebook.describe import describe
    from dragoman.model import plain

    names = [type] if type else list(load().types)
    pages = [describe(name) for name in names]
    if json:
        output.print_json({"record": "type", **plain(page)} for page in pages)
    elif type:
        _show(pages[0])
    else:
        output.table(
            ("type", "quad", "score", "modes", "definition"),
            [
                (
                    p.name,
                    f"{p.quad} {p.quad_name}",
                    f"{p.score:+g}",
                    ", ".join(m.name for m in p.modes) or "—",
                    p.definition,
                )
                for p in pages
            ],
        )


def _show(page: TypePage) -> None:
    out = output.console()
    out.print(f"[bold]{page.name}[/]  quad {page.quad} ({page.quad_name}), score {page.score:+g}, "
              f"recipient {'required' if page.recipient_required else 'optional'}")  # fmt: skip
    out.print(page.definition, markup=False)
    if page.modes:
        output.table(
            ("mode", "score", "definition"), [(m.name, f"{m.score:+g}", m.definition) for m in page.modes]
        )
    if page.examples:
        out.print("\n[bold]Examples[/]")
        for example in page.examples:
            out.print(f"  {example}", markup=False)
    if page.boundaries:
        output.table(
            ("situation", "code"),
            [(b.situation, ", ".join(b.codes) or "no event") for b in page.boundaries],
            title="\nBoundaries",
        )
    for decision in page.decisions:
        out.print(f"[bold]Decision[/] {decision.what} [dim]Why: {decision.why}[/]")
    codes = ", ".join(f"{c.code} {c.name}" for c in page.cameo)
    out.print(f"[bold]CAMEO[/] {codes}")


def known_type(name: str | None) -> str | None:
    """The type in its own spelling. Raises UsageError with the nearest names."""
    if not name:
        return None
    from dragoman.codebook.describe import describe

    return describe(name).name
