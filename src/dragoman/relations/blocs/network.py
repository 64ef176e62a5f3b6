"""The signed network of one day: how each pair stands, by acts that fade, and by ties that hold. A pure function of both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, groupby
from math import fsum
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.tie_rules import DIRECTED
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dragoman.relations.blocs.acts import Act, Pair
    from dragoman.relations.tie_records import Tie

# An act loses half of its worth in this share of the window, so that the oldest act of it counts a quarter.
HALF_LIFE = 0.5
# Points that doubt every pair: two acts of the greatest score (10) give half a weight, one visit (4) a sixth. Ours, after reading networks of
# eight days: with half of it a single kind word made friends.
DOUBT = 20.0
# How far a month may be weighed up or down because little or much was watched in it. Ours; more would make rare reports loud.
_MOST = 4.0
TREATY = "treaty"


@dataclass(frozen=True, slots=True)
class Edge:
    """How a pair stands (a before b). `weight` lies between -1 (hostile) and 1 (friendly), and near 0 where little is known.

    `plus` and `minus` are the points of PLOVER's scale behind it, faded and evened out by coverage, those of ties included;
    `acts` how many acts, `first` and `last` their days (None where only ties speak), `ties` what holds, in words.
    """

    a: str
    b: str
    plus: float
    minus: float
    acts: int
    first: date | None
    last: date | None
    ties: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """(plus - minus) / (plus + minus + DOUBT), to four places."""
        return round((self.plus - self.minus) / (self.plus + self.minus + DOUBT), 4)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "record": "bloc edge", "a": self.a, "b": self.b, "weight": self.weight, "plus": round(self.plus, 3), "minus": round(self.minus, 3),
            "acts": self.acts, "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None, "ties": list(self.ties),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Network:
    """The edges of a day by pair, and how many reports (imported: events) the window held."""

    on: date
    window: int
    edges: Mapping[Pair, Edge]
    watched: int

    def strong(self, min_weight: float) -> dict[Pair, float]:
        """The weights of the pairs that are at least so strong, by pair."""
        return {pair: e.weight for pair, e in sorted(self.edges.items()) if abs(e.weight) >= min_weight}


def network(
    on: date,
    window: int,
    acts: Iterable[Act],
    ties: Sequence[Tie],
    watched: Mapping[date, int],
    *,
    treaties: bool = True,
) -> Network:
    """The network of a day, of the acts of `window` days up to it and of ties that hold on it, in any order.

    A treaty of mutual defence leans a pair of which acts tell; by itself it makes no pair, else its members would stand for the
    world. `watched` counts reports by the first day of the month: an act counts less in a month of which much was watched, more in one of
    which little was (four times at most), so that a busier archive is no warmer world.
    """
    even = _evened(watched)
    plus: dict[Pair, list[float]] = defaultdict(list)
    minus: dict[Pair, list[float]] = defaultdict(list)
    days: dict[Pair, list[date]] = defaultdict(list)
    for act in acts:
        age = (on - act.day).days
        if not 0 <= age < window:
            continue
        worth = (
            act.score
            * act.share
            * 0.5 ** (age / (HALF_LIFE * window))
            * even.get(act.day.replace(day=1), 1.0)
        )
        (plus if worth > 0 else minus)[act.a, act.b].append(abs(worth))
        days[act.a, act.b].append(act.day)
    words: dict[Pair, set[str]] = defaultdict(set)
    for tie, points in _by_ties(ties, on, window):
        pair = (min(tie.a, tie.b), max(tie.a, tie.b))
        text = f"{tie.kind.replace('_', ' ')} {tie.state}" + (
            f" ({tie.a} to {tie.b})" if DIRECTED[tie.kind] else ""
        )
        if text not in words[pair]:
            (plus if points > 0 else minus)[pair].append(abs(points))
        words[pair].add(text)
    for pair, name, points in _by_treaties(on) if treaties else ():
        if pair in days:
            plus[pair].append(points)
            words[pair].add(f"treaty of {name}")
    edges = {
        pair: Edge(
            *pair, fsum(plus[pair]), fsum(minus[pair]), len(days[pair]), min(days[pair], default=None), max(days[pair], default=None),
            tuple(sorted(words[pair])) if pair in words else (),
        )
        for pair in sorted({*plus, *minus})
    }  # fmt: skip
    return Network(on, window, edges, sum(watched.values()))


def _evened(watched: Mapping[date, int]) -> dict[date, float]:
    """What an act of a month counts: the usual number of reports of a month over those of this one, within bounds."""
    months = {m: n for m, n in watched.items() if n > 0}
    if not months:
        return {}
    usual = sum(months.values()) / len(months)
    return {m: min(_MOST, max(1 / _MOST, usual / n)) for m, n in months.items()}


def _by_ties(ties: Sequence[Tie], on: date, window: int) -> Iterable[tuple[Tie, float]]:
    """The ties that say something of sides; of several states of one kind between a pair the one that began last.

    A tie that only reports tell counts by its confidence and loses half in a window: its end may never have been told.
    """
    table = tie_points()
    ordered = sorted(ties, key=lambda t: (t.kind, t.a, t.b, t.since.end or date.min, t.state))
    for _, same in groupby(ordered, key=lambda t: (t.kind, t.a, t.b)):
        tie = list(same)[-1]
        if (tie.kind, tie.state) in table:
            told = (
                1.0
                if tie.given
                else tie.confidence * 0.5 ** (max((on - (tie.since.end or on)).days, 0) / window)
            )
            yield tie, table[tie.kind, tie.state] * told


def _by_treaties(on: date) -> Iterable[tuple[Pair, str, float]]:
    """The pairs that a treaty of mutual defence binds on a day."""
    for (kind, name), points in sorted(tie_points().items()):
        bloc = registry().blocs.get(name) if kind == TREATY else None
        if (
            bloc is not None
            and (bloc.start is None or bloc.start <= on)
            and (bloc.end is None or on <= bloc.end)
        ):
            yield from ((pair, bloc.name, points) for pair in combinations(bloc.on(on), 2))


@lru_cache(maxsize=1)
def tie_points() -> dict[tuple[str, str], float]:
    """Points of a tie by kind and state. Raises TableError with file and line."""
    out: dict[tuple[str, str], float] = {}
    for row in read_tsv("dragoman.relations", "data/bloc_ties.tsv", ("kind", "state", "points")):
        try:
            points = float(row["points"])
        except ValueError:
            raise row.error(f"points are {row['points']!r}; expected a number") from None
        key = (row.one_of("kind", frozenset({*DIRECTED, TREATY})), row["state"])
        if key[0] == TREATY and key[1] not in registry().blocs:
            raise row.error(f"the registry has no bloc {key[1]!r}")
        if key in out:
            raise row.error(f"{' '.join(key)} stands twice")
        out[key] = points
    return out
