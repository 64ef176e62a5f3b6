"""A reliability diagram as SVG: what was forecast against how often it happened, one circle a bin.

It draws what it is given and counts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE, _EDGE = 420, 50


def draw(curve: Sequence[tuple[float, float, int]], title: str) -> str:
    """The diagram of (mean forecast, share that happened, number) triples; the area of a circle grows with the number."""
    span = _SIZE - 2 * _EDGE

    def x(p: float) -> float:
        return round(_EDGE + p * span, 1)

    def y(p: float) -> float:
        return round(_SIZE - _EDGE - p * span, 1)

    largest = max((n for _, _, n in curve), default=1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" font-family="sans-serif" font-size="11">',
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="white"/>',
        f'<text x="{_SIZE / 2}" y="24" text-anchor="middle" font-size="14">{_escaped(title)}</text>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="black"/>',
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        parts += [
            f'<text x="{x(tick)}" y="{y(0) + 16}" text-anchor="middle">{tick:.0%}</text>',
            f'<text x="{x(0) - 6}" y="{y(tick) + 4}" text-anchor="end">{tick:.0%}</text>',
        ]
    parts += [
        f'<text x="{_SIZE / 2}" y="{_SIZE - 14}" text-anchor="middle">forecast</text>',
        f'<text x="14" y="{_SIZE / 2}" text-anchor="middle" transform="rotate(-90 14 {_SIZE / 2})">happened</text>',
    ]
    for p, happened, n in curve:
        radius = round(3 + 11 * (n / largest) ** 0.5, 1)
        parts.append(
            f'<circle cx="{x(p)}" cy="{y(happened)}" r="{radius}" fill="#2b6cb0" fill-opacity="0.6">'
            f"<title>forecast {p:.1%}, happened {happened:.1%}, {n:,} forecasts</title></circle>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
