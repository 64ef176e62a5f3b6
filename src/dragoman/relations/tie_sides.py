"""Between whom a told change of a tie stands: states on the sides of the event, or read from the words behind the trigger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.tie_holders import CONTROL, OFFICE, holdings, offices
from dragoman.relations.tie_sentence import BEHIND, Sentence, object_of

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
RELATIONS = "diplomatic_relations"
_NAMED_WITHIN = 50
_POSTED = frozenset({"owner", "back"})
_WITH = re.compile(r"with (?:the )?(?P<words>[^,.;]{2,40})")
_POSTED_IN = re.compile(r"(?:,? [A-Z][\w.'’-]+){0,3}\s(?:to|in|at|from)\s(?:the )?(?P<words>[^,.;]{2,40})")
_POST_OF = re.compile(
    r"\sof (?:the )?(?P<owner>[A-Z][^,.;]{2,40}?)\s(?:to|in)\s(?:the )?(?P<host>[A-Z][^,.;]{2,40})"
)
# Between whose it is and the post: "Malaysia's high ", " then ".
_OWNER = re.compile(r"(?:[’']s?)?\s(?:then |former |own |new )?", re.IGNORECASE)
_THERE = re.compile(
    r"[^.;]{0,60}?\b(?:embassy|mission|ambassador|envoy|consulate)\b[^.;,]{0,20}? there\b", re.IGNORECASE
)
# Where what an act is aimed at has ended: a list of names goes on behind a comma, a clause does not.
_NEXT = re.compile(r"[;:]|,(?! (?:and )?[A-Z])|\bin the (?:early|late|small)\b")
_BROKERED_TIES = frozenset({"ceasefire", "war", "normalisation"})
_BROKERED = re.compile(r"\b(?:broker|mediat|host|facilitat)\w* by\s+(?:the\s+)?", re.IGNORECASE)
_SIGNED = frozenset({"war", "alliance", "normalisation"})
_IN_PLACE = re.compile(r"\b(?:cease-?fires?|truces?|armistice) in\s", re.IGNORECASE)
# Between names that stand in one list: "from the United States and Australia".
_AND = re.compile(r"\s*(?:,|and|, and|as well as)\s*(?:the\s+)?", re.IGNORECASE)
_OWN = re.compile(r"\b(?:its|their|his|her)\b[^.;,]{0,40}$", re.IGNORECASE)
_STATE_KINDS = frozenset({"country", "adjective", "demonym", "capital", "seat"})
_NO_STATE = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})


def pairs(rule: Rule, event: Mapping[str, Any], sentence: Sentence) -> Iterator[tuple[str, str, bool]]:
    """(a, b, sure) of the tie; `sure` is false where a side was read from the sentence and not from the event."""
    sources, targets = codes_of(event["source"]), codes_of(event["target"])
    if rule.sides.startswith("member"):
        yield from _memberships(rule, event)
        return
    if rule.tie in {CONTROL, OFFICE}:
        yield from holdings(event) if rule.tie == CONTROL else offices(rule, event, sentence)
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
    if rule.sides in _POSTED and not (sources and targets) and (post := _post(rule, sentence)):
        owner, host = post
        if set(sources) | set(targets) <= {owner, host}:
            yield owner, host, False
        return
    if rule.sides == "owner" and len(sources) == 1 and not targets and (place := _there(sentence, sources)):
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
    if rule.tie == RELATIONS and len(sources) == 1 and (other := _with(rule, sentence, sources, both_ways)):
        both_ways, sure = [(sources[0], other)], False
    for x, y in both_ways:
        if not _consistent(rule, sentence, x, y):
            continue
        if rule.tie == "recognition" and sure and not _near(event, y):
            continue
        if rule.sides == "mutual":
            yield (*sorted((x, y)), sure)  # type: ignore[misc]
        elif rule.sides == "back" or (rule.sides == "owner" and not _its_own(rule, sentence, x, y)):
            yield y, x, sure
        else:
            yield x, y, sure


def _with(rule: Rule, sentence: Sentence, sources: list[str], told: list[tuple[str, str]]) -> str | None:
    """The state that the words "relations with" name, where the act was read as aimed at another: "in solidarity with Ecuador"."""
    assert rule.object is not None
    if not told or any(_consistent(rule, sentence, x, y) for x, y in told):
        return None
    found = rule.object.search(sentence.behind)
    named = _WITH.match(sentence.text, sentence.start + found.end() - len("with")) if found else None
    names = registry().find(named.group("words")) if named else []
    codes = [_coded(e.ref) for e in names[0].entries if e.kind in _STATE_KINDS] if names else []
    return codes[0] if codes and codes[0] not in sources else None


def _post(rule: Rule, sentence: Sentence) -> tuple[str, str] | None:
    """(owner, host) of the post that the words name: "Malaysia's ambassador to Chad was recalled", "the Danish embassy in Accra"."""
    found = object_of(rule, sentence)
    if found is None:
        return None
    at = sentence.text.find(found.group(), max(0, sentence.start - len(sentence.clause)))
    if at < 0:
        return None
    of = _POST_OF.match(sentence.text, at + len(found.group()))
    if of:
        two = [n for w in ("owner", "host") for n in registry().find(of.group(w))[:1]]
        codes = [next((_coded(e.ref) for e in n.entries if e.kind in _STATE_KINDS), "") for n in two]
        return (codes[0], codes[1]) if len(codes) == 2 and all(codes) and codes[0] != codes[1] else None
    host = _POSTED_IN.match(sentence.text, at + len(found.group()))
    before = registry().find(sentence.text[max(0, at - _NAMED_WITHIN) : at])
    behind = registry().find(host.group("words")) if host else []
    if not (
        before
        and behind
        and _OWNER.fullmatch(sentence.text[max(0, at - _NAMED_WITHIN) : at][before[-1].end :])
    ):
        return None
    sides = [
        next((_coded(e.ref) for e in name.entries if e.kind in _STATE_KINDS), None)
        for name in (before[-1], behind[0])
    ]
    owner, hosting = sides
    return (owner, hosting) if owner and hosting and owner != hosting else None


def _there(sentence: Sentence, sources: list[str]) -> str | None:
    """The state meant by "there" behind an embassy or a post: the last one named before, beside the source's own."""
    if not _THERE.match(sentence.text[sentence.end :]):
        return None
    for name in reversed(registry().find(sentence.before)):
        codes = [_coded(e.ref) for e in name.entries if e.kind in _STATE_KINDS]
        if codes and codes[0] not in sources:
            return codes[0]
    return None


