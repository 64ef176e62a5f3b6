"""Near copies of report texts: MinHash signatures, and groups of reports that print one text.

It compares words in their order and knows nothing of events; a text that only quotes another is no copy of it.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from dragoman.episodes.grouping import Groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Words of three: one word changed in a text of 20 leaves 15 of 21 alike, and two texts of one happening written
# apart share next to none.
_SHINGLE_WORDS = 3

# 64 values give the share of common shingles with a standard error of at most .0625.
_VALUES = 64
_BANDS = 16
_ROWS = _VALUES // _BANDS

# Share of common shingles from which two texts are copies of one. Between copies edited by a desk (above .6) and
# texts written apart on one happening (below .2) little lies; see bench/episodes.md.
NEAR_COPY_MIN = 0.5

# Reports of one group that fall into one bucket are compared with so many of it at most. All copies of one text
# share nearly all buckets, so that a group comes together through few of them.
_BUCKET_MAX = 24

_WORD = re.compile(r"\w+")
_PRIME = np.uint64((1 << 31) - 1)
# Multipliers and addends from a fixed generator; they are part of the format of stored signatures.
_RANDOM = np.random.RandomState(20230501)
_A = _RANDOM.randint(1, 2**31 - 2, _VALUES).astype(np.uint64)
_B = _RANDOM.randint(0, 2**31 - 2, _VALUES).astype(np.uint64)


def signature(text: str) -> bytes:
    """The MinHash signature of a text: 64 values of 32 bits; empty for a text without words."""
    words = _WORD.findall(text.lower())
    if not words:
        return b""
    width = min(_SHINGLE_WORDS, len(words))
    shingles = {" ".join(words[n : n + width]) for n in range(len(words) - width + 1)}
    hashes = np.fromiter(
        (zlib.crc32(s.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF for s in shingles),
        np.uint64,
        len(shingles),
    )
    least = np.full(_VALUES, _PRIME, np.uint64)
    for begin in range(0, len(hashes), 4096):  # bounds the memory that one long text takes
        part = hashes[begin : begin + 4096, None]
        least = np.minimum(least, ((part * _A + _B) % _PRIME).min(axis=0))
    return least.astype("<u4").tobytes()


def resemblance(a: bytes, b: bytes) -> float:
    """The share of shingles that two texts have in common, estimated from their signatures, 0 to 1."""
    if not a or not b:
        return 0.0
    same = np.frombuffer(a, "<u4") == np.frombuffer(b, "<u4")
    return float(np.count_nonzero(same)) / _VALUES


def bands(mark: bytes) -> tuple[int, ...]:
    """The buckets of a signature: near copies share at least one. One value of 64 bits per band."""
    if not mark:
        return ()
    size = 4 * _ROWS
    return tuple(zlib.crc32(mark[n * size : (n + 1) * size]) << 8 | n for n in range(_BANDS))


def copy_groups(signatures: Mapping[tuple[str, str], bytes]) -> dict[tuple[str, str], tuple[str, str]]:
    """The text that stands for each text: the least key among those that are copies of one, itself when alone."""
    alike: dict[bytes, list[tuple[str, str]]] = defaultdict(list)
    for key, mark in signatures.items():
        alike[mark].append(key)
    groups: Groups[tuple[str, str]] = Groups(signatures)
    for mark, keys in alike.items():
        if mark:
            groups.join_all(keys)
    first = {mark: min(keys) for mark, keys in alike.items() if mark}
    for a, b in _near(first):
        groups.join(first[a], first[b])
    return {key: groups.least(key) for key in signatures}


def _near(first: Mapping[bytes, tuple[str, str]]) -> Iterable[tuple[bytes, bytes]]:
    """Pairs of different signatures that are near copies."""
    buckets: dict[int, list[bytes]] = defaultdict(list)
    for mark in sorted(first):
        for band in bands(mark):
            buckets[band].append(mark)
    seen: set[tuple[bytes, bytes]] = set()
    for bucket in buckets.values():
        for n, b in enumerate(bucket):
            for a in bucket[: min(n, _BUCKET_MAX)]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    if resemblance(a, b) >= NEAR_COPY_MIN:
                        yield a, b
