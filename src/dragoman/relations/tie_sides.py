"""Between whom a told change of a tie stands: states on the sides of the event, or read from the words behind the trigger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.tie_actors import NO_STATE, PRIVATE, codes_of
from dragoman.relations.tie_holders import CONTROL, OFFICE, holdings, offices
from dragoman.relations.tie_members import memberships
from dragoman.relations.tie_names import NAMED_WITHIN, STATE_KINDS, coded, country_of, state_in, states_of
from dragoman.relations.tie_posts import its_own, post, there
from dragoman.relations.tie_sentence import BEHIND, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dragoman.relations.tie_rules import Rule

_MUTUALLY = re.compile(
    r"\b(?:each other|one another|exchang\w+|respective|reciprocal\w*|mutual\w*|both (?:countries|sides|states|nations)|between|"
    r"their (?:shared |common |land |mutual )?border(?!s? with)|the two (?:countries|sides|states|nations))\b", re.IGNORECASE,
)  # fmt: skip
_TOWARDS = re.compile(
    r"\s*(?:deal|agreement|accord|pact|plan)?\s*(?:,\s*)?(?:to|in|from|with|between|on|against|for|of)\s",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"\b(?:to|in|from|with|between|on|against|of|towards?|recogni[sz]\w+)\s+(?:the\s+)?$", re.IGNORECASE
)
RELATIONS, GOVERNMENT = "diplomatic_relations", "government recognised"
_POSTED = frozenset({"owner", "back"})
_WITH = re.compile(r"with (?:the )?(?P<words>[^,.;]{2,40})")
# Where what an act is aimed at has ended: a list of names goes on behind a comma, a clause does not.
_NEXT = re.compile(r"[;:]|,(?! (?:and )?[A-Z])|\bin the (?:early|late|small)\b")
_BROKERED_TIES = frozenset({"ceasefire", "war", "normalisation"})
_BROKERED = re.compile(
    r"\b(?:(?:broker|host|facilitat)\w* by|mediat\w* (?:by|of))\s+(?:the\s+)?", re.IGNORECASE
)
_BROKERING = re.compile(
    r"\b(?:that|which) (?P<words>[^,.;]{2,50}?) (?:had |has |have )?(?:helped (?:to )?)?(?:broker|mediat|facilitat)\w*\b(?! by)"
)
_SIGNED = frozenset({"war", "alliance", "normalisation"})
_IN_PLACE = re.compile(r"\b(?:cease-?fires?|truces?|armistice) in\s", re.IGNORECASE)
# Between names that stand in one list: "from the United States and Australia".
_AND = re.compile(r"\s*(?:,|and|, and|as well as)\s*(?:the\s+)?", re.IGNORECASE)


def pairs(rule: Rule, event: Mapping[str, Any], sentence: Sentence) -> Iterator[tuple[str, str, bool]]:
    """(a, b, sure) of the tie; `sure` is false where a side was read from the sentence and not from the event."""
    sources, targets = codes_of(event["source"]), codes_of(event["target"])
    if rule.state == GOVERNMENT and not targets:  # who is recognised was an opposition until then
        targets = sorted(
            {a["country"] for a in event["target"] if a.get("country")} - set(sources) - NO_STATE
        )
    if rule.sides.startswith("member"):
        yield from memberships(rule, event)
        return
    if rule.tie == CONTROL:
        yield from holdings(event, sentence if rule.sides == "holder from" else None)
        return
    if rule.tie == OFFICE:
        yield from offices(rule, event, sentence)
        return
    if rule.sides == "forth" and set(sources) & set(targets):
        return  # something of one's own: aid "to Missouri, Oklahoma and Georgia" by the United States
    if rule.tie in _STATES_ONLY:
        sources, targets = ([c for c in side if c not in {"UNO", "EUR"}] for side in (sources, targets))
    if rule.tie in _BROKERED_TIES:
        brokers = _brokers(event, sentence)
        sources, targets = ([c for c in side if c not in brokers] for side in (sources, targets))
        if targets and _in_country(sentence):
            return  # a truce "in Syria" that another power accepts: with whom is not said
    sure = True
    if rule.sides in _POSTED and not (sources and targets) and (posted := post(rule, sentence)):
        owner, host = posted
        if set(sources) | set(targets) <= {owner, host}:
            yield owner, host, False
        return
    if rule.sides == "owner" and len(sources) == 1 and not targets and (place := there(sentence, sources)):
        targets, sure = [place], False
    if (
        not targets
        and len(sources) == 1
        and rule.tie not in _SURE_ONLY
        and not _private(event["target"])
        and (other := _other_state(sentence, sources))
    ):
        targets, sure = [other], False
    if rule.sides == "mutual" and not sources and len(targets) == 2:
        sources, targets = targets, []  # "relations between A and B were restored"
    if not targets and len(sources) > 1:
        both = rule.sides == "mutual" and rule.tie != "border"
        if not ((both or rule.sides in {"mutual", "owner"}) and (both or _MUTUALLY.search(sentence.text))):
            return
        both_ways = [
            (x, y) for x in sources for y in sources if (x < y if rule.sides == "mutual" else x != y)
        ]
    else:
        both_ways = [(x, y) for x in sources for y in targets if x != y]
    named = [(x, y) for x, y in both_ways if _consistent(rule, sentence, x, y)]
    if rule.tie == RELATIONS and len(sources) == 1 and both_ways and not named:
        other = _with(rule, sentence)
        if other is not None and other not in sources:
            named, sure = [(sources[0], other)], False
    for x, y in named:
        if rule.tie == "recognition" and sure and not _near(event, y):
            continue
        if rule.sides == "mutual":
            yield (*sorted((x, y)), sure)  # type: ignore[misc]
        elif rule.sides == "back" or (rule.sides == "owner" and not its_own(rule, sentence, x, y)):
            yield y, x, sure
        else:
            yield x, y, sure


def _with(rule: Rule, sentence: Sentence) -> str | None:
    """The state that the words "relations with" name, whoever else the act was read as aimed at: "in solidarity with Ecuador"."""
    assert rule.object is not None
    found = rule.object.search(sentence.behind)
    named = _WITH.match(sentence.text, sentence.start + found.end() - len("with")) if found else None
    return state_in(named.group("words")) if named else None


def _in_country(sentence: Sentence) -> bool:
    """True where a truce is told of a country ("a ceasefire in Syria") and not of the town in which it was signed."""
    found = _IN_PLACE.search(sentence.behind)
    return found is not None and _of_country(sentence.behind[found.end() : found.end() + NAMED_WITHIN])


def _of_country(words: str) -> bool:
    """True where the first name of some words is that of a country or of its people."""
    names = registry().find(words)
    return bool(names) and any(e.kind in {"country", "adjective"} for e in names[0].entries)


def _near(event: Mapping[str, Any], code: str) -> bool:
    """True where a target of that country stands near the trigger: the first words of a long sentence are not what is recognised."""
    begin, end = event["evidence"]["trigger"]
    return any(
        begin - a["end"] <= NAMED_WITHIN and a["start"] - end <= BEHIND
        for a in event["target"]
        if a.get("country") == code
    )


def _brokers(event: Mapping[str, Any], sentence: Sentence) -> set[str]:
    """Who brought two sides together, by the event or by the words "brokered by"."""
    return {a["country"] for a in event["third"] if a.get("country")} | brokers_named(sentence)


def brokers_named(sentence: Sentence) -> set[str]:
    """Who brought two sides together by the words "brokered by"."""
    found: set[str] = set()
    for match in _BROKERED.finditer(sentence.text):
        words, end = sentence.text[match.end() : match.end() + NAMED_WITHIN], 0
        for name in registry().find(words):
            if end and not _AND.fullmatch(words[end : name.start]):
                break
            found |= set(states_of(name))
            end = name.end
    for match in _BROKERING.finditer(sentence.text):
        for name in registry().find(match.group("words"))[:1]:
            found |= set(states_of(name))
    return found


def _consistent(rule: Rule, sentence: Sentence, x: str, y: str) -> bool:
    """False where the words behind the object name somebody else: "severed ties with the brotherhood", "airspace to Russian flights"."""
    if rule.object is None or (found := rule.object.search(sentence.behind)) is None:
        return True
    at = sentence.start + found.end()
    linked = re.search(
        r"(?:with|to|between|over|after|in|because|and|on|for|following|since|at|that|due|as|by)$",
        found.group(),
    )
    begin = at - len(linked.group()) if linked else at
    towards = _TOWARDS.match(sentence.text, begin)
    if towards is None:
        return True
    words = _NEXT.split(sentence.text[towards.end() : towards.end() + NAMED_WITHIN])[0]
    codes: set[str] = set()
    end = 0
    if towards.group().split()[-1] == "in" and (
        rule.tie in _SIGNED or (rule.tie == "ceasefire" and not _of_country(words))
    ):
        return True  # where it was signed
    for name in registry().find(words):
        refs = [e.ref for e in name.entries if e.kind in STATE_KINDS]
        if codes and (not refs or not _AND.fullmatch(words[end : name.start])):
            break
        if not codes and "," in words[: name.start]:
            break  # another clause: "a truce from midnight, Malaysia's prime minister said"
        end = name.end
        codes |= {coded(ref) for ref in refs}
        if (
            refs and rule.tie == "ceasefire"
        ):  # fighting over an entity is fighting between those it lies between
            codes |= {known.coded_as for ref in refs if (known := registry().country(ref)) is not None}
        if not codes and any(e.kind in {"body", "bloc"} for e in name.entries):
            # The coast guard of one of the two is that one; "doses of the Oxford vaccine" are of nobody.
            owners = {country_of(e.ref) for e in name.entries if e.kind == "body"}
            return towards.group().split()[-1] in {"to", "for", "with", "on", "against"} and bool(
                owners & {x, y}
            )
    return not codes or bool(codes & {x, y})


def _private(actors: Iterable[Mapping[str, Any]]) -> bool:
    """True where those at whom an act is aimed are known, and known to be private: no state is read in their place."""
    return any(a.get("country") and set(a.get("sectors") or ()) & (PRIVATE - {"UNK"}) for a in actors)


# Ties that only states have; the UN and the EU impose sanctions, recognise and have relations.
_SURE_ONLY = frozenset({"border", "war", "ceasefire", "recognition", "occupation"})
_STATES_ONLY = frozenset(
    {"war", "ceasefire", "occupation", "border", "alliance", "mediation", "military_aid"}
)


def _other_state(sentence: Sentence, sources: list[str]) -> str | None:
    """The one state named close behind the trigger beside the source's own; None where there are none or several."""
    found: list[str] = []
    words = sentence.text[sentence.start : sentence.end + BEHIND]
    for name in registry().find(words):
        code = next(iter(states_of(name)), None)
        if code is not None and code not in sources and code not in found:
            if not _LINKED.search(words[: name.start]):
                return None
            found.append(code)
    return found[0] if len(found) == 1 else None
