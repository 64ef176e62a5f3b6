"""The corpus mark-up: text with bracketed, labelled spans, and one line an event. GUIDE.md explains it.

`parse` turns one source file into passages with exact spans; it never looks a code up (validate.py does).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

STATUSES = ("occurred", "ongoing", "planned", "demanded", "hypothetical", "denied", "failed")
STANCES = ("asserts", "denies", "threatens", "promises", "demands", "doubts")
THIRD_ROLES = ("mediator", "host", "beneficiary", "ally", "instrument", "topic")
NUMBERED = re.compile(r"(\d{4})\| (.+)")
OPEN = re.compile(r"\[([a-z]\d?) ")
BREAK = " || "


class MarkupError(ValueError):
    """A source line that cannot be read; the message names file and line."""


@dataclass(slots=True)
class Passage:
    """One passage as written: its text without marks, its labelled spans and its events."""

    file: str
    line: int
    number: str | None
    voice: str
    region: str
    group: str | None
    text: str = ""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    refers: list[tuple[str, str]] = field(default_factory=list)
    note: str | None = None

    @property
    def id(self) -> str:
        """`<source file>-<number>`; numbers are given once and never reused."""
        return f"{self.file.removesuffix('.txt')}-{self.number or 'new'}"


def split_of(group: str) -> str:
    """train (70 %), dev (15 %) or test (15 %) by the SHA-256 of the group's name: it never moves."""
    share = int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % 100
    return "train" if share < 70 else "dev" if share < 85 else "test"


def parse(text: str, file: str) -> list[Passage]:
    """The passages of one source file. Raises MarkupError with file and line."""
    passages: list[Passage] = []
    held = {"voice": "", "region": "", "group": ""}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip()
        where = f"{file}:{number}"
        if not line or line.startswith("%"):
            continue
        if line.startswith("! "):
            _hold(line[2:], held, where)
        elif line[:2] in {"- ", "* ", "= "}:
            if not passages:
                raise MarkupError(f"{where}: the line belongs to no passage")
            _attach(passages[-1], line, where, number)
        else:
            passages.append(_passage(line, held, file, number))
    return passages


def _hold(line: str, held: dict[str, str], where: str) -> None:
    key, _, value = line.partition(":")
    if key not in held:
        raise MarkupError(f"{where}: unknown setting {key!r}; expected one of {', '.join(held)}")
    held[key] = value.strip()


def _passage(line: str, held: dict[str, str], file: str, number: int) -> Passage:
    found = NUMBERED.fullmatch(line)
    where = f"{file}:{number}"
    if not (held["voice"] and held["region"]):
        raise MarkupError(f"{where}: voice and region must be set before the first passage")
    passage = Passage(
        file, number, found[1] if found else None, held["voice"], held["region"], held["group"] or None
    )
    _read_marks(found[2] if found else line, passage, where)
    return passage


def _read_marks(marked: str, passage: Passage, where: str) -> None:
    out: list[str] = []
    length = start = at = 0
    stack: list[tuple[str, int]] = []

    def put(piece: str) -> None:
        nonlocal length
        out.append(piece)
        length += len(piece)

    while at < len(marked):
        if marked.startswith(BREAK, at):
            passage.sentences.append((start, length))
            put(" ")
            start, at = length, at + len(BREAK)
        elif opened := OPEN.match(marked, at):
            label = opened[1]
            if label in passage.spans or any(label == s for s, _ in stack):
                raise MarkupError(f"{where}: label {label!r} stands twice")
            stack.append((label, length))
            at = opened.end()
        elif marked[at] == "]" and stack:
            label, began = stack.pop()
            passage.spans[label] = (began, length)
            at += 1
        elif marked[at] in "[]":
            raise MarkupError(f"{where}: stray {marked[at]!r} at column {at + 1}")
        else:
            put(marked[at])
            at += 1
    if stack:
        raise MarkupError(f"{where}: span {stack[-1][0]!r} is not closed")
    passage.sentences.append((start, length))
    passage.text = "".join(out)


def _attach(passage: Passage, line: str, where: str, number: int) -> None:
    kind, rest = line[0], line[2:]
    if kind == "*":
        passage.note = rest.strip()
    elif kind == "=":
        mention, _, antecedent = rest.strip().partition(" ")
        for label in (mention, antecedent):
            _span(passage, label, where)
        passage.refers.append((mention, antecedent))
    else:
        passage.events.append(_event(passage, rest.split(), where))
        passage.lines.append(number)


def _event(passage: Passage, words: list[str], where: str) -> dict[str, Any]:
    event: dict[str, Any] = {
        "type": "", "modes": [], "status": "occurred", "trigger": None, "source": [], "target": [],
        "third": [], "contexts": [], "content": None, "attribution": None,
    }  # fmt: skip
    event["type"], event["modes"] = _code(words[0])
    for word in words[1:]:
        if word.startswith("@"):
            event["trigger"] = _span(passage, word[1:], where)
        elif word.startswith("#"):
            event["contexts"] = sorted(word[1:].split(","))
        elif word.startswith("~"):
            code, _, label = word[1:].partition("@")
            name, modes = _code(code)
            trigger = _span(passage, label, where) if label else None
            event["content"] = {"type": name, "modes": modes, "trigger": trigger}
        elif word in STATUSES:
            event["status"] = word
        elif ">" in word:
            source, _, target = word.partition(">")
            event["source"] = [_span(passage, s, where) for s in source.split(",") if s]
            event["target"] = [_span(passage, s, where) for s in target.split(",") if s]
        elif word.startswith("by:"):
            event["attribution"] = _attribution(passage, word[3:], where)
        elif word.partition(":")[0] in THIRD_ROLES:
            role, _, label = word.partition(":")
            event["third"].append({"role": role, "span": _span(passage, label, where)})
        else:
            raise MarkupError(f"{where}: cannot read {word!r}")
    if event["trigger"] is None:
        raise MarkupError(f"{where}: the event has no trigger (@label)")
    return event


def _code(word: str) -> tuple[str, list[str]]:
    name, _, modes = word.partition("/")
    return name, modes.split("+") if modes else []


def _attribution(passage: Passage, word: str, where: str) -> dict[str, Any]:
    parts = word.split("/")
    if not 2 <= len(parts) <= 3:
        raise MarkupError(f"{where}: attribution is by:speaker/cue or by:speaker/cue/stance, with - for none")
    speaker, cue = (None if p == "-" else _span(passage, p, where) for p in parts[:2])
    stance = parts[2] if len(parts) == 3 else "asserts"
    if stance not in STANCES:
        raise MarkupError(f"{where}: stance {stance!r}; expected one of {', '.join(STANCES)}")
    return {"speaker": speaker, "cue": cue, "stance": stance}


def _span(passage: Passage, label: str, where: str) -> tuple[int, int]:
    if label not in passage.spans:
        marked = ", ".join(sorted(passage.spans)) or "none"
        raise MarkupError(f"{where}: no span has label {label!r}; marked: {marked}")
    return passage.spans[label]
