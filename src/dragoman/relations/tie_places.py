"""Which place an act takes or leaves: read from the words of who or what it was done to, and from the gazetteer where it knows the name.

A place that the words only stand in ("rebels in Aleppo", "the airport of Sirte", "parts of Kherson") is not held by who holds them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SITE = re.compile(
    r"\b(?:air ?ports?|air ?fields?|air ?bases?|bases?|bridges?|embass\w+|universit\w+|stadium|prisons?|hospitals?|stations?|plants?)\b", re.IGNORECASE
)  # fmt: skip
# "The northern Gaza Strip" is a part of it, "the northern town of Saraqib" is not.
_PART = re.compile(r"\b(?:north|south|east|west|central)[\w-]*\s+$", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:the|of|its|towns?|cit(?:y|ies)|villages?|districts?|provinces?|region|capital|islands?|port|county|enclave|area|state|"
    r"strategic(?:ally)?|key|vital|important|major|main|second|largest|biggest|nearby|rebel|held|government|besieged|provincial|regional|"
    r"ancient|border|coastal|oil|mining|market|railway|trading|farming|lakeside|mountain|desert|historic|holy|frontier|garrison|fishing|eastern|western|northern|southern|central|\w+-(?:held|controlled)|north\w*|south\w*|[A-Z][\w’']+)?",
)  # fmt: skip
_NAME = r"(?:[A-Z]|al-|el-|an-|ad-|ar-|as-)[\w’'-]*(?: (?:[A-Z]|al-|el-)[\w’'-]*)*"
_KINDS = r"town|city|village|port|island|district|capital|enclave|province"
_CALLED = re.compile(rf"(?P<about>(?:[\w’'-]+ )*?(?:{_KINDS})(?: of)?) (?P<name>{_NAME})")
_SEVERAL = re.compile(rf"(?P<about>(?:[\w’'-]+ )*?(?:towns|cities|villages|districts|provinces|islands)(?: of)?) (?P<names>{_NAME}(?:(?:,? and |, ){_NAME})+)")  # fmt: skip
_AND = re.compile(r",? and |, ")
# What stands behind a name and tells what it is, and where the words about a place end.
_IS_PLACE = re.compile(rf"\s*,\s*(?:an? |the )(?:[\w’'-]+ )*?(?:{_KINDS})\b")
_ENDS = re.compile(
    r"\s*(?:[,;(]|\b(?:in|near|on|outside|from|along|after|west|east|north|south)\b(?! of [A-Z]\w*$)).*$",
    re.DOTALL,
)
_FROM = re.compile(r"\b(?:from|out of) (?P<about>(?:[\w’'-]+ ){0,6})$")
# "Entered Gao and took control of the city".
NAMED_BEFORE = re.compile(r"(?:the|this) (?:city|town|village)", re.IGNORECASE)
_APPOSED = re.compile(r"\b(capital|town|city), (?=[A-Z])")  # "the capital, Bangui"
# A bare name is a place unless it stands for people or a party; a capital may be read as its government.
_BARE = frozenset({"CVL", "GOV", "PRE"})


def places_of(
    actor: Mapping[str, Any], found: Mapping[str, Any] | None, home: str | None = None
) -> Iterator[tuple[str, str]]:
    """(name, country) of the places that a target is; `found` is the place of the event, as the gazetteer has it.

    `home` is where a place lies of which nothing else says it: the country of the group that takes it.
    """
    text = _APPOSED.sub(r"\1 of ", actor["text"] or "")
    if NAMED_BEFORE.fullmatch(text) and (place := _within_country(found)):
        yield place
        return
    if actor.get("office") or not text:
        return
    if several := _SEVERAL.match(text):
        names = _AND.split(several["names"])
        country = _country(actor, found, text) or home
        if country and _tells(several["about"]):
            for name in names:
                yield _known(name, found), country
        return
    head = _ENDS.sub("", text)
    called = _CALLED.fullmatch(head)
    name = called["name"] if called and _tells(called["about"]) else None
    settled = bool(name or _IS_PLACE.match(text[len(head) :]))
    at = (found or {}).get("text")
    if found and at and at in head and found.get("resolution") != "country":
        rest = head.replace(at, " ", 1)
        if _SITE.search(head) or _PART.search(head[: head.index(at)]) or not _tells(rest):
            return
        if not settled and not set(actor.get("sectors") or ()) <= (_BARE if head == at else {"CVL"}):
            return
        if not found.get("country") or (actor.get("country") or found["country"]) != found["country"]:
            return
        yield str(found["name"]), str(found["country"])
        return
    name = name or (head if settled and re.fullmatch(_NAME, head) else None)
    country = _country(actor, found, text) or home
    if name and country and not _SITE.search(head):
        yield name, country


def driven_from(words: str, found: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """(name, country) of the place from which somebody is driven: "from the oil town of Heglig", not "from camps near Heglig"."""
    at = words.find(str((found or {}).get("text") or "\0"))
    before = _FROM.search(words[:at]) if at >= 0 else None
    if (place := _within_country(found)) and before and _tells(before.group("about").strip()):
        yield place


def _within_country(found: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """(name, country) of a place as the gazetteer has it; None for none, for a country, and for one whose country is not known."""
    if not found or not found.get("country") or found.get("resolution") == "country":
        return None
    return str(found["name"]), str(found["country"])


def _tells(words: str) -> bool:
    """True where words only tell which place is meant."""
    return all(_ABOUT.fullmatch(word) for word in words.split())


def _known(name: str, found: Mapping[str, Any] | None) -> str:
    return str(found["name"]) if found and found.get("text") == name else name


def _country(actor: Mapping[str, Any], found: Mapping[str, Any] | None, text: str) -> str | None:
    """The country of a place that the gazetteer does not know: that of the wider place named with it, else of the target."""
    own, wider = actor.get("country"), (found or {}).get("country")
    if wider and str((found or {}).get("text")) in text:
        return str(wider) if own in {None, wider} else None
    return str(own or wider) if own or wider else None
