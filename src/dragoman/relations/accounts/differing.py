"""Accounts that cannot all be right, put beside each other. A pure function of accounts.

Two accounts are compared only where they are by different voices, of one report or of reports near in time that tell one
episode or an act of the same kind, setting and attackers; then one word of place, target, actor, number or day decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from dragoman.episodes.grouping import Groups
from dragoman.model import digest
from dragoman.relations.dispute_records import Dispute, Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.relations.accounts.records import Account

# Days between two reports that may tell of one happening. Chosen by hand: tolls and versions change after that.
NEAR_DAYS = 3
# Stems of the words for any attack: alone they tell nothing of which one.
ATTACK = frozenset(
    ["attack", "bomb", "bombard", "strik", "airstrik", "blast", "explosion", "explod", "shell", "shoot", "fir", "fire", "kill", "murder", "massacre", "death", "assault", "raid", "incident", "violence", "clash", "crash", "carry", "launch", "responsible", "responsibil", "fight", "conflict", "war", "civil", "people"]
)  # fmt: skip
_MUTUAL_STEMS = 2
# A pair of classes of victims that are not the same people.
_APART = (("civilians", "fighters"), ("civilians", "soldiers"), ("fighters", "soldiers"))

Found = tuple[str, str, str]


def differing(accounts: Iterable[Account]) -> tuple[Dispute, ...]:
    """The happenings that different voices tell differently, by first day. The order of the input does not matter."""
    ordered = sorted({a.voice.id: a for a in accounts}.values(), key=lambda a: (a.voice.day, a.voice.id))
    groups: Groups[str] = Groups()
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for a, b in _pairs(ordered):
        found = list(_differences(a, b))
        if found:
            groups.join(a.voice.id, b.voice.id)
        for aspect, mine, its in found:
            said[a.voice.id].setdefault(aspect, mine)
            said[b.voice.id].setdefault(aspect, its)
    voices = {a.voice.id: a.voice for a in ordered}
    made = [
        Dispute(
            digest("accounts", group[0]), "accounts differ", (), (), (), (),
            tuple(Telling(voices[i], tuple(sorted(said[i].items()))) for i in sorted(group, key=lambda i: (voices[i].day, i))),
        )
        for group in groups.groups()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda d: (d.day, d.dispute_id)))


def _pairs(accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    """Pairs of different voices: of one report, of one episode, of acts of one mode or things of one class near in time."""
    blocks: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for a in accounts:
        keys = [("report", a.voice.report_id), *([("episode", a.voice.episode)] if a.voice.episode else [])]
        if a.hit:
            keys += [("mode", f"{m} {c}") for m in sorted(a.modes) for c in sorted(a.attackers)]
        if a.inside or a.outside:
            keys += [("thing", t) for t in sorted(a.things)]
        for key in keys:
            blocks[key].append(a)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        for a, b in combinations(blocks[key], 2):
            pair = (a.voice.id, b.voice.id)
            if a.who != b.who and (b.voice.day - a.voice.day).days <= NEAR_DAYS and pair not in seen:
                seen.add(pair)
                yield a, b


def _differences(a: Account, b: Account) -> Iterator[Found]:
    """What the two differ in: aspect, the words of the one, the words of the other."""
    for found in (_in_place(a, b), _in_target(a, b), _in_actor(a, b), _in_number(a, b), _in_day(a, b)):
        if found is not None:
            yield found


def _together(a: Account, b: Account) -> bool:
    return a.voice.report_id == b.voice.report_id or (a.voice.episode is not None and a.voice.episode == b.voice.episode)  # fmt: skip


def _in_place(a: Account, b: Account) -> Found | None:
    """In these waters or in those; the thing that was there is one, and where reports differ so are both countries."""
    same = _together(a, b)
    if not a.things & b.things and not (same and (_taken_up(a) or _taken_up(b))):
        return None
    if not same and len(a.voice.countries & b.voice.countries) < 2:
        return None
    for zone in sorted(a.inside.keys() & b.outside.keys()):
        return "place", a.inside[zone], f"not in {b.outside[zone]}"
    for zone in sorted(b.inside.keys() & a.outside.keys()):
        return "place", f"not in {a.outside[zone]}", b.inside[zone]
    # Two reports of two borders are two happenings: between them one account must say that it was nobody's.
    one = a.voice.report_id == b.voice.report_id
    free = one or "international" in a.inside or "international" in b.inside
    if a.inside and b.inside and free and not a.inside.keys() & b.inside.keys():
        return "place", " and ".join(a.inside.values()), " and ".join(b.inside.values())
    return None


def _taken_up(a: Account) -> bool:
    """True for words that say "it" of a thing named before."""
    return not a.things and re.search(r"\b(?:it|they|both)\b", a.voice.text) is not None


def _one_act(a: Account, b: Account) -> bool:
    """True where nothing that is coded tells the two attacks apart."""
    return not (
        (a.attackers and b.attackers and not a.attackers & b.attackers)
        or (a.modes and b.modes and not a.modes & b.modes)
        or (a.cities and b.cities and not a.cities & b.cities)
    )


def _in_target(a: Account, b: Account) -> Found | None:
    """Fighters or civilians: nobody hit by the one account is among those hit by the other."""
    same = a.voice.report_id == b.voice.report_id
    known = bool(a.attackers & b.attackers and a.modes & b.modes)
    if not _one_act(a, b) or not (known or same):
        return None
    # A war has such attacks every day: of two reports, what is said on one day alone is taken for one happening.
    if not same and (len(a.setting & b.setting) < 2 or a.voice.day != b.voice.day):
        return None
    for kind in sorted(a.hit.keys() & b.spared.keys() - b.hit.keys()):
        return "target", a.hit[kind], b.spared[kind]
    for kind in sorted(b.hit.keys() & a.spared.keys() - a.hit.keys()):
        return "target", a.spared[kind], b.hit[kind]
    for one, other in (*_APART, *((o, t) for t, o in _APART)):
        if one in a.hit and other in b.hit and other not in a.hit and one not in b.hit and known:
            return "target", a.hit[one], b.hit[other]
    return None


def _in_actor(a: Account, b: Account) -> Found | None:
    """This side or that: both blame somebody, for one thing."""
    if not a.blamed or not b.blamed or not _together(a, b) or a.blamed.keys() & b.blamed.keys():
        return None
    if "rebels" in a.blamed.keys() ^ b.blamed.keys() and not (_states(a) or _states(b)):
        return None  # "rebels" may be those that the other names
    # Who blame each other may speak of two acts: then more must be the same.
    each_other = a.voice.country in b.blamed and b.voice.country in a.blamed
    if len((a.over & b.over) - ATTACK) < (_MUTUAL_STEMS if each_other else 1):
        return None
    return "actor", " and ".join(a.blamed.values()), " and ".join(b.blamed.values())


def _states(a: Account) -> bool:
    return any(len(k) == 3 and k.isupper() for k in a.blamed)


def _in_number(a: Account, b: Account) -> Found | None:
    """So many dead or so many: intervals that do not touch, of the same people, or a part that is larger than the whole."""
    one, other = a.toll, b.toll
    if one is None or other is None or not one.apart(other) or not _together(a, b) or not _one_act(a, b):
        return None
    if one.countries and other.countries and not one.countries & other.countries:
        return None
    known = one.victims == other.victims != frozenset()
    if not known and (one.victims, one.countries) != (other.victims, other.countries):
        part, whole = (one, other) if len(one.victims) + len(one.countries) > len(other.victims) + len(other.countries) else (other, one)  # fmt: skip
        more = (part.min or 0) > (whole.max if whole.max is not None else 10**12)
        if not (whole.victims <= part.victims and whole.countries <= part.countries and more):
            return None
    return "number", one.words, other.words


def _in_day(a: Account, b: Account) -> Found | None:
    """On this day or on that: both name one, for acts of one report that nothing else tells apart."""
    if not a.days or not b.days or a.days & b.days or not _together(a, b) or not _one_act(a, b):
        return None
    shared = (a.words & b.words) - ATTACK
    if len(shared) * 2 < min(len(a.words), len(b.words)):
        return None
    return "day", " and ".join(sorted(a.days)), " and ".join(sorted(b.days))
