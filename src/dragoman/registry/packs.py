"""Lists of others beside our own tables: where they lie, with their licence and date, and how both are read together.

Our own line always wins over a pack's for the same person and kind of office at the same time. It never changes the
tables that ship, and never reads a foreign format (that is `pack_reading`).
"""

from __future__ import annotations

import os
import shutil
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import TableError, UsageError
from dragoman.registry import bodies as body_table
from dragoman.registry import load
from dragoman.registry.surfaces import key
from dragoman.tables import parse_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dragoman.registry.pack_reading import Cells, PackRows
    from dragoman.registry.records import Body, Country, Tenure
    from dragoman.tables import Row


@dataclass(frozen=True, slots=True)
class Pack:
    """One imported list. `as_of` is the day it was made: a term without an end is known to hold no longer than that."""

    name: str
    source: str
    sha256: str
    licence: str | None
    as_of: date
    offices: int
    bodies: int
    refused: int
    folder: Path

    def to_dict(self) -> dict[str, object]:
        """The JSON object that `dragoman registry list --json` prints."""
        return {
            "record": "pack", "name": self.name, "source": self.source, "sha256": self.sha256, "licence": self.licence,
            "as_of": self.as_of.isoformat(), "offices": self.offices, "bodies": self.bodies, "refused": self.refused,
        }  # fmt: skip


def folder() -> Path:
    """Where packs lie: `DRAGOMAN_PACKS` if set, else `dragoman/packs` in `XDG_DATA_HOME` or `~/.local/share`."""
    if own := os.environ.get("DRAGOMAN_PACKS"):
        return Path(own)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "dragoman" / "packs"


def packs() -> list[Pack]:
    """The installed packs by name; empty where there are none. Raises TableError on a damaged one."""
    place = folder()
    if not place.is_dir():
        return []
    return [_about(p) for p in sorted(place.iterdir()) if (p / "about.toml").is_file()]


def save(
    name: str,
    rows: PackRows,
    *,
    source: str,
    sha256: str,
    licence: str | None,
    as_of: date,
    replace_it: bool = False,
) -> Pack:
    """Write a pack to the packs folder. Raises UsageError where one of that name is there and is not to be replaced."""
    if not name or not all(c.isalnum() or c in "-_" for c in name):
        raise UsageError(f"pack name {name!r}; expected letters, digits, - and _")
    place = folder() / name
    if place.exists() and not replace_it:
        raise UsageError(f"there is a pack {name!r} already; give another --name, or --replace it")
    part = folder() / f".{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    _write(part / "offices.tsv", load.PACK_OFFICE_COLUMNS, rows.offices)
    bodies = [cells | {"id": f"{name}:{n:06d}"} for n, cells in enumerate(_sorted(rows.bodies), 1)]
    _write(part / "bodies.tsv", body_table.PACK_BODY_COLUMNS, bodies)
    about: dict[str, str | int] = {
        "source": source, "sha256": sha256, "licence": licence or "", "as_of": as_of.isoformat(),
        "offices": len(rows.offices), "bodies": len(rows.bodies), "refused": len(rows.refused),
    }  # fmt: skip
    lines = [f"{k} = {v}" if isinstance(v, int) else f"{k} = {_quoted(v)}" for k, v in about.items()]
    (part / "about.toml").write_text("\n".join(lines) + "\n", "utf-8")
    shutil.rmtree(place, ignore_errors=True)
    part.rename(place)
    return _about(place)


def remove(name: str) -> None:
    """Take a pack away. Raises UsageError where there is none of that name."""
    known = {p.name: p for p in packs()}
    if name not in known:
        raise UsageError(f"there is no pack {name!r}; there are: {', '.join(known) or 'none'}")
    shutil.rmtree(known[name].folder)


def tenures_of(pack: Pack, countries: Mapping[str, Country]) -> list[Tenure]:
    """The terms of a pack, marked as its own."""
    rows = _rows(pack, "offices.tsv", load.PACK_OFFICE_COLUMNS)
    return [replace(t, pack=pack.name, as_of=pack.as_of) for t in load.tenures(rows, countries)]


def bodies_of(pack: Pack, countries: Mapping[str, Country]) -> dict[str, Body]:
    """The organisations of a pack by id."""
    return body_table.bodies(_rows(pack, "bodies.tsv", body_table.PACK_BODY_COLUMNS), countries)


def beside(own: Sequence[Tenure], added: Iterable[Tenure]) -> Iterator[Tenure]:
    """The terms of packs that our own tables do not tell better, each with the person it belongs to.

    A person is the same where the Wikidata item is, or a name of ours and the country. Two people of one name
    that are told apart by their items stay apart. A term is left out where ours of the same person, country and kind
    overlaps it.
    """
    ours: dict[str, list[Tenure]] = {}
    by_item: dict[str, str] = {}
    by_name: dict[tuple[str, str], str] = {}
    for t in own:
        ours.setdefault(t.person, []).append(t)
        if t.qid:
            by_item.setdefault(t.qid, t.person)
        for name in (t.person, *t.aliases):
            by_name.setdefault((key(name), t.country), t.person)
    items: dict[str, str] = {}
    seen: set[tuple[object, ...]] = set()
    for t in sorted(
        added, key=lambda t: (t.pack or "", t.person, t.start or date.min, t.office, t.qid or "")
    ):
        person = by_item.get(t.qid or "") or by_name.get((key(t.person), t.country))
        if person is None:
            first = items.setdefault(t.person, t.qid or "")
            taken = t.person in ours or first != (t.qid or "")
            person = f"{t.person} ({t.qid or t.country})" if taken else t.person
        elif any(_same_office(t, o) for o in ours[person]):
            continue
        line = (person, t.country, t.office, t.start)
        if line not in seen:
            seen.add(line)
            yield replace(t, ref=person)


def _same_office(theirs: Tenure, own: Tenure) -> bool:
    if theirs.country != own.country or theirs.kind != own.kind:
        return False
    return (theirs.start or date.min) <= (own.end or date.max) and (own.start or date.min) <= (
        theirs.end or date.max
    )


def _about(place: Path) -> Pack:
    try:
        about = tomllib.loads((place / "about.toml").read_text("utf-8"))
        return Pack(
            place.name, about["source"], about["sha256"], about["licence"] or None, date.fromisoformat(about["as_of"]),
            about["offices"], about["bodies"], about["refused"], place,
        )  # fmt: skip
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as err:
        raise TableError(
            f"{place / 'about.toml'}:1: damaged ({err}); import the pack again or remove its folder"
        ) from None


def _rows(pack: Pack, name: str, columns: Sequence[str]) -> list[Row]:
    path = pack.folder / name
    return list(parse_tsv(path.read_text("utf-8"), str(path), columns))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Cells]) -> None:
    lines = ["\t".join(columns), *("\t".join(cells[c] for c in columns) for cells in _sorted(rows))]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _sorted(rows: Iterable[Cells]) -> list[Cells]:
    return sorted(rows, key=lambda cells: tuple(cells.values()))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
