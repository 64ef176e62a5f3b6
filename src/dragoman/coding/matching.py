"""Which frame a trigger word calls up: candidates, constraints, priority.

A match still holds token numbers; `sentence` turns it into an act.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.coding.phrases import heads_of
from dragoman.coding.triggers import verb_words
from dragoman.coding.words import has_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.coding.entries import Frame, Pattern
    from dragoman.coding.slots import Reader, Trigger
    from dragoman.coding.tree import Tree

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
_IN_PASSING = frozenset({"after", "following", "before", "during", "amid", "under", "in", "ahead", "at"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
_ENVOYS = frozenset(
    {
        "ambassador",
        "envoy",
        "diplomat",
        "consul",
        "attache",
        "attaché",
        "charge",
        "chargé",
        "minister",
        "representative",
    }
)
_DONE_TO = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "SUPPORT", "AID", "REJECT"})


@dataclass(frozen=True, slots=True)
class Match:
    """One act in the making. `top` stands for it in the clause; `scope` holds its governing words."""

    trigger: Trigger
    type: str
    modes: tuple[str, ...]
    source: tuple[int, ...]
    target: tuple[int, ...]
    top: int
    frame: str
    rank: float
    third: tuple[tuple[str, int], ...] = ()
    content: tuple[str, tuple[str, ...]] | None = None
    status: str = ""
    scope: tuple[int, ...] = ()
    consumed: frozenset[int] = frozenset()
    reciprocal: bool = False
    why: tuple[str, ...] = ()
    inner: Match | None = field(default=None, compare=False)

    @property
    def i(self) -> int:
        """The trigger's token number."""
        return self.trigger.i

    def but(self, **changes: object) -> Match:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def candidates(reader: Reader, trigger: Trigger) -> Iterator[tuple[Pattern, Trigger]]:
    """The patterns whose words are present, in order of priority, and the trigger with its particle."""
    tree = reader.tree
    pos = "v" if trigger.pos == "g" else trigger.pos
    keys = [(pos, tree.lemma[trigger.i])]
    if tree.lower[trigger.i] != tree.lemma[trigger.i]:
        keys.append((pos, tree.lower[trigger.i]))
    for key in keys:
        for pattern in reader.lexicon.patterns.get(key, ()):
            if pos == "v":
                if trigger.pos == "v" and not verb_words(tree, trigger.i, pattern.words):
                    continue
                if trigger.pos == "g" and len(pattern.words) > 1:
                    continue
            elif len(pattern.words) > 1 and not has_phrase(tree, trigger.i, pattern.place, pattern.words):
                continue
            yield pattern, _with_particle(tree, trigger, pattern)


def _with_particle(tree: Tree, trigger: Trigger, pattern: Pattern) -> Trigger:
    if trigger.pos != "v" or len(pattern.words) != 2:
        return trigger
    for k in tree.kids[trigger.i]:
        if (
            tree.lower[k] == pattern.words[1]
            and tree.dep[k] in {"prep", "prt"}
            and any(tree.dep[g] == "pobj" for g in tree.kids[k])
        ):
            return replace(trigger, particle=k)
    return trigger


def matches(reader: Reader, trigger: Trigger) -> list[Match]:
    """Every frame that fits the trigger, best first: constraints by how exactly they hold, then the table's order."""
    fitting = []
    for pattern, full in candidates(reader, trigger):
        frame = pattern.frame
        strength = float(len(pattern.words) - 1)
        for slot, test in frame.when:
            held = reader.holds(full, slot, test)
            if not held:
                break
            strength += held
        else:
            if not any(reader.holds(full, slot, test) for slot, test in frame.unless):
                key = (-frame.prefer - strength, -len(pattern.words), pattern.rank)
                fitting.append((key, strength, full, frame, pattern))
    fitting.sort(key=lambda f: f[0])
    return [build(reader, full, frame, strength) for _, strength, full, frame, _ in fitting]


def best_match(reader: Reader, trigger: Trigger) -> Match | None:
    """The first frame that fits and has a participant; else the first that fits."""
    found = matches(reader, trigger)
    return next((m for m in found if m.source or m.target), found[0] if found else None)


