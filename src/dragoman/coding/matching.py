"""Which frame a trigger word calls up: candidates, constraints, priority.

A match still holds token numbers; `sentence` turns it into an act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.coding.lexicon import Frame, Light, Pattern
from dragoman.coding.phrases import heads_of
from dragoman.coding.slots import Reader, Trigger
from dragoman.coding.tree import NOMINAL, Tree
from dragoman.coding.words import bases, has_phrase

_DONE_TO = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "SUPPORT", "AID", "REJECT"})
_PARTICLES = frozenset({"prt"})
ADVERBIAL = frozenset("in out up off down over away back apart aside around together along ahead forward under through".split())
"""Particles that are no mere prepositions: they must stand at the verb."""
_MINOR = frozenset({"det", "punct", "aux", "auxpass", "case", "mark", "cc", "neg", "nummod"})


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


def triggers(reader: Reader) -> list[Trigger]:
    """Every word of the sentence that some frame knows, with its light verb."""
    found = []
    for i in range(reader.tree.n):
        trigger = trigger_at(reader, i)
        if trigger is not None:
            found.append(trigger)
    return found


def trigger_at(reader: Reader, i: int) -> Trigger | None:
    """The trigger at token `i`, None where no frame knows the word in a class it can have here."""
    tree, patterns = reader.tree, reader.lexicon.patterns
    lemma, pos = tree.lemma[i], tree.pos[i]
    if not pos or pos in {"i", "p"}:
        return None
    if lemma not in reader.lexicon.words and not _respell(reader, i):
        return None
    lemma = tree.lemma[i]
    if pos == "v":
        if ("a", tree.lower[i]) in patterns and tree.dep[i] in {"acomp", "ROOT", "ccomp", "conj", "oprd", "relcl", "advcl"} and not has_object(tree, i):
            return Trigger(i, "a")
        if tree.dep[i] in {"amod", "compound"} and not _verbal(tree, i):
            return None
        if _noun_like(tree, i):
            if ("n", lemma) in patterns or ("n", tree.lower[i]) in patterns:
                return with_light(reader, i, "n")
            return with_light(reader, i, "g") if ("v", lemma) in patterns else None
        return Trigger(i, "v") if ("v", lemma) in patterns else None
    if pos == "a" and tree.words[i][:1].isupper() and i and not tree.title:
        return None
    if pos == "a":
        if ("a", lemma) in patterns or ("a", tree.lower[i]) in patterns:
            # "forces loyal to the king" describes; "the forces are loyal to the king" tells.
            return Trigger(i, "a") if tree.dep[i] != "amod" else None
        return None
    if pos == "n" and tree.tag[i].startswith("NNP") and _part_of_name(tree, i):
        return None
    if pos == "n":
        if verb_in_disguise(tree, i) and ("v", lemma) in patterns:
            return Trigger(i, "v")
        if ("n", lemma) in patterns or ("n", tree.lower[i]) in patterns:
            return with_light(reader, i, "n")
        if tree.lower[i].endswith("ing") and ("v", lemma) in patterns:
            return with_light(reader, i, "g")
    return None


def _respell(reader: Reader, i: int) -> bool:
    # A headline's "Attacks" is tagged a name and keeps its ending; a gerund tagged noun keeps its -ing.
    tree = reader.tree
    if not (tree.tag[i].startswith("NNP") or tree.lower[i].endswith(("ing", "ed", "s"))):
        return False
    for form in bases(tree.lower[i]):
        if form in reader.lexicon.words:
            tree.lemma[i] = form
            return True
    return False


def _part_of_name(tree: Tree, i: int) -> bool:
    """A capitalised noun in a running sentence is a name or its part: `Civil War`, `March`, `Party of Action`."""
    return not tree.title and tree.words[i][:1].isupper() and not tree.words[i].isupper()


def _verbal(tree: Tree, i: int) -> bool:
    return any(tree.dep[k] in {"agent", "dobj", "prep"} for k in tree.kids[i])


def _noun_like(tree: Tree, i: int) -> bool:
    """A verb form that stands as a noun: `the shelling of`, `their bombing of`."""
    if tree.tag[i] != "VBG" or tree.dep[i] in {"ROOT", "advcl", "acl", "xcomp", "relcl"}:
        return False
    if has_object(tree, i):
        return False
    if tree.dep[i] in {"nsubj", "nsubjpass", "dobj", "pobj"} and any(tree.lower[k] in {"between", "of"} for k in tree.kids[i]):
        return True
    return any(tree.dep[k] in {"det", "poss", "amod"} for k in tree.kids[i])


def has_object(tree: Tree, i: int) -> bool:
    """Verb `i` has a direct object."""
    return any(tree.dep[k] == "dobj" for k in tree.kids[i])


def verb_in_disguise(tree: Tree, i: int) -> bool:
    """A word tagged noun that its dependents show to be the clause's verb."""
    deps = {tree.dep[k] for k in tree.kids[i]}
    if tree.dep[i] in {"pobj", "compound", "amod", "poss"}:
        return False
    return bool(deps & {"nsubj", "nsubjpass", "dobj", "aux", "auxpass"}) and not deps & {"det", "cop"}


