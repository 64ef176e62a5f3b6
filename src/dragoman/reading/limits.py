"""How much reading may cost before it stops: sizes, depth, seconds and memory, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one file, page or row may cost. What is over a bound is set aside with a typed reason."""

    file_bytes: int = 32 * _MIB
    """One text, page or feed, after decompression. A feed of 50,000 items has 12 MB; an article a few kB."""

    page_bytes: int = 8 * _MIB
    """One HTML page. A page this long takes 1 to 2 s; articles are a hundred times shorter."""

    text_chars: int = 2_000_000
    """One report. 2 million characters are some 16,000 sentences, a quarter of a minute of parsing."""

    gzip_ratio: int = 200
    """Bytes out for one byte in, looked at after `file_bytes`. JSONL of news compresses 3 to 6 times, a bomb 1000."""

    depth: int = 5000
    """Nesting of a page for the fallback extractor, whose time grows with its square: 0.4 s at this depth."""

    page_seconds: int = 5
    """Processor time for one page. An article of 12 paragraphs needs 0.01 s, one of 10,000 paragraphs 0.5 s."""

    feed_seconds: int = 60
    """Processor time for one feed: 50,000 items with HTML in them take 6 s."""

    memory_bytes: int = 512 * _MIB
    """Address space of the process that reads pages and feeds: 60 MB at rest, 200 MB for a page of 8 MB."""

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) <= 0:
                raise ValueError(f"limit {name} is {getattr(self, name)}; expected a positive number")
