"""Countries and roles that stand in actors' names, as "Police (Australia)": what to fall back on for actors rarely seen.

It never guesses from anything but the name; a name without a bracket is a country, or stands alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BRACKETED = re.compile(r"^(.*) \(([^()]*)\)$")


@dataclass(frozen=True, slots=True)
class Groups:
    """For each entity the number of its country and of its role; `named` says whether the name gave the country."""

    country: NDArray[np.int64]
    role: NDArray[np.int64]
    named: NDArray[np.bool_]
    countries: int
    roles: int


def groups(names: Sequence[str]) -> Groups:
    """Groups of entities by name. An entity whose name says nothing has a country of its own and the role "other"."""
    matches = [_BRACKETED.match(name) for name in names]
    known = {m.group(2) for m in matches if m}
    countries: dict[str, int] = {}
    roles: dict[str, int] = {}
    country, role, named = [], [], []
    for number, (name, match) in enumerate(zip(names, matches, strict=True)):
        where = match.group(2) if match else name if name in known else f"\0{number}"
        what = match.group(1) if match else "\0country" if name in known else "\0other"
        country.append(countries.setdefault(where, len(countries)))
        role.append(roles.setdefault(what, len(roles)))
        named.append(match is not None or name in known)
    return Groups(
        np.array(country, np.int64),
        np.array(role, np.int64),
        np.array(named, bool),
        len(countries),
        len(roles),
    )
