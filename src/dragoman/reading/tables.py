"""Rows of JSONL, CSV, TSV and Parquet files to reports. One bad row never stops a table.

It never guesses: a cell of the wrong kind sets its row aside, and a table with two possible text columns is
refused with both names.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from dragoman.reading.encoding import encoding_of
from dragoman.reading.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.reading.limits import Limits

# Field -> the column names under which it is found, case, blanks and hyphens aside. The field's own name wins;
# of the others the first that is there, but for `text`, where two are an error.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "report_id", "article_id", "doc_id", "document_id", "story_id", "_id"),
    "text": ("text", "body", "content", "article", "article_text", "full_text", "maintext"),
    "published": (
        "published", "published_at", "published_date", "publication_date", "publish_date", "pub_date", "pubdate",
        "date_published", "date_publish", "date", "datetime", "timestamp",
    ),
    "outlet": ("outlet", "publisher", "newspaper", "publication", "sitename", "source_name", "source"),
    "title": ("title", "headline"),
    "url": ("url", "link", "uri", "source_url"),
}  # fmt: skip

Row = tuple[str, dict[str, Any] | Refused]
"""Where a row stands in its file, and its cells by field, or why it cannot be read."""

_BATCH_ROWS = 256


def fields_of(names: Iterable[str]) -> dict[str, str]:
    """Field to column name for the columns of one table. Raises Refused when the text column is in doubt."""
    plain = {re.sub(r"[\s-]+", "_", name.strip().lower()): name for name in names}
    found: dict[str, str] = {}
    for field, synonyms in COLUMNS.items():
        there = [name for name in synonyms if name in plain]
        if field == "text" and len(there) > 1 and there[0] != "text":
            raise Refused(
                "broken_file", f"columns {', '.join(there)} could all be the text; name one of them text"
            )
        if there:
            found[field] = plain[there[0]]
    return found


def jsonl_rows(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    """One JSON object a line, UTF-8 (RFC 8259); blank lines are skipped."""
    parse = msgspec.json.Decoder(dict[str, Any]).decode
    longest = 6 * limits.text_chars  # a character may be written as \\u0000
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) > longest and not line.endswith(b"\n"):
            while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield f":{number}", Refused("too_large", f"the line is longer than {longest} bytes")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield f":{number}", _json_row(line, parse)


def _json_row(line: bytes, parse: Any) -> dict[str, Any] | Refused:
    try:
        cells = parse(line)
        return {field: cells[name] for field, name in fields_of(cells).items()}
    except Refused as err:
        return Refused("bad_row", err.detail)
    except UnicodeDecodeError:
        return Refused("bad_encoding", "the line is not UTF-8")
    except RecursionError:
        return Refused("bad_row", "the line is nested too deep")
    except msgspec.DecodeError as err:
        if not _is_utf8(line):
            return Refused("bad_encoding", "the line is not UTF-8")
        return Refused("bad_row", f"the line is no JSON object: {err}")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def csv_rows(stream: io.BufferedReader, limits: Limits, *, tabs: bool) -> Iterator[Row]:
    """Rows of a table with a header; commas, semicolons or tabs between cells, quoted as in RFC 4180."""
    csv.field_size_limit(max(csv.field_size_limit(), limits.text_chars + 1))
    lines = _lines(stream, 2 * limits.text_chars)
    first = next(lines, "")
    delimiter = "\t" if tabs or "\t" in first else (";" if first.count(";") > first.count(",") else ",")
    header = next(csv.reader([first], delimiter=delimiter), [])
    columns = fields_of(header)
    if "text" not in columns:
        raise Refused("broken_file", f"no text column in the header: {', '.join(header)[:200] or '(empty)'}")
    places = {field: header.index(name) for field, name in columns.items()}
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 2  # the header is line 1 and was read before
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as err:
            yield (
                f":{line}",
                Refused("too_large" if "limit" in str(err) else "bad_row", f"the row cannot be read: {err}"),
            )
            continue
        if cells:
            yield f":{line}", _csv_row(cells, len(header), places)


def _csv_row(cells: list[str], width: int, places: dict[str, int]) -> dict[str, Any] | Refused:
    if len(cells) != width:
        return Refused("bad_row", f"the row has {len(cells)} cells; the header has {width}")
    return {field: cells[place] for field, place in places.items()}


def _lines(stream: io.BufferedReader, longest: int) -> Iterator[str]:
    """The table's lines in the encoding of its beginning; bytes that do not fit become lone surrogates.

    Of a line that is longer only the beginning is kept, so that a file without line breaks does not fill the
    memory; its text is over the limit.
    """
    name = encoding_of(stream.peek(), cut=True)
    text = io.TextIOWrapper(stream, encoding=name, errors="surrogateescape", newline="")
    try:
        first = text.readline(longest).removeprefix("\ufeff")
        if first:
            yield first
        while line := text.readline(longest):
            cut = len(line) >= longest and not line.endswith(("\n", "\r"))
            while cut and (rest := text.readline(longest)) and not rest.endswith(("\n", "\r")):
                pass
            yield line
    finally:
        text.detach()  # the stream is closed by whoever opened it


def parquet_rows(source: Path | BinaryIO) -> Iterator[Row]:
    """Rows of a Parquet file, read in batches; only the known columns are read."""
    import pyarrow as pa
    from pyarrow import parquet

    number = 0
    try:
        table = parquet.ParquetFile(source)
        columns = fields_of(table.schema_arrow.names)
        if "text" not in columns:
            raise Refused("broken_file", f"no text column among {', '.join(table.schema_arrow.names)[:200]}")
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=list(columns.values())):
            for cells in batch.to_pylist():
                number += 1
                yield f":{number}", {field: cells[name] for field, name in columns.items()}
    except (pa.ArrowException, OSError, UnicodeDecodeError) as err:
        raise Refused(
            "broken_file", f"the Parquet file cannot be read after row {number}: {err!s:.200}"
        ) from None
