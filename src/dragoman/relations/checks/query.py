"""Checks against a store: what it must be asked for, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.relations.checks.asking import question
from dragoman.relations.checks.deciding import check
from dragoman.relations.checks.records import Check, Coverage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dragoman.relations.checks.records import Question
    from dragoman.store import Database

# A month is told of when so many reports of it hold an event of each of the powers, together or not. Two, so that a single
# stray report does not make a month; of each, since a record of one's affairs with others says nothing of the other's.
REPORTS_A_MONTH = 2
# The day of the month from which on less than half of it is left.
_HALF = 15

_COVERAGE = """
WITH told AS (
    SELECT DISTINCT date_trunc('month', published) AS month, story, text_hash,
           unnest(list_concat(source_countries, target_countries)) AS power
    FROM events WHERE published >= $since AND published < $before
), by_power AS (
    SELECT month, power, count(*) AS n FROM told WHERE list_contains($powers, power) GROUP BY ALL
)
SELECT month, min(n), count(*), sum(n) FROM by_power GROUP BY month ORDER BY month
"""


def check_claims(database: Database, **conditions: Any) -> list[Check]:
    """The checks of all claims of precedence that meet the conditions (see `ClaimQuery`), by the day they were said."""
    return [check_claim(database, c) for c in database.claims(**{**conditions, "kind": "precedence"})]


def check_claim(database: Database, claim: Mapping[str, Any] | str) -> Check:
    """The check of one claim, given as a record or by its id. Raises UsageError where no such claim is on record."""
    if isinstance(claim, str):
        claim = _claim(database, claim)
    told = (claim.get("precedence") or {}).get("event")
    return _check(database, claim, database.event(told) if told else None)


def check_statement(database: Database, statement: str, on: date | None = None) -> list[Check]:
    """The checks of the claims of precedence in a sentence, as if it had been published on `on`.

    None stands for the last day on record. Raises UsageError where the sentence claims no precedence or the store is empty.
    """
    from dragoman.coder import Coder

    day = on or database.coverage()[1]
    if day is None:
        raise UsageError("the store holds no report with a day: add some, or name the day with --as-of")
    coding = Coder(triage=False).code(statement, published=day.isoformat())
    events = {e.event_id: e.to_dict() for e in coding.events}
    claims = [c.to_dict() for c in coding.claims if c.precedence is not None]
    if not claims:
        raise UsageError(
            f"“{statement}” claims no precedence that is understood. "
            "Say who did what for the first, last or n-th time since when: "
            "“It was the first visit by an Iranian president to Syria since 2010.”"
        )
    return [
        _check(
            database,
            {**c, "published": day.isoformat()},
            events.get(str((c["precedence"] or {}).get("event"))),
        )
        for c in claims
    ]


def _claim(database: Database, claim_id: str) -> dict[str, Any]:
    found = database.claims(claim=claim_id, versions=True, limit=2)
    if len({c["claim_id"] for c in found}) != 1:
        raise UsageError(
            f"no single claim begins with {claim_id!r}: dragoman claims --kind precedence --json lists their ids"
        )
    if found[0]["kind"] != "precedence":
        raise UsageError(f"claim {claim_id} is no claim of precedence: it ranks nothing")
    return found[0]


def _check(database: Database, claim: Mapping[str, Any], ranked: Mapping[str, Any] | None) -> Check:
    asked = question(claim, ranked)
    if isinstance(asked, str):
        return Check(dict(claim), "not understood", asked)
    powers = sorted({s.country for s in (asked.source, asked.target) if s is not None and s.single})
    pair: dict[str, Any] = (
        {"between": (powers[0], powers[1])} if len(powers) == 2 else {"concerning": powers[0]}
    )
    conditions: dict[str, Any] = {"type": asked.type, "until": asked.before, **pair}
    tellings = {e["event_id"]: e for e in database.events(**conditions)}
    episodes = database.episodes(**conditions)
    dead = ((ranked or {}).get("magnitude") or {}).get("dead") or {}
    return check(claim, asked, episodes, coverage(database, asked, powers), dead.get("min"), tellings, ranked)


def coverage(database: Database, asked: Question, powers: list[str]) -> Coverage:
    """What the record holds of the span of a question: the months, and those told of."""
    first, last, *_ = database.coverage()
    if asked.since is None:
        return Coverage(0, 0, 0, first, last)
    months = _months(asked.since, asked.before)
    rows = database.named(_COVERAGE, {"since": asked.since, "before": asked.before, "powers": powers})
    rows = [r for r in rows if (r[0].year, r[0].month) in months]
    told = sum(least >= REPORTS_A_MONTH and named == len(powers) for _, least, named, _ in rows)
    return Coverage(len(months), told, sum(int(n) for *_, n in rows), first, last)


def _months(since: date, before: date) -> set[tuple[int, int]]:
    """The calendar months of which at least half lies in the span; the month of its first day for a shorter one."""
    first, last = since.year * 12 + since.month - 1, before.year * 12 + before.month - 1
    inside = range(first + (since.day > _HALF), last + (before.day > _HALF))
    return {(m // 12, m % 12 + 1) for m in inside or [first]}
