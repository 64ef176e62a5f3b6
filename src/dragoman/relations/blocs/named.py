"""Blocs that speakers name ("the West", "Gulf states", "axis of resistance") held against the blocs that acts and ties show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dragoman.relations.blocs.acts import Pair
    from dragoman.relations.blocs.labels import Bloc
    from dragoman.store import Database

_STATES = frozenset({"country", "adjective", "demonym", "capital", "seat"})
# Blocs of words without agreed members that are more than a stretch of land.
_SIDES = frozenset(
    {"west", "axis_of_resistance", "global_south", "non_western", "coalition_of_the_willing", "friends_of_syria", "muslim_world",
     "ukraine_contact_group", "frontline"}
)  # fmt: skip
# Claims must name a power with a bloc so often before it counts as said to belong: once is chance.
_TWICE = 2
_MOST_NAMED = 6
# Fewer pairs of members on record say nothing of how they stand.
_PAIRS = 3
_CLAIMS = """SELECT speaker_country, text FROM claims JOIN current_versions USING (story, text_hash)
WHERE is_current AND claims.published BETWEEN $first AND $last AND regexp_matches(text, $names) ORDER BY claim_id"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a bloc is spoken of: in how many claims, by speakers of which countries, and which powers the same claims name."""

    claims: int
    by: tuple[tuple[str, int], ...]
    beside: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NamedBloc:
    """A bloc of words on one day, with what the network says of it.

    `members` are those of the registry on that day; none are agreed for "the West": then `spoken` says whom claims name beside it,
    which may be its foes. `inside` and `outside` are the mean weights among members, and of members to others (None: nothing on record);
    `known` is the share of the pairs of members that are on record. `bloc` is the found bloc that holds most members, `share` the
    part of them that it holds, and `elsewhere` those whom other blocs hold.
    """

    id: str
    name: str
    members: tuple[str, ...]
    inside: float | None
    outside: float | None
    known: float
    bloc: str | None
    share: float
    elsewhere: tuple[tuple[str, str], ...]
    spoken: Spoken

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "record": "named bloc", "id": self.id, "name": self.name, "members": list(self.members),
            "inside": self.inside, "outside": self.outside, "known": self.known, "bloc": self.bloc, "share": self.share,
            "elsewhere": dict(self.elsewhere), "claims": self.spoken.claims, "claimed_by": dict(self.spoken.by),
            "named_beside": dict(self.spoken.beside),
        }  # fmt: skip


def named(
    on: date, weights: Mapping[Pair, float], found: Sequence[Bloc], spoken: Mapping[str, Spoken]
) -> list[NamedBloc]:
    """The blocs of the registry of which at least three pairs of members are on record, or of which claims speak.

    Those most spoken of first, then those whose members stand closest.
    """
    nodes = {n for pair in weights for n in pair}
    out = []
    for bloc in registry().blocs.values():
        said = spoken.get(bloc.id, Spoken(0, (), ()))
        alive = (bloc.start is None or bloc.start <= on) and (bloc.end is None or on <= bloc.end)
        here = tuple(m for m in bloc.on(on) if m in nodes)
        pairs = sum(pair in weights for pair in combinations(here, 2))
        if alive and (pairs >= _PAIRS or (said.claims and bloc.id in _SIDES)):
            out.append(_named(bloc.id, bloc.name, bloc.on(on), here, weights, found, said))
    return sorted(out, key=lambda b: (-b.spoken.claims, -(b.inside if b.inside is not None else -2.0), b.id))


def _named(
    id: str, name: str, members: tuple[str, ...], here: tuple[str, ...], weights: Mapping[Pair, float], found: Sequence[Bloc],
    said: Spoken,
) -> NamedBloc:  # fmt: skip
    inside = [w for pair, w in weights.items() if pair[0] in here and pair[1] in here]
    outside = [w for pair, w in weights.items() if (pair[0] in here) != (pair[1] in here)]
    held = {b.label: sorted(b.codes & {*here}) for b in found}
    most = min(held, key=lambda label: (-len(held[label]), label), default=None)
    if most is not None and not held[most]:
        most = None
    elsewhere = tuple(sorted((m, label) for label, some in held.items() if label != most for m in some))
    possible = len(members) * (len(members) - 1) // 2
    return NamedBloc(
        id, name, members, _mean(inside), _mean(outside), round(len(inside) / possible, 3) if possible else 0.0, most,
        round(len(held[most]) / len(members), 3) if most is not None else 0.0, elsewhere, said,
    )  # fmt: skip


def _mean(values: list[float]) -> float | None:
    return round(sum(sorted(values)) / len(values), 4) if values else None


def spoken(database: Database, first: date, last: date) -> dict[str, Spoken]:
    """How the claims published from `first` to `last` speak of blocs, by the bloc's id."""
    return heard(database.named(_CLAIMS, {"first": first, "last": last, "names": _names()}))


def heard(claims: Iterable[tuple[str | None, str]]) -> dict[str, Spoken]:
    """The same for claims that are given: (country of the speaker, words)."""
    counts: Counter[str] = Counter()
    by: dict[str, Counter[str]] = {}
    beside: dict[str, Counter[str]] = {}
    known = registry()
    for country, text in claims:
        names = known.find(text)
        blocs = {e.ref for n in names for e in n.entries if e.kind == "bloc"}
        powers = {_power(e.kind, e.ref) for n in names for e in n.entries[:1]} - {None}
        for bloc in blocs:
            counts[bloc] += 1
            by.setdefault(bloc, Counter()).update([country] if country else [])
            beside.setdefault(bloc, Counter()).update(p for p in powers if p)
    return {
        bloc: Spoken(n, _most(by[bloc], 1), _most(beside[bloc], _TWICE)[:_MOST_NAMED]) for bloc, n in sorted(counts.items())
    }  # fmt: skip


def _power(kind: str, ref: str) -> str | None:
    if kind in _STATES:
        country = registry().country(ref)
        return country.coded_as if country is not None else None
    body = registry().bodies.get(ref) if kind == "body" else None
    return body.name if body is not None and body.kind == "group" else None


def _most(counts: Counter[str], least: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((k, n) for k, n in counts.items() if n >= least), key=lambda c: (-c[1], c[0])))


@lru_cache(maxsize=1)
def _names() -> str:
    import re

    words = {w for b in registry().blocs.values() for w in (b.name, *b.aliases)}
    return r"\b(?:" + "|".join(map(re.escape, sorted(words))) + r")\b"
