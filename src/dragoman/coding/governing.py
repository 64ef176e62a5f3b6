"""Composition: what becomes of an act under the words that govern it (agree to, refuse to, threaten to, call for).

Every step upward adds the governing word to the act's scope. The rules stand in governors.toml and light.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dragoman.coding.phrases import heads_of
from dragoman.coding.polarity import negated, owed
from dragoman.coding.slots import Reader, Trigger
from dragoman.coding.tree import NOMINAL
from dragoman.coding.triggers import has_object, verb_words, with_light
from dragoman.coding.words import has_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dragoman.coding.entries import Governor
    from dragoman.coding.matching import Match
    from dragoman.coding.tree import Tree

T = TypeVar("T")
COMPOSED = 1.2
"""Rank of a composed act: above a frame with one constraint, below one with two or with preference."""
_STEPS = 5
_QUESTIONS = frozenset(
    {"whether", "if", "why", "how", "what", "who", "when", "where", "which", "did", "has", "had", "does"}
)
_ENDING = frozenset({"end", "suspend", "cancel", "prevent"})
_STATUS = {"plan": "planned", "delay": "planned"}


def composed(reader: Reader, match: Match) -> Match:
    """The act as it stands after its light verb and all governing words have had their say."""
    match = _under_light(reader, match)
    passed: set[int] = set()
    for _ in range(_STEPS):
        step = next(governors_of(reader, match.top), None)
        if step is None or step[0] in match.scope or step[0] in passed:
            return match
        passed.add(step[0])
        match = _apply(reader, match, *step)
    return match


def _under_light(reader: Reader, match: Match) -> Match:
    carrier = match.trigger.carrier
    if carrier is None:
        return match
    if carrier.effect in _ENDING:
        return turned(reader, match, carrier.effect)
    if by_mode(reader.lexicon.turns.get(carrier.effect, {}), match.type, match.modes):
        return turned(reader, match, carrier.effect)
    if carrier.effect in _STATUS and not match.status:
        return match.but(status=_STATUS[carrier.effect])
    return match


def by_mode(table: Mapping[str, T], event_type: str, modes: tuple[str, ...]) -> T | None:
    """The table's entry for one of the modes (`TYPE/mode`), else for the type."""
    for mode in modes:
        if f"{event_type}/{mode}" in table:
            return table[f"{event_type}/{mode}"]
    return table.get(event_type)


def turned(reader: Reader, match: Match, turn: str) -> Match:
    """The act that ending, suspending or preventing this act is; the act itself where the table says nothing."""
    entry = by_mode(reader.lexicon.turns.get(turn, {}), match.type, match.modes)
    if entry is None:
        return match.but(status=match.status or "failed") if turn == "prevent" else match
    return match.but(
        type=entry[0],
        modes=entry[1],
        content=None,
        rank=match.rank + 1,
        why=(*match.why, f"{turn} of {match.type}"),
        inner=match,
    )


def governors_of(reader: Reader, top: int) -> Iterator[tuple[int, Trigger, Governor, str]]:
    """The governing words right above a token: (token, trigger, table entry, how the act hangs on it)."""
    for g, kind in _parents(reader, top):
        for pos, governor in _entries(reader, g):
            if _takes(governor, kind) and not (
                governor.gives == "REQUEST" and kind == "that" and only_told(reader.tree, g, top)
            ):
                yield g, Trigger(g, pos), governor, kind


def tells_only(tree: Tree, v: int) -> bool:
    """Verb `v` of asking has a clause that it only asks about or tells."""
    return any(tree.dep[k] == "ccomp" and only_told(tree, v, k) for k in tree.kids[v])


def only_told(tree: Tree, g: int, i: int) -> bool:
    """The clause asks or tells and requests nothing: "asked whether they had", "insisted that they had"."""
    first = min(tree.subtree(i), default=i)
    if tree.lower[first] in _QUESTIONS:
        return True
    if tree.lemma[g] not in {"insist", "remind"}:
        return False
    aux = {tree.lower[k] for k in tree.kids[i] if tree.dep[k] in {"aux", "auxpass"}}
    return not aux & {"should", "must", "be"} and tree.tag[i] in {"VBD", "VBZ", "VBN", "VBG", "VBP"}


def _takes(governor: Governor, kind: str) -> bool:
    if kind in governor.takes:
        return True
    return kind.startswith("prep:") and "prep" in governor.takes


