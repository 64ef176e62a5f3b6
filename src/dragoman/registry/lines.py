"""What the tables say of a name, line by line, each with its source and the lists that agree with it.

It never decides who is meant by a name in a text: that is grounding's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dragoman.registry import igos
from dragoman.registry.bodies import sponsors_on
from dragoman.registry.known import registry
from dragoman.registry.records import Bloc, Body, Country, Origin, Outlet, Tenure, holds
from dragoman.registry.sources import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. `source` is a key of `sources.tsv` (or `pack NAME`), `checked` the marks LIST:WHAT."""

    table: str
    name: str
    what: str
    country: str | None
    start: date | None
    end: date | None
    source: str
    checked: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """The JSON object that `dragoman registry show --json` prints."""
        known = sources().get(self.source)
        return {
            "record": "registry_line", "table": self.table, "name": self.name, "what": self.what, "country": self.country,
            "start": self.start and self.start.isoformat(), "end": self.end and self.end.isoformat(),
            "source": self.source, "source_words": known.words if known else None, "trust": known.trust if known else None,
            "checked": list(self.checked),
        }  # fmt: skip


def lines(name: str, on: date | None = None) -> list[Line]:
    """The lines that the whole of the name may stand for, on a day or ever; a surname gives all its persons.

    An organisation of states also gives its head and the group of its members.
    """
    known = registry()
    entries = [e for n in known.find(name) if (n.start, n.end) == (0, len(name)) for e in n.entries]
    people = {e.ref for e in entries if e.kind == "person"} or set(known.surname(name) if not entries else ())
    found: list[Line] = []
    for code in dict.fromkeys(e.ref for e in entries if e.kind in _OF_COUNTRY):
        found += _of(known.country(code))
    bodies = [b for e in entries if e.kind == "body" and (b := known.body(e.ref)) is not None]
    for body in sorted(dict.fromkeys(bodies), key=lambda b: (b.start or date.min, b.id)):
        found.append(_of_body(body, on))
        found += _of_igo(body.id, on)
    for ref in dict.fromkeys(e.ref for e in entries if e.kind == "bloc"):
        found += _of(known.bloc(ref))
    for ref in dict.fromkeys(e.ref for e in entries if e.kind == "outlet"):
        found += _of(known.outlet(ref))
    for person in sorted(people):
        found += [_line(t) for t in known.person(person)]
    return [line for line in found if on is None or holds(line.start, line.end, on)]


_OF_COUNTRY = frozenset({"country", "adjective", "demonym", "capital", "seat"})


def _of(record: Country | Bloc | Outlet | None) -> Iterator[Line]:
    if record is not None:
        yield _line(record)


def _of_igo(body: str, on: date | None) -> Iterable[Line]:
    igo = igos.igos().get(body)
    if igo is None:
        return []
    known = registry()
    bloc = known.bloc(igo.members)
    heads = igos.head_of(body, on or known.as_of)
    return [*(_line(t) for t in heads), *([_line(bloc)] if bloc else [])]


def _of_body(body: Body, on: date | None) -> Line:
    sponsors = sponsors_on(body, on) if on else tuple(dict.fromkeys(m.country for m in body.sponsors))
    parts = [" ".join([body.kind, *body.sectors])]
    parts += [f"sponsors {', '.join(sponsors)}"] if sponsors else []
    parts += [f"then {body.became}"] if body.became else []
    origin = body.origin or Origin("")
    return Line(
        "bodies",
        body.name,
        "; ".join(parts),
        body.country,
        body.start,
        body.end,
        origin.source,
        origin.checked,
    )


def _line(record: Country | Bloc | Outlet | Tenure) -> Line:
    origin = record.origin or Origin("")
    if isinstance(record, Tenure):
        source = f"pack {record.pack}" if record.pack else origin.source
        return Line(
            "offices",
            record.person,
            record.office,
            record.country,
            record.start,
            record.end,
            source,
            origin.checked,
        )
    if isinstance(record, Country):
        what = "state or territory" if record.coded_as == record.code else f"coded as {record.coded_as}"
        return Line(
            "countries",
            record.name,
            what,
            record.code,
            record.start,
            record.end,
            origin.source,
            origin.checked,
        )
    if isinstance(record, Outlet):
        what = f"{record.kind}, {record.ownership}"
        return Line("outlets", record.name, what, record.country, None, None, origin.source, origin.checked)
    members = f"{len({m.country for m in record.members})} states" if record.members else "no agreed members"
    return Line("blocs", record.name, members, None, record.start, record.end, origin.source, origin.checked)
