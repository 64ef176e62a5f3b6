"""Measures attribution on PolNeAR and status on the project's own sentences.

usage: python bench/attribution.py [--status] [--docs 40] [--misses N] [--spurious N] [--part dev|train] [--speech]

PolNeAR marks outermost attributions and few of those inside others, so only our outermost ones (depth 0) are compared.
An attribution is found when its cue overlaps the cue of a gold attribution (one to one). A source is right when the head
of our words at the cue lies inside the gold source; contents are compared by tokens. "found" figures count only
attributions that were found; "end to end" figures count all of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pathlib
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.attribution.statements import statements
from dragoman.attribution.status import status
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.model import Act, Report, Sentence, Span

if TYPE_CHECKING:
    from dragoman.attribution.records import Statement

ROOT = pathlib.Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
_NO_NAME = frozenset(
    ["He", "She", "They", "We", "It", "This", "That", "These", "Those", "The", "An", "Some", "Many", "Most", "Both", "Others",
     "His", "Her", "Their", "Our", "My", "Its", "One", "Two", "Three", "Several", "Few", "All", "You", "Critics", "People",
     "Voters", "Officials", "Supporters", "Experts", "Polls", "Who", "What", "No", "Another", "Other", "Such", "Even"]
)  # fmt: skip
_TOKEN = re.compile(r"\w+")


@dataclass(slots=True)
class Score:
    """Counts of one run."""

    gold: int = 0
    ours: int = 0
    hit: int = 0
    gold_sources: int = 0
    our_sources: int = 0
    right_sources: int = 0
    found_sources: int = 0
    gold_named: int = 0
    our_named: int = 0
    right_named: int = 0
    gold_tokens: int = 0
    our_tokens: int = 0
    same_tokens: int = 0
    found_gold_tokens: int = 0
    found_our_tokens: int = 0
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)


def tokens(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Where each word inside the spans starts."""
    return {s + m.start() for s, e in spans for m in _TOKEN.finditer(text[s:e])}


def score_document(document: dict[str, Any], score: Score, *, speech: bool) -> None:
    """Adds one document: gold of its first annotator against ours."""
    text = document["text"]
    annotator = document["annotators"][0]
    gold = [a for a in document["attributions"] if a["annotator"] == annotator and a["cue"]]
    found = [s for s in statements(Report(document["id"], text), parse(split(text))) if s.cue is not None]
    found = [s for s in found if s.depth == 0 and not (speech and s.kind == "attitude")]
    pairs = match(gold, found, text)
    score.gold += len(gold)
    score.ours += len(found)
    score.hit += len(pairs)
    for a in gold:
        score.gold_sources += bool(a["source"])
        score.gold_named += is_named(" ".join(text[b:e] for b, e in a["source"]))
        score.gold_tokens += len(tokens(text, a["content"]))
    for s in found:
        score.our_sources += s.subject is not None
        score.our_named += s.subject is not None and is_named(s.subject.text)
        score.our_tokens += len(tokens(text, [(c.start, c.end) for c in s.contents]))
    for a, s in pairs:
        wanted, given = tokens(text, a["content"]), tokens(text, [(c.start, c.end) for c in s.contents])
        score.same_tokens += len(wanted & given)
        score.found_gold_tokens += len(wanted)
        score.found_our_tokens += len(given)
        if a["source"]:
            score.found_sources += 1
            right = s.subject is not None and inside(s.subject.head_start, a["source"])
            score.right_sources += right
            score.right_named += right and is_named(" ".join(text[b:e] for b, e in a["source"]))
    matched_gold, matched_ours = {id(a) for a, _ in pairs}, {id(s) for _, s in pairs}
    score.missed += [line(text, a) for a in gold if id(a) not in matched_gold]
    score.spurious += [our_line(text, s) for s in found if id(s) not in matched_ours]
    for a, s in pairs:
        if a["source"] and not (s.subject and inside(s.subject.head_start, a["source"])):
            score.missed.append("SOURCE " + line(text, a) + " OURS " + our_line(text, s))
        wanted, given = tokens(text, a["content"]), tokens(text, [(c.start, c.end) for c in s.contents])
        if len(wanted & given) < 0.5 * len(wanted | given):
            score.missed.append("CONTENT " + line(text, a) + " OURS " + our_line(text, s))


def is_named(words: str) -> bool:
    """The words hold a name: a capitalised word that is no pronoun or article at the head of a sentence."""
    return any(w not in _NO_NAME for w in re.findall(r"\b[A-Z][\w.'’-]+", words))


def inside(at: int, spans: list[list[int]]) -> bool:
    """True when the offset lies in one of the spans."""
    return any(s <= at < e for s, e in spans)


