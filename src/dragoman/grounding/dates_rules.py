"""What a rule of date expressions is: a pattern, a builder that places a match in time, and what the expression can do.

The builder gives None where the match is no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from dragoman.grounding.dates_reading import Maker, Role

Builder = Callable[[re.Match[str]], Maker | None]
Rule = tuple[re.Pattern[str], Builder, Role]


def compiled(patterns: Iterable[tuple[str, Builder, Role]]) -> list[Rule]:
    """The rules of these patterns, for which capitals make no difference."""
    return [(re.compile(pattern, re.IGNORECASE), builder, role) for pattern, builder, role in patterns]
