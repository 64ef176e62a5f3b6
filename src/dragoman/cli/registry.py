"""`dragoman registry`: what our own tables say of a name and why, and lists of others (packs) beside them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from dragoman.registry import packs

app = typer.Typer(
    help="What dragoman's tables say of a name, and lists of office-holders and organisations that you have.",
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


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(help="A name: person, state, organisation, outlet, group of states.")
    ],
    on: Annotated[str | None, typer.Option(help="Only what holds on that day (ISO).")] = None,
    json: options.Json = False,
) -> None:
    """What the tables say of a name, line by line: where each line comes from, and which public lists agree with it.

    Example: dragoman registry show "Kofi Annan"
    """
    from dragoman.registry.lines import lines

    found = lines(name, options.day(on, "--on"))
    if json:
        output.print_json(line.to_dict() for line in found)
    elif found:
        output.table(
            ("table", "name", "what", "country", "from", "to", "source", "agrees"),
            [
                (f.table, f.name, f.what, f.country or "", _iso(f.start), _iso(f.end), f.source, ", ".join(f.checked))
                for f in found
            ],
        )  # fmt: skip
    else:
        output.say(
            f"the registry has no line for {name!r}; a surname, a full name or an alias is looked for as a whole"
        )
        raise typer.Exit(output.PROBLEMS)


@app.command()
def sources(json: options.Json = False) -> None:
    """What the keys in `source` and `agrees` mean, and how far each is to be trusted.

    Example: dragoman registry sources
    """
    from dragoman.registry.sources import sources as known

    if json:
        output.print_json(
            {"record": "source", "key": s.key, "kind": s.kind, "trust": s.trust, "date": s.date.isoformat(), "words": s.words}
            for s in known().values()
        )  # fmt: skip
    else:
        output.table(
            ("key", "kind", "trust", "date", "words"),
            [(s.key, s.kind, s.trust, s.date.isoformat(), s.words) for s in known().values()],
        )


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


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


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
