"""`dragoman demo`: the bundled reports into a fresh store, and what they hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import options, output
from dragoman.cli.check import show as show_checks
from dragoman.cli.claims import show as show_claims
from dragoman.cli.claims import show_disputes
from dragoman.cli.dyad import show as show_dyad
from dragoman.cli.explain import show as show_event
from dragoman.cli.plans import show as show_plans

# Enough to see how a relation went, few enough for one screen.
_DYAD_LINES = 16
_CLAIMS = 5

# "denied it", "denied the charges" say nothing without their report.
_TELLING_WORDS = 5

if TYPE_CHECKING:
    from dragoman.relations.dyads import DyadLine
    from dragoman.relations.record import RelationsDatabase
    from dragoman.store import Added


def demo(
    store: Annotated[
        Path, typer.Option("--store", "-s", help="Where to put the store; replaced if there.")
    ] = Path("demo.duckdb"),
    json: options.Json = False,
) -> None:
    """Code the bundled sample of reports into a fresh store and show what they hold.

    Example: dragoman demo
    """
    from dragoman.coder import Coder
    from dragoman.model import plain
    from dragoman.reading import read
    from dragoman.relations.record import open as open_store
    from dragoman.sample import reports_folder

    for stale in (store, store.with_name(store.name + ".wal")):
        stale.unlink(missing_ok=True)
    with open_store(store) as database:
        added = database.add(output.track(read([reports_folder()]), "coding the sample"), Coder())
        if json:
            output.print_json([{"record": "added", "store": str(store), **plain(added)}])
            return
        _read(database, added)
        _types(database)
        _dyad(database)
        _claims(database)
        _disputes(database)
        _plans(database)
        _checked(database)
        _explained(database)
    output.say(f"\nThe record is in {store}. Next: dragoman dyad IRN SAU --store {store}; "
               f"dragoman claims --stance denies --store {store}; dragoman codebook CONSULT")  # fmt: skip


def _heading(words: str) -> None:
    output.console().print(f"\n[bold underline]{words}[/]")


def _read(database: RelationsDatabase, added: Added) -> None:
    _heading("What was read")
    first, last, reports, outlets = database.coverage()
    output.table(
        ("what", "found"),
        [
            ("reports", f"{reports} from {outlets} outlets, published {first} to {last}"),
            ("versions", f"{added.versions} reports replaced an earlier text under the same address"),
            ("known already", f"{added.unchanged} reports were given twice and changed nothing"),
            ("record", f"{added.events} events, {added.claims} claims"),
            (
                "set aside",
                ", ".join(f"{n} {code}" for code, n in sorted((added.set_aside or {}).items())) or "nothing",
            ),
            (
                "acts refused",
                ", ".join(f"{n} {code}" for code, n in sorted((added.refused or {}).items())) or "none",
            ),
        ],
    )


def _types(database: RelationsDatabase) -> None:
    from rich.text import Text

    _heading("Events by type and status")
    events = database.events()
    counts = Counter(e["type"] for e in events)
    widest = max(counts.values(), default=1)
    quads = {e["type"]: e["quad"] for e in events}
    rows = []
    for name, n in sorted(counts.items(), key=lambda kv: (quads[kv[0]], -kv[1], kv[0])):
        states = Counter(e["status"] for e in events if e["type"] == name)
        happened = states["occurred"] + states["ongoing"]
        other = ", ".join(f"{k} {s}" for s, k in sorted(states.items()) if s not in {"occurred", "ongoing"})
        bar = Text("█" * max(1, round(30 * n / widest)), style=output.QUAD_STYLE[quads[name]])
        rows.append((name, bar, str(n), f"{happened} happened or go on" + (f", {other}" if other else "")))
    output.table(("type", "", "events", "status"), rows)


def _dyad(database: RelationsDatabase) -> None:
    from dragoman.relations.dyads import Dyad

    _heading("Iran and Syria")
    whole = database.dyad("IRN", "SYR").record
    told: dict[tuple[str, str, str], DyadLine] = {}
    for line in whole.lines:  # what has a date of its own, one line for what several reports tell alike
        if not (line.event["date"] or {}).get("text"):
            continue
        key = (line.day, line.event["type"], line.direction)
        if key not in told or line.event["confidence"] > told[key].event["confidence"]:
            told[key] = line
    show_dyad(Dyad(whole.a, whole.b, tuple(told.values())[-_DYAD_LINES:]), words=200, of=whole.totals)


def _claims(database: RelationsDatabase) -> None:
    from dragoman.store import ClaimQuery

    _heading("Who says so")
    for title, query in (
        ("Denied", ClaimQuery(stance="denies")),
        ("Threatened", ClaimQuery(stance="threatens")),
    ):
        found = database.claims(query)
        telling = [c for c in found if len(c["text"].split()) >= _TELLING_WORDS]
        if telling:
            show_claims(
                telling[:_CLAIMS],
                title=f"\n{title}: {len(found)} claims, {min(len(telling), _CLAIMS)} of them shown",
            )


def _plans(database: RelationsDatabase) -> None:
    _heading("What became of plans")
    found = database.plans()
    off = [p for p in found if p.outcome == "called off"]
    counts = Counter(p.outcome for p in found)
    said = ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items()))
    show_plans(
        off[:_CLAIMS], title=f"{len(found)} plans: {said}; {min(len(off), _CLAIMS)} of those called off shown"
    )


def _checked(database: RelationsDatabase) -> None:
    _heading("Is it really the first?")
    checks = database.checks()
    telling = list({str(c.claim["text"]): c for c in checks if c.against or c.beside}.values())
    show_checks(
        [*telling, *(c for c in checks if c not in telling)][:_CLAIMS],
        title=f"{len(checks)} claims of precedence, {_CLAIMS} of them shown",
    )


def _disputes(database: RelationsDatabase) -> None:
    _heading("Both sides of one happening")
    found = database.disputes()
    for title, standing in (
        ("Denied, then confirmed", "denied, then confirmed"),
        ("Disputed", "disputed"),
        ("Accounts that differ", "accounts differ"),
        ("Taken back", "retracted"),
    ):
        some = [d for d in found if d.standing == standing]
        if some:
            show_disputes(
                some[:_CLAIMS], title=f"\n{title}: {len(some)}, {min(len(some), _CLAIMS)} of them shown"
            )


def _explained(database: RelationsDatabase) -> None:
    _heading("One event, down to its words")
    event = _telling(database.events(between=("IRN", "SYR"), type="CONSULT"))
    if event is not None:
        show_event(event)


def _telling(events: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The event with most to show: named people, a date of its own, a speaker."""

    def weight(e: dict[str, Any]) -> tuple[int, str]:
        named = sum(bool(a["office"]) for a in (*e["source"], *e["target"]))
        dated = bool(e["date"] and e["date"]["text"])
        return -(2 * bool(e["claim"]["speaker"]) + 2 * dated + min(named, 2) + bool(e["place"])), e[
            "event_id"
        ]

    return min(events, key=weight, default=None)
