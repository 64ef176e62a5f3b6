"""`dragoman code`: files in, events out, no store."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import options, output
from dragoman.cli.claims import show as show_claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.model import Coding, Rejected, Report


def code(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Reports: text, HTML, JSONL, CSV, Parquet, RSS or Atom files, folders, - for stdin."
        ),
    ],
    published: options.Published = None,
    outlet: options.OutletName = None,
    json: options.Json = False,
    rejected: Annotated[
        bool, typer.Option("--rejected", help="Also print what was refused and why.")
    ] = False,
    careful: Annotated[
        bool, typer.Option("--careful", help="Tell only what is nearly certain to be an act.")
    ] = False,
    workers: options.Workers = 1,
) -> None:
    """Code reports and print their events and claims.

    Example: dragoman code report.txt --published 2023-05-01
    """
    from dragoman.coder import Coder
    from dragoman.model import Rejected, plain
    from dragoman.reading import read

    day = options.day(published, "--published")
    aside: list[Rejected] = []

    def reports() -> Iterator[Report]:
        for item in read(files, published=day, outlet=outlet):
            if isinstance(item, Rejected):
                aside.append(item)
            else:
                yield item

    failed: Counter[str] = Counter()
    for coding in output.track(Coder(careful=careful).code_many(reports(), workers=workers), "coding"):
        failed.update(
            r.code for r in coding.rejected if r.code in {"stage_failed", "worker_died", "empty_text"}
        )
        if json:
            output.print_json(_records(coding, rejected))
        else:
            _show(coding, rejected)
    for item in aside:
        failed[item.code] += 1
        if json and rejected:
            output.print_json([{"record": "rejected", **plain(item)}])
        output.say(f"set aside: {item.origin or item.report_id}: {item.code}: {item.detail}")
    if failed:
        raise typer.Exit(output.PARTIAL)


def _records(coding: Coding, rejected: bool) -> Iterator[dict[str, Any]]:
    from dragoman.model import plain

    yield from (e.to_dict() for e in coding.events)
    yield from (c.to_dict() for c in coding.claims)
    if rejected:
        yield from ({"record": "rejected", **plain(r)} for r in coding.rejected)


def _show(coding: Coding, rejected: bool) -> None:
    report = coding.report
    events = [e.to_dict() for e in coding.events]
    output.table(
        ("date", "status", "act", "who, to whom, and the sentence"),
        [(output.day(e), output.status(e), output.act(e), output.told(e, 150)) for e in events],
        title=f"{report.origin or report.id}: {len(events)} events",
    )
    output.console().print()
    claims = [c.to_dict() for c in coding.claims]
    show_claims(claims, title=f"{len(claims)} claims")
    if rejected:
        output.table(("stage", "reason", "detail"), [(r.stage, r.code, output.clip(r.detail, 100)) for r in coding.rejected],
                     title=f"{len(coding.rejected)} refused")  # fmt: skip
