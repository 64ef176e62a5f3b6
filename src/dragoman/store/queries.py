"""What can be asked of a store, and the SQL for it. Values travel as parameters, never inside the SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Conditions on events; all that are given must hold.

    `source`, `target` and `country` are country codes; `concerning` is one that stands on a side or in which it took place;
    `between` is a pair of codes that stand on the two sides,
    in either direction, or both on the source side of a mutual act. `since` and `until` are days of the event,
    both included: an event counts when its interval touches them. `versions` also gives events of texts that a
    later version of the same report replaced. `newest`: with a `limit`, the last ones instead of the first. `ids` are the
    ids of events, whole. `brief`: of events of other data sets only what a line of a table shows, which is quicker.
    """

    source: str | None = None
    target: str | None = None
    country: str | None = None
    concerning: str | None = None
    between: tuple[str, str] | None = None
    name: str | None = None
    type: str | None = None
    mode: str | None = None
    context: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    report: str | None = None
    event: str | None = None
    ids: Sequence[str] | None = None
    min_confidence: float | None = None
    versions: bool = False
    limit: int | None = None
    newest: bool = False
    brief: bool = False


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Conditions on claims; all that are given must hold. `country` is the speaker's, `claim` an id or the beginning of one,
    `ids` whole ones."""

    speaker: str | None = None
    country: str | None = None
    agency: str | None = None
    stance: str | None = None
    kind: str | None = None
    about: str | None = None
    since: date | None = None
    until: date | None = None
    event: str | None = None
    claim: str | None = None
    ids: Sequence[str] | None = None
    versions: bool = False
    limit: int | None = None


def events_sql(query: EventQuery) -> tuple[str, list[Any]]:
    """The SQL of an event query and its parameters. One row per event."""
    tests, values = event_conditions(query)
    return _select(
        "events",
        in_order("coalesce(date_start, date_end, events.published)", "event_id", newest=query.newest),
        tests,
        values,
        query.versions,
        query.limit,
    )


def event_conditions(query: EventQuery) -> tuple[list[str], list[Any]]:
    """The conditions of an event query on the table `events`, and their parameters."""
    tests: list[str] = []
    values: list[Any] = []

    def add(test: str, *parameters: Any) -> None:
        tests.append(test)
        values.extend(parameters)

    if query.source:
        add("list_contains(source_countries, ?)", query.source)
    if query.target:
        add("list_contains(target_countries, ?)", query.target)
    if query.country:
        add(
            "(list_contains(source_countries, ?) OR list_contains(target_countries, ?))",
            query.country,
            query.country,
        )
    if query.concerning:
        add(
            "(list_contains(source_countries, ?) OR list_contains(target_countries, ?) OR place_country = ?)",
            query.concerning,
            query.concerning,
            query.concerning,
        )
    if query.between:
        a, b = query.between
        add(
            "((list_contains(source_countries, ?) AND list_contains(target_countries, ?))"
            " OR (list_contains(source_countries, ?) AND list_contains(target_countries, ?))"
            " OR (list_contains(source_countries, ?) AND list_contains(source_countries, ?) AND len(target_countries) = 0))",
            a, b, b, a, a, b,
        )  # fmt: skip
    if query.name:
        add(
            "event_id IN (SELECT event_id FROM participants WHERE contains(lower(coalesce(name, text)), lower(?)))",
            query.name,
        )
    for column, value in (("type", query.type), ("status", query.status), ("events.report_id", query.report)):
        if value:
            add(f"{column} = ?", value)
    if query.mode:
        add("list_contains(modes, ?)", query.mode)
    if query.context:
        add("list_contains(contexts, ?)", query.context)
    if query.since:
        add("coalesce(date_end, date_start, events.published) >= ?", query.since)
    if query.until:
        add("coalesce(date_start, date_end, events.published) <= ?", query.until)
    if query.event:
        add("starts_with(event_id, ?)", query.event)
    if query.ids is not None:
        add("event_id IN (SELECT unnest(?))", list(query.ids) or [""])
    if query.min_confidence is not None:
        add("confidence >= ?", query.min_confidence)
    return tests, values


def in_order(*columns: str, newest: bool) -> str:
    """The columns to sort by; with `newest` the other way round, so that a limit keeps the last ones."""
    return ", ".join(f"{c} DESC NULLS FIRST" if newest else c for c in columns)


def claims_sql(query: ClaimQuery) -> tuple[str, list[Any]]:
    """The SQL of a claim query and its parameters. One row per claim."""
    tests: list[str] = []
    values: list[Any] = []

    def add(test: str, *parameters: Any) -> None:
        tests.append(test)
        values.extend(parameters)

    if query.speaker:
        add("contains(lower(coalesce(speaker, '')), lower(?))", query.speaker)
    if query.country:
        add("speaker_country = ?", query.country)
    if query.agency:
        add("lower(agency) = lower(?)", query.agency)
    if query.stance:
        add("stance = ?", query.stance)
    if query.kind:
        add("kind = ?", query.kind)
    if query.claim:
        add("starts_with(claims.claim_id, ?)", query.claim)
    if query.ids is not None:
        add("claims.claim_id IN (SELECT unnest(?))", list(query.ids) or [""])
    if query.about:
        add("contains(lower(text), lower(?))", query.about)
    if query.since:
        add("coalesce(said_end, claims.published) >= ?", query.since)
    if query.until:
        add("coalesce(said_start, claims.published) <= ?", query.until)
    if query.event:
        add("claim_id IN (SELECT claim_id FROM claim_events WHERE starts_with(event_id, ?))", query.event)
    return _select(
        "claims",
        "coalesce(said_start, claims.published), claim_id",
        tests,
        values,
        query.versions,
        query.limit,
    )


def _select(
    table: str, order: str, tests: list[str], values: list[Any], versions: bool, limit: int | None
) -> tuple[str, list[Any]]:
    """All names in the SQL are constants of this module; what users give stands in `values`."""
    if not versions:
        tests = [*tests, "is_current"]
    where = " AND ".join(tests) or "true"
    sql = (
        f"SELECT record, {table}.published, {table}.outlet, is_current, {table}.text_hash FROM {table} "  # noqa: S608
        f"JOIN current_versions USING (story, text_hash) WHERE {where} ORDER BY {order}"
    )
    if limit is not None:
        sql += " LIMIT ?"
        values = [*values, limit]
    return sql, values
