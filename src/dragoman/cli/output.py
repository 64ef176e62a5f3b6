"""How the commands print: tables for people, one JSON object a line for programs, talk on stderr."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console
    from rich.text import Text

    from dragoman.store import Added

OK, PROBLEMS, USAGE, PARTIAL = 0, 1, 2, 3

T = TypeVar("T")

# Objects written at once: few enough that the first come soon.
_AT_ONCE = 64

# Width of tables that go to a pipe or file, where no terminal says how wide it is.
_PIPE_WIDTH = 140

QUAD_STYLE = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}
ARROW = {"forth": "{a} → {b}", "back": "{b} → {a}", "mutual": "{a} ↔ {b}"}
STATUS_STYLE = {
    "occurred": "", "ongoing": "cyan", "planned": "blue", "demanded": "magenta", "hypothetical": "dim",
    "denied": "dim strike", "failed": "dim",
}  # fmt: skip


def console() -> Console:
    """Where data go: stdout, coloured only on a terminal."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def say(message: str) -> None:
    """Talk: one line on stderr."""
    sys.stderr.write(message.rstrip("\n") + "\n")


def plain(words: str, style: str = "") -> Text:
    """Words as they stand, in a style."""
    from rich.text import Text

    return Text(words, style=style)


def chain(*parts: str | None, otherwise: str = "—") -> str:
    """Whom words came through, each once, the outlet first; `otherwise` where nobody is known."""
    return " > ".join(dict.fromkeys(p for p in parts if p)) or otherwise


def via(outlet: str | None, agency: str | None, otherwise: str = "no outlet") -> str:
    """The chain of outlet and agency that words came through."""
    return chain(outlet, agency, otherwise=otherwise)


def print_json(records: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line on stdout."""
    import msgspec

    encoder, source = msgspec.json.Encoder(), iter(records)
    while some := list(islice(source, _AT_ONCE)):
        sys.stdout.buffer.write(encoder.encode_lines(some))
    sys.stdout.buffer.flush()


def track(items: Iterable[T], label: str, unit: str = "reports") -> Iterator[T]:
    """Pass items through with a count on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed} " + unit),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        for item in items:
            progress.advance(task)
            yield item


@contextmanager
def counter(label: str, unit: str) -> Iterator[Callable[[int], None] | None]:
    """A function that is told how many are done, shown on stderr when that is a terminal; None when it is not."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed:,} " + unit),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done: progress.update(task, completed=done)


def table(columns: Sequence[str], rows: Iterable[Sequence[str | Text]], title: str | None = None) -> None:
    """Print a table; the last column takes the width that is left, and wraps. Words stand as they are: brackets are no markup."""
    from dragoman.cli.tables import Table

    console().print(Table(columns, list(rows), title), crop=False)


def told(event: dict[str, Any], words: int) -> Text:
    """Who did it to whom, and under it the sentence that tells it."""
    from rich.text import Text

    sides = actors(event["source"]) + (f" → {actors(event['target'])}" if event["target"] else "")
    thirds = [f"{a['role']} {actor(a)}" for a in event["third"]]
    text = Text("; ".join([sides, *thirds]))
    evidence = event.get("evidence")
    said = evidence["text"] if evidence else event.get("text") or event.get("url")
    text.append("\n" + clip(said, words) if said else "", style="dim")
    return text


def actors(items: Sequence[dict[str, Any]]) -> str:
    """Participants as words: "Ebrahim Raisi (IRN GOV)"."""
    return "; ".join(actor(a) for a in items) or "—"


def actor(item: dict[str, Any] | None) -> str:
    """One participant as words."""
    if not item:
        return "—"
    code = " ".join(p for p in (item.get("country"), item.get("sector")) if p)
    name = item.get("name") or item["text"] or "—"
    return f"{name} ({code})" if code else f"{name}"


def day(event: dict[str, Any]) -> str:
    """The days of an event: one day, an interval, or "published …" where no date is given."""
    date = event.get("date")
    if not date:
        return "—"
    start, end = date.get("start"), date.get("end")
    if start == end:
        return str(start)
    if start and end and date["precision"] == "month" and start[:7] == end[:7]:
        return str(start[:7])
    if start and end and date["precision"] == "year" and start[:4] == end[:4]:
        return str(start[:4])
    if start and end and start[:8] == end[:8]:
        return f"{start} to {end[8:]}"
    return f"{start or '…'} to {end or '…'}"


def first_day(event: dict[str, Any]) -> str:
    """The first known day of an event, else of its publication; "" when neither is known."""
    date = event.get("date") or {}
    return str(date.get("start") or date.get("end") or event.get("published") or "")


def act(event: dict[str, Any]) -> Text:
    """Type and modes in the colour of their quad."""
    from rich.text import Text

    if event["type"] is None:  # PLOVER has no type for statements, CAMEO has
        return Text(f"CAMEO {event['cameo']}" if event.get("cameo") else "—")
    words = event["type"] + ("/" + "+".join(event["modes"]) if event["modes"] else "")
    if event.get("content"):
        words += f" [{event['content']['type']}]"
    return Text(words, style=QUAD_STYLE[event["quad"]])


def status(event: dict[str, Any]) -> Text:
    """The status, dimmed where the act did not happen."""
    from rich.text import Text

    return Text(event["status"], style=STATUS_STYLE[event["status"]])


def many(number: int, word: str) -> str:
    """A number with its noun: "1 report", "2,500 reports"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def clip(text: str, length: int) -> str:
    """At most `length` characters of a text on one line, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    return flat[: length - 1].rsplit(" ", 1)[0] + "…"


def summary(added: Added) -> str:
    """What an add did, as one line."""
    parts = [
        f"{added.reports} reports coded",
        f"{added.unchanged} already known",
        f"{added.events} events",
        f"{added.claims} claims",
    ]
    if added.versions:
        parts.insert(1, f"{added.versions} of them new versions")
    aside = sum((added.set_aside or {}).values())
    if aside:
        kinds = ", ".join(f"{n} {code}" for code, n in sorted((added.set_aside or {}).items()))
        parts.append(f"{aside} set aside ({kinds})")
    return "; ".join(parts)
