"""A small corpus of reports to try dragoman on: a folder of files as a user would have them, and what is in it.

Nothing here is read by the coder itself.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from dragoman.tables import read_toml

PACKAGE = "dragoman.sample"


def reports_folder() -> Path:
    """The folder of tables, pages and feeds; one file in it is damaged on purpose."""
    return Path(str(resources.files(PACKAGE).joinpath("reports")))


def manifest() -> dict[str, Any]:
    """Which reports copy, contradict, deny, correct or cancel: the parsed `manifest.toml`."""
    return read_toml(PACKAGE, "manifest.toml")
