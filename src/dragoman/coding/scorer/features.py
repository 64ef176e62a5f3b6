"""What the scorer sees of a sentence and of an act: named facts about words, participants and clauses.

It never decides: it only describes. A fact is a short text such as `s=country` (the source is a country's name) or
`w=goalkeeper` (that word stands in the sentence). Names of places and persons are left out on purpose, so that nothing
is learned about anybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.coding.phrases import phrase
from dragoman.coding.polarity import conditional, future, negated
from dragoman.coding.words import satisfies
from dragoman.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.coding.matching import Match
    from dragoman.coding.slots import Reader

_SCORE = re.compile(r"(?<![\d:/-])\d{1,3}\s?[-–]\s?\d{1,3}(?![\d/-])")
_QUOTES = frozenset('"“”«»„')
_KINDS = {
    "country": "country", "adjective": "country", "demonym": "country", "capital": "seat", "seat": "seat",
    "person": "person", "body": "body", "bloc": "bloc", "outlet": "outlet",
}  # fmt: skip
PEOPLE = ("official", "troops", "police", "militant", "group", "protester", "person_noun")
NOBODY = frozenset({"pronoun", "people", "deed", "name", "has name", "thing", "CVL", "UNK", "outlet"})
"""Kinds of participants that do not by themselves make an act political."""
_PATH = 4
_STATE = frozenset({"country", "seat"})
_HELPING = frozenset({"aux", "auxpass"})
_CONTENT = frozenset("vnar")
"""Word classes whose words tell what a sentence is about; function words only fit the corpus."""


class Scene:
    """One sentence as the scorer sees it, with what all its acts share."""

    __slots__ = ("_who", "general", "reader", "spans", "words")

    def __init__(self, reader: Reader) -> None:
        tree = reader.tree
        self.reader = reader
        self.spans = _names(reader)
        kinds = sorted({kind for _, _, found in self.spans for kind in found})
        named = {k for first, last, _ in self.spans for k in range(first, last + 1)}
        self.words = sorted(
            {
                lemma
                for i, lemma in enumerate(tree.lemma)
                if tree.pos[i] in _CONTENT
                and tree.dep[i] not in _HELPING
                and lemma.isalpha()
                and i not in named
                and not (tree.tag[i].startswith("NNP") and not tree.title)
            }
        )
        self.general = [
            *(f"w={w}" for w in self.words),
            *(f"names={k}" for k in kinds),
            f"name count={min(3, len(self.spans))}",
        ]
        text = tree.parsed.doc.text
        self.general += [
            name
            for name, holds in (
                ("title case", tree.title),
                ("quotes", not _QUOTES.isdisjoint(text)),
                ("question", text.rstrip().endswith("?")),
                ("exclamation", "!" in text),
                ("score", _SCORE.search(text) is not None),
                ("I or we", not {"i", "we", "my", "our", "us"}.isdisjoint(tree.lower)),
            )
            if holds
        ]
        self._who: dict[int, tuple[str, ...]] = {}

    def who(self, k: int) -> tuple[str, ...]:
        """What kind of participant stands at token `k`: by the registry's names and roles, else by its word class."""
        if k not in self._who:
            self._who[k] = tuple(sorted(set(self._kinds_of(k))))
        return self._who[k]

    def stands_for_state(self, k: int) -> bool:
        """Token `k` is itself the name of a country or capital, or an official."""
        tree, classes = self.reader.tree, self.reader.lexicon.classes
        named = any(a <= k <= b and _STATE & set(kinds) for a, b, kinds in self.spans)
        return named or ("official" in classes and satisfies(tree, k, classes["official"]) >= 1)

    def _kinds_of(self, k: int) -> Iterator[str]:
        tree = self.reader.tree
        first, last = phrase(tree, k)
        found = [kind for a, b, kinds in self.spans if a <= last and b >= first for kind in kinds]
        role = registry().role(" ".join(tree.words[first : last + 1]))
        if role is not None:
            found.append(role.sectors[0])
        if found:
            yield from found
        elif tree.pos[k] == "p":
            yield "pronoun"
        elif tree.tag[k] == "CD" or self._people(k):
            yield "people"
        elif ("n", tree.lemma[k]) in self.reader.lexicon.patterns:
            yield "deed"
        elif tree.tag[k].startswith("NNP"):
            yield "name"
        elif any(tree.tag[j].startswith("NNP") for j in range(first, last + 1)):
            yield "has name"
        else:
            yield "thing"

    def _people(self, k: int) -> bool:
        tree, classes = self.reader.tree, self.reader.lexicon.classes
        return any(name in classes and satisfies(tree, k, classes[name]) >= 1 for name in PEOPLE)


