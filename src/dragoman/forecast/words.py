"""A forecast in words: the chance beside the two simple ones, what raises and lowers the odds, and what on record says so.

It says what the record holds and nothing else; the weights are the model's own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dragoman.codebook.quads import QUAD_NAMES
from dragoman.forecast.tie_changes import KINDS

if TYPE_CHECKING:
    from dragoman.forecast.issued import Forecast

# Odds moved by less than a tenth either way are not told. Ours.
_TOLD = math.log(1.1)
# From here on whole per cents tell enough.
_SMALL, _SMALLEST = 0.1, 0.0001


def percent(p: float) -> str:
    """With two digits more where whole per cents would hide the difference."""
    return f"{p:.0%}" if p >= _SMALL else f"{p:.2%}" if p >= _SMALLEST else f"under {_SMALLEST:.2%}"


def _act(act: str) -> str:
    """A quad with its name, a type as it is."""
    return f"{QUAD_NAMES[int(act.split()[1])]} ({act})" if act.startswith("quad ") else act


def in_words(forecast: Forecast, *, quote: bool = True) -> str:
    """The forecast as lines of text; `quote` puts the sentences on record under it, else only their days and acts."""
    f = forecast
    words = next((k.words for k in KINDS if k.name == f.act), None) or _act(f.act)
    arrow = "→" if all(k.directed for k in KINDS if k.name == f.act) else "–"
    days = (f.window_end - f.window_start).days + 1
    lines = [
        f"{f.source} {arrow} {f.target}: {words}, {f.window_start} to {f.window_end} ({days} days), as known on {f.issued_on}",
        (
            f"chance {percent(f.probability)} (90 % interval {percent(f.low)} to {percent(f.high)}); base rate {percent(f.base_rate)}, "
            f"persistence {percent(f.persistence)}"
        ),
        f"fitted on {f.windows} past windows, {f.cases} of them with such a case",
    ]
    raised = [(name, w) for name, w in f.reasons if w >= _TOLD]
    lowered = [(name, w) for name, w in f.reasons if w <= -_TOLD]
    lines += [f"  for      {name}: odds × {math.exp(w):.1f}" for name, w in raised]
    lines += [f"  against  {name}: odds × {math.exp(w):.2f}" for name, w in lowered]
    if not raised and not lowered:
        lines.append("  nothing on record moves the odds by a tenth against an average pair")
    for e in f.evidence:
        mark = "-" if e.get("speaks") == "against" else "+"
        lines.append(
            f"  {mark} {e['published']} {e['type']}" + (f": {e['text']}" if quote and e["text"] else "")
        )
    if not f.evidence:
        lines.append("  no act or change between the two is on record")
    return "\n".join(lines)
