"""Exports: the events that are asked for into a file of another format, and beside it what the file cannot say.

It never leaves a half-written file: each is written under another name and renamed when it is whole.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.errors import UsageError
from dragoman.exchange import foreign_out, geo_out, network_out, panel_out, plover_out, stata_out, tables_out
from dragoman.exchange.formats import formats
from dragoman.exchange.selection import OWN
from dragoman.model import plain
from dragoman.store.queries import EventQuery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.store import Database


@dataclass(frozen=True, slots=True)
class Order:
    """What is exported: the query, the data sets (`dragoman` for our own events), and how."""

    query: EventQuery
    datasets: tuple[str, ...] = (OWN,)
    excel: bool = False
    """CSV for spreadsheets: a byte order mark, and text that would be read as a formula is disarmed."""


@dataclass(slots=True)
class Written:
    """What a writer did: rows in the file, rows left out by reason, and columns that the format has no place for."""

    rows: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    not_represented: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    reading: dict[str, str] = field(default_factory=dict)


class Writer(Protocol):
    """Writes one format."""

    def __call__(self, database: Database, order: Order, path: Path) -> Written:
        """Write the file; the caller gives it its name."""
        ...


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format that can be written. `suffixes` are those a file of it may have, the first the usual one."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    binary: bool
    write: Writer


_SUFFIX = {
    "icews": ".tab", "gdelt1": ".export.CSV", "gdelt2": ".export.CSV", "polecat": ".txt", "acled": ".csv", "ucdp": ".csv",
    "phoenix": ".txt",
}  # fmt: skip
EXPORTS: dict[str, ExportFormat] = {
    e.name: e
    for e in (
        ExportFormat("csv", "CSV, one row per event", (".csv", ".csv.gz"), False, tables_out.csv),
        ExportFormat("parquet", "Parquet, one row per event", (".parquet",), True, tables_out.parquet),
        *(
            ExportFormat(f.name, f"{f.title}-like", (_SUFFIX[f.name],), False, foreign_out.writer(f.name))
            for f in formats().values()
        ),
        ExportFormat("plover", "PLOVER JSON lines, one event a line", (".jsonl",), False, plover_out.plover),
        ExportFormat(
            "panel", "dyad-months with COW and GW numbers", (".csv", ".parquet"), False, panel_out.panel
        ),
        ExportFormat("gexf", "network of countries, GEXF 1.3 by month", (".gexf",), False, network_out.gexf),
        ExportFormat("graphml", "network of countries, GraphML", (".graphml",), False, network_out.graphml),
        ExportFormat("geojson", "events with coordinates, GeoJSON", (".geojson",), False, geo_out.geojson),
        ExportFormat(
            "geopackage", "events with coordinates, GeoPackage", (".gpkg",), True, geo_out.geopackage
        ),
        ExportFormat("stata", "Stata .dta, release 118, one row per event", (".dta",), True, stata_out.stata),
    )
}


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was made; `sidecar` is what stands in `FILE.export.json`."""

    path: Path
    rows: int
    sidecar: dict[str, Any]


def export_format(name: str) -> ExportFormat:
    """The export format of that name. Raises UsageError."""
    if name.lower() not in EXPORTS:
        raise UsageError(f"{name!r} is no format that is exported; expected one of {', '.join(EXPORTS)}")
    return EXPORTS[name.lower()]


def export(
    database: Database,
    format_name: str,
    path: Path | str,
    query: EventQuery | None = None,
    *,
    datasets: Sequence[str] = (OWN,),
    excel: bool = False,
) -> Exported:
    """Write the events that meet the query to `path`, and `path.export.json` beside it.

    Raises UsageError for an unknown format or data set. The same store and query give the same bytes.
    """
    fmt = export_format(format_name)
    out = Path(path)
    order = Order(query or EventQuery(), tuple(datasets), excel)
    part = out.with_name(f".{out.name}.part")
    try:
        written = fmt.write(database, order, part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    sidecar = _sidecar(database, fmt, order, out, written)
    beside = out.with_name(out.name + ".export.json")
    beside.write_text(json.dumps(sidecar, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return Exported(out, written.rows, sidecar)


def _sidecar(
    database: Database, fmt: ExportFormat, order: Order, out: Path, written: Written
) -> dict[str, Any]:
    from dragoman import __version__
    from dragoman.store.connection import version

    conditions = {k: plain(v) for k, v in asdict(order.query).items() if v not in (None, False)}
    return {
        "record": "export", "format": fmt.name, "title": fmt.title, "file": out.name, "sha256": _hash(out), "rows": written.rows,
        "dragoman": __version__, "schema": version(database.connection), "datasets": list(order.datasets),
        "query": conditions, "excel": order.excel,
        "dropped": dict(sorted(written.dropped.items())), "not_represented": dict(sorted(written.not_represented.items())),
        "columns": written.columns, "reading": written.reading,
    }  # fmt: skip


def _hash(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()
