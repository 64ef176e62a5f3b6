"""`dragoman claims`: who said what, when, through whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dragoman.relations.dispute_records import Dispute, Retraction, Voice

_STANDING = {
    "disputed": "yellow",
    "denied, then confirmed": "bold red",
    "retracted": "magenta",
    "no longer told": "dim",
    "accounts differ": "cyan",
}
# Voices of each side that are shown; --json gives all.
_VOICES = 3


def claims(
    store: options.Store = options.DEFAULT_STORE,
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the speaker.")] = None,
    agency: Annotated[str | None, typer.Option(help="Agency it came through.")] = None,
    stance: Annotated[
        str | None,
        typer.Option(
            help="asserts, confirms, denies, doubts, threatens, promises, demands, predicts, declines."
        ),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="statement, precedence, evaluation, prediction.")] = None,
    about: Annotated[str | None, typer.Option(help="Words in the claim.")] = None,
    event: Annotated[str | None, typer.Option(help="Id of an event, or its beginning.")] = None,
    disputed: Annotated[
        bool,
        typer.Option("--disputed", help="By happening: who asserts, denies, confirmed later, took back."),
    ] = False,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            help="Count them: by day, week, month, year, speaker, country, stance, kind, outlet, agency.",
        ),
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    versions: Annotated[
        bool, typer.Option(help="Also claims of texts that a later version replaced.")
    ] = False,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """Claims on record, by the day they were said; with --disputed the two sides of each happening; with --by their numbers.

    --disputed goes with --country, --since, --until and --limit alone. With --by, --limit is that of the rows.

    Example: dragoman claims --country Iran --stance denies
    """
    from dragoman.errors import UsageError
    from dragoman.store import ClaimQuery

    if by is not None:
        _one_of(by, disputed=disputed)
    query = ClaimQuery(
        speaker=speaker, country=options.country(country), agency=agency, stance=stance, kind=kind, about=about, event=event,
        since=options.day(since, "--since"), until=options.day(until, "--until", last=True), versions=versions,
        limit=None if by else limit,
    )  # fmt: skip
    if disputed:
        if any((speaker, agency, stance, kind, about, event)):
            raise UsageError("--disputed goes with --country, --since, --until and --limit alone")
        with options.opened(store) as database:
            both = database.disputes(country=query.country, since=query.since, until=query.until)[:limit]
        if json:
            output.print_json(d.to_dict() for d in both)
            return
        show_disputes(both)
        counts = Counter(d.standing for d in both)
        output.say(
            f"{len(both)} happenings: " + (", ".join(f"{n} {s}" for s, n in sorted(counts.items())) or "none")
        )
        return
    with options.opened(store) as database:
        found = database.claims(query)
    if by is not None:
        _counts(found, by, limit, json=json)
        return
    if json:
        output.print_json(found)
        return
    show(found)
    output.say(f"{len(found)} claims ({len({c['report_id'] for c in found})} reports)")


def _one_of(by: str, *, disputed: bool) -> None:
    from dragoman.errors import UsageError
    from dragoman.relations.claim_counts import By

    if by not in get_args(By):
        raise UsageError(f"--by {by!r}; expected one of {', '.join(get_args(By))}")
    if disputed:
        raise UsageError("--by counts claims; it does not go with --disputed")


def _counts(found: list[dict[str, object]], by: str, limit: int | None, *, json: bool) -> None:
    from dragoman.cli import claim_counts
    from dragoman.relations.claim_counts import By, counted

    kind = cast("By", by)
    counts = counted(found, kind)
    rows = counts[:limit]
    if json:
        output.print_json(c.to_dict() for c in rows)
        return
    claim_counts.show(rows, kind)
    output.say(f"{len(found)} tellings of {sum(c.claims for c in counts)} claims")


def show(found: list[dict[str, object]], title: str | None = None) -> None:
    """Print claims as a table."""
    from rich.text import Text

    rows = []
    for claim in found:
        said, speaker = claim["said_on"], claim["speaker"]
        via = output.chain(*(str(v) for v in (claim["outlet"], claim["agency"]) if v))
        words = Text(output.actor(speaker if isinstance(speaker, dict) else None))
        words.append("\n" + output.clip(str(claim["text"]), 150), style="dim")
        day = str(said["start"]) if isinstance(said, dict) else "—"
        rows.append((day, str(claim["stance"]), str(claim["kind"]), via, words))
    output.table(("said on", "stance", "kind", "via", "who, and the words"), rows, title=title)


def show_disputes(found: Sequence[Dispute], title: str | None = None) -> None:
    """Print disputes as a table: first day, standing, and the sides under each other with day, speaker, way and words."""
    output.table(
        ("day", "standing", "who says what"),
        [(d.day or "—", output.plain(d.standing, _STANDING[d.standing]), _sides(d)) for d in found],
        title=title,
    )


def _sides(dispute: Dispute) -> Text:
    from rich.text import Text

    text = Text()
    for name, voices in (
        ("asserted", dispute.asserted),
        ("denied", dispute.denied),
        ("confirmed", dispute.confirmed),
    ):
        for v in voices[:_VOICES]:
            text.append(f"{name} ", style="bold").append(_voice(v))
        if len(voices) > _VOICES:
            text.append(f"… and {name} by {len(voices) - _VOICES} more\n", style="dim")
    for t in dispute.accounts[: 2 * _VOICES]:
        said = "; ".join(f"{aspect} “{words}”" for aspect, words in t.says)
        text.append(f"{said}: ", style="bold").append(_voice(t.voice))
    for r in dispute.retracted:
        text.append("told ", style="bold").append(_taken_back(r))
    text.rstrip()
    return text


def _voice(voice: Voice) -> str:
    country = f" ({voice.country})" if voice.country else ""
    who = f"{voice.speaker}{country}" if voice.speaker else "told by the outlet"
    via = output.via(voice.outlet, voice.agency, voice.report_id)
    return f"{voice.day} {who}, via {via}: {output.clip(voice.text, 130)}\n"


def _taken_back(r: Retraction) -> str:
    how = "without a word" if r.silent else "with a correction"
    instead = f"; instead: {output.clip(r.instead, 110)}" if r.instead else ""
    return f"{r.told_on} by {r.outlet or r.report_id}: {output.clip(r.text, 110)} Gone on {r.gone_on} {how}{instead}\n"
