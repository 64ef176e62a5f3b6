"""The encoder as torch sees it while it is trained: three layers of MiniLM with heads for acts, sides and modes.

It knows shapes and nothing of the corpus; `src/dragoman/coding/scorer/encoder.py` reads the same weights without torch.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from dragoman.coding.entries import TYPES
from dragoman.coding.scorer.encoder import FAR

LAYERS, SIZE, HEAD, SIDE = 3, 384, 32, 128
DROP, SIDE_DROP = 0.1, 0.2


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.o, self.n1 = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE), _normal()
        self.f1, self.f2, self.n2 = nn.Linear(SIZE, 4 * SIZE), nn.Linear(4 * SIZE, SIZE), _normal()

    def forward(self, seen: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        n, length, _ = seen.shape
        query, key, value = self.qkv(seen).view(n, length, 3, SIZE // HEAD, HEAD).permute(2, 0, 3, 1, 4)
        weights = (query @ key.transpose(-1, -2) * HEAD**-0.5).masked_fill(~mask, -1e9).softmax(-1)
        mixed = weights @ value
        mixed = self.o(mixed.transpose(1, 2).reshape(n, length, SIZE))
        seen = self.n1(seen + functional.dropout(mixed, DROP, self.training))
        wide = self.f2(_gelu(self.f1(seen)))
        return self.n2(seen + functional.dropout(wide, DROP, self.training))


def _normal() -> nn.LayerNorm:
    return nn.LayerNorm(SIZE, eps=1e-12)


def _gelu(rows_: torch.Tensor) -> torch.Tensor:
    return functional.gelu(rows_, approximate="tanh")


class Body(nn.Module):
    """The first layers of MiniLM with its own weights; its tables of pieces and places stay as they are."""

    def __init__(self, given: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.we = nn.Embedding.from_pretrained(given["embeddings.word_embeddings.weight"])
        self.pe = nn.Embedding.from_pretrained(given["embeddings.position_embeddings.weight"])
        self.te = nn.Parameter(given["embeddings.token_type_embeddings.weight"][0].clone())
        self.n = _normal()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        _copy(self.n, given, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            name = f"encoder.layer.{number}."
            three = [{k: given[f"{name}attention.self.{part}.{k}"] for k in ("weight", "bias")} for part in ("query", "key", "value")]  # fmt: skip
            layer.qkv.weight.data.copy_(torch.cat([t["weight"] for t in three]))
            layer.qkv.bias.data.copy_(torch.cat([t["bias"] for t in three]))
            _copy(layer.o, given, f"{name}attention.output.dense")
            _copy(layer.n1, given, f"{name}attention.output.LayerNorm")
            _copy(layer.f1, given, f"{name}intermediate.dense")
            _copy(layer.f2, given, f"{name}output.dense")
            _copy(layer.n2, given, f"{name}output.LayerNorm")

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        seen = self.n(self.we(pieces) + self.pe.weight[: pieces.shape[1]] + self.te)
        seen = functional.dropout(seen, DROP, self.training)
        for layer in self.layers:
            seen = layer(seen, mask[:, None, None, :].bool())
        return seen


def _copy(module: nn.Module, given: dict[str, torch.Tensor], name: str) -> None:
    module.weight.data.copy_(given[f"{name}.weight"])
    module.bias.data.copy_(given[f"{name}.bias"])


class Model(nn.Module):
    """Body and heads: acts at words, whether any act is told, sides of an act, modes."""

    def __init__(self, given: dict[str, torch.Tensor], modes: int) -> None:
        super().__init__()
        self.enc = Body(given)
        self.sent, self.typ, self.mode = (
            nn.Linear(2 * SIZE, 1),
            nn.Linear(2 * SIZE, len(TYPES)),
            nn.Linear(2 * SIZE, modes),
        )
        self.at, self.aa = nn.Linear(2 * SIZE, 2 * SIDE), nn.Linear(2 * SIZE, 2 * SIDE)
        self.bi = nn.Parameter(torch.randn(2, SIDE + 1, SIDE + 1) * 0.02)
        self.dist = nn.Embedding(2 * FAR + 1, 2)
        nn.init.zeros_(self.dist.weight)

    def sides(self, words: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
        """The evidence of each word for each side of the acts at (sentence, word) `where`."""
        own = _gelu(self.at(self._dropped(words[where[:, 0], where[:, 1]]))).view(-1, 2, SIDE)
        others = _gelu(self.aa(self._dropped(words)))[where[:, 0]].view(len(where), -1, 2, SIDE)
        told = torch.einsum("nrd,rde->nre", _with_one(own), self.bi)
        away = (torch.arange(words.shape[1])[None] - where[:, 1:2]).clamp(-FAR, FAR) + FAR
        return torch.einsum("nre,nwre->nwr", told, _with_one(others)) + self.dist(away)

    def _dropped(self, words: torch.Tensor) -> torch.Tensor:
        return functional.dropout(words, SIDE_DROP, self.training)

    def encoded(self, table: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """Vectors of words (first and last piece) and of whole sentences (first place and mean)."""
        seen = self.enc(table["pieces"], table["mask"])
        parts = [seen.gather(1, table[end][:, :, None].expand(-1, -1, SIZE)) for end in ("first", "last")]
        mask = table["mask"][:, :, None]
        mean = (seen * mask).sum(1) / mask.sum(1)
        return functional.dropout(torch.cat(parts, -1), DROP, self.training), functional.dropout(
            torch.cat([seen[:, 0], mean], -1), DROP, self.training
        )


def _with_one(rows: torch.Tensor) -> torch.Tensor:
    return torch.cat([rows, torch.ones_like(rows[..., :1])], -1)
