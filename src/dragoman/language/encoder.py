"""The parser's token encoder: the pipeline's own network and weights, computed in fewer and faster steps.

It never changes a weight and never sees more than the documents it is given: a vector does not depend on
what was encoded before.

Why it exists: in spaCy 3.8.18 the encoder takes half of the parser's time. Here the first layer, which looks
at one token at a time, is remembered for each kind of token, and matrix products go to NumPy's BLAS, which
is about three times as fast as thinc's for these shapes (99 against 35 GFLOP/s on one AVX-512 core).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

_WIDTH = 96
_PIECES = 3
_DEPTH = 4  # layers of a window of one token to each side; also the blank rows that keep documents apart

# First layers are computed in blocks of this many rows, blank rows added, so that a vector does not depend on
# which tokens are new at the same time. A multiple of every BLAS micro-kernel's row count.
_BLOCK = 64

# 914 news articles (817,000 tokens) hold 40,891 kinds of tokens, and 30,000 kinds are 98.7 % of the tokens. 50,000
# kinds take 40 MB. When it is full it starts empty again.
_REMEMBERED_MAX = 50_000

_EPSILON = np.float32(1e-08)  # thinc's layer normalisation


class _Layer:
    """Maxout of three pieces, then layer normalisation."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights = maxout.get_param("W")  # (width, pieces, inputs)
        outputs, pieces, inputs = weights.shape
        if (outputs, pieces) != (_WIDTH, _PIECES):
            raise ModelError(
                f"the encoder has a layer of shape {weights.shape}; expected ({_WIDTH}, {_PIECES}, …)"
            )
        # Pieces one after the other, so that their maximum is taken over contiguous rows.
        self.weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(-1, inputs).T)
        self.bias = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self.gain = norm.get_param("G").copy()
        self.shift = norm.get_param("b").copy()

    def __call__(self, rows: Floats) -> Floats:
        pieces: Floats = rows @ self.weights
        pieces += self.bias
        best: Floats = np.maximum(pieces[:, :_WIDTH], pieces[:, _WIDTH : 2 * _WIDTH])
        np.maximum(best, pieces[:, 2 * _WIDTH :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(_WIDTH) + _EPSILON
        best *= (1 / np.sqrt(variance))[:, None]
        best *= self.gain
        best += self.shift
        return best


class Encoder:
    """Token vectors of documents, equal to the pipeline's `tok2vec` up to rounding."""

    def __init__(self, model: Any) -> None:
        """Take the weights out of the pipeline's `tok2vec` model; ModelError when it is built otherwise."""
        nodes = list(model.walk())
        layers = [_Layer(*node.layers) for node in nodes if node.name == "maxout>>layernorm"]
        reach = [node.attrs["window_size"] for node in nodes if node.name == "expand_window"]
        hashed = [node for node in nodes if node.name.startswith("ints-getitem>>hashembed|")]
        features = [node.attrs["columns"] for node in nodes if node.name == "extract_features"]
        if len(layers) != 1 + _DEPTH or reach != [1] * _DEPTH or len(hashed) != 1 or len(features) != 1:
            raise ModelError(
                "the encoder of the installed pipeline is not built as that of en_core_web_sm 3.8.0"
            )
        self._columns, self._hashed = list(features[0]), hashed[0]
        self._mixed, self._windows = layers[0], layers[1:]
        self._place: dict[bytes, int] = {}
        self._rows: Floats = np.empty((_BLOCK, _WIDTH), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """One array (tokens, 96) for each document."""
        lengths = [len(doc) for doc in docs]
        features = np.concatenate([doc.to_array(self._columns) for doc in docs])
        first = self._first(features)
        padded = np.zeros((sum(lengths) + _DEPTH * (len(docs) + 1), _WIDTH), dtype=np.float32)
        starts, row, token = [], _DEPTH, 0
        for length in lengths:
            padded[row : row + length] = first[token : token + length]
            starts.append(row)
            row, token = row + length + _DEPTH, token + length
        for layer in self._windows:
            padded += layer(_with_neighbours(padded))
        return [padded[start : start + length] for start, length in zip(starts, lengths, strict=True)]

    def _first(self, features: NDArray[np.uint64]) -> Floats:
        """The first layer of every token: remembered, or computed for the kinds not met before."""
        keys = np.ascontiguousarray(features).view(f"V{features.shape[1] * 8}").ravel().tolist()
        if len(self._place) > _REMEMBERED_MAX:
            self._place.clear()
        place = self._place
        new = {key: i for i, key in enumerate(keys) if key not in place}
        if new:
            self._learn(list(new), features[list(new.values())])
        return self._rows[[place[key] for key in keys]]

    def _learn(self, keys: list[bytes], features: NDArray[np.uint64]) -> None:
        known = len(self._place)
        if known + len(keys) > len(self._rows):
            larger = np.empty((2 * (known + len(keys)), _WIDTH), dtype=np.float32)
            larger[:known] = self._rows[:known]
            self._rows = larger
        hashed = self._hashed.predict(features)
        for start in range(0, len(keys), _BLOCK):
            part = hashed[start : start + _BLOCK]
            block = np.zeros((_BLOCK, hashed.shape[1]), dtype=np.float32)
            block[: len(part)] = part
            self._rows[known + start : known + start + len(part)] = self._mixed(block)[: len(part)]
        self._place.update(zip(keys, range(known, known + len(keys)), strict=True))


def _with_neighbours(rows: Floats) -> Floats:
    """Each row between the row before and the row after it; zeros at the two ends."""
    wide = np.empty((len(rows), 3 * _WIDTH), dtype=np.float32)
    wide[0, :_WIDTH] = 0
    wide[1:, :_WIDTH] = rows[:-1]
    wide[:, _WIDTH : 2 * _WIDTH] = rows
    wide[:-1, 2 * _WIDTH :] = rows[1:]
    wide[-1, 2 * _WIDTH :] = 0
    return wide
