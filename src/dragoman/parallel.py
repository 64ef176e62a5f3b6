"""Coding reports in several processes, results in the order of the input.

It never changes a result: every report is coded alone, so the bytes do not depend on the number of workers.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from dragoman.model import Coding, Rejected, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.coder import Coder

# Reports in flight per worker: enough that no worker waits for the reader, few enough that memory stays flat.
_AHEAD = 8

_coder: Coder | None = None


def code_in_order(reports: Iterable[Report], workers: int, start: dict[str, bool]) -> Iterator[Coding]:
    """Yield the coding of each report in input order; `start` holds the settings of `Coder`.

    A report whose worker dies is tried once more alone; if that dies too it is set aside (`worker_died`) and
    the run goes on.
    """
    pool = _pool(workers, start)
    waiting: deque[tuple[Report, Future[Coding]]] = deque()
    source = iter(reports)
    try:
        for report in source:
            waiting.append((report, pool.submit(_code, report)))
            if len(waiting) < workers * _AHEAD:
                continue
            coding, pool = _next(waiting, pool, workers, start)
            yield coding
        while waiting:
            coding, pool = _next(waiting, pool, workers, start)
            yield coding
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next(
    waiting: deque[tuple[Report, Future[Coding]]],
    pool: ProcessPoolExecutor,
    workers: int,
    start: dict[str, bool],
) -> tuple[Coding, ProcessPoolExecutor]:
    report, future = waiting.popleft()
    try:
        return future.result(), pool
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
        coding = _alone(report, start)
        pool = _pool(workers, start)
        again = [(r, pool.submit(_code, r)) for r, _ in waiting]
        waiting.clear()
        waiting.extend(again)
        return coding, pool


def _alone(report: Report, start: dict[str, bool]) -> Coding:
    with _pool(1, start) as pool:
        try:
            return pool.submit(_code, report).result()
        except BrokenProcessPool:
            lost = Rejected(
                "coding",
                "worker_died",
                "the process coding it died twice",
                report_id=report.id,
                origin=report.origin,
            )
            return Coding(report, (), (), (lost,))


def _pool(workers: int, start: dict[str, bool]) -> ProcessPoolExecutor:
    # spawn: a forked child would share the state of the parser's and DuckDB's threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(start,))


def _start(settings: dict[str, bool]) -> None:
    global _coder  # noqa: PLW0603 - one coder a process, loaded once
    # An interrupt from the terminal reaches workers too; when to end is for the process that writes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from dragoman.coder import Coder

    _coder = Coder(**settings)


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone, however it went: nobody would read what it makes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _code(report: Report) -> Coding:
    assert _coder is not None
    return _coder.code(report)
