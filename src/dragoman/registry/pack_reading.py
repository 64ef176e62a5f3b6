"""Reads a list of office-holders or organisations that somebody else made into rows of our own tables.

Three kinds of file are understood: CSV or TSV with office-holders (a person, an office, a country, days), CSV or TSV
with organisations (a name, aliases, a country, a sector), and FollowTheMoney entities, one JSON object a line. What
cannot be used is refused with its line and reason. It never decides between this list and our own tables.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.errors import TableError, UsageError
from dragoman.model import Rejected
from dragoman.registry.cells import SECTORS
from dragoman.registry.pack_columns import SCHEMAS, TOPICS, columns, country_code
from dragoman.registry.records import BODY_KINDS
from dragoman.tables import first_or_last_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Cells = dict[str, str]
_QID = re.compile(r"Q[1-9][0-9]*$")
_DAY = re.compile(r"\+?(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
# Offices that one person holds at a time: the next one's first day bounds a term without an end.
_SINGLE = frozenset(
    {"head_of_state", "head_of_government", "monarch", "supreme_leader", "foreign_minister", "defence_minister", "interior_minister"}
)  # fmt: skip


@dataclass(slots=True)
class PackRows:
    """What a file gave: lines of `offices.tsv` and `bodies.tsv` as cells, and what was refused."""

    offices: list[Cells] = field(default_factory=list)
    bodies: list[Cells] = field(default_factory=list)
    refused: list[Rejected] = field(default_factory=list)


class _Refused(Exception):
    """One row that cannot be used: a code of `errors.REASONS` and words."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def read_pack(path: Path, countries: Mapping[str, str] | None = None) -> PackRows:
    """The rows of the file at `path`; `countries` maps words of its country column to codes, before our own names.

    Raises UsageError for a file that is none of the three kinds, naming the columns that were looked for.
    """
    text = path.read_bytes().decode("utf-8-sig", "replace")
    given = {k.casefold(): v for k, v in (countries or {}).items()}
    if text.lstrip().startswith("{"):
        return _entities(text, path.name, given)
    return _table(text, path.name, given)


# -- CSV and TSV --------------------------------------------------------------------------------------------


