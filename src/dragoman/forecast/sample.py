"""What the ranker learns from: features of sampled questions of train, and of those of valid that say when to stop.

Made once and read by every seed. It never shows a step's answers before that step's questions have their features.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from dragoman.forecast.engine import CHUNK
from dragoman.forecast.evaluate import Queries, queries
from dragoman.forecast.history import ranges
from dragoman.forecast.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from dragoman.forecast.engine import Engine
    from dragoman.forecast.quads import Graph
    from dragoman.forecast.ranker import Settings

    Ints = NDArray[np.int64]
    Halves = NDArray[np.float16]
    Floats = NDArray[np.float32]
    # Rows, labels, rows of each question, names of columns.
    _Part = tuple[Halves, NDArray[np.int8], Ints, list[str]]

# Questions are drawn once for all seeds, which then differ by their trees.
_DRAW = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """Questions' candidates as rows, question after question (`sizes`), in half precision: trees see 127 bins anyway."""

    rows: Halves
    labels: NDArray[np.int8]
    sizes: Ints
    names: list[str]


@dataclass(frozen=True, slots=True)
class Watched:
    """Questions of valid with the features of their candidates: the number of trees is chosen on them."""

    asked: Queries
    rows: Halves
    start: Ints
    index: Ints


class _Filled:
    """A table that parts are added to in place: joining them at the end would hold the largest table of all twice."""

    def __init__(self, most: int) -> None:
        self.most, self.filled = most, 0
        self.rows = np.empty((0, 0), np.float16)
        self.labels: list[NDArray[np.int8]] = []
        self.sizes: list[Ints] = []
        self.names: list[str] = []

    def add(self, part: _Part) -> None:
        rows, label, size, self.names = part
        if not self.filled:
            self.rows = np.empty((self.most, rows.shape[1]), np.float16)
        if len(rows) <= self.most - self.filled:
            self.rows[self.filled : self.filled + len(rows)] = rows
            self.filled += len(rows)
            self.labels.append(label)
            self.sizes.append(size)

    def sample(self) -> Sample:
        return Sample(
            self.rows[: self.filled], np.concatenate(self.labels), np.concatenate(self.sizes), self.names
        )


