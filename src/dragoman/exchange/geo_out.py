"""Events with coordinates as GeoJSON and GeoPackage (EPSG:4326). Each says how precisely its place is known.

It never moves a point, and never hides that a point is the middle of a country: `geo_resolution` tells.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from typing import TYPE_CHECKING, Any

from dragoman.exchange.selection import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dragoman.exchange.exporting import Order, Written
    from dragoman.store import Database

# Property -> SQL over the selection; names that GIS tools like: lower case, short, dates as ISO text for the time slider.
_FIELDS = {
    "event_id": "native_id", "dataset": "dataset", "date": "cast(date_start AS VARCHAR)", "end_date": "cast(date_end AS VARCHAR)",
    "date_precision": "date_precision", "type": "type", "modes": "array_to_string(modes, ';')", "contexts": "array_to_string(contexts, ';')",
    "quad": "quad", "intensity": "intensity", "cameo": "cameo", "status": "status", "source": "source_name",
    "source_country": "source_country", "target": "target_name", "target_country": "target_country", "place": "place",
    "admin1": "admin1", "country": "place_country", "geo_resolution": "place_resolution", "dead_min": "dead_min",
    "dead_max": "dead_max", "dead_by": "dead_by", "outlet": "publisher", "published": "cast(published AS VARCHAR)", "url": "url", "text": "text",
}  # fmt: skip
_WHOLE, _REAL = frozenset({"quad", "dead_min", "dead_max"}), frozenset({"intensity"})
_FETCH = 10_000
_LOST = {
    "events without coordinates": "left out; their number stands under dropped",
    "points of countries and provinces": "stand at the middle of the area; geo_resolution says so (country, admin1, admin2)",
}


def _points(
    database: Database, order: Order, written: Written
) -> Iterator[tuple[float, float, tuple[Any, ...]]]:
    """(longitude, latitude, properties) of every event that has coordinates, by date."""
    found = chosen(database, order.query, order.datasets)
    fields = ", ".join(f"{e} AS {n}" for n, e in _FIELDS.items())
    none = database.connection.execute(
        f"SELECT count(*) FROM ({found.sql}) WHERE lat IS NULL OR lon IS NULL", list(found.values)
    ).fetchone()
    if none and none[0]:
        written.dropped["no coordinates"] = int(none[0])
    rows = database.connection.execute(
        f"SELECT lon, lat, {fields} FROM ({found.sql}) WHERE lat IS NOT NULL AND lon IS NOT NULL ORDER BY date, dataset, event_id",
        list(found.values),
    )
    while batch := rows.fetchmany(_FETCH):
        for row in batch:
            written.rows += 1
            yield row[0], row[1], row[2:]


def _begun() -> Written:
    from dragoman.exchange.exporting import Written

    return Written(
        not_represented=dict(_LOST),
        columns=dict.fromkeys(_FIELDS, "property"),
        reading={"QGIS": "Layer > Add Layer"},
    )


def geojson(database: Database, order: Order, path: Path) -> Written:
    """A FeatureCollection of points, one feature a line (RFC 7946)."""
    written = _begun()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for lon, lat, values in _points(database, order, written):
            feature = {
                "type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": dict(zip(_FIELDS, values, strict=True)),
            }  # fmt: skip
            file.write("\n" if written.rows == 1 else ",\n")
            file.write(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
        file.write("\n]}\n")
    return written


# GeoPackage 1.3 (OGC 12-128r17): the tables that a file must have, with one feature table.
_SCHEMA = """
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
"""
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
# The file says when it was changed; the same store must give the same bytes, so it is always the same moment.
_CHANGED = "1970-01-01T00:00:00.000Z"


def geopackage(database: Database, order: Order, path: Path) -> Written:
    """A GeoPackage with the feature table `events`."""
    written = _begun()
    path.unlink(missing_ok=True)
    file = sqlite3.connect(path)
    try:
        file.executescript(_SCHEMA)
        file.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)", [
            ("Undefined cartesian SRS", -1, "NONE", -1, "undefined"), ("Undefined geographic SRS", 0, "NONE", 0, "undefined"),
            ("WGS 84", 4326, "EPSG", 4326, _WGS84),
        ])  # fmt: skip
        kinds = ", ".join(
            f'"{n}" {"INTEGER" if n in _WHOLE else "REAL" if n in _REAL else "TEXT"}' for n in _FIELDS
        )
        file.execute(
            f"CREATE TABLE events (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, {kinds})"
        )
        marks = ", ".join("?" * (len(_FIELDS) + 1))
        names = ", ".join(f'"{n}"' for n in _FIELDS)
        bounds = _Bounds()
        file.executemany(
            f"INSERT INTO events (geom, {names}) VALUES ({marks})",
            ((bounds.seen(lon, lat), *values) for lon, lat, values in _points(database, order, written)),
        )
        file.execute(
            "INSERT INTO gpkg_contents VALUES ('events', 'features', 'events', 'events of a dragoman store', ?, ?, ?, ?, ?, 4326)",
            (_CHANGED, *bounds.box()),
        )
        file.execute("INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'POINT', 4326, 0, 0)")
        file.commit()
    finally:
        file.close()
    return written


class _Bounds:
    """The box around the points that were seen."""

    def __init__(self) -> None:
        self._box: tuple[float, float, float, float] | None = None

    def seen(self, lon: float, lat: float) -> bytes:
        """The point as a GeoPackage blob: header, SRS, no envelope, then WKB in little-endian order."""
        west, south, east, north = self._box or (lon, lat, lon, lat)
        self._box = (min(west, lon), min(south, lat), max(east, lon), max(north, lat))
        return b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BIdd", 1, 1, lon, lat)

    def box(self) -> tuple[float | None, ...]:
        """west, south, east, north; nulls without points."""
        return self._box or (None, None, None, None)
