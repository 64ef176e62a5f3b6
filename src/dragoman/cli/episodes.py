"""`dragoman episodes [A [B]]`: what happened, once, with all that tell it side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import options, output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dragoman.episodes import Episode

# Tellings shown under an episode in the list; --id shows all.
_SHOWN = 2


def episodes(
    a: Annotated[str | None, typer.Argument(help="A country, name or code.")] = None,
    b: Annotated[str | None, typer.Argument(help="Another country.")] = None,
    store: options.Store = options.DEFAULT_STORE,
    type: Annotated[str | None, typer.Option(help="PLOVER type, e.g. ASSAULT.")] = None,
    since: options.Since = None,
    until: options.Until = None,
    known_on: Annotated[
        str | None, typer.Option(help="Only what reports published by that day tell (ISO).")
    ] = None,
    told: Annotated[int, typer.Option(min=1, help="Only episodes with at least so many reports.")] = 1,
    id: Annotated[str | None, typer.Option(help="One episode by its id, with every telling.")] = None,
    limit: options.Limit = None,
    json: options.Json = False,
) -> None:
    """What happened, once each, however many reports tell it; reports and independent origins beside each.

    Example: dragoman episodes IRN SAU --told 2
    """
    from dragoman.cli.codebook import known_type
    from dragoman.errors import UsageError

    first, second = options.country(a), options.country(b)
    conditions: dict[str, Any] = {"type": known_type(type), "since": options.day(since, "--since"),
                                  "until": options.day(until, "--until", last=True)}  # fmt: skip
    if first and second:
        conditions["between"] = (first, second)
    elif first:
        conditions["country"] = first
    with options.opened(store) as database:
        found = database.episodes(known_on=options.day(known_on, "--known-on", last=True), **conditions)
    found = tuple(e for e in found if e.reports >= told and (id is None or e.episode_id.startswith(id)))[
        :limit
    ]
    if id is not None and len(found) != 1:
        raise UsageError(
            f"{len(found)} episodes have an id that begins with {id!r}; give more of it, and the same conditions as in the list"
        )
    if json:
        output.print_json(e.to_dict() for e in found)
    elif id is not None:
        _one(found[0])
    else:
        show(found)


def show(found: Sequence[Episode], title: str | None = None) -> None:
    """Print episodes as a table: date, status, act, how often told, and who did it to whom with the first tellings."""
    output.table(
        ("date", "id", "status", "act", "told by", "who, to whom, and the tellings"),
        [
            (output.day(e.record), e.episode_id[:8], _status(e), output.act(e.record), f"{output.many(e.reports, 'report')}\n{output.many(e.origins, 'origin')}", _told(e))
            for e in found
        ],
        title=title or output.many(len(found), "episode"),
    )  # fmt: skip


def _status(episode: Episode) -> Text:
    text = output.status({"status": episode.status})
    return text.append("\ndisputed", style="yellow") if episode.disputed else text


def _told(episode: Episode) -> Text:
    from rich.text import Text

    e = episode.record
    text = Text(output.actors(e["source"]) + (f" → {output.actors(e['target'])}" if e["target"] else ""))
    for t in episode.tellings[:_SHOWN]:
        text.append(f"\n{output.clip(t.text, 120)} ({_chain(t)})", style="dim")
    if len(episode.tellings) > _SHOWN:
        text.append(f"\n… and {len(episode.tellings) - _SHOWN} more", style="dim")
    return text


def _chain(telling: Any) -> str:
    return output.chain(telling.outlet, telling.agency, telling.speaker)


def _one(episode: Episode) -> None:
    show([episode], f"Episode {episode.episode_id}")
    output.table(
        ("published", "status", "stance", "via", "origin", "the words"),
        [(t.published or "—", output.status({"status": t.status}), t.stance, _chain(t), t.origin, t.text) for t in episode.tellings],
        title="Tellings",
    )  # fmt: skip
    if episode.revisions:
        output.table(
            ("known on", "count", "at least", "at most", "unit", "counted by"),
            [tuple("—" if cell is None else str(cell) for cell in revision) for revision in episode.revisions],
            title="Counts as they were told",
        )  # fmt: skip
