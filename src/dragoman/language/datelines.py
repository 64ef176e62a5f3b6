"""The dateline at the head of a report ("DAMASCUS, May 3 (Reuters) - "): its parts and where it ends.

One parse serves the split into sentences, the place a report is filed from and the agency it is credited to. It never says
what place or agency the words mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?P<day>(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?)"
_DASH = r"(?:--|[-\u2013\u2014\u2212:])"
_ONLY_DASH = r"(?:--|[-\u2013\u2014\u2212])"
_CAPITALS = (
    r"[A-Z\u00c0-\u00dd][A-Z\u00c0-\u00dd.'\u2019\u2018-]{2,}(?:[ -][A-Z\u00c0-\u00dd.'\u2019]{2,}){0,3}"
)
_PLACE = rf"(?P<place>{_CAPITALS}|[A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){{0,2}})"
_REGION = r"(?P<within>(?:[,/]\s?[A-Z][\w.'\u2019-]+(?:\s[A-Z][\w.'\u2019-]+){0,2}){0,2})"
_AGENCY = r"\((?P<agency>[A-Z][^()\n]{1,40})\)"
_WORDS = r"(?P<agency>[A-Z][\w&.-]{1,24}(?: [A-Z][\w&.-]{1,24}){0,2})"

# Characters of the longest dateline in use and some more; a run of capitals and hyphens would else take for ever.
_LONGEST = 120
# A dateline stands in the first lines; further down "(AP)" is a photo credit or a party.
_HEAD = 400

# Forms that are datelines by their looks alone.
_SURE = tuple(
    re.compile(form)
    for form in (
        # DAMASCUS (Reuters) - / Beirut, Lebanon, May 3 (AP) -- / (AFP) -
        rf"(?:{_PLACE}{_REGION}(?:,?\s{_DAY})?,?\s*)?{_AGENCY}\s*{_DASH}\s+(?=\S)",
        # May 3 (Reuters) -
        rf"{_DAY}\s*{_AGENCY}\s*{_DASH}\s+(?=\S)",
        # MOSCOW, October 21. /TASS/.
        rf"{_PLACE}{_REGION},?\s{_DAY}\.?\s*/(?P<agency>[A-Z][\w .-]{{1,20}})/\.?\s*(?:{_DASH}\s+)?(?=\S)",
        # KUWAIT - / BEIJING, March 11 - / JERUSALEM/BEIRUT -
        rf"(?P<place>{_CAPITALS})(?P<also>/{_CAPITALS})?{_REGION}(?:,?\s{_DAY})?\s*(?:--|[\u2013\u2014]|\s-)\s+(?=\S)",
    )
)
# Forms that are datelines only where their words are an agency's.
_IF_AGENCY = tuple(
    re.compile(form)
    for form in (
        # KABUL, AP -
        rf"(?P<place>[A-Z][A-Za-z.\u2019' -]{{1,40}}),(?: [A-Z][a-z]+\.?)?(?: \d{{1,2}})?,? ?\(?{_WORDS}\)?\s*{_ONLY_DASH}\s",
        # Reuters -
        rf"\s*[(\[]?{_WORDS}[)\]]?\s*{_ONLY_DASH}\s",
        # By Ann Smith in Kabul, on Tuesday (Reuters) -
        rf"(?=[^\n()]*[A-Z])[^\n()]{{1,100}}{_AGENCY}\s*{_DASH}",
    )
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The parts of one dateline as they are written, with offsets of the text; `end` is where the report's text begins.

    `within` is what stands behind the place ("Lebanon"). `sure` is False for words that are a dateline only if `agency` is one.
    """

    start: int
    end: int
    place: str | None
    within: str | None
    day: str | None
    agency: str | None
    sure: bool = True

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that are credited: "AP/Reuters" are two."""
        return tuple(part.strip() for part in (self.agency or "").split("/") if part.strip())


def dateline(text: str, first: int, last: int) -> Dateline | None:
    """The dateline that opens the stretch `first:last`; None when it has none."""
    return next((d for d in _read(text, first, last, _SURE, sure=True)), None)


def datelines(text: str) -> Iterator[Dateline]:
    """What may be datelines among the first lines of a report, sure ones of a line first."""
    at = 0
    while at < min(len(text), _HEAD):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        start = at + len(text[at:stop]) - len(text[at:stop].lstrip())
        yield from _read(text, start, stop, _SURE, sure=True)
        yield from _read(text, start, stop, _IF_AGENCY, sure=False)
        at = stop + 1


def _read(
    text: str, first: int, last: int, forms: tuple[re.Pattern[str], ...], *, sure: bool
) -> Iterator[Dateline]:
    for form in forms:
        match = form.match(text, first, min(last, first + _LONGEST))
        if match is None or match.end() >= last:
            continue
        part = match.groupdict()
        within = (part.get("within") or "").lstrip(",/ ") or None
        yield Dateline(
            first, match.end(), part.get("place"), within, part.get("day"), part.get("agency"), sure
        )
