"""What a picture is made of: rectangles, lines, discs and words on a page in pixels, the origin at the upper left."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `tip` is shown when a reader points at it."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    opacity: float = 1.0
    tip: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `anchor` says which end of it, or its middle, stands at x; y is its base line."""

    x: float
    y: float
    text: str
    size: float = 11.0
    anchor: str = "start"
    colour: str = "#333333"
    bold: bool = False


Mark = Box | Line | Disc | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of marks, the first at the back. `title` names it for readers who cannot see it."""

    width: float
    height: float
    title: str
    marks: tuple[Mark, ...]


def text_width(text: str, size: float) -> float:
    """About how wide a line of text is in a common sans-serif face, on the wide side."""
    return size * sum(0.34 if c in " .,:;'|il" else 0.72 if c.isupper() else 0.62 for c in text)


def cut(text: str, size: float, width: float) -> str:
    """The text, ended with an ellipsis at a word where it is wider."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text.rpartition(" ")[0]
    return text.rstrip(",;:") + "…"