def _table(text: str, name: str, given: Mapping[str, str]) -> PackRows:
    head = text.split("\n", 1)[0]
    delimiter = max(("\t", ",", ";"), key=head.count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    header = list(reader.fieldnames or ())
    held = columns(header)
    if "person" not in held or not ({"office", "aliases", "sector", "kind"} & held.keys()):
        raise UsageError(
            f"{name} has the columns {', '.join(header) or 'none'}; expected a person and an office (with country, start, end), "
            "or a name with aliases, country, sector, kind. docs/registry.md shows both."
        )
    out = PackRows()
    for row in reader:
        where = f"{name}:{reader.line_num}"
        cells = {
            f: next((v for n in names if (v := (row.get(n) or "").strip())), "") for f, names in held.items()
        }
        try:
            if "office" in held:
                out.offices.append(_office(cells, given))
            else:
                out.bodies.append(_body(cells, given))
        except _Refused as err:
            out.refused.append(Rejected("registry", err.code, str(err), origin=where))
    out.offices = _closed(out.offices)
    return out


def _office(cells: Mapping[str, str], given: Mapping[str, str]) -> Cells:
    person, office = _words(cells.get("person")), _words(cells.get("office"))
    if not person or not office:
        raise _Refused("bad_row", "a person or an office is missing")
    if _QID.match(person) or " " not in person:
        raise _Refused("bad_row", f"{person!r} is no full name; one word is not looked for in texts")
    start, end = _day(cells.get("start")), _day(cells.get("end"))
    if start and end and first_or_last_day(end, last=True) < first_or_last_day(start):
        raise _Refused("bad_date", f"ends on {end}, before its start on {start}")
    if not start and not end:
        raise _Refused(
            "bad_date", f"{office} of {person} has neither a start nor an end: it is never known to hold"
        )
    sector, kind = _role(office)
    country = _country(cells.get("country"), given)
    return {
        "person": person, "aliases": _aliases(cells.get("aliases"), person), "qid": _qid(cells.get("qid")),
        "country": country, "office": office, "kind": kind, "sector": sector, "start": start, "end": end,
        "accredited": _accredited(office, kind), "note": "",
    }  # fmt: skip


def _body(cells: Mapping[str, str], given: Mapping[str, str]) -> Cells:
    name = _words(cells.get("person"))
    if not name:
        raise _Refused("bad_row", "the name is missing")
    sectors = [s.upper() for s in re.split(r"[|;,/ ]+", cells.get("sector", "")) if s]
    for sector in sectors:
        if sector not in SECTORS:
            raise _Refused("bad_row", f"sector {sector!r}; expected one of {', '.join(sorted(SECTORS))}")
    kind = cells.get("kind", "").lower()
    return {
        "id": "", "name": name, "aliases": _aliases(cells.get("aliases"), name),
        "kind": kind if kind in BODY_KINDS else "other",
        "country": _country(cells.get("country"), given) if cells.get("country") else "",
        "sector": "|".join(sectors), "start": _day(cells.get("start")), "end": _day(cells.get("end")),
    }  # fmt: skip


def _closed(offices: list[Cells]) -> list[Cells]:
    """Terms of offices that one person holds, without an end: the day of the next one's start bounds them."""
    starts: dict[tuple[str, str, str], list[str]] = {}
    for cells in offices:
        if cells["kind"] in _SINGLE and cells["start"]:
            starts.setdefault((cells["country"], cells["kind"], cells["office"]), []).append(cells["start"])
    for known in starts.values():
        known.sort()
    out = []
    for cells in offices:
        known = starts.get((cells["country"], cells["kind"], cells["office"]), [])
        later = next((s for s in known if s > cells["start"]), None)
        if cells["end"] or later is None or not cells["start"]:
            out.append(cells)
        else:
            out.append(cells | {"end": later, "note": "end: start of the next holder"})
    return out


# -- FollowTheMoney -----------------------------------------------------------------------------------------


def _entities(text: str, name: str, given: Mapping[str, str]) -> PackRows:
    out = PackRows()
    known: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for where, entity in _json_lines(text, name, out.refused):
        properties = entity.get("properties")
        if isinstance(properties, dict) and isinstance(entity.get("id"), str):
            known[entity["id"]] = (where, {"schema": [str(entity.get("schema"))], **properties})
        else:
            out.refused.append(
                Rejected(
                    "registry", "bad_row", "no FollowTheMoney entity: id, schema, properties", origin=where
                )
            )
    used: set[str] = set()
    for where, held in known.values():
        if held["schema"] == ["Occupancy"]:
            try:
                out.offices.append(_occupancy(held, known, given))
                used.update(held.get("holder", ()))
            except _Refused as err:
                out.refused.append(Rejected("registry", err.code, str(err), origin=where))
    for entity_id, (where, held) in known.items():
        (schema,) = held["schema"]
        if schema in SCHEMAS:
            try:
                out.bodies.append(_organisation(held, SCHEMAS[schema], given))
            except _Refused as err:
                out.refused.append(Rejected("registry", err.code, str(err), origin=where))
        elif schema == "Person" and entity_id not in used:
            out.refused.append(
                Rejected("registry", "bad_row", "a person without a dated office", origin=where)
            )
    out.offices = _closed(out.offices)
    return out


def _json_lines(text: str, name: str, refused: list[Rejected]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except ValueError as err:
            refused.append(Rejected("registry", "bad_row", f"no JSON: {err}", origin=f"{name}:{number}"))
            continue
        if isinstance(entity, dict):
            yield f"{name}:{number}", entity


def _occupancy(
    held: Mapping[str, list[str]],
    known: Mapping[str, tuple[str, dict[str, list[str]]]],
    given: Mapping[str, str],
) -> Cells:
    def of(role: str) -> dict[str, list[str]]:
        other = next(iter(held.get(role, ())), "")
        if other not in known:
            raise _Refused("bad_row", f"the {role} {other!r} of an occupancy is not in the file")
        return known[other][1]

    holder, post = of("holder"), of("post")
    first = _first
    return _office(
        {
            "person": first(holder, "name"), "aliases": "|".join(holder.get("alias", ())), "qid": first(holder, "wikidataId"),
            "office": first(post, "name"), "country": first(post, "country") or first(holder, "country"),
            "start": first(held, "startDate"), "end": first(held, "endDate"),
        },
        given,
    )  # fmt: skip


def _organisation(held: Mapping[str, list[str]], kind: str, given: Mapping[str, str]) -> Cells:
    topics = held.get("topics", ())
    sector = ""
    for topic, its_kind, its_sector in TOPICS:
        if any(t == topic or t.startswith(topic + ".") for t in topics):
            kind, sector = its_kind, its_sector
            break
    country = _first(held, "country") or _first(held, "jurisdiction")
    cells = {
        "person": _first(held, "name"), "aliases": "|".join([*held.get("alias", ()), *held.get("name", ())[1:]]),
        "country": country, "sector": sector, "kind": kind, "start": _first(held, "incorporationDate"),
        "end": _first(held, "dissolutionDate"),
    }  # fmt: skip
    return _body(cells, given)


def _first(held: Mapping[str, list[str]], name: str) -> str:
    return next((str(v) for v in held.get(name, ())), "")


# -- cells --------------------------------------------------------------------------------------------------


def _words(text: str | None) -> str:
    return " ".join((text or "").replace("\t", " ").split())


def _qid(text: str | None) -> str:
    found = _QID.search((text or "").strip())
    return found.group() if found else ""


def _day(text: str | None) -> str:
    """An ISO year, month or day out of a cell ("2015-07-29T00:00:00Z"); "" for an empty one."""
    if not (text or "").strip():
        return ""
    found = _DAY.match((text or "").strip())
    if found is None:
        raise _Refused("bad_date", f"{text!r} is no day; expected YYYY, YYYY-MM or YYYY-MM-DD")
    day = "-".join(p for p in found.groups() if p)
    try:
        first_or_last_day(day)
    except ValueError:
        raise _Refused("bad_date", f"{text!r} is no day of the calendar") from None
    return day


def _aliases(text: str | None, name: str) -> str:
    """Aliases between `|` or `;`; words in brackets of an article's title ("(politician)") are no part of a name."""
    parts = (_words(re.sub(r"\s*\([^)]*\)", "", p)) for p in re.split(r"[|;]", text or ""))
    return "|".join(dict.fromkeys(p for p in parts if " " in p and p != name))


def _country(text: str | None, given: Mapping[str, str]) -> str:
    words = (text or "").strip()
    if not words:
        raise _Refused("unknown_country", "no country is named; give the file a country column")
    code = given.get(words.casefold()) or country_code(words)
    if code is None:
        raise _Refused(
            "unknown_country",
            f"{words!r} is no country of the registry; say which with --country '{words}=XYZ'",
        )
    return code


def _role(office: str) -> tuple[str, str]:
    """Sector and kind of an office by its words; GOV and other where the role nouns do not know it."""
    from dragoman.registry.known import shipped

    role = shipped().role(office)
    if role is None:
        return "GOV", "other"
    if role.noun in {"ambassador", "envoy"}:
        return role.sectors[0], "ambassador"
    minister = role.noun.split()[0] in {"minister", "secretary"} and "deputy" not in role.flags
    return role.sectors[0], role.office_kind or ("minister" if minister else "other")


def _accredited(office: str, kind: str) -> str:
    if kind != "ambassador" or " to " not in office:
        return ""
    try:
        return country_code(office.split(" to ", 1)[1].removeprefix("the ")) or ""
    except TableError:
        return ""
