"""PLOVER's boundary rules between acts of one sentence: what is one event and what is two."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.coding.matching import Match
    from dragoman.coding.slots import Reader

_TELLINGS = frozenset(
    {
        "report",
        "rumor",
        "claim",
        "suggestion",
        "speculation",
        "notion",
        "allegation",
        "accusation",
        "assertion",
        "story",
    }
)
_EXERCISES = frozenset({"exercise", "drill", "game", "maneuver", "wargame"})
_HARM = frozenset(
    {"kill", "injure", "wound", "damage", "destroy", "hurt", "leave", "maim", "hit", "strike", "burn"}
)


def _told_by_noun(reader: Reader, match: Match, found: list[Match]) -> Match:
    """Where an event noun of the same type is the subject or object, its doer and its modes are the act's.

    `Israel's air attack killed six`: Israel, aerial; `launched a missile attack`: heavy weapons.
    """
    if match.trigger.pos != "v":
        return match
    for noun in found:
        if noun is match or noun.trigger.pos == "v":
            continue
        lifted = reader.args.lifted(noun.i)
        if noun.type != match.type:
            if noun.source and match.source in {
                (noun.i,),
                (lifted,),
            }:  # "the summit of X and Y failed to agree": X, Y
                match = match.but(source=noun.source, target=match.target or noun.target)
            continue
        if noun.i in match.source or lifted in match.source:
            # What kills or injures is no party: its doer is, and where none is named there is none.
            hit = tuple(k for k in noun.target if k not in {*match.target, *noun.source})
            match = match.but(
                source=noun.source, target=(*match.target, *hit), modes=match.modes or noun.modes
            )
        elif noun.i in match.consumed or _argument_of(reader, noun, match):
            match = match.but(modes=match.modes or noun.modes, source=match.source or noun.source)
    return match


def _joint_exercise(reader: Reader, match: Match) -> Match:
    """An exercise of two parties is a joint one: COOPERATE; one's own is MOBILIZE."""
    words = {reader.tree.lemma[k] for k in (match.i, *match.consumed)}
    if match.type != "MOBILIZE" or len(match.source) < 2 or not words & _EXERCISES:
        return match
    return match.but(type="COOPERATE", modes=(), source=match.source[:1], target=match.source[1:])


def merge_results(reader: Reader, found: list[Match]) -> tuple[list[Match], list[tuple[Match, str]]]:
    """Put the victims of one attack into one act: `attacked the town, killing 12 people and wounding 30`."""
    lost: list[tuple[Match, str]] = []
    kept = sorted(found, key=lambda m: m.i)
    for one in list(kept):
        if one.type != "ASSAULT" or reader.tree.lemma[one.i] not in _HARM or one.trigger.pos != "v":
            continue
        main = next((m for m in kept if m is not one and _leads_to(reader, m, one)), None)
        if main is None:
            continue
        kept.remove(one)
        extra = tuple(k for k in one.target if k not in main.target and k not in main.source)
        modes = main.modes or one.modes
        source = main.source or one.source
        where = kept.index(main)
        kept[where] = main.but(
            target=(*main.target, *extra), modes=modes, source=source, scope=tuple(sorted({*main.scope}))
        )
        lost.append((one, f"a result of the act that {main.frame} tells"))
    return kept, lost


def _leads_to(reader: Reader, main: Match, one: Match) -> bool:
    tree = reader.tree
    if main.type != "ASSAULT" or main.trigger.pos != "v":
        return False
    dep = tree.dep[one.i]
    if tree.tag[one.i] == "VBG" and dep in {"advcl", "acl", "conj"}:
        up = [k for k in tree.path_up(one.i)[1:] if tree.pos[k] == "v"]
        return bool(up) and (
            up[0] == main.i or (dep == "conj" and main.i in up[:2] and tree.tag[up[0]] == "VBG")
        )
    return dep == "conj" and main.i in tree.path_up(one.i)[1:3] and main.source == one.source


def apply(
    reader: Reader, found: list[Match], consumed: list[Match]
) -> tuple[list[Match], list[tuple[Match, str]]]:
    """The acts that stand, and those that are part of another with the rule that says so.

    `consumed` are event nouns that a verb has already swallowed: they still lend it doers and modes.
    """
    found = [_told_by_noun(reader, m, [*found, *consumed]) for m in found]
    found = [_joint_exercise(reader, m) for m in found]
    found, merged = merge_results(reader, found)
    denied = {m.i: clause for m in found if (clause := denied_telling(reader, m)) is not None}
    lost = {i: "it denies what is told" for i, clause in denied.items() if _only_denies(reader, clause)}
    for one in found:
        for other in found:
            if one is other or one.i in lost or other.i in lost:
                continue
            rule = _absorbed(reader, one, other, denied)
            if rule:
                lost[one.i] = rule
    return [m for m in found if m.i not in lost], merged + [(m, lost[m.i]) for m in found if m.i in lost]


