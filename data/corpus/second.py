"""The second labelling of parts of the corpus: draws the passages, and compares the two labellings of them.

    python data/corpus/second.py draw FOLDER   texts.txt and key.tsv for whoever labels, without any label
    python data/corpus/second.py freeze        first.jsonl: the corpus's labels of these passages as they are now
    python data/corpus/second.py agree         the figures, and agreement.json
    python data/corpus/second.py differ        every difference, a line each

There are two samples: `edition` (of the first edition of the corpus, in `second/`), which is meant when none is named,
and `feed` (of the files feed-* and week-*, in `second/feed/`): `second.py feed agree`. In its folder each has
`labels.txt`, the second labels, `first.jsonl`, the first ones as they stood when the two were compared, and
`verdicts.tsv`, whose slip each difference was. Labels mended afterwards change no figure here.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "bench")]

import scoring  # noqa: E402
from markup import BREAK, MarkupError, Passage, parse, split_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from scoring import Told

    Side = frozenset[tuple[int, int]]
    Alias = dict[tuple[int, int], list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A part of the corpus that is labelled twice: how it is drawn, and the folder that holds both labellings."""

    folder: Path
    seed: str
    sentences: int
    files: tuple[str, ...] = ("",)
    split: str | None = None

    @property
    def labels(self) -> Path:
        """The second labels."""
        return self.folder / "labels.txt"

    @property
    def first(self) -> Path:
        """The first labels as they were when the two were compared."""
        return self.folder / "first.jsonl"

    @property
    def figures(self) -> Path:
        """The agreement of the two."""
        return self.folder / "agreement.json"

    def holds(self, passage: Passage) -> bool:
        """True when the passage may be drawn: its file's name begins as wanted, and it is of the wanted split."""
        return passage.file.startswith(self.files) and self.split in {
            None,
            split_of(passage.group or passage.id),
        }


# The second is drawn from test alone: its figures bear on what the coder is measured on. 200 sentences, for about half
# of these files' sentences have no event, give some hundred events; the draw itself looks at no label.
SAMPLES = {
    "edition": Sample(HERE / "second", "second labelling 1", 300),
    "feed": Sample(HERE / "second" / "feed", "second labelling 2", 200, ("feed-", "week-"), "test"),
}
EDITION = SAMPLES["edition"]
LABELLED = re.compile(r"([a-z0-9-]+)-(\d{4}\| .+)")
RESAMPLES = 1000
RESAMPLING_SEED = "second labelling 1"


def order(passage_id: str, seed: str) -> str:
    """A fixed random rank of a passage: it depends on nothing but the seed and the id."""
    return sha256(f"{seed} {passage_id}".encode()).hexdigest()


def drawn(corpus: Sequence[Passage], sample: Sample = EDITION) -> list[Passage]:
    """Whole passages, about as many sentences as wanted, each source file in its share; in a random order."""
    found = [p for p in corpus if sample.holds(p)]
    total = sum(len(p.sentences) for p in found)
    taken: list[Passage] = []
    owed = 0.0
    for file in sorted({p.file for p in found}):
        mine = sorted((p for p in found if p.file == file), key=lambda p: order(p.id, sample.seed))
        owed += sample.sentences * sum(len(p.sentences) for p in mine) / total
        while mine and owed >= len(mine[0].sentences) / 2:
            taken.append(mine.pop(0))
            owed -= len(taken[-1].sentences)
    return sorted(taken, key=lambda p: order(p.id[::-1], sample.seed))


def draw(folder: Path, sample: Sample = EDITION) -> None:
    """Writes texts.txt (running number and text) and key.tsv (running number and passage id).

    The texts carry running numbers because the names of the source files say what is likely in them.
    """
    from build import passages

    chosen = drawn(passages(), sample)
    folder.mkdir(parents=True, exist_ok=True)
    plain = [BREAK.join(p.text[a:b] for a, b in p.sentences) for p in chosen]
    (folder / "texts.txt").write_text("".join(f"{n:04d}| {t}\n" for n, t in enumerate(plain, 1)), "utf-8")
    (folder / "key.tsv").write_text("".join(f"{n:04d}\t{p.id}\n" for n, p in enumerate(chosen, 1)), "utf-8")
    sys.stdout.write(f"{len(chosen)} passages, {sum(len(p.sentences) for p in chosen)} sentences\n")