def match(
    gold: list[dict[str, Any]], found: list[Statement], text: str
) -> list[tuple[dict[str, Any], Statement]]:
    """One-to-one pairs by cue overlap, those with most content in common first."""
    options = []
    for i, a in enumerate(gold):
        for j, s in enumerate(found):
            assert s.cue is not None
            if any(s.cue.start < e and b < s.cue.end for b, e in a["cue"]):
                common = tokens(text, a["content"]) & tokens(text, [(c.start, c.end) for c in s.contents])
                options.append((-len(common), i, j))
    used_gold: set[int] = set()
    used_ours: set[int] = set()
    pairs = []
    for _, i, j in sorted(options):
        if i not in used_gold and j not in used_ours:
            used_gold.add(i)
            used_ours.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def line(text: str, a: dict[str, Any]) -> str:
    """A gold attribution on one line, with its surroundings."""
    first = min(s for s, _ in a["cue"])

    def words(spans: list[list[int]]) -> str:
        return " | ".join(text[s:e] for s, e in spans).replace("\n", " ")

    around = text[max(0, first - 100) : first + 120].replace("\n", " ")
    return f"[{words(a['source'])}] <{words(a['cue'])}> {words(a['content'])[:90]}    ... {around}"


def our_line(text: str, s: Statement) -> str:
    """One of our statements on one line."""
    assert s.cue is not None
    subject = s.subject.text if s.subject else "-"
    around = text[max(0, s.cue.start - 80) : s.cue.start + 80].replace("\n", " ")
    contents = " | ".join(c.of(text) for c in s.contents).replace("\n", " ")[:110]
    return f"({s.kind}) [{subject}] <{s.cue.of(text)}> {contents}    ... {around}"


def f1(right: int, ours: int, gold: int) -> str:
    """Precision, recall and F1 as text."""
    p, r = right / max(ours, 1), right / max(gold, 1)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}"


def polnear(part: str, docs: int) -> list[dict[str, Any]]:
    """The documents, by id; an evenly spaced `docs` of them (0: all)."""
    with gzip.open(SHARED / "data" / "texts" / f"polnear_{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        every = sorted((json.loads(line) for line in lines), key=lambda d: str(d["id"]))
    return every if not docs else every[:: max(1, len(every) // docs)][:docs]


def run_polnear(args: argparse.Namespace) -> None:
    """Scores and prints."""
    score, started = Score(), time.perf_counter()
    chosen = polnear(args.part, args.docs)
    for document in chosen:
        score_document(document, score, speech=args.speech)
    seconds = time.perf_counter() - started
    out = sys.stdout.write
    out(
        f"PolNeAR {args.part}, {len(chosen)} documents, {score.gold} attributions, ours {score.ours}, {seconds:.1f} s\n"
    )
    out(f"attribution (cue overlap)   {f1(score.hit, score.ours, score.gold)}\n")
    out(f"source, end to end          {f1(score.right_sources, score.our_sources, score.gold_sources)}\n")
    out(f"source, named             {f1(score.right_named, score.our_named, score.gold_named)}\n")
    out(f"source, of those found      {score.right_sources / max(1, score.found_sources):.3f}\n")
    out(f"content tokens, end to end  {f1(score.same_tokens, score.our_tokens, score.gold_tokens)}\n")
    out(
        f"content tokens, of found    {f1(score.same_tokens, score.found_our_tokens, score.found_gold_tokens)}\n"
    )
    for title, lines, n in (
        ("missed", score.missed, args.misses),
        ("spurious", score.spurious, args.spurious),
    ):
        for text in lines[:: max(1, len(lines) // n)][:n] if n else []:
            out(f"{title}: {text}\n")
        if n:
            cues = Counter(m.group(1).lower() for t in lines if (m := re.search(r"<([^>]*)>", t)))
            out(f"{title} cues: {cues.most_common(60)}\n")


def status_suite() -> list[tuple[str, str, str, int, int]]:
    """The rows of tests/data/status.tsv: construction, expected status, sentence, and where the act's word stands."""
    rows = []
    for line in (ROOT / "tests" / "data" / "status.tsv").read_text("utf-8").splitlines()[1:]:
        construction, expected, marked = line.split("\t")
        start, end = marked.index("["), marked.index("]") - 1
        rows.append((construction, expected, marked.replace("[", "").replace("]", ""), start, end))
    return rows


def run_status() -> None:
    """Scores the status suite, by construction, and prints what is wrong."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for construction, expected, text, start, end in status_suite():
        (parsed,) = parse([Sentence(0, 0, len(text), text, 0)])
        found, why = status(Act(0, "", (), Span(start, end)), parsed)
        every[construction] += 1
        right[construction] += found == expected
        if found != expected:
            marked = f"{text[:start]}[{text[start:end]}]{text[end:]}"
            sys.stdout.write(f"wrong: {found} ({why}), expected {expected}: {marked}\n")
    for construction, n in every.items():
        sys.stdout.write(f"{construction:24} {right[construction]:3} of {n}\n")
    total = every.total()
    sys.stdout.write(f"status suite: {right.total()} of {total} ({right.total() / total:.1%})\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--docs", type=int, default=40)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--spurious", type=int, default=0)
    parser.add_argument("--speech", action="store_true", help="leave attitudes out of ours")
    parser.add_argument("--status", action="store_true", help="the status suite only")
    args = parser.parse_args()
    run_status()
    if args.status:
        return
    if (SHARED / "data" / "texts" / "polnear_dev.jsonl.gz").exists():
        run_polnear(args)
    else:
        sys.stdout.write("PolNeAR is not at hand: skipped\n")


if __name__ == "__main__":
    main()
