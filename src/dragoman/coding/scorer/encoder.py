"""A small sentence encoder: what a sentence tells and at which words, read by three layers of MiniLM.

The layers are 8-bit products in ONNX Runtime, the heads single precision in NumPy. One sentence at a time and on one
thread, so that the same sentence gives the same numbers whatever stands beside it. Weights have 7 bits, so that no sum
of products overflows on processors without instructions for them, and what is read is rounded to two decimals.
Training is in `training/encoder.py`; `docs/scorer.md` is the card.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.codebook import codebook
from dragoman.coding.entries import TYPES
from dragoman.coding.scorer.wordpiece import WordPiece
from dragoman.errors import TableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Array = np.ndarray[Any, np.dtype[Any]]

PACKAGE = "dragoman.coding.scorer"
FILES = ("encoder.onnx", "heads.npz", "pieces.txt")
PIECES_MAX = 190
"""Longer sentences are read up to here; words behind it tell nothing."""
FAR = 16
"""Words further apart than this count as so far apart."""
_GELU, _CUBE = np.float32(0.7978845608), np.float32(0.044715)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder sees in one sentence, as sums of evidence (0 is even chance), rounded to two decimals.

    `acts`: by word and type (in the order of `TYPES`), whether the word tells such an act; `sentence`: whether any is
    told. `_words` holds the vectors from which `sides` reads.
    """

    acts: Array
    sentence: float
    _words: Array
    _encoder: Encoder

    def sides(self, i: int) -> Array:
        """For the act told at word `i`: by word, the evidence that it heads a source and that it heads a target."""
        return self._encoder.sides(self._words, i)

    def modes(self, i: int, event_type: str) -> tuple[str, ...]:
        """The modes of that type that the word tells, in the codebook's order."""
        told = self._encoder.modes(self._words[i])
        return tuple(m for m in codebook().types[event_type].modes if m in told)

    def best(self, i: int) -> float:
        """The evidence that word `i` tells an act of any type."""
        return float(self.acts[i].max())

    def highest(self) -> float:
        """The evidence that any word tells an act of any type."""
        return float(self.acts.max())

    def at(self, i: int, event_type: str) -> float:
        """The evidence that word `i` tells an act of that type."""
        return float(self.acts[i, _NUMBER[event_type]])


_NUMBER = {name: n for n, name in enumerate(TYPES)}


class Encoder:
    """Weights in memory, ready to read sentences."""

    def __init__(
        self,
        layers: Callable[[Array], Array],
        heads: Mapping[str, Array],
        pieces: WordPiece,
        modes: Sequence[str],
    ) -> None:
        self._layers = layers
        self._w = heads
        self._pieces = pieces
        self._modes = tuple(modes)

    def read(self, words: Sequence[str]) -> Reading:
        """The reading of one sentence, given as the parser's words."""
        numbers, first, last = numbered(words, self._pieces)
        seen = self._layers(np.array([numbers], dtype=np.int64))
        vectors = np.concatenate([seen[first], seen[last]], axis=1)
        whole = np.concatenate([seen[0], seen.mean(axis=0)])[None]
        sentence = round(float(self._linear(whole, "sent")[0, 0]), 2)
        return Reading(np.round(self._linear(vectors, "typ"), 2), sentence, vectors, self)

    def sides(self, words: Array, i: int) -> Array:
        """See `Reading.sides`."""
        w = self._w
        own = _with_one(_gelu(self._linear(words[i : i + 1], "at")).reshape(2, -1))
        others = _with_one(_gelu(self._linear(words, "aa")).reshape(len(words), 2, -1))
        away = np.clip(np.arange(len(words)) - i, -FAR, FAR) + FAR
        told = np.stack([others[:, side] @ (own[side] @ w["bi"][side]) for side in (0, 1)], axis=1)
        return np.round(told + w["dist.weight"][away], 2)

    def modes(self, word: Array) -> frozenset[str]:
        """The modes that one word tells, of whatever type."""
        told = self._linear(word[None], "mode")[0]
        return frozenset(name for name, sum_ in zip(self._modes, told, strict=True) if sum_ > 0)

    def _linear(self, rows: Array, name: str) -> Array:
        out: Array = rows @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return out


def numbered(words: Sequence[str], pieces: WordPiece) -> tuple[list[int], list[int], list[int]]:
    """The pieces of a sentence, and each word's first and last."""
    numbers, first, last = [pieces.start], [], []
    for word in words:
        found = pieces.pieces(word)
        if len(numbers) + len(found) > PIECES_MAX:
            found = ()
        first.append(len(numbers))
        numbers.extend(found)
        last.append(len(numbers) - 1)
    numbers.append(pieces.end)
    end = len(numbers) - 1
    return numbers, [min(k, end) for k in first], [min(k, end) for k in last]


def _gelu(rows: Array) -> Array:
    half = np.float32(0.5)
    out: Array = half * rows * (1 + np.tanh(_GELU * (rows + _CUBE * rows * rows * rows)))
    return out


def _with_one(rows: Array) -> Array:
    return np.concatenate([rows, np.ones((*rows.shape[:-1], 1), rows.dtype)], axis=-1)


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The encoder of this installation. Raises TableError where its files are not those that encoder.json names."""
    folder = resources.files(PACKAGE).joinpath("data")
    card = json.loads(folder.joinpath("encoder.json").read_text("utf-8"))
    raw = {name: folder.joinpath(name).read_bytes() for name in FILES}
    for name, content in raw.items():
        found, named = hashlib.sha256(content).hexdigest(), card["sha256"][name]
        if found != named:
            raise TableError(
                f"data/{name}: SHA-256 is {found[:12]}, encoder.json says {named[:12]}; make all with 'make encoder'"
            )
    pieces = WordPiece(raw["pieces.txt"].decode("utf-8").splitlines())
    with np.load(io.BytesIO(raw["heads.npz"])) as kept:
        return Encoder(_session(raw["encoder.onnx"]), dict(kept), pieces, card["modes"])


def _session(model: bytes) -> Callable[[Array], Array]:
    """The layers as a function from the numbers of pieces to a vector for each."""
    try:
        from onnxruntime import InferenceSession, SessionOptions
    except ImportError:
        raise UsageError("the scorer runs on ONNX Runtime; pip install onnxruntime") from None

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def layers(numbers: Array) -> Array:
        seen: Array = session.run(None, {"pieces": numbers})[0]
        return seen

    return layers
