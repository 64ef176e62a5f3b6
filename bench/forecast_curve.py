"""Draws what `bench/forecast.py DIR --curve` printed: MRR, seconds of processor time and memory against facts of train.

Usage: python bench/forecast_curve.py CURVE.jsonl OUT.svg
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

_WIDTH, _HEIGHT, _EDGE = 230, 240, 44


def panel(number: int, title: str, points: list[tuple[float, float]]) -> list[str]:
    """One diagram: a line through points over facts of train, from zero."""
    left, right = number * _WIDTH + _EDGE, (number + 1) * _WIDTH - 14
    top, bottom = 40, _HEIGHT - 40
    widest, highest = (1.05 * max(p[i] for p in points) for i in (0, 1))

    def at(x: float, y: float) -> tuple[float, float]:
        return round(left + (right - left) * x / widest, 1), round(bottom - (bottom - top) * y / highest, 1)

    line = " ".join(f"{x},{y}" for x, y in (at(*p) for p in points))
    out = [
        f'<text x="{(left + right) / 2}" y="24" text-anchor="middle" font-size="13">{title}</text>',
        f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="black"/>',
        f'<polyline points="{line}" fill="none" stroke="#2b6cb0" stroke-width="2"/>',
    ]
    for x, y in points:
        px, py = at(x, y)
        out += [
            f'<circle cx="{px}" cy="{py}" r="3.5" fill="#2b6cb0"><title>{x:,.0f} facts: {y:,.1f}</title></circle>',
            f'<text x="{px - 5}" y="{py - 7}" text-anchor="end">{y:,.{1 if y < 100 else 0}f}</text>',
        ]
    for x in (points[0][0], points[-1][0]):
        out.append(
            f'<text x="{at(x, 0)[0]}" y="{bottom + 16}" text-anchor="middle">{x / 1000:,.0f},000</text>'
        )
    return [
        *out,
        f'<text x="{(left + right) / 2}" y="{bottom + 32}" text-anchor="middle">facts of train</text>',
    ]


def draw(runs: list[dict]) -> str:
    """The three diagrams as one SVG."""
    runs = sorted(runs, key=lambda r: r["train_facts"])
    seconds = [sum(r[f"{part}_cpu_s"] for part in ("features", "trees", "score")) for r in runs]
    columns = (
        ("MRR x 100", [r["mrr"] for r in runs]),
        ("seconds of processor time", seconds),
        ("peak of memory, GB", [r["peak_gb"] for r in runs]),
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {3 * _WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="11">',
        f'<rect width="{3 * _WIDTH}" height="{_HEIGHT}" fill="white"/>',
    ]
    for number, (title, values) in enumerate(columns):
        parts += panel(number, title, [(r["train_facts"], v) for r, v in zip(runs, values, strict=True)])
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    source, out = map(Path, sys.argv[1:])
    lines = source.read_text("utf-8").splitlines()
    out.write_text(draw([json.loads(line) for line in lines if line]), "utf-8")
