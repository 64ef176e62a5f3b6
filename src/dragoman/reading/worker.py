"""The near side of the page worker: starts it when a page needs it, and again when a page has ended it.

It never reads a page itself.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Literal, Self

import msgspec

from dragoman.reading.page_worker import OUT_OF_MEMORY, Answer, Request, receive, send
from dragoman.reading.refused import Refused

if TYPE_CHECKING:
    from types import TracebackType

    from dragoman.reading.feeds import Feed
    from dragoman.reading.limits import Limits
    from dragoman.reading.pages import Article

# Wall time allowed for a second of processor time, on a machine that has other work, and for starting.
_WALL_FACTOR = 10
_START_SECONDS = 30


class PageWorker:
    """A process that turns pages into articles and feeds into items, within limits; use it as a context."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def article(self, html: str) -> Article:
        """The article of a page. Raises Refused."""
        found = self._ask("page", html, self._limits.page_seconds).article
        assert found is not None
        return found

    def feed(self, xml: str) -> Feed:
        """The items of a feed. Raises Refused."""
        found = self._ask("feed", xml, self._limits.feed_seconds).feed
        assert found is not None
        return found

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
            process.wait()

    def _ask(self, kind: Literal["page", "feed"], text: str, seconds: int) -> Answer:
        try:
            request = msgspec.json.encode(Request(kind, text, seconds, self._limits.depth))
        except UnicodeEncodeError:
            raise Refused("bad_encoding", "the text holds half of a surrogate pair") from None
        message = self._exchange(self._started(), request, _START_SECONDS + _WALL_FACTOR * seconds)
        if message is None:
            raise self._ended(seconds)
        answer = msgspec.json.decode(message, type=Answer)
        if answer.refused is not None:
            raise Refused(*answer.refused)
        return answer

    def _exchange(self, process: subprocess.Popen[bytes], request: bytes, wait_seconds: int) -> bytes | None:
        """The process's answer, None when it has ended instead. Raises Refused with too_slow."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            send(process.stdin, request)  # type: ignore[arg-type]
            answers, _, _ = select.select([process.stdout], [], [], wait_seconds)
            if answers:
                return receive(process.stdout)  # type: ignore[arg-type]
        except BrokenPipeError:
            return None
        except BaseException:
            self.close()  # half a message may be under way
            raise
        self.close()
        raise Refused("too_slow", f"no answer within {wait_seconds} s")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "dragoman.reading.page_worker", str(self._limits.memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process

    def _ended(self, seconds: int) -> Refused:
        """Why the process is gone."""
        status = self._started().wait()
        self.close()
        if status == -signal.SIGXCPU:
            return Refused("too_slow", f"reading took more than {seconds} s of processor time")
        if status == OUT_OF_MEMORY:
            return Refused(
                "out_of_memory", f"reading took more than {self._limits.memory_bytes // 2**20} MiB"
            )
        return Refused("stage_failed", f"the process that reads pages ended with status {status}")
