"""Which country a report speaks of at a place in it, for what it names without one: "the army", "officials".

It answers only where that is clear: one country in the whole report, or two signs that agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.grounding.meanings import is_surname
from dragoman.grounding.people import choose
from dragoman.grounding.states import state_name, times_named
from dragoman.language.datelines import datelines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.grounding.memory import Memory
    from dragoman.grounding.people import Interval
    from dragoman.model import Report
    from dragoman.registry import Registry
    from dragoman.registry.records import Name

_NO_STATE = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True, slots=True)
class Setting:
    """The countries of a report: `named` most named first, `line` that of the dateline."""

    named: tuple[str, ...]
    only: str | None
    most: str | None
    line: str | None
    text: str = ""
    republics: tuple[tuple[int, str], ...] = ()
    """Where the report names a state with the word "Republic", and which."""

    def is_surname(self, word: str) -> bool:
        """True when the report uses the word as a surname and never as a place."""
        return is_surname(word, self.text)

    def home(self, memory: Memory, offset: int, sentence: int) -> tuple[str, str] | None:
        """The country meant at `offset` and why; None where it is not clear."""
        if self.only is not None:
            return self.only, "the only country of the report"
        last = memory.last_subject_country(offset, sentence)
        signs = {"the dateline": self.line, "the country named most": self.most, "the last subject": last}
        for first, second in (
            ("the dateline", "the country named most"),
            ("the last subject", "the country named most"),
            ("the dateline", "the last subject"),
        ):
            if signs[first] is not None and signs[first] == signs[second]:
                return str(signs[first]), f"{first}, {second}"
        return None


def setting(report: Report, names: Sequence[Name], interval: Interval, registry: Registry) -> Setting:
    """The setting of a report whose names are `names`."""
    counts = times_named(names)
    tally = dict(counts)
    for name in names:
        code = _country_behind(name, interval, registry)
        if code is not None:
            tally[code] = tally.get(code, 0) + 1
    ranked = sorted(tally, key=lambda c: (-tally[c], c))
    only = ranked[0] if len(ranked) == 1 else None
    clear = len(ranked) > 1 and tally[ranked[0]] > tally[ranked[1]]
    return Setting(
        tuple(counts),
        only,
        ranked[0] if clear else only,
        _dateline(report.text, names),
        report.text,
        tuple((n.start, s.code) for n in names if "Republic" in n.text and (s := state_name(n)) is not None),
    )


def _country_behind(name: Name, interval: Interval, registry: Registry) -> str | None:
    """The state of the person or national body that a name stands for."""
    for entry in name.entries:
        if entry.kind == "person":
            tenure = choose(registry.person(entry.ref), *interval)
            return tenure.country if tenure is not None and tenure.country not in _NO_STATE else None
        if entry.kind == "body":
            body = registry.body(entry.ref)
            return body.country if body is not None and body.country not in _NO_STATE else None
    return None


def _dateline(text: str, names: Sequence[Name]) -> str | None:
    """The country of the place in the dateline, where that is a name of the registry."""
    line = next((d for d in datelines(text) if d.sure), None)
    if line is None:
        return None
    found = next((s for n in names if line.start <= n.start < line.end and (s := state_name(n))), None)
    return found.code if found is not None else None