def _names(reader: Reader) -> list[tuple[int, int, tuple[str, ...]]]:
    """The registry's names in the sentence as first and last token and kinds."""
    doc = reader.tree.parsed.doc
    found = []
    starts = [t.idx for t in doc]
    ends = [t.idx + len(t.text) for t in doc]
    for name in registry().find(doc.text):
        inside = [i for i in range(len(starts)) if starts[i] < name.end and ends[i] > name.start]
        if inside:
            kinds = tuple(sorted({_KINDS[e.kind] for e in name.entries}))
            found.append((inside[0], inside[-1], kinds))
    return found


def known_sides(scene: Scene, match: Match) -> int:
    """How many sides are somebody, named by the registry or of a role with a political sector; 0 where one is not.

    An empty side counts neither way: "the Syrian uprising began" has 1.
    """
    sides = [heads for heads in (match.source, match.target) if heads]
    known = [any(kind not in NOBODY for k in heads for kind in scene.who(k)) for heads in sides]
    return len(sides) if all(known) else 0


def of_sentence(scene: Scene, acts: Sequence[Match]) -> list[str]:
    """The facts of a sentence with the acts that the lexicon finds in it, each once, in a fixed order."""
    tree = scene.reader.tree
    found = list(scene.general)
    for match in acts:
        found.append(f"act={match.type}")
        for side, heads in (("s", match.source), ("t", match.target)):
            found += [f"{side}:{kind}" for k in heads for kind in scene.who(k)]
    for i in range(tree.n):
        if tree.dep[i] in {"nsubj", "nsubjpass"}:
            doers = scene.reader.args.agent(tree.head[i]) if tree.dep[i] == "nsubjpass" else []
            found += [f"subject:{kind}" for k in doers or [i] for kind in scene.who(k)]
        elif tree.dep[i] == "ROOT":
            found.append(f"root={tree.lemma[i]}")
    return list(dict.fromkeys(found))


def of_act(scene: Scene, match: Match) -> list[str]:
    """The facts of one act, each once, in a fixed order. What the sentence is about is left to `of_sentence`."""
    name = match.type
    found = [f"type={name}", *(g for g in scene.general if not g.startswith("w="))]
    found += _of_trigger(scene, match)
    sides = []
    for side, heads in (("s", match.source), ("t", match.target)):
        kinds = sorted({kind for k in heads for kind in scene.who(k)}) or ["none"]
        sides.append(kinds)
        found += [f"{side}={kind}" for kind in kinds]
        found += [f"{name} {side}={kind}" for kind in kinds]
        found += [f"{side} word={w}" for w in _common(scene, heads)]
        found.append(f"{side} count={min(3, len(heads))}")
    found += [f"s={s} t={t}" for s in sides[0] for t in sides[1]]
    return list(dict.fromkeys(found))


def _common(scene: Scene, heads: Iterable[int]) -> list[str]:
    tree = scene.reader.tree
    return [tree.lemma[k] for k in heads if not tree.tag[k].startswith("NNP")]


def _of_trigger(scene: Scene, match: Match) -> Iterator[str]:
    tree = scene.reader.tree
    i, lemma = match.i, tree.lemma[match.i]
    yield from (f"frame={match.frame}", f"lemma={lemma}", f"pos={match.trigger.pos}", f"tag={tree.tag[i]}")
    yield from (f"{match.type} {match.trigger.pos}", f"rank={min(4, int(2 * match.rank))}")
    yield from (f"mode={m}" for m in match.modes)
    if match.trigger.light is not None:
        yield from ("light", f"light={tree.lemma[match.trigger.light]}")
    if match.content is not None:
        yield from (f"content={match.content[0]}", f"{match.type} content={match.content[0]}")
    if match.inner is not None:
        yield f"inner={match.inner.frame}"
    if match.status:
        yield f"status={match.status}"
    top = match.top
    yield from (
        f"dep={tree.dep[top]}",
        f"under={tree.lemma[tree.head[top]]}",
        f"{match.type} dep={tree.dep[top]}",
    )
    yield "path=" + ">".join(tree.dep[k] for k in tree.path_up(top)[:_PATH])
    for k in tree.kids[i]:
        yield f"below={tree.dep[k]}"
        if not tree.tag[k].startswith("NNP"):
            yield f"below={tree.dep[k]}:{tree.lemma[k]}"
            yield f"{lemma}>{tree.lemma[k]}"
    for step in (-2, -1, 1, 2):
        k = i + step
        if 0 <= k < tree.n:
            yield f"{step}={'NAME' if tree.tag[k].startswith('NNP') else tree.lemma[k]}"
    for fact, holds in (
        ("negated", negated(scene.reader, match)),
        ("future", future(scene.reader, match)),
        ("condition", conditional(tree, top)),
        ("capital", tree.words[i][:1].isupper() and i > 0),
    ):
        if holds:
            yield fact
