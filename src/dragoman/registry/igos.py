"""Organisations of states with their heads and members by date: which titles and which group of states belong to one.

It holds no dates itself: those stand in the tables of offices and of groups of states that it joins.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.registry.known import registry
from dragoman.tables import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dragoman.registry.known import Registry
    from dragoman.registry.records import Tenure
    from dragoman.tables import Row

COLUMNS = ("body", "heads", "members")


@dataclass(frozen=True, slots=True)
class Igo:
    """`body` in the table of bodies, the titles of its head, and the group of its members."""

    body: str
    heads: tuple[str, ...]
    members: str


@lru_cache(maxsize=1)
def igos() -> dict[str, Igo]:
    """By id of the body. Raises TableError on a line that names what the other tables do not hold."""
    return parse(read_tsv("dragoman.registry", "data/igos.tsv", COLUMNS), registry())


def parse(lines: Iterable[Row], known: Registry) -> dict[str, Igo]:
    """The organisations of these lines."""
    titles = {t.office for p in known.people for t in known.person(p) if t.kind == "igo_head"}
    found: dict[str, Igo] = {}
    for line in lines:
        heads = line.many("heads")
        if known.body(line["body"]) is None:
            raise line.error(f"no body {line['body']!r}")
        if known.bloc(line["members"]) is None:
            raise line.error(f"no group of states {line['members']!r}")
        for title in heads:
            if title not in titles:
                raise line.error(f"nobody in offices.tsv is {title!r}")
        if not heads:
            raise line.error("column heads is empty")
        if line["body"] in found:
            raise line.error(f"body {line['body']} stands on an earlier line")
        found[line["body"]] = Igo(line["body"], heads, line["members"])
    return found


def head_of(body: str, on: date) -> tuple[Tenure, ...]:
    """Who leads the organisation on that day, by start; empty where it is not in the table."""
    known, igo = registry(), igos().get(body)
    if igo is None:
        return ()
    terms = [t for p in known.people for t in known.person(p) if t.office in igo.heads]
    return tuple(sorted((t for t in terms if known.holding(t, on)), key=lambda t: (str(t.start), t.person)))


def members_of(body: str, on: date) -> tuple[str, ...]:
    """The codes of the organisation's members on that day, sorted."""
    igo = igos().get(body)
    bloc = registry().bloc(igo.members) if igo else None
    return bloc.on(on) if bloc else ()
