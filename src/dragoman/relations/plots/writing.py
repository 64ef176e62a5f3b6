"""A dyad's picture into a file whose name says the format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.errors import UsageError
from dragoman.relations.plots.layout import picture
from dragoman.relations.plots.svg import html, svg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dragoman.relations.series import DyadSeries
    from dragoman.relations.turning import TurningPoint
    from dragoman.relations.turning_why import Makes

FORMATS = (".svg", ".html", ".png")


def write(
    path: Path,
    found: DyadSeries,
    points: Sequence[TurningPoint],
    names: tuple[str, str],
    made: Sequence[Makes] = (),
) -> None:
    """Write the picture to `path`, over what was there; a page of HTML also lists what is on record at each turning point.

    SVG and HTML are the same bytes for the same series. Raises UsageError for another ending than those of FORMATS, for a
    series without steps, for PNG without matplotlib, and where the file cannot be written.
    """
    if path.suffix.lower() not in FORMATS:
        raise UsageError(f"{path.name}: a picture ends in {', '.join(FORMATS)}")
    if not len(found):
        raise UsageError(
            f"nothing to draw of {found.a} and {found.b}: no report and no event lies in those days"
        )
    drawn = picture(found, points, names)
    if path.suffix.lower() == ".png":
        from dragoman.relations.plots.png import png

        data = png(drawn)
    elif path.suffix.lower() == ".html":
        heads = [
            f"{n}. {p.at} ({p.first} to {p.last}), {p.probability:.0%} sure: {p.effect.words()}"
            for n, p in enumerate(points, 1)
        ]
        data = html(drawn, [(h, m.lines()) for h, m in zip(heads, made, strict=False)]).encode()
    else:
        data = svg(drawn).encode()
    try:
        path.write_bytes(data)
    except OSError as err:
        raise UsageError(f"{path} cannot be written: {err.strerror}") from None
