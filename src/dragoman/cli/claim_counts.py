"""The table of `dragoman claims --by ...`: a row a step of time or a name, with a bar and the stances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dragoman.relations.claim_counts import By, Count

# Widest bar; a claim is never less than an eighth of a cell.
_WIDTH = 24
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_STYLE = {
    "asserts": "", "confirms": "green", "denies": "red", "threatens": "bold red", "promises": "cyan", "demands": "magenta",
    "doubts": "yellow", "declines": "dim", "predicts": "blue",
}  # fmt: skip
_NONE = {"speaker": "nobody named", "country": "no country", "outlet": "no outlet", "agency": "no agency"}


def show(found: Sequence[Count], by: By) -> None:
    """Print counts of claims; steps of time without any are left out."""
    most = max((c.claims for c in found), default=1)
    rows: list[tuple[str | Text, ...]] = []
    owned = by in {"outlet", "agency"}
    for c in found:
        speakers = () if by == "speaker" else (str(c.speakers),)
        owner = (c.ownership or "—",) if owned else ()
        rows.append(
            (
                _label(c, by),
                *owner,
                _bar(c.claims, most),
                str(c.claims),
                str(c.reports),
                *speakers,
                _stances(c),
            )
        )
    named = () if by == "speaker" else ("speakers",)
    output.table((by, *(("owner",) if owned else ()), "", "claims", "reports", *named, "stances"), rows)


def _label(count: Count, by: By) -> str:
    if count.key is None:
        return _NONE.get(by, "no day")
    return {"year": count.key[:4], "month": count.key[:7]}.get(by, count.key)


def _bar(n: int, most: int) -> str:
    eighths = max(1, round(8 * _WIDTH * n / most))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _stances(count: Count) -> Text:
    from rich.text import Text

    text = Text()
    for stance, n in sorted(count.stances, key=lambda s: -s[1]):
        text.append(", " if text else "").append(f"{n} {stance}", style=_STYLE[stance])
    return text
