"""The dateline at the head of a report ("DAMASCUS, May 3 (Reuters) - "): where it ends, so that it is not parsed
as part of the first sentence. It never says what the dateline means.
"""

from __future__ import annotations

import re

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?"
_DASH = r"(?:--|[-\u2013\u2014\u2212:])"
_CAPITALS = (
    r"[A-Z\u00c0-\u00dd][A-Z\u00c0-\u00dd.'\u2019\u2018-]{2,}(?:[ -][A-Z\u00c0-\u00dd.'\u2019]{2,}){0,3}"
)
_PLACE = rf"(?:{_CAPITALS}|[A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){{0,2}})"
_REGION = r"(?:[,/]\s?[A-Z][\w.'\u2019-]+(?:\s[A-Z][\w.'\u2019-]+){0,2}){0,2}"

# Characters of the longest dateline in use and some more; a run of capitals and hyphens would else take for ever.
_LONGEST = 120

_FORMS = tuple(
    re.compile(form)
    for form in (
        # DAMASCUS (Reuters) - / Beirut, Lebanon, May 3 (AP) -- / (AFP) -
        rf"(?:{_PLACE}{_REGION}(?:,?\s{_DAY})?,?\s*)?\([A-Z][^()\n]{{1,30}}\)\s*{_DASH}\s+(?=\S)",
        # May 3 (Reuters) -
        rf"{_DAY}\s*\([A-Z][^()\n]{{1,30}}\)\s*{_DASH}\s+(?=\S)",
        # MOSCOW, October 21. /TASS/.
        rf"{_PLACE}{_REGION},?\s{_DAY}\.?\s*/[A-Z][\w .-]{{1,20}}/\.?\s*(?:{_DASH}\s+)?(?=\S)",
        # KUWAIT - / BEIJING, March 11 - / JERUSALEM/BEIRUT -
        rf"{_CAPITALS}(?:/{_CAPITALS})?{_REGION}(?:,?\s{_DAY})?\s*(?:--|[\u2013\u2014]|\s-)\s+(?=\S)",
    )
)


def dateline_end(text: str, first: int, last: int) -> int | None:
    """Where the text after the dateline of the paragraph `first:last` begins; None when it has none."""
    for form in _FORMS:
        match = form.match(text, first, min(last, first + _LONGEST))
        if match is not None and match.end() < last:
            return match.end()
    return None
