"""How much reading may cost before it stops: sizes, depth, seconds and memory, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one file, page or row may cost. What is over a bound is set aside with a typed reason."""

    file_bytes: int = 32 * _MIB
    """One text, page or feed, after decompression. The longest books have 4 MB; a news page has 0.1."""

    page_bytes: int = 8 * _MIB
    """One HTML page. Of pages in web crawls 1 in 10,000 is longer than 2 MB, and hardly one of them an article."""

    text_chars: int = 2_000_000
    """One report. Longer ones are whole books or broken files; 2 million characters take a minute to parse."""

    gzip_ratio: int = 200
    """Bytes out for one byte in, looked at after `file_bytes`. JSONL of news compresses 3 to 20 times, a bomb 1000."""

    depth: int = 5000
    """Nesting of a page for the fallback extractor, whose time grows with its square: 0.4 s at this depth."""

    page_seconds: int = 5
    """Processor time for one page. 9 of 10 need under 0.05 s; 10,000 paragraphs need 0.5 s."""

    feed_seconds: int = 60
    """Processor time for one feed: 50,000 items with HTML in them take about 10 s."""

    memory_bytes: int = 512 * _MIB
    """Address space of the process that reads pages and feeds: 60 MB at rest, 200 MB for a page of 8 MB."""

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) <= 0:
                raise ValueError(f"limit {name} is {getattr(self, name)}; expected a positive number")
