"""The table of bodies: organisations, armed groups with their sponsors, and what those groups became.

It never reads a text; which line a name means on a day is grounding's work.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.registry.cells import INTERNATIONAL, filled, interval_of, member_of, sectors_of
from dragoman.registry.records import BODY_KINDS, Body
from dragoman.registry.sources import origin_of
from dragoman.registry.surfaces import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.tables import Row

PACK_BODY_COLUMNS = ("id", "name", "aliases", "kind", "country", "sector", "start", "end")
BODY_COLUMNS = (*PACK_BODY_COLUMNS, "sponsors", "became", "source", "checked")
# What a group may have become so that its old name is read as that: an armed group that joined another stays one.
_STATE_OR_PARTY = frozenset({"GOV", "MIL", "PTY", "COP", "LEG"})


def bodies(lines: Iterable[Row], known: Iterable[str]) -> dict[str, Body]:
    """The organisations by id; `known` are the country codes. Raises TableError on a bad or repeated line."""
    codes = frozenset(known)
    found: dict[str, Body] = {}
    linked: list[tuple[Row, Body]] = []
    for line in lines:
        body = _body(line, codes)
        if body.id in found:
            raise line.error(f"id {body.id} stands on an earlier line")
        found[body.id] = body
        if body.became is not None:
            linked.append((line, body))
    for line, body in linked:
        _check_link(line, body, found)
    return found | {later.id: later for _, body in linked for later in _under_the_old_name(body, found)}


def _body(line: Row, codes: frozenset[str]) -> Body:
    sectors = sectors_of(line, "sector")
    start, end = interval_of(line)
    ours = "sponsors" in line.cells
    return Body(
        id=filled(line, "id"),
        name=filled(line, "name"),
        aliases=line.many("aliases"),
        kind=line.one_of("kind", BODY_KINDS),
        country=line.one_of("country", codes | INTERNATIONAL) if line["country"] else None,
        sector=sectors[0] if sectors else None,
        sectors=tuple(sorted(sectors)),
        start=start,
        end=end,
        origin=origin_of(line),
        sponsors=tuple(member_of(line, cell, codes) for cell in line.many("sponsors")) if ours else (),
        became=(line["became"] or None) if ours else None,
    )


def _check_link(line: Row, body: Body, found: dict[str, Body]) -> None:
    later = found.get(body.became or "")
    if later is None:
        raise line.error(f"column became is {body.became!r}; there is no such id in this table")
    if body.end is None:
        raise line.error("column end is empty; what it became holds from the day after")
    if later.end and later.end <= body.end:
        raise line.error(f"became {later.id}, which ended on {later.end}, before {body.end}")


def _under_the_old_name(body: Body, found: dict[str, Body]) -> Iterator[Body]:
    """The line for those who still call an army, a party or a government by the name of the group that became it."""
    later = found[body.became or ""]
    own = {key(n) for n in (body.name, *body.aliases)}
    if later.sector not in _STATE_OR_PARTY or own & {key(n) for n in (later.name, *later.aliases)}:
        return
    assert body.end is not None
    yield replace(
        body, id=f"{body.id}@{later.id}", kind=later.kind, country=later.country, sector=later.sector,
        sectors=later.sectors, start=body.end + timedelta(1), end=later.end, sponsors=(), became=None,
    )  # fmt: skip


def sponsors_on(body: Body, day: date) -> tuple[str, ...]:
    """The codes of the states that sponsored the group on that day, sorted."""
    return tuple(
        sorted({s.country for s in body.sponsors if (s.start or date.min) <= day <= (s.end or date.max)})
    )
