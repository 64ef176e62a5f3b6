"""Groups that grow by joining members: union-find whose outcome does not depend on the order of joins."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T", bound=Any)


class Groups(Generic[T]):
    """Disjoint groups of things that can be ordered; each group is known by its least member."""

    def __init__(self, members: Iterable[T] = ()) -> None:
        self._up: dict[T, T] = {m: m for m in members}

    def least(self, member: T) -> T:
        """The least member of the group; a member not seen before is a group of its own."""
        up = self._up
        root = member
        while up.setdefault(root, root) != root:
            root = up[root]
        while up[member] != root:
            up[member], member = root, up[member]
        return root

    def join(self, a: T, b: T) -> None:
        """Make the groups of `a` and `b` one."""
        first, second = self.least(a), self.least(b)
        if first != second:
            low, high = (first, second) if first < second else (second, first)
            self._up[high] = low

    def join_all(self, members: Sequence[T]) -> None:
        """Make the groups of all members one."""
        for member in members[1:]:
            self.join(members[0], member)

    def groups(self) -> list[list[T]]:
        """All groups with their members in order, by least member."""
        out: dict[T, list[T]] = defaultdict(list)
        for member in sorted(self._up):
            out[self.least(member)].append(member)
        return [out[root] for root in sorted(out)]
