"""Numbers new passages in source/*.txt and compiles all of them to corpus.jsonl.

The source files are the truth; corpus.jsonl is made from them and never edited.

    python data/corpus/build.py           number, check and write
    python data/corpus/build.py --check   only say whether corpus.jsonl is what the sources give
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from markup import NUMBERED, MarkupError, Passage, parse, split_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCES = HERE / "source"
COMPILED = HERE / "corpus.jsonl"


def passages() -> list[Passage]:
    """Every passage of every source file, in the order of file names. Raises MarkupError."""
    found = []
    for path in sorted(SOURCES.glob("*.txt")):
        found += parse(path.read_text("utf-8"), path.name)
    return found


def number_new(text: str) -> str:
    """The source text with a number before every passage that has none; given numbers stay as they are."""
    lines = text.splitlines()
    used = [int(m[1]) for line in lines if (m := NUMBERED.fullmatch(line.rstrip()))]
    following = max(used, default=0) + 1
    for i, line in enumerate(lines):
        fresh = line.strip() and line[:2] not in {"! ", "- ", "* ", "= "} and not line.startswith("%")
        if fresh and not NUMBERED.fullmatch(line.rstrip()):
            lines[i] = f"{following:04d}| {line.strip()}"
            following += 1
    return "\n".join(lines) + "\n"


def record(passage: Passage) -> dict[str, Any]:
    """One line of corpus.jsonl: every span as {start, end, text}, half-open code points of `text`."""
    group = passage.group or passage.id

    def quoted(span: tuple[int, int] | None) -> dict[str, Any] | None:
        if span is None:
            return None
        return {"start": span[0], "end": span[1], "text": passage.text[span[0] : span[1]]}

    events = []
    for number, e in enumerate(passage.events, 1):
        said = e["attribution"]
        events.append({
            "id": f"e{number}", "type": e["type"], "modes": e["modes"], "status": e["status"],
            "trigger": quoted(e["trigger"]),
            "source": [quoted(s) for s in e["source"]],
            "target": [quoted(s) for s in e["target"]],
            "third": [{"role": t["role"], **(quoted(t["span"]) or {})} for t in e["third"]],
            "contexts": e["contexts"],
            "content": e["content"] and {**e["content"], "trigger": quoted(e["content"]["trigger"])},
            "attribution": said and {
                "speaker": quoted(said["speaker"]), "cue": quoted(said["cue"]), "stance": said["stance"],
            },
        })  # fmt: skip
    return {
        "id": passage.id, "voice": passage.voice, "region": passage.region, "group": group,
        "split": split_of(group), "text": passage.text, "sentences": [list(s) for s in passage.sentences],
        "events": events,
        "refers": [
            {"mention": quoted(passage.spans[m]), "antecedent": quoted(passage.spans[a])} for m, a in passage.refers
        ],
        "note": passage.note,
    }  # fmt: skip


def compiled(found: Iterable[Passage]) -> str:
    """The text of corpus.jsonl."""
    return "".join(json.dumps(record(p), ensure_ascii=False) + "\n" for p in found)


def main(arguments: list[str]) -> int:
    """0 when corpus.jsonl is (or was made) what the sources give, 1 on any problem."""
    from validate import problems

    try:
        if "--check" not in arguments:
            for path in sorted(SOURCES.glob("*.txt")):
                path.write_text(number_new(path.read_text("utf-8")), "utf-8")
        found = passages()
    except MarkupError as err:
        sys.stderr.write(f"{err}\n")
        return 1
    bad = problems(found)
    sys.stderr.write("".join(f"{b}\n" for b in bad))
    if bad:
        return 1
    text = compiled(found)
    if "--check" in arguments:
        return 0 if COMPILED.exists() and COMPILED.read_text("utf-8") == text else 1
    COMPILED.write_text(text, "utf-8")
    sys.stdout.write(f"{len(found)} passages, {sum(len(p.sentences) for p in found)} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
