"""What lies in the days of a turning point: the episodes told, the ties that changed, the kinds of act that grew or waned.

It says what is on record there, in words; it never says that one thing made another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.relations import series_query
from dragoman.relations.tie_query import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.episodes import Episode
    from dragoman.relations.series import DyadSeries
    from dragoman.relations.tie_records import Tie
    from dragoman.relations.turning import TurningPoint
    from dragoman.store import Database

# Days before and after the interval of a turn in which what happened still belongs to it. Ours.
SLACK = timedelta(days=15)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Makes:
    """What a turning point is made of, as far as the record goes.

    `episodes` are those of the turn's days, the weightiest first; `ties` the spells that began or ended in them, each with
    the word for which; `kinds` the types of act with their numbers in the stretch of a year before and after.
    """

    episodes: tuple[Episode, ...]
    ties: tuple[tuple[str, Tie], ...]
    kinds: tuple[tuple[str, int, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON, for the object of the turning point."""
        return {
            "episodes": [_episode_dict(e) for e in self.episodes],
            "ties": [
                {"tie_id": t.tie_id, "what": what, "kind": t.kind, "a": t.a, "b": t.b, "state": t.state, "given": t.given,
                 "words": tie_words(what, t)}
                for what, t in self.ties
            ],
            "kinds": [{"type": k, "year_before": x, "year_after": y} for k, x, y in self.kinds],
        }  # fmt: skip

    def lines(self) -> list[str]:
        """One line for each tie, episode and the kinds of act."""
        out = [tie_words(what, t) for what, t in self.ties]
        out += [episode_words(e) for e in self.episodes]
        if self.kinds:
            out.append("acts, year before → after: " + ", ".join(f"{k} {x} → {y}" for k, x, y in self.kinds))
        return out


def makes(
    database: Database, found: DyadSeries, points: Sequence[TurningPoint], known_on: date | None = None
) -> list[Makes]:
    """What each of the turning points of a series is made of. For imported series there are no episodes.

    `known_on` leaves out what was published later.
    """
    if not points:
        return []
    spells = ledger(database, found.a, found.b, history=True, known_on=known_on)
    end = known_on or date.max
    return [
        Makes(_episodes(database, found, p, end), _ties(spells, p), _kinds(database, found, p.at, end))
        for p in points
    ]


def around(database: Database, found: DyadSeries, on: date, known_on: date | None = None) -> Makes:
    """What the record holds of the month around a day; `known_on` leaves out what was published later."""
    spells = ledger(database, found.a, found.b, history=True, known_on=known_on)
    end = known_on or date.max
    return Makes(
        _weightiest(database, found, on - SLACK, min(on + SLACK, end), np.ones(4)),
        _changed(spells, on - SLACK, on + SLACK),
        _kinds(database, found, on, end),
    )


def _episodes(database: Database, found: DyadSeries, point: TurningPoint, end: date) -> tuple[Episode, ...]:
    weight = np.ones(4)
    for q, ratio in point.effect.quads.items():
        if ratio.times is not None:
            weight[q - 1] = max(1.0, 1 + np.log2(ratio.times))
    return _weightiest(database, found, point.first - SLACK, min(point.last + SLACK, end), weight)


def _weightiest(
    database: Database, found: DyadSeries, first: date, last: date, weight: np.ndarray
) -> tuple[Episode, ...]:
    """Episodes first told in the days, by origins, by how far from zero their score lies, and by the weight of their quad."""
    if found.dataset != series_query.OWN:
        return ()
    told = database.episodes(between=(found.a, found.b), since=first, until=last)
    within = [
        e for e in told
        if e.status in {"occurred", "ongoing"} and e.known_on and first.isoformat() <= e.known_on <= last.isoformat()
    ]  # fmt: skip

    def rank(e: Episode) -> float:
        return float(e.origins * weight[e.record["quad"] - 1] * (1 + abs(e.record["intensity"])))

    best = sorted(within, key=lambda e: (-rank(e), e.episode_id))[:SHOWN]
    return tuple(sorted(best, key=lambda e: (str(e.known_on), e.episode_id)))


def _ties(spells: Iterable[Tie], point: TurningPoint) -> tuple[tuple[str, Tie], ...]:
    return _changed(spells, point.first - SLACK, point.last + SLACK)


def _changed(spells: Iterable[Tie], first: date, last: date) -> tuple[tuple[str, Tie], ...]:
    out = []
    for spell in spells:
        # A year or a decade says nothing of the days of a turn.
        for what, when in (("began", spell.since), ("ended", spell.until)):
            if (
                when
                and when.start
                and when.end
                and (when.end - when.start).days <= 31
                and first <= when.start <= last
            ):
                out.append((when.start, what, spell))
    return tuple((what, spell) for _, what, spell in sorted(out, key=lambda x: (x[0], x[1], x[2].tie_id)))


def _kinds(database: Database, found: DyadSeries, at: date, end: date) -> tuple[tuple[str, int, int], ...]:
    """The types of act whose numbers differ most between the year before and the year after."""
    year = timedelta(days=365)
    before = series_query.kinds(database, found, at - year, at - timedelta(days=1))
    after = series_query.kinds(database, found, at, min(at + year, end))
    both = [(k, before.get(k, 0), after.get(k, 0)) for k in sorted({*before, *after})]
    return tuple(sorted(both, key=lambda x: (-abs(x[2] - x[1]), x[0]))[:4])


def tie_words(what: str, tie: Tie) -> str:
    """A change of a tie as words: "2016-01-03: diplomatic relations severed"."""
    when = tie.since if what == "began" else tie.until
    assert when is not None
    name = tie.kind.replace("_", " ")
    sides = f"{tie.a} → {tie.b}" if tie.directed else f"{tie.a} and {tie.b}"
    told = "given" if tie.given else f"{tie.reports} reports" if tie.reports != 1 else "1 report"
    verb = tie.state if what == "began" else f"no longer {tie.state}"
    return f"{when.start}: {name} of {sides} {verb} ({told})"


def episode_words(e: Episode) -> str:
    """An episode as words: day, who did what to whom, how many tell it, and the sentence."""
    record = e.record
    when = record.get("date") or {}
    start = (when.get("start") if when.get("precision") in {"day", "week"} else None) or e.known_on
    sides = " → ".join(filter(None, (_names(record["source"]), _names(record["target"]))))
    act = record["type"].lower() + (f" ({', '.join(record['modes'])})" if record["modes"] else "")
    reports = "1 report" if e.reports == 1 else f"{e.reports} reports, {e.origins} origins"
    return f"{start}: {sides}, {act}; {reports}: “{' '.join(e.tellings[0].text.split())}”"


def _names(actors: Sequence[dict[str, Any]]) -> str:
    return ", ".join(dict.fromkeys(a.get("country") or a.get("name") or a["text"] for a in actors))


def _episode_dict(e: Episode) -> dict[str, Any]:
    return {
        "episode_id": e.episode_id, "known_on": e.known_on, "type": e.record["type"], "modes": e.record["modes"],
        "quad": e.record["quad"], "reports": e.reports, "origins": e.origins, "words": episode_words(e),
    }  # fmt: skip
