"""The same measure as bench/attribution.py for textacy's direct quotations, the closest extractor that pip installs.

usage: python bench/attribution_peer.py [--part dev|train] [--docs N]     (needs `pip install textacy==0.13.0`)

textacy finds direct quotations with a speaker, and refuses a text with an odd number of quotation marks; such a text
is given to it paragraph by paragraph. "direct" counts only gold attributions whose contents stand in quotation marks.
"""

from __future__ import annotations

import argparse
import re
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import attribution

from dragoman.attribution.statements import statements
from dragoman.language.parser import parse
from dragoman.language.sentences import split
from dragoman.language.weights import check_weights
from dragoman.model import Report, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DIRECT = re.compile(r"""\s*(?:["“„«]|'')""")


def peer() -> Callable[[str], list[Any]]:
    """textacy as a function from text to things with cue, subject and contents."""
    import spacy
    from textacy.extract import triples

    nlp = spacy.load(check_weights())

    def quotations(doc: Any, offset: int) -> Iterator[Any]:
        for q in triples.direct_quotations(doc):
            head = q.speaker[-1]
            yield SimpleNamespace(
                cue=Span(offset + q.cue[0].idx, offset + q.cue[-1].idx + len(q.cue[-1])),
                subject=SimpleNamespace(
                    text=" ".join(t.text for t in q.speaker), head_start=offset + head.idx
                ),
                contents=[Span(offset + q.content.start_char, offset + q.content.end_char)],
            )

    def found(text: str) -> list[Any]:
        try:
            return list(quotations(nlp(text), 0))
        except ValueError:
            out: list[Any] = []
            for match in re.finditer(r"[^\n]+", text):
                try:
                    out += quotations(nlp(match.group()), match.start())
                except ValueError:
                    continue
            return out

    return found


def ours(text: str) -> list[Any]:
    """Our outermost statements."""
    return [s for s in statements(Report("", text), parse(split(text))) if s.cue is not None and s.depth == 0]


def measure(name: str, find: Callable[[str], list[Any]], documents: list[dict[str, Any]]) -> None:
    """Scores one extractor and prints its row."""
    gold_n = ours_n = hit = right = direct = direct_hit = 0
    same = given_n = wanted_n = 0
    for document in documents:
        text = document["text"]
        gold = [
            a for a in document["attributions"] if a["annotator"] == document["annotators"][0] and a["cue"]
        ]
        found = find(text)
        pairs = attribution.match(gold, found, text)
        gold_n, ours_n, hit = gold_n + len(gold), ours_n + len(found), hit + len(pairs)
        paired = {id(a) for a, _ in pairs}
        for a in gold:
            quoted = bool(a["content"]) and _DIRECT.match(text[min(s for s, _ in a["content"]) :]) is not None
            direct += quoted
            direct_hit += quoted and id(a) in paired
            wanted_n += len(attribution.tokens(text, a["content"]))
        given_n += sum(len(attribution.tokens(text, [(c.start, c.end) for c in s.contents])) for s in found)
        for a, s in pairs:
            right += (
                bool(a["source"])
                and s.subject is not None
                and attribution.inside(s.subject.head_start, a["source"])
            )
            same += len(
                attribution.tokens(text, a["content"])
                & attribution.tokens(text, [(c.start, c.end) for c in s.contents])
            )
    sources = sum(
        bool(a["source"])
        for d in documents
        for a in d["attributions"]
        if a["annotator"] == d["annotators"][0] and a["cue"]
    )
    sys.stdout.write(
        f"{name:10} attribution {attribution.f1(hit, ours_n, gold_n)} | source {attribution.f1(right, ours_n, sources)} | "
        f"content tokens {attribution.f1(same, given_n, wanted_n)} | direct: recall {direct_hit / max(1, direct):.3f} of {direct}\n"
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--docs", type=int, default=0)
    args = parser.parse_args()
    documents = attribution.polnear(args.part, args.docs)
    measure("dragoman", ours, documents)
    try:
        measure("textacy", peer(), documents)
    except ImportError:
        sys.stdout.write("textacy is not installed: skipped\n")


if __name__ == "__main__":
    main()
