"""The arguments of an event noun: who did it, to whom, and what its prepositions add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.entries import PREPOSITIONS

if TYPE_CHECKING:
    from dragoman.coding.slots import Reader, Trigger


_LOOKING_ON = frozenset({"confirm", "report", "see", "witness", "hail", "describe"})
"""Verbs that tell of an act whose doer is somebody else: "the police confirmed the attack"."""


def of_event_noun(reader: Reader, trigger: Trigger, slot: str) -> list[int]:
    args, tree, n = reader.args, reader.tree, trigger.i
    if slot == "subj":
        return doer(reader, trigger)
    if slot == "obj":
        found = args.after(n, "of")
        if not found and trigger.pos == "n" and (args.after(n, "by")):
            found = args.possessor(n)
        if not found and trigger.pos == "g":
            found = [k for k in tree.kids[n] if tree.dep[k] in {"dobj", "compound"} and tree.pos[k] == "n"]
        return found
    if slot == "poss":
        return args.possessor(n)
    if slot == "comp":
        return [k for k in tree.kids[n] if tree.dep[k] in {"compound", "amod", "nmod"}]
    if slot == "clause":
        return [k for k in tree.kids[n] if tree.dep[k] in {"acl", "ccomp", "xcomp"}] or args.clauses(n)
    if slot == "iobj":
        return reader.fill(trigger, "to") or reader.fill(trigger, "for")
    if slot == "attr":
        h = tree.head[n]
        return (
            [k for k in tree.kids[h] if tree.dep[k] in {"attr", "acomp"}]
            if tree.dep[n].startswith("nsubj")
            else []
        )
    if slot in PREPOSITIONS:
        return _near_noun(reader, trigger, slot)
    return []


def _near_noun(reader: Reader, trigger: Trigger, slot: str) -> list[int]:
    args, tree, n = reader.args, reader.tree, trigger.i
    found = args.after(n, slot)
    lifted = args.lifted(n)
    if not found and lifted != n and slot != "of":
        found = args.after(lifted, slot)
    if not found and trigger.light is not None:
        found = args.after(trigger.light, slot)
    h = tree.head[lifted]
    if not found and tree.dep[lifted] == "conj" and slot != "of":
        found = args.after(h, slot)
    if (
        not found
        and tree.dep[lifted] in {"dobj", "nsubjpass", "nsubj", "attr"}
        and tree.pos[h] == "v"
        and slot not in {"of", "by"}
    ):
        found = [k for k in args.after(h, slot) if k > n]
    if (
        not found
        and tree.dep[lifted] == "pobj"
        and tree.dep[h] == "prep"
        and tree.pos[tree.head[h]] == "v"
        and slot != "of"
    ):
        found = [k for k in args.after(tree.head[h], slot) if k > n]
    if not found:
        for k in tree.kids[n]:
            if tree.dep[k] == "conj" and tree.pos[k] == "n" and slot != "of":
                found = args.after(k, slot)
    return found


def doer(reader: Reader, trigger: Trigger) -> list[int]:
    args, tree, n = reader.args, reader.tree, trigger.i
    found = args.after(n, "by") or _answering(reader, n)
    if found:
        return found
    for k in tree.kids[n]:
        if tree.dep[k] in {"acl", "relcl"} and tree.passive(k):
            found = args.agent(k)
            if found:
                return found
    own = args.possessor(n)
    if trigger.pos == "g" and not args.after(n, "of") and trigger.light is None:
        own = own if _active_gerund(reader, n) else []
    own = own or args.actor_modifiers(n)[-1:]
    effect = trigger.carrier.effect if trigger.carrier else ""
    if (
        trigger.light is not None
        and effect != "suffer"
        and not (effect == "tell" and (own or args.after(n, "between")))
        and tree.lemma[trigger.light] not in _LOOKING_ON
    ):
        found = args.logical_subject(trigger.light)
        if found and n not in found and args.lifted(n) not in found:
            return found
    if not own and tree.dep[n] == "attr" and tree.lemma[tree.head[n]] == "be":
        return args.subject(tree.head[n])  # "Japan is the largest donor"
    return own or args.after(n, "from")


def _answering(reader: Reader, n: int) -> list[int]:
    """Who "claimed responsibility for the ambush", or "was behind" it."""
    args, tree = reader.args, reader.tree
    lifted = args.lifted(n)
    prep = tree.head[lifted]
    if tree.dep[lifted] != "pobj":
        return []
    over = tree.head[prep]
    if tree.lower[prep] == "behind" and tree.lemma[over] == "be":
        return args.subject(over)
    if tree.lower[prep] == "for" and tree.lemma[over] == "responsibility" and tree.dep[over] == "dobj":
        return args.logical_subject(tree.head[over])
    return []


def _active_gerund(reader: Reader, n: int) -> bool:
    # "Russia's bombing" is by Russia, "the minister's sacking" is of the minister: the object decides.
    return any(reader.tree.dep[k] in {"dobj", "prep"} for k in reader.tree.kids[n])
