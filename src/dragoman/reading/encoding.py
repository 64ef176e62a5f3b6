"""Bytes to text, strictly: every byte is read in one encoding or the whole is refused.

It never replaces a byte that cannot be read and never normalises: offsets are those of the decoded text.
"""

from __future__ import annotations

import codecs
import re

from dragoman.reading.refused import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # UTF-32 LE before UTF-16 LE: the mark of the second is the beginning of the first's

# What browsers read under these names (WHATWG encoding standard): supersets that hold the extra characters.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
# Bytes of these are all below 128, so that they would pass for UTF-8. UTF-7 is refused: it hides markup.
_SEVEN_BIT = ("iso2022_jp", "iso2022_kr")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,30})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # browsers look at the first 1024 bytes; four times that costs nothing
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")

# English text in a one-byte encoding has a few curly quotes and accents; a text of another script is mostly
# such bytes. Guessing between one-byte encodings is only worth it for the second kind.
_FEW_HIGH_BYTES = 0.1


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML or XML file says it is in."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii") if found else None


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes, without a byte order mark. Raises Refused: bad_encoding, or unknown_format (no text)."""
    name = encoding_of(data, declared)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as err:
        raise Refused("bad_encoding", f"byte {err.start} is not {name}") from None
    return _text(text.removeprefix("\ufeff"))


def encoding_of(data: bytes, declared: str | None = None, *, cut: bool = False) -> str:
    """The name of the encoding; `cut` when the bytes are only the beginning of a file.

    Tried in turn: byte order mark; UTF-8 (before the declared name, which is often wrong, while bytes that are
    not UTF-8 hardly ever pass for it); the declared name; a detected one; Windows-1252. Raises Refused with
    bad_encoding when none fits.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    codec = _codec(declared)
    if certain := _wide_without_mark(data) or (codec if codec in _SEVEN_BIT else None):
        return certain
    tried = ["utf-8", *([codec] if codec else [])]
    for name in tried:
        if _fits(data, name, cut):
            return name
    for name in _candidates(data):
        tried.append(name)
        if _fits(data, name, cut):
            return name
    raise Refused("bad_encoding", f"no encoding fits; tried {', '.join(dict.fromkeys(tried))}")


def _fits(data: bytes, name: str, cut: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)("strict").decode(data, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 by its zero bytes: in text of a Latin script every second byte is zero."""
    sample = data[:4096]
    if len(sample) < 4 or sample.count(0) < len(sample) * 0.3:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) > 0.1 * max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _codec(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    meant = _MEANT.get(name, name)
    return meant if meant not in ("utf-7", "rot13", "punycode", "idna") and _is_text_codec(meant) else None


def _is_text_codec(name: str) -> bool:
    try:
        return isinstance(b"a".decode(name), str)
    except (LookupError, UnicodeError):  # base64 and its like are codecs of another kind
        return name.startswith("utf-")


def _candidates(data: bytes) -> list[str]:
    """The detected encoding where detection is worth it, then Windows-1252."""
    sample = data[:100_000]
    if len(sample.translate(None, bytes(range(128)))) < _FEW_HIGH_BYTES * len(sample):
        return ["cp1252"]
    from resiliparse.parse.encoding import detect_encoding

    detected = _codec(detect_encoding(data, max_len=131_072, html5_compatible=False))
    return [detected, "cp1252"] if detected else ["cp1252"]


def _text(text: str) -> str:
    """The text, unless so many control characters stand in it that it is a program or an image."""
    sample = text[:100_000]
    if len(_CONTROL.findall(sample)) > 4 + 0.02 * len(sample):
        raise Refused("unknown_format", "the bytes are not text (control characters)")
    return text
