"""News agencies: which one a noun phrase names, and which one a report as a whole comes from.

Names come from the registry's outlets and from cues.toml; it never guesses an agency from style.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.attribution.cues import cues
from dragoman.language.datelines import datelines
from dragoman.registry import registry

if TYPE_CHECKING:
    from dragoman.model import Report

_CREDIT = re.compile(
    r"(?:^|\n)\s*(?:©|\(c\)|Source:|Agency:|By|From)?\s*(?:\d{4}\s+)?(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}\s*[,|/-]\s*)?"
    r"((?:[A-Z][\w&.’'-]*)(?: [A-Z&][\w&.’'-]*){0,3})\s*(?=\n|$)"
)
_ENDING = re.compile(r"[(\[—–-]\s*([A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){0,3})\s*[)\]]?\s*$")
_REPORTING = re.compile(r"\((?:Additional )?[Rr]eporting (?:by|from) [^)]*\)\s*$")
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her)\s+", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b([A-Z][\w'’&.-]*(?:[ -][A-Z][\w'’&.-]*)*)\s*[\"”]?$")
_NAMED_BEHIND = re.compile(r",? ([A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2})$")
_KIND_WORDS = (
    r"(?:news agency|news service|press agency|newswire|wire service|television|tv|channel|newspaper|daily|radio|"
    r"website|magazine|broadcaster|network|station|agency|site|outlet|portal|news channel|satellite channel)"
)


def agency_of(words: str) -> str | None:
    """The agency or outlet that a noun phrase stands for ("Iran's state-run IRNA news agency" -> "IRNA").

    None where the outlet is only part of it ("a Reuters reporter").
    """
    phrase = words.strip().strip("“”\"'‘’")
    lowered = _DETERMINER.sub("", phrase.lower())
    known = _known_at_end(phrase)
    if known:
        return known
    for head in cues().agency_heads:
        match = re.search(rf"\b{re.escape(head)}(?:s)?\b", phrase, re.IGNORECASE)
        if match:
            behind = _NAMED_BEHIND.match(phrase, match.end())
            if behind:
                return behind.group(1)
            named = _CAPITALISED.search(phrase[: match.start()].rstrip())
            if named:
                return re.sub(r"^(?:The|State)\s+", "", named.group(1)).split("’s ")[-1].split("'s ")[-1]
            return _DETERMINER.sub("", phrase)
    for generic in cues().agency_generic:
        if re.search(rf"\b{re.escape(generic)}$", lowered):
            return _DETERMINER.sub("", phrase)
    return None


def _known_at_end(phrase: str) -> str | None:
    """The last known outlet of a phrase, when only words for its kind or an apposition follow it."""
    best: tuple[int, str] | None = None
    for name in registry().find(phrase):
        outlets = sorted(e.ref for e in name.entries if e.kind == "outlet")
        if outlets and _only_kind(phrase[name.end :]):
            best = max(best or (-1, ""), (name.start, outlets[0]))
    for known in cues().agency_names:
        if known not in phrase:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(known)}(?![\w-])", phrase):
            if _only_kind(phrase[match.end() :]) and (best is None or match.start() > best[0] + len(best[1])):
                best = (match.start(), re.sub(r"^The ", "", known))
    return best[1] if best else None


def _only_kind(rest: str) -> bool:
    rest = rest.strip().strip("\"”’'")
    return (
        not rest
        or rest[0] in ",("
        or bool(re.match(rf"(?:[\w-]+ ){{0,2}}{_KIND_WORDS}s?\b", rest, re.IGNORECASE))
    )


def report_agency(report: Report) -> str | None:
    """The agency that a report is credited to: a dateline ("DAMASCUS (Reuters) -"), a byline or a closing credit.

    None without a credit. Only names known as agencies or outlets count.
    """
    text = report.text
    for filed in datelines(text):
        named = next((n for part in filed.agencies if (n := _exact(part))), None)
        if named:
            return named
    lines = [line for line in text.strip().splitlines() if line.strip()]
    for line in [*lines[:3], *lines[-2:]]:
        credit = _CREDIT.fullmatch(line.strip()) if len(line) <= 80 else None
        named = _exact(credit.group(1)) if credit else None
        if named:
            return named
    ending = _ENDING.search(_REPORTING.sub("", text.rstrip()[-300:]))
    return _exact(ending.group(1)) if ending else None


def _exact(words: str) -> str | None:
    """The agency of which these words are a whole name."""
    words = words.strip().strip("()[]").rstrip(".")
    for name in registry().find(words):
        outlets = sorted(e.ref for e in name.entries if e.kind == "outlet")
        if outlets and name.start == 0 and _only_kind(words[name.end :]):
            return outlets[0]
    for known in cues().agency_names:
        if words.lower() == known.lower() or words.lower() == f"the {known.lower()}":
            return re.sub(r"^The ", "", known)
    return None
