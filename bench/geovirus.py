"""How well places are told apart: the share of GeoVirus's toponyms put within 161 km of the truth.

Usage: python bench/geovirus.py [FILE] [--misses]     (FILE defaults to ../shared/data/texts/geovirus.jsonl)

The names and their texts are given, as in the published figures (.78 to .83). For countries and parts of the
world the middle of the towns of the area stands in as the point; the coder itself gives no point for them. Beside it
end to end: the names are found in the text as the coder finds them, and what is not found counts as missed; the
precision is that of the names found which overlap one of the annotated.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from dragoman.grounding.gazetteer import Candidate, gazetteer, kilometres
from dragoman.grounding.gazetteer_cache import path as index_file
from dragoman.grounding.gazetteer_context import together
from dragoman.grounding.places_clause import Named, name_at
from dragoman.language.parser import parse
from dragoman.language.sentences import split

DEFAULT = Path(__file__).parents[1].parent / "shared" / "data" / "texts" / "geovirus.jsonl"
NEAR_KM = 161
_AFTER_COMMA = re.compile(r",\s+(?:in\s+)?(?:the\s+)?")


def after_comma(text: str, end: int, toponyms: list[dict]) -> str | None:
    """The toponym that follows one after a comma, as in "Paris, Texas"."""
    match = _AFTER_COMMA.match(text, end)
    return next((t["name"] for t in toponyms if match and t["start"] == match.end()), None)


def is_near(toponym: dict, chosen: Candidate | None) -> bool:
    """True when the chosen place lies within `NEAR_KM` of the annotated one."""
    if chosen is None or chosen.lat is None or chosen.lon is None:
        return False
    return kilometres((toponym["lat"], toponym["lon"]), (chosen.lat, chosen.lon)) <= NEAR_KM


def named_in(text: str) -> list[Named]:
    """The place names of a text as the coder finds them: at every noun that can hold one, without overlaps."""
    found: list[Named] = []
    for parsed in parse(split(text)):
        for token in parsed.doc:
            if token.pos_ not in {"PROPN", "NOUN"} or not token.text[0].isupper():
                continue
            name = name_at(token)
            if name is None:
                continue
            start = parsed.sentence.start + name.start
            if not found or start >= found[-1].start + len(found[-1].text):
                found.append(Named(name.text, start, name.within, name.countries))
    return found


def end_to_end(documents: list[dict]) -> tuple[int, int, int, int]:
    """How many annotated names are found, how many of them near the truth, how many names we find, how many overlap."""
    places = gazetteer()
    found = near = ours = overlapping = 0
    for document in documents:
        names = named_in(document["text"])
        chosen = together(places, [(n.text, n.within) for n in names])
        spans = [
            (n.start, n.start + len(n.text), c) for n, c in zip(names, chosen, strict=True) if c is not None
        ]
        ours += len(spans)
        overlapping += sum(
            any(s < t["end"] and t["start"] < e for t in document["toponyms"]) for s, e, _ in spans
        )
        for toponym in document["toponyms"]:
            hits = [c for s, e, c in spans if s < toponym["end"] and toponym["start"] < e]
            found += bool(hits)
            near += any(is_near(toponym, c) for c in hits)
    return found, near, ours, overlapping


def given(documents: list[dict]) -> tuple[int, int, Counter[tuple[str, str, int | None]]]:
    """With the names given: how many are resolved, how many near, and what was missed."""
    places = gazetteer()
    found = near = 0
    misses: Counter[tuple[str, str, int | None]] = Counter()
    for document in documents:
        toponyms = document["toponyms"]
        names = [(t["name"], after_comma(document["text"], t["end"], toponyms)) for t in toponyms]
        for toponym, chosen in zip(toponyms, together(places, names), strict=True):
            if chosen is None or chosen.lat is None or chosen.lon is None:
                misses[toponym["name"], "not found", None] += 1
                continue
            found += 1
            if is_near(toponym, chosen):
                near += 1
            else:
                away = kilometres((toponym["lat"], toponym["lon"]), (chosen.lat, chosen.lon))
                misses[toponym["name"], f"{chosen.name} {chosen.country} {chosen.kind}", round(away)] += 1
    return found, near, misses


def main(arguments: list[str]) -> int:
    files = [a for a in arguments if not a.startswith("-")]
    path = Path(files[0]) if files else DEFAULT
    if not path.exists():
        print(f"{path} is not here; nothing was measured")
        return 0
    documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    total = sum(len(d["toponyms"]) for d in documents)
    begun = time.perf_counter()
    gazetteer()
    opened = time.perf_counter() - begun
    found, near, misses = given(documents)
    print(f"toponyms {total}  resolved {found / total:.3f}  within {NEAR_KM} km {near / total:.3f}")
    seen, right, ours, overlapping = end_to_end(documents)
    print(
        f"end to end: found {seen / total:.3f}  recall within {NEAR_KM} km {right / total:.3f}  "
        f"of {ours} names found {overlapping / ours:.3f} are annotated"
    )
    if index_file().exists():
        print(f"index {index_file().stat().st_size / 1e6:.1f} MB, opened in {opened * 1000:.0f} ms")
    if "--misses" in arguments:
        for (name, why, away), count in misses.most_common():
            print(f"{count:4} {name:30} {why} {away if away is not None else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