def _entries(reader: Reader, g: int) -> Iterator[tuple[str, Governor]]:
    tree = reader.tree
    pos = tree.pos[g]
    if (
        pos == "n"
        and ("v", tree.lemma[g]) in reader.lexicon.governors
        and any(tree.dep[k] in {"nsubj", "aux"} for k in tree.kids[g])
    ):
        pos = "v"
    if (
        pos == "v"
        and tree.dep[g] in {"pobj", "dobj", "nsubj"}
        and ("n", tree.lemma[g]) in reader.lexicon.governors
    ):
        pos = "n"
    if (
        pos == "v"
        and tree.tag[g] == "VBN"
        and ("a", tree.lower[g]) in reader.lexicon.governors
        and not has_object(tree, g)
    ):
        for _, governor in reader.lexicon.governors["a", tree.lower[g]]:
            yield "a", governor
    for words, governor in reader.lexicon.governors.get((pos, tree.lemma[g]), ()):
        if pos == "v":
            if verb_words(tree, g, words):
                yield pos, governor
        elif len(words) == 1 or has_phrase(tree, g, words.index(tree.lemma[g]), words):
            yield pos, governor


def _parents(reader: Reader, top: int) -> Iterator[tuple[int, str]]:
    tree, args = reader.tree, reader.args
    i = args.lifted(top) if tree.pos[top] in NOMINAL else top
    for _ in range(4):
        if tree.dep[i] == "conj" and tree.pos[tree.head[i]] == tree.pos[i]:
            i = tree.head[i]
            i = args.lifted(i) if tree.pos[i] in NOMINAL else i
    h, dep = tree.head[i], tree.dep[i]
    if h == i:
        return
    if dep in {"xcomp", "ccomp", "advcl", "oprd", "acl", "relcl", "pcomp", "acomp", "dep"} and tree.pos[
        i
    ] in {"v", "a", "n"}:
        yield from _clause_parent(reader, i, h, dep)
    if dep == "pobj" and tree.dep[h] in {"prep", "dative", "agent", "prt", "advmod"}:
        word = tree.lower[h]
        over = tree.head[h]
        if tree.dep[over] == "prep" and word == "of":
            word, over = tree.lower[over], tree.head[over]
        yield over, f"prep:{word}"
        if tree.pos[over] in NOMINAL and tree.dep[over] in {"dobj", "pobj"}:
            # "called on Iran for an end to": the parser hangs the phrase on the nearest noun.
            up = tree.head[over]
            up = tree.head[up] if tree.dep[over] == "pobj" else up
            if tree.pos[up] == "v":
                yield up, f"prep:{word}"
    elif tree.pos[i] in NOMINAL or tree.pos[i] == "v":
        if dep in {"dobj", "nsubjpass", "attr", "oprd"}:
            yield h, "obj"
        elif dep == "nsubj":
            yield h, "obj" if tree.pos[h] == "v" and tree.passive(h) else "subj"
        elif dep in {"compound", "amod", "nmod"}:
            yield h, "comp"
        elif dep == "acl" and tree.tag[i] not in {"VBN", "VBG", "VBD"}:
            yield h, "inf"
    for k in tree.kids[i]:
        if (
            tree.dep[k] in {"acl", "relcl"}
            and tree.pos[k] == "v"
            and tree.pos[i] in NOMINAL
            and (tree.passive(k))
        ):
            yield k, "obj"


def _clause_parent(reader: Reader, i: int, h: int, dep: str) -> Iterator[tuple[int, str]]:
    tree = reader.tree
    kids = tree.kids[i]
    infinitive = any(tree.lower[k] == "to" and tree.dep[k] in {"aux", "mark"} for k in kids)
    if dep == "pcomp":
        over = tree.head[h]
        if tree.lower[h] == "into" and tree.lemma[over] == "look":
            return  # "is looking into imposing sanctions" weighs them and investigates nobody
        yield over, f"prep:{tree.lower[h]}"
        if tree.pos[over] in NOMINAL and tree.pos[tree.head[over]] == "v":
            yield tree.head[over], f"prep:{tree.lower[h]}"
        return
    if dep == "relcl":
        return
    if dep == "advcl":
        if infinitive:
            yield h, "purpose"
        return
    if dep == "acl" and not infinitive and tree.tag[i] in {"VBN", "VBG"}:
        return
    if dep == "ccomp" and owed(tree, i):
        yield h, "must"
    if dep == "xcomp" and tree.dep[h] == "ccomp" and owed(tree, h):
        yield tree.head[h], "must"
    kind = (
        "inf"
        if infinitive
        else (
            "ger"
            if tree.tag[i] == "VBG" and not any(tree.dep[k] in {"aux", "nsubj"} for k in kids)
            else "that"
        )
    )
    yield h, kind
    if tree.pos[h] in NOMINAL and tree.dep[h] in {"dobj", "pobj"} and infinitive:
        up = tree.head[h] if tree.dep[h] == "dobj" else tree.head[tree.head[h]]
        if tree.pos[up] == "v":
            yield up, "inf"
    if tree.pos[h] == "v" and tree.lemma[h] in {"be", "seem", "appear", "remain", "stand"}:
        for k in tree.kids[h]:
            if tree.dep[k] in {"acomp", "attr", "oprd"} and k < i:
                yield k, kind
    if tree.pos[h] == "a" and tree.dep[h] == "ccomp":
        yield tree.head[h], kind