def with_light(reader: Reader, i: int, pos: str) -> Trigger:
    """The noun trigger at `i` with the light verb that carries it, if one does."""
    found = light_verb(reader, i)
    return Trigger(i, pos, found[0], found[1]) if found else Trigger(i, pos)


def light_verb(reader: Reader, noun: int) -> tuple[int, Light] | None:
    """The light verb of an event noun and its entry: as object, passive subject, participle or by preposition."""
    tree, args = reader.tree, reader.args
    n = args.lifted(noun)
    for _ in range(4):
        if tree.dep[n] == "conj" and tree.pos[tree.head[n]] in NOMINAL | {"v"}:
            n = args.lifted(tree.head[n])
        else:
            break
    h, dep = tree.head[n], tree.dep[n]
    if dep in {"dobj", "nsubjpass", "attr", "oprd"} or (dep == "nsubj" and tree.pos[h] == "v" and tree.passive(h)):
        found = _entry(reader, h, "")
        if found:
            return h, found
    if dep == "pobj" and tree.dep[h] in {"prep", "prt", "agent", "dative"} and tree.pos[tree.head[h]] == "v":
        found = _entry(reader, tree.head[h], tree.lower[h])
        if found:
            return tree.head[h], found
    for k in tree.kids[n]:
        if tree.dep[k] in {"acl", "relcl"} and tree.pos[k] == "v" and (tree.passive(k) or tree.dep[k] == "relcl"):
            found = _entry(reader, k, "")
            if found:
                return k, found
    return None


def _entry(reader: Reader, v: int, prep: str) -> Light | None:
    tree = reader.tree
    for words, light in reader.lexicon.lights.get(tree.lemma[v], ()):
        if bool(prep) != bool(light.preps) or (prep and prep not in light.preps):
            continue
        if verb_words(tree, v, words):
            return light
    return None


def verb_words(tree: Tree, v: int, words: tuple[str, ...]) -> bool:
    """Verb `v` has the other words of a particle verb or idiom below it; a verb alone has no particle."""
    if len(words) == 1:
        return not any(tree.dep[k] in _PARTICLES for k in tree.kids[v])
    if words[1] in ADVERBIAL and not _has_particle(tree, v, words[1]):
        return False
    near = set()
    for k in tree.kids[v]:
        if tree.dep[k] in _MINOR:
            continue
        near.update((tree.lower[k], tree.lemma[k]))
        for g in tree.kids[k]:
            near.update((tree.lower[g], tree.lemma[g]))
            for d in tree.kids[g]:
                near.update((tree.lower[d], tree.lemma[d]))
    return all(w in near for w in words[1:])


def _has_particle(tree: Tree, v: int, word: str) -> bool:
    """The particle itself, not a preposition of place: `took in refugees` but not `took hostages in the theatre`."""
    for k in tree.kids[v]:
        if tree.lower[k] == word:
            if tree.dep[k] == "prt" or (tree.dep[k] in {"advmod", "prep", "acomp", "oprd", "aux"} and (k == v + 1 or not tree.kids[k])):
                return True
            if tree.dep[k] == "prep" and any(tree.lower[g] in {"of", "to", "with", "on", "for"} for g in tree.kids[k]):
                return True
        elif tree.dep[k] in {"prt", "advmod"} and any(tree.lower[g] == word for g in tree.kids[k]):
            return True
    return False


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
        if tree.lower[k] == pattern.words[1] and tree.dep[k] in {"prep", "prt"} and any(tree.dep[g] == "pobj" for g in tree.kids[k]):
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
        if tree.tag[o] not in {"NN", "NNS"}:
            continue
        both = [k for h in args.after(o, "between") for k in tree.conjuncts(h)]
        if len(both) > 1:
            return both[:1], both[1:]
        found = args.after(o, "by") or args.possessor(o) or args.actor_modifiers(o)
        if found:
            return found[:1], []
    return [], []


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
    source, target = heads_of(tree, source), heads_of(tree, target)
    target = [t for t in target if t not in source]
    if frame.reciprocal and not target:
        source, target = source[:1], source[1:]
    third = []
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
