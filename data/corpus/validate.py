"""Checks of the corpus: spans, codes, duplicates; and the balance report.

python data/corpus/validate.py            every problem with file:line, then the balance
python data/corpus/validate.py --balance  the balance alone
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from markup import Passage, split_of  # noqa: E402

from dragoman.codebook import codebook  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VOICES = ("wire", "local", "statement", "tabloid", "liveblog", "agency", "headline", "feature")
REGIONS = (
    "africa-central", "africa-east", "africa-south", "africa-west", "america-latin", "america-north",
    "asia-east", "asia-south", "asia-southeast", "caucasus-central-asia", "europe-east", "europe-west",
    "global", "middle-east-north-africa", "oceania",
)  # fmt: skip
# Speech acts may have content; deeds may not.
SPEECH = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# Two passages whose word sets overlap this much tell the same thing in the same words. Names and numbers are
# left out of the sets, so that a sentence with other names put in counts as the same.
NEAR = 0.6
FEWEST_WORDS = 5
# Floors of the whole corpus. Raise them as it grows; never lower them.
FLOORS = {"type": 350, "mode": 34, "voice": 370, "region": 730}
TOTALS = {"sentences": 24000, "passages of 2 to 5 sentences": 580}
SHARE_WITHOUT_EVENT = 0.45


def problems(found: Sequence[Passage]) -> list[str]:
    """Everything wrong with the passages, each as `file:line: problem`, in source order."""
    out: list[str] = []
    for passage in found:
        out += _form(passage) + _codes(passage) + _spans(passage)
    numbers = Counter(p.id for p in found)
    out += [f"{_at(p)}: number {p.number} stands twice" for p in found if p.number and numbers[p.id] > 1]
    return out + near_duplicates(found)


def _at(passage: Passage, event: int | None = None) -> str:
    return f"source/{passage.file}:{passage.line if event is None else passage.lines[event]}"


def _form(passage: Passage) -> list[str]:
    out = []
    if passage.voice not in VOICES:
        out.append(f"{_at(passage)}: voice {passage.voice!r}; expected one of {', '.join(VOICES)}")
    if passage.region not in REGIONS:
        out.append(f"{_at(passage)}: region {passage.region!r}; expected one of {', '.join(REGIONS)}")
    for start, end in passage.sentences:
        sentence = passage.text[start:end]
        if sentence != sentence.strip() or "  " in sentence or not sentence:
            out.append(f"{_at(passage)}: stray blanks in {sentence!r}")
        if passage.voice != "headline" and sentence[-1:] not in {".", "?", "!", "”", '"', "’", ")"}:
            out.append(f"{_at(passage)}: the sentence has no full stop: {sentence[-20:]!r}")
    return out


def _codes(passage: Passage) -> list[str]:
    book = codebook()
    out = []
    for number, event in enumerate(passage.events):
        at = _at(passage, number)
        coded = [(event["type"], event["modes"])]
        if event["content"]:
            coded.append((event["content"]["type"], event["content"]["modes"]))
            if event["type"] not in SPEECH:
                out.append(f"{at}: {event['type']} is no speech act and has no content")
        for name, modes in coded:
            if name not in book.types:
                out.append(f"{at}: type {name!r} is not in the codebook")
                continue
            known = book.types[name].modes
            out += [
                f"{at}: {name} has no mode {m!r}; it has {', '.join(known) or 'none'}"
                for m in modes
                if m not in known
            ]
            if len(set(modes)) < len(modes):
                out.append(f"{at}: a mode stands twice")
        out += [
            f"{at}: context {c!r} is not in the codebook" for c in event["contexts"] if c not in book.contexts
        ]
    return out


def _spans(passage: Passage) -> list[str]:
    out = []
    used = {s for m in passage.refers for s in m}
    for start, end in passage.spans.values():
        quoted = passage.text[start:end]
        if not quoted or quoted != quoted.strip():
            out.append(f"{_at(passage)}: span {quoted!r} is empty or begins or ends with a blank")
        inside_word = (passage.text[max(start - 1, 0) : start] + quoted[:1]).isalnum() and start > 0
        if inside_word or ((quoted[-1:] + passage.text[end : end + 1]).isalnum() and end < len(passage.text)):
            out.append(f"{_at(passage)}: span {quoted!r} cuts a word")
        if quoted[-1:] in ",;:" or (quoted.endswith(".") and end in {e for _, e in passage.sentences}):
            out.append(f"{_at(passage)}: span {quoted!r} ends with punctuation")
    for number, event in enumerate(passage.events):
        at = _at(passage, number)
        said = event["attribution"] or {}
        thirds = [t["span"] for t in event["third"]]
        roles = [event["trigger"], *event["source"], *event["target"], *thirds]
        if len(set(roles)) < len(roles):
            out.append(f"{at}: one span plays two roles")
        if said and said["speaker"] is None and said["cue"] is None:
            out.append(f"{at}: the attribution has neither speaker nor cue")
        content = (event["content"] or {}).get("trigger")
        marked = [s for s in [*roles, said.get("speaker"), said.get("cue"), content] if s]
        used |= {k for k, v in passage.spans.items() if v in marked}
        for start, end in roles:
            if not any(a <= start and end <= b for a, b in passage.sentences):
                out.append(f"{at}: span {passage.text[start:end]!r} crosses sentences")
    out += [f"{_at(passage)}: label {k!r} is marked and never used" for k in passage.spans if k not in used]
    return out


def content_words(text: str) -> frozenset[str]:
    """The lower-case words of a text and how its sentences begin: what is left when names and numbers change."""
    words = re.findall(r"[^\W\d_]+", text)
    return frozenset(w for w in words if w.islower())


def near_duplicates(found: Sequence[Passage]) -> list[str]:
    """Pairs of passages whose Jaccard similarity is NEAR or more, in source order."""
    return [
        f"{_at(found[b])}: nearly the same as {_at(found[a])} ({share:.2f})"
        for a, b, share in similar_pairs([p.text for p in found])
    ]


def similar_pairs(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """Every pair (earlier, later, Jaccard) at NEAR or above, exactly, by prefix filtering on rare words."""
    sets = [content_words(t) for t in texts]
    df = Counter(w for s in sets for w in s)
    index: dict[str, list[int]] = {}
    out: list[tuple[int, int, float]] = []
    exact: dict[str, int] = {}
    for later, words in enumerate(sets):
        if texts[later] in exact:
            out.append((exact[texts[later]], later, 1.0))
        exact.setdefault(texts[later], later)
        if len(words) < FEWEST_WORDS:
            continue
        # Sets with Jaccard >= t share a word among the first |s| - ceil(t|s|) + 1 of a common order.
        rare = sorted(words, key=lambda w: (df[w], w))
        prefix = rare[: len(words) - int(-(-NEAR * len(words) // 1)) + 1]
        near = {a for w in prefix for a in index.get(w, ())}
        for a in sorted(near):
            share = len(words & sets[a]) / len(words | sets[a])
            if share >= NEAR and texts[a] != texts[later]:
                out.append((a, later, share))
        for w in prefix:
            index.setdefault(w, []).append(later)
    return out


def balance(found: Iterable[Passage]) -> dict[str, Counter[str]]:
    """Counts by what the corpus is balanced on. Types count events; modes are written TYPE/mode."""
    book = codebook()
    counts: dict[str, Counter[str]] = {
        "type": Counter(dict.fromkeys(book.types, 0)),
        "mode": Counter({f"{t}/{m}": 0 for t, spec in book.types.items() for m in spec.modes}),
        "voice": Counter(dict.fromkeys(VOICES, 0)), "region": Counter(dict.fromkeys(REGIONS, 0)),
        "status": Counter(), "split": Counter(), "context": Counter(dict.fromkeys(book.contexts, 0)),
        "total": Counter(),
    }  # fmt: skip
    for p in found:
        total = counts["total"]
        total["passages"] += 1
        total["sentences"] += len(p.sentences)
        total["passages of 2 to 5 sentences"] += len(p.sentences) > 1
        told = {i for e in p.events for i, (a, b) in enumerate(p.sentences) if a <= e["trigger"][0] < b}
        total["sentences without event"] += len(p.sentences) - len(told)
        total["events"] += len(p.events)
        total["events with an attribution"] += sum(e["attribution"] is not None for e in p.events)
        total["sentences with several events"] += sum(
            sum(a <= e["trigger"][0] < b for e in p.events) > 1 for a, b in p.sentences
        )
        counts["voice"][p.voice] += len(p.sentences)
        counts["region"][p.region] += len(p.sentences)
        counts["split"][split_of(p.group or p.id)] += len(p.sentences)
        for e in p.events:
            counts["type"][e["type"]] += 1
            counts["status"][e["status"]] += 1
            counts["context"].update(e["contexts"])
            counts["mode"].update(f"{e['type']}/{m}" for m in e["modes"])
    return counts


def shortfalls(counts: dict[str, Counter[str]]) -> list[str]:
    """What lies under the floors."""
    out = [
        f"{kind} {name}: {n}; at least {floor} wanted"
        for kind, floor in FLOORS.items()
        for name, n in counts[kind].items()
        if n < floor
    ]
    total = counts["total"]
    out += [
        f"{name}: {total[name]}; at least {floor} wanted"
        for name, floor in TOTALS.items()
        if total[name] < floor
    ]
    share = total["sentences without event"] / max(total["sentences"], 1)
    if share < SHARE_WITHOUT_EVENT:
        out.append(f"sentences without event: {share:.1%}; at least {SHARE_WITHOUT_EVENT:.0%} wanted")
    return out


def main(arguments: list[str]) -> int:
    """Prints problems and balance; 1 when there is any problem or shortfall."""
    from build import passages

    found = passages()
    bad = [] if "--balance" in arguments else problems(found)
    counts = balance(found)
    lines = bad + [
        f"{kind:8} {name:32} {n}" for kind, counter in counts.items() for name, n in counter.most_common()
    ]
    total = counts["total"]
    lines.append(
        f"share of sentences without event {total['sentences without event'] / max(total['sentences'], 1):.1%}"
    )
    short = shortfalls(counts)
    sys.stdout.write("\n".join(lines + short) + "\n")
    return 1 if bad or short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
