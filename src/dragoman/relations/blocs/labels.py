"""Blocs with names that last: communities of one day matched with those of the day before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dragoman.relations.blocs.acts import Pair

# Two groups are one bloc that goes on where they share this part of their strength. Ours: half of a bloc may come or go.
_SAME = 1 / 3
_NAMED_BY = 3


@dataclass(frozen=True, slots=True)
class Bloc:
    """A community of at least two. `members` come with their strength (the sum of friendly weights inside), the strongest first.

    `label` names the three strongest members of the day on which it first came up, joined by "+", and stays while it goes on.
    `inside` is the mean weight of the pairs inside that are on record.
    """

    label: str
    members: tuple[tuple[str, float], ...]
    inside: float

    @property
    def codes(self) -> frozenset[str]:
        """Who belongs."""
        return frozenset(m for m, _ in self.members)


def blocs(
    groups: Iterable[frozenset[str]], weights: Mapping[Pair, float], before: Sequence[Bloc] = ()
) -> tuple[Bloc, ...]:
    """The blocs of a day, the strongest first, named after those `before` where they go on."""
    made = [_bloc(group, weights) for group in groups if len(group) > 1]
    named: dict[int, str] = {}
    taken: set[str] = set()
    likeness = sorted(
        ((_likeness(old, new), old.label, n) for n, new in enumerate(made) for old in before),
        key=lambda x: (-x[0], x[1], sorted(made[x[2]].codes)),
    )
    for like, label, n in likeness:
        if like >= _SAME and n not in named and label not in taken:
            named[n] = label
            taken.add(label)
    out = []
    for n, bloc in enumerate(made):
        label, count = named.get(n, bloc.label), 1
        while n not in named and label in taken:
            count += 1
            label = f"{bloc.label} ({count})"
        taken.add(label)
        out.append(Bloc(label, bloc.members, bloc.inside))
    return tuple(sorted(out, key=lambda b: (-sum(s for _, s in b.members), b.label)))


def _bloc(group: frozenset[str], weights: Mapping[Pair, float]) -> Bloc:
    inside = {pair: w for pair, w in sorted(weights.items()) if pair[0] in group and pair[1] in group}
    strength = {m: round(sum(max(w, 0.0) for pair, w in inside.items() if m in pair), 4) for m in group}
    members = tuple(sorted(strength.items(), key=lambda m: (-m[1], m[0])))
    label = "+".join(m for m, _ in members[:_NAMED_BY])
    return Bloc(label, members, round(sum(inside.values()) / len(inside), 4) if inside else 0.0)


def _likeness(one: Bloc, other: Bloc) -> float:
    """The part of the strength of both that they share: sum of the lesser over sum of the greater."""
    a, b = dict(one.members), dict(other.members)
    both = [(a.get(m, 0.0), b.get(m, 0.0)) for m in sorted({*a, *b})]
    most = sum(max(x, y) for x, y in both)
    return sum(min(x, y) for x, y in both) / most if most else 0.0
