"""Composition: what becomes of an act under the words that govern it (agree to, refuse to, threaten to, call for).

Every step upward adds the governing word to the act's scope. The rules stand in governors.toml and light.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dragoman.coding.governors import governors_of
from dragoman.coding.phrases import heads_of
from dragoman.coding.polarity import negated
from dragoman.coding.triggers import with_light

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.coding.entries import Governor
    from dragoman.coding.matching import Match
    from dragoman.coding.slots import Reader, Trigger

T = TypeVar("T")
COMPOSED = 1.2
"""Rank of a composed act: above a frame with one constraint, below one with two or with preference."""
_STEPS = 5
_ENDING = frozenset({"end", "suspend", "cancel", "prevent"})
# Exercises end when they are over; cut short they are suspended or cancelled.
_SCHEDULED = frozenset({"exercise", "drill", "maneuver", "wargame"})
_SENDING = frozenset(
    {"send", "dispatch", "deploy", "provide", "supply", "deliver", "lend", "donate", "contribute"}
)
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
    if turn == "end" and reader.tree.lemma[match.trigger.i] in _SCHEDULED:
        return match
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
    # Of "condemned the killing of two", the two are not blamed.
    hurt = inner_type == "ASSAULT" or "arrest" in match.modes or "deport" in match.modes
    blaming = becomes == "ACCUSE" and trigger.pos == "v" and hurt
    victims = match.target if blaming else ()
    target = _blamed(reader, trigger, governor, kind) or _fill(
        reader, match, trigger, governor.target, [*source, *victims]
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
        if slot == "clause.obj" and reader.tree.lemma[inner.trigger.i] in _SENDING:
            continue  # "offered to send 200 officers": they are what is offered
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
