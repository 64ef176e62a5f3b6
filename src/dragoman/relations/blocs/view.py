"""The blocs of a store: what `RelationsDatabase.blocs` gives. It asks the store and puts the pure parts together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.relations.blocs.acts import Sentence, acts, coverage, sentences
from dragoman.relations.blocs.balance import Balance, balance
from dragoman.relations.blocs.labels import Bloc, blocs
from dragoman.relations.blocs.moves import Move, PairMove, moves, pair_moves
from dragoman.relations.blocs.named import NamedBloc, named, spoken
from dragoman.relations.blocs.network import Network, network
from dragoman.relations.blocs.partition import communities
from dragoman.relations.series_query import OWN
from dragoman.relations.tie_records import holding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dragoman.relations.blocs.acts import Pair
    from dragoman.relations.record import RelationsDatabase
    from dragoman.relations.tie_records import Tie

WINDOW = 730
MIN_WEIGHT = 0.15
_NAMED_BY = 3


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The blocs of one day. `modularity` is 0 where blocs say no more than chance; `agreeing` is the share of weight that fits them:
    friendship inside, hostility between (None: no pair is strong enough)."""

    network: Network
    weights: Mapping[Pair, float]
    blocs: tuple[Bloc, ...]
    modularity: float

    @property
    def on(self) -> date:
        """The day."""
        return self.network.on

    @property
    def agreeing(self) -> float | None:
        """See above."""
        of = {m: b.label for b in self.blocs for m in b.codes}
        total = sum(abs(w) for w in self.weights.values())
        fits = sum(abs(w) for (a, b), w in self.weights.items() if (of.get(a, a) == of.get(b, b)) == (w > 0))
        return round(fits / total, 4) if total else None

    def between(self, one: Bloc, other: Bloc) -> tuple[float | None, int]:
        """The mean weight of the pairs on record between two blocs (None where there are none), and how many they are."""
        some = [
            w for (a, b), w in self.weights.items()
            if (a in one.codes and b in other.codes) or (a in other.codes and b in one.codes)
        ]  # fmt: skip
        return round(sum(some) / len(some), 4) if some else None, len(some)

    def foe(self, bloc: Bloc) -> tuple[str, float] | None:
        """The bloc with which most hostility stands, and the mean weight to it; None where it stands badly to none.

        Most, not worst: one hostile pair with a bloc of two is no front.
        """
        found = [
            (mean * number, b.label, mean) for b in self.blocs if b is not bloc
            for mean, number in [self.between(bloc, b)] if mean is not None and mean < 0
        ]  # fmt: skip
        return min(found)[1:] if found else None