def _from_event_noun(reader: Reader, trigger: Trigger) -> tuple[list[int], list[int]]:
    """The parties of a deed whose verb names none: `a settlement between A and B was reached`, `X's ban was extended`."""
    tree, args = reader.tree, reader.args
    for o in reader.fill(trigger, "obj"):
        if tree.tag[o] not in {"NN", "NNS"} or tree.lemma[o] in _ENVOYS:
            continue  # "X's ambassador was summoned": not by X
        both = [k for h in args.after(o, "between") for k in tree.conjuncts(h)]
        if len(both) > 1:
            return both[:1], both[1:]
        found = args.after(o, "by") or args.possessor(o) or args.actor_modifiers(o)
        if found:
            return found[:1], []
    return [], []


def _clause_doers(reader: Reader, trigger: Trigger) -> list[int]:
    """The parties of a deal or talks told in passing are those of the clause: `X freed them after talks with Y`."""
    tree = reader.tree
    prep = tree.head[trigger.i]
    if (
        tree.dep[trigger.i] != "pobj"
        or tree.lower[prep] not in _IN_PASSING
        or tree.pos[tree.head[prep]] != "v"
    ):
        return []
    over = tree.head[prep]
    deed = best_match(reader, replace(trigger, i=over, pos="v"))
    if deed is not None and deed.type in _HOSTILE:
        return []  # who attacks before the talks need not talk
    return [k for k in reader.args.subject(over) if reader.acts(k) or tree.pos[k] == "p"]


def _each_other(
    reader: Reader, frame: Frame, source: list[int], target: list[int]
) -> tuple[list[int], list[int]]:
    """Two parties that act together are source and target; what they agree on is a thing and no target."""
    if not frame.reciprocal and not (frame.type == "AGREE" and len(source) > 1):
        return source, target
    parties = [t for t in target if reader.acts(t) or reader.tree.pos[t] == "p"]
    if not parties and (len(source) > 1 or frame.type == "AGREE"):
        target = []
    return (source, target) if target else (source[:1], source[1:])


def build(reader: Reader, trigger: Trigger, frame: Frame, strength: float) -> Match:
    """The match of one frame: its slots filled from the sentence."""
    tree = reader.tree
    source_slot, source = reader.first(trigger, frame.source)
    target_slot, target = reader.first(trigger, tuple(s for s in frame.target if s != source_slot))
    target = [t for t in target if t not in source]
    if trigger.pos in {"n", "g"} and not {"obj", "of"} & set(frame.target) and "of" not in frame.source:
        # Nothing claims the of-phrase: it is the doer of a visit, but the victim of a shelling.
        loose = [k for k in reader.args.after(trigger.i, "of") if k not in target and k not in source]
        if frame.type in _DONE_TO and not target:
            target = loose
        elif frame.type not in _DONE_TO and not source:
            source = loose
    if trigger.carrier is not None and trigger.carrier.effect == "suffer" and not target:
        target = [t for t in reader.args.logical_subject(trigger.light or trigger.i) if t not in source]
    if not source and not target and trigger.pos == "v" and "obj" in dict(frame.when):
        source, target = _from_event_noun(reader, trigger)
    elif not source and trigger.pos == "v" and "obj" in dict(frame.when):
        source = [k for k in _from_event_noun(reader, trigger)[0] if k not in target]
    if not source and trigger.pos == "n" and trigger.light is None and frame.type in MUTUAL:
        source = [k for k in _clause_doers(reader, trigger) if k not in target]
    source, target = heads_of(tree, source), heads_of(tree, target)
    target = [t for t in target if t not in source]
    source, target = _each_other(reader, frame, source, target)
    third: list[tuple[str, int]] = []
    for role, slots in frame.third:
        found = [k for k in reader.first(trigger, slots)[1] if k not in source and k not in target]
        third.extend((role, k) for k in found)
    consumed = frozenset(
        reader.args.through(k)
        for slot, _ in frame.when
        if slot == "obj" or "." not in slot
        for o in reader.fill(trigger, slot)
        for k in tree.conjuncts(o)
    )
    scope = (trigger.i,) if trigger.light is None else tuple(sorted((trigger.i, trigger.light)))
    given = ", ".join(s for s in (source_slot, target_slot) if s)
    return Match(
        trigger=trigger,
        type=frame.type,
        modes=frame.modes,
        source=tuple(source),
        target=tuple(target),
        top=trigger.top,
        frame=frame.id,
        rank=strength + frame.prefer,
        third=tuple(third),
        content=(frame.content, frame.content_modes) if frame.content else None,
        status=frame.status,
        scope=scope,
        consumed=consumed,
        reciprocal=frame.reciprocal,
        why=(f"lexicon {frame.id} ({given or 'no argument'})",),
    )
