"""What the store is asked for the network: who acted on whom on which day, once however often told, beside what was watched.

Only those who speak for a state and named armed groups or organisations count. Civilians, firms and parties take no side for
their country, and an air raid on a town says nothing of how two governments stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from dragoman.relations.series_query import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dragoman.store import Database

# ruff: noqa: S608 - its SQL is put together from its own constants; values travel as parameters

Kind = Literal["state", "group", "organisation"]
Pair = tuple[str, str]

# Sectors that speak for a state.
_STATE = "'GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'"
# Codes that stand for no power that takes sides; the United Nations meets and blames everybody.
_NOBODY = "'UNO', 'IGO', 'NGO', 'ISM', 'IMG', 'MNC'"
# Police and courts act on a foreigner for what he did: no act between states unless he serves his own.
_POLICE = "['arrest', 'convict', 'investigate', 'release', 'extradite', 'deport']"
# Organisations that act as powers. Banks, courts and forums are no side, though they help and blame.
_POWERS = frozenset({"NATO"})
# An act told in words of the past is none of the day on which it is told. Days, as for the series of dyads.
_RECENT = 30
# Acting together on a third is worth as much as agreeing to cooperate (PLOVER's score of AGREE).
_JOINT = 2.5


@dataclass(frozen=True, slots=True)
class Act:
    """Acts of one day between `a` and `b` (in order of their names), by type and score.

    `score` is PLOVER's, -10 to 10. `share` is 1 for an act of one on another, less where many act together. Tellings of
    one day, pair, direction, type and score are one act.
    """

    day: date
    a: str
    b: str
    type: str
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """What tells one act: the sentence or, for an imported data set, its words about the event (None where it has none)."""

    event_id: str
    day: date
    type: str
    score: float
    text: str | None

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"event_id": self.event_id, "day": self.day.isoformat(), "type": self.type, "score": self.score, "text": self.text}  # fmt: skip


def _node(country: str, sector: str, name: str) -> str:
    return f"""CASE WHEN {country} = 'IGO' AND list_contains($organisations, {name}) THEN {name}
      WHEN list_contains($groups, {name}) AND {sector} NOT IN ({_STATE}) THEN {name}
      WHEN {country} NOT IN ({_NOBODY}) AND {sector} IN ('', {_STATE}) THEN {country} END"""


_OWN_SIDES = f"""
WITH happened AS (
  SELECT event_id, events.published AS day, type, modes, intensity, evidence AS text FROM events
  JOIN current_versions USING (story, text_hash)
  WHERE is_current AND status IN ('occurred', 'ongoing') AND events.published BETWEEN $first AND $last
    AND (date_start IS NULL OR date_start >= events.published - {_RECENT})),
named AS (
  SELECT DISTINCT event_id, side, {_node("country", "coalesce(sector, '')", "name")} AS node, coalesce(sector, '') <> '' AS agent
  FROM participants JOIN happened USING (event_id) WHERE side IN ('source', 'target')),
sides AS (SELECT event_id, side, node, bool_or(agent) AS agent FROM named WHERE node IS NOT NULL GROUP BY ALL),
"""
_IMPORTED_SIDES = f"""
WITH happened AS (
  SELECT native_id || '@' || date_start AS event_id, date_start AS day, type, modes, intensity, text, source_country, source_sectors,
    source_name, target_country, target_sectors, target_name FROM imported
  WHERE dataset = $dataset AND type IS NOT NULL AND date_start BETWEEN $first AND $last),
named AS (
  SELECT event_id, 'source' AS side, {_node("source_country", "coalesce(source_sectors[1], '')", "source_name")} AS node,
    len(source_sectors) > 0 AS agent FROM happened
  UNION ALL
  SELECT event_id, 'target', {_node("target_country", "coalesce(target_sectors[1], '')", "target_name")}, len(target_sectors) > 0
  FROM happened),