def blocks(text: str) -> list[Passage]:
    """The passages of labels.txt. Raises MarkupError.

    The mark-up is that of the sources, but each passage stands under its whole id, since all files are mixed. Voice and
    region were not shown and are not looked at.
    """
    found = []
    for block in re.split(r"\n(?=[a-z0-9-]+-\d{4}\| )", text.rstrip("\n")):
        told = LABELLED.match(block)
        if told is None:
            raise MarkupError(f"labels.txt: no passage id before {block[:40]!r}")
        rest = block[len(told[1]) + 1 :]
        found += parse(f"! voice: wire\n! region: global\n{rest}\n", f"{told[1]}.txt")
    return found


def second(text: str) -> list[dict[str, Any]]:
    """The records of labels.txt, shaped like lines of corpus.jsonl. Raises MarkupError."""
    from build import record

    return [record(p) for p in blocks(text)]


def both(sample: Sample = EDITION) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """First and second record of every passage, in the order of labels.txt."""
    first = {r["id"]: r for r in map(json.loads, sample.first.read_text("utf-8").splitlines())}
    return [(first[r["id"]], r) for r in second(sample.labels.read_text("utf-8"))]


def freeze(sample: Sample = EDITION) -> None:
    """Copies the corpus's present labels of the passages in labels.txt to first.jsonl."""
    from build import COMPILED

    wanted = {r["id"] for r in second(sample.labels.read_text("utf-8"))}
    lines = COMPILED.read_text("utf-8").splitlines(keepends=True)
    sample.first.write_text("".join(line for line in lines if json.loads(line)["id"] in wanted), "utf-8")


@dataclass(slots=True)
class Sides:
    """The two labellings of one passage, paired.

    `same` are events of one type and sentence; `other` are those left whose triggers touch and whose types differ;
    `only` are those that one labelling alone has. `alone` pairs by trigger whatever the type.
    """

    text: str
    sentences: int
    alias: Alias
    first: list[Told]
    second: list[Told]
    same: list[tuple[Told, Told, bool]]
    other: list[tuple[Told, Told]] = field(default_factory=list)
    only: tuple[list[Told], list[Told]] = field(default_factory=lambda: ([], []))
    alone: int = 0


def touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """True when two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def paired(one: dict[str, Any], two: dict[str, Any]) -> Sides:
    """The two records of a passage with their events paired as bench/scoring.py pairs them."""
    alias: Alias = {}
    for r in one["refers"] + two["refers"]:
        m, a = r["mention"], r["antecedent"]
        alias.setdefault((m["start"], m["end"]), []).append((a["start"], a["end"]))
    first, other = scoring.gold_events(one), scoring.gold_events(two)
    sides = Sides(
        one["text"],
        len(one["sentences"]),
        alias,
        first,
        other,
        [tuple(p) for p in scoring.pairs(first, other, alias)],
    )
    left = [e for e in first if all(e is not a for a, _, _ in sides.same)]
    right = [e for e in other if all(e is not b for _, b, _ in sides.same)]
    sides.other = touching(left, right)
    sides.only = (
        [e for e in left if all(e is not a for a, _ in sides.other)],
        [e for e in right if all(e is not b for _, b in sides.other)],
    )
    sides.alone = len(touching(first, other))
    return sides


def touching(first: list[Told], other: list[Told]) -> list[tuple[Told, Told]]:
    """Events whose triggers touch, one to one, those of one type before the rest."""
    ranked = sorted(
        (a.type != b.type, i, k)
        for i, a in enumerate(first)
        for k, b in enumerate(other)
        if touch(a.trigger, b.trigger)
    )
    found: list[tuple[int, int]] = []
    for _, i, k in ranked:
        if all(i != j and k != m for j, m in found):
            found.append((i, k))
    return [(first[i], other[k]) for i, k in found]


def side_touches(a: Side, b: Side, alias: Alias) -> bool:
    """Both name nobody, or some span of one touches some span of the other; an antecedent stands for its pronoun."""
    named = [side | {m for s in side for m in alias.get(s, ())} for side in (a, b)]
    return (not a and not b) or any(touch(x, y) for x in named[0] for y in named[1])


def actors_touch(a: Told, b: Told, alias: Alias) -> bool:
    """The looser measure of actors: each side touches; parties of a symmetric act may stand on either side."""
    if any(len(e.source) > 1 and not e.target for e in (a, b)):
        return side_touches(a.source | a.target, b.source | b.target, alias)
    return side_touches(a.source, b.source, alias) and side_touches(a.target, b.target, alias)


def counts(sides: Sides) -> Counter[str]:
    """What is added up over passages."""
    n: Counter[str] = Counter()
    told = [{e.sentence for e in events} for events in (sides.first, sides.second)]
    for s in range(sides.sentences):
        n["sentences"] += 1
        n[
            {(1, 1): "both", (1, 0): "first only", (0, 1): "second only", (0, 0): "neither"}[
                s in told[0], s in told[1]
            ]
        ] += 1
    n["first"], n["second"] = len(sides.first), len(sides.second)
    n["type"], n["touching"] = len(sides.same), sides.alone
    n["types differ"] = len(sides.other)
    n["first modes"] = sum(len(e.modes) for e in sides.first)
    n["second modes"] = sum(len(e.modes) for e in sides.second)
    for a, b, whole in sides.same:
        n["whole"] += whole
        n["actors"] += actors_touch(a, b, sides.alias)
        n["modes"] += len(a.modes & b.modes)
        n["first modes of pairs"] += len(a.modes)
        n["second modes of pairs"] += len(b.modes)
        n["same modes"] += a.modes == b.modes
        n["status"] += a.status == b.status
        n["real"] += (a.status in scoring.REAL) == (b.status in scoring.REAL)
        n["trigger"] += touch(a.trigger, b.trigger)
        n["trigger exact"] += a.trigger == b.trigger
        for role in ("source", "target"):
            x, y = getattr(a, role), getattr(b, role)
            n[role] += side_touches(x, y, sides.alias)
            n[f"{role} exact"] += x == y
            n[f"{role} named"] += bool(x or y)
            n[f"{role} named, touching"] += bool(x or y) and side_touches(x, y, sides.alias)
    return n


def kappa(n: Counter[str]) -> float:
    """Cohen's kappa of whether a sentence has an event."""
    total = n["sentences"]
    agree = (n["both"] + n["neither"]) / total
    first, other = (n["both"] + n["first only"]) / total, (n["both"] + n["second only"]) / total
    chance = first * other + (1 - first) * (1 - other)
    return (agree - chance) / (1 - chance) if chance < 1 else 1.0


