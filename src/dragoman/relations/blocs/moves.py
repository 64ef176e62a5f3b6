"""Who moved between two days: pairs whose weight changed most, and powers whose friends and foes did."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dragoman.relations.blocs.acts import Pair
    from dragoman.relations.blocs.labels import Bloc


@dataclass(frozen=True, slots=True)
class PairMove:
    """A pair and its weights; None on a day on which nothing of it was on record."""

    a: str
    b: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        """The difference, where what was not on record counts as 0."""
        return round((self.after or 0.0) - (self.before or 0.0), 4)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"record": "pair move", "a": self.a, "b": self.b, "before": self.before, "after": self.after, "change": self.change}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """A power whose place changed. `turn` is 0 where it stands to everybody as before, 1 where it has friends for foes.

    `towards` and `away` are the partners to whom its weight rose and fell most (None: to nobody); `before` and `after` the labels
    of its blocs (None: in none).
    """

    node: str
    turn: float
    towards: tuple[str, float] | None
    away: tuple[str, float] | None
    before: str | None
    after: str | None

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "record": "move", "node": self.node, "turn": self.turn, "towards": list(self.towards) if self.towards else None,
            "away": list(self.away) if self.away else None, "before": self.before, "after": self.after,
        }  # fmt: skip


def pair_moves(before: Mapping[Pair, float], after: Mapping[Pair, float]) -> list[PairMove]:
    """All pairs that moved, those that moved most first."""
    moves = [PairMove(*pair, before.get(pair), after.get(pair)) for pair in sorted({*before, *after})]
    return sorted((m for m in moves if m.change), key=lambda m: (-abs(m.change), m.a, m.b))


def moves(
    before: Mapping[Pair, float],
    after: Mapping[Pair, float],
    blocs_before: Sequence[Bloc],
    blocs_after: Sequence[Bloc],
) -> list[Move]:
    """The powers on record on both days, those that turned most first.

    The turn is half of one less the cosine of its weights to partners on record on both days, weighed by how strongly it stands
    to them; who has fewer than three such partners is left out: with one partner everything is a turn.
    """
    of = [{m: b.label for b in some for m in b.codes} for some in (blocs_before, blocs_after)]
    partners: dict[str, dict[str, tuple[float, float]]] = {}
    for a, b in sorted({*before} & {*after}):
        x, y = before[a, b], after[a, b]
        partners.setdefault(a, {})[b] = (x, y)
        partners.setdefault(b, {})[a] = (x, y)
    out = []
    for node, known in partners.items():
        if len(known) < _PARTNERS:
            continue
        change = {p: round(y - x, 4) for p, (x, y) in known.items()}
        up = min(change.items(), key=lambda c: (-c[1], c[0]))
        down = min(change.items(), key=lambda c: (c[1], c[0]))
        out.append(Move(node, _turn(known.values()), up if up[1] > 0 else None, down if down[1] < 0 else None, of[0].get(node), of[1].get(node)))  # fmt: skip
    return sorted(out, key=lambda m: (-m.turn, m.node))


_PARTNERS = 3


def _turn(known: Any) -> float:
    both = sum(x * y for x, y in known)
    size = sqrt(sum(x * x for x, _ in known) * sum(y * y for _, y in known))
    return round((1 - both / size) / 2, 4) if size else 0.0
