"""One claim with its events taken apart into what accounts can differ in: place, target, actor, number, day.

Only the words of the claim and what was coded from them are read; nothing is compared here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dragoman.grounding.magnitudes_amounts import amounts
from dragoman.registry import registry
from dragoman.relations.accounts.records import Account, Toll
from dragoman.relations.accounts.tables import words as table
from dragoman.relations.wording import named_countries, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dragoman.relations.dispute_records import Voice

    Event = Mapping[str, Any]

_OFFICIAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_REACH = r"airspace|air space|territorial waters|waters|exclusive economic zone"
_ZONE = re.compile(
    rf"\b(?P<free>international|neutral) (?:{_REACH})\b|"
    rf"\b(?P<own>its|their|our)(?: own)? (?:{_REACH}|territory|soil)\b|"
    rf"\b(?P<of>(?:[A-Z][\w.-]*[\s-]){{0,2}}?[A-Z][\w.-]*)(?:['’]s?)?(?: sovereign| national)? (?:{_REACH}|territory|soil|side of the border)\b"
)
_OUT = re.compile(r"\b(?:outside|left|leaving|leave|out of)\W+(?:\w+\W+){0,2}$|\b(?:never|not|n['’]t)\b[^,;.]{0,40}$", re.IGNORECASE)  # fmt: skip
_AWAY = re.compile(r"\b(?:near|towards?|from|off|close to|closed?|closing|opens?|opened|respect|protect\w*|defend\w*|control\w*|over its|use(?:d)?|using)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)  # fmt: skip
_OWN = re.compile(r"\b(?:its|their|our|own)\b", re.IGNORECASE)
_NONE_OF = re.compile(r"\b(?:no|not any|without(?: any)?)\s+(?P<who>(?:[\w-]+\s+){0,3}[\w-]+)", re.IGNORECASE)
_BLAMES = (
    re.compile(r"^(?P<who>[^,;]+?) of (?P<what>.+)$", re.DOTALL),
    re.compile(r"^(?P<who>[^,;]+?) for (?P<what>.+)$", re.DOTALL),
    re.compile(r"^(?P<what>the [^,;]+?) on (?P<who>[^,;]+)$", re.DOTALL),
)
_STATED = (
    re.compile(
        r"^(?:that )?(?P<who>[^,;]+?) (?:was|were|is|are|had been|has been|have been) (?:behind|responsible for|to blame for) (?P<what>.+)$",
        re.DOTALL,
    ),
    re.compile(
        r"^(?:that )?(?P<what>[^;]+?) (?:was|were|had been|has been|have been) (?:carried out|launched|committed|staged|caused|perpetrated|fired|"
        r"shot(?: dead| down)?|killed|hit|bombed|struck|attacked|shelled|destroyed) by (?P<who>[^,;]+)",
        re.DOTALL,
    ),
)  # fmt: skip
_BLAME_CUE, _ACCUSE_CUE = re.compile(r"\bblam", re.IGNORECASE), re.compile(r"\baccus", re.IGNORECASE)


def account(
    voice: Voice, claim: Mapping[str, Any], events: Sequence[Event], report: Iterable[Event]
) -> Account | None:
    """The account of a claim; `events` are those told in it, `report` all of its report. None where nobody is heard.

    Who attacked is often told one sentence earlier ("the jets"), so that acts of the same type and mode in the report lend
    their actors.
    """
    who = speaker(claim["speaker"])
    if who is None:
        return None
    words = str(claim["text"])
    attacks = [
        e for e in events if e["type"] == "ASSAULT" and e["status"] not in {"denied", "failed", "planned"}
    ]
    alike = [
        e
        for e in report
        if any(e["type"] == a["type"] and set(e["modes"]) & set(a["modes"]) for a in attacks)
    ]
    inside, outside = _zones(words, voice.country)
    blamed, over = _blame(words, str(claim["cue"] or ""))
    return Account(
        voice, who,
        frozenset(k for k, p in table().things.items() if p.search(words)),
        inside, outside,
        _hit(attacks), _spared(words) if alike or attacks else {},
        _countries(attacks, "source") or _countries(alike, "source"),
        voice.countries | _countries(alike, "source") | _countries(alike, "target"),
        frozenset(m for a in attacks for m in a["modes"]),
        frozenset(e["place"]["name"] for e in attacks if (e.get("place") or {}).get("resolution") == "city"),
        blamed, over, _toll(words, voice.country),
        frozenset(e["date"]["start"] for e in attacks if (e.get("date") or {}).get("text") and e["date"]["precision"] == "day"),
        stems(words),
    )  # fmt: skip


def speaker(said: Mapping[str, Any] | None) -> str | None:
    """By what a voice is told from others: country and kind, else the words. None where nobody is named who can be heard."""
    if not said:
        return None
    country, sector, words = said.get("country"), said.get("sector"), str(said.get("text") or "")
    kind = "official" if sector in _OFFICIAL or (sector is None and country) else sector
    if country:
        return f"{country} {kind}"
    return words.lower().removeprefix("the ") if table().voices.search(words) else None


def _zones(words: str, own: str | None) -> tuple[dict[str, str], dict[str, str]]:
    """Waters, airspace and land that the words place something in, and out of."""
    inside: dict[str, str] = {}
    outside: dict[str, str] = {}
    for m in _ZONE.finditer(words):
        before = words[: m.start()]
        if m["free"]:
            zones = {"international"}
        else:
            zones = {own} if m["own"] and own else named_countries(m["of"] or "")
        if len(zones) != 1 or _AWAY.search(before):
            continue
        (outside if _OUT.search(before) else inside)[zones.pop()] = m.group(0)
    return {k: v for k, v in inside.items() if k not in outside}, outside


def _hit(attacks: Iterable[Event]) -> dict[str, str]:
    return {
        k: a["text"]
        for e in attacks
        for a in e["target"]
        for k, p in table().victims.items()
        if p.search(a["text"])
    }


def _spared(words: str) -> dict[str, str]:
    return {
        k: m.group(0)
        for m in _NONE_OF.finditer(words)
        for k, p in table().victims.items()
        if p.search(m["who"])
    }


def _countries(events: Iterable[Event], side: str) -> frozenset[str]:
    return frozenset(a["country"] for e in events for a in e[side] if a["country"])


def _blame(words: str, cue: str) -> tuple[dict[str, str], frozenset[str]]:
    """Whom the words blame, and the stems of what for."""
    patterns: Sequence[re.Pattern[str]]
    if _ACCUSE_CUE.search(cue):
        patterns = _BLAMES[:1]
    elif _BLAME_CUE.search(cue):
        patterns = _BLAMES[1:]
    else:
        patterns = _STATED
    for pattern in patterns:
        match = pattern.search(words)
        if match is not None:
            who = _named(match["who"])
            if who:
                return who, stems(match["what"])
    return {}, frozenset()


def _named(words: str) -> dict[str, str]:
    """The countries and groups named; a class of the unnamed ("rebels") where there is neither."""
    found = {e.ref: n.text for n in registry().find(words) for e in n.entries[:1]}
    return found or {k: m.group(0) for k, p in table().blamed.items() if (m := p.search(words))}


def _toll(words: str, own: str | None) -> Toll | None:
    """The dead of one act; None where the words count more than one number of dead, or those of a longer time."""
    if table().running.search(words):
        return None
    found = []
    for amount in amounts(words):
        if amount.money:
            continue
        behind = table().after.search(words[amount.end :])
        ahead = table().before.search(words[: amount.start])
        if behind is None and ahead is None:
            continue
        who = behind["victims"] if behind is not None else " ".join(words[amount.end :].split()[:5])
        if amounts(who):
            continue
        classes = frozenset(k for k, p in table().victims.items() if p.search(who))
        countries = named_countries(who) | ({own} if own and _OWN.search(who) else set())
        found.append(Toll(amount.amount.min, amount.amount.max, classes, frozenset(countries),
                          words[amount.start : amount.end] + (f" {who.strip()}" if who.strip() and behind else "")))  # fmt: skip
    return found[0] if len(found) == 1 else None
