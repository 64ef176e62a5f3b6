"""What the resolver of one report works with: the registry as the report means it, what it has named, and where it plays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.grounding.memory import Memory
    from dragoman.grounding.setting import Setting
    from dragoman.registry import Registry


@dataclass(frozen=True, slots=True)
class Scene:
    """One report: `sentence_of` gives the index of the sentence at an offset."""

    registry: Registry
    memory: Memory
    setting: Setting
    sentence_of: Callable[[int], int]

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of the countries that the report names, most named first."""
        return self.setting.named
