"""A picture as PNG, painted by matplotlib, which is installed only where it is asked for (the extra `plot`)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.relations.plots.marks import Box, Disc, Line, Mark

if TYPE_CHECKING:
    from dragoman.relations.plots.marks import Picture

# Dots a pixel of the picture: sharp on paper and on dense screens.
_SCALE = 2
_POINTS_A_PIXEL = 0.72


def png(picture: Picture) -> bytes:
    """The picture as PNG. Raises UsageError where matplotlib is not installed."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError(
            "PNG needs matplotlib, which is not installed: pip install 'dragoman[plot]'. SVG and HTML need nothing."
        ) from None
    figure = Figure(figsize=(picture.width / 100, picture.height / 100), dpi=100 * _SCALE, facecolor="white")
    FigureCanvasAgg(figure)
    page = figure.add_axes((0, 0, 1, 1))
    page.set_xlim(0, picture.width)
    page.set_ylim(picture.height, 0)
    page.axis("off")
    for depth, mark in enumerate(picture.marks):
        _paint(page, mark, depth)
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None, "Title": picture.title})
    return out.getvalue()


def _paint(page: Any, mark: Mark, depth: int) -> None:
    from matplotlib.patches import Circle, Rectangle

    if isinstance(mark, Box):
        page.add_patch(
            Rectangle(
                (mark.x, mark.y),
                mark.width,
                mark.height,
                facecolor=mark.fill,
                alpha=mark.opacity,
                linewidth=0,
                zorder=depth,
            )
        )
    elif isinstance(mark, Line):
        style = (0, (4, 3)) if mark.dashed else "solid"
        page.plot(
            [mark.x1, mark.x2], [mark.y1, mark.y2], color=mark.colour, linewidth=mark.width * _POINTS_A_PIXEL, linestyle=style,
            zorder=depth,
        )  # fmt: skip
    elif isinstance(mark, Disc):
        page.add_patch(Circle((mark.x, mark.y), mark.radius, facecolor=mark.fill, linewidth=0, zorder=depth))
    else:
        side = {"start": "left", "middle": "center", "end": "right"}[mark.anchor]
        page.text(
            mark.x, mark.y, mark.text, fontsize=mark.size * _POINTS_A_PIXEL, ha=side, va="baseline", color=mark.colour,
            weight="bold" if mark.bold else "normal", zorder=depth, parse_math=False,
        )  # fmt: skip
