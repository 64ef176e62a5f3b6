"""Dated facts as integer quadruples: reading the benchmark folders and adding inverse directions.

It never looks at what the numbers mean; names are optional and only for people (and for countries and roles in them).
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Quads = NDArray[np.int64]

SPLITS = ("train", "valid", "test")


@dataclass(frozen=True, slots=True)
class Graph:
    """Facts (source, relation, target, step) in three splits that follow each other in time.

    Steps are consecutive integers (1 = the first training step, one unit = the smallest gap between stamps).
    `entities` and `relations` are names or empty strings. Inverse facts are not included.
    """

    name: str
    train: Quads
    valid: Quads
    test: Quads
    entities: tuple[str, ...]
    relations: tuple[str, ...]

    @property
    def n_entities(self) -> int:
        return len(self.entities)

    @property
    def n_relations(self) -> int:
        return len(self.relations)

    @property
    def facts(self) -> Quads:
        """All three splits, by step."""
        return np.concatenate([self.train, self.valid, self.test])

    def split(self, name: str) -> Quads:
        """The facts of train, valid or test. Raises UsageError for another name."""
        if name not in SPLITS:
            raise UsageError(f"no split {name!r}; known: {', '.join(SPLITS)}")
        quads: Quads = getattr(self, name)
        return quads

    def relation_name(self, relation: int) -> str:
        """Name of a relation; inverse relations (id >= n_relations) begin with "is target of:"."""
        forward = relation % self.n_relations
        name = self.relations[forward] or f"relation {forward}"
        return name if relation < self.n_relations else f"is target of: {name}"

    def entity_name(self, entity: int) -> str:
        """Name of an entity, or its number."""
        return self.entities[entity] or f"entity {entity}"


def load(folder: Path) -> Graph:
    """Read DIR/{train,valid,test}.{txt,tsv,tsv.gz}: columns source, relation, target, time; a header line may stand first.

    Names come from entities.tsv[.gz] / relations.tsv[.gz] (id, name) or entity2id.txt / relation2id.txt (name, id) when
    present; stat.txt may raise the number of entities. Times map to steps as eval_tkg.py does: divided by the smallest
    gap, the first step is 1. Raises UsageError when a split is missing or the splits overlap in time.
    """
    parts = [_read_split(folder, split) for split in SPLITS]
    every = np.concatenate(parts)
    entities, relations = int(every[:, [0, 2]].max()) + 1, int(every[:, 1].max()) + 1
    stat = folder / "stat.txt"
    if stat.exists() and stat.stat().st_size:
        counts = stat.read_text(encoding="utf-8").split()
        entities, relations = max(entities, int(counts[0])), max(relations, int(counts[1]))
    stamps = np.unique(every[:, 3])
    unit = int(np.diff(stamps).min())
    for part in parts:
        part[:, 3] = (part[:, 3] - stamps[0]) // unit + 1
    train, valid, test = (part[np.argsort(part[:, 3], kind="stable")] for part in parts)
    if train[-1, 3] >= valid[0, 3] or valid[-1, 3] >= test[0, 3]:
        raise UsageError(f"{folder}: the splits overlap in time; expected train before valid before test")
    return Graph(
        folder.resolve().name,
        train,
        valid,
        test,
        _names(folder, "entities", entities),
        _names(folder, "relations", relations),
    )


def with_inverse(quads: Quads, relations: int) -> Quads:
    """Each fact (s, r, o, t) and its inverse (o, r + relations, s, t), by step; forward facts first within a step."""
    inverse = quads[:, [2, 1, 0, 3]].copy()
    inverse[:, 1] += relations
    both = np.concatenate([quads, inverse])
    return both[np.argsort(both[:, 3], kind="stable")]


def _read_split(folder: Path, split: str) -> Quads:
    for suffix in (".txt", ".tsv", ".tsv.gz"):
        path = folder / f"{split}{suffix}"
        if path.exists():
            lines = _lines(path)
            if lines and not lines[0].split()[0].lstrip("-").isdigit():
                lines = lines[1:]
            try:
                return np.array(
                    [[int(x) for x in line.split()[:4]] for line in lines], dtype=np.int64
                ).reshape(-1, 4)
            except ValueError as err:
                raise UsageError(
                    f"{path}: expected four integers a line (source relation target time): {err}"
                ) from None
    raise UsageError(f"{folder}: no {split}.txt, {split}.tsv or {split}.tsv.gz")


def _lines(path: Path) -> list[str]:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return [line for line in data.decode("utf-8").splitlines() if line.strip()]


def _names(folder: Path, kind: str, count: int) -> tuple[str, ...]:
    names = [""] * count
    singular = {"entities": "entity", "relations": "relation"}[kind]
    for file, id_first in ((f"{kind}.tsv", True), (f"{kind}.tsv.gz", True), (f"{singular}2id.txt", False)):
        path = folder / file
        if not path.exists():
            continue
        for line in _lines(path):
            cells = line.split("\t")
            number, name = (
                (cells[0], cells[-1]) if id_first else (cells[1] if len(cells) > 1 else "", cells[0])
            )
            if number.strip().isdigit() and int(number) < count:
                names[int(number)] = name.strip().replace("_", " ")
        break
    return tuple(names)
