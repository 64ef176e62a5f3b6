"""The process that reads pages and feeds: one request in, one answer out, until its input ends.

Run as `python -m dragoman.reading.page_worker MEMORY_BYTES`. It never opens the network, writes no files (a
limit forbids it) and is ended by the kernel when a request takes too much processor time.
"""

from __future__ import annotations

import os
import resource
import sys
from typing import BinaryIO, Literal

import msgspec

from dragoman.reading.feeds import Feed, feed_of
from dragoman.reading.pages import Article, article_of
from dragoman.reading.refused import Refused

LENGTH_BYTES = 8  # of the length that stands before each message, big-endian
OUT_OF_MEMORY = 77  # exit status: the heap may be in pieces, a new process is started


class Request(msgspec.Struct):
    """What to read, with the processor seconds and the nesting it may take."""

    kind: Literal["page", "feed"]
    text: str
    seconds: int
    depth: int


class Answer(msgspec.Struct):
    """The article or feed, or the code and detail of a refusal."""

    article: Article | None = None
    feed: Feed | None = None
    refused: tuple[str, str] | None = None


def answer(request: Request) -> Answer:
    """Read one page or feed."""
    try:
        if request.kind == "page":
            return Answer(article=article_of(request.text, depth=request.depth))
        return Answer(feed=feed_of(request.text))
    except Refused as err:
        return Answer(refused=(err.code, err.detail))
    except MemoryError:
        raise
    except RecursionError:
        return Answer(refused=("too_deep", "elements are nested deeper than the extractor can follow"))
    except Exception as err:  # noqa: BLE001 - whatever a hostile page breaks, the next page must be read
        return Answer(refused=("stage_failed", f"the extractor broke: {type(err).__name__}: {err!s:.200}"))


def receive(stream: BinaryIO) -> bytes | None:
    """The next message, None at the end of the stream."""
    head = stream.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    return stream.read(int.from_bytes(head, "big"))


def send(stream: BinaryIO, message: bytes) -> None:
    """One message, with its length before it."""
    stream.write(len(message).to_bytes(LENGTH_BYTES, "big") + message)
    stream.flush()


def _bound_memory(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time(seconds: int) -> None:
    """Let the kernel end this process after so many more seconds of processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY)
    )


def main(memory_bytes: int) -> None:
    """Answer requests from standard input on standard output."""
    sys.dont_write_bytecode = True
    _bound_memory(memory_bytes)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between the answers
    decode = msgspec.json.Decoder(Request).decode
    while (message := receive(source)) is not None:
        request = decode(message)
        _bound_time(request.seconds)
        try:
            send(sink, msgspec.json.encode(answer(request)))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main(int(sys.argv[1]))
