"""The frames, light verbs, governing words and word classes that say what counts as an act, loaded from tables.

It reads and checks; it never looks at a sentence. The format is told in `data/README.md`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.coding import schema
from dragoman.coding.entries import EFFECTS, ROLES, TYPES, Figure, Frame, Governor, Lexicon, Light, Pattern
from dragoman.coding.words import Test, expand, spelling, split_phrase
from dragoman.errors import TableError
from dragoman.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PACKAGE = schema.PACKAGE
_FRAME_KEYS = frozenset({
    "id", "verb", "noun", "adj", "modes", "source", "target", "third", "reciprocal", "when", "unless",
    "prefer", "content", "content_modes", "example", "example_source", "example_target", "status",
    "note", "examples",
})  # fmt: skip
_GOVERNOR_KEYS = frozenset({
    "verb", "noun", "adj", "takes", "gives", "modes", "status", "turn", "exceptions", "target",
    "source", "example", "when", "note", "plain", "factive",
})  # fmt: skip


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


def assemble(frames: Iterable[Frame], classes: Mapping[str, Test]) -> Lexicon:
    """A lexicon from frames and the other tables of this installation. Raises TableError on double frame ids."""
    frames = tuple(frames)
    seen: dict[str, str] = {}
    for frame in frames:
        if frame.id in seen:
            raise TableError(
                f"{frame.where}: frame {frame.id!r} is already at {seen[frame.id]}; give it another number"
            )
        seen[frame.id] = frame.where
    patterns = _index(frames)
    lights, turns = _read_lights("data/light.toml")
    governors = _read_governors("data/governors.toml")
    figures = _read_figures("data/figurative.toml", classes)
    words = frozenset(lemma for _, lemma in patterns) | frozenset(lemma for _, lemma in governors)
    return Lexicon(frames, patterns, lights, governors, figures, turns, classes, words)


def _index(frames: Iterable[Frame]) -> dict[tuple[str, str], tuple[Pattern, ...]]:
    found: dict[tuple[str, str], list[Pattern]] = {}
    for order, frame in enumerate(frames):
        for words in frame.lemmas:
            place = 0 if frame.pos == "v" else split_phrase(" ".join(words))[0]
            # More constraints, then preference, then longer lemma, then file order.
            rank = (-(len(frame.when) + len(words) - 1), -frame.prefer, -len(words), order)
            found.setdefault((frame.pos, words[place]), []).append(Pattern(frame, words, place, rank))
    return {key: tuple(sorted(patterns, key=lambda p: p.rank)) for key, patterns in found.items()}


def read_frames(name: str, event_type: str, classes: Mapping[str, Test]) -> Iterator[Frame]:
    """The frames of one file. Raises TableError with file and line."""
    if event_type not in TYPES:
        raise TableError(
            f"{name}: the file name must be an event type; expected one of {', '.join(TYPES).lower()}"
        )
    for where, block in schema.blocks(name, "frame", _FRAME_KEYS):
        pos, lemmas = schema.lemmas(where, block)
        yield Frame(
            id=schema.text(where, block, "id", required=True),
            type=event_type,
            pos=pos,
            lemmas=lemmas,
            modes=schema.strings(where, block, "modes"),
            source=schema.slots(where, block, "source"),
            target=schema.slots(where, block, "target"),
            third=tuple(
                (role, schema.slots(where, block["third"], role, ROLES))
                for role in sorted(block.get("third", {}))
            ),
            reciprocal=bool(block.get("reciprocal", False)),
            when=schema.tests(where, block, "when", classes),
            unless=schema.tests(where, block, "unless", classes),
            prefer=float(block.get("prefer", 0)),
            content=schema.one_type(where, schema.text(where, block, "content")),
            content_modes=schema.strings(where, block, "content_modes"),
            status=schema.text(where, block, "status"),
            example=schema.text(where, block, "example"),
            example_source=schema.text(where, block, "example_source"),
            example_target=schema.text(where, block, "example_target"),
            where=where,
        )


def _read_classes(name: str) -> dict[str, Test]:
    found: dict[str, list[str]] = {}
    for key, value in read_toml(PACKAGE, name).items():
        words = [p for v in ([value] if isinstance(value, str) else value) for p in v.split("|")]
        found[key] = [w.strip() for w in words if w.strip()]
    try:
        return expand(found)
    except KeyError as err:
        raise TableError(f"{name}: class @{err.args[0]} is unknown or includes itself") from None


def _read_lights(
    name: str,
) -> tuple[
    dict[str, tuple[tuple[tuple[str, ...], Light], ...]], dict[str, dict[str, tuple[str, tuple[str, ...]]]]
]:
    found: dict[str, list[tuple[tuple[str, ...], Light]]] = {}
    for where, block in schema.blocks(
        name, "light", frozenset({"verb", "effect", "prep", "example", "note"})
    ):
        _, lemmas = schema.lemmas(where, block)
        effect = schema.text(where, block, "effect", required=True)
        if effect not in EFFECTS:
            raise TableError(f"{where}: effect is {effect!r}; expected one of {', '.join(sorted(EFFECTS))}")
        light = Light(lemmas, effect, schema.strings(where, block, "prep"), where)
        for words in lemmas:
            found.setdefault(words[0], []).append((words, light))
    turns: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {}
    for key, table in read_toml(PACKAGE, name).get("turn", {}).items():
        turns[key] = {}
        for event_type, value in table.items():
            schema.one_type(f"{name}: [turn.{key}]", event_type.partition("/")[0])
            becomes, _, mode = value.partition("/")
            turns[key][event_type] = (
                schema.one_type(f"{name}: [turn.{key}]", becomes),
                (mode,) if mode else (),
            )
    return {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in found.items()}, turns


def _read_governors(name: str) -> dict[tuple[str, str], tuple[tuple[tuple[str, ...], Governor], ...]]:
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], Governor]]] = {}
    for where, block in schema.blocks(name, "governor", _GOVERNOR_KEYS):
        pos, lemmas = schema.lemmas(where, block)
        governor = Governor(
            pos=pos,
            lemmas=lemmas,
            takes=frozenset(schema.strings(where, block, "takes")),
            gives=schema.one_type(where, schema.text(where, block, "gives")),
            modes=dict(block.get("modes", {})),
            status=schema.text(where, block, "status"),
            turn=schema.text(where, block, "turn"),
            exceptions=dict(block.get("exceptions", {})),
            source=schema.slots(where, block, "source"),
            target=schema.slots(where, block, "target"),
            plain=bool(block.get("plain", True)),
            factive=bool(block.get("factive", False)),
            example=schema.text(where, block, "example"),
            where=where,
        )
        for words in lemmas:
            place = 0 if pos == "v" else split_phrase(" ".join(words))[0]
            found.setdefault((pos, words[place]), []).append((words, governor))
    return {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in found.items()}


def _read_figures(name: str, classes: Mapping[str, Test]) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, list[Figure]] = {}
    for where, block in schema.blocks(
        name, "figure", frozenset({"words", "when", "near", "missing", "code", "example", "note"})
    ):
        near = frozenset(spelling(w) for v in schema.strings(where, block, "near") for w in v.split("|"))
        lemmas = frozenset(spelling(w) for w in schema.strings(where, block, "words"))
        figure = Figure(
            lemmas,
            schema.tests(where, block, "when", classes),
            near,
            schema.slots(where, block, "missing"),
            schema.reason(where, block),
            schema.text(where, block, "example"),
            where,
        )
        for lemma in lemmas:
            found.setdefault(lemma, []).append(figure)
    return {k: tuple(v) for k, v in found.items()}
