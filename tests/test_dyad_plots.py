"""Pictures of a dyad: the same bytes each time, nothing from the net, nothing over anything else."""

from __future__ import annotations

import sys
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli.app import app
from dragoman.errors import UsageError
from dragoman.relations.effect import effect
from dragoman.relations.plots import write
from dragoman.relations.plots.layout import COLOURS, picture
from dragoman.relations.plots.marks import Box, Disc, Words, cut, text_width
from dragoman.relations.series import Coverage, DyadSeries, calendar
from dragoman.relations.turning import TurningPoint

STARTS = calendar(date(2005, 1, 1), date(2012, 12, 31), "month")
NAMES = ("Armenia", "Azerbaijan")


def made(quiet=()):
    counts = np.random.default_rng(2).poisson(3.0, (3, 4, len(STARTS))).astype(float)
    reports = np.full(len(STARTS), 200.0)
    reports[list(quiet)], counts[:, :, list(quiet)] = 0.0, 0.0
    seen = Coverage(
        reports, np.full(len(STARTS), 3.0), np.full(len(STARTS), 28.0), np.full(len(STARTS), 30.0)
    )
    return DyadSeries("ARM", "AZE", "month", "dragoman", STARTS, counts, -counts.sum(axis=1), seen)


def points(found, *steps):
    return [
        TurningPoint(
            "month",
            "counts",
            STARTS[n],
            STARTS[n - 1],
            found.last_day(n),
            0.9,
            effect(found, 0, n, len(found)),
        )
        for n in steps
    ]


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_same_series_gives_the_same_bytes(tmp_path, ending):
    found = made()
    for name in ("one", "two"):
        write(tmp_path / f"{name}.{ending}", found, points(found, 40), NAMES)
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_pages_need_nothing_from_elsewhere_and_are_well_formed(tmp_path):
    found = made()
    write(tmp_path / "a.html", found, points(found, 40), ("A <b>", "C & D"))
    write(tmp_path / "a.svg", found, points(found, 40), ("A <b>", "C & D"))
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in page
    assert "A &lt;b&gt; and C &amp; D" in page
    ET.parse(tmp_path / "a.svg")


def test_numbers_of_close_turning_points_do_not_collide():
    found = made()
    discs = [
        m
        for m in picture(found, points(found, 40, 41, 42, 43), NAMES).marks
        if isinstance(m, Disc) and m.radius == 8
    ]
    assert len(discs) == 4
    for n, one in enumerate(discs):
        for other in discs[n + 1 :]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= 15**2


def test_everything_stands_on_the_page_and_years_do_not_overlap():
    drawn = picture(made(), points(made(), 5, 90), NAMES)
    for mark in drawn.marks:
        if isinstance(mark, Box):
            assert mark.x >= 0
            assert mark.x + mark.width <= drawn.width
            assert mark.y + mark.height <= drawn.height
        if isinstance(mark, Words) and mark.anchor == "start":
            assert mark.x + text_width(mark.text, mark.size) <= drawn.width + 1
    years = [m for m in drawn.marks if isinstance(m, Words) and m.text.isdigit() and len(m.text) == 4]
    ends = sorted((m.x, m.x + text_width(m.text, m.size)) for m in years)
    assert all(end < start for (_, end), (start, _) in pairwise(ends))


def test_what_was_not_watched_is_grey_and_has_no_bars():
    quiet = range(30, 42)
    marks = picture(made(quiet), [], NAMES).marks
    (grey,) = [m for m in marks if isinstance(m, Box) and m.tip and "nothing known" in m.tip]
    bars = [m for m in marks if isinstance(m, Box) and m.fill in COLOURS.values() and m.tip]
    assert bars
    assert not [m for m in bars if grey.x + 0.1 < m.x + m.width / 2 < grey.x + grey.width - 0.1]


def test_long_lines_end_at_a_word():
    assert cut("verbal conflict × 2; material conflict × 3", 10, 150).endswith("…")
    assert cut("short", 10, 150) == "short"


def test_other_formats_empty_series_and_absent_matplotlib_are_refused_with_what_to_do(tmp_path, monkeypatch):
    found = made()
    with pytest.raises(UsageError, match=r"\.svg, \.html, \.png"):
        write(tmp_path / "a.gif", found, [], NAMES)
    with dragoman.open() as db, pytest.raises(UsageError, match="nothing to draw"):
        write(tmp_path / "a.svg", db.dyad("ARM", "AZE").series(), [], NAMES)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    monkeypatch.setitem(sys.modules, "matplotlib.backends.backend_agg", None)
    with pytest.raises(UsageError, match=r"pip install 'dragoman\[plot\]'"):
        write(tmp_path / "a.png", found, [], NAMES)


def test_png_is_a_png(tmp_path):
    pytest.importorskip("matplotlib", reason="the extra `plot` is not installed")
    found = made()
    write(tmp_path / "a.png", found, points(found, 40), NAMES)
    assert (tmp_path / "a.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_command_writes_the_picture(tmp_path):
    store = tmp_path / "s.duckdb"
    with dragoman.open(store) as db:
        db.sql(
            "INSERT INTO reports SELECT 'r' || i, 'h', 's' || i, DATE '2020-01-01' + i::INT, 'Post', NULL, NULL, NULL, 't' FROM range(90) t(i)"
        )
    out = CliRunner().invoke(
        app, ["dyad", "ARM", "AZE", "--store", str(store), "--plot", str(tmp_path / "a.svg")]
    )
    assert out.exit_code == 0, out.output
    assert "Armenia and Azerbaijan" in (tmp_path / "a.svg").read_text("utf-8")
