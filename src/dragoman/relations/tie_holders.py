"""Who holds a place or an office by a told act: the holder and what is held, read from the event.

It never guesses a holder that is not named: "gunmen seized the town" opens nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry
from dragoman.relations.opening import Given
from dragoman.relations.tie_places import driven_from, places_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from dragoman.registry.records import Tenure
    from dragoman.relations.tie_rules import Rule
    from dragoman.relations.tie_sentence import Sentence
    from dragoman.relations.transitions import Transition

CONTROL, OFFICE = "control", "office_holding"
HELD, IN_OFFICE = "held", "in office"
# Those who act for their state; others hold a place for themselves.
_OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG"})
_NO_STATE = frozenset({"ISM", "IMG"})
_HOLDS_NONE = frozenset({"IGO", "NGO", "MNC", "UNO"})
_REBELS = re.compile(r"\brebels?\b", re.IGNORECASE)
# Those of the country in which the place lies.
_AGAIN = re.compile(r"re-?(?:captur|tak|took|gain|claim)", re.IGNORECASE)
_GOVERNMENT = re.compile(
    r"(?:the )?(?:government|loyalist|pro-government|state) (?:troops|forces|soldiers)$", re.IGNORECASE
)


def code_of(side: str) -> str:
    """The country that one side of a tie belongs to: "SYR", and of a place or group behind its name ("Kunduz, AFG")."""
    return side.rpartition(", ")[2]


def holdings(event: Mapping[str, Any], driven: Sentence | None = None) -> Iterator[tuple[str, str, bool]]:
    """(holder, place) of an act that takes places or leaves them; `driven` is the sentence of one that drives others from a place."""
    begin = event["evidence"]["trigger"][0]
    sources = sorted(event["source"], key=lambda a: (a["start"] > begin, a["start"]))
    holder = next((h for a in sources if (h := _holder(a))), None)
    unnamed = holder is None and any(_REBELS.search(a["text"] or "") for a in sources)
    own = holder is None and any(_GOVERNMENT.match(a["text"] or "") and not a.get("country") for a in sources)
    # What a state's army takes again lies in its own country, where nothing else says where.
    evidence = event["evidence"]
    again = holder and "text" in evidence and _AGAIN.match(evidence["text"][begin - evidence["start"] :])
    home = code_of(holder) if holder and (", " in holder or again) else None
    found = (
        (p for a in event["target"] for p in places_of(a, event.get("place"), home))
        if driven is None
        else driven_from(driven.text[driven.end :], event.get("place"))
    )
    for name, country in dict.fromkeys(found):
        if holder or unnamed or own:
            yield holder or (country if own else f"rebels, {country}"), f"{name}, {country}", True


def _holder(actor: Mapping[str, Any]) -> str | None:
    code, sectors = actor.get("country"), set(actor.get("sectors") or ())
    if code in _HOLDS_NONE:
        return None
    if code and code not in _NO_STATE and sectors <= _OF_STATE:
        return str(code) if sectors or actor.get("by") == "country" else None
    if actor.get("name"):
        return f"{actor['name']}, {code}" if code and code not in _NO_STATE else str(actor["name"])
    return f"rebels, {code}" if code and "REB" in sectors else None


def displaced(told: Sequence[Transition]) -> list[Transition]:
    """Who takes a place ends the hold of those that had it, by the same words."""
    taken = [t for t in told if t.kind == CONTROL and t.state == HELD and not (t.background or t.denied)]
    out = []
    for t in taken:
        before = {
            o.a
            for o in taken
            if o.b == t.b
            and o.a != t.a
            and o.start is not None
            and t.start is not None
            and o.start <= t.start
        }
        out += [replace(t, a=holder, state="lost") for holder in sorted(before)]
    return out


def offices(rule: Rule, event: Mapping[str, Any], sentence: Sentence) -> Iterator[tuple[str, str, bool]]:
    """(country, office-holder) of who leaves an office, or is removed from it."""
    begin, end = event["evidence"]["trigger"]
    passive = bool(_PASSIVE.search(sentence.before))
    behind = _REASON.split(sentence.text[sentence.end :], maxsplit=1)[0]
    if _FROM.match(behind) and not _POST.search(behind[:_POST_NEAR]):
        return  # "resigns as leader of the party"
    text, at = sentence.text, event["evidence"]["start"]
    post = _AS.match(sentence.text[sentence.end :])
    for actor in event["source" if rule.sides == "office" else "target"]:
        office = _office_of(actor) or (None if rule.sides == "office" else _just_held(actor, event))
        if not (actor.get("name") and office and actor.get("country")) or _NOT_IN_OFFICE.search(
            actor["text"]
        ):
            continue
        if post and not set(post.group("post").lower().split()) & set(office.lower().split()):
            continue  # "quits as an adviser to the president", who heads a firm
        if rule.sides == "office":
            stands = actor["end"] <= begin
        elif passive:
            stands = actor["end"] <= begin and _IS.fullmatch(text[actor["end"] - at : begin - at]) is not None
        else:
            stands = _ARTICLE.fullmatch(text[end - at : actor["start"] - at]) is not None
        if stands:
            yield *_office(actor["country"], actor["name"], office), True


# A removal is told for some weeks; the registry ends the term on its day. Ours.
_TOLD_LATER = 30


def _just_held(actor: Mapping[str, Any], event: Mapping[str, Any]) -> str | None:
    """The office that a person held until shortly before the report, by the registry."""
    if not (actor.get("name") and event.get("published")):
        return None
    day = date.fromisoformat(event["published"])
    terms = [
        t
        for t in registry().person(actor["name"])
        if t.country == actor.get("country") and t.end and 0 <= (day - t.end).days <= _TOLD_LATER
    ]
    return terms[-1].office if terms and terms[-1].kind in _HIGH else None


def _office_of(actor: Mapping[str, Any]) -> str | None:
    """The office that the registry knows of an actor; else, or where that is of a party only, the one that the words name.

    "His Finance Minister Simeon Djankov" is Finance Minister, whoever knows it.
    """
    known = actor.get("office")
    if known and not known.startswith("Leader of"):
        return str(known)
    text, name = actor["text"] or "", actor.get("name") or ""
    found = _TITLE.search(text.replace(name, " ")) if name and name in text else None
    if not found:
        return str(known) if known else None
    words = found.group().split()
    return " ".join(w if w in _SMALL else w[0].upper() + w[1:] for w in words)


def _office(country: str, person: str, office: str) -> tuple[str, str]:
    """The sides of the tie: "President of Brazil" is the office of president in Brazil."""
    known = registry().country(country)
    return country, f"{person}, {office.removesuffix(f' of {known.name}') if known else office}"


_NOT_IN_OFFICE = re.compile(
    r"[Ss]hadow|\b[Ff]ormer\b|\b[Ee]x-|\b(?:[Cc]abinet|[Gg]overnment|[Mm]embers?|[Ss]taff|[Aa]id[es]+|[Aa]dvis[eo]rs?) (?:of|to)\b"
)
_HIGH = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "monarch",
        "supreme_leader",
        "foreign_minister",
        "defence_minister",
        "minister",
    }
)
_SMALL = frozenset({"of", "for", "and", "the"})
_TITLE = re.compile(
    r"(?<![\w’'-])(?:(?!(?:his|her|its|their|the|an?|federal|new|then|current|outgoing|veteran|long-time|United|States|and|of|by|\w+[’']s)\b)[\w’'-]+ ){0,2}(?:[Mm]inister|[Ss]ecretary)\b"
    r"(?: (?:of|for) (?:the )?[A-Z][\w’'-]*(?:(?: and| for| of)? [A-Z][\w’'-]*)*)?"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:\w+\s+)?$", re.IGNORECASE)
_POST_NEAR = 50
# Between the verb and who is removed, and between who is removed and the verb, stands nobody else.
_ARTICLE = re.compile(r"\s*(?:(?:the|his|her|its|their|elected|acting|resignation of)\s+)*")
_IS = re.compile(r"\s*(?:,[^,;]*,)?\s*(?:who\s+)?(?:(?:is|was|has|had|been|being)\s+)+(?:\w+ly\s+)?")
_REASON = re.compile(
    r"[,;:]|\b(?:but|amid|after|following|due|because|over|in protest|ahead|before|and|during|by|for)\b"
)
_FROM = re.compile(r"\s*(?:down )?(?:as|from)\s", re.IGNORECASE)
_AS = re.compile(r"\s*(?:down )?as (?:an? |the |his |her )?(?P<post>[^,.;]{3,60})", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:presiden\w+|minist\w+|secretary|chancellor|premier\w*|governor|command\w*|envoy|ambassador|commissioner|director|chief|office|posts?|"
    r"government|position|cabinet|role|duties|taoiseach|speaker|chair of the|general|throne|job)\b", re.IGNORECASE,
)  # fmt: skip


def given_offices(countries: Collection[str] | None, keys: Collection[tuple[str, str]] | None) -> list[Given]:
    """The terms that the registry knows: of some countries (None: of all), or of the office-holders of some ties only."""
    known = registry()
    found: list[Given] = []
    for person in known.people:
        for term in known.person(person):
            key = _office(term.country, term.person, term.office)
            if (
                (keys is None or key in keys)
                and (countries is None or term.country in countries)
                and term.start
            ):
                found += _given(term, *key)
    return found


def _given(term: Tenure, a: str, b: str) -> Iterator[Given]:
    source = f"the registry's table of office-holders{f' ({term.pack})' if term.pack else ''}"
    day = "day"
    yield Given(OFFICE, a, b, IN_OFFICE, term.start, term.start, day, term.end, term.end, day, source)
    if term.end:
        yield Given(OFFICE, a, b, "left", term.end, term.end, day, None, None, "vague", source)