def _in_country(sentence: Sentence) -> bool:
    """True where a truce is told of a country ("a ceasefire in Syria") and not of the town in which it was signed."""
    found = _IN_PLACE.search(sentence.behind)
    names = registry().find(sentence.behind[found.end() : found.end() + _NAMED_WITHIN]) if found else []
    return bool(names) and any(e.kind in {"country", "adjective"} for e in names[0].entries)


def _near(event: Mapping[str, Any], code: str) -> bool:
    """True where a target of that country stands near the trigger: the first words of a long sentence are not what is recognised."""
    begin, end = event["evidence"]["trigger"]
    return any(
        begin - a["end"] <= _NAMED_WITHIN and a["start"] - end <= BEHIND
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
        for name in registry().find(sentence.text[match.end() : match.end() + _NAMED_WITHIN])[:1]:
            found |= {_coded(e.ref) for e in name.entries if e.kind in _STATE_KINDS}
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
    words = _NEXT.split(sentence.text[towards.end() : towards.end() + _NAMED_WITHIN])[0]
    codes: set[str] = set()
    end = 0
    if towards.group().split()[-1] == "in" and (
        rule.tie in _SIGNED or (rule.tie == "ceasefire" and not _in_country(sentence))
    ):
        return True  # where it was signed
    for name in registry().find(words):
        refs = [e.ref for e in name.entries if e.kind in _STATE_KINDS]
        if codes and (not refs or not _AND.fullmatch(words[end : name.start])):
            break
        end = name.end
        codes |= {_coded(ref) for ref in refs}
        if (
            refs and rule.tie == "ceasefire"
        ):  # fighting over an entity is fighting between those it lies between
            codes |= {known.coded_as for ref in refs if (known := registry().country(ref)) is not None}
        if not codes and any(e.kind in {"body", "bloc"} for e in name.entries):
            return False
    return not codes or bool(codes & {x, y})


def _coded(code: str) -> str:
    """The code of a state by which ties are kept; a partially recognised entity keeps its own, which is in no pair."""
    known = registry().country(code)
    return code if known is None or known.sector == "PRE" else known.coded_as


# Some states of a union are not the union.
_SOME_OF = re.compile(
    r"(?:several|some|many|most|other|various|\w+ of the|a (?:number|few) of)\b.*\b(?:states|countries|members|nations|governments)$",
    re.IGNORECASE,
)


def codes_of(actors: Iterable[Mapping[str, Any]]) -> list[str]:
    """The countries of those who speak for a state (or the EU and the UN); private people change no tie."""
    found = []
    for actor in actors:
        code, sectors = actor.get("country"), set(actor.get("sectors") or ())
        if _SOME_OF.match(actor.get("text") or ""):
            continue
        if code and code not in _NO_STATE and "PRE" not in sectors and not (sectors and sectors <= _PRIVATE):
            found.append(code)
    return sorted(set(found))


def _private(actors: Iterable[Mapping[str, Any]]) -> bool:
    """True where those at whom an act is aimed are known, and known to be private: no state is read in their place."""
    return any(a.get("country") and set(a.get("sectors") or ()) & (_PRIVATE - {"UNK"}) for a in actors)


_PRIVATE = frozenset(
    {"CVL", "BUS", "JRN", "EDU", "MED", "REL", "LAB", "CRM", "REF", "AGR", "SOC", "UNK", "REB", "UAF", "OPP", "PRM", "PTY", "ELI", "PRE"}
)  # fmt: skip
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
        states = [e for e in name.entries if e.kind in _STATE_KINDS]
        if not states:
            continue
        code = _coded(states[0].ref)
        if code not in sources and code not in found:
            if not _LINKED.search(words[: name.start]):
                return None
            found.append(code)
    return found[0] if len(found) == 1 else None


def _its_own(rule: Rule, sentence: Sentence, owner: str, host: str) -> bool:
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


def _memberships(rule: Rule, event: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """(state, organisation) where one side is a state and the other a body of states, by its name."""
    sides = (event["source"], event["target"])
    states, bodies = sides if rule.sides == "member" else sides[::-1]
    text, at = event["evidence"]["text"], event["evidence"]["start"]
    begin, end = event["evidence"]["trigger"]
    if _FORCES.search(text):  # a contingent that leaves a mission is no membership
        return
    if text[begin - at : end - at].endswith("ing") and not _GOES_ON.search(text[: begin - at]):
        return  # "the prospects of joining": nobody has joined
    names = sorted(
        {
            a["name"]
            for a in bodies
            if a.get("name")
            and not a.get("office")
            and a.get("country") in {"IGO", "EUR", "UNO"}
            and not _part_of(a, text, at)
        }
    )
    if not names and rule.sides == "member back":
        names = _bodies_named(text, begin - at, end - at)
    if not states and rule.sides == "member back" and (lifted := _LIFTED.search(text[begin - at :])):
        named = registry().find(lifted.group("whose") or lifted.group("of"))
        refs = {_coded(e.ref) for n in named for e in n.entries if e.kind in _STATE_KINDS}
        if len(refs) == 1 and names:
            yield from ((code, name, True) for code in refs - {"EUR", "UNO"} for name in names)
        return
    if (
        rule.sides == "member back"
    ):  # what is suspended stands at the verb: "suspends Mali", not "suspends aid to Mali"
        passive = _PASSIVE.search(text[: begin - at])
        states = [
            a for a in states
            if (-_AT_VERB if not passive else -200) <= a["start"] - end <= _AT_VERB and not _OF_IT.search(a["text"] or "")
            and (passive or _AT_ONCE.fullmatch(text[end - at : a["start"] - at]))
        ]  # fmt: skip
    for code in codes_of(states):
        for name in names:
            if code not in {"EUR", "UNO"}:
                yield code, name, True


def _bodies_named(text: str, begin: int, end: int) -> list[str]:
    """The organisation of states that the words name where the act has none: "suspended Chad from the African Union", else the one before."""
    behind = _FROM_BODY.search(text[end:])
    for words in (behind.group("words") if behind else "", text[:begin]):
        for name in registry().find(words):
            bodies = [
                body.name
                for e in name.entries
                if e.kind == "body" and (body := registry().body(e.ref)) and body.kind == "igo"
            ]
            if bodies and not _PART_OF.match(words[name.end :].lstrip()):
                return bodies[:1]
    return []


_FROM_BODY = re.compile(r"^[^.;]{0,60}?\b(?:from|to|into) (?:the )?(?P<words>[A-Z][^,.;]{1,60})")


def _part_of(actor: Mapping[str, Any], text: str, at: int) -> bool:
    """True where the words name something of an organisation and not it: "the United Nations Convention", "the UN's compact"."""
    behind = text[actor["end"] - at :]
    return bool(
        _PART_OF.search(actor["text"])
        or _POSSESSED.search(actor["text"] + behind[:3])
        or _PART_OF.match(behind.lstrip())
    )


_POSSESSED = re.compile(r"\w[’']s?\s")
_LIFTED = re.compile(
    r"(?:lift|suspend)\w*\s+(?:the\s+)?(?:(?P<whose>[A-Z][\w’' -]{2,40}?)[’']s?\s+(?:suspension|membership)|"
    r"(?:suspension|membership)\s+of\s+(?P<of>[A-Z][\w ]+))"
)
# Only articles and "membership of" stand between the verb and the state that is suspended.
_AT_ONCE = re.compile(r"\s*(?:the\s+)?(?:(?:membership|participation)\s+of\s+)?(?:the\s+)?", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:is|are|was|were|by|after|before|begins?|begun)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# A body, treaty or programme of an organisation that has members of its own.
_PART_OF = re.compile(
    r"\b(?:Customs|Tourism|Currency|Monetary|Parliament|Human Rights|Security Council|Convention|Compact|Treaty(?! Organi)|Protocol|Programme|Program|Fund)\b"
)
_AT_VERB = 12
# "mediation efforts in Yemen", "aid to Mali": what is suspended is something of the state or for it.
_OF_IT = re.compile(r"\w\s+(?:in|to|for|with|on|against|over)\s+", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:\w+\s+)?$", re.IGNORECASE)
_FORCES = re.compile(
    r"\b(?:troops|missions?|operations?|campaign|summits?|(?<!press )(?<!news )conference|games|tournament|competition|peacekeep\w+|contingent|forces from)\b",
    re.IGNORECASE,
)
