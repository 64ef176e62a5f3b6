"""The frames, light verbs, governing verbs and word classes that say what counts as an act, loaded from tables.

It reads and checks; it never looks at a sentence. Format: docs of the tables are in `data/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from dragoman.coding.words import Test, make_test, spelling, split_phrase
from dragoman.errors import REASONS, TableError
from dragoman.tables import lines_of_blocks, read_toml

PACKAGE = "dragoman.coding"
TYPES: tuple[str, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
PREPOSITIONS = frozenset(
    "to with against on at in for from over into toward between about of by during under through as after amid before "
    "without via upon near across around inside behind since outside among despite beyond off out along within following".split()
)  # fmt: skip
ROLES = frozenset({"mediator", "host", "beneficiary", "ally", "instrument", "topic"})
EFFECTS = frozenset({"keep", "start", "continue", "end", "suspend", "cancel", "prevent", "plan", "delay", "join", "back", "suffer", "tell"})
_PLAIN_SLOTS = frozenset({"subj", "obj", "iobj", "clause", "attr", "comp", "poss", "any"})
_FRAME_KEYS = frozenset(
    "id verb noun adj modes source target third reciprocal when unless prefer content content_modes example "
    "example_source example_target status note examples".split()
)  # fmt: skip
_GOVERNOR_KEYS = frozenset("verb noun adj takes gives modes status turn exceptions target source example when note plain factive".split())


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying an act. `lemmas` are tuples of words, the trigger's own word first for verbs, last for nouns."""

    id: str
    type: str
    pos: str
    lemmas: tuple[tuple[str, ...], ...]
    modes: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    third: tuple[tuple[str, tuple[str, ...]], ...]
    reciprocal: bool
    when: tuple[tuple[str, Test], ...]
    unless: tuple[tuple[str, Test], ...]
    prefer: float
    content: str
    content_modes: tuple[str, ...]
    status: str
    example: str
    example_source: str
    example_target: str
    where: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One lemma of one frame, ready to match: the other words it needs and the head's place for noun phrases."""

    frame: Frame
    words: tuple[str, ...]
    place: int
    rank: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that hands its arguments to an event noun. `prep` set: the noun hangs on that preposition."""

    lemmas: tuple[tuple[str, ...], ...]
    effect: str
    preps: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that governs another act; see the table's head for the fields."""

    pos: str
    lemmas: tuple[tuple[str, ...], ...]
    takes: frozenset[str]
    gives: str
    modes: Mapping[str, str]
    status: str
    turn: str
    exceptions: Mapping[str, str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    plain: bool
    factive: bool
    """The governed act did happen: where nobody is named who condemns or praises it, it stands by itself."""
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figurative, sporting or commercial use of a trigger: rejected when all tests hold."""

    lemmas: frozenset[str]
    when: tuple[tuple[str, Test], ...]
    near: frozenset[str]
    missing: tuple[str, ...]
    code: str
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, indexed by word class and head lemma; patterns of one lemma stand in order of priority."""

    frames: tuple[Frame, ...]
    patterns: Mapping[tuple[str, str], tuple[Pattern, ...]]
    lights: Mapping[str, tuple[tuple[tuple[str, ...], Light], ...]]
    governors: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], Governor], ...]]
    figures: Mapping[str, tuple[Figure, ...]]
    turns: Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]]
    classes: Mapping[str, Test]
    words: frozenset[str] = field(default_factory=frozenset)
    """Every trigger's head lemma, of any word class."""

    def __len__(self) -> int:
        return len(self.frames)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon of this installation, loaded once. Raises TableError with file and line."""
    classes = _read_classes("data/classes.toml")
    folder = resources.files(PACKAGE).joinpath("data/frames")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    frames: list[Frame] = []
    for name in names:
        frames.extend(read_frames(f"data/frames/{name}", name.split(".")[0].upper(), classes))
    return assemble(frames, classes)


def assemble(frames: Iterable[Frame], classes: Mapping[str, list[str]]) -> Lexicon:
    """A lexicon from frames and the other tables of this installation. Raises TableError on double frame ids."""
    frames = tuple(frames)
    seen: dict[str, str] = {}
    for frame in frames:
        if frame.id in seen:
            raise TableError(f"{frame.where}: frame {frame.id!r} is already at {seen[frame.id]}; give it another number")
        seen[frame.id] = frame.where
    patterns = _index(frames)
    lights, turns = _read_lights("data/light.toml")
    governors = _read_governors("data/governors.toml")
    figures = _read_figures("data/figurative.toml", classes)
    words = frozenset(lemma for _, lemma in patterns) | frozenset(lemma for _, lemma in governors)
    tests = {name: make_test([f"@{name}"], classes) for name in classes}
    return Lexicon(frames, patterns, lights, governors, figures, turns, tests, words)


def _index(frames: Iterable[Frame]) -> dict[tuple[str, str], tuple[Pattern, ...]]:
    found: dict[tuple[str, str], list[Pattern]] = {}
    for order, frame in enumerate(frames):
        for words in frame.lemmas:
            place = 0 if frame.pos == "v" else split_phrase(" ".join(words))[0]
            # More constraints, then preference, then longer lemma, then file order.
            rank = (-(len(frame.when) + len(words) - 1), -frame.prefer, -len(words), order)
            found.setdefault((frame.pos, words[place]), []).append(Pattern(frame, words, place, rank))
    return {key: tuple(sorted(patterns, key=lambda p: p.rank)) for key, patterns in found.items()}


def read_frames(name: str, event_type: str, classes: Mapping[str, list[str]]) -> Iterator[Frame]:
    """The frames of one file. Raises TableError with file and line."""
    if event_type not in TYPES:
        raise TableError(f"{name}: the file name must be an event type; expected one of {', '.join(TYPES).lower()}")
    for where, block in _blocks(name, "frame", _FRAME_KEYS):
        pos, lemmas = _lemmas(where, block)
        yield Frame(
            id=_text(where, block, "id", required=True),
            type=event_type,
            pos=pos,
            lemmas=lemmas,
            modes=_strings(where, block, "modes"),
            source=_slots(where, block, "source"),
            target=_slots(where, block, "target"),
            third=tuple((role, _slots(where, block["third"], role, ROLES)) for role in sorted(block.get("third", {}))),
            reciprocal=bool(block.get("reciprocal", False)),
            when=_tests(where, block, "when", classes),
            unless=_tests(where, block, "unless", classes),
            prefer=float(block.get("prefer", 0)),
            content=_one_type(where, _text(where, block, "content")),
            content_modes=_strings(where, block, "content_modes"),
            status=_text(where, block, "status"),
            example=_text(where, block, "example"),
            example_source=_text(where, block, "example_source"),
            example_target=_text(where, block, "example_target"),
            where=where,
        )


def _blocks(name: str, table: str, keys: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    blocks = read_toml(PACKAGE, name).get(table, [])
    lines = lines_of_blocks(PACKAGE, name, table)
    for number, block in enumerate(blocks):
        where = f"{name}:{lines[number] if number < len(lines) else 0}"
        unknown = sorted(set(block) - keys)
        if unknown:
            raise TableError(f"{where}: unknown key {unknown[0]!r}; expected one of {', '.join(sorted(keys))}")
        yield where, block


def _strings(where: str, block: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = block.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TableError(f"{where}: {key} is {value!r}; expected a list of words")
    return tuple(value)


def _text(where: str, block: Mapping[str, Any], key: str, *, required: bool = False) -> str:
    value = block.get(key, "")
    if not isinstance(value, str) or (required and not value):
        raise TableError(f"{where}: {key} is {value!r}; expected text")
    return value


def _one_type(where: str, value: str) -> str:
    if value and value not in TYPES:
        raise TableError(f"{where}: {value!r} is no event type; expected one of {', '.join(TYPES)}")
    return value


def _lemmas(where: str, block: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, ...], ...]]:
    given = [key for key in ("verb", "noun", "adj") if key in block]
    if len(given) != 1:
        raise TableError(f"{where}: expected exactly one of verb, noun, adj; found {given or 'none'}")
    words = _strings(where, block, given[0])
    if not words:
        raise TableError(f"{where}: {given[0]} is empty; expected at least one lemma")
    return given[0][0], tuple(tuple(spelling(w) for w in lemma.split()) for lemma in words)


def _slots(where: str, block: Mapping[str, Any], key: str, keys: frozenset[str] | None = None) -> tuple[str, ...]:
    if keys is not None and key not in keys:
        raise TableError(f"{where}: {key!r} is no third role; expected one of {', '.join(sorted(keys))}")
    slots = _strings(where, block, key)
    for slot in slots:
        _check_slot(where, slot)
    return slots


def _check_slot(where: str, slot: str) -> None:
    first, _, rest = slot.partition(".")
    known = first in _PLAIN_SLOTS or first in PREPOSITIONS or first == "content"
    if known and rest and first not in PREPOSITIONS:
        known = all(part in _PLAIN_SLOTS or part in PREPOSITIONS or part in {"ANY", "source", "target"} for part in rest.split("."))
    if not known:
        raise TableError(f"{where}: unknown slot {slot!r}; expected {', '.join(sorted(_PLAIN_SLOTS))}, obj.X, clause.X or a preposition")


def _tests(where: str, block: Mapping[str, Any], key: str, classes: Mapping[str, list[str]]) -> tuple[tuple[str, Test], ...]:
    found = []
    for slot, value in block.get(key, {}).items():
        for name, inner in value.items() if isinstance(value, dict) else [("", value)]:
            full = f"{slot}.{name}" if name else slot  # obj.on = ... is a nested table in TOML
            _check_slot(where, full)
            parts = inner.split("|") if isinstance(inner, str) else [p for v in inner for p in v.split("|")]
            try:
                found.append((full, make_test(parts, classes)))
            except KeyError as err:
                raise TableError(f"{where}: class @{err.args[0]} is not in classes.toml") from None
    return tuple(found)


def _read_classes(name: str) -> dict[str, list[str]]:
    table = read_toml(PACKAGE, name)
    found: dict[str, list[str]] = {}
    for key, value in table.items():
        words = [p for v in ([value] if isinstance(value, str) else value) for p in v.split("|")]
        found[key] = [w.strip() for w in words if w.strip()]
    return found


def _read_lights(name: str) -> tuple[dict[str, tuple[tuple[tuple[str, ...], Light], ...]], dict[str, dict[str, tuple[str, tuple[str, ...]]]]]:
    found: dict[str, list[tuple[tuple[str, ...], Light]]] = {}
    for where, block in _blocks(name, "light", frozenset({"verb", "effect", "prep", "example", "note"})):
        _, lemmas = _lemmas(where, block)
        effect = _text(where, block, "effect", required=True)
        if effect not in EFFECTS:
            raise TableError(f"{where}: effect is {effect!r}; expected one of {', '.join(sorted(EFFECTS))}")
        light = Light(lemmas, effect, _strings(where, block, "prep"), where)
        for words in lemmas:
            found.setdefault(words[0], []).append((words, light))
    turns: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {}
    for key, table in read_toml(PACKAGE, name).get("turn", {}).items():
        turns[key] = {}
        for event_type, value in table.items():
            _one_type(f"{name}: [turn.{key}]", event_type.partition("/")[0])
            becomes, _, mode = value.partition("/")
            turns[key][event_type] = (_one_type(f"{name}: [turn.{key}]", becomes), (mode,) if mode else ())
    return {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in found.items()}, turns


def _read_governors(name: str) -> dict[tuple[str, str], tuple[tuple[tuple[str, ...], Governor], ...]]:
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], Governor]]] = {}
    for where, block in _blocks(name, "governor", _GOVERNOR_KEYS):
        pos, lemmas = _lemmas(where, block)
        governor = Governor(
            pos=pos,
            lemmas=lemmas,
            takes=frozenset(_strings(where, block, "takes")),
            gives=_one_type(where, _text(where, block, "gives")),
            modes=dict(block.get("modes", {})),
            status=_text(where, block, "status"),
            turn=_text(where, block, "turn"),
            exceptions=dict(block.get("exceptions", {})),
            source=_slots(where, block, "source"),
            target=_slots(where, block, "target"),
            plain=bool(block.get("plain", True)),
            factive=bool(block.get("factive", False)),
            example=_text(where, block, "example"),
            where=where,
        )
        for words in lemmas:
            place = 0 if pos == "v" else split_phrase(" ".join(words))[0]
            found.setdefault((pos, words[place]), []).append((words, governor))
    return {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in found.items()}


def _reason(where: str, block: Mapping[str, Any]) -> str:
    code = _text(where, block, "code") or "figurative"
    if code not in REASONS:
        raise TableError(f"{where}: code is {code!r}; expected a key of dragoman.errors.REASONS")
    return code


def _read_figures(name: str, classes: Mapping[str, list[str]]) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, list[Figure]] = {}
    for where, block in _blocks(name, "figure", frozenset({"words", "when", "near", "missing", "code", "example", "note"})):
        near = frozenset(spelling(w) for v in _strings(where, block, "near") for w in v.split("|"))
        lemmas = frozenset(spelling(w) for w in _strings(where, block, "words"))
        figure = Figure(lemmas, _tests(where, block, "when", classes), near, _slots(where, block, "missing"), _reason(where, block), _text(where, block, "example"), where)
        for lemma in lemmas:
            found.setdefault(lemma, []).append(figure)
    return {k: tuple(v) for k, v in found.items()}
