"""Statements of both sides about one happening, put beside each other. Pure functions of voices and of report versions.

A statement stands beside a denial where both are tellings of one episode, or where they name a country in common, are said
within some weeks of each other and share enough of the denial's words, rare words counting most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dragoman.episodes.grouping import Groups
from dragoman.model import digest
from dragoman.relations.accounts.differing import ATTACK
from dragoman.relations.dispute_records import Dispute, Retraction, Standing, Version, Voice
from dragoman.relations.wording import names, rarest, stems, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Days between a denial and what it denies, and between a denial and a confirmation: admissions follow within weeks, and
# the same words about the same countries after months are mostly about something else. Chosen by hand.
BEFORE_DAYS, AFTER_DAYS, CONFIRMED_DAYS = 14, 14, 30
# Share of the weight of a denial's words that a statement must have in common with it. Chosen by hand on the sample corpus.
SHARED = 0.4
# The same where three of its words or more are shared, not only those of any attack.
SEVERAL = 0.3
# The same for an admission by the side that denied it: who confirms after a denial seldom uses the words of the denial.
ADMITTED = 0.35
# The same where both tell an act of one kind between the same countries.
ALIKE = 0.2
# The same for what another report tells in its own name. Read on 102 disputes of a stream of news: below, most tell of the war and not of the act.
OWN_WORD = 0.6
# The same for what is said in another report on another day or with one country in common, and the fewest words that must be shared: of 20
# disputes of a stream that rested on other reports 7 were right, of 45 with both sides in one report 41.
ELSEWHERE = 0.5
_ELSEWHERE_WORDS = 3
# Fewer will do where hardly any of the denial's words is missing.
NEARLY_ALL = 0.9
_MIN_WORDS = 2


def disputes(
    voices: Iterable[Voice], retractions: Iterable[Retraction] = (), weight: Mapping[str, float] | None = None
) -> tuple[Dispute, ...]:
    """The happenings over which voices differ, and the retractions of reports, by first day. Order of input does not matter.

    `weight` is what each stem tells, where the voices are not all that were said; else it is taken from them.
    """
    ordered = sorted({v.id: v for v in voices}.values(), key=lambda v: (v.day, v.id))
    words = {v.id: stems(v.text) for v in ordered}
    own = weights(words.values())
    weight = own if weight is None else {**own, **weight}
    denials = [v for v in ordered if v.says == "denies" and len(words[v.id]) >= _MIN_WORDS]
    index: dict[str, list[Voice]] = defaultdict(list)
    acts: dict[str | None, list[Voice]] = defaultdict(list)
    for v in ordered:
        for word in words[v.id]:
            index[word].append(v)
        acts[v.episode].append(v)
    confirming = [v for v in ordered if v.says == "confirms"]
    groups: Groups[str] = Groups(v.id for v in denials)
    beside: dict[str, list[Voice]] = {}
    for denial in denials:
        near = _beside(denial, _candidates(denial, weight, index, confirming, acts), words, weight)
        groups.join_all([denial.id, *(v.id for v in near if v.says == "denies" and v.id in beside)])
        beside[denial.id] = near
    gathered: dict[str, list[Voice]] = defaultdict(list)
    for denial in denials:
        gathered[groups.least(denial.id)] += [denial, *beside[denial.id]]
    made = [d for found in gathered.values() if (d := _dispute(found)) is not None]
    made += [_taken_back(r) for r in retractions]
    return tuple(sorted(made, key=lambda d: (d.day, d.dispute_id)))


def _candidates(
    denial: Voice, weight: Mapping[str, float], index: Mapping[str, list[Voice]], confirming: Sequence[Voice],
    acts: Mapping[str | None, list[Voice]],
) -> list[Voice]:  # fmt: skip
    """Voices that share one of the denial's rarest words; the others cannot reach the share, or hardly."""
    found = {v.id: v for w in rarest(denial.text, weight) for v in index.get(w, ())}
    if denial.episode is not None or denial.kind is not None:
        found.update((v.id, v) for v in confirming)
    if denial.episode is not None:
        found.update((v.id, v) for v in acts.get(denial.episode, ()))
    return sorted((v for i, v in found.items() if i != denial.id), key=lambda v: (v.day, v.id))


