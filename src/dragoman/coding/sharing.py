"""What acts of one sentence lend each other: who mediates an agreement, and who agreed to what is only named.

It runs after all acts are found, and never removes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.phrases import heads_of

if TYPE_CHECKING:
    from dragoman.coding.matching import Match
    from dragoman.coding.slots import Reader
    from dragoman.coding.tree import Tree

# Acts that take at least two who want it: named without doers, they are done by those who act on their ground.
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})

# "They will reopen embassies following an agreement": the words that put such a noun behind a clause.
_BEHIND = frozenset({
    "following", "after", "under", "before", "since", "despite", "during", "at", "in", "through", "amid", "by", "upon", "given",
    "thanks", "with", "on", "of",
})  # fmt: skip

# Steps from a mediation to the act it serves: "normalise relations under X's mediation" takes three.
_REACH = 5


def shared(reader: Reader, found: list[Match]) -> list[Match]:
    """The acts with mediators and doers that other words of the sentence give them."""
    return [_with_doers(reader, _with_mediators(reader, match, found)) for match in found]


def _with_mediators(reader: Reader, match: Match, found: list[Match]) -> Match:
    if "third-party" in match.modes:
        return match
    own = {match.i, match.top, *match.scope, *match.consumed}
    known = {*match.source, *match.target}
    third = list(match.third)
    for other in found:
        if other.type != "CONSULT" or "third-party" not in other.modes or not other.source:
            continue
        if not own & set(_above(reader.tree, other.i)):
            continue
        third.extend(("mediator", k) for k in other.source if k not in known and ("mediator", k) not in third)
    return match if len(third) == len(match.third) else match.but(third=tuple(third))


def _above(tree: Tree, i: int) -> list[int]:
    path = []
    for _ in range(_REACH):
        above = tree.head[i]
        if above == i:
            break
        path.append(above)
        i = above
    return path


def _with_doers(reader: Reader, match: Match) -> Match:
    """A mutual act named by a noun without doers is done by the joined subjects of the clause it stands behind."""
    tree = reader.tree
    if (
        match.type not in _MUTUAL
        or match.source
        or match.trigger.pos != "n"
        or match.trigger.light is not None
    ):
        return match
    path = _above(tree, match.i)
    if not path or tree.lower[path[0]] not in _BEHIND:
        return match
    verb = next((k for k in path if tree.pos[k] == "v" and tree.dep[k] not in {"pcomp", "prep"}), None)
    if verb is None:
        return match
    passive = [k for k in tree.kids[verb] if tree.dep[k] == "nsubjpass"]  # "are set to", "are expected to"
    subjects = reader.args.logical_subject(verb) or passive
    doers = [k for k in heads_of(tree, subjects) if reader.acts(k)]
    target = tuple(k for k in match.target if reader.acts(k) and k not in doers)
    if len(doers) + len(target) < 2:
        return match
    return match.but(
        source=tuple(doers), target=target, why=(*match.why, "done by the subjects of its clause")
    )
