"""What a store must be asked for to put denials beside what they deny: little of it, by day, rare word and act.

A store of a hundred thousand reports holds some thousand denials. Only what may stand beside one of them is loaded: statements and
acts of the weeks around it that have one of its rarest words, what confirms, and acts of its kind by or towards its countries.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.relations.wording import rarest, stem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dragoman.relations.dispute_records import Voice
    from dragoman.store import Database

    Record = dict[str, Any]

# One row a text that may be a voice: statements that assert, deny or confirm, and acts that stand in none of them.
_TEXTS = """
WITH held AS (
    SELECT DISTINCT event_id FROM claim_events JOIN claims USING (claim_id) WHERE kind = 'statement'
), texts AS (
    SELECT claim_id AS id, coalesce(said_start, claims.published) AS day, text
    FROM claims JOIN current_versions USING (story, text_hash)
    WHERE is_current AND kind = 'statement' AND stance IN ('asserts', 'denies', 'confirms')
    UNION ALL
    SELECT event_id, events.published, evidence
    FROM events JOIN current_versions USING (story, text_hash)
    WHERE is_current AND event_id NOT IN (SELECT event_id FROM held)
), words AS (
    SELECT DISTINCT id, day, unnest(regexp_extract_all(lower(text), '\\p{L}{3,}')) AS word FROM texts
)
"""
_COUNTS = _TEXTS + "SELECT word, count(*) FROM words GROUP BY word"  # noqa: S608 - constants
_NUMBER = _TEXTS + "SELECT count(*) FROM texts"  # noqa: S608 - constants
# One row a text that has one of the words within its days.
_NEAR = _TEXTS + (  # noqa: S608 - constants
    ", wanted AS (SELECT unnest($words) AS word, unnest($first) AS first, unnest($last) AS last)"
    " SELECT DISTINCT id FROM words JOIN wanted USING (word) WHERE day BETWEEN first AND last"
)
_DENIALS = """
SELECT DISTINCT claim_id FROM claims LEFT JOIN claim_events USING (claim_id) LEFT JOIN events USING (event_id)
WHERE kind = 'statement' AND (claims.stance = 'denies' OR events.status = 'denied')
"""
_CONFIRMING = "SELECT claim_id FROM claims WHERE kind = 'statement' AND stance = 'confirms'"
# One row an act of the same type as a denied one, by or towards one of its countries, told within the days around it.
_ALIKE = """
SELECT DISTINCT other.event_id FROM events AS denied JOIN events AS other ON other.type = denied.type
 AND other.published BETWEEN denied.published - $before AND denied.published + $after
 AND list_has_any(list_concat(other.source_countries, other.target_countries), list_concat(denied.source_countries, denied.target_countries))
WHERE list_contains($ids, denied.event_id)
"""


class Loaded:
    """Statements and acts by id, loaded as they are asked for."""

    def __init__(self, database: Database, since: date | None, until: date | None) -> None:
        self._database, self._days = database, (since, until)
        self.claims: dict[str, Record] = {}
        self.events: dict[str, Record] = {}

    def denials(self) -> None:
        """The statements that deny and the acts that are denied."""
        self.load(r[0] for r in self._database.sql(_DENIALS))
        self.load(r[0] for r in self._database.sql("SELECT event_id FROM events WHERE status = 'denied'"))

    def beside(self, denials: Iterable[Voice], before: int, after: int) -> None:
        """What may stand beside the denials, so many days before and after each."""
        spelt: dict[str, list[str]] = {}
        for word, _ in self._words:
            spelt.setdefault(stem(word), []).append(word)
        found = list(denials)
        wanted = [
            (word, v.day - timedelta(days=before), v.day + timedelta(days=after))
            for v in found
            for rare in rarest(v.text, self.weight)
            for word in spelt.get(rare, ())
        ]
        words, first, last = (
            (list(column) for column in zip(*wanted, strict=True)) if wanted else ([], [], [])
        )
        if words:
            self.load(
                r[0] for r in self._database.named(_NEAR, {"words": words, "first": first, "last": last})
            )
        self.load(r[0] for r in self._database.sql(_CONFIRMING))
        acts = sorted({i for v in found for i in self._acts(v.id)})
        rows = self._database.named(_ALIKE, {"ids": acts or [""], "before": before, "after": after})
        self.load(r[0] for r in rows)

    def _acts(self, id: str) -> list[str]:
        return [id] if id in self.events else list(self.claims[id]["events"]) if id in self.claims else []

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        """Each word of the texts of the store that may be voices, and how many have it."""
        return self._database.sql(_COUNTS)

    @cached_property
    def weight(self) -> dict[str, float]:
        """What each stem tells among all texts of the store that may be voices; see `wording.weights`."""
        counts: Counter[str] = Counter()
        for word, n in self._words:
            counts[stem(word)] += n
        number = int(self._database.sql(_NUMBER)[0][0])
        return {w: math.log1p(number / min(n, number)) for w, n in counts.items()}

    def load(self, ids: Iterable[str]) -> None:
        """The statements and acts of these ids, the acts told in the statements, and the statements that hold the acts."""
        wanted = sorted(set(ids) - self.claims.keys() - self.events.keys())
        held = self._database.sql(
            "SELECT claim_id, event_id FROM claim_events JOIN claims USING (claim_id) WHERE kind = 'statement'"
            " AND (list_contains(?, claim_id) OR list_contains(?, event_id))", [wanted or [""]] * 2,
        )  # fmt: skip
        wanted += sorted({i for row in held for i in row} - {*wanted})
        since, until = self._days
        for c in self._database.claims(ids=wanted, since=since, until=until, kind="statement"):
            self.claims[c["claim_id"]] = c
        for e in self._database.events(ids=wanted, since=since, until=until):
            self.events[e["event_id"]] = e
