"""How a run with workers ends when its process is told to, or dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dragoman

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
SENTENCE = "Turkey's president met Greece's president in Athens on Monday, day {}."


def processes(group):
    """Who is in a process group and no zombie."""
    out = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of) == group and state != "Z":
            out.append(int(stat.parent.name))
    return out


def until(holds, seconds):
    """Whether something comes true within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("how", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_workers_end_with_the_run_and_the_store_is_sound(tmp_path, how, status):
    """SIGTERM to the process that writes ends its workers too, as an interrupt does; they end even when it is killed."""
    reports, store = tmp_path / "reports.jsonl", tmp_path / "s.duckdb"
    with reports.open("w") as out:
        for n in range(6000):
            text = SENTENCE.format(n)
            out.write(json.dumps({"id": f"r{n}", "published": "2023-05-01", "text": text}) + "\n")
    command = [sys.executable, "-m", "dragoman", "add", str(reports), "--store", str(store), "--workers", "2"]
    # A shell that starts the tests in the background has them ignore interrupts, and so would the run.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        # The run, its two workers, and the process that watches over what they share.
        assert until(lambda: len(processes(run.pid)) >= 4, 120)
        os.kill(run.pid, how)
        assert run.wait(120) == status
        assert until(lambda: not processes(run.pid), 30)
    finally:
        for pid in processes(run.pid):
            os.kill(pid, signal.SIGKILL)
    with dragoman.open(store) as db:
        assert db.broken_evidence() == []
        assert db.count("reports") < 6000
