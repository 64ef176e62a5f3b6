"""How our status of single words agrees with what annotators say of whether they happened (-3 did not, 3 did).

usage: python bench/factuality.py [--table uw] [--split dev] [--errors N] [--sample N] [--fitted]

Every row marks one word (or span) of a text; we read its status as we do that of an act, and map it by VALUES. Prints,
for each table, the mean absolute error and Pearson's r beside those of "+3 for everything", and the mean score of the
annotators under each of our statuses. --fitted also scores seven values taken from the train split, the median of the
annotators under each status, which is all that is then learned. Rows are skipped (and counted) only where the marked word is not found.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import math
import pathlib
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.attribution.status import status
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Act, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.model import Status

TEXTS = pathlib.Path(__file__).parents[2] / "shared" / "data" / "texts" / "factuality"
# Settled before the tables were read: what happened or goes on has happened, what is denied or failed has not, the
# rest is open; a plan leans to the side of happening, as half of a point.
VALUES: dict[Status, float] = {
    "occurred": 3.0, "ongoing": 3.0, "planned": 1.0, "demanded": 0.0, "hypothetical": 0.0, "denied": -3.0, "failed": -3.0,
}  # fmt: skip
# Table, its file, and the split that published figures are for ("all" where there is none).
TABLES = (
    ("uw", "uw.tsv", "test"), ("uds", "uds_ih2.tsv.gz", "test"), ("meantime", "meantime.tsv", "test"),
    ("rp", "rp.tsv", "test"), ("commitment_bank", "commitment_bank.tsv", "all"),
    ("mega_veridicality", "mega_veridicality.tsv", "all"),
)  # fmt: skip
_BATCH = 200  # texts parsed at once


@dataclass(frozen=True, slots=True)
class Judged:
    """One row: the annotators' score, our status and why."""

    text: str
    span: Span
    gold: float
    status: Status
    why: str

    @property
    def ours(self) -> float:
        return VALUES[self.status]

    def line(self) -> str:
        """The row for reading, its word in brackets."""
        marked = f"{self.text[: self.span.start]}[{self.span.of(self.text)}]{self.text[self.span.end :]}"
        return f"{self.gold:+.1f} ours {self.ours:+.0f} {self.status} ({self.why}): {marked}"


def rows(path: pathlib.Path, part: str) -> list[tuple[str, Span, float]]:
    """The text, the place of the marked word in it and its score, of one split."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found = []
    for row in csv.DictReader(io.StringIO(raw.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE):
        words = row["text"].split(" ")
        start = sum(len(w) + 1 for w in words[: int(row["target_start"])])
        end = start + len(" ".join(words[int(row["target_start"]) : int(row["target_end"])]))
        if row["split"] == part and end > start:
            found.append((row["text"], Span(start, end), float(row["score"])))
    return found


def judged(marked: list[tuple[str, Span, float]]) -> Iterator[Judged]:
    """Our status of each row. A text is parsed once, however many of its words are marked."""
    by_text: dict[str, list[tuple[Span, float]]] = defaultdict(list)
    for text, span, gold in marked:
        by_text[text].append((span, gold))
    texts = list(by_text)
    for at in range(0, len(texts), _BATCH):
        for text in texts[at : at + _BATCH]:
            parsed = parse(split(text))
            for span, gold in by_text[text]:
                sentence = next((p for p in parsed if p.tokens_in(span)), None)
                if sentence is not None:
                    yield Judged(
                        text, span, gold, *status(Act(sentence.sentence.index, "", (), span), sentence)
                    )


def error(pairs: Iterable[tuple[float, float]]) -> float:
    """Mean absolute error."""
    differences = [abs(a - b) for a, b in pairs]
    return sum(differences) / len(differences)


def pearson(pairs: list[tuple[float, float]]) -> float:
    """Pearson's r; nan where one side does not vary."""
    n = len(pairs)
    a, b = sum(x for x, _ in pairs) / n, sum(y for _, y in pairs) / n
    both = sum((x - a) * (y - b) for x, y in pairs)
    spread = math.sqrt(sum((x - a) ** 2 for x, _ in pairs) * sum((y - b) ** 2 for _, y in pairs))
    return both / spread if spread else math.nan


def report(name: str, part: str, found: list[Judged], marked: int, errors: int) -> None:
    """Prints one table's figures and its largest errors, spread evenly over the texts."""
    pairs = [(j.ours, j.gold) for j in found]
    sys.stdout.write(
        f"{name} {part}: {len(found)} of {marked} rows, error {error(pairs):.3f}, r {pearson(pairs):.3f}; "
        f"+3 for all: error {error((3.0, g) for _, g in pairs):.3f}\n"
    )
    for state, value in VALUES.items():
        golds = [j.gold for j in found if j.status == state]
        if golds:
            mean, median = sum(golds) / len(golds), sorted(golds)[len(golds) // 2]
            sys.stdout.write(
                f"    {state:13} {len(golds):5} as {value:+.0f}; annotators: mean {mean:+.2f}, median {median:+.2f}\n"
            )
    worst = [j for j in found if abs(j.ours - j.gold) >= 2.5]
    for j in worst[:: max(1, len(worst) // errors)][:errors] if errors else []:
        sys.stdout.write(f"  {j.line()}\n")


def fitted(name: str, found: list[Judged], train: list[Judged]) -> None:
    """Prints the figures with the train split's median for each status in place of VALUES."""
    medians = {}
    for state, value in VALUES.items():
        golds = sorted(j.gold for j in train if j.status == state)
        medians[state] = golds[len(golds) // 2] if golds else value
    pairs = [(medians[j.status], j.gold) for j in found]
    sys.stdout.write(
        f"{name} fitted on {len(train)} rows of train: error {error(pairs):.3f}, r {pearson(pairs):.3f}; "
        f"{', '.join(f'{state} {value:+.1f}' for state, value in medians.items())}\n"
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--table", choices=[name for name, _, _ in TABLES])
    parser.add_argument("--split", help="default: the split that published figures are for")
    parser.add_argument("--errors", type=int, default=0, help="how many large errors to print")
    parser.add_argument("--sample", type=int, default=0, help="an evenly spaced part of the rows")
    parser.add_argument("--fitted", action="store_true", help="also with values from the train split")
    args = parser.parse_args()
    for name, file, part in TABLES:
        if args.table not in {None, name}:
            continue
        if not (TEXTS / file).exists():
            sys.stdout.write(f"{name}: skipped, {file} is not at hand\n")
            continue
        chosen = args.split or part
        marked = rows(TEXTS / file, chosen)
        marked = marked[:: max(1, len(marked) // args.sample)][: args.sample] if args.sample else marked
        found = list(judged(marked))
        report(name, chosen, found, len(marked), args.errors)
        if args.fitted and part != "all":
            fitted(name, found, list(judged(rows(TEXTS / file, "train"))))


if __name__ == "__main__":
    main()