def _beside(
    denial: Voice, others: Sequence[Voice], words: Mapping[str, frozenset[str]], weight: Mapping[str, float]
) -> list[Voice]:
    """Names of countries and persons say who quarrels and not over what: the denial's other words must be shared."""
    told = words[denial.id] - names(denial.text)
    mine = told if len(told) > _MIN_WORDS else words[denial.id]
    return [v for v in others if _about_one(denial, v, mine, words[v.id], weight)]


def _about_one(
    denial: Voice, other: Voice, mine: frozenset[str], its: frozenset[str], weight: Mapping[str, float]
) -> bool:
    """True where the other voice speaks of what the denial denies, and is not the denier's own elaboration."""
    apart = (other.day - denial.day).days
    if not -BEFORE_DAYS <= apart <= (CONFIRMED_DAYS if other.says == "confirms" else AFTER_DAYS):
        return False
    if other.says == "asserts" and (_own_side(denial, other) or _agrees(other)):
        return False
    if other.says == "confirms" and other.report_id == denial.report_id and other.text in denial.text:
        return False  # "denies knowledge of it, as the president confirms that it exists": what is denied is another matter
    shared = mine & its
    # What another report tells in its own name is often of the same quarrel and not of what is denied.
    own_word = other.says == "asserts" and other.speaker is None and other.report_id != denial.report_id
    if own_word and (len(shared - ATTACK) < _MIN_WORDS or _SUSPECTED.search(other.text)):
        return False
    if other.episode is not None and other.episode == denial.episode:
        return True
    common = denial.countries & other.countries
    alike = other.kind is not None and other.kind == denial.kind
    accused = denial.kind in _SPOKEN  # the denied accusation is of an act that the other tells
    if not common or (own_word and not alike and not accused):
        return False
    # An act that both name is confirmed in few words: one besides the names is enough where kind and both countries are the same.
    if other.says == "confirms" and alike and len(common) > 1 and shared and other.kind not in _SPOKEN:
        return True
    elsewhere = not own_word and _elsewhere(denial, other, apart)
    told = len(shared - ATTACK)
    if (
        elsewhere
        and told < _ELSEWHERE_WORDS
        and (told < _MIN_WORDS or _share(shared, mine, weight) < NEARLY_ALL)
    ):
        return False
    if own_word:
        least = OWN_WORD
    elif elsewhere:
        least = ELSEWHERE
    elif other.says == "confirms" and other.side == denial.side:
        least = ADMITTED
    elif alike and len(common) > 1:
        least = ALIKE
    else:
        least = SHARED if len(shared - ATTACK) <= _MIN_WORDS else SEVERAL
    return len(shared) >= _MIN_WORDS and _share(shared, mine, weight) >= least


def _elsewhere(denial: Voice, other: Voice, apart: int) -> bool:
    """True for what another report tells on another day or of one country in common; for an admission, never."""
    if other.report_id == denial.report_id or (other.says == "confirms" and other.side == denial.side):
        return False
    return abs(apart) > _AT_ONCE or len(denial.countries & other.countries) < _TWO


_AT_ONCE = 1  # days
_TWO = 2


def _share(shared: frozenset[str], mine: frozenset[str], weight: Mapping[str, float]) -> float:
    """The part of the weight of the denial's words that is shared."""
    whole = sum(weight[w] for w in mine)
    return sum(weight[w] for w in shared) / whole if whole else 0.0


_SPOKEN = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
_SUSPECTED = re.compile(r"\b(?:suspected|alleged|allegedly|reported|reportedly|possible)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:but|and|while)\s+(?:\w+\s+)?(?:claims?|says?|said|insists?|maintains?)\s*$", re.IGNORECASE
)


def _own_side(denial: Voice, other: Voice) -> bool:
    """True for the denier's further words: by the same side, or what "but claims that" goes on with."""
    if other.side is not None and other.side == denial.side:
        return True
    at = denial.text.find(other.text)
    return other.report_id == denial.report_id and at > 0 and _GOES_ON.search(denial.text[:at]) is not None


# Who says "no tanks were seen" or "rejects that" says what the denial says.
_NEGATES = re.compile(
    r"\b(?:no|not|never|rather than|denies|denied|rejects?|rejected)\b|n['’]t\b", re.IGNORECASE
)
_BEGINNING = 80


def _agrees(other: Voice) -> bool:
    return _NEGATES.search(other.text[:_BEGINNING]) is not None