def _apply(reader: Reader, match: Match, g: int, trigger: Trigger, governor: Governor, kind: str) -> Match:
    tree = reader.tree
    trigger = _noun_with_light(reader, trigger)
    scope = tuple(sorted({*match.scope, *(t for t in (g, trigger.light) if t is not None)}))
    word = tree.lower[g]
    base = match.but(scope=scope, top=trigger.top, why=(*match.why, f"{word} ({kind})"))
    if governor.turn:
        base = turned(reader, base, governor.turn)
        return _with_governing_source(reader, base, match, trigger, governor)
    special = by_mode(governor.exceptions, match.type, match.modes) or ""
    if special.startswith("THREATEN") and governor.gives == "AGREE" and negated(reader, match):
        special = ""  # a promise not to do it
    kept = special == "" and governor.exceptions and governor.gives == "AGREE" and negated(reader, match)
    becomes = special or governor.gives
    if not becomes:
        if governor.status:
            base = base.but(status=governor.status)
        return _with_governing_source(reader, base, match, trigger, governor) if governor.source else base
    inner_type = match.type
    becomes, _, fixed = becomes.partition("/")
    mode = fixed or by_mode(governor.modes, inner_type, match.modes) or governor.modes.get("*", "")
    source = _fill(reader, match, trigger, governor.source or ("subj",))
    if not source and (governor.factive or match.content is not None):
        return match.but(top=trigger.top)  # nobody is named who judges it: what stays told is the act itself
    target = _blamed(reader, trigger, governor, kind) or _fill(
        reader, match, trigger, governor.target, source
    )
    target = [t for t in target if t not in source]
    spoken = base.but(
        trigger=trigger,
        type=becomes,
        modes=(mode,) if mode else (),
        source=tuple(source),
        target=tuple(target),
        content=(inner_type, match.modes),
        status="occurred" if kept else "",
        rank=COMPOSED + 0.1 * match.rank + (1.0 if special else 0.0),
        reciprocal=match.reciprocal and not target,
        frame=f"governor {word}",
        third=match.third,
        inner=match,
    )
    return _under_light(reader, spoken) if trigger.light is not None else spoken


def _blamed(reader: Reader, trigger: Trigger, governor: Governor, kind: str) -> list[int]:
    """Who is judged where the act is only the ground: Russia in "condemned Russia for its invasion of Ukraine"."""
    if trigger.pos != "v" or not kind.startswith("prep:") or "obj" not in governor.target:
        return []
    return [k for k in heads_of(reader.tree, reader.fill(trigger, "obj")) if reader.acts(k)]


def _noun_with_light(reader: Reader, trigger: Trigger) -> Trigger:
    if trigger.pos != "n":
        return trigger
    return with_light(reader, trigger.i, "n")


def _with_governing_source(
    reader: Reader, match: Match, inner: Match, trigger: Trigger, governor: Governor
) -> Match:
    """The governor's own subject is the doer of an ended or planned act where the act names no doer of its own."""
    own = _fill(reader, inner, trigger, governor.source or ("subj",))
    if not own or trigger.i in own:
        return match
    if match.source and inner.trigger.pos == "v" and not governor.turn:
        return match
    if match.source and governor.turn and inner.trigger.pos != "v" and set(own) != set(match.source):
        # "France suspended its aid to Mali": possessive doers are the same party, others become the target.
        target = match.target or tuple(s for s in match.source if s not in own)
        return match.but(source=tuple(own), target=tuple(t for t in target if t not in own))
    target = tuple(t for t in match.target if t not in own) or tuple(
        _fill(reader, inner, trigger, governor.target, own) if governor.target else ()
    )
    return match.but(source=tuple(own), target=target)


def _fill(
    reader: Reader, inner: Match, trigger: Trigger, slots: tuple[str, ...], taken: list[int] | None = None
) -> list[int]:
    taken = taken or []
    inside = set(inner.scope) | {inner.i, inner.top}
    for slot in slots:
        if slot == "content.target":
            found = list(inner.target)
        elif slot == "content.source":
            found = list(inner.source)
        else:
            found = [
                k
                for k in reader.fill(trigger, slot)
                if k not in inside and reader.args.through(k) not in inside
            ]
        found = [k for k in heads_of(reader.tree, found) if k not in taken]
        if found:
            return found
    return []
