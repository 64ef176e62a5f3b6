"""Counts the authored traps that get through: acts that are only denied, threatened, demanded, foretold or imagined.

usage: python bench/traps.py [--all]

tests/data/traps.tsv: class, types one of which must come out as done (the speech act itself; - for none), types that
may come out besides, sentence. A trap gets through when any other event has status occurred or ongoing; what happened
long before publication ("the invasion of 1974") is no leak in the classes that tell of the past.
tests/data/traps_second.tsv: the same, written when the first had been dealt with and run once before anything was changed.
tests/data/counter_traps.tsv: class, types one of which must come out as occurred or ongoing, sentence.
"""

from __future__ import annotations

import pathlib
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dragoman.coder import Coder

if TYPE_CHECKING:
    from dragoman.model import Event

DATA = pathlib.Path(__file__).parents[1] / "tests" / "data"
PUBLISHED = "2023-05-10"
REAL = frozenset({"occurred", "ongoing"})
# Classes whose sentences tell history: an event dated at least half a year back has happened.
PAST = frozenset({"anniversary", "fiction"})
_LONG_AGO = date(2022, 11, 10)


@dataclass(frozen=True, slots=True)
class Trap:
    """One sentence and what may come out of it."""

    kind: str
    speech: frozenset[str]
    also: frozenset[str]
    sentence: str


def _types(cell: str) -> frozenset[str]:
    return frozenset() if cell == "-" else frozenset(cell.split("|"))


def traps(name: str = "traps.tsv") -> list[Trap]:
    """The rows of traps.tsv, or of the second set."""
    rows = [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines()[1:]]
    return [Trap(kind, _types(speech), _types(also), sentence) for kind, speech, also, sentence in rows]


def counter_traps() -> list[Trap]:
    """The rows of counter_traps.tsv, their act as `speech`."""
    rows = [line.split("\t") for line in (DATA / "counter_traps.tsv").read_text("utf-8").splitlines()[1:]]
    return [Trap(kind, _types(act), frozenset(), sentence) for kind, act, sentence in rows]


def leaks(trap: Trap, events: tuple[Event, ...]) -> list[Event]:
    """The events of a trap that are told as real and must not be."""
    return [
        e
        for e in events
        if e.status in REAL
        and e.type not in trap.speech | trap.also
        and not (
            trap.kind in PAST and e.date is not None and e.date.end is not None and e.date.end < _LONG_AGO
        )
    ]


def told(trap: Trap, events: tuple[Event, ...]) -> bool:
    """The act that must come out as done does."""
    return not trap.speech or any(e.type in trap.speech and e.status in REAL for e in events)


def line(event: Event) -> str:
    """One event for reading."""
    return f"{event.type}{list(event.modes)} {event.status} [{event.evidence.text[event.evidence.trigger[0] : event.evidence.trigger[1]]}] {event.why[-1]}"


def run(coder: Coder, name: str) -> None:
    """Prints what gets through and what is lost of one set, by class."""
    through, silent, every = Counter[str](), Counter[str](), Counter[str]()
    rows = traps(name)
    for trap in rows:
        events = coder.code(trap.sentence, published=PUBLISHED).events
        every[trap.kind] += 1
        found = leaks(trap, events)
        through[trap.kind] += bool(found)
        silent[trap.kind] += not told(trap, events)
        if found:
            show("THROUGH", trap, found)
        if not told(trap, events):
            show(f"speech act lost {sorted(trap.speech)}", trap, list(events))
        if "--all" in sys.argv and not found:
            show("ok", trap, list(events))
    for kind, n in sorted(every.items()):
        sys.stdout.write(f"{kind:16} {n:3}  through {through[kind]}  speech act lost {silent[kind]}\n")
    total, speech = every.total(), sum(1 for t in rows if t.speech)
    held, said = 1 - through.total() / total, 1 - silent.total() / speech
    label = name.removesuffix(".tsv")
    sys.stdout.write(
        f"{label}: {through.total()} of {total} get through ({1 - held:.1%}), held back {held:.4f}\n"
        f"{label} speech acts: {speech - silent.total()} of {speech} told ({said:.1%})\n"
    )


def show(what: str, trap: Trap, events: list[Event]) -> None:
    """One sentence and its events, for reading."""
    sys.stdout.write(f"{what} {trap.kind}: {trap.sentence}\n" + "".join(f"    {line(e)}\n" for e in events))


def run_counter(coder: Coder) -> None:
    """Prints which acts that were done do not come out as done."""
    kept, told_at_all, lost = 0, 0, 0
    for trap in counter_traps():
        events = coder.code(trap.sentence, published=PUBLISHED).events
        coded = any(e.type in trap.speech for e in events)
        told_at_all += coded
        kept += told(trap, events)
        lost += coded and not told(trap, events)
        if not told(trap, events):
            show(f"{'LOST' if coded else 'not coded'} {sorted(trap.speech)}", trap, list(events))
    sys.stdout.write(
        f"counter-traps: {kept} of {len(counter_traps())} told as done; {lost} coded but not as done; {len(counter_traps()) - told_at_all} not coded\n"
    )


def main() -> None:
    """Command line."""
    coder = Coder()
    run(coder, "traps.tsv")
    run(coder, "traps_second.tsv")
    run_counter(coder)


if __name__ == "__main__":
    main()
