"""`dragoman explain`: one event down to its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import options, output
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from dragoman.coding.account import Account

_CONSIDERED_MAX = 12
_STYLE = {"source": "bold cyan", "target": "bold yellow", "third": "bold magenta", "trigger": "bold reverse"}


def explain(
    file: Annotated[
        Path | None, typer.Argument(help="A report; left out, the event is taken from the store.")
    ] = None,
    event: Annotated[
        str | None,
        typer.Option("--event", help="Id of the event, or its beginning; all events when left out."),
    ] = None,
    store: options.Store = options.DEFAULT_STORE,
    published: options.Published = None,
    json: options.Json = False,
) -> None:
    """The sentence of an event with its participants marked, why it was coded so, and what else was considered.

    Example: dragoman explain report.txt --event 3f2a
    """
    found = list(_from_file(file, published) if file else _from_store(store, event))
    chosen = [e for e in found if event is None or e["event_id"].startswith(event)]
    if not chosen:
        raise UsageError(f"no event begins with {event!r}; ids are the second column of `dragoman events`")
    if json:
        output.print_json({**item, "considered": considered(item)} for item in chosen)
        return
    for item in chosen:
        show(item)
        show_considered(item)


def _from_file(file: Path, published: str | None) -> Iterator[dict[str, Any]]:
    from dragoman.coder import Coder
    from dragoman.model import Report
    from dragoman.reading import read

    coder = Coder()
    for item in read([file], published=options.day(published, "--published")):
        if isinstance(item, Report):
            yield from (e.to_dict() for e in coder.code(item).events)


def _from_store(store: Path, event: str | None) -> list[dict[str, Any]]:
    if event is None:
        raise UsageError("name a file, or an event of the store with --event ID")
    with options.opened(store) as database:
        return database.events(event=event, versions=True)


def show(event: dict[str, Any]) -> None:
    """Print one event with its sentence and its reasons."""
    out = output.console()
    out.print(marked(event))
    rows: list[tuple[str, str]] = [
        ("event", event["event_id"]),
        ("act", _act(event)),
        ("status", event["status"]),
        (
            "date",
            f"{output.day(event)} ({event['date']['precision']}, {event['date']['basis']})"
            if event["date"]
            else "—",
        ),
    ]
    for side in ("source", "target", "third"):
        rows.extend((side, _person(actor)) for actor in event[side])
    if event["place"]:
        place = event["place"]
        rows.append(("place", f"{place['name']} ({place['country']}), {place['resolution']}"))
    for kind, amount in sorted(event["magnitude"].items()):
        rows.append((kind, _count(amount)))
    claim = event["claim"]
    speaker = output.actor(claim["speaker"]) if claim["speaker"] else None
    rows.append(
        (
            "according to",
            output.chain(claim["outlet"], claim["agency"], speaker, otherwise="the report itself"),
        )
    )
    rows.append(("stance", f"{claim['stance']}" + (f" ({claim['cue']})" if claim["cue"] else "")))
    rows.append(("confidence", f"{event['confidence']:.2f}"))
    rows.extend(("because", reason) for reason in event["why"])
    output.table(("what", "value"), rows)


def _count(amount: dict[str, Any]) -> str:
    low, high = (amount[side] if amount[side] is not None else "?" for side in ("min", "max"))
    unit, who = amount.get("unit"), amount.get("counted_by")
    by = f", counted by {output.actor(who)}" if who else ""
    return f"{low} to {high}" + (f" {unit}" if unit else "") + by


def accounted(event: dict[str, Any]) -> Account:
    """The sentence of the event coded once more, with everything that was considered in it."""
    from dragoman.coding import load_lexicon
    from dragoman.coding.account import account
    from dragoman.coding.scorer import load_scorer
    from dragoman.language.parser import parse
    from dragoman.model import Sentence

    evidence = event["evidence"]
    (parsed,) = parse([Sentence(event["sentence"], evidence["start"], evidence["end"], evidence["text"], 0)])
    start, end = evidence["trigger"]
    return account(parsed, (start, end), load_lexicon(), load_scorer())


def considered(event: dict[str, Any]) -> list[dict[str, Any]]:
    """What else was considered, as JSON-ready records."""
    from dragoman.model import plain

    found: list[dict[str, Any]] = plain(accounted(event).considered)
    return found


def show_considered(event: dict[str, Any]) -> None:
    """Print what weighed for and against the act, and what lost against it."""
    told = accounted(event)
    rows: list[tuple[str, str, str]] = []
    if told.sums is not None:
        beside = "sentence (raised by its report)" if told.raised else "sentence"
        sums = ((beside, told.sums.sentence), ("act", told.sums.act))
        rows.extend(
            ("scorer", "", f"{name} {value:+.2f}, told from {least:+.2f} on")
            for (name, value), least in zip(sums, told.sums.least, strict=True)
        )
        rows.extend(("", f"{weight:+.2f}", fact) for fact, weight in told.facts)
    rows.extend((f"“{c.word}”", c.act, f"{c.frame}: {c.why}") for c in told.considered[:_CONSIDERED_MAX])
    more = len(told.considered) - _CONSIDERED_MAX
    if more > 0:
        rows.append(("", "", f"and {more} more (--json has all)"))
    output.table(("considered", "", "why it lost"), rows)


def marked(event: dict[str, Any]) -> Text:
    """The sentence with source, target, third parties and trigger in their styles."""
    from rich.text import Text

    evidence = event["evidence"]
    text = Text(evidence["text"])
    base = evidence["start"]
    for side in ("source", "target", "third"):
        for actor in event[side]:
            text.stylize(_STYLE[side], max(0, actor["start"] - base), max(0, actor["end"] - base))
    start, end = evidence["trigger"]
    text.stylize(_STYLE["trigger"], start - base, end - base)
    return text


def _act(event: dict[str, Any]) -> str:
    modes = "/" + "+".join(event["modes"]) if event["modes"] else ""
    content = f", about {event['content']['type']}" if event["content"] else ""
    return f"{event['type']}{modes}{content}; quad {event['quad']}, intensity {event['intensity']:+g}, CAMEO {event['cameo'] or '—'}"


def _person(actor: dict[str, Any]) -> str:
    words = [f"“{actor['text']}”"]
    if actor.get("role"):
        words.append(f"as {actor['role']}")
    words.append(output.actor(actor))
    if actor["office"]:
        words.append(actor["office"])
    return ", ".join(words) + f" [{actor['by']}]"
