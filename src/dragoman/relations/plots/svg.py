"""A picture as SVG and as a page of HTML that needs nothing from anywhere. Same picture, same bytes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dragoman.relations.plots.marks import Box, Disc, Line, Mark, Picture, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

_FACE = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


def svg(picture: Picture) -> str:
    """The picture as one SVG element, with its own background."""
    size = f"{_n(picture.width)} {_n(picture.height)}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{_n(picture.width)}" '
        f'height="{_n(picture.height)}" role="img" font-family="{_FACE}">'
    )
    lines = [
        head,
        f"<title>{escape(picture.title)}</title>",
        f'<rect width="{_n(picture.width)}" height="{_n(picture.height)}" fill="#ffffff"/>',
        *(_mark(m) for m in picture.marks),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def html(picture: Picture, notes: Sequence[tuple[str, Sequence[str]]] = ()) -> str:
    """The picture on a page; `notes` are headings with lines beneath, shown under it."""
    below = "".join(
        f"<h2>{escape(head)}</h2>\n<ul>\n"
        + "".join(f"<li>{escape(line)}</li>\n" for line in lines)
        + "</ul>\n"
        for head, lines in notes
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(picture.title)}</title>\n"
        "<style>body{font-family:Helvetica,Arial,sans-serif;margin:2em auto;max-width:62em;color:#333}"
        "svg{max-width:100%;height:auto}h2{font-size:1em;margin:1.2em 0 .3em}li{margin:.2em 0}</style>\n"
        f"</head>\n<body>\n{svg(picture)}{below}</body>\n</html>\n"
    )


def _mark(mark: Mark) -> str:
    match mark:
        case Box():
            opacity = f' fill-opacity="{_n(mark.opacity)}"' if mark.opacity < 1 else ""
            shape = f'<rect x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.width)}" height="{_n(mark.height)}" fill="{mark.fill}"{opacity}'
            return f"{shape}><title>{escape(mark.tip)}</title></rect>" if mark.tip else f"{shape}/>"
        case Line():
            dashes = ' stroke-dasharray="4 3"' if mark.dashed else ""
            return (
                f'<line x1="{_n(mark.x1)}" y1="{_n(mark.y1)}" x2="{_n(mark.x2)}" y2="{_n(mark.y2)}" stroke="{mark.colour}" '
                f'stroke-width="{_n(mark.width)}"{dashes}/>'
            )
        case Disc():
            return f'<circle cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}" fill="{mark.fill}"/>'
        case Words():
            bold = ' font-weight="bold"' if mark.bold else ""
            return (
                f'<text x="{_n(mark.x)}" y="{_n(mark.y)}" font-size="{_n(mark.size)}" text-anchor="{mark.anchor}" '
                f'fill="{mark.colour}"{bold}>{escape(mark.text)}</text>'
            )


def _n(x: float) -> str:
    """A number with two decimals at most: no more is seen, and no more can differ between machines."""
    return f"{round(x, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
