"""How well places are told apart: the share of GeoVirus's toponyms put within 161 km of the truth.

Usage: python bench/geovirus.py [FILE] [--misses]     (FILE defaults to ../shared/data/texts/geovirus.jsonl)

The names and their texts are given, as in the published figures (.78 to .83). For countries and parts of the
world the middle of the towns of the area stands in as the point; the coder itself gives no point for them.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from dragoman.grounding.gazetteer import gazetteer, kilometres
from dragoman.grounding.gazetteer_context import together

DEFAULT = Path(__file__).parents[1].parent / "shared" / "data" / "texts" / "geovirus.jsonl"
NEAR_KM = 161
_AFTER_COMMA = re.compile(r",\s+(?:in\s+)?(?:the\s+)?")


def after_comma(text: str, end: int, toponyms: list[dict]) -> str | None:
    """The toponym that follows one after a comma, as in "Paris, Texas"."""
    match = _AFTER_COMMA.match(text, end)
    return next((t["name"] for t in toponyms if match and t["start"] == match.end()), None)


def main(arguments: list[str]) -> int:
    files = [a for a in arguments if not a.startswith("-")]
    path = Path(files[0]) if files else DEFAULT
    if not path.exists():
        print(f"{path} is not here; nothing was measured")
        return 0
    places = gazetteer()
    total = found = near = 0
    misses = []
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        toponyms = document["toponyms"]
        names = [(t["name"], after_comma(document["text"], t["end"], toponyms)) for t in toponyms]
        for toponym, chosen in zip(toponyms, together(places, names), strict=True):
            total += 1
            if chosen is None or chosen.lat is None or chosen.lon is None:
                misses.append((toponym["name"], "not found", None))
                continue
            found += 1
            away = kilometres((toponym["lat"], toponym["lon"]), (chosen.lat, chosen.lon))
            near += away <= NEAR_KM
            if away > NEAR_KM:
                misses.append((toponym["name"], f"{chosen.name} {chosen.country} {chosen.kind}", round(away)))
    print(f"toponyms {total}  resolved {found / total:.3f}  within {NEAR_KM} km {near / total:.3f}")
    if "--misses" in arguments:
        from collections import Counter

        for (name, why, away), count in Counter(misses).most_common():
            print(f"{count:4} {name:30} {why} {away if away is not None else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
