"""Whose embassy or ambassador it is, and where: read from the words around the post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.registry import registry
from dragoman.relations.tie_names import NAMED_WITHIN, state_in, states_of
from dragoman.relations.tie_sentence import Sentence, object_of

if TYPE_CHECKING:
    from dragoman.relations.tie_rules import Rule

_POSTED_IN = re.compile(r"(?:,? [A-Z][\w.'’-]+){0,3}\s(?:to|in|at|from)\s(?:the )?(?P<words>[^,.;]{2,40})")
_POST_OF = re.compile(
    r"\sof (?:the )?(?P<owner>[A-Z][^,.;]{2,40}?)\s(?:to|in)\s(?:the )?(?P<host>[A-Z][^,.;]{2,40})"
)
# Between whose it is and the post: "Malaysia's high ", " then ".
_OWNER = re.compile(r"(?:[’']s?)?\s(?:then |former |own |new )?", re.IGNORECASE)
_THERE = re.compile(
    r"[^.;]{0,60}?\b(?:embassy|mission|ambassador|envoy|consulate)\b[^.;,]{0,20}? there\b", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:its|their|his|her)\b[^.;,]{0,40}$", re.IGNORECASE)


def post(rule: Rule, sentence: Sentence) -> tuple[str, str] | None:
    """(owner, host) of the post that the words name: "Malaysia's ambassador to Chad was recalled", "the Danish embassy in Accra"."""
    found = object_of(rule, sentence)
    if found is None:
        return None
    at = sentence.text.find(found.group(), max(0, sentence.start - len(sentence.clause)))
    if at < 0:
        return None
    of = _POST_OF.match(sentence.text, at + len(found.group()))
    if of:
        return _two(state_in(of.group("owner")), state_in(of.group("host")))
    host = _POSTED_IN.match(sentence.text, at + len(found.group()))
    before = sentence.text[max(0, at - NAMED_WITHIN) : at]
    named = registry().find(before)
    if host is None or not named or not _OWNER.fullmatch(before[named[-1].end :]):
        return None
    return _two(next(iter(states_of(named[-1])), None), state_in(host.group("words")))


def _two(owner: str | None, host: str | None) -> tuple[str, str] | None:
    return (owner, host) if owner and host and owner != host else None


def there(sentence: Sentence, sources: list[str]) -> str | None:
    """The state meant by "there" behind an embassy or a post: the last one named before, beside the source's own."""
    if not _THERE.match(sentence.text[sentence.end :]):
        return None
    for name in reversed(registry().find(sentence.before)):
        codes = states_of(name)
        if codes and codes[0] not in sources:
            return codes[0]
    return None


def its_own(rule: Rule, sentence: Sentence, owner: str, host: str) -> bool:
    """True where the source is the owner of the embassy or post: "closes its embassy", not "closes the Iranian embassy"."""
    assert rule.object is not None
    found = object_of(rule, sentence)
    if found is None:
        return True
    at = sentence.behind.find(found.group())
    before = sentence.behind[:at][-40:] if at >= 0 else ""
    if _OWN.search(before):
        return True
    for name in registry().find(before + found.group()):
        for entry in name.entries:
            if entry.kind == "adjective" and entry.ref in {owner, host}:
                return entry.ref == owner
    return True