def _dispute(found: Sequence[Voice]) -> Dispute | None:
    """The record of voices about one happening; None where nobody says anything against the denial."""
    voices = _once(sorted({v.id: v for v in found}.values(), key=lambda v: (v.day, v.id)))
    denied = tuple(v for v in voices if v.says == "denies")
    if not denied:
        return None
    first = min(v.day for v in denied)
    confirmed = tuple(v for v in voices if v.says == "confirms" and v.day >= first)
    asserted = tuple(v for v in voices if v.says == "asserts" or (v.says == "confirms" and v.day < first))
    if not asserted and not confirmed:
        return None
    standing: Standing = "denied, then confirmed" if confirmed else "disputed"
    return Dispute(digest("dispute", min(v.id for v in denied)), standing, asserted, denied, confirmed, ())


def _once(voices: Sequence[Voice]) -> list[Voice]:
    """Without the sentence around a statement that stands there itself, and without the same words of one report again."""
    return [v for v in voices if not any(_around(v, o) for o in voices if o.id != v.id)]


def _around(v: Voice, other: Voice) -> bool:
    if v.report_id != other.report_id or other.text not in v.text:
        return False
    if len(other.text) == len(v.text):  # one sentence that is read both ways is no second voice
        return v.says == "asserts" != other.says or (other.says == v.says and other.id < v.id)
    return v.says in {other.says, "asserts"}  # a denial holds the words of what it denies


def _taken_back(retraction: Retraction) -> Dispute:
    return Dispute(
        digest("dispute", retraction.event_id),
        "retracted" if retraction.denied else "no longer told",
        (),
        (),
        (),
        (retraction,),
    )


def retractions(versions: Iterable[tuple[Version, Version]]) -> tuple[Retraction, ...]:
    """What the earlier of two texts of one report told as done and the later one does not.

    An act counts as told still where the later text has one of its type by a country of the same actor that happened;
    what is told of it `instead` is the later text's denial of it, else its first act of the same countries.
    """
    found = [r for old, new in versions for r in _between(old, new)]
    one: dict[tuple[str, str], Retraction] = {}  # a sentence may tell several acts
    for r in sorted(found, key=lambda r: (not r.denied, r.instead is None, r.event_id)):
        one.setdefault((r.report_id, r.text), r)
    return tuple(sorted(one.values(), key=lambda r: (str(r.gone_on), r.event_id)))


_CORRECTED = re.compile(
    r"\b(?:correct(?:s|ed|ion|ions)|clarif(?:y|ies|ied|ication)|retract(?:s|ed|ion)|"
    r"an earlier version|a previous version|editor['’]s note)\b", re.IGNORECASE
)  # fmt: skip
_HAPPENED = frozenset({"occurred", "ongoing"})


def _between(old: Version, new: Version) -> list[Retraction]:
    kept = " ".join(new.text.split())
    out = []
    for event in old.events:
        sentence = str(event["evidence"]["text"])
        if event["status"] not in _HAPPENED or " ".join(sentence.split()) in kept:
            continue
        sides = _parties(event)
        again = [e for e in new.events if e["type"] == event["type"] and sides & _parties(e)]
        told = [e for e in again if e["status"] in _HAPPENED and _alike(e, event)]
        if not sides or (told and not any(_fewer_dead(e, event) for e in told)):
            continue
        denied = [] if told else [e for e in again if e["status"] not in _HAPPENED]
        other = told or denied or [e for e in new.events if sides <= _parties(e)]
        out.append(
            Retraction(
                event["event_id"], old.report_id, old.published, new.published, new.outlet, sentence,
                str(other[0]["evidence"]["text"]) if other else None, bool(denied), _CORRECTED.search(new.text) is None,
            )
        )  # fmt: skip
    return out


def _alike(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """The same act by the same side: the modes agree or one has none."""
    mine, its = set(a["modes"]), set(b["modes"])
    return bool(_side(a) & _side(b)) and (not mine or not its or bool(mine & its))


def _fewer_dead(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """A toll that is told lower, or not any more: tolls that rise are news, and those that fall are corrections."""
    before, after = (((e.get("magnitude") or {}).get("dead") or {}).get("min") for e in (old, new))
    return before is not None and (after or 0) < before


def _side(event: Mapping[str, Any]) -> set[str]:
    return {a["country"] for a in event["source"] if a.get("country")}


def _parties(event: Mapping[str, Any]) -> set[str]:
    return {a["country"] for a in (*event["source"], *event["target"]) if a.get("country")}
