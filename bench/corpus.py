"""The open corpus (data/corpus) against the coder: whole events, types, modes, status, and events told of nothing.

usage: python bench/corpus.py [train|dev|test|dev+test] [--first] [--alone|--lexicon|--careful] [--types] [--intervals] [--show false|missed|wrong]

A whole event is its type and the spans of both sides (`scoring.py` says when spans are the same). A sentence without
labelled event is free; what is told there is false. `left alone` counts whole passages without event of which nothing is
said to have happened. `--alone` measures coding by itself, before grounding refuses acts without a political actor;
`--lexicon` the whole chain without the learned scorer, `--careful` with its careful setting.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

import scoring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scoring import Told

CORPUS = Path(__file__).parents[1] / "data/corpus/corpus.jsonl"
FIRST = frozenset({
    "agency", "columns", "conflict", "courts", "diplomacy", "doubt", "headlines", "parley", "passages", "pastimes",
    "politics", "power", "relief", "rights", "statements", "streets", "threats", "trade", "voices", "watch",
})  # fmt: skip
"""Source files of the corpus's first edition, 2,170 passages: floors set on it hold for it whatever is added."""
PUBLISHED = "2020-06-15"
_INTERVALS = ("type F1", "full F1", "false events / 100 sentences", "false happened / 100 sentences")


def passages(split: str | None, *, first: bool = False) -> Iterator[dict[str, Any]]:
    """The passages of the named splits (`dev+test`), of all when none is named; `first`: of the first edition."""
    for line in CORPUS.read_text("utf-8").splitlines():
        passage = json.loads(line)
        if (not split or passage["split"] in split.split("+")) and (
            not first or passage["id"].rpartition("-")[0] in FIRST
        ):
            yield passage


def whole_chain(*, scorer: bool = True, careful: bool = False) -> Callable[[dict[str, Any]], list[Told]]:
    """What `Coder.code` tells of a passage."""
    import dragoman

    coder = dragoman.Coder(scorer=scorer, careful=careful)
    return lambda p: scoring.told_events(p, coder.code(p["text"], published=PUBLISHED).events)


def coding_alone() -> Callable[[dict[str, Any]], list[Told]]:
    """What coding tells of a passage before grounding and attribution."""
    from dragoman.coding import code_sentence, load_lexicon
    from dragoman.language.parser import parse
    from dragoman.language.sentences import split

    lexicon = load_lexicon()

    def told(passage: dict[str, Any]) -> list[Told]:
        acts = [a for p in parse(split(passage["text"])) for a in code_sentence(p, lexicon)[0]]
        return scoring.told_acts(passage, acts)

    return told


def measure(
    split: str | None, coder: Callable[[dict[str, Any]], list[Told]], *, first: bool = False
) -> list[tuple[dict, list[Told], scoring.Counts]]:
    """Every passage with what was told of it and its counts."""
    found = []
    for passage in passages(split, first=first):
        ours = coder(passage)
        found.append((passage, ours, scoring.score(passage, ours)))
    return found


def total(found: list[tuple[dict, list[Told], scoring.Counts]]) -> scoring.Counts:
    counts = scoring.Counts()
    for _, _, c in found:
        counts.add(c)
    return counts


def print_figures(found: list[tuple[dict, list[Told], scoring.Counts]], *, intervals: bool) -> None:
    counts = total(found)
    n = counts.n
    print(
        f"passages {n['passages']}  events {n['gold']}  told {n['ours']}  sentences without event {n['free']}"
    )
    for name, value in scoring.figures(counts).items():
        low_high = ""
        if intervals and name in _INTERVALS:
            low, high = scoring.interval([c for _, _, c in found], name)
            low_high = f"   ({low:.3f} to {high:.3f})"
        print(f"{name:46}{value:10.3f}{low_high}")


def print_types(counts: scoring.Counts) -> None:
    by = counts.by_type
    print(
        f"{'type':10} {'gold':>5} {'told':>5} {'prec':>6} {'recall':>6} {'F1':>6} {'full F1':>8} {'false':>6}"
    )
    for t in sorted({t for t, _ in by}):
        gold, ours, right = by[t, "gold"], by[t, "ours"], by[t, "type"]
        print(
            f"{t:10} {gold:5} {ours:5} {right / max(1, ours):6.2f} {right / max(1, gold):6.2f} "
            f"{scoring.f1(right, ours, gold):6.2f} {scoring.f1(by[t, 'full'], ours, gold):8.2f} {by[t, 'false']:6}"
        )


def print_rows(found: list[tuple[dict, list[Told], scoring.Counts]], what: str) -> None:
    """One line each: events told of free sentences, labelled events that were missed, or told with other actors."""
    for passage, ours, _ in found:
        gold = scoring.gold_events(passage)
        text = passage["text"]
        busy = {g.sentence for g in gold}
        matched = scoring.pairs(gold, ours, {})
        if what == "false":
            rows = [(o.type, o.status, o.why, text) for o in ours if o.sentence not in busy]
        elif what == "missed":
            hit = {id(g) for g, _, _ in matched}
            told = "; ".join(f"{o.type} at {text[slice(*o.trigger)]}" for o in ours)
            rows = [(g.type, g.status, text[slice(*g.trigger)], told, text) for g in gold if id(g) not in hit]
        else:
            rows = [
                (g.type, _sides(text, g), _sides(text, o), o.why, text)
                for g, o, whole in matched
                if not whole
            ]
        for row in rows:
            print(passage["id"], *row, sep="\t")


def _sides(text: str, event: Told) -> str:
    return " > ".join(", ".join(text[a:b] for a, b in sorted(side)) for side in (event.source, event.target))


def main(arguments: list[str]) -> int:
    split = next((a for a in arguments if a in {"train", "dev", "test", "dev+test"}), None)
    chain = (
        coding_alone()
        if "--alone" in arguments
        else whole_chain(scorer="--lexicon" not in arguments, careful="--careful" in arguments)
    )
    found = measure(split, chain, first="--first" in arguments)
    if "--show" in arguments:
        print_rows(found, arguments[arguments.index("--show") + 1])
    if "--types" in arguments:
        print_types(total(found))
    print_figures(found, intervals="--intervals" in arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
