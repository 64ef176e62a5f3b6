"""Files, folders and standard input to reports. Whatever cannot be read leaves as `Rejected`; the rest goes on.

It never stops at a bad file, row or page, and raises only for a path that does not exist.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.model import Rejected, Report, digest
from dragoman.reading.days import day_of
from dragoman.reading.encoding import declared_encoding, decode
from dragoman.reading.files import Source, opened, sources, whole
from dragoman.reading.limits import Limits
from dragoman.reading.refused import Refused
from dragoman.reading.tables import csv_rows, jsonl_rows, parquet_rows
from dragoman.reading.worker import PageWorker

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dragoman.reading.pages import Article
    from dragoman.reading.tables import Row

_DEFAULT = Limits()


def read(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    limits: Limits = _DEFAULT,
) -> Iterator[Report | Rejected]:
    """The reports of files, folders (recursive, sorted, hidden ones left out) and "-" (standard input), in order.

    Read: plain text, HTML, JSONL, CSV, TSV, Parquet, RSS and Atom; all but Parquet also gzipped. A file is what
    its first bytes say, else what its name says, else plain text.

    `published` and `outlet` are used where the input does not say; for pages and feeds, whose markup is
    often careless about it, a given `outlet` wins. A date that cannot be read leaves the report without one,
    followed by a `Rejected` with bad_date. `Report.id` is the given id, else the digest of the url, else of the
    text. Reports are given as often as they are found: which are copies or versions is for the store to say,
    so that one run and two runs end alike.

    Raises UsageError at once for a path that does not exist and for a `published` that is no date.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    try:
        day = day_of(published)
    except ValueError as err:
        raise UsageError(f"published: {err}") from None
    return _all(sources(given), day, outlet, limits)


def extract(html: str | bytes, *, limits: Limits = _DEFAULT) -> Article | Rejected:
    """The article of one HTML page, or why there is none. `read` keeps its worker from page to page; this does not."""
    try:
        with PageWorker(limits) as worker:
            return worker.article(html if isinstance(html, str) else _page_text(html, limits))
    except Refused as err:
        return err.at(None)


def _all(
    found: list[Source], day: date | None, outlet: str | None, limits: Limits
) -> Iterator[Report | Rejected]:
    with PageWorker(limits) as worker:
        for source in found:
            yield from _Reader(source, day, outlet, limits, worker).items()


