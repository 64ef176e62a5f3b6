"""The store with the questions about relations on top: what `dragoman.open` gives.

Each question reads its own modules when it is asked: a table of events does not wait for what weighs claims of precedence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dragoman.store import Database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from dragoman.relations.blocs.view import BlocsView
    from dragoman.relations.checks import Check
    from dragoman.relations.dispute_records import Dispute
    from dragoman.relations.dyad_view import DyadView
    from dragoman.relations.plans import Plan
    from dragoman.relations.sources import Source
    from dragoman.relations.tie_records import Tie


class RelationsDatabase(Database):
    """A store that also answers for dyads."""

    def dyad(self, a: str, b: str, datasets: Sequence[str] = ("dragoman",), **conditions: Any) -> DyadView:
        """What happened between the countries `a` and `b`; conditions as in `EventQuery`.

        `datasets` are imported data sets, `dragoman` for our own events.
        """
        from dragoman.relations.dyad_view import DyadView

        return DyadView(self, a, b, datasets, conditions)

    def ties(
        self, a: str | None = None, b: str | None = None, *, as_of: date | None = None, known_on: date | None = None,
        history: bool = False, kind: str | None = None, given: bool = True,
    ) -> list[Tie]:  # fmt: skip
        """The spells of ties between the countries `a` and `b` (of `a` with anybody; of all).

        Those that hold on `as_of` (else on the last day on record), or with `history` all of them. `known_on` takes only
        reports published by that day; `given=False` leaves the opening balance out.
        """
        from dragoman.relations.tie_query import ledger

        return ledger(self, a, b, as_of=as_of, known_on=known_on, history=history, kind=kind, given=given)

    def blocs(
        self, as_of: date | None = None, *, window: int | None = None, min_weight: float | None = None, compare: date | None = None,
        since: date | None = None, dataset: str = "dragoman", given: bool = True,
    ) -> BlocsView:  # fmt: skip
        """Who stands with whom on `as_of` (else on the last day on record), by acts of `window` days and ties that hold.

        `compare` is an earlier (or later) day to hold it against; `since` gives each first of January from it on as well, so that
        labels can be followed. `min_weight` leaves out pairs of which less is known. See `dragoman.relations.blocs.view`.
        """
        from dragoman.relations.blocs.view import view

        return view(self, as_of, window=window, min_weight=min_weight, compare=compare, since=since, dataset=dataset, given=given)  # fmt: skip

    def check(self, claim: str, *, on: date | None = None) -> list[Check]:
        """Claims of precedence held against the record: `claim` is the id of one, or a sentence that makes some.

        `on` is the day a sentence speaks from, None for the last day on record. Raises UsageError where nothing is claimed.
        """
        from dragoman.relations.checks import check_claim, check_statement

        if re.fullmatch(r"[0-9a-f]{8,}", claim):
            return [check_claim(self, claim)]
        return check_statement(self, claim, on)

    def checks(self, **conditions: Any) -> list[Check]:
        """All claims of precedence on record that meet the conditions (see `ClaimQuery`), each held against the record."""
        from dragoman.relations.checks import check_claims

        return check_claims(self, **conditions)

    def sources(self, **conditions: Any) -> tuple[Source, ...]:
        """Who tells what, of the happenings that meet the conditions (see `EventQuery`): outlets, then agencies."""
        from dragoman.relations.sources import sources

        return sources(self.episodes(**conditions))

    def plans(
        self, *, country: str | None = None, since: date | None = None, until: date | None = None
    ) -> tuple[Plan, ...]:
        """Announced visits and talks and what became of them; `since` and `until` bound the first day planned for.

        `country` is one that takes part. Outcomes are looked for in the whole record.
        """
        from dragoman.relations.plans import plans

        found = plans(self.episodes(country=country), self.coverage()[1])
        days = (since.isoformat() if since else "", until.isoformat() if until else "9")
        return tuple(p for p in found if days[0] <= p.plan.first_day <= days[1])

    def disputes(
        self, *, country: str | None = None, since: date | None = None, until: date | None = None
    ) -> tuple[Dispute, ...]:
        """The happenings over which statements differ, and what reports took back, by the first day that anything was said.

        `country` is one that takes part, speaks or is named; `since` and `until` bound the day, both included.
        """
        from dragoman.relations.dispute_query import disputed

        return disputed(self, country=country, since=since, until=until)


def open(path: Path | str = ":memory:", *, read_only: bool = False) -> RelationsDatabase:  # noqa: A001 - dragoman.open reads well
    """Open (or create) the store at `path`. Raises StoreError; see `dragoman.store.connection.connect`."""
    return RelationsDatabase(path, read_only=read_only)