def _absorbed(reader: Reader, one: Match, other: Match, denied: Mapping[int, int]) -> str:
    """The rule by which act `one` is only a part of act `other`, empty where both stand.

    `denied`: the clauses that acts of the sentence deny (`denied_telling`), by the acts' words.
    """
    same_doer = bool(set(one.source) & set(other.source)) or not one.source
    if one.type == "MOBILIZE" and other.type == "ASSAULT" and same_doer and _linked(reader, one, other):
        return "mobilisation inside an attack is ASSAULT only"
    if one.type == "ACCUSE" and "convict" in other.modes and (_below(reader, one, other) or not one.source):
        return "no accusation beside a conviction"
    if one.type == "REQUEST" and other.type == "PROTEST" and _linked(reader, one, other) and same_doer:
        return "a demand made by a demonstration is PROTEST only"
    if one.type == other.type and one.trigger.pos in {"n", "g"} and _argument_of(reader, one, other):
        return f"the act that {other.frame} tells"
    if one.type == other.type and same_doer and _means_of(reader, one, other):
        return f"the act that {other.frame} tells"
    if one.i in denied and denied[one.i] in reader.tree.path_up(other.top):
        return "it denies what is told"
    if other.i in denied and denied[other.i] in reader.tree.path_up(one.top):
        return ""
    if (
        one.trigger.pos == "v"
        and reader.tree.dep[one.i] == "acl"
        and reader.tree.head[one.i] in {other.i, *other.consumed}
        and (other.source or other.target)
    ):
        return f"only tells which one {other.frame} is about"
    if one.type == "ACCUSE" and other.type == "PROTEST" and _linked(reader, one, other) and same_doer:
        return "a protest against something is PROTEST only"
    return ""


def denied_telling(reader: Reader, match: Match) -> int | None:
    """The clause whose truth a rejection is about: "dismissed reports that its troops had shelled the village"."""
    tree = reader.tree
    if match.type != "REJECT" or match.trigger.pos != "v" or match.inner is not None:
        return None
    for noun in reader.fill(match.trigger, "obj"):
        if tree.lemma[noun] in _TELLINGS:
            for k in tree.kids[noun]:
                if tree.dep[k] in {"acl", "ccomp", "relcl"} and any(
                    tree.lower[c] == "that" and tree.dep[c] == "mark" for c in tree.kids[k]
                ):
                    return k
    return None


def _only_denies(reader: Reader, told: int) -> bool:
    """A report or rumour is dismissed and nobody blamed: an allegation dismissed is an act, as it answers somebody."""
    return reader.tree.lemma[reader.tree.head[told]] not in {"allegation", "accusation"}


def _below(reader: Reader, one: Match, other: Match) -> bool:
    return other.top in reader.tree.path_up(one.i)


def _linked(reader: Reader, one: Match, other: Match) -> bool:
    """One of the two depends on the other in the clause."""
    tree = reader.tree
    return other.top in tree.path_up(one.top) or one.top in tree.path_up(other.top)


def _argument_of(reader: Reader, one: Match, other: Match) -> bool:
    """Noun `one` is a participant or an adjunct of `other`: `the attack killed two`, `killed in an attack`."""
    args = set(other.source) | set(other.target)
    lifted = reader.args.lifted(one.i)
    if one.i in args or lifted in args:
        return True
    tree = reader.tree
    h = tree.head[lifted]
    if h == other.i and tree.dep[lifted] in {"dobj", "nsubjpass", "nsubj", "attr", "compound"}:
        return True
    if tree.dep[lifted] == "parataxis" and h in {other.i, other.top}:
        return True  # "will visit Damascus, the first visit in years": it ranks the act and is no other
    return tree.dep[lifted] == "pobj" and tree.dep[h] in {"prep", "agent"} and tree.head[h] == other.i


def _means_of(reader: Reader, one: Match, other: Match) -> bool:
    """`one` is what `other` was done for: `met to discuss`, `dumped manure to protest against the rules`."""
    tree = reader.tree
    top = one.top
    return (
        tree.head[top] == other.top
        and tree.dep[top] in {"xcomp", "advcl"}
        and ((one.type == "PROTEST" and bool(other.target)) or set(one.target) <= set(other.target))
    )
