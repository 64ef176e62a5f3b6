"""The documentation is true: its examples run and print what it shows, and nothing public is left out of it.

A ```console block is a session: lines that begin with `$ ` are run in a shell in a fresh folder that holds
`report.txt` (examples/report.txt) and the demo's store; the rest must be what they print. A ```python block runs in
the same folder. `python tests/test_docs.py --update` writes the output anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks():
    for page in PAGES:
        for match in BLOCK.finditer(page.read_text("utf-8")):
            line = page.read_text("utf-8")[: match.start()].count("\n") + 1
            yield pytest.param(match.group(1), match.group(2), id=f"{page.name}:{line}")


def environment():
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DRAGOMAN_STORE": "demo.duckdb",
        "DRAGOMAN_PACKS": "packs",
        "COLUMNS": "140",
    }


def make_folder(path):
    shutil.copy(ROOT / "examples/report.txt", path / "report.txt")
    made = subprocess.run(
        ["dragoman", "demo", "--json"],
        cwd=path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("docs"))


def session(text, folder):
    """The block's text with the output that its commands really give."""
    out = []
    for command in (line[2:] for line in text.splitlines() if line.startswith("$ ")):
        run = subprocess.run(
            command, shell=True, cwd=folder, env=environment(), capture_output=True, text=True, check=False
        )
        printed = "\n".join(line.rstrip() for line in run.stdout.splitlines())
        out.append(f"$ {command}\n{printed}".rstrip() + "\n")
    return "\n".join(out)


@pytest.mark.parametrize(("kind", "text"), list(blocks()))
def test_example_prints_what_the_page_shows(kind, text, folder):
    if kind == "python":
        run = subprocess.run(
            [sys.executable, "-c", text],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
    else:
        assert session(text, folder) == text


def all_docs():
    return "\n".join(page.read_text("utf-8") for page in PAGES)


def test_every_command_is_documented():
    from dragoman.cli.app import app

    for command in app.registered_commands:
        assert f"dragoman {command.name or command.callback.__name__}" in all_docs()


def test_every_reason_is_documented():
    from dragoman.errors import REASONS

    missing = [code for code in REASONS if f"`{code}`" not in all_docs()]
    assert missing == []


def test_every_field_of_the_records_is_documented():
    from dataclasses import fields

    from dragoman.model import Actor, Amount, Claim, Event, Place, Said, When

    text = (ROOT / "docs/records.md").read_text("utf-8")
    missing = [
        f.name
        for r in (Event, Claim, Actor, Amount, When, Place, Said)
        for f in fields(r)
        if f"`{f.name}`" not in text
    ]
    assert missing == []


def update():
    import tempfile

    folder = make_folder(Path(tempfile.mkdtemp()))
    for page in PAGES:
        text = page.read_text("utf-8")
        new = BLOCK.sub(
            lambda m: (
                f"```console\n{session(m.group(2), folder)}```" if m.group(1) == "console" else m.group(0)
            ),
            text,
        )
        if new != text:
            page.write_text(new, "utf-8")
            sys.stdout.write(f"{page.name} updated\n")


if __name__ == "__main__" and "--update" in sys.argv:
    update()
