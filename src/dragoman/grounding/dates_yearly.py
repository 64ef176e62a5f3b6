"""Days that come back every year ("3 May", "Easter"): which year is meant, by tense and nearness to publication.

It reads no text of its own but the names of `data/named_days.tsv`, and places nothing without a publication date.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.grounding.dates_feasts import RULES, WITH_YEAR, feast
from dragoman.grounding.dates_reading import PUBLICATION, Anchor, Maker, Reading, fixed
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import date

    from dragoman.grounding.dates_calendar import Days
    from dragoman.model import Precision

# A clause seen from a day before publication ("had been due to withdraw on April 9") is rather about a day of the last months than
# about one so far ahead: no year is named for what is 65 to 125 days past. Set by reading, not swept.
_FAR_AHEAD_DAYS = 240
# A headline in the present ("strikes a ship on April 9") is not about a day further ahead than this.
_PRESENT_AHEAD_DAYS = 60


def in_some_year(days_of: Callable[[int], Days | None], precision: Precision) -> Maker:
    """Days that come back every year, as in "3 May": the year is chosen by tense and nearness to publication.

    Past tense takes the latest that has begun by then, future the earliest that has not ended, but for a clause seen from before
    publication whose day would be most of a year ahead; otherwise the nearest, past first. None without a publication date.
    """

    def make(anchor: Anchor) -> Reading | None:
        day = anchor.published
        if day is None:
            return None
        options = [d for y in (day.year - 1, day.year, day.year + 1, day.year + 2) if (d := days_of(y))]
        if not options:
            return None
        past = [d for d in options if d[0] <= day]
        future = [d for d in options if d[1] >= day]
        if anchor.tense == "past" and past:
            start, end = past[-1]
        elif anchor.tense == "future" and future:
            seen_from_before = anchor.backshifted and (future[0][0] - day).days > _FAR_AHEAD_DAYS
            start, end = past[-1] if seen_from_before and past else future[0]
        elif (
            anchor.tense == "present" and past and future and (future[0][0] - day).days > _PRESENT_AHEAD_DAYS
        ):
            start, end = past[-1]
        else:
            start, end = min(options, key=lambda d: (_gap(d, day), d[0]))
        return Reading(start, end, precision, PUBLICATION)

    return make


def _gap(days: Days, day: date) -> int:
    return max((days[0] - day).days, (day - days[1]).days, 0)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A line of `data/named_days.tsv`; see there for what the numbers of a rule mean. `days`: how many it lasts."""

    rule: str
    first: int
    second: int
    days: int
    feast: str


@lru_cache(maxsize=1)
def named_days() -> dict[str, NamedDay]:
    """Named days of `data/named_days.tsv` by name in lower case. Raises TableError on a bad line."""
    columns = ("name", "rule", "first", "second", "days", "feast")
    found: dict[str, NamedDay] = {}
    for row in read_tsv("dragoman.grounding", "data/named_days.tsv", columns):
        rule = row.one_of("rule", RULES)
        numbers = (int(row["first"]), int(row["second"]), int(row["days"]))
        if row["name"].lower() in found:
            raise row.error(f"name {row['name']!r} stands on an earlier line")
        found[row["name"].lower()] = NamedDay(rule, *numbers, row["feast"])
    return found


def named_day(match: re.Match[str]) -> Maker | None:
    """The days that a match of a named day means; None for a title without a year ("Hajj")."""
    day = named_days()[" ".join(match["name"].lower().replace("\u2019", "'").split())]

    def days_of(year: int) -> Days | None:
        return feast(day.rule, day.first, day.second, day.days, year, day.feast)

    precision: Precision = "day" if day.days == 1 and day.rule != "islamic" else "range"
    year = match["year"] or match["before"]
    if day.feast == WITH_YEAR and not year:  # "Hajj" alone is also a title
        return None
    if year:
        days = days_of(int(year))
        return days and fixed(days, precision)
    return in_some_year(days_of, precision)
