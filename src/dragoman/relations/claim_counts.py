"""The ledger of claims in numbers: how many there are by day, week, month or year, by speaker, outlet or agency, and with which stance.

Copies count once: the same words of the same speaker, said on one day, are one claim however many reports bring them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from dragoman.model import Stance
from dragoman.relations.series import first_day
from dragoman.relations.sources import owner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

By = Literal["day", "week", "month", "year", "speaker", "country", "stance", "kind", "outlet", "agency"]
TIMES: tuple[By, ...] = ("day", "week", "month", "year")
STANCES: tuple[str, ...] = get_args(Stance)


@dataclass(frozen=True, slots=True)
class Count:
    """The claims of one step of time or one speaker, outlet or agency.

    `key` is the first day of the step (ISO) or the name; None gathers what has none: no day known, no speaker named, no agency. `stances`
    holds those that occur, in the order of the model. `reports` are the reports that bring them, `speakers` how many different
    speakers are named. `ownership` is that of an outlet or agency (state, public, private, party); None where the registry knows
    none, and for whatever else is counted.
    """

    key: str | None
    claims: int
    reports: int
    speakers: int
    stances: tuple[tuple[str, int], ...]
    ownership: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object that `dragoman claims --by ... --json` prints."""
        return {
            "record": "claims", "key": self.key, "claims": self.claims, "reports": self.reports, "speakers": self.speakers,
            "stances": dict(self.stances), "ownership": self.ownership,
        }  # fmt: skip


def counted(claims: Iterable[Mapping[str, Any]], by: By) -> tuple[Count, ...]:
    """Claims, as `Database.claims` gives them, counted: steps of time in order, names by how much they say.

    What is gathered under None stands last.
    """
    groups: dict[str | None, dict[tuple[str | None, str | None, str], set[str]]] = {}
    stances: dict[str | None, Counter[str]] = {}
    for claim in claims:
        key, said = _key(claim, by), (_speaker(claim), _day(claim), str(claim["text"]).strip().lower())
        told = groups.setdefault(key, {})
        if said not in told:
            stances.setdefault(key, Counter())[claim["stance"]] += 1
        told.setdefault(said, set()).add(claim["report_id"])
    owned = by in {"outlet", "agency"}
    made = [
        _count(key, told, stances[key], owner_of(key) if owned and key else None)
        for key, told in groups.items()
    ]
    if by in TIMES:
        return tuple(sorted(made, key=lambda c: (c.key is None, c.key or "")))
    return tuple(sorted(made, key=lambda c: (c.key is None, -c.claims, c.key or "")))


def _count(
    key: str | None,
    told: Mapping[tuple[str | None, str | None, str], set[str]],
    stances: Counter[str],
    ownership: str | None,
) -> Count:
    return Count(
        key,
        len(told),
        len(set().union(*told.values())),
        len({speaker for speaker, _, _ in told if speaker is not None}),
        tuple((s, stances[s]) for s in STANCES if stances[s]),
        ownership,
    )


def _key(claim: Mapping[str, Any], by: By) -> str | None:
    if by == "speaker":
        return _speaker(claim)
    if by == "country":
        return (claim["speaker"] or {}).get("country")
    if by in {"stance", "kind", "outlet", "agency"}:
        return claim[by] or None
    day = _day(claim)
    if day is None or by == "day":
        return day
    if by == "year":
        return day[:4] + "-01-01"
    return first_day(date.fromisoformat(day), "week" if by == "week" else "month").isoformat()


def _speaker(claim: Mapping[str, Any]) -> str | None:
    speaker = claim["speaker"] or {}
    return speaker.get("name") or speaker.get("text")


def _day(claim: Mapping[str, Any]) -> str | None:
    said = claim["said_on"] or {}
    return said.get("start") or said.get("end")
