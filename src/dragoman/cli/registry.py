"""`dragoman registry`: lists of others (packs) beside our own tables of offices and organisations."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from dragoman.registry import packs

app = typer.Typer(
    help="Lists of office-holders and organisations that you have, used after dragoman's own tables.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(help="CSV or TSV of office-holders or organisations, or FollowTheMoney JSON lines."),
    ],
    name: Annotated[str | None, typer.Option(help="Name of the pack; else the file's.")] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the list, kept with it.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Day on which the list was made (ISO); else the file's own day.")
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(help="What words of its country column mean: 'us-cabinet=USA'. May be repeated."),
    ] = None,
    replace: Annotated[bool, typer.Option(help="Take the place of a pack of the same name.")] = False,
    json: options.Json = False,
) -> None:
    """Bring a list in: its lines are checked, kept apart under the pack's name, and used after our own.

    Example: dragoman registry import holders.csv --licence CC0 --as-of 2026-06-01
    """  # fmt: skip
    import hashlib

    from dragoman.errors import UsageError
    from dragoman.registry import packs
    from dragoman.registry.pack_reading import read_pack

    if not file.is_file():
        raise UsageError(f"there is no file {file}")
    made = options.day(as_of, "--as-of", last=True) or _day_of(file)
    rows = read_pack(file, _meanings(country or []))
    pack = packs.save(
        name or file.name.split(".")[0], rows, source=file.name, sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        licence=licence, as_of=made, replace_it=replace,
    )  # fmt: skip
    if json:
        refused = (
            {"record": "rejected", "code": r.code, "detail": r.detail, "origin": r.origin}
            for r in rows.refused
        )
        output.print_json([pack.to_dict(), *refused])
    else:
        _show([pack])
        for r in rows.refused[:_SHOWN]:
            output.say(f"{r.origin}: {r.code}: {r.detail}")
        if len(rows.refused) > _SHOWN:
            output.say(f"... and {len(rows.refused) - _SHOWN} more; --json prints all")
    if rows.refused:
        raise typer.Exit(output.PARTIAL)


@app.command("list")
def list_(json: options.Json = False) -> None:
    """The packs that are installed.

    Example: dragoman registry list
    """
    from dragoman.registry import packs

    found = packs.packs()
    if json:
        output.print_json(p.to_dict() for p in found)
    elif found:
        _show(found)
    else:
        output.say(f"no packs in {packs.folder()}; bring one in with: dragoman registry import FILE")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="Name of the pack.")]) -> None:
    """Take a pack away.

    Example: dragoman registry remove holders
    """
    from dragoman.registry import packs

    packs.remove(name)
    output.say(f"removed {name}")


# Refused lines shown to people; a list of 37,000 may have hundreds. Ours.
_SHOWN = 10


def _show(found: list[packs.Pack]) -> None:
    output.table(
        ("pack", "terms of office", "organisations", "refused", "as of", "licence", "source"),
        [
            (p.name, f"{p.offices:,}", f"{p.bodies:,}", f"{p.refused:,}", p.as_of.isoformat(), p.licence or "not said", p.source)
            for p in found
        ],
    )  # fmt: skip


def _meanings(pairs: list[str]) -> dict[str, str]:
    from dragoman.errors import UsageError

    out = {}
    for pair in pairs:
        words, _, code = pair.rpartition("=")
        if not words:
            raise UsageError(f"--country is {pair!r}; expected WORDS=CODE, such as 'us-cabinet=USA'")
        out[words] = options.country(code) or code
    return out


def _day_of(file: Path) -> date:
    return datetime.fromtimestamp(file.stat().st_mtime).date()