# Each figure by name, from the sums. F1 is the same whichever labelling is taken for the truth.
MEASURES: dict[str, Callable[[Counter[str]], float]] = {
    "event or not, share of sentences": lambda n: (n["both"] + n["neither"]) / n["sentences"],
    "event or not, kappa": kappa,
    "trigger F1": lambda n: scoring.f1(n["touching"], n["first"], n["second"]),
    "type F1": lambda n: scoring.f1(n["type"], n["first"], n["second"]),
    "type and trigger F1": lambda n: scoring.f1(n["trigger"], n["first"], n["second"]),
    "type and actors F1, spans touch": lambda n: scoring.f1(n["actors"], n["first"], n["second"]),
    "type and actors F1, spans as in bench/corpus.py": lambda n: scoring.f1(n["whole"], n["first"], n["second"]),
    "mode F1": lambda n: scoring.f1(n["modes"], n["first modes"], n["second modes"]),
    "mode F1, of one type": lambda n: scoring.f1(n["modes"], n["first modes of pairs"], n["second modes of pairs"]),
    "same modes, of one type": lambda n: n["same modes"] / n["type"],
    "status, of one type": lambda n: n["status"] / n["type"],
    "happened or not, of one type": lambda n: n["real"] / n["type"],
    "trigger touches, of one type": lambda n: n["trigger"] / n["type"],
    "trigger exact, of one type": lambda n: n["trigger exact"] / n["type"],
    "source touches or is none, of one type": lambda n: n["source"] / n["type"],
    "source exact, of one type": lambda n: n["source exact"] / n["type"],
    "target touches or is none, of one type": lambda n: n["target"] / n["type"],
    "target exact, of one type": lambda n: n["target exact"] / n["type"],
}  # fmt: skip
DRAWN_AGAIN = (
    "event or not, kappa", "trigger F1", "type F1", "type and actors F1, spans touch",
    "type and actors F1, spans as in bench/corpus.py", "mode F1",
)  # fmt: skip


def interval(each: list[Counter[str]], name: str) -> list[float]:
    """The 95 % interval of a figure over passages drawn again with replacement."""
    chance = random.Random(RESAMPLING_SEED)  # noqa: S311 - resampling, no secret
    names = sorted(set().union(*each))
    rows = [[n[k] for k in names] for n in each]
    values = []
    for _ in range(RESAMPLES):
        sums = (sum(column) for column in zip(*chance.choices(rows, k=len(rows)), strict=True))
        values.append(MEASURES[name](Counter(dict(zip(names, sums, strict=True)))))
    values.sort()
    return [round(values[int(q * RESAMPLES)], 3) for q in (0.025, 0.975)]


