"""Sentences a second on one core, stage by stage, on a mixed stream of news; beside it the parser alone.

The stream is the portal's summaries where ../shared is there, else the bundled sample. Each stage runs over the whole
stream by itself, after one warm-up report, in this one process. Usage: python bench/speed.py [REPORTS] [--lexicon]
Coding is timed twice over the same parses, without the learned scorer and with it; `--lexicon` leaves the second out.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared/data/texts/current_events_2002_2022.jsonl.gz"

# Reports of about 12 sentences, as news has them: the portal's items are one or two sentences long.
_ITEMS_A_REPORT = 8


def stream(count: int):
    from dragoman.model import Report
    from dragoman.reading import read
    from dragoman.sample import reports_folder

    if not SHARED.exists():
        return [r for r in read([reports_folder()]) if isinstance(r, Report)][:count]
    with gzip.open(SHARED, "rt", encoding="utf-8") as file:
        items = [json.loads(line) for line in file]
    items = items[:: max(1, len(items) // (count * _ITEMS_A_REPORT))]
    groups = [items[i : i + _ITEMS_A_REPORT] for i in range(0, count * _ITEMS_A_REPORT, _ITEMS_A_REPORT)]
    return [
        Report(f"s{n}", "\n\n".join(i["text"] for i in g), date.fromisoformat(g[0]["date"]), outlet="stream")
        for n, g in enumerate(groups)
        if g
    ]


def timed(work, over):
    started = time.process_time()
    out = [work(item) for item in over]
    return out, time.process_time() - started


def measure(count: int = 150, *, with_scorer: bool = True) -> dict[str, float]:
    """Figures by name; seconds are processor seconds of this process. The scorer's are what it adds on the same parses."""
    import dragoman
    from dragoman.assemble import assemble
    from dragoman.codebook import codebook
    from dragoman.coding import code_sentence, load_lexicon
    from dragoman.coding.scorer import load_scorer
    from dragoman.gate import triage
    from dragoman.language.parser import parse
    from dragoman.language.sentences import split
    from dragoman.registry import registry

    reports = stream(count)
    coder = dragoman.Coder()
    for report in reports[:2]:
        coder.code(report)
    keep, lexicon, known, book = triage(), load_lexicon(), registry(), codebook()

    def coded(scorer):
        acts, t_code = timed(lambda ps: [a for p in ps for a in code_sentence(p, lexicon, scorer)[0]], parsed)
        done, t_assemble = timed(
            lambda x: assemble(*x, known, book), list(zip(reports, parsed, acts, strict=True))
        )
        return done, t_code, t_assemble

    sentences, t_split = timed(lambda r: split(r.text), reports)
    kept, t_triage = timed(lambda s: [x for x in s if keep.keep(x.text)], sentences)
    parsed, t_parse = timed(parse, kept)
    before = t_split + t_triage + t_parse
    bare, t_bare, t_bare_assemble = coded(None)
    done, t_code, t_assemble = coded(load_scorer()) if with_scorer else (bare, t_bare, t_bare_assemble)
    whole, alone = before + t_code + t_assemble, before + t_bare + t_bare_assemble
    n, n_kept = sum(map(len, sentences)), sum(map(len, kept))
    words = sum(len(r.text.split()) for r in reports)
    return {
        "reports": len(reports), "words": words, "sentences": n, "sentences parsed": n_kept,
        "events": sum(len(d[0]) for d in done), "events without scorer": sum(len(d[0]) for d in bare),
        "claims": sum(len(d[1]) for d in done),
        "split s": t_split, "triage s": t_triage, "parse s": t_parse, "coding s": t_code, "coding without scorer s": t_bare,
        "grounding and attribution s": t_assemble,
        "sentences/s": n / whole, "sentences/s without scorer": n / alone, "words/s": words / whole,
        "parsed sentences/s": n_kept / whole, "parser alone, sentences/s": n_kept / t_parse,
        "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    for name, value in measure(*numbers[:1], with_scorer="--lexicon" not in sys.argv).items():
        print(f"{name:32}{value:12.2f}")
