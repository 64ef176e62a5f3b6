"""The question behind "the largest exchange since 2014": whose acts are compared, and by what number.

What the words say beyond that narrows the claim, so that nothing found can contradict it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.checks.records import Question, Side
from dragoman.relations.checks.sizes import size, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

# Nouns that name the act that is measured, or the number itself: they narrow nothing.
_SIZED = frozenset(
    ["exchange", "swap", "release", "prisoner", "amnesty", "package", "aid", "loan", "grant", "expulsion", "arrest", "protest", "rally",
     "demonstration", "march", "deployment", "delivery", "number", "ever", "single", "incursion", "donation"]
)  # fmt: skip


def largest(asked: Question, text: str, ranked: Mapping[str, Any] | None) -> Question | str:
    """The largest of its kind by what reports count: of one country for crowds and arrests, of two for all else."""
    source, target = asked.source, asked.target
    unit = unit_of(asked.type, asked.mode, text, ranked)
    if unit is None:
        return f"nothing on record measures “{asked.measure}” of an act like {_named(asked)}"
    if ranked is None or size(ranked, unit) is None:
        return "no number is told by which to compare"
    narrower = [n for n in asked.narrower if n not in _SIZED and not _names_side(n, asked)]
    if unit.name in {"people", "arrested"}:
        home = _home(ranked) or source or target
        if home is None or not home.single or registry().country(home.country) is None:
            return "it names no country"
        narrower += _towns(text, asked.measure, ranked)
        return replace(asked, mode=None if unit.name == "people" else asked.mode, source=None, target=home, unit=unit,
                       narrower=tuple(narrower), silence=False)  # fmt: skip
    if target is None or (source is None and not unit.swap and unit.name != "expelled"):
        return f"it does not name {'towards whom' if target is None else 'who acts'}"
    if unit.name == "money" and "military" in (ranked.get("contexts") or ()):
        narrower.append("whether it was military")
    sides = [s for s in (source, target) if s is not None]
    for side in sides:
        if not side.single or registry().country(side.country) is None:
            return f"{side.words()} is no single state"
    return replace(asked, unit=unit, narrower=tuple(narrower), silence=False)


def _home(ranked: Mapping[str, Any]) -> Side | None:
    country = (ranked.get("place") or {}).get("country")
    return Side(str(country)) if country else None


def _names_side(words: str, asked: Question) -> bool:
    """True for "of Russian diplomats", "between Russia and Ukraine": the words say no more than the sides."""
    if not words.startswith(("of ", "between ", "with ")):
        return False
    if words.rsplit(maxsplit=1)[-1] in {"them", "two", "countries", "sides"}:
        return True
    named = {e.ref for n in registry().find(words) for e in n.entries}
    own = {s.country for s in (asked.source, asked.target) if s is not None}
    return bool(named & own)


def _towns(text: str, measure: str, ranked: Mapping[str, Any]) -> list[str]:
    """ "The largest in Seoul": of a town, where the record compares whole countries."""
    town = str((ranked.get("place") or {}).get("name") or "")
    behind = text[max(text.lower().find(measure), 0) :]
    whole = (ranked.get("place") or {}).get("resolution") == "country"
    return [f"in {town}"] if town and not whole and re.search(rf"\bin {re.escape(town)}\b", behind) else []


def _named(asked: Question) -> str:
    return f"{asked.type}/{asked.mode}" if asked.mode else asked.type