def sample(engine: Engine, graph: Graph, settings: Settings, horizon: int) -> Sample:
    """Rows of sampled questions of the last steps of train; teaches the engine's rules on the way.

    Multi-step questions are asked from cut-offs up to `horizon` steps before their own step. Settings must be `sized`.
    """
    most, shown = settings.rows or 0, settings.train_keep
    random = np.random.default_rng(_DRAW)
    asked = queries(graph.train, graph.n_relations)
    true = np.unique(asked.row * graph.n_entities + asked.answer)
    steps = np.unique(asked.step)
    teach = steps[-min(settings.steps, max(1, 2 * len(steps) // 3)) :]
    # four fifths of the candidates asked for: some questions have fewer, some are left out
    share = most / (np.isin(asked.step, teach).sum() * shown * 0.8)
    multi = settings.setting == "multi"
    filled = _Filled(int(1.2 * most) + 10**5)
    for now, day in groupby(chunks(asked, CHUNK // 2 if multi else 10**9, random), itemgetter(0)):
        parts: list[tuple[int, Ints]] = []
        taught: list[tuple[int, Ints]] = []
        for _, chunk in day:
            before = now - (int(random.integers(horizon)) if multi else 0)
            if before <= steps[0]:
                continue
            some = chunk[random.random(len(chunk)) < share] if now >= teach[0] else chunk[:0]
            parts += [(before, some[low : low + CHUNK]) for low in range(0, len(some), CHUNK)]
            taught.append((before, chunk[: settings.rules_questions]))

        def made(part: tuple[int, Ints], now: int = now) -> _Part:
            return _shown(engine, asked, part[1], true, (part[0], now), shown)

        for found in in_order(made, parts, settings.threads):
            filled.add(found)
        for before, chunk in taught:
            keys = _local(true, chunk, graph.n_entities)
            engine.learn(asked.source[chunk], asked.relation[chunk], keys, before)
    return filled.sample()


def watched(engine: Engine, graph: Graph, settings: Settings) -> Watched:
    """At most `settings.watched` whole questions of valid, drawn at random, with their candidates' features."""
    asked = _some(queries(graph.valid, graph.n_relations), settings.watched)
    first = int(graph.valid[0, 3])
    made = list(tables(engine, asked, None if settings.setting == "single" else first, settings.threads))
    rows, sizes, index = (np.concatenate(part) for part in zip(*made, strict=True))
    return Watched(asked, rows, np.concatenate([[0], np.cumsum(sizes)]), index)


def tables(
    engine: Engine, asked: Queries, first: int | None, threads: int
) -> Iterator[tuple[Halves, Ints, Ints]]:
    """Rows, their number for each question, and candidates of all questions, in parts.

    From facts before each question's own step, or before `first`.
    """

    def made(part: tuple[int, Ints]) -> tuple[Halves, Ints, Ints]:
        now, chunk = part
        found, table = engine.table(
            asked.source[chunk], asked.relation[chunk], now if first is None else first, now
        )
        return half(table.matrix()), np.bincount(found.q, minlength=len(chunk)), found.target

    return in_order(made, chunks(asked, CHUNK), threads)


def half(matrix: Floats) -> Halves:
    """In half precision, with what is too large for it at its end."""
    return np.clip(matrix, -65504, 65504).astype(np.float16)


def chunks(
    asked: Queries, size: int, random: np.random.Generator | None = None
) -> Iterator[tuple[int, Ints]]:
    """Step and question numbers, in parts of at most `size`; shuffled within a step when a generator is given."""
    bounds = np.flatnonzero(np.append(np.diff(asked.step) != 0, True)) + 1
    for low, high in zip(np.concatenate([[0], bounds[:-1]]), bounds, strict=True):
        inside = np.arange(low, high)
        if random is not None:
            random.shuffle(inside)
        for at in range(0, len(inside), size):
            yield int(asked.step[low]), inside[at : at + size]


def _some(asked: Queries, most: int) -> Queries:
    number = len(asked.step)
    if number <= most:
        return asked
    chosen = np.sort(np.random.default_rng(_DRAW).choice(number, most, replace=False))
    place = np.full(number, -1)
    place[chosen] = np.arange(most)
    facts = place[asked.row] >= 0
    return Queries(
        asked.step[chosen], asked.source[chosen], asked.relation[chosen], place[asked.row[facts]], asked.answer[facts]
    )  # fmt: skip


def _shown(engine: Engine, asked: Queries, part: Ints, true: Ints, span: tuple[int, int], keep: int) -> _Part:
    """Features of the best candidates of some questions; questions whose answers are not among them are left out."""
    found, table = engine.table(asked.source[part], asked.relation[part], *span)
    label = np.isin(found.q * engine.past.n + found.target, _local(true, part, engine.past.n))
    order = np.lexsort((-found.prescore, found.q))
    position = np.empty(len(order), np.int64)
    position[order] = np.arange(len(order)) - np.searchsorted(found.q, found.q[order])
    use = position < keep
    answered = np.bincount(found.q, label & use, len(part)) > 0
    use &= answered[found.q]
    size = np.bincount(found.q[use], minlength=len(part))
    return half(table.matrix()[use]), label[use].astype(np.int8), size[size > 0], table.names


def _local(true: Ints, rows: Ints, entities: int) -> Ints:
    """Keys (position in rows * entities + target) of the answers of some questions."""
    low, high = np.searchsorted(true, rows * entities), np.searchsorted(true, (rows + 1) * entities)
    at, owner = ranges(low, high)
    return np.sort(owner * entities + true[at] % entities)