sides AS (SELECT event_id, side, node, bool_or(agent) AS agent FROM named WHERE node IS NOT NULL GROUP BY ALL),
"""
_ACTS = f"""
sources AS (SELECT event_id, node, count(*) OVER (PARTITION BY event_id) AS together FROM sides WHERE side = 'source'),
targets AS (SELECT event_id, node, agent FROM sides WHERE side = 'target'),
between_ AS (
  SELECT event_id, s.node AS x, t.node AS y, day, type, intensity AS score, 1.0 AS share, text
  FROM sources s JOIN targets t USING (event_id) JOIN happened USING (event_id)
  WHERE s.node <> t.node AND (t.agent OR NOT list_has_any(modes, {_POLICE}))
  UNION ALL
  SELECT event_id, s.node, o.node, day, CASE WHEN alone THEN type ELSE 'COOPERATE' END,
    CASE WHEN alone THEN intensity ELSE {_JOINT} END, 1.0 / (s.together - 1), text
  FROM sources s JOIN sources o USING (event_id) JOIN happened USING (event_id)
  JOIN (SELECT event_id, count(*) FILTER (side = 'target') = 0 AS alone FROM sides GROUP BY ALL) USING (event_id)
  WHERE s.node < o.node)
"""
_SUM = "SELECT DISTINCT day, x, y, type, score, share FROM between_ WHERE score <> 0 ORDER BY ALL"
_TOLD = """SELECT least(x, y) AS a, greatest(x, y) AS b, event_id, day, type, score, text FROM between_
WHERE score <> 0 AND list_contains($pairs, least(x, y) || '|' || greatest(x, y))
QUALIFY row_number() OVER (PARTITION BY a, b, score > 0 ORDER BY abs(score) DESC, day DESC, event_id) <= 3 ORDER BY ALL"""
_COVERED = """SELECT date_trunc('month', published)::DATE AS month, count(*) FROM reports
WHERE published BETWEEN $first AND $last GROUP BY ALL ORDER BY ALL"""
_IMPORTED_COVERED = """SELECT date_trunc('month', date_start)::DATE AS month, count(*) FROM imported
WHERE dataset = $dataset AND date_start BETWEEN $first AND $last GROUP BY ALL ORDER BY ALL"""


def acts(database: Database, dataset: str, first: date, last: date) -> list[Act]:
    """All acts of the days from `first` to `last`, each day, pair, direction, type and score once."""
    sides = _OWN_SIDES if dataset == OWN else _IMPORTED_SIDES
    rows = database.named(sides + _ACTS + _SUM, _values(dataset, first, last))
    return [Act(day, min(x, y), max(x, y), kind, float(score), float(share)) for day, x, y, kind, score, share in rows]  # fmt: skip


def sentences(database: Database, dataset: str, first: date, last: date, pairs: set[Pair]) -> Mapping[Pair, list[Sentence]]:  # fmt: skip
    """What tells the strongest acts of some pairs: three of each sign at most, the strongest first."""
    sides = _OWN_SIDES if dataset == OWN else _IMPORTED_SIDES
    values = _values(dataset, first, last) | {"pairs": sorted(f"{a}|{b}" for a, b in pairs)}
    found: dict[Pair, list[Sentence]] = {}
    for a, b, event_id, day, kind, score, text in database.named(sides + _ACTS + _TOLD, values):
        found.setdefault((a, b), []).append(Sentence(event_id, day, kind, float(score), text))
    return {pair: sorted(told, key=lambda s: (-abs(s.score), -s.day.toordinal(), s.event_id)) for pair, told in found.items()}  # fmt: skip


def coverage(database: Database, dataset: str, first: date, last: date) -> dict[date, int]:
    """Reports watched (imported: events of the data set) by the first day of the month."""
    sql = _COVERED if dataset == OWN else _IMPORTED_COVERED
    return dict(database.named(sql, _values(dataset, first, last)))


def kind_of(node: str) -> Kind:
    """What a node of the network stands for."""
    groups, organisations = _bodies()
    if node in organisations or node == "EUR":
        return "organisation"
    return "group" if node in groups else "state"


def _values(dataset: str, first: date, last: date) -> dict[str, Any]:
    groups, organisations = _bodies()
    return {
        "dataset": dataset, "first": first, "last": last, "groups": sorted(groups), "organisations": sorted(organisations),
    }  # fmt: skip


@lru_cache(maxsize=1)
def _bodies() -> tuple[frozenset[str], frozenset[str]]:
    """The names of armed groups, and of organisations of states."""
    from dragoman.registry import registry

    bodies = registry().bodies.values()
    return (
        frozenset(b.name for b in bodies if b.kind == "group"),
        frozenset(b.name for b in bodies if b.name in _POWERS),
    )