def by_type(found: Iterable[Sides]) -> dict[str, dict[str, Any]]:
    """For each type: how many events each labelling has, how many pair, and the F1."""
    n: Counter[tuple[str, str]] = Counter()
    for sides in found:
        n.update((e.type, "first") for e in sides.first)
        n.update((e.type, "second") for e in sides.second)
        n.update((a.type, "both") for a, _, _ in sides.same)
        n.update((a.type, "other type in second") for a, _ in sides.other)
        n.update((b.type, "other type in first") for _, b in sides.other)
        n.update((e.type, "only in first") for e in sides.only[0])
        n.update((e.type, "only in second") for e in sides.only[1])
    names = (
        "first",
        "second",
        "both",
        "other type in second",
        "other type in first",
        "only in first",
        "only in second",
    )
    return {
        t: {name: n[t, name] for name in names}
        | {"F1": round(scoring.f1(n[t, "both"], n[t, "first"], n[t, "second"]), 3)}
        for t in sorted({t for t, _ in n})
    }  # fmt: skip


def agreement(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """Everything that agreement.json holds."""
    found = [paired(a, b) for a, b in pairs]
    each = [counts(s) for s in found]
    total: Counter[str] = Counter()
    for n in each:
        total.update(n)
    mixed = Counter((a.type, b.type) for s in found for a, b in s.other)
    return {
        "passages": len(found),
        "counts": dict(sorted(total.items())),
        "figures": {name: round(measure(total), 3) for name, measure in MEASURES.items()},
        "intervals": {name: interval(each, name) for name in DRAWN_AGAIN},
        "types": by_type(found),
        "confusions": [
            [a, b, n] for (a, b), n in sorted(mixed.items(), key=lambda item: (-item[1], item[0]))
        ],
    }


def differences(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> list[tuple[str, str, str, str]]:
    """(passage, kind, first, second) of everything the two differ in, `-` where one has nothing.

    Kinds: event, type, modes, status, source, target. Spans that touch are no difference.
    """
    rows = []
    for one, two in pairs:
        sides = paired(one, two)

        def words(span: tuple[int, int], text: str = sides.text) -> str:
            return text[span[0] : span[1]]

        def event(e: Told, words: Callable[[tuple[int, int]], str] = words) -> str:
            return f"{e.type} @{words(e.trigger)}"

        def names(side: Side, words: Callable[[tuple[int, int]], str] = words) -> str:
            return "; ".join(words(s) for s in sorted(side)) or "none"

        made = [("event", event(e), "-") for e in sides.only[0]] + [
            ("event", "-", event(e)) for e in sides.only[1]
        ]
        made += [("type", event(a), event(b)) for a, b in sides.other]
        for a, b, _ in sides.same:
            at = event(a)
            if a.modes != b.modes:
                made.append(
                    (
                        "modes",
                        f"{at} {'+'.join(sorted(a.modes)) or 'none'}",
                        "+".join(sorted(b.modes)) or "none",
                    )
                )
            if a.status != b.status:
                made.append(("status", f"{at} {a.status}", b.status))
            if not actors_touch(a, b, sides.alias):
                made += [
                    (role, f"{at} {names(getattr(a, role))}", names(getattr(b, role)))
                    for role in ("source", "target")
                    if not side_touches(getattr(a, role), getattr(b, role), sides.alias)
                ]
        rows += [(one["id"], *m) for m in made]
    return rows


def main(arguments: list[str]) -> int:
    """2 on wrong use."""
    named = arguments[:1] != [] and arguments[0] in SAMPLES
    sample = SAMPLES[arguments[0]] if named else EDITION
    match arguments[1:] if named else arguments:
        case ["draw", folder]:
            draw(Path(folder), sample)
        case ["freeze"]:
            freeze(sample)
        case ["agree"]:
            text = json.dumps(agreement(both(sample)), indent=1, ensure_ascii=False) + "\n"
            sample.figures.write_text(text, "utf-8")
            sys.stdout.write(text)
        case ["differ"]:
            sys.stdout.write("".join("\t".join(row) + "\n" for row in differences(both(sample))))
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
