"""The second labelling of a part of the corpus: draws the passages.

    python data/corpus/second.py draw FOLDER   texts.txt and key.tsv for whoever labels, without any label
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from markup import BREAK, Passage  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = "second labelling 1"
SENTENCES = 300


def order(passage_id: str) -> str:
    """A fixed random rank of a passage: it depends on nothing but the seed and the id."""
    return hashlib.sha256(f"{SEED} {passage_id}".encode()).hexdigest()


def drawn(found: Sequence[Passage]) -> list[Passage]:
    """Whole passages, about SENTENCES sentences, each source file in its share; in a random order."""
    total = sum(len(p.sentences) for p in found)
    taken: list[Passage] = []
    owed = 0.0
    for file in sorted({p.file for p in found}):
        mine = sorted((p for p in found if p.file == file), key=lambda p: order(p.id))
        owed += SENTENCES * sum(len(p.sentences) for p in mine) / total
        while mine and owed >= len(mine[0].sentences) / 2:
            taken.append(mine.pop(0))
            owed -= len(taken[-1].sentences)
    return sorted(taken, key=lambda p: order(p.id[::-1]))


def plain(passage: Passage) -> str:
    """The text of a passage as it is labelled: sentences parted by ` || `, no marks."""
    return BREAK.join(passage.text[a:b] for a, b in passage.sentences)


def draw(folder: Path) -> None:
    """Writes texts.txt (running number and text) and key.tsv (running number and passage id).

    The texts carry running numbers because the names of the source files say what is likely in them.
    """
    from build import passages

    chosen = drawn(passages())
    folder.mkdir(parents=True, exist_ok=True)
    texts = [f"{n:04d}| {plain(p)}\n" for n, p in enumerate(chosen, 1)]
    (folder / "texts.txt").write_text("".join(texts), "utf-8")
    (folder / "key.tsv").write_text("".join(f"{n:04d}\t{p.id}\n" for n, p in enumerate(chosen, 1)), "utf-8")
    sys.stdout.write(f"{len(chosen)} passages, {sum(len(p.sentences) for p in chosen)} sentences\n")


if __name__ == "__main__":
    draw(Path(sys.argv[2]))