class BlocsView:
    """Blocs on some days of one data set, in order of the days, with labels that last from one to the next."""

    def __init__(
        self, database: RelationsDatabase, dates: Sequence[date], *, window: int = WINDOW, min_weight: float = MIN_WEIGHT,
        dataset: str = OWN, given: bool = True,
    ) -> None:  # fmt: skip
        if window < 1:
            raise UsageError(f"a window is of at least one day; asked for {window}")
        if not 0 < min_weight < 1:
            raise UsageError(f"weights lie between 0 and 1; asked for at least {min_weight}")
        self.database, self.dataset, self.window, self.min_weight, self.given = (
            database,
            dataset,
            window,
            min_weight,
            given,
        )
        history = _history(database, dataset, given=given)
        made: list[Snapshot] = []
        for day in sorted(set(dates)):
            made.append(self._snapshot(day, history, made[-1] if made else None))
        self.snapshots = tuple(made)

    def _snapshot(self, day: date, history: list[Tie], before: Snapshot | None) -> Snapshot:
        first = day - timedelta(self.window - 1)
        net = network(
            day, self.window, acts(self.database, self.dataset, first, day), holding(history, day),
            coverage(self.database, self.dataset, first, day), treaties=self.given,
        )  # fmt: skip
        weights = net.strong(self.min_weight)
        start = [b.codes for b in before.blocs] if before else ()
        groups, height = communities(weights, start)
        return Snapshot(net, weights, blocs(groups, weights, before.blocs if before else ()), height)

    @property
    def last(self) -> Snapshot:
        """The last day that was asked for."""
        return self.snapshots[-1]

    @cached_property
    def balance(self) -> Balance:
        """The balance of the last day."""
        return balance(self.last.weights)

    @cached_property
    def named(self) -> list[NamedBloc]:
        """The blocs that speakers name, on the last day; an imported data set holds no claims, so that only members count."""
        first = self.last.on - timedelta(self.window - 1)
        said = spoken(self.database, first, self.last.on) if self.dataset == OWN else {}
        return named(
            self.last.on, {p: e.weight for p, e in self.last.network.edges.items()}, self.last.blocs, said
        )

    @cached_property
    def pair_moves(self) -> list[PairMove]:
        """Pairs that moved from the first to the last day; empty for one day."""
        return pair_moves(self.snapshots[0].weights, self.last.weights)

    @cached_property
    def moves(self) -> list[Move]:
        """Powers that moved from the first to the last day; empty for one day."""
        first, last = self.snapshots[0], self.last
        return moves(first.weights, last.weights, first.blocs, last.blocs) if first is not last else []

    def evidence(self, pairs: set[Pair]) -> Mapping[Pair, list[Sentence]]:
        """What tells the strongest acts of some pairs in the window of the last day."""
        first = self.last.on - timedelta(self.window - 1)
        return sentences(self.database, self.dataset, first, self.last.on, pairs) if pairs else {}

    def to_dicts(self, shown: int = 10) -> Iterator[dict[str, Any]]:
        """The JSON objects that `dragoman blocs --json` prints: for each day what it is, its blocs and edges; then, for the last day,
        balance, the strongest unbalanced triangles with what tells their sides, named blocs, and what moved since the first day."""
        for shot in self.snapshots:
            yield {
                "record": "blocs", "on": shot.on.isoformat(), "window": self.window, "dataset": self.dataset, "min_weight": self.min_weight,
                "watched": shot.network.watched, "pairs": len(shot.network.edges), "strong_pairs": len(shot.weights),
                "modularity": shot.modularity, "agreeing": shot.agreeing,
            }  # fmt: skip
            for bloc in shot.blocs:
                foe = shot.foe(bloc)
                yield {
                    "record": "bloc", "on": shot.on.isoformat(), "label": bloc.label, "inside": bloc.inside,
                    "members": [{"node": m, "strength": s} for m, s in bloc.members],
                    "against": {"label": foe[0], "weight": foe[1]} if foe else None,
                }  # fmt: skip
            yield from (
                {"on": shot.on.isoformat()} | shot.network.edges[pair].to_dict() for pair in shot.weights
            )
        yield from self._balance(shown)
        yield from (n.to_dict() for n in self.named)
        yield from (m.to_dict() for m in self.moves[:shown])
        yield from (m.to_dict() for m in self.pair_moves[:shown] if len(self.snapshots) > 1)

    def _balance(self, shown: int) -> Iterator[dict[str, Any]]:
        found = self.balance
        yield {
            "record": "balance", "on": self.last.on.isoformat(), "triangles": found.triangles, "balanced": found.balanced,
            "share": found.share, "by_chance": found.by_chance,
        }  # fmt: skip
        wrong = found.unbalanced[:shown]
        told = self.evidence({p for t in wrong for p in t.pairs})
        for t in wrong:
            sides = [
                {"a": p[0], "b": p[1], "weight": w, "ties": list(self.last.network.edges[p].ties),
                 "evidence": [s.to_dict() for s in fitting(told.get(p, []), w)]}
                for p, w in zip(t.pairs, t.weights, strict=True)
            ]  # fmt: skip
            yield {"record": "unbalanced", "nodes": list(t.nodes), "strength": t.strength, "sides": sides}


def fitting(told: Sequence[Sentence], weight: float) -> list[Sentence]:
    """The sentences whose acts point the way that a weight does, at most three."""
    return [s for s in told if (s.score > 0) == (weight > 0)][:_NAMED_BY]


def _history(database: RelationsDatabase, dataset: str, *, given: bool) -> list[Tie]:
    """All spells: of our own events with the opening balance, or, beside an imported data set, only the given ones."""
    if dataset == OWN:
        return database.ties(history=True, given=given)
    from dragoman.relations.opening import opening
    from dragoman.relations.ties import ties

    return ties((), opening()) if given else []


def view(
    database: RelationsDatabase, as_of: date | None, *, window: int | None, min_weight: float | None, compare: date | None,
    since: date | None, dataset: str, given: bool,
) -> BlocsView:  # fmt: skip
    """See `RelationsDatabase.blocs`. Raises UsageError where nothing is on record."""
    day = as_of or _last_day(database, dataset)
    if day is None:
        raise UsageError(f"{dataset} holds no dated report or event: there are no blocs to find")
    days = [day, *([compare] if compare else [])]
    if since is not None:
        days += [
            date(year, 1, 1) for year in range(since.year, day.year + 1) if since <= date(year, 1, 1) <= day
        ]
    return BlocsView(
        database, days, window=WINDOW if window is None else window, min_weight=MIN_WEIGHT if min_weight is None else min_weight,
        dataset=dataset, given=given,
    )  # fmt: skip


def _last_day(database: RelationsDatabase, dataset: str) -> date | None:
    if dataset == OWN:
        return database.coverage()[1]
    ((day,),) = database.sql("SELECT max(date_start) FROM imported WHERE dataset = ?", [dataset])
    return day if isinstance(day, date) else None
