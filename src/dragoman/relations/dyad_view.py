"""A dyad in a store: asked for its record, its series and its turning points when they are wanted, not before."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.codebook.quads import QUAD_NAMES
from dragoman.relations import series_query
from dragoman.relations.dyads import Dyad, DyadLine, Totals, dyad
from dragoman.relations.series import checked_step
from dragoman.relations.turning import question, turning_points
from dragoman.store.imported import imported_conditions
from dragoman.store.queries import EventQuery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dragoman.relations.series import DyadSeries
    from dragoman.relations.turning import Answer, TurningPoint
    from dragoman.relations.turning_why import Makes
    from dragoman.relations.watching import Alarm
    from dragoman.store import Database
    from dragoman.store.pairs import PairEvents


class DyadView:
    """What `RelationsDatabase.dyad` gives. Each question reads the store when it is first asked."""

    def __init__(
        self, database: Database, a: str, b: str, datasets: Sequence[str], conditions: dict[str, Any]
    ) -> None:
        self.a, self.b = a, b
        self._database, self._datasets, self._conditions = database, tuple(datasets), conditions

    @cached_property
    def record(self) -> Dyad:
        """Every event of the two, in order. Raises UsageError for conditions that an imported data set cannot meet."""
        pair = (self.a, self.b)
        found = (
            self._database.events(between=pair, **self._conditions)
            if series_query.OWN in self._datasets
            else []
        )
        others = [d for d in self._datasets if d != series_query.OWN]
        found += self._database.imported(others, between=pair, **self._conditions) if others else []
        return dyad(self.a, self.b, found)

    @property
    def imported_only(self) -> bool:
        """True where only data sets of others are asked for."""
        return bool(self._datasets) and series_query.OWN not in self._datasets

    @cached_property
    def _imported(self) -> PairEvents:
        """The imported events of the two, whatever the other conditions."""
        return self._database.pair(self.a, self.b, self._datasets)

    def _interval(self) -> tuple[date | None, date | None]:
        """The days that are asked for. Raises UsageError for conditions that imported events cannot meet."""
        query = EventQuery(**self._conditions)
        imported_conditions(query, self._datasets)
        return query.since, query.until

    def imported_totals(self) -> Totals:
        """The numbers of the record, counted where it lies: of imported events there may be hundreds of thousands. Raises UsageError."""
        found = self._imported.by_quad(*self._interval())
        return Totals(int(found.sum()), 0, {name: int(found[quad]) for quad, name in QUAD_NAMES.items()})

    def newest(self, number: int) -> Dyad:
        """The record of the last so many imported events, as a table shows them. Raises UsageError."""
        query = EventQuery(**(self._conditions | {"limit": number, "newest": True, "brief": True}))
        places = self._imported.newest(number, *self._interval())
        return dyad(self.a, self.b, self._database.imported_at(places, query))

    @property
    def lines(self) -> tuple[DyadLine, ...]:
        """See `Dyad`."""
        return self.record.lines

    @property
    def reports(self) -> int:
        """See `Dyad`."""
        return self.record.reports

    def by_quad(self) -> dict[str, int]:
        """See `Dyad`."""
        return self.record.by_quad()

    def to_dict(self) -> dict[str, Any]:
        """See `Dyad`."""
        return self.record.to_dict()

    def series(
        self,
        by: str = "month",
        *,
        since: date | None = None,
        until: date | None = None,
        episodes: bool = True,
    ) -> DyadSeries:
        """Counts by quad, intensity, episodes and origins by `day`, `week` or `month`, beside coverage.

        Only acts that happened or go on are counted; of the view's conditions `since` and `until` hold. Raises UsageError
        for another step and for several data sets.
        """
        return series_query.series(
            self._database, self.a, self.b, self._datasets, by=checked_step(by),
            since=since or self._conditions.get("since"), until=until or self._conditions.get("until"), episodes=episodes,
            imported=self._imported if self.imported_only and len(self._datasets) == 1 else None,
        )  # fmt: skip

    def turning_points(
        self, by: str = "month", *, of: str = "counts", since: date | None = None, until: date | None = None
    ) -> list[TurningPoint]:
        """When the acts between the two changed; see `relations.turning`. `of` is counts or intensity. Raises UsageError."""
        return turning_points(self.series(by, since=since, until=until, episodes=False), of)

    def alarms(self, by: str = "month", *, known_on: date | None = None) -> list[Alarm]:
        """What would have been said as the record grew, each time with only what was known; see `relations.watching`. Raises UsageError."""
        from dragoman.relations.watching import alarms

        return alarms(self.series(by, until=known_on, episodes=False))

    def was_turning_point(self, on: date, by: str = "month") -> Answer:
        """Was that day a turning point? The answer with its numbers. Raises UsageError."""
        return question(self.series(by, episodes=False), on)

    def made_of(
        self, series: DyadSeries, points: Sequence[TurningPoint], *, known_on: date | None = None
    ) -> list[Makes]:
        """The episodes, ties and kinds of act in the days of each turning point of a series of this dyad.

        `known_on` leaves out what was published later.
        """
        from dragoman.relations.turning_why import makes

        return makes(self._database, series, points, known_on)

    def around(self, series: DyadSeries, on: date, *, known_on: date | None = None) -> Makes:
        """The episodes, ties and kinds of act of the month around a day; `known_on` leaves out what was published later."""
        from dragoman.relations.turning_why import around

        return around(self._database, series, on, known_on)
