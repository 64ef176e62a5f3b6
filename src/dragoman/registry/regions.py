"""Which region of the world a country code lies in, for tables by region."""

from __future__ import annotations

from functools import lru_cache

from dragoman.registry import load

COLUMNS = ("region", "codes")


@lru_cache(maxsize=1)
def regions() -> dict[str, str]:
    """Country code -> region. Raises TableError on a code that stands twice."""
    found: dict[str, str] = {}
    for line in load.rows("regions.tsv", COLUMNS):
        for code in line["codes"].split():
            if code in found:
                raise line.error(f"{code} stands under {found[code]} already")
            found[code] = line["region"]
    return found


def region(code: str) -> str:
    """The region of a country code; "elsewhere" for codes of no state."""
    return regions().get(code, "elsewhere")