class _Reader:
    """One source being read."""

    def __init__(
        self, source: Source, day: date | None, outlet: str | None, limits: Limits, worker: PageWorker
    ) -> None:
        self._source = source
        self._day = day
        self._outlet = outlet
        self._limits = limits
        self._worker = worker

    def items(self) -> Iterator[Report | Rejected]:
        """Reports and what is set aside, in the source's order."""
        name = self._source.name
        try:
            kind, stream = opened(self._source, self._limits)
        except Refused as err:
            yield err.at(name)
            return
        try:
            yield from self._of_kind(kind, stream)
        except Refused as err:
            yield err.at(name)
        except (OSError, ValueError, MemoryError) as err:
            yield Rejected("reading", "broken_file", f"{type(err).__name__}: {err!s:.200}", origin=name)
        finally:
            if self._source.path is None:
                stream.detach()  # standard input stays open
            else:
                stream.close()

    def _of_kind(self, kind: str, stream: io.BufferedReader) -> Iterator[Report | Rejected]:
        if kind == "text":
            text = decode(whole(stream, self._limits.file_bytes))
            return self._report({"text": text}, "")
        if kind == "page":
            return self._page(stream)
        if kind == "feed":
            return self._feed(stream)
        return self._table(kind, stream)

    def _page(self, stream: io.BufferedReader) -> Iterator[Report | Rejected]:
        article = self._worker.article(_page_text(whole(stream, self._limits.page_bytes), self._limits))
        cells = {
            "text": article.text, "title": article.title, "published": article.published, "url": article.url,
            "outlet": self._outlet or article.outlet,
        }  # fmt: skip
        return self._report(cells, "")

    def _feed(self, stream: io.BufferedReader) -> Iterator[Report | Rejected]:
        data = whole(stream, self._limits.file_bytes)
        feed = self._worker.feed(decode(data, declared_encoding(data)))
        outlet = self._outlet or feed.title
        for number, item in enumerate(feed.items, 1):
            cells = {
                "text": item.text, "title": item.title, "published": item.published, "url": item.url, "outlet": outlet,
                # An item's own id is only unique within its feed.
                "id": None if item.url or not item.id else digest(feed.title or self._source.name, item.id),
            }  # fmt: skip
            yield from self._report(cells, f"#{number}")
        if feed.fault:
            yield Refused("broken_file", f"the feed is {feed.fault}; {len(feed.items)} items were read").at(
                self._source.name
            )

    def _table(self, kind: str, stream: io.BufferedReader) -> Iterator[Report | Rejected]:
        rows: Iterator[Row]
        if kind == "parquet":
            rows = parquet_rows(stream if stream.seekable() else _seekable(stream, self._limits))
        elif kind == "jsonl":
            rows = jsonl_rows(stream, self._limits)
        else:
            rows = csv_rows(stream, self._limits, tabs=kind == "tsv")
        for place, cells in rows:
            if isinstance(cells, Refused):
                yield cells.at(f"{self._source.name}{place}")
            else:
                yield from self._report(cells, place)

    def _report(self, cells: dict[str, Any], place: str) -> Iterator[Report | Rejected]:
        """The report of one row, page or item, and a note when its date cannot be read."""
        origin = f"{self._source.name}{place}"
        try:
            fields = {name: _string(name, cells.get(name)) for name in ("id", "title", "url", "outlet")}
            text = _checked_text(cells, self._limits)
        except Refused as err:
            yield err.at(origin)
            return
        day, fault = self._day, None
        try:
            day = day_of(cells.get("published")) or self._day
        except ValueError as err:
            day, fault = None, str(err)
        key = fields["id"] or digest(fields["url"] or text)
        yield Report(
            key, text, published=day, outlet=fields["outlet"] or self._outlet, title=fields["title"],
            url=fields["url"], origin=origin,
        )  # fmt: skip
        if fault:
            yield Rejected("reading", "bad_date", fault, report_id=key, origin=origin)


def _page_text(data: bytes, limits: Limits) -> str:
    if len(data) > limits.page_bytes:
        raise Refused("too_large", f"more than {limits.page_bytes} bytes")
    return decode(data, declared_encoding(data))


def _seekable(stream: io.BufferedReader, limits: Limits) -> io.BytesIO:
    """A Parquet file from standard input: its index stands at the end."""
    import io

    return io.BytesIO(whole(stream, limits.file_bytes))


def _string(name: str, value: Any) -> str | None:
    """A cell that names something, None when it is empty. Raises Refused with bad_row."""
    if isinstance(value, dict) and name == "outlet":
        value = value.get("name")  # {"id": …, "name": …}, as news search services write it
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused("bad_row", f"{name} is {type(value).__name__} {value!r:.60}; expected a text")
    if not _is_unicode(value):
        raise Refused("bad_encoding", f"{name} holds bytes or half characters that no encoding can write")
    return value.strip() or None


def _checked_text(cells: dict[str, Any], limits: Limits) -> str:
    """The text of a report. Raises Refused: bad_row, empty_text, bad_encoding or too_large."""
    text = cells.get("text")
    if text is None:
        raise Refused("bad_row" if "text" not in cells else "empty_text", "there is no text")
    if not isinstance(text, str):
        raise Refused("bad_row", f"text is {type(text).__name__} {text!r:.60}; expected a text")
    if len(text) > limits.text_chars:
        raise Refused("too_large", f"the text has {len(text)} characters; the limit is {limits.text_chars}")
    if not any(c.isalnum() for c in text):
        raise Refused("empty_text", "the text holds no words")
    if not _is_unicode(text):
        raise Refused("bad_encoding", "the text holds bytes or half characters that no encoding can write")
    return text


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
