"""Who tells what: for each outlet and agency, how many happenings, how often alone, how often first, and who owns it.

A paper that prints an agency's text is no second witness: `own` counts the happenings of which it tells in words that no
agency is credited with. Nothing is judged: alone may mean better informed or wrong.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.episodes import Episode, Told

Kind = Literal["outlet", "agency"]


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet or agency. `country` and `ownership` (state, public, private, party) are the registry's, None where it knows none.

    `happenings` is how many it tells; `alone` those that no other of its kind tells; `first` those with others of which it
    tells on an earlier day than all of them; `shared_first` those with others whose first day it shares; `own` (outlets)
    those that it tells without credit to an agency. `reports` counts its reports. Days are those of publication.
    """

    kind: Kind
    name: str
    country: str | None
    ownership: str | None
    reports: int
    happenings: int
    alone: int
    first: int
    shared_first: int
    own: int

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman sources --json` prints."""
        return {
            "record": "source", "kind": self.kind, "name": self.name, "country": self.country, "ownership": self.ownership,
            "reports": self.reports, "happenings": self.happenings, "alone": self.alone, "first": self.first,
            "shared_first": self.shared_first, "own": self.own if self.kind == "outlet" else None,
        }  # fmt: skip


def sources(episodes: Iterable[Episode]) -> tuple[Source, ...]:
    """The outlets and agencies that tell some episodes: outlets before agencies, those that tell most before the others."""
    counts: dict[tuple[Kind, str], Counter[str]] = {}
    reports: dict[tuple[Kind, str], set[str]] = {}
    for episode in episodes:
        for kind in ("outlet", "agency"):
            _count(episode, kind, counts, reports)
    made = [_source(kind, name, c, len(reports[kind, name])) for (kind, name), c in counts.items()]
    return tuple(sorted(made, key=lambda s: (s.kind != "outlet", -s.happenings, s.name)))


def _count(
    episode: Episode,
    kind: Kind,
    counts: dict[tuple[Kind, str], Counter[str]],
    reports: dict[tuple[Kind, str], set[str]],
) -> None:
    told: dict[str, list[Told]] = {}
    for t in episode.tellings:
        name = t.outlet if kind == "outlet" else t.agency
        if name:
            told.setdefault(name, []).append(t)
    # A telling without a day is told on no day: it is neither first nor later.
    days = {
        name: min((t.published for t in some if t.published), default=None) for name, some in told.items()
    }
    known = sorted(d for d in days.values() if d is not None)
    for name, some in told.items():
        c = counts.setdefault((kind, name), Counter())
        reports.setdefault((kind, name), set()).update(t.report_id for t in some)
        c["happenings"] += 1
        c["alone"] += len(told) == 1
        c["own"] += any(t.agency is None for t in some)
        if len(told) > 1 and known and days[name] == known[0]:
            c["first" if known.count(known[0]) == 1 else "shared_first"] += 1


def owner_of(name: str) -> str | None:
    """Who owns an outlet or agency (state, public, private, party); None where the registry knows none."""
    known = registry().outlet(name)
    return known.ownership if known is not None and known.ownership != "unknown" else None


def _source(kind: Kind, name: str, c: Counter[str], reports: int) -> Source:
    known = registry().outlet(name)
    return Source(
        kind, name, known.country if known else None, owner_of(name), reports, c["happenings"], c["alone"], c["first"], c["shared_first"], c["own"],
    )  # fmt: skip
